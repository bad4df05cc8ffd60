//! Cards and tokens: which modules may be loaded, what a card can sign with, and signing with it. The key never leaves
//! the card, and the PIN is kept nowhere.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use signing::{Card, CardIdentity, Cards, Certificate, Signer as _, TokenError};
use vault::{CardPlace, KeySource};

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::identities;
use crate::own_signature::hex;
use crate::wire::identity::{
    CardCertificate, CardInput, CardModule, CardView, CertificateView, IdentityView,
};

/// One at a time: a module that is done with closes itself for everybody in the program.
static READER: Mutex<()> = Mutex::new(());

/// Sits down at the reader; what is unlocked there must be gone before this value is.
pub(crate) fn reader() -> MutexGuard<'static, ()> {
    READER.lock().unwrap_or_else(PoisonError::into_inner)
}

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

/// The cards in their readers. Each has a PIN of its own, so that one is chosen before any PIN is typed; some makers
/// show the two PINs of one card as two cards.
pub fn cards(desk: &Mutex<Desk>, module: String) -> Result<Vec<CardView>, CommandError> {
    let module = chosen(desk, &module)?;
    let _reader = reader();
    let present = Cards::load(&module).and_then(|cards| cards.present());
    let present = present.map_err(|error| CommandError::from(signing::Error::from(error)).at("module"))?;
    Ok(present.iter().map(card_view).collect())
}

fn card_view(card: &Card) -> CardView {
    CardView {
        label: card.label.clone(),
        serial: card.serial.clone(),
        has_pin_pad: card.has_pin_pad,
        is_final_try: card.is_final_try,
        is_locked: card.is_locked,
    }
}

impl CardInput {
    fn place(self, module: &Path) -> (CardPlace, String) {
        let place = CardPlace {
            module: module.to_string_lossy().into_owned(),
            serial: self.serial,
            label: self.label,
        };
        (place, self.pin)
    }
}

/// What a card can sign with, once its PIN is given. The desk is free while it is waited for.
pub fn card_certificates(desk: &Mutex<Desk>, card: CardInput) -> Result<Vec<CardCertificate>, CommandError> {
    let (place, pin) = {
        let module = chosen(desk, &card.module)?;
        card.place(&module)
    };
    let _reader = reader();
    let found = unlocked(&place, &pin)?;
    let certificates = found.iter().filter_map(|identity| {
        Some(CardCertificate {
            is_for_documents: identity.is_for_documents(),
            certificate: CertificateView::from(identity.certificate()?),
        })
    });
    Ok(certificates.collect())
}

/// Signs from now on with the key on a card whose certificate has this fingerprint.
pub fn add_card(
    desk: &Mutex<Desk>,
    card: CardInput,
    fingerprint: String,
) -> Result<Vec<IdentityView>, CommandError> {
    let (place, pin) = {
        let module = chosen(desk, &card.module)?;
        card.place(&module)
    };
    let _reader = reader();
    let found = unlocked(&place, &pin)?;
    let wanted = found.into_iter().find(|identity| {
        let own = identity.certificate().map(Certificate::summary);
        own.is_some_and(|own| hex(&own.fingerprint) == fingerprint)
    });
    let identity = wanted.ok_or_else(|| refused(TokenError::NoIdentity))?;
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

/// Everything that a card can sign with; those meant for documents stand first.
fn unlocked(place: &CardPlace, pin: &str) -> Result<Vec<CardIdentity>, CommandError> {
    let cards = Cards::load(Path::new(&place.module)).map_err(refused)?;
    let present = cards.present().map_err(refused)?;
    let is_it = |card: &&Card| card.serial == place.serial && card.label == place.label;
    let card = present
        .iter()
        .find(is_it)
        .ok_or_else(|| refused(TokenError::NoCard))?;
    if pin.is_empty() && !card.has_pin_pad {
        return Err(refused(TokenError::PinForm));
    }
    cards.unlock(card, pin).map_err(refused)
}

/// The key on the card that has this certificate.
pub(crate) fn signer(
    place: &CardPlace,
    own: &Certificate,
    pin: Option<&str>,
) -> Result<CardIdentity, CommandError> {
    let identities = unlocked(place, pin.unwrap_or_default())?;
    let wanted = identities.into_iter().find(|one| one.certificate() == Some(own));
    wanted.ok_or_else(|| refused(TokenError::NoIdentity))
}

/// Everything that a card can say is shown where the PIN is typed.
fn refused(error: TokenError) -> CommandError {
    CommandError::from(signing::Error::from(error)).at("pin")
}
