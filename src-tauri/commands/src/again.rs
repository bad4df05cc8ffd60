//! The passphrase once more, before anything is saved outside the vault as a file and before keys or what is trusted
//! are changed: whoever finds the window open does neither. Given a moment ago it need not be given again, lest it be
//! typed by habit; commands that are told a passphrase ask for it every time by themselves. What is printed is not asked
//! about: a school's printer stands where people see it, and the trail keeps that it was printed.

use std::sync::Mutex;

use chrono::TimeDelta;
use vault::Act;

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::own_signature::confirm;
use crate::trail::Kept;

/// For how long a passphrase that was given is enough.
const HOLDS: TimeDelta = TimeDelta::minutes(5);

/// Refuses what leaves the vault as a file, and what changes keys, where the passphrase was last given too long ago. A locked vault says so
/// itself.
///
/// # Errors
/// [`Code::PassphraseAgain`]; after [`confirm_again`] the same command goes through.
pub(crate) fn must_be_confirmed(desk: &Mutex<Desk>, kept: Kept) -> Result<(), CommandError> {
    if !matches!(
        kept,
        Kept::Before(Act::Export | Act::Keys) | Kept::Once(Act::Export)
    ) {
        return Ok(());
    }
    let desk = at(desk);
    let now = desk.outside.now();
    // The clock may have been set back.
    let is_fresh = |at| now.signed_duration_since(at).abs() < HOLDS;
    match desk.is_open() && !desk.confirmed.is_some_and(is_fresh) {
        true => Err(CommandError::new(Code::PassphraseAgain)),
        false => Ok(()),
    }
}

/// Takes the passphrase once more.
pub fn confirm_again(desk: &mut Desk, passphrase: String) -> Result<(), CommandError> {
    confirm(&desk.office()?, &passphrase)?;
    desk.confirmed = Some(desk.outside.now());
    Ok(())
}
