//! Files inside the document: the answers as data, and the definition they were answered with.

use chrono::{DateTime, Utc};
use lopdf::{Document, Object, ObjectId, Stream};

use super::pdf::{array, date, dict, name, text};

/// A file to attach.
pub struct Attachment {
    pub name: String,
    pub media_type: &'static str,
    /// What the file is, in words.
    pub description: String,
    pub relation: Relation,
    pub content: Vec<u8>,
}

/// What an attached file is to the document (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The data that the document shows.
    Data,
    /// What the document was made from.
    Source,
}

impl Relation {
    fn name(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Source => "Source",
        }
    }
}

/// Adds the files; gives what the catalog says of them: associated files and the tree of names.
pub fn attach(document: &mut Document, files: &[Attachment], at: DateTime<Utc>) -> Option<(Object, Object)> {
    if files.is_empty() {
        return None;
    }
    let mut specifications: Vec<(&str, ObjectId)> = files
        .iter()
        .map(|file| (file.name.as_str(), specification(document, file, at)))
        .collect();
    let associated = array(specifications.iter().map(|(_, id)| (*id).into()));
    // A tree of names is in the order of its keys.
    specifications.sort();
    let names = specifications
        .iter()
        .flat_map(|(name, id)| [text(name), (*id).into()]);
    let names = dict([("EmbeddedFiles", dict([("Names", array(names))]).into())]);
    Some((associated, names.into()))
}

fn specification(document: &mut Document, file: &Attachment, at: DateTime<Utc>) -> ObjectId {
    let parameters = dict([
        ("ModDate", date(at)),
        ("Size", (file.content.len() as i64).into()),
    ]);
    let entry = dict([
        ("Type", name("EmbeddedFile")),
        ("Subtype", name(file.media_type)),
        ("Params", parameters.into()),
    ]);
    let stream = document.add_object(Stream::new(entry, file.content.clone()));
    document.add_object(dict([
        ("Type", name("Filespec")),
        ("F", text(&file.name)),
        ("UF", text(&file.name)),
        ("Desc", text(&file.description)),
        ("AFRelationship", name(file.relation.name())),
        ("EF", dict([("F", stream.into()), ("UF", stream.into())]).into()),
    ]))
}
