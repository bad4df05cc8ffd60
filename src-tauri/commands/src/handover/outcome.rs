//! What becomes of a package that was closed: its file is written, or not, and that is kept.

use std::path::Path;
use std::sync::Mutex;

use serde_json::json;
use uuid::Uuid;
use vault::{Direction, Handover, Write};

use super::log::{self, DONE, SAVED, UNSENT, WHY};
use super::outbox;
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;
use crate::outside::Outside;
use crate::undone::{self, Trace};

/// A package that was closed and waits to be written.
pub(crate) struct Closed {
    pub id: Uuid,
    /// The vault that it was made in.
    pub vault: Uuid,
    pub sealed: Vec<u8>,
    /// What was written down of it, and is undone where nothing leaves.
    pub trace: Trace,
}

/// What became of a package, as it is kept of it.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub package: Uuid,
    pub direction: Direction,
    pub step: &'static str,
    /// Why it came to that, by the error's code.
    pub why: Option<String>,
}

/// Writes the file and keeps that it was written. What is told by it was written down before: a vault that is locked
/// meanwhile, or a disk that is full now, has not lost that it left.
pub(crate) fn write(
    desk: &Mutex<Desk>,
    outside: &dyn Outside,
    file: &Path,
    closed: Closed,
) -> Result<(), CommandError> {
    let shared = outside.share(file, &closed.sealed);
    let (mut trace, step) = match shared {
        Ok(()) => (Trace::default(), SAVED),
        Err(_) => (closed.trace, UNSENT),
    };
    trace.vault = Some(closed.vault);
    trace.outcomes.push(Outcome {
        package: closed.id,
        direction: Direction::Sent,
        step,
        why: shared.as_ref().err().map(|error| error.code.clone()),
    });
    let mut desk = at(desk);
    undone::note(&mut desk, trace);
    shared.and(desk.office().map(|_| ()))
}

/// Keeps what became of a package, if it is of this vault and that is not kept yet.
pub(crate) fn keep_outcome(
    office: &Office<'_>,
    write: &Write<'_>,
    outcome: &Outcome,
) -> Result<(), CommandError> {
    let kept = write.handovers().get(outcome.package, outcome.direction)?;
    let Some(kept) = kept.filter(|kept| !log::has(kept, outcome.step)) else {
        return Ok(());
    };
    let body = outcome.why.as_ref().map_or(json!({}), |why| json!({ WHY: why }));
    let step = log::step(office, outcome.step, body);
    write
        .handovers_mut()
        .add_step(outcome.package, outcome.direction, &step)?;
    match outcome.step == SAVED {
        true => {
            outbox::leave(office, write, &kept)?;
            note_done(office, write, &kept)
        }
        false => Ok(()),
    }
}

/// What was asked by the one it is sent to, in the same case, is done.
fn note_done(office: &Office<'_>, write: &Write<'_>, sent: &Handover) -> Result<(), CommandError> {
    let Ok(request) = log::said(sent, "answers").parse() else {
        return Ok(());
    };
    let asked = write.handovers().get(request, Direction::Received)?;
    let same = |asked: &Handover| asked.contact == sent.contact && asked.subject.case == sent.subject.case;
    if asked.as_ref().is_some_and(same) {
        let done = log::step(office, DONE, json!({}));
        write
            .handovers_mut()
            .add_step(request, Direction::Received, &done)?;
    }
    Ok(())
}
