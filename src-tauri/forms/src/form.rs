//! A sealed form definition: what is asked, in which order, of whom.
//!
//! A [`Form`] can only be made by the parser ([`crate::parse`]), so every `Form` at hand is one whose
//! ids are unique, whose conditions point backwards and whose options exist.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::hash::Hash;

pub use crate::field::{Condition, Field, Meaning, Place, Within};
pub use crate::kind::{Choice, Column, Kind, PersonPart};

/// Which version of which form; written `pack/form@version`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct FormRef {
    /// The pack the form belongs to, such as `trosa`.
    pub pack: String,
    /// The form's Swedish name in ASCII, such as `checklista`.
    pub id: String,
    /// The version, from 1.
    pub version: u32,
}

impl fmt::Display for FormRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}@{}", self.pack, self.id, self.version)
    }
}

/// The text was not `pack/form@version`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a form reference of the shape pack/form@version")]
pub struct NotAFormRef;

impl FromStr for FormRef {
    type Err = NotAFormRef;

    fn from_str(text: &str) -> Result<Self, NotAFormRef> {
        let (pack, rest) = text.split_once('/').ok_or(NotAFormRef)?;
        let (id, version) = rest.split_once('@').ok_or(NotAFormRef)?;
        let version = version.parse().map_err(|_| NotAFormRef)?;
        if version == 0 || !is_id(pack) || !is_id(id) {
            return Err(NotAFormRef);
        }
        Ok(Self {
            pack: pack.into(),
            id: id.into(),
            version,
        })
    }
}

/// Whether a text can be an id: lower-case ASCII letters, digits and inner hyphens, a letter first.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text.len() <= 64
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A parsed and checked definition; cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct Form(pub(crate) Arc<Definition>);

/// What a [`Form`] holds.
#[derive(Debug, PartialEq)]
pub(crate) struct Definition {
    pub form_ref: FormRef,
    pub hash: Hash,
    pub source_text: String,
    pub number: Option<String>,
    pub title: String,
    pub short_title: String,
    pub summary: String,
    pub one_page: bool,
    pub source: Source,
    pub sections: Vec<Section>,
    pub errata: Vec<Erratum>,
}

impl Form {
    /// Which version of which form this is.
    pub fn form_ref(&self) -> &FormRef {
        &self.0.form_ref
    }

    /// The hash of the source bytes.
    pub fn hash(&self) -> Hash {
        self.0.hash
    }

    /// The definition exactly as it was read.
    pub fn source_text(&self) -> &str {
        &self.0.source_text
    }

    /// Where the form stands in its source, such as ”Bilaga 1”.
    pub fn number(&self) -> Option<&str> {
        self.0.number.as_deref()
    }

    /// The title, word for word as in the source.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// What people call it, for lists.
    pub fn short_title(&self) -> &str {
        &self.0.short_title
    }

    /// When it is used, in a sentence of our own.
    pub fn summary(&self) -> &str {
        &self.0.summary
    }

    /// Whether it is meant for one page, and set closer for it: a paper that is read through and signed.
    pub fn one_page(&self) -> bool {
        self.0.one_page
    }

    /// Where its wording comes from.
    pub fn source(&self) -> &Source {
        &self.0.source
    }

    /// The sections, in order.
    pub fn sections(&self) -> &[Section] {
        &self.0.sections
    }

    /// The places where the printed wording differs from a slip of the pen in the source.
    pub fn errata(&self) -> &[Erratum] {
        &self.0.errata
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections().iter().find(|section| section.id == id)
    }

    /// Every field of every section, in reading order, with its section.
    pub fn fields(&self) -> impl Iterator<Item = (&Section, &Field)> {
        self.sections()
            .iter()
            .flat_map(|section| section.fields().map(move |field| (section, field)))
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields().map(|(_, field)| field).find(|field| field.id == id)
    }
}

/// Where a form's wording comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Source {
    /// The document, with who adopted it and when.
    pub document: String,
    /// Whether the wording is the source's or of our own making.
    pub standing: Standing,
}

/// Whether a wording is the source's or ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Word for word as in the source.
    Verbatim,
    /// Made by us on what the source fixes; printed as ”egen utformning”.
    Own,
}

/// A slip of the pen in the source, kept as metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erratum {
    /// The field it concerns.
    pub field: String,
    /// The words as they stand in the source.
    pub source: String,
    /// The words that are printed.
    pub printed: String,
}

/// Who fills in a section or signs a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// Mentor or klasslärare.
    Mentor,
    /// Skolkurator.
    Kurator,
    /// A member of the elevhälsoteam.
    Eht,
    /// Rektor.
    Rektor,
    /// Handläggare or närvarokoordinator.
    Coordinator,
    /// The pupil.
    Pupil,
    /// A guardian.
    Guardian,
}

/// The part of a form that one author fills in, completes and seals.
#[derive(Debug, PartialEq)]
pub struct Section {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) heading: Option<String>,
    pub(crate) author: Author,
    pub(crate) follows: Option<String>,
    pub(crate) items: Vec<Item>,
}

impl Section {
    /// The permanent id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the section is called on screen.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The heading that stands in the form itself.
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }

    /// Who fills it in.
    pub fn author(&self) -> Author {
        self.author
    }

    /// The section that must be completed before this one; completing this one makes a new document.
    pub fn follows(&self) -> Option<&str> {
        self.follows.as_deref()
    }

    /// What stands in it, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Its fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            Item::Field(field) => Some(field.as_ref()),
            _ => None,
        })
    }
}

/// One thing in a section.
#[derive(Debug, PartialEq)]
pub enum Item {
    /// A heading inside the section.
    Heading(String),
    /// Plain information that is printed.
    Body(String),
    /// What the signature below it means.
    Clause(String),
    /// What must not be missed.
    Notice(String),
    /// A question.
    Field(Box<Field>),
}
