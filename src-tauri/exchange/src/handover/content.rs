//! What a package carries, by kind. Ids are the sender's: a pupil, a case and a document have the same id in every vault,
//! unless the recipient says that a pupil is one who is there already.

use cases::{Case, Document, EventId, EventKind, Pupil};
use chrono::{DateTime, NaiveDate, Utc};
use forms::{Answers, Hash, SealedSection};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a package carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Content {
    /// A document as it is now, for the recipient to have.
    Copy {
        /// Whom it is about.
        about: About,
        /// The document.
        document: Filed,
    },
    /// Something that the recipient is asked to do.
    Order {
        /// Whom it is about.
        about: About,
        /// What is asked.
        order: Order,
        /// What the recipient needs for it.
        documents: Vec<Filed>,
    },
    /// A document with a section that the recipient is to fill in.
    SectionRequest {
        /// Whom it is about.
        about: About,
        /// The document.
        document: Filed,
        /// The section's id in the form.
        section: String,
        /// The day by which it is wanted.
        until: Option<NaiveDate>,
    },
    /// The document that continues the one of a request or an order.
    SectionFilled {
        /// Whom it is about.
        about: About,
        /// The document.
        document: Filed,
    },
    /// A case that gets another to answer for it.
    CaseTransfer {
        /// Whom it is about.
        about: About,
        /// Its documents.
        documents: Vec<Filed>,
        /// What happened in the case itself.
        happened: Vec<Happened>,
    },
    /// What became of a package that was sent the other way.
    Answer {
        /// That package.
        to: Uuid,
        /// What became of it.
        answer: Answer,
    },
}

/// The kinds of packages, by their stable names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// [`Content::Copy`]
    Copy,
    /// [`Content::Order`]
    Order,
    /// [`Content::SectionRequest`]
    SectionRequest,
    /// [`Content::SectionFilled`]
    SectionFilled,
    /// [`Content::CaseTransfer`]
    CaseTransfer,
    /// [`Content::Answer`]
    Answer,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Copy,
        Self::Order,
        Self::SectionRequest,
        Self::SectionFilled,
        Self::CaseTransfer,
        Self::Answer,
    ];

    /// The kind of this stable name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Order => "order",
            Self::SectionRequest => "section-request",
            Self::SectionFilled => "section-filled",
            Self::CaseTransfer => "case-transfer",
            Self::Answer => "answer",
        }
    }
}

/// The pupil and the case that a package is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The pupil; no more of it than the recipient needs.
    pub pupil: Pupil,
    /// The case.
    pub case: Case,
}

/// A document with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// Its cover.
    pub cover: Document,
    /// The source of the definition that it was answered with, byte for byte.
    pub definition: String,
    /// Its sealed sections, every version of each, in the order in which they were sealed.
    pub sections: Vec<SealedSection>,
    /// Its papers, the first one first.
    pub papers: Vec<FiledPaper>,
    /// What happened to it.
    pub happened: Vec<Happened>,
    /// What is being written in it; in a case that changes hands alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<Draft>,
}

/// One paper of a document; its bytes are the part of the package that has their hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledPaper {
    /// What it is to the document, by its stable name.
    pub kind: String,
    /// The hash of its bytes.
    pub sha256: Hash,
    /// When it was made.
    pub made: DateTime<Utc>,
}

/// Something that happened to a document or in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happened {
    /// The event's id, the same in every vault.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: String,
    /// What else there is to say.
    pub data: Json,
}

/// What is being written in a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The section's id in the form.
    pub section: String,
    /// The answers, not judged.
    pub answers: Answers,
    /// When it was written last.
    pub saved: DateTime<Utc>,
}

/// What somebody is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The form that is to be filled in, by pack and id; none where something else is asked.
    pub form: Option<String>,
    /// What is asked, in words.
    pub what: String,
    /// The day by which it is wanted.
    pub until: Option<NaiveDate>,
}

/// What became of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Answer {
    /// It was taken in.
    Accepted,
    /// It was not.
    Rejected {
        /// Why.
        reason: String,
    },
    /// What it asks for is done.
    Done {
        /// What is to be said of it.
        note: String,
    },
}

impl Content {
    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Copy { .. } => Kind::Copy,
            Self::Order { .. } => Kind::Order,
            Self::SectionRequest { .. } => Kind::SectionRequest,
            Self::SectionFilled { .. } => Kind::SectionFilled,
            Self::CaseTransfer { .. } => Kind::CaseTransfer,
            Self::Answer { .. } => Kind::Answer,
        }
    }

    /// Whom it is about, if it is about anybody.
    pub fn about(&self) -> Option<&About> {
        match self {
            Self::Copy { about, .. }
            | Self::Order { about, .. }
            | Self::SectionRequest { about, .. }
            | Self::SectionFilled { about, .. }
            | Self::CaseTransfer { about, .. } => Some(about),
            Self::Answer { .. } => None,
        }
    }

    /// The document that it is about, where it is about one and not about a case.
    pub fn document(&self) -> Option<&Filed> {
        match self {
            Self::Copy { document, .. }
            | Self::SectionRequest { document, .. }
            | Self::SectionFilled { document, .. } => Some(document),
            Self::Order { .. } | Self::CaseTransfer { .. } | Self::Answer { .. } => None,
        }
    }

    /// The documents it carries.
    pub fn documents(&self) -> &[Filed] {
        match self {
            Self::Copy { document, .. }
            | Self::SectionRequest { document, .. }
            | Self::SectionFilled { document, .. } => std::slice::from_ref(document),
            Self::Order { documents, .. } | Self::CaseTransfer { documents, .. } => documents,
            Self::Answer { .. } => &[],
        }
    }

    /// Whether its parts belong together: each document to the case, with its own definition and sections that hold,
    /// and a draft only where a case changes hands.
    pub(crate) fn holds_together(&self) -> bool {
        let Some(about) = self.about() else {
            return true;
        };
        let moves = matches!(self, Self::CaseTransfer { .. });
        about.case.pupil() == about.pupil.id
            && !about.pupil.is_protected()
            && self.documents().iter().all(|document| {
                let definition = Hash::of(document.definition.as_bytes());
                document.cover.case == about.case.id()
                    && document.cover.definition == definition
                    && document.sections.iter().all(|one| one.form_hash() == definition)
                    && (moves || document.drafts.is_empty())
            })
    }
}
