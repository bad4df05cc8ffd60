//! What a package carries, by kind. Ids are the sender's: a pupil, a case and a document have the same id in every vault,
//! unless the recipient says that a pupil is one who is there already.
//!
//! A document travels as its own paper and nothing else: the PDF carries its answers, its definition and its signatures,
//! and is judged by the recipient as any paper that comes in is. What a sender only claims is not taken for so, but where
//! it says no: that a consent was withdrawn, or a document made void. With a case that is handed over goes more
//! ([`Along`]).

use cases::{Case, Figures, Pupil, Summary};
use chrono::{DateTime, NaiveDate, Utc};
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::along::{Along, FiledReturn, FiledScan, is_in_time};

/// The longest text that a package carries beside its documents, in characters.
pub const LONGEST: usize = 4000;

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
        /// What is asked: the section's id in the form stands for the form.
        order: Order,
    },
    /// The document that continues the one of a request, or that an order asked for.
    SectionFilled {
        /// Whom it is about.
        about: About,
        /// The document.
        document: Filed,
    },
    /// A case that the recipient is to answer for from now on.
    CaseTransfer {
        /// Whom it is about, with all that is known of the pupil.
        about: About,
        /// Every completed document of the case, one entry for each of its papers in their order, and none before the one
        /// that it continues.
        documents: Vec<Filed>,
        /// What goes along beside their own papers. An older version refuses a package that has it.
        #[serde(default, skip_serializing_if = "Along::is_empty")]
        along: Along,
    },
    /// Documents of a case that the recipient may read for a time; who lends them goes on answering for the case.
    CaseShare {
        /// Whom it is about.
        about: About,
        /// The documents, none before the one that it continues.
        documents: Vec<Filed>,
        /// The last day on which the recipient has them.
        until: NaiveDate,
    },
    /// How much pupils were absent, for the one who works with them.
    Figures {
        /// Pupil by pupil.
        figures: Figures,
        /// The last day on which the recipient has them.
        until: NaiveDate,
    },
    /// How much pupils were absent, for the one who follows a school and no pupil.
    Aggregates {
        /// Class by class, with nothing in it that tells of one pupil.
        summary: Summary,
        /// The last day on which the recipient has it.
        until: NaiveDate,
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
    /// [`Content::CaseShare`]
    CaseShare,
    /// [`Content::Figures`]
    Figures,
    /// [`Content::Aggregates`]
    Aggregates,
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
        Self::CaseShare,
        Self::Figures,
        Self::Aggregates,
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
            Self::CaseShare => "case-share",
            Self::Figures => "figures",
            Self::Aggregates => "aggregates",
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

/// A document; its bytes are the part of the package that has their hash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// Its id.
    pub document: Uuid,
    /// What the sender's lists call it.
    pub title: String,
    /// The hash of its paper.
    pub sha256: Hash,
    /// What was taken back of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_back: Vec<TakenBack>,
}

/// That a consent was withdrawn, or that somebody declined it, as its holder says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// The event's id in the sender's vault, by which it is known again.
    pub event: Uuid,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Whether somebody declined it, and nobody had agreed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub declined: bool,
    /// What was withdrawn or who declined, as the consents' register keeps it.
    pub data: serde_json::Value,
}

/// What somebody is asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The form that is to be filled in, by pack and id, or the section of the document; none where something else is
    /// asked.
    pub form: Option<String>,
    /// What that is called in the sender's words.
    pub label: String,
    /// What else is asked, in words.
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
            Self::CaseShare { .. } => Kind::CaseShare,
            Self::Figures { .. } => Kind::Figures,
            Self::Aggregates { .. } => Kind::Aggregates,
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
            | Self::CaseTransfer { about, .. }
            | Self::CaseShare { about, .. } => Some(about),
            Self::Figures { .. } | Self::Aggregates { .. } | Self::Answer { .. } => None,
        }
    }

    /// What is asked, if something is.
    pub fn order(&self) -> Option<&Order> {
        match self {
            Self::Order { order, .. } | Self::SectionRequest { order, .. } => Some(order),
            _ => None,
        }
    }

    /// The last day on which what it carries is lent, if it is lent.
    pub fn lent_until(&self) -> Option<NaiveDate> {
        match self {
            Self::CaseShare { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// The last day on which the figures that it carries are kept, if it carries figures.
    pub fn kept_until(&self) -> Option<NaiveDate> {
        match self {
            Self::Figures { until, .. } | Self::Aggregates { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// The document that it is about, where it is about one and not about a case.
    pub fn document(&self) -> Option<&Filed> {
        match self {
            Self::Copy { document, .. }
            | Self::SectionRequest { document, .. }
            | Self::SectionFilled { document, .. } => Some(document),
            _ => None,
        }
    }

    /// The documents it carries.
    pub fn documents(&self) -> &[Filed] {
        match self {
            Self::Copy { document, .. }
            | Self::SectionRequest { document, .. }
            | Self::SectionFilled { document, .. } => std::slice::from_ref(document),
            Self::Order { documents, .. }
            | Self::CaseTransfer { documents, .. }
            | Self::CaseShare { documents, .. } => documents,
            Self::Figures { .. } | Self::Aggregates { .. } | Self::Answer { .. } => &[],
        }
    }

    /// What goes along with a whole case.
    pub fn along(&self) -> Option<&Along> {
        match self {
            Self::CaseTransfer { along, .. } => Some(along),
            _ => None,
        }
    }

    /// The scans it carries.
    pub fn scans(&self) -> &[FiledScan] {
        self.along().map_or(&[], |along| along.scans.as_slice())
    }

    /// The papers it carries that another system packed.
    pub fn returned(&self) -> &[FiledReturn] {
        self.along().map_or(&[], |along| along.returned.as_slice())
    }

    /// The hashes of every paper it carries, some of them more than once.
    pub fn papers(&self) -> impl Iterator<Item = Hash> {
        let own = self.documents().iter().map(|filed| filed.sha256);
        let scans = self.scans().iter().map(|scan| scan.sha256);
        own.chain(scans)
            .chain(self.returned().iter().map(|one| one.sha256))
    }

    /// Whether its parts belong together: the case is the pupil's, nobody's identity is protected, no text is longer
    /// than one reads, and no number greater than its whole.
    pub(crate) fn holds_together(&self) -> bool {
        let order = self.order();
        let said = match self {
            Self::Answer {
                answer: Answer::Rejected { reason },
                ..
            } => reason.as_str(),
            Self::Answer {
                answer: Answer::Done { note },
                ..
            } => note,
            _ => "",
        };
        let asked = order.into_iter().flat_map(|order| [&order.label, &order.what]);
        let titles = self.documents().iter().map(|document| &document.title);
        let mut texts = asked.chain(titles).map(String::as_str).chain([said]);
        let short = texts.all(|text| text.chars().count() <= LONGEST);
        let own = self
            .about()
            .is_none_or(|about| about.case.pupil() == about.pupil.id && !about.pupil.is_protected());
        let adds_up = match self {
            Self::Figures { figures, .. } => figures.hold_together(),
            Self::Aggregates { summary, .. } => summary.holds_together(),
            _ => true,
        };
        let taken_back = self.documents().iter().flat_map(|document| &document.taken_back);
        let in_time = taken_back.into_iter().all(|one| is_in_time(one.at));
        let along = self.along();
        let belongs = along.is_none_or(|along| along.holds_together(self.documents()));
        short && own && adds_up && in_time && belongs
    }
}
