//! The user's own keys: which there are, which one signs, and what becomes of those that no longer do.

use std::sync::{Arc, Mutex};

use cases::Id;
use chrono::{DateTime, NaiveTime, Utc};
use signing::{Certificate, Identity, Signer as _};
use vault::{KeySource, SigningKey};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::FileKind;
use crate::own_signature::{confirm, hex, own_certificate};
use crate::printing::save;
use crate::typing::Typed;
use crate::wire::identity::{CertificateView, IdentityView};

/// How many digits of the fingerprint tell two saved certificates apart; a name would tell who works where.
const DIGITS: usize = 8;

/// The user's keys, the one that signs first, then the newest.
pub fn identities(office: &Office<'_>) -> Result<Vec<IdentityView>, CommandError> {
    let keys = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.signing_keys().all()?))?;
    let views: Result<Vec<_>, _> = keys.iter().map(|key| view(office, key)).collect();
    let mut views = views?;
    views.sort_by_key(|one| matches!(one.standing.as_str(), "revoked" | "erased"));
    let signs = keys.iter().find(|key| key.retired.is_none());
    views.sort_by_key(|one| signs.is_none_or(|key| key.id.to_string() != one.id));
    Ok(views)
}

fn view(office: &Office<'_>, key: &SigningKey) -> Result<IdentityView, CommandError> {
    let certificate = own_certificate(key)?;
    let (source, card) = match &key.source {
        KeySource::Made => ("made", None),
        KeySource::Issued => ("issued", None),
        KeySource::Imported => ("imported", None),
        KeySource::Card(place) => ("card", Some(place.label.clone())),
    };
    Ok(IdentityView {
        id: key.id.to_string(),
        source: source.into(),
        card,
        standing: standing(key, &certificate, office.outside.now()).into(),
        certificate: CertificateView::from(&certificate),
        revoked: key
            .revoked
            .map(|since| office.outside.local(since).date_naive().to_string()),
        erased: key.erased.is_some(),
    })
}

fn standing(key: &SigningKey, certificate: &Certificate, now: DateTime<Utc>) -> &'static str {
    let period = certificate.summary();
    if key.revoked.is_some() {
        "revoked"
    } else if key.erased.is_some() {
        "erased"
    } else if now > period.until {
        "expired"
    } else if now < period.from {
        "early"
    } else if key.retired.is_none() {
        "signs"
    } else {
        "resting"
    }
}

fn key(office: &Office<'_>, id: Id<SigningKey>) -> Result<SigningKey, CommandError> {
    let key = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.signing_keys().get(id)?))?;
    key.ok_or_else(|| CommandError::new(Code::NotFound))
}

/// Lets a key sign from now on, and no other.
pub fn choose_identity(
    office: &Office<'_>,
    identity: Id<SigningKey>,
) -> Result<Vec<IdentityView>, CommandError> {
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.signing_keys_mut().choose(identity, now)?))?;
    identities(office)
}

/// Saves a key's certificate, with those of its issuers, where the user chooses; false if the user changed their mind.
pub fn export_certificate(desk: &Mutex<Desk>, identity: Id<SigningKey>) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            let fingerprint = hex(&own_certificate(&key(office, identity)?)?.summary().fingerprint);
            Ok(certificate_name(&fingerprint))
        },
        |office, _| Ok(key(office, identity)?.chain.into_bytes().into()),
    )
}

/// What a saved certificate is called.
pub(crate) fn certificate_name(fingerprint: &str) -> String {
    let digits: String = fingerprint.chars().take(DIGITS).collect();
    format!("certifikat-{digits}.pem")
}

/// Says that a key is not safe since a day: it never signs again, and what it claims to have signed since then does
/// not count here.
pub fn revoke_identity(
    office: &Office<'_>,
    identity: Id<SigningKey>,
    since: String,
    passphrase: String,
) -> Result<Vec<IdentityView>, CommandError> {
    let since = first_instant(office, "since", &since)?;
    confirm(office, &passphrase)?;
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.signing_keys_mut().revoke(identity, since, now)?))?;
    identities(office)
}

/// When a day that was typed begins, on the user's own clock.
pub(crate) fn first_instant(
    office: &Office<'_>,
    field: &str,
    day: &str,
) -> Result<DateTime<Utc>, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let day = typed.past_day(field, day);
    typed.end()?;
    let midnight = day.unwrap_or_default().and_time(NaiveTime::MIN);
    let here = *office.outside.local(office.outside.now()).offset();
    let instant = midnight.and_local_timezone(here).earliest();
    Ok(instant.map_or_else(|| midnight.and_utc(), |instant| instant.to_utc()))
}

/// Erases the private key of one that signs no more; its certificate stays, so that what it signed is still judged.
pub fn erase_identity(
    office: &Office<'_>,
    identity: Id<SigningKey>,
    passphrase: String,
) -> Result<Vec<IdentityView>, CommandError> {
    if key(office, identity)?.retired.is_none() {
        return Err(CommandError::new(Code::KeyInUse));
    }
    confirm(office, &passphrase)?;
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.signing_keys_mut().erase(identity, now)?))?;
    identities(office)
}

/// Asks for a key file (PKCS#12) and holds on to it until its passphrase is typed; false if the user changed their
/// mind. It never goes to the window.
pub fn choose_key_file(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(file) = outside.choose_file(FileKind::Key)? else {
        return Ok(false);
    };
    let mut desk = at(desk);
    desk.office()?;
    desk.key_file = Some(file);
    Ok(true)
}

/// Takes the key out of the chosen file into the vault, and signs with it from now on.
pub fn import_key_file(desk: &mut Desk, passphrase: String) -> Result<Vec<IdentityView>, CommandError> {
    let office = desk.office()?;
    let file = desk
        .key_file
        .as_ref()
        .ok_or_else(|| CommandError::new(Code::NoKeyFile))?;
    let identity = Identity::from_pkcs12(file, &passphrase);
    let identity =
        identity.map_err(|error| CommandError::from(signing::Error::from(error)).at("key-passphrase"))?;
    keep(&office, &identity, KeySource::Imported)?;
    let views = identities(&office)?;
    desk.key_file = None;
    Ok(views)
}

/// Keeps a key that is at hand, and lets it sign from now on.
pub(crate) fn keep(office: &Office<'_>, identity: &Identity, source: KeySource) -> Result<(), CommandError> {
    let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
    let sealed = identity
        .key()
        .seal(office.vault.signing_secret().as_slice(), &mut random)
        .map_err(signing::Error::from)?;
    keep_chain(office, identity.chain(), sealed, source)
}

/// Keeps a key with its certificates and lets it sign from now on, unless it is here already.
pub(crate) fn keep_chain(
    office: &Office<'_>,
    chain: &[Certificate],
    sealed: Vec<u8>,
    source: KeySource,
) -> Result<(), CommandError> {
    let now = office.outside.now();
    let own = chain
        .first()
        .ok_or(signing::Error::from(signing::SignError::NoCertificate))?;
    let key = SigningKey {
        id: office.new_id(),
        source,
        chain: chain.iter().map(Certificate::to_pem).collect(),
        sealed,
        made: now,
        retired: None,
        revoked: None,
        erased: None,
    };
    office.vault.write(|write| {
        for known in write.signing_keys().all()? {
            let stays = known.erased.is_none() || known.revoked.is_some();
            if stays && own_certificate(&known)? == *own {
                return Err(CommandError::new(Code::KeyKnown));
            }
        }
        write.signing_keys_mut().add(&key)?;
        Ok(write.signing_keys_mut().choose(key.id, now)?)
    })
}
