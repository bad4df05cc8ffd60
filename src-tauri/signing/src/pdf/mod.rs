//! PDF files: reading them strictly, finding the signature fields, adding an update at the end.

mod fields;
mod file;
mod hole;
mod packed;
mod revisions;
mod scan;
mod update;

pub use fields::{Field, fields};
pub use file::File;
pub use hole::seal;
pub use revisions::{appended, ends_as_file};
pub use scan::{Unclear, entries, indirect};
pub use update::Update;

use lopdf::{Dictionary, Object};

/// A dictionary of these entries.
pub fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().collect()
}

/// A name.
pub fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A text as PDF reads it: ASCII as it is, anything else as UTF-16.
pub fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let bytes = [0xfe, 0xff].into_iter().chain(units).collect();
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}

/// A text read back.
pub fn read_text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, units @ ..] => {
            let units = units
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte)));
            char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    }
}

/// An array of these.
pub fn array<const N: usize>(items: [Object; N]) -> Object {
    Object::Array(items.into())
}
