//! Sending figures: to each mentor what concerns the mentor, and the same summary to everybody who gets one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cases::{Ground, PupilAbsence, Share, Summary};
use chrono::NaiveDate;
use exchange::handover::{Content, NameCard, Package};
use forms::Hash;
use uuid::Uuid;
use vault::Subject;

use super::{Register, view};
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;
use crate::handover::{self, Leaving, NO_PAPERS, Outgoing};
use crate::people::not_found;
use crate::typing::Typed;
use crate::undone::Trace;
use crate::wire::figures::{FiguresKind, FiguresSent, SendFiguresInput, SummaryView};
use crate::wire::handover::Sent;

/// A package that is to be made.
struct Wish {
    id: Uuid,
    card: NameCard,
    content: Content,
}

/// What all of them are for, and until when they can be taken in.
struct Said {
    purpose: String,
    expires: NaiveDate,
}

/// The summary as it would be sent.
pub fn sum_up(desk: &mut Desk, at_least: u8) -> Result<SummaryView, CommandError> {
    Ok(view::summary(&summed_up(desk, at_least)?))
}

/// The figures that wait to be sent, summed up. `at_least` is the absence from which pupils are counted, in percent.
pub(crate) fn summed_up(desk: &mut Desk, at_least: u8) -> Result<Summary, CommandError> {
    let (office, register) = desk.register()?;
    let register = register.as_ref().ok_or_else(not_found)?;
    summary(&office, register, Share::percent(at_least).ok_or_else(not_found)?)
}

fn summary(office: &Office<'_>, register: &Register, at_least: Share) -> Result<Summary, CommandError> {
    let pupils = register.rows(office)?.pupils.into_iter();
    let figures = register.figures(pupils.map(|(pupil, _)| pupil).collect())?;
    Ok(figures.summed_up(at_least))
}

/// Makes a package for each recipient and writes them into the folder that is set, for which they wait where that
/// is away, or where the user chooses; nothing if the user changed their mind. Where one cannot be written after others
/// were, it is said to whom those go: they have left. The desk is free while the user chooses and while the files are
/// written, which may lie on a slow drive.
pub fn send_figures(
    desk: &Mutex<Desk>,
    input: SendFiguresInput,
) -> Result<Option<FiguresSent>, CommandError> {
    let (names, folder, outside) = {
        let mut desk = at(desk);
        let outside = Arc::clone(&desk.outside);
        let (office, register) = desk.register()?;
        let (wishes, _) = wishes(&office, register.as_ref().ok_or_else(not_found)?, &input)?;
        let names: Vec<(Uuid, String)> = wishes
            .iter()
            .map(|wish| (wish.id, handover::file_name(wish.id, &wish.card)))
            .collect();
        let folder = input
            .mailbox
            .then(|| handover::mailbox_folder(&office))
            .transpose()?;
        (names, folder.flatten(), outside)
    };
    let is_away = handover::is_away(outside.as_ref(), folder.as_deref());
    let files: Option<Vec<PathBuf>> = match (folder, names.as_slice()) {
        (None, [(_, only)]) => outside.ask_where(only).map(|file| vec![file]),
        (folder, _) => folder.or_else(|| outside.choose_folder()).map(|folder| {
            let each = names.iter().map(|(_, name)| folder.join(name));
            each.collect()
        }),
    };
    let Some(files) = files else { return Ok(None) };
    let (wishes, said) = {
        let mut desk = at(desk);
        let (office, register) = desk.register()?;
        wishes(&office, register.as_ref().ok_or_else(not_found)?, &input)?
    };
    let mut done = FiguresSent::default();
    for ((wish, (id, _)), file) in wishes.into_iter().zip(names).zip(files) {
        let contact = wish.card.fingerprint().to_string();
        let wish = Wish { id, ..wish };
        let sent = match is_away {
            true => outgoing(&wish, &said)
                .keep(&at(desk).office()?)
                .map(|()| Sent::Waits),
            false => {
                // The desk is free before the file is written.
                let closed = outgoing(&wish, &said).close(&at(desk).office()?, |_| Ok(Trace::default()));
                let sent = closed.and_then(|closed| handover::write(desk, outside.as_ref(), &file, closed));
                sent.map(|()| Sent::Gone)
            }
        };
        match sent {
            Ok(sent) => {
                done.to.push(contact);
                done.waiting += usize::from(sent == Sent::Waits);
            }
            Err(error) if done.to.is_empty() => return Err(error),
            Err(error) => {
                done.failed = Some(error.code);
                break;
            }
        }
    }
    Ok(Some(done))
}

fn outgoing<'a>(wish: &'a Wish, said: &'a Said) -> Outgoing<'a> {
    Outgoing {
        id: wish.id,
        content: &wish.content,
        papers: NO_PAPERS,
        card: &wish.card,
        // What goes to those who work with the pupils, or tells of nobody, is not disclosed.
        said: (&said.purpose, Ground::Internal, ""),
        expires: said.expires,
        answers: None,
        subject: Subject::default(),
        leaving: Leaving::default(),
        from: None,
    }
}

fn wishes(
    office: &Office<'_>,
    register: &Register,
    input: &SendFiguresInput,
) -> Result<(Vec<Wish>, Said), CommandError> {
    let today = office.outside.today();
    let mut typed = Typed::today(today);
    let until = typed.day_within("until", &input.until, today..=today + handover::LENDS);
    let purpose = typed.line("purpose", &input.purpose);
    let summed = input.kind == FiguresKind::Aggregates;
    let told: Vec<&str> = match summed {
        true => input.contacts.iter().map(String::as_str).collect(),
        false => input.groups.iter().map(|one| one.contact.as_str()).collect(),
    };
    if told.iter().all(|contact| contact.is_empty()) {
        typed.wrong(if summed { "contacts" } else { "group-0" }, cases::Code::Missing);
    }
    typed.end()?;
    let until = until.ok_or_else(not_found)?;
    let contents = match summed {
        true => {
            let at_least = Share::percent(input.at_least).ok_or_else(not_found)?;
            let summary = summary(office, register, at_least)?;
            let each = told.iter().map(|contact| {
                let summary = summary.clone();
                ((*contact).to_owned(), Content::Aggregates { summary, until })
            });
            each.collect::<BTreeMap<_, _>>()
        }
        false => of_groups(office, register, input, until)?,
    };
    let wish = |(contact, content): (String, Content)| {
        Ok(Wish {
            id: office.new_id::<Package<'_>>().uuid(),
            card: card(office, &contact)?,
            content,
        })
    };
    let wishes = contents
        .into_iter()
        .map(wish)
        .collect::<Result<Vec<_>, CommandError>>()?;
    let expires = today + handover::HOLDS;
    Ok((wishes, Said { purpose, expires }))
}

/// What each contact gets: the pupils of every group that goes there, in the order of the register.
fn of_groups(
    office: &Office<'_>,
    register: &Register,
    input: &SendFiguresInput,
    until: NaiveDate,
) -> Result<BTreeMap<String, Content>, CommandError> {
    let mut pupils: BTreeMap<&str, Vec<PupilAbsence>> = BTreeMap::new();
    let groups = register.groups(office)?;
    for to in input.groups.iter().filter(|to| !to.contact.is_empty()) {
        let group = groups.iter().find(|(name, _)| *name == to.name);
        let (_, members) = group.ok_or_else(not_found)?;
        pupils
            .entry(&to.contact)
            .or_default()
            .extend(members.iter().cloned());
    }
    let each = pupils.into_iter().map(|(contact, pupils)| {
        let figures = register.figures(pupils)?;
        Ok((contact.to_owned(), Content::Figures { figures, until }))
    });
    each.collect()
}

/// The card of a contact whose words were compared.
fn card(office: &Office<'_>, contact: &str) -> Result<NameCard, CommandError> {
    let contact: Hash = contact.parse().map_err(|_| not_found())?;
    office.vault.read(|read| handover::sendable(read, contact))
}
