//! Making a vault, opening it, locking it.

use cases::ProfileInput;
use vault::{Escrow, Key, Passphrase, RecoveryDraft, RecoveryWords};

use crate::desk::{Beginning, Desk, Office};
use crate::error::{Code, CommandError};
use crate::municipality::offered;
use crate::outside::Outside;
use crate::wire::vault::{KeyOffer, Look, RecoveryOffer, State, Status};
use crate::{backups, figures, handover, unfinished};

/// Under which name the look is kept; outside the vault nothing is kept at all.
const LOOK: &str = "look";

/// Where the application stands.
pub fn status(desk: &mut Desk) -> Result<Status, CommandError> {
    if desk.is_open() {
        return open_status(&desk.office()?);
    }
    let state = if vault::Vault::exists(&desk.folder) {
        State::Locked
    } else {
        State::None
    };
    Ok(Status {
        state,
        owner: None,
        role: None,
        school: None,
        look: Look::default(),
    })
}

fn open_status(office: &Office<'_>) -> Result<Status, CommandError> {
    let profile = office.profile()?;
    let look: Option<Look> = office.vault.read(|read| read.settings().preference(LOOK))?;
    Ok(Status {
        state: State::Open,
        owner: Some(profile.name.to_string()),
        role: Some(profile.role.as_str().to_owned()),
        school: Some(profile.school.to_string()),
        look: look.unwrap_or_default(),
    })
}

/// Begins a vault: checks who it is for and the passphrase, and offers recovery words. Nothing is written
/// until two of them have been typed back.
pub fn begin_vault(
    desk: &mut Desk,
    profile: ProfileInput,
    passphrase: String,
    again: String,
) -> Result<RecoveryOffer, CommandError> {
    if vault::Vault::exists(&desk.folder) {
        return Err(CommandError::new(Code::VaultExists));
    }
    let profile = profile.parse()?;
    let passphrase = chosen(&passphrase, &again)?;
    let outside = std::sync::Arc::clone(&desk.outside);
    let (municipality, escrow) = escrow(outside.as_ref())?;
    let words = RecoveryDraft::new(&mut |bytes: &mut [u8]| outside.random(bytes));
    let offer = offer(&words, municipality);
    desk.beginning = Some(Beginning {
        profile,
        passphrase,
        words,
        escrow,
    });
    Ok(offer)
}

/// The recovery words as they are shown.
pub(crate) fn offer(words: &RecoveryDraft, municipality: Option<KeyOffer>) -> RecoveryOffer {
    RecoveryOffer {
        municipality,
        words: words.words().iter().map(|word| (*word).to_owned()).collect(),
        ask: words.asked(),
    }
}

/// The municipality's own settings, where its IT department has put them on the computer.
pub(crate) fn municipality(outside: &dyn Outside) -> Result<Option<packs::Municipality>, CommandError> {
    let broken = |error: packs::UnreadableMunicipality| {
        CommandError::new(Code::BrokenMunicipality).with("line", error.line)
    };
    let text = outside.municipality()?;
    text.map(|text| packs::municipality(&text).map_err(broken))
        .transpose()
}

/// Who else will be able to open the vault, and how: the municipality, where its settings carry a key.
fn escrow(outside: &dyn Outside) -> Result<(Option<KeyOffer>, Escrow), CommandError> {
    let Some((key, settings)) = offered(outside)? else {
        return Ok((None, Escrow::default()));
    };
    let offer = municipality(outside)?.map(|municipality| KeyOffer {
        name: municipality.name,
        words: key.words().into_iter().map(str::to_owned).collect(),
    });
    let escrow = Escrow {
        key: Some(key),
        required: settings.required,
    };
    Ok((offer, escrow))
}

/// Makes the vault when both words are right.
pub fn finish_vault(desk: &mut Desk, first: String, second: String) -> Result<Status, CommandError> {
    let beginning = desk
        .beginning
        .take()
        .ok_or_else(|| CommandError::new(Code::NothingToConfirm))?;
    let made = beginning
        .words
        .confirm([&first, &second])
        .map_err(CommandError::from);
    match made.and_then(|recovery| desk.create(&beginning, &recovery)) {
        Ok(()) => status(desk),
        Err(error) => {
            desk.beginning = Some(beginning);
            Err(error)
        }
    }
}

/// Opens the vault with the passphrase.
pub fn unlock(desk: &mut Desk, passphrase: String) -> Result<Status, CommandError> {
    desk.open(&Key::Passphrase(&Passphrase::typed(&passphrase)))
        .map_err(|error| error.at("passphrase"))?;
    end_over(desk);
    status(desk)
}

/// What was lent or sent to be kept until a day goes as soon as the vault is opened after it. Where it cannot go now, it
/// goes the next time.
pub(crate) fn end_over(desk: &Desk) {
    if let Ok(office) = desk.office() {
        handover::end_over(&office).ok();
        figures::end_over(&office).ok();
        unfinished::end_over(&office).ok();
    }
}

/// Opens the vault with the recovery words, and sets a new passphrase.
pub fn unlock_with_words(
    desk: &mut Desk,
    words: String,
    passphrase: String,
    again: String,
) -> Result<Status, CommandError> {
    let words = RecoveryWords::parse(&words).map_err(|error| CommandError::from(error).at("words"))?;
    let passphrase = chosen(&passphrase, &again)?;
    desk.open(&Key::Recovery(&words))
        .map_err(|error| error.at("words"))?;
    // The window believes that nothing was opened when this fails.
    if let Err(error) = set_passphrase(desk, &Key::Recovery(&words), &passphrase) {
        desk.lock();
        return Err(error);
    }
    end_over(desk);
    status(desk)
}

/// Closes the vault; its keys leave memory.
pub fn lock(desk: &mut Desk) -> Result<Status, CommandError> {
    desk.lock();
    status(desk)
}

/// Sets another passphrase.
pub fn change_passphrase(
    desk: &mut Desk,
    old: String,
    passphrase: String,
    again: String,
) -> Result<(), CommandError> {
    let passphrase = chosen(&passphrase, &again)?;
    let old = Passphrase::typed(&old);
    set_passphrase(desk, &Key::Passphrase(&old), &passphrase).map_err(|error| error.at("old"))
}

/// Keeps how the window is to look.
pub fn save_look(office: &Office<'_>, look: Look) -> Result<(), CommandError> {
    let at = office.outside.now();
    office
        .vault
        .write(|write| Ok(write.settings_mut().set_preference(LOOK, &look, at)?))
}

fn set_passphrase(desk: &mut Desk, key: &Key<'_>, passphrase: &Passphrase) -> Result<(), CommandError> {
    let outside = std::sync::Arc::clone(&desk.outside);
    let cost = outside.kdf_cost();
    let mut random = |bytes: &mut [u8]| outside.random(bytes);
    let folder = desk.folder.clone();
    let vault = desk.vault_mut()?;
    vault.change_passphrase(key, passphrase, cost, outside.now(), &mut random)?;
    backups::renew_own_header(&folder, vault);
    Ok(())
}

/// A passphrase that was typed twice.
pub(crate) fn chosen(passphrase: &str, again: &str) -> Result<Passphrase, CommandError> {
    let chosen = Passphrase::new(passphrase).map_err(|error| CommandError::from(error).at("passphrase"))?;
    if passphrase != again {
        return Err(CommandError::new(Code::PassphrasesDiffer).at("again"));
    }
    Ok(chosen)
}
