//! What a package that has come is to this vault, and what taking it in would do.

use std::collections::BTreeSet;

use cases::DocumentState;
use exchange::handover::{Answer, Content, Filed, Fingerprint, Opened};
use vault::{Direction, Read};

use super::contacts::{Known, key_of};
use crate::desk::Office;
use crate::error::CommandError;
use crate::wire::handover::Effect;

/// What a package is to this vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can be taken in.
    Ready,
    /// The user sent it.
    Own,
    /// It was taken in, or sent back, before.
    Known,
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
    /// It answers a package that was not sent from here.
    Unasked,
}

impl Standing {
    /// The key of its words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Ready => "parcel-ready",
            Self::Own => "parcel-own",
            Self::Known => "parcel-known",
            Self::Expired => "parcel-expired",
            Self::UnknownSender => "parcel-unknown-sender",
            Self::UnverifiedSender => "parcel-unverified-sender",
            Self::EndedSender => "parcel-ended-sender",
            Self::Protected => "parcel-protected",
            Self::Disposed => "parcel-disposed",
            Self::Unasked => "parcel-unasked",
        }
    }
}

/// Whether a package was taken in or sent back before.
pub(super) fn is_known(read: &Read<'_>, opened: &Opened) -> Result<bool, CommandError> {
    let known = read
        .handovers()
        .get(opened.manifest.package, Direction::Received)?;
    Ok(known.is_some())
}

/// The highest number of a package that came from the same sender before.
pub(super) fn last_sequence(read: &Read<'_>, opened: &Opened) -> Result<u32, CommandError> {
    Ok(read
        .handovers()
        .last_sequence(key_of(&opened.sender), Direction::Received)?)
}

/// What a package is to this vault: the first thing that stands in its way.
pub(super) fn of(
    office: &Office<'_>,
    read: &Read<'_>,
    opened: &Opened,
    own: &[Fingerprint],
) -> Result<Standing, CommandError> {
    if own.contains(&opened.sender.fingerprint()) {
        return Ok(Standing::Own);
    }
    if is_known(read, opened)? {
        return Ok(Standing::Known);
    }
    if opened.manifest.expires < office.outside.today() {
        return Ok(Standing::Expired);
    }
    let contact = read.contacts().get(key_of(&opened.sender))?;
    match contact.as_ref().map(Known::of) {
        None => return Ok(Standing::UnknownSender),
        Some(Known::Unverified) => return Ok(Standing::UnverifiedSender),
        Some(Known::Ended) => return Ok(Standing::EndedSender),
        Some(Known::Verified) => {}
    }
    if let Content::Answer { to, .. } = &opened.content {
        let sent = read.handovers().get(*to, Direction::Sent)?;
        // An answer counts from whom the question went to, and from nobody else.
        let asked = sent.is_some_and(|sent| sent.contact == key_of(&opened.sender));
        return Ok(if asked { Standing::Ready } else { Standing::Unasked });
    }
    if is_protected(read, &opened.content)? {
        return Ok(Standing::Protected);
    }
    let documents = opened.content.documents();
    let gone = documents.iter().map(|one| fate(read, one));
    let gone = gone.collect::<Result<Vec<_>, _>>()?;
    let all_gone = !gone.is_empty() && gone.iter().all(|fate| *fate == Fate::Disposed);
    Ok(if all_gone {
        Standing::Disposed
    } else {
        Standing::Ready
    })
}

/// Whether it is about a pupil who has protected identity here.
fn is_protected(read: &Read<'_>, content: &Content) -> Result<bool, CommandError> {
    let Some(about) = content.about() else {
        return Ok(false);
    };
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
    /// It is here, and gets papers that it did not have.
    Grows,
    /// It is here as it comes.
    Same,
    /// It is here with other answers, or is being written: both stay.
    Differs,
    /// It was disposed of here, and stays away.
    Disposed,
}

/// What becomes of a document that comes.
pub(super) fn fate(read: &Read<'_>, filed: &Filed) -> Result<Fate, CommandError> {
    let id = filed.cover.id;
    if read.disposals().get(id)?.is_some() {
        return Ok(Fate::Disposed);
    }
    let Some(here) = read.documents().get(id)? else {
        return Ok(Fate::New);
    };
    let sealed = read.sections().of(id)?;
    let digests = |sections: &[forms::SealedSection]| -> BTreeSet<String> {
        sections.iter().map(|one| one.digest().to_string()).collect()
    };
    let (ours, theirs) = (digests(&sealed), digests(&filed.sections));
    let writing = read.documents().state(id)? == DocumentState::Draft;
    if here.definition != filed.cover.definition
        || !ours.is_subset(&theirs)
        || (writing && !theirs.is_empty())
    {
        return Ok(Fate::Differs);
    }
    let papers = read.papers().of(id)?;
    let news = filed
        .papers
        .iter()
        .any(|paper| papers.iter().all(|own| own.attached.sha256 != paper.sha256));
    Ok(if news { Fate::Grows } else { Fate::Same })
}

/// What taking a package in would do, one thing after the other.
pub(super) fn effects(read: &Read<'_>, content: &Content) -> Result<Vec<Effect>, CommandError> {
    let effect = |effect: &str, to: &str| Effect {
        effect: format!("effect-{effect}"),
        to: to.to_owned(),
    };
    let Some(about) = content.about() else {
        let Content::Answer { to, answer } = content else {
            return Ok(Vec::new());
        };
        let sent = read.handovers().get(*to, Direction::Sent)?;
        let purpose = sent
            .map(|sent| super::log::said(&sent, "purpose"))
            .unwrap_or_default();
        return Ok(vec![match answer {
            Answer::Accepted => effect("accepted", &purpose),
            Answer::Rejected { reason } => effect("rejected", reason),
            Answer::Done { note } => effect("done", note),
        }]);
    };
    let title = about.case.title().as_str();
    let mut effects = vec![match read.cases().get(about.case.id())? {
        Some(known) => effect("known-case", known.title().as_str()),
        None => effect("new-case", title),
    }];
    for document in content.documents() {
        let what = match fate(read, document)? {
            Fate::New => "new-document",
            Fate::Grows => "more-papers",
            Fate::Same => "same-document",
            Fate::Differs => "other-answers",
            Fate::Disposed => "disposed-document",
        };
        effects.push(effect(what, document.cover.title.as_str()));
    }
    match content {
        Content::CaseTransfer { .. } => effects.push(effect("becomes-yours", title)),
        Content::Order { .. } | Content::SectionRequest { .. } => effects.push(effect("task", title)),
        _ => {}
    }
    Ok(effects)
}
