//! A form as the window shows it.

use forms::form::{Author, Choice, Field, Form, Item, Kind, Meaning, PersonPart, Place, Section, Source};
use forms::outline::TextStyle;
use serde::Serialize;
use serde_json::Value as Json;
use ts_rs::TS;

/// A form in a list of forms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormSummary {
    /// `pack/id@version`.
    pub form: String,
    /// The pack it belongs to.
    pub pack: String,
    /// The form's id.
    pub id: String,
    /// The version.
    pub version: u32,
    /// The hash of the definition's source bytes.
    pub hash: String,
    /// The title, word for word.
    pub title: String,
    /// What people call it.
    pub short_title: String,
    /// When it is used.
    pub summary: String,
    /// Where its wording comes from.
    pub source: Source,
}

/// A whole form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormView {
    /// What stands in lists.
    #[serde(flatten)]
    pub summary: FormSummary,
    /// Where it stands in its source.
    pub number: Option<String>,
    /// The sections in order.
    pub sections: Vec<SectionView>,
}

/// A section of a form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SectionView {
    /// The permanent id.
    pub id: String,
    /// What it is called on screen.
    pub name: String,
    /// The heading in the form itself.
    pub heading: Option<String>,
    /// Who fills it in.
    pub author: Author,
    /// The section that must be completed before it.
    pub follows: Option<String>,
    /// What stands in it.
    pub items: Vec<ItemView>,
}

/// One thing in a section.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "item", rename_all = "kebab-case")]
pub enum ItemView {
    /// A heading.
    Heading {
        /// Its words.
        text: String,
    },
    /// Words that are not answered.
    Words {
        /// What kind of words.
        style: TextStyle,
        /// The words.
        text: String,
    },
    /// A question.
    Field(FieldView),
}

/// A question.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldView {
    /// The permanent id.
    pub id: String,
    /// The question, word for word.
    pub label: String,
    /// The question so that it is understood on its own.
    pub full_label: String,
    /// Prompt words from the source.
    pub hint: Option<String>,
    /// Guidance for the margin.
    pub help: Option<String>,
    /// Whether the section cannot be completed without it.
    pub required: bool,
    /// Where it stands.
    pub place: Place,
    /// What code understands about the answer.
    pub meaning: Option<Meaning>,
    /// What kind of answer is asked for.
    pub kind: KindView,
}

/// What kind of answer is asked for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum KindView {
    /// A few words.
    Text {
        /// Longest answer, in characters.
        longest: u32,
    },
    /// Running text.
    LongText {
        /// Longest answer, in characters.
        longest: u32,
        /// Lines to begin with.
        lines: u8,
    },
    /// A whole number.
    Number,
    /// A percentage.
    Percent,
    /// A day.
    Date,
    /// A month.
    Month,
    /// Ja or Nej.
    YesNo {
        /// The remark's label.
        comment: Option<String>,
    },
    /// One of several.
    Choice {
        /// The options.
        options: Vec<Choice>,
        /// Whether neighbours with the same options form a grid.
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
        /// The facts beside the name.
        parts: Vec<PersonPart>,
    },
    /// Rows that are added.
    Table {
        /// The columns.
        columns: Vec<ColumnView>,
        /// Most rows.
        most: u16,
    },
    /// A row for a signature.
    Signature {
        /// Who signs.
        author: Author,
    },
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// The permanent id.
    pub id: String,
    /// The heading.
    pub label: String,
    /// Whether a row must have it.
    pub required: bool,
    /// Its share of the width.
    pub weight: u8,
    /// Text, date or choice.
    #[ts(type = "KindView")]
    pub kind: Box<KindView>,
}

impl From<&Form> for FormSummary {
    fn from(form: &Form) -> Self {
        let form_ref = form.form_ref();
        Self {
            form: form_ref.to_string(),
            pack: form_ref.pack.clone(),
            id: form_ref.id.clone(),
            version: form_ref.version,
            hash: form.hash().to_string(),
            title: form.title().to_owned(),
            short_title: form.short_title().to_owned(),
            summary: form.summary().to_owned(),
            source: form.source().clone(),
        }
    }
}

impl From<&Form> for FormView {
    fn from(form: &Form) -> Self {
        Self {
            summary: form.into(),
            number: form.number().map(str::to_owned),
            sections: form.sections().iter().map(SectionView::from).collect(),
        }
    }
}

impl From<&Section> for SectionView {
    fn from(section: &Section) -> Self {
        Self {
            id: section.id().to_owned(),
            name: section.name().to_owned(),
            heading: section.heading().map(str::to_owned),
            author: section.author(),
            follows: section.follows().map(str::to_owned),
            items: section.items().iter().map(ItemView::from).collect(),
        }
    }
}

impl From<&Item> for ItemView {
    fn from(item: &Item) -> Self {
        let words = |style, text: &String| Self::Words {
            style,
            text: text.clone(),
        };
        match item {
            Item::Heading(text) => Self::Heading { text: text.clone() },
            Item::Body(text) => words(TextStyle::Body, text),
            Item::Clause(text) => words(TextStyle::Clause, text),
            Item::Notice(text) => words(TextStyle::Notice, text),
            Item::Field(field) => Self::Field(field.as_ref().into()),
        }
    }
}

impl From<&Field> for FieldView {
    fn from(field: &Field) -> Self {
        Self {
            id: field.id().to_owned(),
            label: field.label().to_owned(),
            full_label: field.full_label().to_owned(),
            hint: field.hint().map(str::to_owned),
            help: field.help().map(str::to_owned),
            required: field.required(),
            place: field.place(),
            meaning: field.meaning(),
            kind: field.kind().into(),
        }
    }
}

impl From<&Kind> for KindView {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Text { longest } => Self::Text { longest: *longest },
            Kind::LongText { longest, lines } => Self::LongText {
                longest: *longest,
                lines: *lines,
            },
            Kind::Number { .. } => Self::Number,
            Kind::Percent => Self::Percent,
            Kind::Date => Self::Date,
            Kind::Month => Self::Month,
            Kind::YesNo { comment } => Self::YesNo {
                comment: comment.clone(),
            },
            Kind::Choice { options, grid } => Self::Choice {
                options: options.clone(),
                grid: *grid,
            },
            Kind::Choices { options } => Self::Choices {
                options: options.clone(),
            },
            Kind::Tick => Self::Tick,
            Kind::Person { parts } => Self::Person { parts: parts.clone() },
            Kind::Table { columns, most, .. } => Self::Table {
                columns: columns
                    .iter()
                    .map(|column| ColumnView {
                        id: column.id.clone(),
                        label: column.label.clone(),
                        required: column.required,
                        weight: column.weight,
                        kind: Box::new((&column.kind).into()),
                    })
                    .collect(),
                most: *most,
            },
            Kind::Signature { author } => Self::Signature { author: *author },
        }
    }
}

/// Everything there is to know about a form, for the command line.
#[derive(Debug, Clone, Serialize)]
pub struct FormDescription {
    /// The form as the window shows it.
    #[serde(flatten)]
    pub view: FormView,
    /// The JSON Schema of its answers.
    pub schema: Json,
}
