//! Bringing in the rows that a person chose, in one transaction, and clearing what a list told when it is taken care of.

use std::collections::{BTreeMap, BTreeSet};

use cases::{
    BroughtIn, CaseId, CaseInput, EventKind, Import, ImportId, Line, Pupil, PupilId, PupilInput, Told,
};
use chrono::{DateTime, Utc};
use serde_json::json;
use vault::{Act, Subject, Write};

use super::columns::Column;
use super::row::Entry;
use super::standing::{Judged, judged};
use crate::desk::{Desk, Office};
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::add_event;
use crate::people::not_found;
use crate::trail;
use crate::wire::case_list::{BringInInput, BroughtInCase, BroughtInCases};

/// What the audit trail calls it.
const COMMAND: &str = "bring_in_cases";
/// The pupil is not here yet.
const NEW: &str = "new";
/// Before the number of a row above, whose pupil it is.
const ROW: &str = "row-";

/// Brings the chosen rows in, all of them or none, and forgets the list.
///
/// # Errors
/// Every row for which a person has not said whom it is about, at `pupil-<row>`; the list stays as it was.
pub fn bring_in_cases(desk: &mut Desk, input: BringInInput) -> Result<BroughtInCases, CommandError> {
    let (office, waiting) = desk.must_have_list()?;
    let list = waiting.as_ref().ok_or_else(not_found)?;
    let (entries, protected) = list.entries(&office)?;
    let chosen: BTreeMap<u32, &str> = input
        .rows
        .iter()
        .map(|row| (row.row, row.pupil.as_str()))
        .collect();
    if chosen.is_empty() {
        return Err(CommandError::new(Code::NoRowsChosen));
    }
    let cases = office.vault.write(|write| {
        let judged = judged(write, entries, &protected, office.outside.today())?;
        let all = judged.len();
        let taken: Vec<(Judged, &str)> = judged
            .into_iter()
            .filter_map(|one| Some((chosen.get(&one.entry.number).copied()?, one)))
            .map(|(choice, one)| (one, choice))
            .collect();
        must_be_said(&taken, &chosen)?;
        let left_out = all - taken.len();
        let mut bringing = Bringing {
            office: &office,
            write,
            by: write.settings().profile()?.name.to_string(),
            import: office.new_id(),
            at: office.outside.now(),
            pupils: BTreeMap::new(),
            brought: BTreeSet::new(),
        };
        let cases: Result<Vec<_>, CommandError> = taken
            .iter()
            .map(|(one, choice)| bringing.case(one, choice))
            .collect();
        Ok::<_, CommandError>(BroughtInCases {
            cases: cases?,
            left_out: left_out as u32,
        })
    })?;
    *waiting = None;
    Ok(cases)
}

/// Of each row a person has said whom it is about, as far as it can be so.
fn must_be_said(taken: &[(Judged, &str)], chosen: &BTreeMap<u32, &str>) -> Result<(), CommandError> {
    if taken.len() != chosen.len() || taken.iter().any(|(one, _)| !one.standing.can_be_brought_in()) {
        return Err(CommandError::new(Code::ListChanged));
    }
    let mut problems = Vec::new();
    for (one, choice) in taken {
        if let Some((code, row)) = unsaid(one, choice, chosen)? {
            problems.push(FieldProblem {
                field: format!("pupil-{}", one.entry.number),
                code: code.to_owned(),
                args: row
                    .map(|row| ("row".to_owned(), row.to_string()))
                    .into_iter()
                    .collect(),
            });
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(CommandError::fields(problems)),
    }
}

/// What is still to be said of whom a row is about, with the row above that it is about.
fn unsaid(
    one: &Judged,
    choice: &str,
    chosen: &BTreeMap<u32, &str>,
) -> Result<Option<(&'static str, Option<u32>)>, CommandError> {
    if let Some(above) = choice.strip_prefix(ROW) {
        let row = above.parse().ok();
        let row = row.filter(|row| one.rows.iter().any(|above| above.one == *row));
        let is_chosen = chosen.contains_key(&row.ok_or_else(not_found)?);
        return Ok((!is_chosen).then_some(("row-left-out", row)));
    }
    let mut same_numbers = one.rows.iter().filter(|above| above.same_number);
    match choice {
        "" => Ok(Some(("whose-row", None))),
        NEW if one.may_be_new => {
            let taken = same_numbers.find(|above| chosen.contains_key(&above.one));
            Ok(taken.map(|above| ("row-same-number", Some(above.one))))
        }
        pupil if one.pupils.iter().any(|one| one.one.id.to_string() == pupil) => Ok(None),
        _ => Err(CommandError::new(Code::ListChanged)),
    }
}

/// The transaction in which rows are brought in.
struct Bringing<'a> {
    office: &'a Office<'a>,
    write: &'a Write<'a>,
    by: String,
    import: ImportId,
    /// All of it is written at once, so that what is changed later is known by its time.
    at: DateTime<Utc>,
    /// Whom the rows so far are about, by their numbers.
    pupils: BTreeMap<u32, PupilId>,
    /// Who of them was not here before.
    brought: BTreeSet<PupilId>,
}

impl Bringing<'_> {
    fn case(&mut self, one: &Judged, choice: &str) -> Result<BroughtInCase, CommandError> {
        let (office, write, entry) = (self.office, self.write, &one.entry);
        let (at, today) = (self.at, office.outside.today());
        let mut told = entry.told.clone();
        let pupil = match self.known(choice)? {
            Some(pupil) => {
                told.extend(told_otherwise(entry, &pupil));
                pupil
            }
            None => {
                let pupil = entry.pupil.parse(office.new_id(), today)?;
                write.pupils_mut().put(&pupil, at)?;
                self.brought.insert(pupil.id);
                pupil
            }
        };
        self.pupils.insert(entry.number, pupil.id);
        let input = CaseInput {
            title: entry.title.clone(),
        };
        let opened = entry.opened.or(entry.closed).unwrap_or(today);
        let wrong = |problem| vec![problem];
        let mut case = input
            .parse(office.new_id(), pupil.id, today)?
            .opened_on(opened)
            .map_err(wrong)?;
        if let Some(closed) = entry.closed {
            case = case.close(closed).map_err(wrong)?;
        }
        write.cases_mut().put(&case, at)?;
        let brought = BroughtIn {
            on: today,
            by: self.by.clone(),
            title: Line::parse("title", &entry.title).map_err(wrong)?,
            opened: entry.opened,
            told,
            import: Some(Import {
                id: self.import,
                at,
                brought_pupil: self.brought.contains(&pupil.id),
            }),
        };
        write.brought_in_mut().add(case.id(), &brought)?;
        let subject = Subject {
            pupil: Some(pupil.id),
            case: Some(case.id()),
            document: None,
        };
        trail::keep(office, write, Act::Write, COMMAND, (subject, None))?;
        Ok(BroughtInCase {
            case: case.id().to_string(),
            pupil: pupil.display_name().to_string(),
            title: case.title().to_string(),
        })
    }

    /// The pupil that a person chose; nobody where it is somebody new.
    fn known(&self, choice: &str) -> Result<Option<Pupil>, CommandError> {
        let id = match choice.strip_prefix(ROW) {
            _ if choice == NEW => return Ok(None),
            Some(row) => {
                let row: u32 = row.parse().map_err(|_| not_found())?;
                self.pupils.get(&row).copied().ok_or_else(not_found)?
            }
            None => choice.parse().map_err(|_| not_found())?,
        };
        let pupil = self.write.pupils().get(id)?;
        pupil
            .filter(|pupil| !pupil.is_protected())
            .map(Some)
            .ok_or_else(not_found)
    }
}

/// What the list tells of a pupil who is here already, otherwise than it stands here: it changes nothing, and goes into the
/// note.
fn told_otherwise(entry: &Entry, pupil: &Pupil) -> Vec<Told> {
    let (here, list) = (PupilInput::from(pupil), &entry.pupil);
    let is_here = |column: Column, told: &Told| match column {
        Column::Name | Column::FirstName | Column::LastName => {
            cases::fold(&here.name) == cases::fold(&list.name)
        }
        Column::IdentityNumber => {
            let digits = |text: &str| {
                text.chars()
                    .filter(char::is_ascii_alphanumeric)
                    .collect::<String>()
            };
            digits(&here.identity_number).ends_with(&digits(&list.identity_number))
        }
        Column::Class => here.class == list.class,
        Column::School => here.school == list.school,
        Column::SchoolForm => here.school_form == list.school_form,
        Column::Sex => here.sex == list.sex,
        Column::Protected => true,
        _ => here.guardians.iter().any(|guardian| {
            [
                &guardian.name,
                &guardian.phone,
                &guardian.email,
                &guardian.address,
            ]
            .contains(&&told.text)
        }),
    };
    // What could not be read is in the note already.
    let others = entry
        .about_pupil
        .iter()
        .filter(|(column, told)| !entry.told.contains(told) && !is_here(*column, told));
    others.map(|(_, told)| told.clone()).collect()
}

/// Clears what a list told of a case (rensning): it has been written where it belongs, or is not needed.
pub fn clear_brought_in(office: &Office<'_>, case: CaseId) -> Result<(), CommandError> {
    office.vault.write(|write| {
        let known = write.cases().get(case)?.ok_or_else(not_found)?;
        let subject = Subject {
            pupil: Some(known.pupil()),
            case: Some(case),
            document: None,
        };
        write.brought_in_mut().clear(case)?;
        add_event(office, write, EventKind::Cleared, subject, json!({}))
    })
}
