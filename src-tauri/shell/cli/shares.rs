//! What is typed at a terminal by the holders of the municipality's key: a line for each question, asked again until it
//! can be read.

use std::io::{Write as _, stdin, stdout};
use std::path::Path;

use commands::CommandError;
use texts::{Value, swedish};
use vault::{Gathering, MunicipalitySecret};
use zeroize::Zeroizing;

use super::{cannot_read, say};

/// Asks a question and reads a line.
///
/// # Errors
/// There is no line any more.
pub fn ask(key: &str, args: &[(&str, Value<'_>)]) -> Result<Zeroizing<String>, CommandError> {
    write!(stdout(), "{} ", swedish().say(key, args)).ok();
    stdout().flush().ok();
    let mut line = Zeroizing::new(String::new());
    match stdin().read_line(&mut line) {
        Ok(1..) => Ok(line),
        _ => Err(cannot_read(Path::new("-"))),
    }
}

/// Asks until what was typed is taken; says each time what is wrong with it.
///
/// # Errors
/// There is no line any more.
pub fn ask_until<T>(
    mut typed: impl FnMut() -> Result<Result<T, CommandError>, CommandError>,
) -> Result<T, CommandError> {
    loop {
        match typed()? {
            Ok(taken) => return Ok(taken),
            // What was typed can be typed again; whatever else is wrong stays so however often one asks.
            Err(error) if !is_of_typing(&error) => return Err(error),
            Err(error) => {
                eprint!("{}", say::error(&error));
            }
        }
    }
}

fn is_of_typing(error: &CommandError) -> bool {
    let of_words = ["vault-share-", "vault-words-"]
        .iter()
        .any(|kind| error.code.starts_with(kind));
    of_words || error.field.is_some() || !error.problems.is_empty()
}

/// The municipality's private key, out of its shares as they are typed.
///
/// # Errors
/// There is no line any more.
pub fn joined() -> Result<MunicipalitySecret, CommandError> {
    let mut gathering = Gathering::default();
    while gathering.missing() != Some(0) {
        ask_until(|| {
            let words = ask("cli-share", &[])?;
            Ok(gathering.give(&words).map_err(CommandError::from))
        })?;
    }
    Ok(gathering.join()?)
}

/// Takes what was shown off the terminal, and out of what it keeps to scroll back to.
pub fn clear() {
    write!(stdout(), "\u{1b}[2J\u{1b}[3J\u{1b}[H").ok();
    stdout().flush().ok();
}
