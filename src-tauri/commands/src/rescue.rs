//! A vault whose owner has left: opened by the holders of the municipality's key together, and given to a new owner.
//!
//! Nothing of the vault is shown before its trail says who opened it and why, and before what opened it until then opens
//! it no more: until the new owner is there, it is held open here and not at the desk.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use cases::ProfileInput;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize as _;
use serde_json::Value as Json;
use texts::swedish;
use vault::{
    Act, Gathering, Key, MunicipalityKey, MunicipalitySecret, NewOwner, RecoveryDraft, ShareError, Shelf,
    Subject, Vault, Write,
};
use zeroize::Zeroizing;

use crate::desk::{Beginning, Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::handover::renew_keys;
use crate::typing::Typed;
use crate::unlocking::{chosen, offer, status};
use crate::wire::municipality::{GivenShare, RescueView};
use crate::wire::vault::{RecoveryOffer, Status};
use crate::{backups, key_work, trail};

/// A vault that is being opened by the municipality's key.
pub(crate) struct Rescue {
    words: Vec<String>,
    gathering: Gathering,
    given: Vec<GivenShare>,
    opened: Option<Opened>,
    /// Where it lies in backups, if it is to be made of one.
    shelves: Vec<Shelf>,
    /// The shares that were given last did not belong together, and are gone.
    apart: bool,
    /// When somebody was last there.
    pub(crate) touched: DateTime<Utc>,
}

/// The vault, open and still without a new owner.
struct Opened {
    vault: Vault,
    /// Who opened it and on which ground, as the trail says it.
    why: String,
}

/// Lets the user choose the folder of another vault, which is the application's until it ends; nothing if the user
/// changed their mind.
pub fn choose_vault(desk: &Mutex<Desk>) -> Result<Option<Status>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.must_be_closed()?;
        Arc::clone(&desk.outside)
    };
    let Some(folder) = outside.choose_folder() else {
        return Ok(None);
    };
    let mut desk = at(desk);
    if !Vault::exists(&folder) {
        return Err(vault::Error::from(vault::FolderError::NoVault).into());
    }
    desk.must_be_closed()?;
    end_rescue(&mut desk)?;
    desk.folder = folder;
    status(&mut desk).map(Some)
}

/// Begins: says which key opens the vault. What was begun before is given up.
pub fn begin_rescue(desk: &mut Desk) -> Result<RescueView, CommandError> {
    desk.must_be_closed()?;
    end_rescue(desk)?;
    let key = Vault::municipality_of(&desk.folder)?;
    let key = key.ok_or_else(|| vault::Error::from(vault::UnlockError::NoMunicipalityKey))?;
    Ok(begin(desk, key, Vec::new()))
}

/// Begins to gather the shares of a key, for the vault that is here or for one that lies on these shelves.
pub(crate) fn begin(desk: &mut Desk, key: MunicipalityKey, shelves: Vec<Shelf>) -> RescueView {
    let now = desk.outside.now();
    let rescue = desk.rescue.insert(Rescue {
        words: key.words().into_iter().map(str::to_owned).collect(),
        gathering: Gathering::of(key),
        given: Vec::new(),
        opened: None,
        shelves,
        apart: false,
        touched: now,
    });
    rescue.view()
}

/// The key that the holders gave, and the shelves whose backups it opens.
///
/// # Errors
/// Nothing was begun, it is no vault in backups, it was made already, or shares are missing.
pub(crate) fn given(desk: &mut Desk) -> Result<(MunicipalitySecret, Vec<Shelf>), CommandError> {
    let rescue = begun(desk)?;
    if rescue.shelves.is_empty() || rescue.opened.is_some() {
        return Err(nothing());
    }
    Ok((rescue.gathering.join()?, rescue.shelves.clone()))
}

/// Who gave the key and on which ground, in words.
///
/// # Errors
/// Nothing was begun, or the reason is not as it must be.
pub(crate) fn ground(desk: &mut Desk, reason: &str) -> Result<String, CommandError> {
    let mut typed = Typed::today(desk.outside.today());
    let reason = typed.line("reason", reason);
    typed.end()?;
    Ok(why(&begun(desk)?.given, &reason))
}

/// The vault was opened, and its trail says by whom and why. The shares leave memory.
///
/// # Errors
/// It was given up meanwhile.
pub(crate) fn opened(desk: &mut Desk, vault: Vault, why: String) -> Result<RescueView, CommandError> {
    let rescue = begun(desk)?;
    rescue.opened = Some(Opened { vault, why });
    rescue.gathering = Gathering::default();
    Ok(rescue.view())
}

impl Rescue {
    fn view(&self) -> RescueView {
        RescueView {
            key: self.words.clone(),
            given: self.given.clone(),
            missing: self.gathering.missing(),
            opened: self.opened.is_some(),
            from_backups: !self.shelves.is_empty(),
            apart: self.apart,
        }
    }

    fn is_given_by(&self, holder: &str) -> bool {
        let holder = holder.to_lowercase();
        self.given.iter().any(|one| one.holder.to_lowercase() == holder)
    }
}

/// What was begun, unless its holders have left it: whoever came by could else become the vault's owner.
fn begun(desk: &mut Desk) -> Result<&mut Rescue, CommandError> {
    let now = desk.outside.now();
    key_work::drop_left(desk);
    let rescue = desk.rescue.as_mut().ok_or_else(nothing)?;
    rescue.touched = now;
    Ok(rescue)
}

/// Whether shares were refused because they do not belong together.
pub(crate) fn are_apart(given: &Result<u8, vault::Error>) -> bool {
    given.as_ref().err() == Some(&ShareError::NotJoined.into())
}

fn nothing() -> CommandError {
    CommandError::new(Code::NothingBegun)
}

/// Takes a holder's share. Shares that do not belong together are all put down: nobody can tell whose is wrong.
pub fn give_share(desk: &mut Desk, holder: String, words: String) -> Result<RescueView, CommandError> {
    let words = Zeroizing::new(words);
    let mut typed = Typed::today(desk.outside.today());
    let holder = typed.line("holder", &holder);
    typed.end()?;
    let rescue = begun(desk)?;
    if rescue.is_given_by(&holder) {
        return Err(CommandError::new(Code::SameHolder).at("holder"));
    }
    let given = rescue.gathering.give(&words);
    rescue.apart = are_apart(&given);
    match given {
        Err(_) if rescue.apart => rescue.given.clear(),
        given => {
            let number = given.map_err(|error| CommandError::from(error).at("words"))?;
            rescue.given.push(GivenShare { number, holder });
        }
    }
    Ok(rescue.view())
}

/// Opens the vault by the shares and writes in its trail who did and on which ground. The shares leave memory.
pub fn open_rescued(desk: &mut Desk, reason: String) -> Result<RescueView, CommandError> {
    let why = ground(desk, &reason)?;
    let outside = Arc::clone(&desk.outside);
    let rescue = begun(desk)?;
    if rescue.opened.is_some() {
        return Ok(rescue.view());
    }
    // What lies in backups alone is made of one of them.
    if !rescue.shelves.is_empty() {
        return Err(nothing());
    }
    let secret = rescue.gathering.join()?;
    let vault = desk.opened(&Key::Municipality(&secret))?;
    let office = Office {
        vault: &vault,
        catalogue: &desk.catalogue,
        outside: outside.as_ref(),
    };
    let about = (Subject::default(), Some(why.as_str()));
    let keep = |write: &Write<'_>| trail::keep(&office, write, Act::Open, "open_rescued", about);
    vault.write(keep)?;
    opened(desk, vault, why)
}

fn why(given: &[GivenShare], reason: &str) -> String {
    let mut given = given.to_vec();
    given.sort_by_key(|one| one.number);
    let holder = |one: &GivenShare| {
        let args = [
            ("number", one.number.into()),
            ("name", one.holder.as_str().into()),
        ];
        swedish().say("rescue-holder", &args).into_owned()
    };
    let holders: Vec<String> = given.iter().map(holder).collect();
    let args = [("holders", holders.join(", ").into()), ("reason", reason.into())];
    swedish().say("rescue-why", &args).into_owned()
}

/// Whether somebody can become a vault's owner, before anybody is asked for anything.
///
/// # Errors
/// What [`open_rescued`] would refuse of the reason, and [`begin_new_owner`] of the rest.
pub fn check_new_owner(profile: &Json, passphrase: &str, reason: &str) -> Result<(), CommandError> {
    let profile = ProfileInput::deserialize(profile);
    let profile = profile.map_err(|_| CommandError::new(Code::UnknownCommand).with("name", "profile"))?;
    let mut typed = Typed::today(NaiveDate::default());
    typed.line("reason", reason);
    typed.end()?;
    profile.parse()?;
    chosen(passphrase, passphrase)?;
    Ok(())
}

/// Who the vault's new owner is, and the passphrase; offers recovery words. Nothing changes until two of them have been
/// typed back.
pub fn begin_new_owner(
    desk: &mut Desk,
    profile: ProfileInput,
    passphrase: String,
    again: String,
) -> Result<RecoveryOffer, CommandError> {
    if begun(desk)?.opened.is_none() {
        return Err(nothing());
    }
    let profile = profile.parse()?;
    let passphrase = chosen(&passphrase, &again)?;
    let outside = Arc::clone(&desk.outside);
    let words = RecoveryDraft::new(&mut |bytes: &mut [u8]| outside.random(bytes));
    let offer = offer(&words, None);
    desk.beginning = Some(Beginning {
        profile,
        passphrase,
        words,
        escrow: vault::Escrow::default(),
    });
    Ok(offer)
}

/// Gives the vault to its new owner when both words are right. The one who left cannot open it any more, and nobody signs
/// in that person's name; the municipality can open it as before.
pub fn finish_new_owner(desk: &mut Desk, first: String, second: String) -> Result<Status, CommandError> {
    begun(desk)?;
    let beginning = desk.beginning.as_ref().ok_or_else(nothing)?;
    let recovery = beginning.words.confirm([&first, &second])?;
    let outside = Arc::clone(&desk.outside);
    let opened = desk.rescue.as_ref().and_then(|rescue| rescue.opened.as_ref());
    let opened = opened.ok_or_else(nothing)?;
    let office = Office {
        vault: &opened.vault,
        catalogue: &desk.catalogue,
        outside: outside.as_ref(),
    };
    let new = NewOwner {
        passphrase: &beginning.passphrase,
        cost: outside.kdf_cost(),
        recovery: &recovery,
    };
    let (mut random, now) = (|bytes: &mut [u8]| outside.random(bytes), outside.now());
    let heir = trail::attempt(&office, (Act::Keys, "finish_new_owner"), &opened.why, || {
        opened.vault.give_over(&new, &mut random, |write, generation| {
            end_signing(write, now)?;
            renew_keys(write, generation, now)?;
            Ok::<_, CommandError>(write.settings_mut().set_profile(&beginning.profile, now)?)
        })
    })?;
    let opened = desk.rescue.take().and_then(|rescue| rescue.opened);
    desk.beginning = None;
    let vault = heir.enter(opened.ok_or_else(nothing)?.vault);
    let vault = vault.map_err(|_| CommandError::new(Code::GivenOverNotOpened))?;
    backups::renew_own_header(&desk.folder, &vault);
    desk.enter(vault);
    status(desk)
}

/// The keys of the one who left sign no more: none is safe from now on, and those in the vault are erased. What they have
/// signed is judged as before.
pub(crate) fn end_signing(write: &Write<'_>, now: DateTime<Utc>) -> Result<(), CommandError> {
    for key in write.signing_keys().all()? {
        if key.revoked.is_none() {
            write.signing_keys_mut().revoke(key.id, now, now)?;
        }
        if key.erased.is_none() {
            write.signing_keys_mut().erase(key.id, now)?;
        }
    }
    if let Some(request) = write.issuing().request()? {
        write.issuing_mut().answered(request.id)?;
    }
    Ok(())
}

/// Gives up: the shares leave memory and the vault is closed; what stands in its trail stays.
pub fn end_rescue(desk: &mut Desk) -> Result<(), CommandError> {
    // What is being made of a backup is not made to its end.
    if let (Some(_), Some(run)) = (desk.rescue.take(), &desk.run) {
        run.store(true, Ordering::SeqCst);
    }
    desk.beginning = None;
    Ok(())
}
