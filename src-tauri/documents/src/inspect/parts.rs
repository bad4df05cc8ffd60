//! The files and the signature fields that a document holds.

use lopdf::{Dictionary, Document, Object, decode_text_string};
use serde::Serialize;

/// The most files and fields that are listed.
const MOST: usize = 1000;
/// The most bytes that all attached files may unpack to; a long record has some ten thousand.
const LARGEST: usize = 8 << 20;

/// A file inside a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// Its media type, as declared.
    pub media_type: Option<String>,
    /// What it is to the document, as declared: `Data`, `Source` …
    pub relation: Option<String>,
    /// Its size in bytes, unpacked.
    pub size: usize,
}

/// A field for a signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignatureField {
    /// Its name: the id of the form's signature row.
    pub name: String,
    /// What it is for, in words.
    pub label: Option<String>,
    /// Whether it holds a signature. Whether that signature is valid is not said here.
    pub signed: bool,
    /// Its width and height on the page, in points.
    pub size: (f32, f32),
}

/// The attached files with their content, in the order in which the catalog names them.
pub fn attached_files(document: &Document) -> Vec<(AttachedFile, Vec<u8>)> {
    let Ok(catalog) = document.catalog() else {
        return Vec::new();
    };
    let Some(Object::Array(files)) = resolved(document, catalog, b"AF") else {
        return Vec::new();
    };
    let mut left = LARGEST;
    let read = |file| {
        let file: (AttachedFile, Vec<u8>) = attached_file(document, file, left)?;
        left -= file.1.len();
        Some(file)
    };
    files.iter().take(MOST).map_while(read).collect()
}

/// Nothing where the file is not there or unpacks to more than `left` bytes.
fn attached_file(document: &Document, file: &Object, left: usize) -> Option<(AttachedFile, Vec<u8>)> {
    let entry = document.dereference(file).ok()?.1.as_dict().ok()?;
    let name = ["UF", "F"]
        .iter()
        .find_map(|key| text(document, entry, key.as_bytes()))?;
    let Object::Dictionary(embedded) = resolved(document, entry, b"EF")? else {
        return None;
    };
    let Object::Stream(stream) = resolved(document, embedded, b"F")? else {
        return None;
    };
    let content = match stream.dict.get(b"Filter") {
        Ok(_) => stream.decompressed_content_with_limit(left).ok()?,
        Err(_) => stream.content.get(..stream.content.len().min(left))?.to_vec(),
    };
    let file = AttachedFile {
        name,
        media_type: name_of(&stream.dict, b"Subtype"),
        relation: name_of(entry, b"AFRelationship"),
        size: content.len(),
    };
    Some((file, content))
}

/// The signature fields of the document's form.
pub fn signature_fields(document: &Document) -> Vec<SignatureField> {
    let fields = document
        .catalog()
        .ok()
        .and_then(|catalog| resolved(document, catalog, b"AcroForm"))
        .and_then(|form| resolved(document, form.as_dict().ok()?, b"Fields"));
    let Some(Object::Array(fields)) = fields else {
        return Vec::new();
    };
    let field = |field: &Object| {
        let entry = document.dereference(field).ok()?.1.as_dict().ok()?;
        (name_of(entry, b"FT")? == "Sig").then(|| SignatureField {
            name: text(document, entry, b"T").unwrap_or_default(),
            label: text(document, entry, b"TU"),
            signed: matches!(resolved(document, entry, b"V"), Some(Object::Dictionary(_))),
            size: size(document, entry).unwrap_or_default(),
        })
    };
    fields.iter().take(MOST).filter_map(field).collect()
}

fn size(document: &Document, entry: &Dictionary) -> Option<(f32, f32)> {
    let rect = resolved(document, entry, b"Rect")?.as_array().ok()?;
    let [left, bottom, right, top] = rect.as_slice() else {
        return None;
    };
    let side = |from: &Object, to: &Object| Some((to.as_float().ok()? - from.as_float().ok()?).abs());
    Some((side(left, right)?, side(bottom, top)?))
}

fn resolved<'a>(document: &'a Document, entry: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    Some(document.dereference(entry.get(key).ok()?).ok()?.1)
}

fn text(document: &Document, entry: &Dictionary, key: &[u8]) -> Option<String> {
    decode_text_string(resolved(document, entry, key)?).ok()
}

fn name_of(entry: &Dictionary, key: &[u8]) -> Option<String> {
    let name = entry.get(key).ok()?.as_name().ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}
