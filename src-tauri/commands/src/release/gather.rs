//! Everything that the vault holds about a pupil, part by part, with what is proposed for each.

use cases::{Case, CaseId, EventKind, Measure, Origin, Pupil, Requester, Why, Words, whole};
use forms::outline::{Block, Outline};
use forms::{Author, Filling};
use texts::swedish;
use vault::{Event, PaperKind, Read};

use super::Request;
use crate::desk::Office;
use crate::error::CommandError;
use crate::filling::Folio;
use crate::handover::must_be_own;
use crate::sheet::say;
use crate::wire::archive::PasteField;
use crate::{archive, consents, disclosures, integrity, recounted, undone};

/// What an item is, as far as the rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is kept of the pupil and the cases.
    Kept,
    /// Who else is named on the pupil's card.
    Guardians,
    /// Working material.
    Draft,
    /// What has happened in the vault.
    Log,
}

/// A document, or another thing that is kept.
pub(super) struct Item {
    pub kind: Kind,
    pub title: String,
    pub parts: Vec<Part>,
}

/// A piece that goes or stays by itself.
pub(super) struct Part {
    pub label: String,
    pub text: String,
    pub origin: Origin,
    /// Whose particulars it is, where it is a guardian's.
    pub of: Option<String>,
}

/// Everything about a pupil, and the words that are to be masked in it.
pub(super) struct Gathered {
    pub pupil: Pupil,
    pub items: Vec<Item>,
    pub words: Words,
}

impl Gathered {
    /// What is proposed for a part.
    pub fn proposal(&self, request: &Request, item: &Item, part: &Part) -> (Measure, Vec<Why>) {
        match item.kind {
            Kind::Draft => return (Measure::LeaveOut, vec![Why::Draft]),
            Kind::Log if !request.access => return (Measure::LeaveOut, vec![Why::Log]),
            _ => {}
        }
        // Who asks may be the one from whom the pupil is protected.
        if self.pupil.is_protected() && matches!(item.kind, Kind::Kept | Kind::Guardians) {
            return (Measure::Mask, vec![Why::Protected]);
        }
        if let Some(why) = whole(request.requester, part.origin) {
            return (Measure::Mask, vec![why]);
        }
        if part.of.as_ref().is_some_and(|name| !request.is_by(name)) {
            return (Measure::Mask, vec![Why::OtherPerson]);
        }
        let mut whys: Vec<Why> = Vec::new();
        for (_, why) in self.words.found(&part.text) {
            if !whys.contains(&why) {
                whys.push(why);
            }
        }
        match whys.is_empty() {
            true => (Measure::Include, whys),
            false => (Measure::Words, whys),
        }
    }
}

fn part(label: &str, text: impl ToString) -> Part {
    Part {
        label: label.to_owned(),
        text: text.to_string(),
        origin: Origin::Other,
        of: None,
    }
}

/// Gathers.
pub(super) fn gather(
    office: &Office<'_>,
    read: &Read<'_>,
    pupil: Pupil,
    request: &Request,
) -> Result<Gathered, CommandError> {
    let mut names = Names::default();
    let mut items = vec![card(&pupil)];
    items.extend(guardians(&pupil));
    for case in read.cases().of(pupil.id)? {
        items.push(of_case(&case));
        let mut covers = read.documents().of(case.id())?;
        covers.reverse();
        // What a colleague lent is asked for where it is kept.
        covers.retain(|cover| must_be_own(read, cover.id).is_ok());
        for cover in covers {
            let folio = Folio::read(office, read, cover.id)?;
            names.read(&folio);
            items.extend(document(office, read, &folio)?);
        }
        items.extend(told(read, case.id())?);
    }
    items.extend(agreed(office, read, &pupil)?);
    let events = read.events().about_pupil(pupil.id)?;
    names.staff.extend(events.iter().map(|event| event.by.clone()));
    let told = events.iter().filter_map(recounted::told);
    names
        .staff
        .extend(told.flat_map(|told| told.from.into_iter().chain([told.by])));
    items.extend(log(office, read, &events)?);
    items.retain(|item| !item.parts.is_empty());
    Ok(Gathered {
        words: names.words(read, &pupil, request)?,
        pupil,
        items,
    })
}

fn card(pupil: &Pupil) -> Item {
    let line = |line: &Option<cases::Line>| line.as_ref().map(ToString::to_string);
    let number = pupil.identity_number.as_ref().map(ToString::to_string);
    let form = [("form", pupil.school_form.as_str().into())];
    let facts = [
        ("release-name", Some(pupil.display_name().to_string())),
        ("release-class", line(&pupil.class)),
        ("release-school", Some(pupil.school.to_string())),
        (
            "release-school-form",
            Some(swedish().say("release-school-forms", &form).into_owned()),
        ),
        ("release-number", number),
    ];
    Item {
        kind: Kind::Kept,
        title: say("release-item-card"),
        parts: facts
            .into_iter()
            .filter_map(|(label, text)| Some(part(&say(label), text?)))
            .collect(),
    }
}

fn guardians(pupil: &Pupil) -> Option<Item> {
    let mut parts = Vec::new();
    for (guardian, number) in pupil.guardians.iter().zip(1..) {
        let facts = [
            ("release-name", Some(&guardian.name)),
            ("release-phone", guardian.phone.as_ref()),
            ("release-email", guardian.email.as_ref()),
            ("release-address", guardian.address.as_ref()),
        ];
        for (label, text) in facts {
            let label = [("number", number.into()), ("label", say(label).into())];
            let label = swedish().say("release-guardian", &label).into_owned();
            parts.extend(text.map(|text| Part {
                of: Some(guardian.name.to_string()),
                ..part(&label, text)
            }));
        }
    }
    (!parts.is_empty()).then(|| Item {
        kind: Kind::Guardians,
        title: say("release-item-guardians"),
        parts,
    })
}

fn of_case(case: &Case) -> Item {
    let mut parts = vec![
        part(&say("release-case-title"), case.title()),
        part(&say("release-case-opened"), case.opened()),
    ];
    parts.extend(case.closed().map(|day| part(&say("release-case-closed"), day)));
    Item {
        kind: Kind::Kept,
        title: say("release-item-case"),
        parts,
    }
}

/// A document's completed sections with its papers, and what is only a draft by itself.
fn document(office: &Office<'_>, read: &Read<'_>, folio: &Folio) -> Result<Vec<Item>, CommandError> {
    let mut items = Vec::new();
    let own = read.sections().of(folio.cover.id)?;
    let title = folio.cover.title.as_str();
    let day = |at| office.outside.local(at).date_naive().to_string();
    if !own.is_empty() {
        let outline = folio.form.outline(&Filling {
            draft: None,
            sealed: &own,
            manners: None,
            drawings: None,
        });
        let last = own.iter().map(|section| section.completed_at()).max();
        let on = last.map(day).unwrap_or_default();
        let names = [("title", title.into()), ("on", on.into())];
        let mut parts = answers(&outline);
        parts.extend(papers(office, read, folio)?);
        items.push(Item {
            kind: Kind::Kept,
            title: swedish().say("release-item-document", &names).into_owned(),
            parts,
        });
    }
    let drafted = folio.drafted();
    if !drafted.is_empty() {
        let outline = folio.form.outline(&Filling {
            draft: Some(&drafted),
            sealed: &[],
            manners: None,
            drawings: None,
        });
        let title = [("title", title.into())];
        items.push(Item {
            kind: Kind::Draft,
            title: swedish().say("release-item-draft", &title).into_owned(),
            parts: answers(&outline),
        });
    }
    Ok(items)
}

fn answers(outline: &Outline) -> Vec<Part> {
    let from = |origin: Origin| {
        move |field: PasteField| Part {
            origin,
            ..part(&field.label, field.text)
        }
    };
    let header = outline.header.iter().filter_map(archive::question);
    let mut parts: Vec<Part> = header.map(from(Origin::Other)).collect();
    for section in &outline.sections {
        let origin = match section.author {
            Some(Author::Kurator | Author::Eht) => Origin::StudentHealth,
            _ => Origin::Other,
        };
        for block in &section.blocks {
            let signed = match block {
                Block::Signature(row) => row.name.as_ref().map(|name| part(&row.label, name)),
                _ => None,
            };
            parts.extend(archive::pasted(block).into_iter().map(from(origin)));
            parts.extend(signed);
        }
        if let Some(completed) = &section.completed {
            let label = [("heading", section.heading.clone().unwrap_or_default().into())];
            let label = swedish().say("release-completed-by", &label).into_owned();
            parts.push(part(label.trim(), &completed.name));
        }
    }
    parts
}

/// Which papers there are: those that are scanned cannot be masked here, and go by themselves.
fn papers(office: &Office<'_>, read: &Read<'_>, folio: &Folio) -> Result<Option<Part>, CommandError> {
    let papers = read.papers().of(folio.cover.id)?;
    let line = |paper: &vault::Paper| {
        let kind = match paper.kind {
            PaperKind::Own => "own",
            PaperKind::Scan => "scan",
            PaperKind::Returned => "returned",
        };
        let kind = swedish().say("file-paper", &[("kind", kind.into())]).into_owned();
        format!("{kind}, {}", office.outside.local(paper.made).date_naive())
    };
    let lines: Vec<String> = papers.iter().map(line).collect();
    Ok((!lines.is_empty()).then(|| part(&say("release-papers"), lines.join("\n"))))
}

fn told(read: &Read<'_>, case: CaseId) -> Result<Option<Item>, CommandError> {
    let events = read.events().about_case(case)?;
    let mut parts = Vec::new();
    for (told, number) in disclosures::told(&events)?.into_iter().zip(1..) {
        let ground = [("ground", told.ground.as_str().into())];
        let ground = swedish().say("disclosure-on-ground", &ground).into_owned();
        let label = [("number", number.into())];
        let (kinds, heard) = (told.kinds.join(", "), disclosures::heard(&told));
        let undone = told.undone.map(|never| undone::in_words(&never.reason));
        let lines = [
            told.on,
            told.to,
            told.what,
            kinds,
            told.how,
            ground,
            told.reason,
            undone.unwrap_or_default(),
            heard.unwrap_or_default(),
        ];
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        parts.push(part(&swedish().say("release-told", &label), lines.join("\n")));
    }
    Ok((!parts.is_empty()).then(|| Item {
        kind: Kind::Kept,
        title: say("disclosures-title"),
        parts,
    }))
}

fn agreed(office: &Office<'_>, read: &Read<'_>, pupil: &Pupil) -> Result<Option<Item>, CommandError> {
    let today = office.outside.today();
    let filed = consents::of_pupil(office, read, pupil.id)?;
    let standing = |one: &consents::Filed| {
        let state = [("state", one.consent.on(today).state().as_str().into())];
        let mut lines = vec![swedish().say("consent-state", &state).into_owned()];
        if let Some(terms) = &one.consent.terms {
            let span = [
                ("from", terms.from.to_string().into()),
                ("until", terms.until.to_string().into()),
            ];
            lines.push(swedish().say("consent-until", &span).into_owned());
            lines.extend(terms.parties.iter().map(|party| party.name.clone()));
        }
        part(one.folio.cover.title.as_str(), lines.join("\n"))
    };
    let parts: Vec<Part> = filed.iter().map(standing).collect();
    Ok((!parts.is_empty()).then(|| Item {
        kind: Kind::Kept,
        title: say("consents-title"),
        parts,
    }))
}

fn log(office: &Office<'_>, read: &Read<'_>, events: &[Event]) -> Result<Option<Item>, CommandError> {
    let mut lines = Vec::new();
    for event in events {
        let cover = match event.subject.document {
            Some(document) => read.documents().get(document)?,
            None => None,
        };
        let told = recounted::told(event);
        let (kind, at, by) = match &told {
            Some(told) => (told.kind, told.at, recounted::by_whom(told)),
            None => (event.kind, event.at, event.by.clone()),
        };
        let what = [("kind", kind.as_str().into())];
        let parts = [
            integrity::day_and_time(office, &at.to_rfc3339()),
            swedish().say("file-event", &what).into_owned(),
            cover.map(|cover| cover.title.to_string()).unwrap_or_default(),
            exported(event),
            by,
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        lines.push(parts.join(", "));
    }
    Ok((!lines.is_empty()).then(|| Item {
        kind: Kind::Log,
        title: say("release-item-log"),
        parts: vec![part(&say("release-log"), lines.join("\n"))],
    }))
}

/// Where what was saved for another program went, and what it was where no document says it.
fn exported(event: &Event) -> String {
    let said = |name: &str| event.data.get(name).and_then(|text| text.as_str());
    let what = said("note").filter(|_| event.subject.document.is_none());
    match event.kind == EventKind::Exported {
        true => said("system")
            .into_iter()
            .chain(what)
            .collect::<Vec<_>>()
            .join(": "),
        false => String::new(),
    }
}

/// Who is named in the papers.
#[derive(Default)]
struct Names {
    staff: Vec<String>,
    families: Vec<String>,
}

impl Names {
    fn read(&mut self, folio: &Folio) {
        self.staff.push(folio.profile.name.to_string());
        for section in &folio.sealed {
            self.sort(section.by().role, section.by().name.clone());
            self.staff.extend(section.by().typed_by.clone());
        }
        for (_, field) in folio.form.fields() {
            if let forms::Kind::Signature { author } = *field.kind() {
                let name = folio.printed_name(field.id());
                if let Some(name) = name {
                    self.sort(author, name);
                }
            }
        }
    }

    fn sort(&mut self, author: Author, name: String) {
        match author {
            Author::Guardian => self.families.push(name),
            Author::Pupil => {}
            _ => self.staff.push(name),
        }
    }

    /// Staff act in office; everybody else is masked but the pupil and who asks.
    fn words(self, read: &Read<'_>, pupil: &Pupil, request: &Request) -> Result<Words, CommandError> {
        let mut words = Words::default();
        if !pupil.is_protected() {
            words.keep(pupil.name.as_str());
        }
        words.keep(pupil.display_name().as_str());
        words.keep(&request.name);
        self.staff.iter().for_each(|name| words.keep(name));
        let is_outsider = matches!(request.requester, Requester::Authority | Requester::Public);
        if let Some(number) = pupil.identity_number.as_ref().filter(|_| !is_outsider) {
            words.own(number.as_str());
        }
        for guardian in &pupil.guardians {
            if request.is_by(guardian.name.as_str()) {
                let own = [guardian.phone.as_ref(), guardian.email.as_ref()];
                own.into_iter().flatten().for_each(|own| words.own(own.as_str()));
            } else {
                words.mask_person(guardian.name.as_str());
            }
        }
        if pupil.is_protected() {
            words.mask_person(pupil.name.as_str());
        }
        for name in self.families.iter().filter(|name| !request.is_by(name)) {
            words.mask_person(name);
        }
        for other in read.pupils().all()?.iter().filter(|other| other.id != pupil.id) {
            words.mask_name(other.name.as_str());
            words.mask_name(other.display_name().as_str());
        }
        request.words.iter().for_each(|typed| words.mask_words(typed));
        Ok(words)
    }
}
