//! Taking back a list that was brought in by mistake: exactly what it brought and nobody has touched since.

use std::collections::BTreeSet;

use cases::{BroughtIn, CaseId, EventKind, ImportId, PupilId};
use serde_json::json;
use vault::{Act, Read, Subject, Touched, Write};

use crate::desk::Office;
use crate::disposal::remove_pupil_if_empty;
use crate::error::{Code, CommandError};
use crate::filling::add_event;
use crate::own_signature::confirm;
use crate::people::not_found;
use crate::trail;
use crate::wire::case_list::{ImportCase, ImportView, TakeBackInput};

/// What the audit trail calls it.
const COMMAND: &str = "take_back_import";
/// Under which name a removal says that the case had come from a list by mistake.
const TAKEN_BACK: &str = "taken_back";

/// A case of a list, and whether it can be taken back.
struct Standing {
    case: CaseId,
    pupil: PupilId,
    brought: BroughtIn,
    touched: Option<Touched>,
}

/// The lists that were brought in and of which something is here, the last one first: what can be taken back of each, and
/// what stays.
pub fn imports(office: &Office<'_>) -> Result<Vec<ImportView>, CommandError> {
    office.vault.read(|read| {
        let mut views: Vec<ImportView> = Vec::new();
        let all = standings(read, None)?;
        for one in &all {
            let Some(import) = one.brought.import else {
                continue;
            };
            let id = import.id.to_string();
            let place = views.iter().position(|view| view.import == id);
            let place = place.unwrap_or_else(|| {
                views.push(ImportView {
                    import: id,
                    at: import.at.to_rfc3339(),
                    by: one.brought.by.clone(),
                    goes: Vec::new(),
                    stays: Vec::new(),
                });
                views.len() - 1
            });
            let case = view(read, one, &all)?;
            if let Some(view) = views.get_mut(place) {
                let to = if case.why.is_some() {
                    &mut view.stays
                } else {
                    &mut view.goes
                };
                to.push(case);
            }
        }
        views.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(views)
    })
}

fn standings(read: &Read<'_>, import: Option<ImportId>) -> Result<Vec<Standing>, CommandError> {
    let mut all = Vec::new();
    for (case, brought) in read.brought_in().with_import(import)? {
        let pupil = read.cases().get(case)?.ok_or_else(not_found)?.pupil();
        let import = brought.import.ok_or_else(not_found)?;
        let touched = read.brought_in().touched(case, pupil, import)?;
        all.push(Standing {
            case,
            pupil,
            brought,
            touched,
        });
    }
    Ok(all)
}

fn view(read: &Read<'_>, one: &Standing, all: &[Standing]) -> Result<ImportCase, CommandError> {
    let case = read.cases().get(one.case)?.ok_or_else(not_found)?;
    let pupil = read.pupils().get(one.pupil)?.ok_or_else(not_found)?;
    Ok(ImportCase {
        case: one.case.to_string(),
        pupil: pupil.display_name().to_string(),
        title: case.title().to_string(),
        with_pupil: goes_along(read, one, all)?,
        why: one.touched.map(|touched| why(touched).to_owned()),
    })
}

/// Whether the pupil goes with the case: came with the same list, and has no case but those that go.
fn goes_along(read: &Read<'_>, one: &Standing, all: &[Standing]) -> Result<bool, CommandError> {
    let Some(import) = one.brought.import.filter(|import| import.brought_pupil) else {
        return Ok(false);
    };
    let goes = |case: CaseId| {
        let known = all.iter().find(|other| other.case == case);
        known.is_some_and(|other| {
            let same = other.brought.import.is_some_and(|other| other.id == import.id);
            same && other.touched.is_none()
        })
    };
    let cases = read.cases().of(one.pupil)?;
    Ok(cases.iter().all(|case| goes(case.id())))
}

fn why(touched: Touched) -> &'static str {
    match touched {
        Touched::Document => "document",
        Touched::HandedOver => "handed-over",
        Touched::Happened => "happened",
        Touched::Changed => "changed",
        Touched::HalfTyped => "half-typed",
        Touched::Pupil => "pupil",
    }
}

/// Removes the cases of a list that the user was shown and nobody has touched, and the pupils who came with them.
///
/// # Errors
/// The passphrase is wrong, or something else would go than what was shown.
pub fn take_back_import(office: &Office<'_>, input: TakeBackInput) -> Result<Vec<ImportView>, CommandError> {
    let import: ImportId = input.import.parse().map_err(|_| not_found())?;
    confirm(office, &input.passphrase)?;
    office.vault.write(|write| {
        let all = standings(write, Some(import))?;
        let going: Vec<&Standing> = all.iter().filter(|one| one.touched.is_none()).collect();
        let shown: BTreeSet<&str> = input.cases.iter().map(String::as_str).collect();
        let now: Vec<String> = going.iter().map(|one| one.case.to_string()).collect();
        if now.is_empty() || shown != now.iter().map(String::as_str).collect() {
            return Err(CommandError::new(Code::ImportChanged));
        }
        let mut along = BTreeSet::new();
        for one in &going {
            if goes_along(write, one, &all)? {
                along.insert(one.pupil);
            }
        }
        for one in going {
            write.brought_in_mut().take_back(one.case)?;
            // With the last of the cases; what the pupil still has a case for stays.
            let pupil_too = along.contains(&one.pupil) && remove_pupil_if_empty(write, one.pupil)?;
            say_so(office, write, one, pupil_too)?;
        }
        Ok(())
    })?;
    imports(office)
}

fn say_so(
    office: &Office<'_>,
    write: &Write<'_>,
    one: &Standing,
    pupil_too: bool,
) -> Result<(), CommandError> {
    let subject = Subject {
        pupil: Some(one.pupil),
        case: Some(one.case),
        document: None,
    };
    trail::keep(office, write, Act::Dispose, COMMAND, (subject, None))?;
    let gone = Subject {
        pupil: pupil_too.then_some(one.pupil),
        ..subject
    };
    add_event(
        office,
        write,
        EventKind::Removed,
        gone,
        json!({ TAKEN_BACK: true }),
    )
}

/// Whether what was removed had come from a list by mistake: what the list told of it goes too, wherever it comes back.
pub(crate) fn was_taken_back(event: &vault::Event) -> bool {
    event.data.get(TAKEN_BACK).is_some()
}
