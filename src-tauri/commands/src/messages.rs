//! A document in the municipality's secure messages (säkra meddelanden): the PDF to attach, and beside it the recipients,
//! the subject and the covering text to paste. A subject is often shown where the message is not, so it names nobody.

use std::path::Path;
use std::sync::Mutex;

use cases::{Disclosure, DocumentId, EventKind, Ground};
use serde_json::json;
use texts::swedish;
use vault::Subject;

use crate::desk::{Desk, Office};
use crate::disposal::names;
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::{Folio, record_leaving};
use crate::printing::{Outgoing, file_name, save};
use crate::sheet::say;
use crate::typing::Typed;
use crate::undone::Trace;
use crate::wire::consent::DisclosureInput;
use crate::wire::outgoing::{GroundInput, MessageInput, MessageOffer, MessageRecipient};
use crate::{disclosures, papers};

/// A subject and a covering text to begin with.
pub fn message_offer(office: &Office<'_>, document: DocumentId) -> Result<MessageOffer, CommandError> {
    let folio = ready(office, document)?;
    let role = [("role", folio.profile.role.as_str().into())];
    let school = folio.profile.school.to_string();
    let args = [
        ("title", folio.form.short_title().into()),
        ("school", school.into()),
        ("name", folio.profile.name.to_string().into()),
        ("role", swedish().say("message-role", &role).into_owned().into()),
    ];
    Ok(MessageOffer {
        pupil: folio.pupil.display_name().to_string(),
        title: folio.form.short_title().to_owned(),
        subject: swedish().say("message-offered-subject", &args).into_owned(),
        text: swedish().say("message-offered-text", &args).into_owned(),
    })
}

/// A completed document that may leave the vault.
fn ready(office: &Office<'_>, document: DocumentId) -> Result<Folio, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if folio.pupil.is_protected() {
        return Err(CommandError::new(Code::ProtectedPrintOnly));
    }
    papers::paper(office, document)?;
    Ok(folio)
}

/// Saves the document where the user chooses, with what is to be pasted beside it; false if the user changed their mind.
/// To whom it goes and on which ground is kept before anything is written.
pub fn save_message(
    desk: &Mutex<Desk>,
    document: DocumentId,
    input: MessageInput,
) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            Message::read(office, &ready(office, document)?, &input)?;
            file_name(office, document, ".pdf")
        },
        |office, file| {
            let folio = ready(office, document)?;
            let message = Message::read(office, &folio, &input)?;
            let pdf = papers::paper(office, document)?;
            Ok(Outgoing {
                file: pdf,
                beside: vec![("meddelande", "txt", message.written(file))],
                trace: keep(office, &folio, &message)?,
            })
        },
    )
}

/// A message that can go.
struct Message {
    recipients: Vec<MessageRecipient>,
    subject: String,
    text: String,
    told: Vec<Disclosure>,
}

impl Message {
    fn read(office: &Office<'_>, folio: &Folio, input: &MessageInput) -> Result<Self, CommandError> {
        let mut typed = Typed::today(folio.today);
        let recipients = recipients(&mut typed, &input.recipients);
        let subject = typed.line("subject", &input.subject);
        let text = typed.text("text", &input.text);
        check_ground(&mut typed, &input.ground);
        typed.end()?;
        if names(&folio.pupil, &subject) {
            return Err(CommandError::fields(vec![FieldProblem {
                field: "subject".to_owned(),
                code: "names-pupil".to_owned(),
                args: Default::default(),
            }]));
        }
        let told = recipients.iter().enumerate().map(|(at, recipient)| {
            let on = folio.today.to_string();
            told(office, folio, (&recipient.to, "message-how", &on), &input.ground)
                .map_err(|error| error.moved("to", &format!("to-{at}")))
        });
        Ok(Self {
            told: told.collect::<Result<_, _>>()?,
            recipients,
            subject,
            text,
        })
    }

    /// What is to be pasted, for Windows' own editor too.
    fn written(&self, file: &Path) -> Vec<u8> {
        let addresses: Vec<&str> = self.recipients.iter().map(|one| one.address.as_str()).collect();
        let people: Vec<String> = self.recipients.iter().map(in_words).collect();
        let attached = file.file_name().unwrap_or_default().to_string_lossy();
        let parts = [
            ("message-addresses", addresses.join("; ")),
            ("message-recipients", people.join("\n")),
            ("message-subject-label", self.subject.clone()),
            ("message-text-label", self.text.clone()),
            ("message-attached", attached.into_owned()),
        ];
        let parts = parts.map(|(label, text)| format!("{}\n{text}\n", say(label)));
        let text = parts.join("\n").replace("\r\n", "\n").replace('\n', "\r\n");
        format!("\u{feff}{text}").into_bytes()
    }
}

fn in_words(recipient: &MessageRecipient) -> String {
    let parts = [&recipient.to, &recipient.role, &recipient.address];
    let there: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    there.join(", ")
}

/// Rows in which nothing is typed are passed over, but there must be one.
fn recipients(typed: &mut Typed, rows: &[MessageRecipient]) -> Vec<MessageRecipient> {
    let is_blank = |row: &MessageRecipient| *row == MessageRecipient::default();
    let all_blank = rows.iter().all(is_blank);
    if rows.is_empty() {
        typed.wrong("recipients", cases::Code::Missing);
    }
    let rows = rows
        .iter()
        .enumerate()
        .filter(|(at, row)| !is_blank(row) || all_blank && *at == 0);
    rows.map(|(at, row)| MessageRecipient {
        to: typed.line(&format!("to-{at}"), &row.to),
        role: typed.optional_line(&format!("role-{at}"), &row.role),
        address: typed.line(&format!("address-{at}"), &row.address),
    })
    .collect()
}

/// Says what is missing of a ground together with everything else.
pub(crate) fn check_ground(typed: &mut Typed, input: &GroundInput) {
    if typed.choice(Ground::parse("ground", &input.ground)) == Some(Ground::Override) {
        typed.line("reason", &input.reason);
    }
}

/// What somebody is told with a document on a day, `how` by its text's name; on the ground of consent only where one
/// covers it.
pub(crate) fn told(
    office: &Office<'_>,
    folio: &Folio,
    (to, how, on): (&str, &str, &str),
    input: &GroundInput,
) -> Result<Disclosure, CommandError> {
    let told = DisclosureInput {
        to: to.to_owned(),
        what: folio.form.short_title().to_owned(),
        kinds: input.kinds.clone(),
        ground: input.ground.clone(),
        how: say(how),
        on: on.to_owned(),
        reason: input.reason.clone(),
    };
    disclosures::read(office, folio.cover.case, &told).map(|(told, _)| told)
}

/// Who is told, in the trail and the case.
pub(crate) fn subject(folio: &Folio) -> Subject {
    Subject {
        pupil: Some(folio.pupil.id),
        case: Some(folio.cover.case),
        document: None,
    }
}

fn keep(office: &Office<'_>, folio: &Folio, message: &Message) -> Result<Trace, CommandError> {
    let people: Vec<String> = message.recipients.iter().map(in_words).collect();
    let data = json!({
        "system": say("message-how"),
        "on": office.outside.today(),
        "note": people.join("; "),
    });
    office.vault.write(|write| {
        let mut trace = record_leaving(office, write, EventKind::Exported, folio.cover.id, data)?;
        for told in &message.told {
            trace.and(disclosures::note(
                office,
                write,
                subject(folio),
                told,
                "save_message",
            )?);
        }
        Ok(trace)
    })
}
