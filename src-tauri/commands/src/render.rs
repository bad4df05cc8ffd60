//! A document made from answers in a file, without a vault: what the command line does.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use documents::Provenance;
use forms::record::{Predecessor, RECORD_FORMAT};
use forms::{Answers, Evaluation, Filling, Form, Manner, Problem, Record, SealedSection, Section, Signed};
use serde::Deserialize;
use uuid::Uuid;

use crate::error::CommandError;
use crate::judging::named_author;
use crate::papers::record_form;

/// What a document says of where it comes from, as it stands in a provenance file. Everything is optional.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Origin {
    /// The school, in the head.
    pub school: String,
    /// The number under which it is registered.
    pub diarienummer: Option<String>,
    /// The secrecy marking, already worded.
    pub secrecy: Option<String>,
    /// The pupil's id.
    pub pupil: Option<Uuid>,
    /// The case's id.
    pub case: Option<Uuid>,
    /// The document that this one continues.
    pub predecessor: Option<Predecessor>,
    /// Who completed each section, by section id.
    pub authors: BTreeMap<String, Signed>,
    /// How each signature row is to be signed, by field id.
    pub manners: BTreeMap<String, Manner>,
}

/// Makes a document: blank without answers.
///
/// A section counts as completed when any of its fields is answered. Where none is, the first one does, so that
/// what it lacks is said.
///
/// # Errors
/// Everything that is wrong with the answers, at once; characters that cannot be printed.
pub fn render(
    form: &Form,
    answers: Option<&Answers>,
    origin: &Origin,
    id: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, CommandError> {
    let provenance = Provenance {
        document: id,
        school: origin.school.clone(),
        diarienummer: origin.diarienummer.clone(),
        secrecy: origin.secrecy.clone(),
        made_at: at,
    };
    let Some(answers) = answers else {
        return Ok(documents::print(&form.blank(), &provenance, None)?);
    };
    let sealed = seal(form, answers, origin, at)?;
    let outline = form.outline(&Filling {
        draft: None,
        sealed: &sealed,
        manners: Some(&origin.manners),
        drawings: None,
    });
    let record = Record {
        format: RECORD_FORMAT.to_owned(),
        document: id,
        pupil: origin.pupil,
        case: origin.case,
        predecessor: origin.predecessor.clone(),
        made_at: at,
        form: record_form(form),
        sections: sealed,
    };
    Ok(documents::print(&outline, &provenance, Some(&record))?)
}

fn seal(
    form: &Form,
    answers: &Answers,
    origin: &Origin,
    at: DateTime<Utc>,
) -> Result<Vec<SealedSection>, CommandError> {
    let evaluation = form.evaluate(answers);
    let mut problems: Vec<Problem> = evaluation.problems_in("");
    let answered = |section: &&Section| section.fields().any(|field| answers.get(field.id()).is_some());
    let mut completed: Vec<&Section> = form.sections().iter().filter(answered).collect();
    if completed.is_empty() {
        completed.extend(form.sections().first());
    }
    let mut sealed = Vec::new();
    for section in completed {
        let by = origin
            .authors
            .get(section.id())
            .cloned()
            .unwrap_or_else(|| author(section, &evaluation, form));
        match form.seal(section.id(), answers, by, at, None) {
            Ok(section) => sealed.push(section),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(sealed)
    } else {
        Err(problems.into())
    }
}

/// Who completed a section when nobody says: the person whom the answers name; without one the name stays empty
/// and the role alone is printed.
fn author(section: &Section, evaluation: &Evaluation, form: &Form) -> Signed {
    Signed {
        name: named_author(form, section.author(), evaluation).unwrap_or_default(),
        role: section.author(),
        typed_by: None,
    }
}
