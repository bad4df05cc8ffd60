//! The one rendering source: what a form says and how it was answered, as an owned tree.
//!
//! The check-your-answers view, the PDF and the text export all read this tree, so that screen and
//! paper cannot disagree. It knows nothing of fonts, pages or pixels.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::drawing::Drawing;
use crate::form::{Author, FormRef};
use crate::hash::Hash;

/// A whole form, blank or answered, ready to be set on paper or screen.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Outline {
    /// Which form this is.
    pub form: FormRef,
    /// The hash of the definition's source bytes.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub hash: Hash,
    /// Where the form stands in its source, such as ”Bilaga 1”.
    pub number: Option<String>,
    /// The form's title, word for word as in its source.
    pub title: String,
    /// The document the wording comes from, or that it is of our own making; one sentence.
    pub source: String,
    /// Whether it is meant for one page, and set closer for it.
    pub one_page: bool,
    /// Short facts above the form's own wording (school, class, period), outside its text.
    pub header: Vec<Question>,
    /// The sections in the order a reader sees them.
    pub sections: Vec<OutlineSection>,
}

/// One section: the part that one author fills in and completes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct OutlineSection {
    /// The section's permanent id.
    pub id: String,
    /// The printed heading, where the form has one.
    pub heading: Option<String>,
    /// Who fills the section in; nobody does on a paper that is no form.
    pub author: Option<Author>,
    /// What stands in the section, from top to bottom.
    pub blocks: Vec<Block>,
    /// Who completed it and when; absent on a blank form and in a draft.
    pub completed: Option<Completion>,
}

/// Who completed a section and when.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Completion {
    /// The author's name.
    pub name: String,
    /// The author's role.
    pub role: Author,
    /// Who typed it in from paper, where that is someone else (”inskrivet av”).
    pub typed_by: Option<String>,
    /// When it was completed.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
}

/// One piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// A heading inside a section.
    Heading {
        /// The heading's words.
        text: String,
    },
    /// Words that belong to the form and are not answered.
    Text {
        /// What kind of words they are.
        style: TextStyle,
        /// The words; paragraphs are parted by a line feed.
        text: String,
    },
    /// A question with its answer.
    Question(Question),
    /// Several short questions that share one line, read from left to right.
    Line {
        /// The questions.
        questions: Vec<Question>,
    },
    /// Statements that share one set of options, one row each.
    Grid(Grid),
    /// A table whose rows were added by the author.
    Table(Table),
    /// A row where someone writes a name by hand or electronically.
    Signature(SignatureRow),
}

/// What kind of words a text block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum TextStyle {
    /// Plain information.
    Body,
    /// What a signature below it means.
    Clause,
    /// What must not be missed (such as that a copy goes to the rektor).
    Notice,
}

/// A question and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Question {
    /// The field's permanent id.
    pub field: String,
    /// The question's words.
    pub label: String,
    /// Whether the label follows the answer (”…… kontaktar vårdnadshavare”).
    pub label_after: bool,
    /// Prompt words that stand by the question on paper too.
    pub hint: Option<String>,
    /// The answer, or the room for one.
    pub answer: Answer,
}

/// An answer, or the room for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Answer {
    /// A word or a few, on one pen line when blank.
    Short {
        /// What was answered.
        text: Option<String>,
    },
    /// Running text, on several pen lines when blank.
    Long {
        /// The paragraphs; empty when unanswered.
        paragraphs: Vec<String>,
        /// How many pen lines a blank form offers.
        lines: u8,
    },
    /// Options to tick, all of them shown.
    Options {
        /// The options in order.
        options: Vec<Ticked>,
        /// A remark that belongs to the choice, with its label.
        comment: Option<Comment>,
    },
    /// One box that is ticked or not; the question's label stands beside it.
    Tick {
        /// Whether it is ticked.
        ticked: bool,
    },
}

/// One option with its tick.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Ticked {
    /// The option's words.
    pub label: String,
    /// Whether it was chosen.
    pub ticked: bool,
}

/// A remark beside a choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Comment {
    /// The remark's label, such as ”Kommentar:”.
    pub label: String,
    /// The remark's paragraphs; empty when there is none.
    pub paragraphs: Vec<String>,
    /// How many pen lines a blank form offers.
    pub lines: u8,
}

/// Statements that share one set of options.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Grid {
    /// The shared options, as column headings.
    pub options: Vec<String>,
    /// The statements.
    pub rows: Vec<GridRow>,
}

/// One statement of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct GridRow {
    /// The field's permanent id.
    pub field: String,
    /// The statement's words.
    pub label: String,
    /// Which option was chosen, as an index into the grid's options.
    pub chosen: Option<usize>,
}

/// A table of rows that the author added.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Table {
    /// The field's permanent id.
    pub field: String,
    /// The table's caption.
    pub label: String,
    /// Prompt words that stand by the table on paper too.
    pub hint: Option<String>,
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows' cells as they are printed; a blank form has empty rows to write in.
    pub rows: Vec<Vec<String>>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct TableColumn {
    /// The column's heading.
    pub label: String,
    /// Its share of the width, as a weight beside the other columns' weights.
    pub weight: u8,
}

/// A row where someone writes a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SignatureRow {
    /// The field's permanent id.
    pub field: String,
    /// The words under or before the line, such as ”Namn Skolkurator”.
    pub label: String,
    /// Who signs.
    pub author: Author,
    /// The signer's name in print, where known.
    pub name: Option<String>,
    /// How it is to be signed, once that is chosen.
    pub manner: Option<Manner>,
    /// What was drawn there on the screen.
    pub drawing: Option<Drawing>,
}

/// How a signature is to be made; chosen when the section is completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// With a pen on paper.
    Ink,
    /// Drawn on the screen in the presence of a staff member.
    Drawn,
    /// With an electronic identity.
    Electronic,
}
