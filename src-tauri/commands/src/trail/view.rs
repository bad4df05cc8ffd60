//! The trail as its owner sees it: filtered, checked, on paper, and sealed to the municipality.

use std::sync::Mutex;

use cases::{CaseId, PupilId};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use texts::swedish;
use vault::{Act, Entry, Read, TrailCheck, TrailFault, TrailFilter, UnreadableEntry};

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::integrity::day_and_time;
use crate::municipality::sealing_key;
use crate::own_signature::confirm;
use crate::people::not_found;
use crate::printing;
use crate::sheet::{Sheet, say};
use crate::typing::Typed;
use crate::unlocking::municipality;
use crate::wire::consent::DataKind;
use crate::wire::trail::{
    TrailChecked, TrailEntry, TrailInput, TrailRow, TrailSubject, TrailView, TrailWrong,
};

/// Entries on a page of the window.
const PAGE: u32 = 100;
/// Entries on paper, at most.
const ON_PAPER: u32 = 2_000;
/// Under which name the last check is kept.
pub(crate) const KEPT: &str = "trail check";
/// How long a check is enough.
const HOLDS: TimeDelta = TimeDelta::days(1);

/// A page of the trail. It is checked first where that was last done more than a day ago.
pub fn trail(office: &Office<'_>, filter: TrailInput) -> Result<TrailView, CommandError> {
    let wanted = wanted(office, &filter)?;
    if is_due(office)? {
        check_trail(office)?;
    }
    let seals = sealing_key(office)?.is_some();
    let municipality = municipality(office.outside)?.filter(|_| seals);
    office.vault.read(|read| {
        let before = filter.before.map(u64::from);
        let mut entries = read.trail().page(&wanted, before, PAGE + 1)?;
        let more = entries.len() > PAGE as usize;
        entries.truncate(PAGE as usize);
        let case = wanted.case.map(|case| case_label(read, case)).transpose()?;
        Ok(TrailView {
            rows: entries
                .into_iter()
                .map(|entry| row(read, entry))
                .collect::<Result<_, CommandError>>()?,
            more,
            entries: short(read.trail().count()?),
            owner: read.settings().profile()?.name.to_string(),
            check: read.settings().preference(KEPT)?,
            municipality: municipality.map(|municipality| municipality.name),
            pupils: read.pupils().all()?.iter().map(pupil_kind).collect(),
            case,
        })
    })
}

/// A number as the window has it: nobody makes four milliards of entries.
fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn pupil_kind(pupil: &cases::Pupil) -> DataKind {
    DataKind {
        id: pupil.id.to_string(),
        label: pupil.display_name().to_string(),
    }
}

/// What was asked for, read.
fn wanted(office: &Office<'_>, filter: &TrailInput) -> Result<TrailFilter, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let from = typed.optional_day("from", &filter.from);
    let until = typed.optional_day("until", &filter.until);
    typed.end()?;
    let is_named = |text: &str| !text.is_empty();
    let pupil = Some(filter.pupil.as_str()).filter(|id| is_named(id));
    let case = Some(filter.case.as_str()).filter(|id| is_named(id));
    let act = Some(filter.act.as_str()).filter(|name| is_named(name));
    Ok(TrailFilter {
        from: from.map(|day| begins(office, day)),
        until: until
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(|day| begins(office, day)),
        act: act
            .map(|name| Act::named(name).ok_or_else(not_found))
            .transpose()?,
        pupil: pupil.map(|id| id.parse().map_err(|_| not_found())).transpose()?,
        case: case.map(|id| id.parse().map_err(|_| not_found())).transpose()?,
    })
}

/// When a day begins on the user's own clock.
fn begins(office: &Office<'_>, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    let offset = *office.outside.local(midnight).offset();
    midnight - TimeDelta::seconds(offset.local_minus_utc().into())
}

fn row(read: &Read<'_>, entry: Result<Entry, UnreadableEntry>) -> Result<TrailRow, CommandError> {
    Ok(match entry {
        Ok(entry) => TrailRow {
            number: short(entry.number),
            entry: Some(shown(read, entry)?),
        },
        Err(unreadable) => TrailRow {
            number: short(unreadable.number),
            entry: None,
        },
    })
}

fn shown(read: &Read<'_>, entry: Entry) -> Result<TrailEntry, CommandError> {
    let subject = |id: String, label: Option<String>| TrailSubject { id, label };
    let pupil = |id: PupilId| -> Result<_, CommandError> {
        let name = read
            .pupils()
            .get(id)?
            .map(|pupil| pupil.display_name().to_string());
        Ok(subject(id.to_string(), name))
    };
    let case = |id: CaseId| -> Result<_, CommandError> {
        let title = read.cases().get(id)?.map(|case| case.title().to_string());
        Ok(subject(id.to_string(), title))
    };
    let document = |id| -> Result<_, CommandError> {
        let title = read.documents().get(id)?.map(|cover| cover.title.to_string());
        Ok(subject(cases::Id::to_string(&id), title))
    };
    let (ground, reason) = match tells(&entry.command) {
        true => (entry.why, None),
        false => (None, entry.why),
    };
    Ok(TrailEntry {
        at: entry.at.to_rfc3339(),
        act: entry.act.as_str().to_owned(),
        command: entry.command,
        pupil: entry.subject.pupil.map(pupil).transpose()?,
        case: entry.subject.case.map(case).transpose()?,
        document: entry.subject.document.map(document).transpose()?,
        ground,
        reason,
        follows: entry.follows.map(short),
    })
}

/// Whether the reason of a command's entries is the ground on which somebody was told.
fn tells(command: &str) -> bool {
    ["disclose", "save_message", "note_submission", "send_package"].contains(&command)
}

fn case_label(read: &Read<'_>, case: CaseId) -> Result<String, CommandError> {
    let case = read.cases().get(case)?.ok_or_else(not_found)?;
    let pupil = read.pupils().get(case.pupil())?.ok_or_else(not_found)?;
    Ok(format!("{}, {}", pupil.display_name(), case.title()))
}

fn last_check(office: &Office<'_>) -> Result<Option<TrailChecked>, CommandError> {
    office.vault.read(|read| Ok(read.settings().preference(KEPT)?))
}

fn is_due(office: &Office<'_>) -> Result<bool, CommandError> {
    let at = last_check(office)?.and_then(|check| check.at.parse::<DateTime<Utc>>().ok());
    Ok(at.is_none_or(|at| office.outside.now().signed_duration_since(at).abs() > HOLDS))
}

/// Walks the trail from its first entry to its last.
pub fn check_trail(office: &Office<'_>) -> Result<TrailChecked, CommandError> {
    let now = office.outside.now();
    let checked = checked(&office.vault.check_trail()?, now);
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(KEPT, &checked, now)?))?;
    Ok(checked)
}

fn checked(check: &TrailCheck, now: DateTime<Utc>) -> TrailChecked {
    let wrong = |kind: &str, number: Option<u64>, at: Option<DateTime<Utc>>| TrailWrong {
        kind: kind.to_owned(),
        number: number.map(short),
        at: at.map(|at| at.to_rfc3339()),
    };
    TrailChecked {
        at: now.to_rfc3339(),
        entries: short(check.entries),
        fault: check.fault.map(|fault| match fault {
            TrailFault::Broken { number, at } => wrong("broken", Some(number), at),
            TrailFault::CutOff { known, at } => wrong("cut-off", Some(known), at),
            TrailFault::Unanchored => wrong("unanchored", None, None),
        }),
    }
}

/// Saves the whole trail where the user chooses, so that only the municipality can open it; false if the user changed
/// their mind.
pub fn export_trail(desk: &Mutex<Desk>, passphrase: String) -> Result<bool, CommandError> {
    let key = {
        let desk = at(desk);
        let office = desk.office()?;
        let (key, _) = sealing_key(&office)?.ok_or_else(|| CommandError::new(Code::TrailNoKey))?;
        confirm(&office, &passphrase)?;
        key
    };
    printing::save(
        desk,
        |office| Ok(format!("logg-{}.nlogg", office.outside.today())),
        |office, _| {
            let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
            let sealed = office
                .vault
                .sealed_trail(&key, office.outside.now(), &mut random)?;
            Ok(sealed.into())
        },
    )
}

/// The trail on paper. It names nobody: what an entry is about stands by its id, so that the paper may lie where others
/// read it.
pub(crate) fn sheet(office: &Office<'_>, filter: &TrailInput) -> Result<Sheet, CommandError> {
    let wanted = wanted(office, filter)?;
    let (entries, count, profile) = office.vault.read(|read| {
        let entries = read.trail().page(&wanted, None, ON_PAPER + 1)?;
        Ok::<_, CommandError>((entries, read.trail().count()?, read.settings().profile()?))
    })?;
    let shown = entries.len().min(ON_PAPER as usize);
    let sheet = Sheet::new("logg", &say("trail-sheet-title"), &say("sheet-source"))
        .text(&say("trail-sheet-about"))
        .fact(&say("trail-sheet-owner"), profile.name.as_str())
        .fact(&say("trail-sheet-count"), &format!("{shown} / {count}"));
    let act = wanted.act.map(|act| [("act", act.as_str().into())]);
    let act = act.map(|act| swedish().say("trail-act", &act).into_owned());
    let act = act.unwrap_or_default();
    let sheet = [
        ("trail-from", &filter.from),
        ("trail-until", &filter.until),
        ("trail-act-label", &act),
        ("trail-sheet-pupil", &filter.pupil),
        ("trail-sheet-case", &filter.case),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .fold(sheet, |sheet, (label, value)| sheet.fact(&say(label), value));
    let sheet = match last_check(office)? {
        Some(check) => sheet.fact(&say("trail-sheet-check"), &check_words(office, &check)),
        None => sheet,
    };
    let sheet = match entries.len() > shown {
        true => sheet.notice(&swedish().say("trail-sheet-more", &[("count", shown.into())])),
        false => sheet,
    };
    if shown == 0 {
        return Ok(sheet.text(&say("trail-none")));
    }
    let columns = [
        ("trail-number", 1),
        ("trail-at", 3),
        ("trail-what", 5),
        ("trail-about", 6),
    ];
    let columns = columns.map(|(key, weight)| (say(key), weight));
    let columns = columns
        .each_ref()
        .map(|(label, weight)| (label.as_str(), *weight));
    let rows = entries.iter().take(shown).map(|entry| match entry {
        Ok(entry) => paper_row(office, entry),
        Err(unreadable) => {
            let (number, what) = (unreadable.number.to_string(), say("trail-unreadable"));
            vec![number, String::new(), what, String::new()]
        }
    });
    Ok(sheet.table(&say("trail-sheet-title"), &columns, rows.collect()))
}

fn paper_row(office: &Office<'_>, entry: &Entry) -> Vec<String> {
    let vault::Subject {
        pupil,
        case,
        document,
    } = entry.subject;
    let about = document
        .map(|id| ("trail-document", id.to_string()))
        .or(case.map(|id| ("trail-case", id.to_string())))
        .or(pupil.map(|id| ("trail-pupil", id.to_string())));
    vec![
        entry.number.to_string(),
        day_and_time(office, &entry.at.to_rfc3339()),
        entry_words(entry),
        about.map_or_else(String::new, |(kind, id)| format!("{} {id}", say(kind))),
    ]
}

/// What was done, in words, with its ground or reason.
pub fn entry_words(entry: &Entry) -> String {
    let act = swedish().say("trail-act", &[("act", entry.act.as_str().into())]);
    let what = swedish().say("trail-command", &[("command", entry.command.as_str().into())]);
    let mut words = format!("{act}: {what}");
    if let Some(number) = entry.follows {
        words.push_str(&format!(
            " ({})",
            swedish().say("trail-follows", &[("number", number.into())])
        ));
    }
    if let Some(why) = &entry.why {
        let why = match tells(&entry.command) {
            true => swedish()
                .say("disclosure-grounds", &[("ground", why.as_str().into())])
                .into_owned(),
            false => why.clone(),
        };
        words.push_str(&format!(". {why}"));
    }
    words
}

/// What a check found, in words.
fn check_words(office: &Office<'_>, check: &TrailChecked) -> String {
    let last = [("at", day_and_time(office, &check.at).into())];
    let last = swedish().say("trail-checked", &last).into_owned();
    let found = match &check.fault {
        None => say("trail-whole"),
        Some(wrong) => {
            let at = wrong.at.as_deref().map(|at| day_and_time(office, at));
            wrong_words(&wrong.kind, wrong.number, at.as_deref())
        }
    };
    format!("{last} {found}")
}

/// What is wrong with a trail, in words; `at` as people write it.
pub fn wrong_words(kind: &str, number: Option<u32>, at: Option<&str>) -> String {
    let args = [
        ("kind", kind.into()),
        ("number", number.unwrap_or_default().into()),
        ("at", at.unwrap_or("?").into()),
    ];
    swedish().say("trail-wrong", &args).into_owned()
}
