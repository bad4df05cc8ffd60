//! What a package that has come is to this vault, and what taking it in would do.

use std::collections::{BTreeMap, BTreeSet};

use cases::EventKind;
use exchange::handover::{About, Along, Answer, Content, Filed, Fingerprint, Kind, TakenBack};
use serde_json::Value as Json;
use uuid::Uuid;
use vault::{Direction, Read};

use super::along;
use super::contacts::{Known, key_of};
use super::holding;
use super::log::{ACCEPTED, DONE, REJECTED, has, said};
use super::parcels::Parcel;
use super::pupil::{differences, filled_in};
use crate::consents::is_consent;
use crate::desk::Office;
use crate::error::CommandError;
use crate::filling::definition;
use crate::intake::{self, Electronic};
use crate::voiding::continuing;
use crate::wire::handover::Effect;

/// What a package is to this vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be taken in.
    Ready,
    /// The user sent it.
    Own,
    /// It was taken in before.
    Known,
    /// It was sent back before.
    SentBack,
    /// Its day is past.
    Expired,
    /// Its sender is no contact.
    UnknownSender,
    /// The words of its sender were not compared.
    UnverifiedSender,
    /// Its sender has left, or has other keys.
    EndedSender,
    /// It is about a pupil who has protected identity here.
    Protected,
    /// Every document in it was disposed of here.
    Disposed,
    /// Its papers are not all read.
    Unread,
    /// One of its documents is not what the package says, or cannot be filed here.
    Paper,
    /// It answers a package that was not sent from here, or that has its answer.
    Unasked,
}

impl Standing {
    /// The key of its words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Ready => "parcel-ready",
            Self::Own => "parcel-own",
            Self::Known => "parcel-known",
            Self::SentBack => "parcel-sent-back",
            Self::Expired => "parcel-expired",
            Self::UnknownSender => "parcel-unknown-sender",
            Self::UnverifiedSender => "parcel-unverified-sender",
            Self::EndedSender => "parcel-ended-sender",
            Self::Protected => "parcel-protected",
            Self::Disposed => "parcel-disposed",
            Self::Unread => "parcel-unread",
            Self::Paper => "parcel-paper",
            Self::Unasked => "parcel-unasked",
        }
    }

    /// Whether the sender is somebody whose words were compared, so that what the package says may be shown.
    pub(super) fn is_of_colleague(self) -> bool {
        !matches!(
            self,
            Self::UnknownSender | Self::UnverifiedSender | Self::EndedSender
        )
    }

    /// Whether it can be sent back with a reason.
    pub(super) fn can_be_sent_back(self) -> bool {
        matches!(
            self,
            Self::Ready | Self::Expired | Self::Protected | Self::Disposed | Self::Paper
        )
    }
}

/// What a package is to this vault: the first thing that stands in its way.
pub(super) fn of(
    office: &Office<'_>,
    read: &Read<'_>,
    parcel: &Parcel,
    own: &[Fingerprint],
) -> Result<Standing, CommandError> {
    let opened = &parcel.opened;
    if own.contains(&opened.sender.fingerprint()) {
        return Ok(Standing::Own);
    }
    let known = read
        .handovers()
        .get(opened.manifest.package, Direction::Received)?;
    let known_as = known.as_ref().map(|known| match has(known, REJECTED) {
        true => Standing::SentBack,
        false => Standing::Known,
    });
    // Whoever knows the id of a package can make another under it.
    let sender = key_of(&opened.sender);
    if let Some(standing) = known_as.filter(|_| known.is_some_and(|known| known.contact == sender)) {
        return Ok(standing);
    }
    let contact = read.contacts().get(sender)?;
    match contact.as_ref().map(Known::of) {
        None => return Ok(Standing::UnknownSender),
        Some(Known::Unverified) => return Ok(Standing::UnverifiedSender),
        // Who took a package in may have other keys when it is answered.
        Some(Known::Ended)
            if contact.is_some_and(|contact| contact.verified.is_some()) && is_asked(read, parcel)? => {}
        Some(Known::Ended) => return Ok(Standing::EndedSender),
        Some(Known::Verified) => {}
    }
    if let Some(standing) = known_as {
        return Ok(standing);
    }
    let today = office.outside.today();
    let last = opened.content.lent_until().or(opened.content.kept_until());
    let is_over = last.is_some_and(|until| until < today);
    if opened.manifest.expires < today || is_over {
        return Ok(Standing::Expired);
    }
    let Some(about) = opened.content.about() else {
        if opened.content.kept_until().is_some() {
            return Ok(Standing::Ready);
        }
        return is_asked(read, parcel).map(|asked| match asked {
            true => Standing::Ready,
            false => Standing::Unasked,
        });
    };
    if is_protected(read, about)? {
        return Ok(Standing::Protected);
    }
    of_papers(office, read, parcel, about)
}

/// An answer counts from whom the question went to and from nobody else, and once; that something is done may follow a yes.
fn is_asked(read: &Read<'_>, parcel: &Parcel) -> Result<bool, CommandError> {
    let Content::Answer { to, answer } = &parcel.opened.content else {
        return Ok(false);
    };
    let sent = read.handovers().get(*to, Direction::Sent)?;
    let sent = sent.filter(|sent| sent.contact == key_of(&parcel.opened.sender));
    let ends: &[&str] = match answer {
        Answer::Accepted | Answer::Rejected { .. } => &[ACCEPTED, REJECTED],
        Answer::Done { .. } => &[REJECTED, DONE],
    };
    Ok(sent.is_some_and(|sent| !ends.iter().any(|end| has(&sent, end))))
}

fn of_papers(
    office: &Office<'_>,
    read: &Read<'_>,
    parcel: &Parcel,
    about: &About,
) -> Result<Standing, CommandError> {
    if !parcel.is_read() {
        return Ok(Standing::Unread);
    }
    let documents = parcel.opened.content.documents();
    if !along::all_fit(parcel) {
        return Ok(Standing::Paper);
    }
    let mut gone = 0;
    for document in documents {
        match fate(office, read, parcel, about, document)? {
            Fate::Refused => return Ok(Standing::Paper),
            Fate::Disposed => gone += 1,
            Fate::New | Fate::Grows | Fate::Same => {}
        }
    }
    Ok(if gone > 0 && gone == documents.len() {
        Standing::Disposed
    } else {
        Standing::Ready
    })
}

/// Whether it is about a pupil who has protected identity here.
fn is_protected(read: &Read<'_>, about: &About) -> Result<bool, CommandError> {
    let case = read.cases().get(about.case.id())?;
    let pupil = case.map_or(about.pupil.id, |case| case.pupil());
    Ok(read
        .pupils()
        .get(pupil)?
        .is_some_and(|pupil| pupil.is_protected()))
}

/// What becomes of a document that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is new here.
    New,
    /// It is here, and somebody has signed it since.
    Grows,
    /// It is here as it comes, or later.
    Same,
    /// It was disposed of here, and stays away.
    Disposed,
    /// It is not what the package says, or not to be filed.
    Refused,
}

/// What becomes of a document that comes, by its own paper: what the package says of it counts for nothing.
pub(super) fn fate(
    office: &Office<'_>,
    read: &Read<'_>,
    parcel: &Parcel,
    about: &About,
    filed: &Filed,
) -> Result<Fate, CommandError> {
    let Some(paper) = parcel.paper(&filed.sha256) else {
        return Ok(Fate::Refused);
    };
    if !belongs(read, paper, about, filed)? {
        return Ok(Fate::Refused);
    }
    use intake::Standing as Paper;
    Ok(match intake::of_electronic(office, read, paper)? {
        Paper::Foreign => Fate::New,
        Paper::Misplaced if comes_before(parcel, paper) => Fate::New,
        Paper::Next | Paper::Returned | Paper::Redrawn => Fate::Grows,
        Paper::Known | Paper::Older => Fate::Same,
        Paper::Disposed => Fate::Disposed,
        _ => Fate::Refused,
    })
}

/// Whether the paper that this one continues comes in the same package, for the same case: it is filed first.
fn comes_before(parcel: &Parcel, paper: &Electronic) -> bool {
    let record = paper.record.as_ref();
    let Some((record, named)) = record.and_then(|record| Some((record, record.predecessor.as_ref()?))) else {
        return false;
    };
    let before = parcel.paper(&named.sha256);
    before.is_some_and(|before| {
        let case = before.record.as_ref().and_then(|before| before.case);
        before.document == named.document && case.is_some() && case == record.case
    })
}

/// Whether a paper is the document that the package names, of the case that it names, there and here.
fn belongs(read: &Read<'_>, paper: &Electronic, about: &About, filed: &Filed) -> Result<bool, CommandError> {
    let record = paper.record.as_ref();
    let says = record.is_some_and(|record| record.case == Some(about.case.id().uuid()));
    let here = read.documents().get(filed.document.into())?;
    let is_there = here.is_none_or(|cover| cover.case == about.case.id());
    Ok(paper.document == filed.document && says && is_there)
}

/// What was taken back of a consent, or declined, and is not known here. Anybody may say no; nobody's yes is taken from a package.
pub(super) fn news<'a>(
    office: &Office<'_>,
    read: &Read<'_>,
    filed: &'a Filed,
) -> Result<Vec<&'a TakenBack>, CommandError> {
    if let Some(cover) = read.documents().get(filed.document.into())?
        && !is_consent(&definition(office, read, &cover)?)
    {
        return Ok(Vec::new());
    }
    let known = read.events().about_document(filed.document.into())?;
    // The id alone tells nothing: who knows it could have written anything under it.
    let is_new = |one: &&TakenBack| {
        let same = |event: &vault::Event| event.kind == kind(one) && without_from(&event.data) == one.data;
        !known.iter().any(same)
    };
    Ok(filed.taken_back.iter().filter(is_new).collect())
}

/// What is written down of it.
pub(super) fn kind(one: &TakenBack) -> EventKind {
    match one.declined {
        true => EventKind::Declined,
        false => EventKind::Withdrawn,
    }
}

/// Under which name it is kept from whom it was heard.
pub(super) const FROM: &str = "from";

fn without_from(data: &Json) -> Json {
    let mut data = data.clone();
    if let Some(data) = data.as_object_mut() {
        data.remove(FROM);
    }
    data
}

/// What taking a package in would do, one thing after the other.
pub(super) fn effects(
    office: &Office<'_>,
    read: &Read<'_>,
    parcel: &Parcel,
) -> Result<Vec<Effect>, CommandError> {
    let content = &parcel.opened.content;
    let Some(about) = content.about() else {
        return match content {
            Content::Answer { to, answer } => Ok(vec![of_answer(read, *to, answer)?]),
            _ => Ok(of_figures(content)),
        };
    };
    let mut effects = vec![match read.cases().get(about.case.id())? {
        Some(known) => {
            let pupil = read.pupils().get(known.pupil())?;
            let name = pupil
                .map(|pupil| pupil.display_name().to_string())
                .unwrap_or_default();
            effect("known-case", &format!("{name}, {}", known.title()))
        }
        None => effect("new-case", about.case.title().as_str()),
    }];
    let mut said = BTreeSet::new();
    for document in content.documents() {
        // One that comes with several papers is one document.
        if !said.insert(document.document) {
            continue;
        }
        let what = match fate(office, read, parcel, about, document)? {
            Fate::New => "new-document",
            Fate::Grows => "more-papers",
            Fate::Same => "same-document",
            Fate::Disposed => "disposed-document",
            Fate::Refused => "refused-document",
        };
        let title = title(read, document)?;
        effects.push(effect(what, &title));
        if is_written_twice(read, parcel, about, document)? {
            effects.push(effect("both-wrote", &title));
        }
        if !news(office, read, document)?.is_empty() {
            effects.push(effect("taken-back", &title));
        }
    }
    if let Some(along) = content.along() {
        let along = of_along(read, parcel, along)?;
        effects.extend(along.iter().map(|(what, to)| effect(what, to)));
        let known = read.cases().get(about.case.id())?;
        let known = known
            .map(|case| read.pupils().get(case.pupil()))
            .transpose()?
            .flatten();
        if let Some(known) = known {
            if filled_in(&known, &about.pupil) != known {
                effects.push(effect("pupil-filled-in", about.pupil.name.as_str()));
            }
            let others = differences(&known, &about.pupil).into_iter();
            effects.extend(others.map(|told| effect("pupil-differs", &told)));
        }
        effects.push(effect("becomes-yours", about.case.title().as_str()));
    }
    if let Some(until) = content.lent_until() {
        effects.push(effect("lent", &until.to_string()));
    }
    if content.order().is_some() {
        effects.push(effect("task", about.case.title().as_str()));
    }
    Ok(effects)
}

fn effect(effect: &str, to: &str) -> Effect {
    Effect {
        effect: format!("effect-{effect}"),
        to: to.to_owned(),
    }
}

/// What follows from an answer to what was sent.
fn of_answer(read: &Read<'_>, to: Uuid, answer: &Answer) -> Result<Effect, CommandError> {
    let sent = read.handovers().get(to, Direction::Sent)?;
    let sends = |kind: Kind| sent.as_ref().is_some_and(|sent| sent.kind == kind.as_str());
    let is_last = match sent.as_ref().and_then(|sent| sent.subject.case) {
        Some(case) => holding::last(read, case)?.is_some_and(|last| last.id == to),
        None => false,
    };
    let (is_transfer, is_loan) = (sends(Kind::CaseTransfer), sends(Kind::CaseShare));
    let purpose = sent.map(|sent| said(&sent, "purpose")).unwrap_or_default();
    Ok(match answer {
        Answer::Accepted if is_transfer && is_last => effect("handed-over", &purpose),
        Answer::Accepted if is_transfer => effect("handed-over-late", &purpose),
        Answer::Accepted => effect("accepted", &purpose),
        Answer::Rejected { reason } => effect("rejected", reason),
        Answer::Done { .. } if is_loan => effect("given-back", &purpose),
        Answer::Done { note } => effect("done", note),
    })
}

/// Whether a document continues one that another continues here already.
fn is_written_twice(
    read: &Read<'_>,
    parcel: &Parcel,
    about: &About,
    document: &Filed,
) -> Result<bool, CommandError> {
    let record = parcel
        .paper(&document.sha256)
        .and_then(|paper| paper.record.as_ref());
    let Some(before) = record.and_then(|record| record.predecessor.as_ref()) else {
        return Ok(false);
    };
    let all = continuing(read, about.case.id(), before.document)?;
    Ok(all.iter().any(|other| other.uuid() != document.document))
}

/// What a document is called: as it is here, where it is here.
fn title(read: &Read<'_>, filed: &Filed) -> Result<String, CommandError> {
    let here = read.documents().get(filed.document.into())?;
    Ok(here.map_or_else(|| filed.title.clone(), |here| here.title.to_string()))
}

/// What taking in what goes along with a case would do, each with what it is about.
fn of_along(
    read: &Read<'_>,
    parcel: &Parcel,
    along: &Along,
) -> Result<Vec<(&'static str, String)>, CommandError> {
    let content = &parcel.opened.content;
    let mut titles = BTreeMap::new();
    for filed in content.documents() {
        titles.insert(filed.document, title(read, filed)?);
    }
    let title = |document: Uuid| titles.get(&document).cloned().unwrap_or_default();
    let mut effects = Vec::new();
    for scan in along.scans.iter().filter(|scan| !along::fits(parcel, scan)) {
        effects.push(("refused-scan", title(scan.document)));
    }
    let returned = along.returned.iter();
    let refused = returned.filter(|one| !along::is_packed(parcel, one));
    effects.extend(refused.map(|one| ("refused-returned", title(one.document))));
    let Some(about) = content.about() else {
        return Ok(effects);
    };
    let news = along::news(read, along, &about.case)?;
    let cancelled = news.cancelled.iter().filter_map(|one| one.document);
    effects.extend(cancelled.map(|document| ("cancelled-document", title(document))));
    let apart = news.beside.iter().map(|one| one.document);
    effects.extend(apart.map(|document| ("beside-document", title(document))));
    for scan in news.scans {
        // Which document such a page is of nobody but its sender says.
        let what = match along::without_code(parcel, scan) {
            0 => "scan",
            _ => "scan-without-code",
        };
        effects.push((what, title(scan.document)));
    }
    let returned = news.returned.iter().map(|one| one.document);
    effects.extend(returned.map(|document| ("returned", title(document))));
    let told = news.told.len();
    effects.extend((told > 0).then(|| ("told", told.to_string())));
    Ok(effects)
}

/// Whom figures tell of, of which time, and until when they are here.
fn of_figures(content: &Content) -> Vec<Effect> {
    let days = |from, to| format!("{from} – {to}");
    let (what, period) = match content {
        Content::Figures { figures, .. } => (
            effect("figures", &figures.pupils.len().to_string()),
            days(figures.from, figures.to),
        ),
        Content::Aggregates { summary, .. } => (
            effect("aggregates", &summary.groups.len().to_string()),
            days(summary.from, summary.to),
        ),
        _ => return Vec::new(),
    };
    let until = content
        .kept_until()
        .map(|until| effect("kept-until", &until.to_string()));
    [what, effect("period", &period)]
        .into_iter()
        .chain(until)
        .collect()
}
