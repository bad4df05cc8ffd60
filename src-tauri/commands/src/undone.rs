//! What was written down before it was done, and then was not: a file that could not be written, a printer that took
//! nothing. What leaves is kept first, since nothing ever leaves without a trace; that it did not leave after all is said
//! by a further event and a further entry of the audit trail, since neither is ever taken away. Where the vault was locked
//! meanwhile, that waits in memory until it is opened again. So does that a backup was looked at where no vault was there to
//! keep it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use cases::{CaseId, EventId, EventKind};
use chrono::{DateTime, Utc};
use serde_json::json;
use texts::swedish;
use uuid::Uuid;
use vault::{Act, Event, NewEntry, Subject, TrailFilter, Write};

use crate::desk::{Desk, Office, at};
use crate::disclosures;
use crate::error::{Code, CommandError};
use crate::filling::add_event;
use crate::handover::{self, Outcome};
use crate::people::not_found;
use crate::sheet::say;
use crate::typing::Typed;
use crate::wire::consent::{Disclosures, UndoneView};

/// Under which name the event that did not come about stands in the one that says so.
pub(crate) const UNDOES: &str = "undoes";
pub(crate) const REASON: &str = "reason";

/// An entry of the audit trail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entered {
    pub number: u64,
    pub command: &'static str,
    pub subject: Subject,
}

/// What was written down of something that is about to be done.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// Events that say that it was done.
    pub events: Vec<EventId>,
    /// Entries of the audit trail, with how what they speak of ended.
    pub entries: Vec<(Entered, Act)>,
    /// What became of packages.
    pub outcomes: Vec<Outcome>,
    /// When backups of the vault were looked at while it could not keep that.
    pub looks: Vec<DateTime<Utc>>,
    /// The vault in which it was written down, or is to be.
    pub vault: Option<Uuid>,
}

impl Trace {
    /// One event.
    pub fn of(office: &Office<'_>, event: EventId) -> Self {
        Self {
            events: vec![event],
            vault: Some(office.vault.id()),
            ..Self::default()
        }
    }

    /// What else was written down in the same vault.
    pub fn and(&mut self, other: Self) {
        self.events.extend(other.events);
        self.entries.extend(other.entries);
        self.outcomes.extend(other.outcomes);
        self.looks.extend(other.looks);
        self.vault = self.vault.or(other.vault);
    }

    /// Whether it was written down in the vault that is open.
    fn is_of(&self, office: &Office<'_>) -> bool {
        self.vault == Some(office.vault.id())
    }

    fn is_empty(&self) -> bool {
        let Self {
            events,
            entries,
            outcomes,
            looks,
            ..
        } = self;
        events.is_empty() && entries.is_empty() && outcomes.is_empty() && looks.is_empty()
    }
}

/// Writes down that it was not done after all; where the vault is locked by now, or cannot be written, when it is opened or
/// something else is written.
pub(crate) fn not_done(desk: &Mutex<Desk>, trace: Trace) {
    if trace.is_empty() {
        return;
    }
    note(&mut at(desk), trace);
}

/// The same where one sits at the desk.
pub(crate) fn note(desk: &mut Desk, trace: Trace) {
    if !trace.is_empty() && !is_said(desk, &trace) {
        desk.owed.push(trace);
    }
}

/// Writes down what waited for its vault to be opened, or for the disk to have room; what belongs to another vault goes on
/// waiting.
pub(crate) fn settle(desk: &mut Desk) {
    let mut owed = std::mem::take(&mut desk.owed);
    owed.retain(|trace| !is_said(desk, trace));
    desk.owed = owed;
}

/// Writes it down, if the vault is open that it belongs to.
fn is_said(desk: &Desk, trace: &Trace) -> bool {
    let office = desk.office().ok().filter(|office| trace.is_of(office));
    office.is_some_and(|office| say_so(&office, trace).is_ok())
}

/// Writes it down.
fn say_so(office: &Office<'_>, trace: &Trace) -> Result<(), CommandError> {
    if trace.is_empty() {
        return Ok(());
    }
    office.vault.write(|write| {
        for id in &trace.events {
            if let Some(event) = write.events().get(*id)? {
                undo(office, write, &event, "")?;
            }
        }
        for (entered, ended) in &trace.entries {
            follow(office, write, entered, *ended)?;
        }
        for outcome in &trace.outcomes {
            handover::keep_outcome(office, write, outcome)?;
        }
        trace.looks.iter().try_for_each(|at| look(write, *at))
    })
}

/// Writes down in the trail that a backup was looked at while the vault was locked.
pub(crate) fn look(write: &Write<'_>, at: DateTime<Utc>) -> Result<(), CommandError> {
    write.trail_mut().add(&NewEntry {
        at,
        act: Act::Read,
        command: "look_at_backup",
        subject: Subject::default(),
        why: None,
        follows: None,
    })?;
    Ok(())
}

fn undo(office: &Office<'_>, write: &Write<'_>, event: &Event, reason: &str) -> Result<(), CommandError> {
    let data = json!({ UNDOES: event.id.to_string(), REASON: reason });
    add_event(office, write, EventKind::NotDone, event.subject, data)
}

/// Says in the trail how something ended, if the entry is there: an older backup may have been restored meanwhile.
fn follow(office: &Office<'_>, write: &Write<'_>, entered: &Entered, ended: Act) -> Result<(), CommandError> {
    let next = entered.number.checked_add(1);
    let found = write.trail().page(&TrailFilter::default(), next, 1)?.pop();
    let is_it = found.and_then(Result::ok).is_some_and(|entry| {
        (entry.number, entry.command.as_str(), entry.subject)
            == (entered.number, entered.command, entered.subject)
    });
    if is_it {
        write.trail_mut().add(&NewEntry {
            at: office.outside.now(),
            act: ended,
            command: entered.command,
            subject: entered.subject,
            why: None,
            follows: Some(entered.number),
        })?;
    }
    Ok(())
}

/// Which of these events did not come about after all, each with the event that says so.
pub(crate) fn undone(events: &[Event]) -> BTreeMap<EventId, &Event> {
    let said = events.iter().filter(|event| event.kind == EventKind::NotDone);
    said.filter_map(|event| Some((event.data.get(UNDOES)?.as_str()?.parse().ok()?, event)))
        .collect()
}

/// The same for the window.
pub(crate) fn view(event: &Event) -> UndoneView {
    let reason = event.data.get(REASON).and_then(|reason| reason.as_str());
    UndoneView {
        at: event.at.to_rfc3339(),
        by: event.by.clone(),
        reason: reason.unwrap_or_default().to_owned(),
    }
}

/// That it did not come about, with the reason where a person gave one.
pub(crate) fn in_words(reason: &str) -> String {
    match reason {
        "" => say("disclosure-not-sent"),
        _ => {
            let reason = [("reason", reason.into())];
            swedish().say("disclosure-never-told", &reason).into_owned()
        }
    }
}

/// Writes down that something which stands in the list of what was told never was, and why: the list is the family's, and
/// nothing is taken from it.
pub fn correct_disclosure(
    office: &Office<'_>,
    case: CaseId,
    event: EventId,
    reason: String,
) -> Result<Disclosures, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let reason = typed.line(REASON, &reason);
    typed.end()?;
    office.vault.write(|write| {
        let events = write.events().about_case(case)?;
        let told = |one: &&Event| one.id == event && one.kind == EventKind::Disclosed;
        let told = events.iter().find(told).ok_or_else(not_found)?;
        if undone(&events).contains_key(&event) {
            return Err(CommandError::new(Code::CorrectedAlready));
        }
        undo(office, write, told, &reason)
    })?;
    disclosures::disclosures(office, case)
}
