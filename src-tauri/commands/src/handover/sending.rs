//! Sending: what can be sent of a case or a document, and making the package.

use std::sync::{Arc, Mutex};

use cases::{CaseId, DocumentId, DocumentState, Ground};
use chrono::{NaiveDate, TimeDelta};
use exchange::handover::{About, Content, Fingerprint, Kind, MunicipalityKey, NameCard, Order, Package};
use forms::{Hash, Section};
use texts::swedish;
use uuid::Uuid;
use vault::{Direction, Handover, Read, StoreError, Subject, WaitingPackage, Write};

use super::contacts::{Known, card_of, key_of, parse, recipient, recipients};
use super::gathering::{self, Bytes};
use super::holding::{must_be_held, must_not_be_lent};
use super::outbox::{Leaving, Waits, protected};
use super::outcome::{Closed, write};
use super::{log, mailbox, own_card};
use crate::consents::is_consent;
use crate::desk::{Desk, Office, at};
use crate::disclosures;
use crate::error::{Code, CommandError};
use crate::filling::Folio;
use crate::municipality;
use crate::people::not_found;
use crate::typing::Typed;
use crate::undone::Trace;
use crate::wire::consent::DisclosureInput;
use crate::wire::handover::{SendChoice, SendDocument, SendInput, SendOffer, SendRequest, Sent};

/// How long a package can be taken in: a stick that is found next year opens to nobody.
pub(crate) const HOLDS: TimeDelta = TimeDelta::days(30);
/// For how long something is lent at most; what is needed for longer is handed over.
pub(crate) const LENDS: TimeDelta = TimeDelta::days(365);

/// What can be sent of a case, or of one of its documents.
pub fn send_offer(
    office: &Office<'_>,
    case: CaseId,
    document: Option<DocumentId>,
) -> Result<SendOffer, CommandError> {
    let disclosures = disclosures::disclosures(office, case)?;
    let mailbox = mailbox::folder(office)?.is_some();
    let contacts = recipients(office)?;
    office.vault.read(|read| {
        let (matter, pupil) = gathering::case_and_pupil(read, case)?;
        must_not_be_lent(office, read, case)?;
        let own = document
            .map(|document| offered(office, read, document))
            .transpose()?;
        let requests = match document {
            Some(document) => requests(read, document)?,
            None => Vec::new(),
        };
        let covers = read.documents().of(case)?;
        let documents = covers.iter().map(|cover| offered(office, read, cover.id));
        let documents = documents.collect::<Result<Vec<_>, CommandError>>()?;
        let documents: Vec<SendDocument> = documents.into_iter().flatten().collect();
        Ok(SendOffer {
            case: case.to_string(),
            title: matter.title().to_string(),
            pupil: pupil.display_name().to_string(),
            contacts,
            kinds: kinds(own.as_ref(), &requests, !documents.is_empty()),
            documents,
            document: own.flatten(),
            requests,
            forms: orderable(office),
            parties: disclosures.parties,
            data: disclosures.kinds,
            mailbox,
        })
    })
}

/// A document that can be sent, if it can.
fn offered(
    office: &Office<'_>,
    read: &Read<'_>,
    document: DocumentId,
) -> Result<Option<SendDocument>, CommandError> {
    let folio = Folio::read(office, read, document)?;
    let is_lent = read.loans().get(document)?.is_some();
    if is_lent || matches!(folio.state, DocumentState::Draft | DocumentState::Cancelled) {
        return Ok(None);
    }
    let sections = folio.form.sections().iter();
    // A section whose turn has not come is nobody's yet.
    let turn = |section: &&Section| section.follows().is_none_or(|before| folio.is_sealed(before));
    let others = sections.filter(|section| !folio.is_sealed(section.id()) && !folio.is_own(section));
    let waits = others.filter(turn);
    Ok(Some(SendDocument {
        id: document.to_string(),
        title: folio.cover.title.to_string(),
        sections: waits
            .map(|section| SendChoice {
                id: section.id().to_owned(),
                label: section.name().to_owned(),
            })
            .collect(),
    }))
}

fn kinds(document: Option<&Option<SendDocument>>, requests: &[SendRequest], lends: bool) -> Vec<String> {
    let kinds: Vec<Kind> = match document {
        None => {
            let lent = lends.then_some(Kind::CaseShare);
            let whole = [Kind::Order].into_iter().chain(lent);
            whole.chain([Kind::CaseTransfer]).collect()
        }
        Some(None) => Vec::new(),
        Some(Some(document)) => {
            let filled = (!requests.is_empty()).then_some(Kind::SectionFilled);
            let asked = (!document.sections.is_empty()).then_some(Kind::SectionRequest);
            filled.into_iter().chain([Kind::Copy]).chain(asked).collect()
        }
    };
    kinds.into_iter().map(|kind| kind.as_str().to_owned()).collect()
}

/// The requests that a document may answer: those about its case that wait.
fn requests(read: &Read<'_>, document: DocumentId) -> Result<Vec<SendRequest>, CommandError> {
    let cover = read.documents().get(document)?.ok_or_else(not_found)?;
    let mut requests = Vec::new();
    for one in read.handovers().about_case(cover.case)? {
        if log::waits_for_an_answer(&one) && one.subject.document != Some(document) {
            let contact = read.contacts().get(one.contact)?.ok_or_else(not_found)?;
            requests.push(SendRequest {
                package: one.id.to_string(),
                contact: recipient(&card_of(&contact)?).id,
                purpose: log::said(&one, "purpose"),
            });
        }
    }
    Ok(requests)
}

/// The forms that somebody can be asked to fill in; a consent is signed at home, not ordered.
fn orderable(office: &Office<'_>) -> Vec<SendChoice> {
    let forms = office.catalogue.forms().iter().filter(|form| !is_consent(form));
    forms
        .map(|form| SendChoice {
            id: format!("{}/{}", form.form_ref().pack, form.form_ref().id),
            label: form.short_title().to_owned(),
        })
        .collect()
}

/// Everything that is typed, read.
struct Wish {
    case: CaseId,
    content: Content,
    papers: Bytes,
    card: NameCard,
    purpose: String,
    ground: Ground,
    reason: String,
    expires: NaiveDate,
    answers: Option<Uuid>,
    /// What is written down of the disclosure, where it is one beyond the work within the authority.
    disclosed: Option<cases::Disclosure>,
}

/// Makes a package and writes it where the user chooses, or into the folder that is set, for which it waits where that
/// is away; nothing if the user changed their mind. The desk is free while the user chooses and while the file is
/// written, which may lie on a slow drive.
pub fn send_package(desk: &Mutex<Desk>, input: SendInput) -> Result<Option<Sent>, CommandError> {
    let (id, name, folder, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        let wish = read_wish(&office, &input)?;
        let id: Uuid = office.new_id::<Package<'_>>().uuid();
        let folder = input
            .mailbox
            .then(|| mailbox::folder(&office))
            .transpose()?
            .flatten();
        (id, file_name(id, &wish.card), folder, Arc::clone(&desk.outside))
    };
    let is_away = mailbox::is_away(outside.as_ref(), folder.as_deref());
    let file = match folder {
        Some(folder) => Some(folder.join(name)),
        None => outside.ask_where(&name),
    };
    let Some(file) = file else { return Ok(None) };
    let closed = {
        let desk = at(desk);
        let office = desk.office()?;
        let wish = read_wish(&office, &input)?;
        let outgoing = wish.outgoing(id);
        if is_away {
            outgoing.keep(&office)?;
            return Ok(Some(Sent::Waits));
        }
        outgoing.close(&office, |_| Ok(Trace::default()))?
    };
    write(desk, outside.as_ref(), &file, closed)?;
    Ok(Some(Sent::Gone))
}

/// Whom it is for and which one it is, in digits; a name would tell who works with whom.
pub(crate) fn file_name(package: Uuid, card: &NameCard) -> String {
    let to = own_card::digits(&card.fingerprint());
    format!("{to}-{}.{}", mailbox::tail(package), mailbox::ENDING)
}

impl Wish {
    fn outgoing(&self, id: Uuid) -> Outgoing<'_> {
        let content = &self.content;
        let documents = content.documents().iter();
        Outgoing {
            id,
            content,
            papers: &self.papers,
            card: &self.card,
            said: (&self.purpose, self.ground, &self.reason),
            expires: self.expires,
            answers: self.answers,
            subject: Subject {
                pupil: content.about().map(|about| about.pupil.id),
                case: Some(self.case),
                document: content.document().map(|document| document.document.into()),
            },
            leaving: Leaving {
                documents: documents.map(|filed| filed.document.into()).collect(),
                told: self.disclosed.clone(),
            },
            from: None,
        }
    }
}

/// Everything of a package that is sent.
pub(crate) struct Outgoing<'a> {
    pub id: Uuid,
    pub content: &'a Content,
    pub papers: &'a Bytes,
    pub card: &'a NameCard,
    /// What it is for, on which ground, and why where it has none.
    pub said: (&'a str, Ground, &'a str),
    pub expires: NaiveDate,
    /// The package whose request it fulfils.
    pub answers: Option<Uuid>,
    pub subject: Subject,
    /// What is written down of it when it leaves.
    pub leaving: Leaving,
    /// Which of the user's keys sign it; the present ones where none are named.
    pub from: Option<Fingerprint>,
}

impl Outgoing<'_> {
    /// Closes the package, and keeps that it is about to be sent, with what `also` keeps of it.
    pub fn close(
        &self,
        office: &Office<'_>,
        also: impl FnOnce(&Write<'_>) -> Result<Trace, CommandError>,
    ) -> Result<Closed, CommandError> {
        let (sent, sealed, _) = self.seal(office)?;
        let trace = office.vault.write(|write| {
            write.handovers_mut().add(&sent)?;
            let mut trace = self.leaving.note(office, write, self.card, self.subject)?;
            trace.and(also(write)?);
            Ok::<_, CommandError>(trace)
        })?;
        Ok(Closed {
            id: self.id,
            vault: office.vault.id(),
            sealed,
            trace,
        })
    }

    /// Closes the package, and keeps it until the folder through which it goes can be reached.
    pub fn keep(&self, office: &Office<'_>) -> Result<(), CommandError> {
        let (sent, sealed, read_along) = self.seal(office)?;
        let waits = Waits {
            leaving: self.leaving.clone(),
            read_along,
            until: self.content.lent_until().or(self.content.kept_until()),
            protected: office.vault.read(protected)?,
        };
        let body = serde_json::to_value(waits).map_err(|_| vault::Error::from(StoreError::Damaged))?;
        let waiting = WaitingPackage {
            package: self.id,
            sealed,
            body,
            begun: None,
        };
        office.vault.write(|write| {
            write.handovers_mut().add(&sent)?;
            Ok::<_, CommandError>(write.outbox_mut().add(&waiting)?)
        })
    }

    /// What is kept of the package, its file, and whether the municipality can open that too.
    fn seal(&self, office: &Office<'_>) -> Result<(Handover, Vec<u8>, bool), CommandError> {
        let contact = key_of(self.card);
        let sequence = office.vault.read(|read| {
            let last = read.handovers().last_sequence(contact, Direction::Sent)?;
            Ok::<_, CommandError>(last.saturating_add(1))
        })?;
        let (keys, own) = own_card::card_of(office, self.from)?;
        let (purpose, ground, reason) = self.said;
        let papers = self.papers.iter();
        let package = Package {
            id: self.id,
            sequence,
            content: self.content,
            papers: papers
                .map(|(sha256, paper)| (*sha256, paper.as_slice()))
                .collect(),
            purpose,
            ground: (ground, reason),
            made_at: office.outside.now(),
            expires: self.expires,
            answers: self.answers,
        };
        let third = third_reader(office)?;
        let sealed = package.seal(&keys, &own, self.card, third.as_ref())?;
        let sent = Handover {
            id: self.id,
            direction: Direction::Sent,
            contact,
            kind: self.content.kind().as_str().to_owned(),
            sequence,
            subject: self.subject,
            body: log::body(self.content, self.said, self.expires, self.answers),
            at: office.outside.now(),
            steps: Vec::new(),
        };
        Ok((sent, sealed, third.is_some()))
    }
}

/// The municipality, where its settings carry a key and say that it reads along.
///
/// # Errors
/// They say so, and the vault has not taken the key: nothing goes out past the municipality.
pub(super) fn third_reader(office: &Office<'_>) -> Result<Option<MunicipalityKey>, CommandError> {
    if !municipality::offered(office.outside)?.is_some_and(|(_, settings)| settings.packages) {
        return Ok(None);
    }
    let held = office.vault.municipality()?;
    let key = held.ok_or_else(|| CommandError::new(Code::PackageNeedsMunicipality))?;
    let key = MunicipalityKey::new(key.as_bytes());
    key.map(Some)
        .ok_or_else(|| vault::Error::from(vault::UnlockError::MunicipalityKeyMalformed).into())
}

fn read_wish(office: &Office<'_>, input: &SendInput) -> Result<Wish, CommandError> {
    let case: CaseId = input.case.parse().map_err(|_| not_found())?;
    let mut typed = Typed::today(office.outside.today());
    let kind = Kind::named(&input.kind);
    if kind.is_none() {
        typed.wrong("kind", cases::Code::Missing);
    }
    if input.contact.is_empty() {
        typed.wrong("contact", cases::Code::Missing);
    }
    let purpose = typed.line("purpose", &input.purpose);
    let ground = typed.choice(Ground::parse("ground", &input.ground));
    let reason = match ground {
        Some(Ground::Override) => typed.line("reason", &input.reason),
        _ => String::new(),
    };
    let until = match kind {
        Some(Kind::CaseShare) => {
            let today = office.outside.today();
            typed.day_within("until", &input.until, today..=today + LENDS)
        }
        _ => typed.optional_day("until", &input.until),
    };
    if kind == Some(Kind::CaseShare) && input.documents.is_empty() {
        typed.wrong("documents", cases::Code::Missing);
    }
    if kind == Some(Kind::SectionRequest) && input.section.is_empty() {
        typed.wrong("section", cases::Code::Missing);
    }
    if kind == Some(Kind::Order) && input.form.is_empty() && input.what.trim().is_empty() {
        typed.wrong("what", cases::Code::Missing);
    }
    if kind == Some(Kind::Order) {
        typed.short("what", &input.what);
    }
    typed.end()?;
    let (Some(kind), Some(ground)) = (kind, ground) else {
        return Err(not_found());
    };
    let contact = parse(&input.contact)?;
    let card = office.vault.read(|read| sendable(read, contact))?;
    let answers: Option<Uuid> = input.answers.as_deref().and_then(|package| package.parse().ok());
    let (content, papers) = office.vault.read(|read| {
        must_be_asked_by(read, answers, contact)?;
        content(office, read, input, kind, until)
    })?;
    let disclosed = disclosed(office, case, input, ground, (&card, &content))?;
    Ok(Wish {
        case,
        content,
        papers,
        card,
        purpose,
        ground,
        reason,
        expires: office.outside.today() + HOLDS,
        answers,
        disclosed,
    })
}

/// That what is answered was asked by the one it goes to.
fn must_be_asked_by(read: &Read<'_>, request: Option<Uuid>, contact: Hash) -> Result<(), CommandError> {
    let Some(request) = request else { return Ok(()) };
    let asked = read.handovers().get(request, Direction::Received)?;
    match asked.is_some_and(|asked| asked.contact == contact) {
        true => Ok(()),
        false => Err(CommandError::new(Code::AskedByOther).at("contact")),
    }
}

/// A contact whose words were compared, and who is still there.
pub(crate) fn sendable(read: &Read<'_>, contact: Hash) -> Result<NameCard, CommandError> {
    let contact = read.contacts().get(contact)?.ok_or_else(not_found)?;
    match Known::of(&contact) {
        Known::Verified => card_of(&contact),
        Known::Unverified => Err(CommandError::new(Code::ContactUnverified).at("contact")),
        Known::Ended => Err(CommandError::new(Code::ContactEnded).at("contact")),
    }
}

/// Within the authority nothing is disclosed; on any other ground it is written down as such, and a consent must cover
/// it.
fn disclosed(
    office: &Office<'_>,
    case: CaseId,
    input: &SendInput,
    ground: Ground,
    (card, content): (&NameCard, &Content),
) -> Result<Option<cases::Disclosure>, CommandError> {
    if ground == Ground::Internal {
        return Ok(None);
    }
    let to = match ground {
        Ground::Consent => input.party.clone(),
        _ => format!("{}, {}", card.name(), card.school()),
    };
    let told = DisclosureInput {
        to,
        what: input.purpose.clone(),
        kinds: input.data.clone(),
        ground: input.ground.clone(),
        how: swedish().say("handover-how", &[]).into_owned(),
        on: office.outside.today().to_string(),
        reason: input.reason.clone(),
    };
    let told = disclosures::read(office, case, &told);
    let (mut told, _) = told.map_err(|error| error.moved("to", "party"))?;
    let mut titles: Vec<&str> = content.documents().iter().map(|one| one.title.as_str()).collect();
    titles.dedup();
    if !titles.is_empty() {
        told.what = format!("{}: {}", told.what, titles.join(", "));
    }
    Ok(Some(told))
}

fn content(
    office: &Office<'_>,
    read: &Read<'_>,
    input: &SendInput,
    kind: Kind,
    until: Option<NaiveDate>,
) -> Result<(Content, Bytes), CommandError> {
    let case: CaseId = input.case.parse().map_err(|_| not_found())?;
    let (matter, pupil) = gathering::case_and_pupil(read, case)?;
    if kind == Kind::CaseTransfer {
        must_be_held(office, read, case)?;
        let whole = gathering::whole_case(office, read, case)?;
        let content = Content::CaseTransfer {
            about: About { pupil, case: matter },
            documents: whole.documents,
            along: whole.along,
        };
        return Ok((content, whole.papers));
    }
    let about = gathering::about(matter, pupil);
    let mut papers = Bytes::new();
    let mut filed = |id: &str| {
        let id: DocumentId = id.parse().map_err(|_| not_found())?;
        let (document, (sha256, bytes)) = gathering::document(office, read, id, case)?;
        papers.insert(sha256, bytes);
        Ok::<_, CommandError>(document)
    };
    let own = input.document.as_deref().unwrap_or_default();
    let content = match kind {
        Kind::CaseShare => Content::CaseShare {
            about,
            documents: eldest_first(read, case, &input.documents)?
                .iter()
                .map(|id| filed(id))
                .collect::<Result<_, _>>()?,
            until: until.ok_or_else(not_found)?,
        },
        Kind::Copy => Content::Copy {
            about,
            document: filed(own)?,
        },
        Kind::SectionFilled => Content::SectionFilled {
            about,
            document: filed(own)?,
        },
        Kind::SectionRequest => Content::SectionRequest {
            about,
            document: filed(own)?,
            order: Order {
                form: Some(input.section.clone()),
                label: section_name(office, read, own, &input.section)?,
                what: String::new(),
                until,
            },
        },
        Kind::Order => Content::Order {
            about,
            order: Order {
                form: (!input.form.is_empty()).then(|| input.form.clone()),
                label: form_name(office, &input.form)?,
                what: input.what.trim().to_owned(),
                until,
            },
            documents: input
                .documents
                .iter()
                .map(|id| filed(id))
                .collect::<Result<_, _>>()?,
        },
        Kind::CaseTransfer | Kind::Figures | Kind::Aggregates | Kind::Answer => return Err(not_found()),
    };
    Ok((content, papers))
}

/// The chosen documents of a case, none before the one that it continues.
fn eldest_first(read: &Read<'_>, case: CaseId, chosen: &[String]) -> Result<Vec<String>, CommandError> {
    let mut covers = read.documents().of(case)?;
    covers.sort_by_key(|cover| (cover.created, cover.id));
    let all = covers.iter().map(|cover| cover.id.to_string());
    Ok(all.filter(|id| chosen.contains(id)).collect())
}

/// What a section of a document is called.
fn section_name(
    office: &Office<'_>,
    read: &Read<'_>,
    document: &str,
    section: &str,
) -> Result<String, CommandError> {
    let id: DocumentId = document.parse().map_err(|_| not_found())?;
    let folio = Folio::read(office, read, id)?;
    let mut sections = folio.form.sections().iter();
    let found = sections.find(|one| one.id() == section).ok_or_else(not_found)?;
    Ok(found.name().to_owned())
}

/// What an ordered form is called; nothing where none is ordered.
fn form_name(office: &Office<'_>, form: &str) -> Result<String, CommandError> {
    match form {
        "" => Ok(String::new()),
        form => Ok(office.catalogue.find(form)?.short_title().to_owned()),
    }
}
