//! `sign`: signs a PDF with a key file or a card, as the window does with a key of the vault.

use std::fs;
use std::io::{BufRead as _, stdin};
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local};
use clap::ArgMatches;
use commands::CommandError;
use commands::signatures::{Wish, sign};
use signing::{Cards, Identity, Signer, TimeStampError, TimeStamper, TokenError};

use super::{argument, given_path};
use crate::network::ask_clock;
use crate::system::{random, read_pdf, write_whole};

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let path = |name| given_path(told, name).unwrap_or(Path::new(""));
    let pdf = read_pdf(path("file"))?;
    let signer = signer(told)?;
    let at: Option<DateTime<FixedOffset>> = told
        .get_one::<String>("time")
        .map(|time| argument(time, "time"))
        .transpose()?;
    let wish = Wish {
        field: told.get_one::<String>("field").map(String::as_str),
        at: at.unwrap_or_else(|| Local::now().fixed_offset()),
        lock: told.get_flag("lock"),
    };
    let mut clock = told.get_one::<String>("tsa").map(|url| Clock(url));
    let stamper = clock.as_mut().map(|clock| clock as &mut dyn TimeStamper);
    write_whole(path("out"), &sign(&pdf, signer.as_ref(), &wish, stamper)?)
}

/// The key of the file; or, with a module, the first one on a card that is meant for documents.
fn signer(told: &ArgMatches) -> Result<Box<dyn Signer>, CommandError> {
    let secret = passphrase(given_path(told, "passphrase-file"))?;
    let Some(module) = given_path(told, "module") else {
        let file = read_pdf(given_path(told, "p12").unwrap_or(Path::new("")))?;
        let identity = Identity::from_pkcs12(&file, &secret).map_err(signing::Error::from)?;
        return Ok(Box::new(identity));
    };
    let first = || {
        let cards = Cards::load(module)?;
        let present = cards.present()?;
        let card = present.first().ok_or(TokenError::NoCard)?;
        let identities = cards.unlock(card, &secret)?;
        identities.into_iter().next().ok_or(TokenError::NoIdentity)
    };
    let identity = first().map_err(|error: TokenError| signing::Error::from(error))?;
    Ok(Box::new(identity))
}

/// The time-stamp service at an address.
struct Clock<'a>(&'a str);

impl TimeStamper for Clock<'_> {
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        ask_clock(self.0, request)
    }

    fn nonce(&mut self) -> [u8; 16] {
        let mut nonce = [0; 16];
        random(&mut nonce);
        nonce
    }
}

/// The first line of a file, or of standard input: words on the command line stay in its history.
pub(super) fn passphrase(file: Option<&Path>) -> Result<String, CommandError> {
    let line = match file {
        Some(file) => fs::read_to_string(file)
            .map(|text| text.lines().next().unwrap_or_default().to_owned())
            .map_err(|_| super::cannot_read(file))?,
        None => {
            let mut line = String::new();
            stdin()
                .lock()
                .read_line(&mut line)
                .map_err(|_| super::cannot_read(Path::new("-")))?;
            line
        }
    };
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
