//! Papers that are being taken in, as the window shows them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Everything that has been taken in and not yet filed or put aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct IntakeView {
    /// The papers that were recognised.
    pub papers: Vec<IncomingPaper>,
    /// Scanned pages of which a person has to say where they belong.
    pub loose: Vec<IncomingPage>,
    /// The documents that a loose page may belong to; empty where no page is loose.
    pub places: Vec<PagePlace>,
    /// The files that could not be read.
    pub refused: Vec<RefusedFile>,
    /// What was filed since the papers were taken in.
    pub filed: Vec<FiledPaper>,
}

/// A paper that was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IncomingPaper {
    /// What the window calls it by.
    pub key: String,
    /// What it is to this vault: the text key `incoming-…`.
    pub standing: String,
    /// Whether it can be filed.
    pub can_be_filed: bool,
    /// The form's title.
    pub title: String,
    /// The pupil, as shown in this vault; as the paper says where this vault does not know the pupil.
    pub pupil: Option<String>,
    /// The case, where it is one of this vault.
    pub case: Option<String>,
    /// The document, where it is one of this vault.
    pub document: Option<String>,
    /// What is to be said of its electronic signatures, `verdict-…`; nothing of a scan.
    pub verdict: Option<String>,
    /// Who has signed it electronically.
    pub names: Vec<String>,
    /// The scanned pages in order.
    pub pages: Vec<IncomingPage>,
    /// The pages that are missing, from 1.
    pub missing: Vec<u16>,
    /// Of a scan, the rows that wait for a pen; of a document that is signed electronically, the rows of guardians and
    /// pupil in which it is. A person says which of them are signed by whom they name.
    pub rows: Vec<IncomingRow>,
    /// Whether every row is to be looked at one by one, because a consent hangs on it.
    pub is_consent: bool,
    /// What the paper calls the pupil, where that is another name than the pupil's here.
    pub named: Option<String>,
    /// Whether a person has to say which pupil it is about.
    pub needs_pupil: bool,
    /// The pupils it may be about, by name.
    pub pupils: Vec<PupilChoice>,
    /// Why it was not filed when a person asked for it, as an error's code.
    pub refused: Option<String>,
}

/// A scanned page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IncomingPage {
    /// What the window calls it by.
    pub at: u32,
    /// The name of its file.
    pub file: String,
    /// Its number in the file, from 1.
    pub page: u32,
    /// Its number in the document, where that is known.
    pub number: Option<u16>,
}

/// A document that a scanned page may belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PagePlace {
    /// The document.
    pub document: String,
    /// Its pupil and title.
    pub label: String,
}

/// A row that waits for a pen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IncomingRow {
    /// The field.
    pub field: String,
    /// Who signs, in words.
    pub label: String,
    /// The name in print, where the answers say it.
    pub name: Option<String>,
}

/// A pupil that a paper from another vault may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PupilChoice {
    /// The pupil.
    pub id: String,
    /// The name, as shown.
    pub name: String,
    /// The class, where there is one.
    pub class: Option<String>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RefusedFile {
    /// Its name.
    pub file: String,
    /// Why, as an error's code.
    pub code: String,
}

/// A paper that was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FiledPaper {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// The pupil, as shown.
    pub pupil: String,
}

/// What a person says of the papers that are to be filed.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct FilingInput {
    /// The papers.
    pub papers: Vec<FilingPaper>,
    /// The day the rows were signed with a pen, as typed; asked for where a scan is among them.
    pub on: String,
    /// Who keeps the paper originals, as typed; asked for where a scan is among them.
    pub kept_by: String,
}

/// One of the papers.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct FilingPaper {
    /// The paper.
    pub key: String,
    /// The rows that are signed on the scan.
    pub rows: Vec<String>,
    /// For a paper from another vault: the pupil's id, `new`, or nothing where its case is known.
    pub pupil: String,
}
