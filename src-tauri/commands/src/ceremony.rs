//! The making of a municipality's key, by its IT department and the holders of its shares, on a computer without a vault
//! or with a locked one. Nothing of it is kept: the shares go out on paper, and the public key in a file.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use documents::Provenance;
use forms::ProblemCode;
use forms::outline::Outline;
use texts::swedish;
use vault::{Ceremony, Share, ShareError, Sharing};
use zeroize::Zeroizing;

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError, FieldProblem};
use crate::key_work;
use crate::outside::Outside;
use crate::rescue::are_apart;
use crate::sheet::{Sheet, say};
use crate::typing::Typed;
use crate::wire::municipality::{CeremonyInput, CeremonyView};

/// What the file with the public key is called, wherever it is saved.
const FILE: &str = "kommun.toml";

/// A key in the making, and what its settings will say.
pub(crate) struct KeyMaking {
    ceremony: Ceremony,
    municipality: String,
    required: bool,
    /// The shares that were typed back last did not belong together, and are gone.
    apart: bool,
    /// When somebody was last there.
    pub(crate) touched: DateTime<Utc>,
}

/// Makes a key and splits it; one that was in the making before is given up.
pub fn begin_ceremony(desk: &mut Desk, input: CeremonyInput) -> Result<CeremonyView, CommandError> {
    desk.must_be_closed()?;
    let mut typed = Typed::today(desk.outside.today());
    let municipality = typed.line("municipality", &input.municipality);
    typed.end()?;
    let sharing = sharing(&input)?;
    let outside = Arc::clone(&desk.outside);
    let ceremony = Ceremony::begin(sharing, &mut |bytes: &mut [u8]| outside.random(bytes))?;
    let made = desk.key_making.insert(KeyMaking {
        ceremony,
        municipality,
        required: input.required,
        apart: false,
        touched: outside.now(),
    });
    Ok(made.view())
}

/// What was begun, unless it was left: whoever came by could else take what there is of it.
fn begun(desk: &mut Desk) -> Result<&mut KeyMaking, CommandError> {
    let now = desk.outside.now();
    key_work::drop_left(desk);
    let made = desk.key_making.as_mut().ok_or_else(nothing)?;
    made.touched = now;
    Ok(made)
}

fn sharing(input: &CeremonyInput) -> Result<Sharing, CommandError> {
    let number = |text: &str| text.trim().parse::<u8>().unwrap_or_default();
    let (threshold, count) = (number(&input.threshold), number(&input.count));
    let (field, greatest) = match (2..=Sharing::MOST).contains(&count) {
        true => ("threshold", count),
        false => ("count", Sharing::MOST),
    };
    Sharing::new(threshold, count).ok_or_else(|| {
        let args = [("least", "2".to_owned()), ("greatest", greatest.to_string())];
        CommandError::fields(vec![FieldProblem {
            field: field.to_owned(),
            code: ProblemCode::OutOfRange.as_str().to_owned(),
            args: args.map(|(name, value)| (name.to_owned(), value)).into(),
        }])
    })
}

fn nothing() -> CommandError {
    CommandError::new(Code::NothingBegun)
}

impl KeyMaking {
    fn view(&self) -> CeremonyView {
        let ceremony = &self.ceremony;
        CeremonyView {
            count: ceremony.sharing().count(),
            threshold: ceremony.sharing().threshold(),
            key: owned(ceremony.key().words()),
            sheet: ceremony.sheet().map(Share::number),
            read: ceremony.read(),
            proven: ceremony.proven().is_ok(),
            apart: self.apart,
        }
    }
}

fn owned(words: Vec<&str>) -> Vec<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// The words of the sheet of this number, when its holder sits at the screen: those of no other one leave memory.
pub fn show_share(desk: &mut Desk, number: u8) -> Result<Vec<String>, CommandError> {
    let made = begun(desk)?;
    let sheet = made.ceremony.sheet().filter(|share| share.number() == number);
    let sheet = sheet.ok_or_else(|| vault::Error::from(ShareError::NotTheSheet))?;
    Ok(owned(sheet.words()))
}

/// Prints the sheet that is shown. The share exists nowhere but in memory and on paper. The desk is free while the printer
/// is waited for.
pub fn print_share(desk: &Mutex<Desk>, printer: String) -> Result<(), CommandError> {
    let (pdf, outside) = {
        let mut desk = at(desk);
        let outside = Arc::clone(&desk.outside);
        let made = begun(&mut desk)?;
        let share = made.ceremony.sheet().ok_or_else(nothing)?;
        let provenance = Provenance {
            document: None,
            school: made.municipality.clone(),
            diarienummer: None,
            secrecy: None,
            made_at: outside.now(),
        };
        let sheet = share_sheet(made, share, outside.as_ref());
        (documents::print(&sheet, &provenance, None)?, outside)
    };
    outside.print(&printer, 1, &pdf)
}

fn share_sheet(made: &KeyMaking, share: &Share, outside: &dyn Outside) -> Outline {
    let numbers = [
        ("number", share.number().into()),
        ("count", made.ceremony.sharing().count().into()),
        ("threshold", share.threshold().into()),
    ];
    let numbered = |key| swedish().say(key, &numbers).into_owned();
    let sheet = Sheet::new("nyckeldel", &numbered("share-sheet-title"), &say("sheet-source"))
        .text(&numbered("share-sheet-intro"))
        .fact(&say("share-sheet-municipality"), &made.municipality)
        .fact(&say("share-sheet-made"), &outside.today().to_string())
        .fact(&say("share-sheet-key"), &made.ceremony.key().words().join(" "))
        .line(&say("share-sheet-holder"));
    let column = say("share-sheet-column");
    // Ten rows of three, so that a person reads along the line and loses no place.
    let words = share.words();
    let rows = words.chunks(3).zip(0..).map(|(chunk, row)| {
        let cell = |(word, column): (&&str, usize)| format!("{}. {word}", row * 3 + column + 1);
        chunk.iter().zip(0..).map(cell).collect::<Vec<String>>()
    });
    sheet
        .table(
            &say("share-sheet-words"),
            &[(column.as_str(), 1); 3],
            rows.collect(),
        )
        .notice(&say("share-sheet-keep"))
        .outline()
}

/// The sheet of this number is put away; the next holder's is shown, or the shares are to be typed back.
pub fn put_share_away(desk: &mut Desk, number: u8) -> Result<CeremonyView, CommandError> {
    let made = begun(desk)?;
    made.ceremony.put_away(number)?;
    Ok(made.view())
}

/// Takes a share as typed back from its sheet. Those that do not belong together are all put down.
pub fn read_share(desk: &mut Desk, words: String) -> Result<CeremonyView, CommandError> {
    let words = Zeroizing::new(words);
    let made = begun(desk)?;
    let read = made.ceremony.read_back(&words);
    made.apart = are_apart(&read);
    if !made.apart {
        read.map_err(|error| CommandError::from(error).at("words"))?;
    }
    Ok(made.view())
}

/// Saves the public key as the municipality's settings where the user chooses; false if the user changed their mind.
pub fn save_municipality_key(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    let (settings, outside) = {
        let mut desk = at(desk);
        let outside = Arc::clone(&desk.outside);
        let made = begun(&mut desk)?;
        let key = packs::RecoveryKey {
            public: made.ceremony.proven()?.to_string(),
            required: made.required,
            packages: false,
        };
        let words = made.ceremony.key().words().join(" ");
        let about = swedish().say("ceremony-file", &[("words", words.into())]);
        let settings = packs::settings_of_key(&made.municipality, &key, &about);
        (settings, outside)
    };
    let Some(file) = outside.ask_where(FILE) else {
        return Ok(false);
    };
    outside.share(&file, settings.as_bytes())?;
    Ok(true)
}

/// Gives up, or is done with, a key in the making: what was typed back leaves memory.
pub fn end_ceremony(desk: &mut Desk) -> Result<(), CommandError> {
    desk.key_making = None;
    Ok(())
}
