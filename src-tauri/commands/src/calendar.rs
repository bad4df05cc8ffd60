//! Days for the user's own calendar: meetings and what else is planned, consents that end, answers that are waited for.
//! Others may look in a calendar, and it lies where no school decides: what leaves says what kind of day it is and which
//! case, by the end of its id, and nothing about whom.

use std::collections::BTreeSet;
use std::sync::Mutex;

use cases::{Case, CaseId, Document, DocumentId, DocumentState, EventKind, Pupil};
use chrono::NaiveDate;
use exchange::calendar::Entry;
use forms::{Field, Hash, Kind, Meaning};
use serde_json::json;
use texts::swedish;
use uuid::{Builder, Uuid};
use vault::{Read, Subject};

use crate::desk::{Desk, Office};
use crate::error::CommandError;
use crate::filling::{Folio, add_leaving, continuation, earlier};
use crate::printing::{Outgoing, save};
use crate::sheet::say;
use crate::undone::Trace;
use crate::wire::calendar::{CalendarDay, CalendarView};
use crate::{consents, handover};

/// The days that the cases hold, with the names that the window may show.
pub fn calendar(office: &Office<'_>) -> Result<CalendarView, CommandError> {
    let planned = office.vault.read(|read| Planned::read(office, read))?;
    let day = |day: &Day| CalendarDay {
        on: day.on.to_string(),
        kind: day.kind.to_owned(),
        title: day.title(),
        pupil: day.pupil.clone(),
        case: day.case.to_string(),
    };
    Ok(CalendarView {
        days: planned.days.iter().map(day).collect(),
        left_out: planned.left_out,
    })
}

/// Saves the days as a calendar file where the user chooses; false if the user changed their mind.
pub fn save_calendar(desk: &Mutex<Desk>) -> Result<bool, CommandError> {
    save(
        desk,
        |office| Ok(format!("kalender-{}.ics", office.outside.today())),
        |office, _| {
            let planned = office.vault.read(|read| Planned::read(office, read))?;
            let entries: Vec<Entry> = planned.days.iter().map(Day::entry).collect();
            let program = say("calendar-program");
            Ok(Outgoing {
                file: exchange::calendar::calendar(&entries, &program, office.outside.now()),
                trace: keep(office, &planned)?,
                ..Outgoing::default()
            })
        },
    )
}

/// Writes down of each document that a day of it left, and of each case where a day of it is in no document.
fn keep(office: &Office<'_>, planned: &Planned) -> Result<Trace, CommandError> {
    let days = planned.days.iter();
    let about: BTreeSet<_> = days.map(|day| (day.case, day.document)).collect();
    office.vault.write(|write| {
        let mut trace = Trace::default();
        for (case, document) in about {
            let mine = planned.days.iter();
            let mine = mine.filter(|day| (day.case, day.document) == (case, document));
            let titles: Vec<String> = mine.map(|day| format!("{}: {}", day.on, day.title())).collect();
            let subject = Subject {
                pupil: write.cases().get(case)?.map(|case| case.pupil()),
                case: Some(case),
                document,
            };
            let data = json!({
                "system": say("calendar-system"),
                "on": office.outside.today(),
                "note": titles.join(". "),
            });
            trace.and(add_leaving(office, write, EventKind::Exported, subject, data)?);
        }
        Ok(trace)
    })
}

const MEETING: &str = "meeting";
const PLANNED: &str = "planned";
const CONSENT_ENDS: &str = "consent-ends";
const ANSWER_DUE: &str = "answer-due";

/// A day that something in a case names.
struct Day {
    on: NaiveDate,
    kind: &'static str,
    /// What names it: the same in every file, also when the document is continued.
    key: String,
    pupil: String,
    case: CaseId,
    document: Option<DocumentId>,
}

impl Day {
    fn title(&self) -> String {
        let id = self.case.to_string();
        let end: String = id.chars().skip(id.len().saturating_sub(6)).collect();
        let args = [("kind", self.kind.into()), ("case", end.into())];
        swedish().say("calendar-entry", &args).into_owned()
    }

    fn entry(&self) -> Entry {
        Entry {
            id: uid(&self.key),
            day: self.on,
            title: self.title(),
        }
    }
}

/// An id made of what names the day, from which that cannot be read back.
fn uid(key: &str) -> Uuid {
    let hash = Hash::of(key.as_bytes());
    let mut bytes = [0; 16];
    bytes
        .iter_mut()
        .zip(hash.as_bytes())
        .for_each(|(byte, of)| *byte = *of);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// Everything from today on.
#[derive(Default)]
struct Planned {
    days: Vec<Day>,
    left_out: bool,
}

impl Planned {
    fn read(office: &Office<'_>, read: &Read<'_>) -> Result<Self, CommandError> {
        let mut planned = Self::default();
        for pupil in read.pupils().all()? {
            let mut open = read.cases().of(pupil.id)?;
            open.retain(|case| case.closed().is_none());
            if pupil.is_protected() {
                planned.left_out |= !open.is_empty();
                continue;
            }
            planned.add_consents(office, read, &pupil, &open)?;
            for case in &open {
                for cover in read.documents().of(case.id())? {
                    planned.add_document(office, read, &pupil, &cover)?;
                }
            }
        }
        planned.add_answers(read)?;
        let today = office.outside.today();
        planned.days.retain(|day| day.on >= today);
        planned.days.sort_by(|a, b| (a.on, &a.key).cmp(&(b.on, &b.key)));
        Ok(planned)
    }

    /// The last days of the consents that hold.
    fn add_consents(
        &mut self,
        office: &Office<'_>,
        read: &Read<'_>,
        pupil: &Pupil,
        open: &[Case],
    ) -> Result<(), CommandError> {
        let filed = consents::of_pupil(office, read, pupil.id)?;
        for papers in consents::together(&filed) {
            let state = consents::on(&papers, office.outside.today()).state();
            // A paper that the other guardian gets later is the same consent, and its day the same day.
            let first = papers.iter().find(|one| one.folio.cover.id == one.first());
            let last_days = papers
                .iter()
                .filter_map(|one| Some(one.consent.terms.as_ref()?.until));
            let (Some(cover), Some(until)) = (first.map(|one| &one.folio.cover), last_days.min()) else {
                continue;
            };
            if state.holds() && open.iter().any(|case| case.id() == cover.case) {
                self.days.push(Day {
                    on: until,
                    kind: CONSENT_ENDS,
                    key: format!("{}/{CONSENT_ENDS}", cover.id),
                    pupil: pupil.display_name().to_string(),
                    case: cover.case,
                    document: Some(cover.id),
                });
            }
        }
        Ok(())
    }

    /// The days that a document's answers name, unless a later document of the same names them.
    fn add_document(
        &mut self,
        office: &Office<'_>,
        read: &Read<'_>,
        pupil: &Pupil,
        cover: &Document,
    ) -> Result<(), CommandError> {
        let folio = Folio::read(office, read, cover.id)?;
        let is_void = folio.state == DocumentState::Cancelled;
        if is_void || consents::is_consent(&folio.form) || continuation(read, cover)?.is_some() {
            return Ok(());
        }
        let first = first_of(read, cover)?;
        let answers = folio.answers();
        let evaluation = folio.form.evaluate(&answers);
        for (_, field) in folio.form.fields() {
            let answer = || answers.get(field.id())?.as_str()?.parse().ok();
            let (Some(kind), true) = (kind_of(field), evaluation.applies(field.id())) else {
                continue;
            };
            let Some(on) = answer() else { continue };
            self.days.push(Day {
                on,
                kind,
                key: format!("{first}/{}", field.id()),
                pupil: pupil.display_name().to_string(),
                case: cover.case,
                document: Some(cover.id),
            });
        }
        Ok(())
    }

    /// When colleagues who asked for something wait for it.
    fn add_answers(&mut self, read: &Read<'_>) -> Result<(), CommandError> {
        for (package, case, on) in handover::due(read)? {
            let Some(case) = read.cases().get(case)?.filter(|case| case.closed().is_none()) else {
                continue;
            };
            let pupil = read.pupils().get(case.pupil())?;
            let Some(pupil) = pupil.filter(|pupil| !pupil.is_protected()) else {
                continue;
            };
            self.days.push(Day {
                on,
                kind: ANSWER_DUE,
                key: format!("{package}/{ANSWER_DUE}"),
                pupil: pupil.display_name().to_string(),
                case: case.id(),
                document: None,
            });
        }
        Ok(())
    }
}

/// What kind of day a field names, where it can be one that is still to come.
fn kind_of(field: &Field) -> Option<&'static str> {
    match (field.kind(), field.meaning()) {
        (Kind::Date, Some(Meaning::NextMeeting)) => Some(MEETING),
        (Kind::Date, Some(Meaning::Today)) => None,
        (Kind::Date, _) => Some(PLANNED),
        _ => None,
    }
}

/// The document that a chain of continued ones began with.
fn first_of(read: &Read<'_>, cover: &Document) -> Result<Uuid, CommandError> {
    let before = earlier(read, cover.predecessor.as_ref())?;
    Ok(before.last().copied().unwrap_or(cover.id.uuid()))
}
