//! What the answers in a paper tell of it, read from its own definition once.

use forms::{Author, Form, Kind, Meaning, Record};
use serde_json::Value as Json;

use crate::consents::is_consent;
use crate::error::{Code, CommandError};

/// What a paper tells of itself; nothing of what it does not say.
#[derive(Default)]
pub(crate) struct Told {
    /// The title of its form; the form's reference if its definition cannot be read.
    pub title: Option<String>,
    pub pupil: Option<String>,
    pub class: Option<String>,
    pub school: Option<String>,
    pub is_consent: bool,
    /// The rows of guardians and pupil in which it is signed, with their labels; all of them where the paper does not
    /// say which they are.
    pub family: Vec<(String, String)>,
}

impl Told {
    /// What a paper with these answers and these signed rows tells.
    pub fn by(record: Option<&Record>, signed: &[String]) -> Self {
        let unread = || Self {
            title: record.map(|record| record.form.form_ref.to_string()),
            family: signed.iter().map(|row| (row.clone(), row.clone())).collect(),
            ..Self::default()
        };
        let Some((record, form)) = record.and_then(|record| Some((record, form_of(record).ok()?))) else {
            return unread();
        };
        let answers = record.answers();
        let said = |meaning| {
            let mut fields = form
                .fields()
                .filter(|(_, field)| field.meaning() == Some(meaning));
            fields.find_map(|(_, field)| match answers.get(field.id())? {
                Json::String(text) => Some(text.clone()),
                other => Some(other.get("name")?.as_str()?.to_owned()),
            })
        };
        Self {
            title: Some(form.short_title().to_owned()),
            pupil: said(Meaning::PupilName),
            class: said(Meaning::ClassName),
            school: said(Meaning::SchoolName),
            is_consent: is_consent(&form),
            family: signed.iter().filter_map(|row| family_row(&form, row)).collect(),
        }
    }
}

/// A row of a guardian's or the pupil's, with its label.
fn family_row(form: &Form, row: &str) -> Option<(String, String)> {
    let field = form.field(row)?;
    let theirs = matches!(
        field.kind(),
        Kind::Signature {
            author: Author::Guardian | Author::Pupil
        }
    );
    theirs.then(|| (row.to_owned(), field.full_label().to_owned()))
}

/// The form that a record was answered with.
///
/// # Errors
/// Its definition cannot be read.
pub(super) fn form_of(record: &Record) -> Result<Form, CommandError> {
    let form_ref = &record.form.form_ref;
    let broken = |_| CommandError::new(Code::BrokenDefinition).with("place", form_ref);
    forms::parse(&form_ref.pack, &form_ref.id, &record.form.source).map_err(broken)
}
