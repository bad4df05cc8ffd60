//! The user's own name card and the keys behind it.

use std::cmp::Reverse;
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use exchange::handover::{Fingerprint, NameCard, OwnKeys};
use serde::{Deserialize, Serialize};
use vault::{Read, Write};

use super::outbox;
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::own_signature::{confirm, current, own_certificate};
use crate::printing::save;
use crate::wire::contact::OwnCard;

/// Under which name it is kept which pairs of keys there have been.
const KEYS: &str = "handover keys";
/// How many words are read aloud.
pub(super) const WORDS: usize = 6;
/// What the text in a code begins with, so that another code is not taken for a card.
pub(super) const CODE: &str = "NAMNKORT:";
/// How many digits of the keys' name stand in a file's name.
pub(super) const DIGITS: usize = 8;

/// A pair of keys that is, or was, the user's.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Pair {
    number: u32,
    since: DateTime<Utc>,
    /// How many owners the vault had before the one whose it is.
    #[serde(default)]
    generation: u32,
}

/// The pairs that a vault has, and others of the same vault, each once, the latest first.
pub(crate) fn joined_pairs(read: &Read<'_>, others: &[Pair]) -> Result<Vec<Pair>, CommandError> {
    let own: Vec<Pair> = read.settings().preference(KEYS)?.unwrap_or_default();
    let mut pairs: Vec<Pair> = others.iter().cloned().chain(own).collect();
    pairs.sort_by_key(|pair| Reverse(pair.number));
    pairs.dedup_by_key(|pair| pair.number);
    Ok(pairs)
}

/// Keeps which pairs there are, the present one first.
pub(crate) fn keep_pairs(write: &Write<'_>, pairs: &[Pair], at: DateTime<Utc>) -> Result<(), CommandError> {
    Ok(write.settings_mut().set_preference(KEYS, &pairs, at)?)
}

/// Every pair of keys, the present one first. The first pair is noted when it is first asked for.
fn pairs(office: &Office<'_>) -> Result<Vec<Pair>, CommandError> {
    let kept: Option<Vec<Pair>> = office.vault.read(|read| read.settings().preference(KEYS))?;
    match kept {
        Some(pairs) if !pairs.is_empty() => Ok(pairs),
        _ => {
            let first = vec![Pair {
                number: 1,
                since: office.outside.now(),
                generation: office.vault.generation(),
            }];
            keep(office, &first)?;
            Ok(first)
        }
    }
}

fn keep(office: &Office<'_>, pairs: &[Pair]) -> Result<(), CommandError> {
    let now = office.outside.now();
    office.vault.write(|write| keep_pairs(write, pairs, now))
}

/// Every pair of keys, the present one first: what was sent to an earlier one is still opened.
pub(super) fn own_keys(office: &Office<'_>) -> Result<Vec<OwnKeys>, CommandError> {
    let pairs = pairs(office)?;
    let keys = pairs.iter().map(|pair| {
        let secret = office.vault.handover_secret(pair.number, pair.generation);
        secret
            .and_then(|secret| OwnKeys::derive(&secret))
            .ok_or_else(|| CommandError::new(Code::NotFound))
    });
    keys.collect()
}

/// Takes new keys for a new owner of the vault, who comes after so many others: whoever compared the card of the one before
/// has not compared this one. What was sent to the old ones is still opened.
pub(crate) fn renew_keys(write: &Write<'_>, generation: u32, now: DateTime<Utc>) -> Result<(), CommandError> {
    let kept: Option<Vec<Pair>> = write.settings().preference(KEYS)?;
    let first = || {
        vec![Pair {
            number: 1,
            since: now,
            generation: 0,
        }]
    };
    let mut pairs = kept.filter(|pairs| !pairs.is_empty()).unwrap_or_else(first);
    next(&mut pairs, generation, now);
    outbox::give_up_all(write, outbox::NEW_KEYS, now)?;
    Ok(write.settings_mut().set_preference(KEYS, &pairs, now)?)
}

fn next(pairs: &mut Vec<Pair>, generation: u32, since: DateTime<Utc>) {
    let last = pairs.iter().map(|pair| pair.number).max().unwrap_or_default();
    let number = last.saturating_add(1);
    pairs.insert(
        0,
        Pair {
            number,
            since,
            generation,
        },
    );
}

/// What every pair of keys is called by.
pub(super) fn own_names(office: &Office<'_>) -> Result<Vec<Fingerprint>, CommandError> {
    Ok(own_keys(office)?.iter().map(OwnKeys::fingerprint).collect())
}

/// The present keys with the card that names them, as the profile and the user's signature are now.
pub(super) fn card(office: &Office<'_>) -> Result<(OwnKeys, NameCard), CommandError> {
    let certificate = current(office)?.map(|key| own_certificate(&key)).transpose()?;
    made(office, certificate.as_ref().map(|certificate| certificate.der()))
}

/// The card of one of the user's pairs of keys, or of the present one.
pub(super) fn card_of(
    office: &Office<'_>,
    name: Option<Fingerprint>,
) -> Result<(OwnKeys, NameCard), CommandError> {
    let mut earlier = own_keys(office)?.into_iter();
    let keys = name.and_then(|name| earlier.find(|keys| keys.fingerprint() == name));
    match keys {
        Some(keys) => {
            let profile = office.profile()?;
            let who = (&profile.name, profile.role, &profile.school);
            let card = NameCard::new(&keys, who, None, office.outside.now())?;
            Ok((keys, card))
        }
        None => card(office),
    }
}

fn made(office: &Office<'_>, certificate: Option<&[u8]>) -> Result<(OwnKeys, NameCard), CommandError> {
    let keys = own_keys(office)?.into_iter().next();
    let keys = keys.ok_or_else(|| CommandError::new(Code::NotFound))?;
    let profile = office.profile()?;
    let who = (&profile.name, profile.role, &profile.school);
    let card = NameCard::new(&keys, who, certificate, office.outside.now())?;
    Ok((keys, card))
}

/// The user's own card, to be shown. The words take half a second, for which the desk is free.
pub fn own_card(desk: &Mutex<Desk>) -> Result<OwnCard, CommandError> {
    let (card, since, code) = {
        let desk = at(desk);
        let office = desk.office()?;
        let since = pairs(&office)?.first().map(|pair| pair.since);
        let since = since.map(|since| office.outside.local(since).date_naive().to_string());
        (card(&office)?.1, since.unwrap_or_default(), code(&office)?)
    };
    let words = vault::spoken(&card.fingerprint().spoken()?, WORDS);
    Ok(OwnCard {
        name: card.name().to_string(),
        role: card.role().as_str().to_owned(),
        school: card.school().to_string(),
        words: words.into_iter().map(str::to_owned).collect(),
        certificate: card.certificate().is_some(),
        since,
        side: code.side as u32,
        path: path(&code),
    })
}

/// The card as a code, without the certificate, which would make the squares too small to be read.
fn code(office: &Office<'_>) -> Result<documents::qr::Code, CommandError> {
    let (_, card) = made(office, None)?;
    let text = String::from_utf8(card.to_bytes()).unwrap_or_default();
    documents::qr::Code::of(&format!("{CODE}{text}")).ok_or_else(|| CommandError::new(Code::CardTooLong))
}

/// The dark squares as the path of an SVG picture: each run in a row is one rectangle.
fn path(code: &documents::qr::Code) -> String {
    let mut path = String::new();
    for (y, row) in code.dark.chunks(code.side.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&true) {
                path.push_str(&format!("M{x} {y}h{}v1h-{}z", run.len(), run.len()));
            }
            x += run.len();
        }
    }
    path
}

/// Saves the card where the user chooses; false if the user changed their mind.
pub fn save_card(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, "lotskort"),
        |office, _| Ok(card(office)?.1.to_bytes().into()),
    )
}

/// Saves the card as a picture of its code; false if the user changed their mind.
pub fn save_card_picture(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    save(
        desk,
        |office| file_name(office, "png"),
        |office, _| {
            let png = code(office)?.to_png();
            Ok(png.map_err(|error| CommandError::named(error.code()))?.into())
        },
    )
}

fn file_name(office: &Office<'_>, ending: &str) -> Result<String, CommandError> {
    let present = own_names(office)?.into_iter().next();
    let digits = present.as_ref().map(digits).unwrap_or_default();
    Ok(format!("namnkort-{digits}.{ending}"))
}

/// The first digits of a pair of keys' name, as they stand in the names of files; a name would tell who works where.
pub(super) fn digits(name: &Fingerprint) -> String {
    name.to_string().chars().take(DIGITS).collect()
}

/// Takes new keys: everybody has to compare the card anew, so the passphrase is asked for again. What was sent to the
/// old ones is still opened.
pub fn renew_card(desk: &Mutex<Desk>, passphrase: String) -> Result<OwnCard, CommandError> {
    {
        let desk = at(desk);
        let office = desk.office()?;
        confirm(&office, &passphrase)?;
        let mut pairs = pairs(&office)?;
        next(&mut pairs, office.vault.generation(), office.outside.now());
        let now = office.outside.now();
        office.vault.write(|write| {
            outbox::give_up_all(write, outbox::NEW_KEYS, now)?;
            keep_pairs(write, &pairs, now)
        })?;
    }
    own_card(desk)
}
