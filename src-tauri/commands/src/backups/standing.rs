//! What is so today whatever a backup says: where backups lie and what is known of them, which keys are safe, who is
//! trusted, and which service is asked for the time.

use cases::Profile;
use chrono::{DateTime, Utc};
use serde_json::Value;
use vault::{Issued, Read, SealedKey, SigningKey, TrustedOne, Write};

use super::{DRILL, FIRST, LAST, PLACE, UNREADABLE};
use crate::clock::CLOCK;
use crate::error::CommandError;
use crate::handover::FOLDER;

/// The preferences that are kept as they are.
const KEPT: [&str; 7] = [PLACE, LAST, UNREADABLE, FIRST, DRILL, CLOCK, FOLDER];

/// What is kept as it is when a vault is restored.
pub(super) struct Standing {
    /// Whose the vault is: it may have got another owner.
    profile: Profile,
    preferences: Vec<(&'static str, Option<Value>)>,
    keys: Vec<SigningKey>,
    request: Option<SealedKey>,
    authority: Option<SealedKey>,
    issued: Vec<Issued>,
    trusted: Vec<TrustedOne>,
    revoked: Vec<Vec<u8>>,
}

impl Standing {
    /// What there is of it in the vault as it is now.
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let mut preferences = Vec::new();
        for name in KEPT {
            preferences.push((name, read.settings().preference(name)?));
        }
        Ok(Self {
            profile: read.settings().profile()?,
            preferences,
            keys: read.signing_keys().all()?,
            request: read.issuing().request()?,
            authority: read.issuing().authority()?,
            issued: read.issuing().issued()?,
            trusted: read.trusted().all()?,
            revoked: read.trusted().lists()?,
        })
    }

    /// Makes it so in the backup. A vault that is not what has become of the backup (`continues`) tells only what can never
    /// be taken back: keys that are not safe, and what it alone has.
    pub fn carry(&self, write: &Write<'_>, at: DateTime<Utc>, continues: bool) -> Result<(), CommandError> {
        self.carry_keys(write, continues)?;
        self.carry_issued(write)?;
        for list in &self.revoked {
            write.trusted_mut().add_list(list, at)?;
        }
        if continues {
            return self.carry_choices(write, at);
        }
        match &self.request {
            // Its private key is nowhere else, and the answer may be on its way.
            Some(now) if !was_asked(write, now)? => Ok(write.issuing_mut().ask(now)?),
            _ => Ok(()),
        }
    }

    /// What the user has chosen, and may choose otherwise.
    fn carry_choices(&self, write: &Write<'_>, at: DateTime<Utc>) -> Result<(), CommandError> {
        write.settings_mut().set_profile(&self.profile, at)?;
        for (name, value) in &self.preferences {
            match value {
                Some(value) => write.settings_mut().set_preference(name, value, at)?,
                None => write.settings_mut().forget_preference(name)?,
            }
        }
        if let Some(current) = self.keys.iter().find(|key| key.retired.is_none()) {
            write.signing_keys_mut().choose(current.id, current.made)?;
        }
        match (&self.request, write.issuing().request()?) {
            (Some(now), _) => write.issuing_mut().ask(now)?,
            (None, Some(then)) => write.issuing_mut().answered(then.id)?,
            (None, None) => {}
        }
        for one in write.trusted().all()? {
            let is_as_now =
                |now: &TrustedOne| now.certificate == one.certificate && now.trusted_as == one.trusted_as;
            if !self.trusted.iter().any(is_as_now) {
                write.trusted_mut().remove(&one.certificate)?;
            }
        }
        for now in &self.trusted {
            write
                .trusted_mut()
                .add(&now.certificate, now.trusted_as, now.added)?;
        }
        Ok(())
    }

    fn carry_keys(&self, write: &Write<'_>, continues: bool) -> Result<(), CommandError> {
        let keys = write.signing_keys_mut();
        for now in &self.keys {
            let Some(then) = write.signing_keys().get(now.id)? else {
                // Chosen later, after the one that signed then has been retired.
                let retired = Some(now.retired.unwrap_or(now.made));
                keys.add(&SigningKey {
                    retired,
                    ..now.clone()
                })?;
                continue;
            };
            if let Some(since) = now.revoked
                && then.revoked.is_none()
            {
                keys.revoke(now.id, since, now.retired.unwrap_or(since))?;
            }
            if let Some(erased) = now.erased
                && then.erased.is_none()
            {
                keys.retire(now.id, now.retired.unwrap_or(erased))?;
                keys.erase(now.id, erased)?;
            }
            // One that was put away may have been taken out again since.
            if let Some(retired) = now.retired.filter(|_| continues) {
                keys.retire(now.id, retired)?;
            }
        }
        Ok(())
    }

    fn carry_issued(&self, write: &Write<'_>) -> Result<(), CommandError> {
        let issuing = write.issuing_mut();
        if let Some(now) = &self.authority
            && write.issuing().authority()?.is_none()
        {
            issuing.add_authority(now)?;
        }
        let there = write.issuing().issued()?;
        for now in &self.issued {
            let then = there.iter().find(|then| then.certificate == now.certificate);
            if then.is_none() {
                issuing.issue(&now.certificate, now.made)?;
            }
            if let Some(since) = now.revoked
                && then.is_none_or(|then| then.revoked.is_none())
            {
                issuing.revoke(&now.certificate, since)?;
            }
        }
        Ok(())
    }
}

/// Whether the backup waits for an answer, or has got the one to this request.
fn was_asked(read: &Read<'_>, now: &SealedKey) -> Result<bool, CommandError> {
    let mut keys = read.signing_keys().all()?.into_iter();
    let answered = keys.any(|key| key.id.uuid() == now.id.uuid());
    Ok(answered || read.issuing().request()?.is_some())
}
