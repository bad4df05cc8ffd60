//! What a signature covers: where it lies, byte by byte.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::Fault;
use super::revisions::Revisions;
use crate::pdf::{Field, File, Unclear, ends_as_file, entries, fields, indirect};

/// A signature with what it covers.
pub struct Covered<'a> {
    /// The document as it was when it was signed.
    pub signed: Rc<File<'a>>,
    /// The bytes on both sides of the hole.
    pub parts: [&'a [u8]; 2],
    /// What fills the hole.
    pub contents: Vec<u8>,
}

/// Judges where a signature lies. The hole must be the one string that is the signature, in its own
/// dictionary, in the object that the field names, in a revision that is a whole file.
pub fn covered<'a>(
    revisions: &mut Revisions<'a>,
    field: &Field,
    signature: &Dictionary,
) -> Result<Covered<'a>, Fault> {
    let [start, before, after, rest] = range(signature).ok_or(Fault::ByteRange)?;
    let end = after.checked_add(rest).ok_or(Fault::ByteRange)?;
    let bytes = revisions.bytes;
    if start != 0 || before >= after || end > bytes.len() {
        return Err(Fault::ByteRange);
    }
    let first = bytes.get(..before).ok_or(Fault::ByteRange)?;
    let second = bytes.get(after..end).ok_or(Fault::ByteRange)?;
    let revision = bytes.get(..end).ok_or(Fault::ByteRange)?;
    if !ends_as_file(revision) {
        return Err(Fault::Coverage);
    }
    let signed = revisions.at(end).map_err(|_| Fault::Coverage)?;

    let id = field.value.ok_or(Fault::Wrapped)?;
    if !fields(&signed).contains(field) {
        return Err(Fault::Wrapped);
    }
    let offset = signed.offset(id).ok_or(Fault::Wrapped)?;
    let length = |number| signed.length(number);
    let hole = (|| {
        let object = indirect(revision, offset, &length)?;
        let own = entries(revision, &object.body)?;
        let hole = own.into_iter().find(|(key, _)| key == b"Contents");
        (object.id == id)
            .then_some(hole)
            .flatten()
            .map(|(_, place)| place)
            .ok_or(Unclear)
    })()
    .map_err(|_| Fault::Wrapped)?;
    if hole != (before..after) {
        return Err(Fault::Gap);
    }
    let contents = bytes.get(hole).and_then(decode).ok_or(Fault::Gap)?;
    let said = signature.get(b"Contents").and_then(Object::as_str);
    if said.ok() != Some(&contents[..]) {
        return Err(Fault::Gap);
    }
    Ok(Covered {
        signed,
        parts: [first, second],
        contents,
    })
}

fn range(signature: &Dictionary) -> Option<[usize; 4]> {
    let numbers = signature.get(b"ByteRange").ok()?.as_array().ok()?;
    let numbers = numbers
        .iter()
        .map(|number| usize::try_from(number.as_i64().ok()?).ok());
    numbers.collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// The bytes of a string of hexadecimal digits, with nothing between them.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let digits = text.strip_prefix(b"<")?.strip_suffix(b">")?;
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| match pair {
        [high, low] => u8::try_from(value(high)? << 4 | value(low)?).ok(),
        _ => None,
    });
    pairs.collect()
}
