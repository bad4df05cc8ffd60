//! A sealed form definition: what is asked, in which order, of whom.
//!
//! A [`Form`] can only be made by the parser ([`crate::parse`]), so every `Form` at hand is one whose
//! ids are unique, whose conditions point backwards and whose options exist.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::hash::Hash;

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

/// One question.
#[derive(Debug, PartialEq)]
pub struct Field {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) full_label: String,
    pub(crate) hint: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) place: Place,
    pub(crate) show_if: Option<Condition>,
    pub(crate) within: Option<Within>,
    pub(crate) preset: Option<serde_json::Value>,
    pub(crate) meaning: Option<Meaning>,
}

impl Field {
    /// The permanent id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The question, word for word.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The question so that it can be understood on its own, in lists and to a screen reader.
    pub fn full_label(&self) -> &str {
        &self.full_label
    }

    /// Prompt words from the source, printed with the question.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Guidance of our own for the margin on screen; never printed.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What kind of answer is asked for.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Whether the section cannot be completed without it.
    pub fn required(&self) -> bool {
        self.required
    }

    /// Where it stands on the page.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The condition under which it applies.
    pub fn show_if(&self) -> Option<&Condition> {
        self.show_if.as_ref()
    }

    /// The span a date must fall in.
    pub fn within(&self) -> Option<&Within> {
        self.within.as_ref()
    }

    /// The usual answer, offered when the form is begun.
    pub fn preset(&self) -> Option<&serde_json::Value> {
        self.preset.as_ref()
    }

    /// What code must understand about the answer.
    pub fn meaning(&self) -> Option<Meaning> {
        self.meaning
    }
}

/// The closed vocabulary of answers. A new need is a new kind here, or refused.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// A few words; at most so many characters.
    Text {
        /// Longest answer, in characters.
        longest: u32,
    },
    /// Running text.
    LongText {
        /// Longest answer, in characters.
        longest: u32,
        /// Pen lines on a blank form.
        lines: u8,
    },
    /// A whole number.
    Number {
        /// Least value.
        least: i64,
        /// Greatest value.
        greatest: i64,
    },
    /// A percentage from 0 to 100, with at most one decimal.
    Percent,
    /// A day.
    Date,
    /// A month.
    Month,
    /// Ja or Nej, with a remark where the form has room for one.
    YesNo {
        /// The remark's label.
        comment: Option<String>,
    },
    /// One of several.
    Choice {
        /// The options.
        options: Vec<Choice>,
        /// Whether neighbouring statements with the same options form a grid.
        grid: bool,
    },
    /// Any number of several.
    Choices {
        /// The options.
        options: Vec<Choice>,
    },
    /// One box.
    Tick,
    /// A person.
    Person {
        /// Which facts beside the name are asked for.
        parts: Vec<PersonPart>,
    },
    /// Rows that the author adds.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// Fewest rows when completed.
        least: u16,
        /// Most rows.
        most: u16,
        /// Empty rows on a blank form.
        blank: u8,
    },
    /// A row for a signature.
    Signature {
        /// Who signs.
        author: Author,
    },
}

impl Kind {
    /// The kind's name in definitions and in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long-text",
            Self::Number { .. } => "number",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Month => "month",
            Self::YesNo { .. } => "yes-no",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Tick => "tick",
            Self::Person { .. } => "person",
            Self::Table { .. } => "table",
            Self::Signature { .. } => "signature",
        }
    }

    /// The options, for the kinds that have them.
    pub fn options(&self) -> &[Choice] {
        match self {
            Self::Choice { options, .. } | Self::Choices { options } => options,
            _ => &[],
        }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Choice {
    /// The permanent id.
    pub id: String,
    /// The words.
    pub label: String,
    /// What it means, printed small beside it where the form has that.
    pub hint: Option<String>,
}

/// A fact about a person beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PersonPart {
    /// Role or title.
    Role,
    /// Organisation.
    Organisation,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
}

impl PersonPart {
    /// The part's key in the answer's JSON object.
    pub fn key(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Organisation => "organisation",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }
}

/// One column of a table.
#[derive(Debug, PartialEq)]
pub struct Column {
    /// The permanent id.
    pub id: String,
    /// The heading.
    pub label: String,
    /// What kind of answer its cells hold: text, date or choice.
    pub kind: Kind,
    /// Whether a row must have it.
    pub required: bool,
    /// Its share of the width.
    pub weight: u8,
}

/// Where a field stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On a line of its own, in order.
    #[default]
    Own,
    /// Above the form's own wording, as a short fact.
    Header,
    /// On the same line as the field before it.
    SameLine,
    /// On a line of its own, with the label behind the answer.
    LabelAfter,
}

/// ”Applies only if an earlier choice has one of these values.”
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// The earlier field: yes/no, one of, many of, or tick.
    pub field: String,
    /// The values; `yes`, `no`, `ticked` or option ids.
    pub is: Vec<String>,
}

/// ”A date within a span after another date, or else a reason.”
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Within {
    /// The field whose date the span is counted from.
    pub after: String,
    /// The earliest date, in months after it.
    pub from_months: u32,
    /// The latest date, in months after it.
    pub to_months: u32,
    /// The field in which a reason can stand instead.
    pub or_reason: String,
}

/// What code must understand about an answer, whatever the form is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// The pupil's name.
    PupilName,
    /// The pupil's school.
    SchoolName,
    /// The pupil's class.
    ClassName,
    /// The name of the person who fills the form in.
    AuthorName,
    /// The first guardian's name.
    FirstGuardian,
    /// The second guardian's name.
    SecondGuardian,
    /// The day the form is filled in.
    Today,
    /// Whether the absence went on after a week; yes means that EHT is told.
    AbsenceContinues,
    /// Whether the pupil approves of the kartläggning being handed on.
    PupilApproval,
    /// The third time the pupil did not come; the rektor is told.
    ThirdNoShow,
    /// Whether consent is given.
    ConsentDecision,
    /// The last day of a consent.
    ConsentEnd,
    /// The day of the next meeting.
    NextMeeting,
}
