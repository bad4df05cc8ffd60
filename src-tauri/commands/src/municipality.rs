//! The municipality's key in a vault: whether it is there, whether it is the one in the municipality's settings, and how
//! it comes to be. A vault that is there never takes a key without its owner's passphrase and its words as the municipality
//! says them: whoever can write the settings could else put in a key of their own.

use std::sync::Arc;

use vault::{Key, MunicipalityKey, Passphrase};

use crate::backups;
use crate::desk::{Desk, Office};
use crate::error::{Code, CommandError};
use crate::outside::Outside;
use crate::unlocking::municipality;
use crate::wire::municipality::{KeyStanding, MunicipalityKeyView};

/// The key in the municipality's settings on this computer, where there is one.
///
/// # Errors
/// The settings cannot be read, or what stands there is no key.
pub(crate) fn offered(
    outside: &dyn Outside,
) -> Result<Option<(MunicipalityKey, packs::RecoveryKey)>, CommandError> {
    let settings = municipality(outside)?.and_then(|municipality| municipality.key);
    let read = |key: packs::RecoveryKey| Ok((key.public.parse().map_err(vault::Error::from)?, key));
    settings.map(read).transpose()
}

/// What is sealed to the municipality is sealed to the key that the vault's owner has agreed to, and to no other: whoever
/// can write the settings could else read along.
pub(crate) fn sealing_key(
    office: &Office<'_>,
) -> Result<Option<(MunicipalityKey, packs::RecoveryKey)>, CommandError> {
    let Some((_, settings)) = offered(office.outside)? else {
        return Ok(None);
    };
    Ok(office.vault.municipality()?.map(|held| (held, settings)))
}

/// Refuses to complete a public record in a vault that hangs on one person, where the municipality does not want that.
///
/// # Errors
/// [`Code::MunicipalityKeyMissing`]; settings that cannot be read.
pub(crate) fn must_be_held(office: &Office<'_>) -> Result<(), CommandError> {
    let required = offered(office.outside)?.is_some_and(|(_, settings)| settings.required);
    match required && office.vault.municipality()?.is_none() {
        true => Err(CommandError::new(Code::MunicipalityKeyMissing)),
        false => Ok(()),
    }
}

/// How the vault's key stands to the one in the municipality's settings.
pub fn municipality_key(office: &Office<'_>) -> Result<MunicipalityKeyView, CommandError> {
    let held = office.vault.municipality()?;
    let offered = offered(office.outside)?;
    let words = |key: MunicipalityKey| key.words().into_iter().map(str::to_owned).collect();
    Ok(MunicipalityKeyView {
        standing: match (held, offered.as_ref().map(|(key, _)| *key)) {
            (None, None) => KeyStanding::None,
            (None, Some(_)) => KeyStanding::Missing,
            (Some(held), Some(key)) if held != key => KeyStanding::Other,
            (Some(_), _) => KeyStanding::Held,
        },
        municipality: municipality(office.outside)?.map(|municipality| municipality.name),
        required: offered.as_ref().is_some_and(|(_, settings)| settings.required),
        held: held.map(words),
    })
}

/// Lets the municipality open the vault by the key in its settings, when the words are typed that the municipality itself
/// has said.
pub fn take_municipality_key(
    desk: &mut Desk,
    words: String,
    passphrase: String,
) -> Result<MunicipalityKeyView, CommandError> {
    let outside = Arc::clone(&desk.outside);
    let (key, _) = offered(outside.as_ref())?.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let held = desk.office()?.vault.municipality()?;
    if held != Some(key) && !key.is_called(&words) {
        return Err(CommandError::new(Code::KeyWordsDiffer).at("words"));
    }
    let passphrase = Passphrase::typed(&passphrase);
    let mut random = |bytes: &mut [u8]| outside.random(bytes);
    let folder = desk.folder.clone();
    let vault = desk.vault_mut()?;
    vault
        .change_municipality(&Key::Passphrase(&passphrase), &key, outside.now(), &mut random)
        .map_err(|error| CommandError::from(error).at("key-passphrase"))?;
    backups::renew_own_header(&folder, vault);
    municipality_key(&desk.office()?)
}
