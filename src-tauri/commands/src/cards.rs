//! Cards and tokens: which modules may be loaded, what a card can sign with, and signing with it. The key never leaves
//! the card, and the PIN is kept nowhere.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use signing::{CardIdentity, Cards, Certificate, Signer as _, TokenError};
use vault::{CardPlace, KeySource};

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::identities;
use crate::own_signature::hex;
use crate::wire::identity::{CardCertificate, CardModule, CertificateView, IdentityView};

/// The modules for cards that are usual and there, and the one that the user has chosen.
pub fn card_modules(desk: &mut Desk) -> Result<Vec<CardModule>, CommandError> {
    desk.office()?;
    Ok(allowed(desk).iter().map(|module| view(module)).collect())
}

fn allowed(desk: &Desk) -> Vec<PathBuf> {
    let chosen = desk.card_module.iter().cloned();
    let usual = desk.outside.card_modules();
    chosen.chain(usual).collect()
}

fn view(module: &Path) -> CardModule {
    let name = module.file_name().unwrap_or_default().to_string_lossy();
    let kind = match name.split('.').next().unwrap_or_default() {
        "libiidp11" | "iidp11" => "net-id",
        "libtokenapi" => "personal",
        "opensc-pkcs11" => "opensc",
        _ => "other",
    };
    CardModule {
        file: module.to_string_lossy().into_owned(),
        kind: kind.into(),
    }
}

/// Asks for the file of a module; nothing if the user changed their mind.
pub fn choose_card_module(desk: &Mutex<Desk>) -> Result<Option<CardModule>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(module) = outside.choose_card_module() else {
        return Ok(None);
    };
    let shown = view(&module);
    at(desk).card_module = Some(module);
    Ok(Some(shown))
}

/// What the cards in their readers can sign with, once the PIN is given. The desk is free while they are waited for.
pub fn card_certificates(
    desk: &Mutex<Desk>,
    module: String,
    pin: String,
) -> Result<Vec<CardCertificate>, CommandError> {
    let found = unlocked(&chosen(desk, &module)?, &pin)?;
    let certificates = found.iter().filter_map(|(place, identity)| {
        Some(CardCertificate {
            card: place.label.clone(),
            serial: place.serial.clone(),
            is_for_documents: identity.is_for_documents(),
            certificate: CertificateView::from(identity.certificate()?),
        })
    });
    Ok(certificates.collect())
}

/// Signs from now on with the key on a card whose certificate has this fingerprint.
pub fn add_card(
    desk: &Mutex<Desk>,
    module: String,
    fingerprint: String,
    pin: String,
) -> Result<Vec<IdentityView>, CommandError> {
    let found = unlocked(&chosen(desk, &module)?, &pin)?;
    let wanted = found.into_iter().find(|(_, identity)| {
        let own = identity.certificate().map(Certificate::summary);
        own.is_some_and(|own| hex(&own.fingerprint) == fingerprint)
    });
    let (place, identity) = wanted.ok_or_else(|| refused(TokenError::NoIdentity))?;
    let desk = at(desk);
    let office = desk.office()?;
    identities::keep_chain(&office, identity.chain(), Vec::new(), KeySource::Card(place))?;
    identities::identities(&office)
}

/// A module is code that runs with all the user's rights: only one that was offered, or that the user chose in the
/// system's own dialog, is loaded.
fn chosen(desk: &Mutex<Desk>, module: &str) -> Result<PathBuf, CommandError> {
    let desk = at(desk);
    desk.office()?;
    let module = allowed(&desk).into_iter().find(|one| *one == Path::new(module));
    module.ok_or_else(|| CommandError::new(Code::NoCardModule).at("module"))
}

/// Everything on every card that the PIN opens; the PIN of one card is tried on no other once it was wrong.
fn unlocked(module: &Path, pin: &str) -> Result<Vec<(CardPlace, CardIdentity)>, CommandError> {
    if pin.is_empty() {
        return Err(refused(TokenError::PinForm));
    }
    let cards = Cards::load(module).map_err(refused)?;
    let mut found = Vec::new();
    let mut empty = None;
    for card in cards.present().map_err(refused)? {
        let place = CardPlace {
            module: module.to_string_lossy().into_owned(),
            serial: card.serial.clone(),
            label: card.label.clone(),
        };
        match cards.unlock(&card, pin) {
            Ok(identities) => found.extend(identities.into_iter().map(|one| (place.clone(), one))),
            Err(TokenError::NoIdentity) => empty = Some(TokenError::NoIdentity),
            Err(error) => return Err(refused(error)),
        }
    }
    match (found.is_empty(), empty) {
        (true, Some(error)) => Err(refused(error)),
        _ => Ok(found),
    }
}

/// The key on the card that has this certificate.
pub(crate) fn signer(
    place: &CardPlace,
    own: &Certificate,
    pin: Option<&str>,
) -> Result<CardIdentity, CommandError> {
    let pin = pin.filter(|pin| !pin.is_empty());
    let pin = pin.ok_or_else(|| refused(TokenError::PinForm))?;
    let cards = Cards::load(Path::new(&place.module)).map_err(refused)?;
    let present = cards.present().map_err(refused)?;
    let card = present.iter().find(|card| card.serial == place.serial);
    let card = card.ok_or_else(|| refused(TokenError::NoCard))?;
    let identities = cards.unlock(card, pin).map_err(refused)?;
    let wanted = identities.into_iter().find(|one| one.certificate() == Some(own));
    wanted.ok_or_else(|| refused(TokenError::NoIdentity))
}

/// Everything that a card can say is shown where the PIN is typed.
fn refused(error: TokenError) -> CommandError {
    CommandError::from(signing::Error::from(error)).at("pin")
}
