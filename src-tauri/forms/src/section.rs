//! The section as the unit of completion: filled in, dated and sealed by its author on its own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::answers::Answers;
use crate::canonical;
use crate::form::{Author, Form, FormRef};
use crate::hash::Hash;
use crate::problem::{Fault, Problem, ProblemCode};

/// Who completes a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The author's name.
    pub name: String,
    /// The author's role.
    pub role: Author,
    /// Who typed it in from paper, where that is someone else (”inskrivet av”).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_by: Option<String>,
}

/// Why a completed section was written anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The seal of the version that this one replaces.
    pub replaces: Hash,
    /// The reason, in the author's words.
    pub reason: String,
}

/// A completed section. It cannot be changed: its digest covers the form's hash, the author, the time
/// and every answer, and a text that does not match its digest cannot be read as a `SealedSection`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Body", into = "Body")]
pub struct SealedSection {
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Body {
    form: FormRef,
    form_hash: Hash,
    section: String,
    #[serde(flatten)]
    by: Signed,
    completed_at: DateTime<Utc>,
    answers: Answers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    correction: Option<Correction>,
    digest: Hash,
}

/// The digest does not match what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed section does not match its digest")]
pub struct BrokenSeal;

impl Form {
    /// Completes a section: what does not apply is dropped, everything else is put in its canonical
    /// form and sealed.
    ///
    /// `answers` are all answers to the form so far, since a condition may point to an earlier section.
    ///
    /// # Errors
    /// Everything that is wrong in the section, at once.
    pub fn seal(
        &self,
        section: &str,
        answers: &Answers,
        by: Signed,
        completed_at: DateTime<Utc>,
        correction: Option<Correction>,
    ) -> Result<SealedSection, Vec<Problem>> {
        let evaluation = self.evaluate(answers);
        let problems = evaluation.problems_in(section);
        if !problems.is_empty() {
            return Err(problems);
        }
        let unknown = || vec![Fault::new(ProblemCode::UnknownSection).in_field(section, "")];
        let answers = self
            .section(section)
            .ok_or_else(unknown)?
            .fields()
            .filter_map(|field| Some((field.id().to_owned(), evaluation.value(field.id())?.to_json())))
            .collect();
        let mut body = Body {
            form: self.form_ref().clone(),
            form_hash: self.hash(),
            section: section.to_owned(),
            by,
            completed_at,
            answers,
            correction,
            digest: Hash::of(b""),
        };
        body.digest = body.compute_digest();
        Ok(SealedSection { body })
    }
}

impl SealedSection {
    /// The section's id.
    pub fn section(&self) -> &str {
        &self.body.section
    }

    /// Which form it belongs to.
    pub fn form(&self) -> &FormRef {
        &self.body.form
    }

    /// The hash of that form's definition.
    pub fn form_hash(&self) -> Hash {
        self.body.form_hash
    }

    /// Who completed it.
    pub fn by(&self) -> &Signed {
        &self.body.by
    }

    /// When it was completed.
    pub fn completed_at(&self) -> DateTime<Utc> {
        self.body.completed_at
    }

    /// The answers that applied, in their canonical form.
    pub fn answers(&self) -> &Answers {
        &self.body.answers
    }

    /// Why it was written anew, if it was.
    pub fn correction(&self) -> Option<&Correction> {
        self.body.correction.as_ref()
    }

    /// The seal.
    pub fn digest(&self) -> Hash {
        self.body.digest
    }
}

impl Body {
    fn compute_digest(&self) -> Hash {
        let covered = json!({
            "form": self.form,
            "form_hash": self.form_hash,
            "section": self.section,
            "by": self.by,
            "completed_at": self.completed_at,
            "answers": self.answers,
            "correction": self.correction,
        });
        Hash::of(canonical::write(&covered).as_bytes())
    }
}

impl TryFrom<Body> for SealedSection {
    type Error = BrokenSeal;

    fn try_from(body: Body) -> Result<Self, BrokenSeal> {
        if body.compute_digest() == body.digest {
            Ok(Self { body })
        } else {
            Err(BrokenSeal)
        }
    }
}

impl From<SealedSection> for Body {
    fn from(section: SealedSection) -> Self {
        section.body
    }
}
