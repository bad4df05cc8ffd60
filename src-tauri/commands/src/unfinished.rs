//! What stands half typed in the window's forms, kept in the vault until it is sent or thrown away: the vault may lock
//! itself, and the program may end, in the middle of a sentence.

use serde_json::Value as Json;
use uuid::Uuid;
use vault::{Direction, LONGEST_UNFINISHED, Read, Subject, Unfinished};

use crate::desk::Office;
use crate::error::{Code, CommandError};
use crate::handover;
use crate::people::not_found;
use crate::wire::unfinished::{UnfinishedForm, UnfinishedPlace};

/// What the fields are called in which a secret is typed. No form that is kept has one; one that got it by mistake is
/// refused.
const SECRETS: [&str; 6] = [
    "passphrase",
    "again",
    "pin",
    "key_passphrase",
    "recovery",
    "share",
];

/// What was typed in a form, and neither sent nor thrown away.
///
/// # Errors
/// What it is about is no id.
pub fn unfinished(office: &Office<'_>, place: UnfinishedPlace) -> Result<Option<Json>, CommandError> {
    let kept = office
        .vault
        .read(|read| read.unfinished().get(&name(place.form), &place.key()))?;
    Ok(kept.map(|kept| kept.body))
}

/// Keeps what is typed in a form, as it stands; nothing forgets it.
///
/// # Errors
/// What it is about is not there; what is typed is longer than anybody types, or holds a secret.
pub fn keep_unfinished(
    office: &Office<'_>,
    place: UnfinishedPlace,
    body: Option<Json>,
) -> Result<(), CommandError> {
    let (form, about) = (name(place.form), place.key());
    let Some(body) = body else {
        return office
            .vault
            .write(|write| Ok(write.unfinished_mut().forget(&form, &about)?));
    };
    must_be_fit(&about, &body)?;
    let saved = office.outside.now();
    office.vault.write(|write| {
        let subject = place.subject(write)?;
        let typed = Unfinished {
            form,
            about,
            subject,
            body,
            saved,
        };
        Ok(write.unfinished_mut().keep(&typed)?)
    })
}

/// Forgets what has lain for longer than a package can be taken in, of forms about a package or a list that nobody may see
/// again: it hangs on nobody with whom it would go.
pub(crate) fn end_over(office: &Office<'_>) -> Result<(), CommandError> {
    let last = office.outside.now() - handover::HOLDS;
    let passing = [UnfinishedForm::SendBack, UnfinishedForm::SendFigures].map(name);
    let all = office.vault.read(|read| read.unfinished().all())?.into_iter();
    let is_over = |typed: &Unfinished| {
        typed.subject == Subject::default() && typed.saved < last && passing.contains(&typed.form)
    };
    let over: Vec<Unfinished> = all.filter(is_over).collect();
    if over.is_empty() {
        return Ok(());
    }
    office.vault.write(|write| {
        let mut over = over.iter();
        over.try_for_each(|typed| write.unfinished_mut().forget(&typed.form, &typed.about))
    })?;
    Ok(office.vault.forget_gone()?)
}

fn must_be_fit(about: &str, body: &Json) -> Result<(), CommandError> {
    if holds_secret(body) {
        return Err(CommandError::new(Code::UnknownCommand).with("name", "keep_unfinished"));
    }
    let length = body.to_string().chars().count();
    if about.len() + length > LONGEST_UNFINISHED {
        let problem = cases::Problem::new("body", cases::Code::TooLong);
        return Err(vec![problem.with("longest", LONGEST_UNFINISHED)].into());
    }
    Ok(())
}

fn holds_secret(body: &Json) -> bool {
    match body {
        Json::Object(fields) => fields
            .iter()
            .any(|(name, value)| SECRETS.contains(&name.as_str()) || holds_secret(value)),
        Json::Array(values) => values.iter().any(holds_secret),
        _ => false,
    }
}

/// The form's stable name.
pub(crate) fn name(form: UnfinishedForm) -> String {
    let name = serde_json::to_value(form).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

impl UnfinishedPlace {
    /// Which of the forms of the same name it is.
    fn key(&self) -> String {
        [&self.about, &self.part]
            .map(String::as_str)
            .join(" ")
            .trim()
            .to_owned()
    }

    /// With what it goes.
    fn subject(&self, read: &Read<'_>) -> Result<Subject, CommandError> {
        use UnfinishedForm as Form;
        let mut subject = Subject::default();
        let about = self.about.as_str();
        match self.form {
            Form::Pupil if about.is_empty() => {}
            Form::Pupil | Form::NewCase | Form::Release | Form::ReleaseDecision => {
                subject.pupil = Some(about.parse().map_err(|_| not_found())?);
            }
            Form::Disclose | Form::CorrectDisclosure | Form::SendCase => {
                subject.case = Some(about.parse().map_err(|_| not_found())?);
            }
            Form::SendDocument
            | Form::Message
            | Form::EService
            | Form::Register
            | Form::ConfirmRows
            | Form::CancelDocument
            | Form::Finish
            | Form::PrepareSigning
            | Form::Draw
            | Form::ConsentStep => subject.document = Some(about.parse().map_err(|_| not_found())?),
            Form::TaskDone | Form::SendBack => subject.case = case_of(read, about)?,
            Form::SendFigures | Form::Dispose | Form::RemoveEmptied | Form::Clock => {}
        }
        Ok(subject)
    }
}

/// The case of a package that was taken in; none of one that waits, and none where the case is gone.
fn case_of(read: &Read<'_>, package: &str) -> Result<Option<cases::CaseId>, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    let known = read.handovers().get(package, Direction::Received)?;
    let Some(case) = known.and_then(|known| known.subject.case) else {
        return Ok(None);
    };
    Ok(read.cases().get(case)?.map(|_| case))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn check() {
        for (body, fits) in [
            (json!({ "text": "Hej" }), true),
            (json!({ "words": "Vad som efterfrågas" }), true),
            (json!({ "passphrase": "fyra ord på rad" }), false),
            (json!({ "people": [{ "name": "Rut", "pin": "1234" }] }), false),
            (json!({ "text": "å".repeat(LONGEST_UNFINISHED) }), false),
            (json!({ "text": "å".repeat(LONGEST_UNFINISHED - 100) }), true),
        ] {
            assert_eq!(must_be_fit("", &body).is_ok(), fits);
        }
        assert_eq!(name(UnfinishedForm::EService), "e-service");
        let place = |about: &str, part: &str| UnfinishedPlace {
            form: UnfinishedForm::ConsentStep,
            about: about.into(),
            part: part.into(),
        };
        assert_eq!(place("1", "withdrawn").key(), "1 withdrawn");
        assert_eq!(place("1", "").key(), "1");
        assert_eq!(place("", "").key(), "");
    }
}
