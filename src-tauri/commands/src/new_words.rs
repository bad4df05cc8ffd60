//! Other recovery words for an open vault, where the paper was lost or somebody else has seen it: the old words open nothing
//! from then on, and the new ones are proven to be on paper before they take their place.

use std::sync::Arc;

use vault::{Key, Passphrase, RecoveryDraft};

use crate::backups;
use crate::desk::Desk;
use crate::error::{Code, CommandError};
use crate::unlocking::offer;
use crate::wire::vault::RecoveryOffer;

/// Words that take the place of the old ones as soon as two of them have been typed back.
pub(crate) struct NewWords {
    passphrase: Passphrase,
    pub(crate) words: RecoveryDraft,
}

/// Offers other words to whoever has the passphrase. Nothing is changed yet.
pub fn begin_new_words(desk: &mut Desk, passphrase: String) -> Result<RecoveryOffer, CommandError> {
    let passphrase = Passphrase::typed(&passphrase);
    let outside = Arc::clone(&desk.outside);
    let now = outside.now();
    let vault = desk.vault_mut()?;
    vault
        .confirm(&Key::Passphrase(&passphrase), now)
        .map_err(|error| CommandError::from(error).at("passphrase"))?;
    desk.confirmed = Some(now);
    let words = RecoveryDraft::new(&mut |bytes: &mut [u8]| outside.random(bytes));
    let offered = offer(&words, None);
    desk.new_words = Some(NewWords { passphrase, words });
    Ok(offered)
}

/// Puts the words in the place of the old ones when both that were asked for are right.
pub fn finish_new_words(desk: &mut Desk, first: String, second: String) -> Result<(), CommandError> {
    let begun = desk.new_words.take();
    let begun = begun.ok_or_else(|| CommandError::new(Code::NothingToConfirm))?;
    put_in_place(desk, &begun, [&first, &second]).inspect_err(|_| desk.new_words = Some(begun))
}

fn put_in_place(desk: &mut Desk, begun: &NewWords, typed: [&str; 2]) -> Result<(), CommandError> {
    let recovery = begun.words.confirm(typed)?;
    let (folder, outside) = (desk.folder.clone(), Arc::clone(&desk.outside));
    let mut random = |bytes: &mut [u8]| outside.random(bytes);
    let vault = desk.vault_mut()?;
    let key = Key::Passphrase(&begun.passphrase);
    vault.change_recovery(&key, &recovery, outside.now(), &mut random)?;
    backups::renew_own_header(&folder, vault);
    Ok(())
}

/// Leaves the old words as they are.
pub fn leave_new_words(desk: &mut Desk) -> Result<(), CommandError> {
    desk.new_words = None;
    Ok(())
}
