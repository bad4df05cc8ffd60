//! The hole in a document that its own signature fills.

use lopdf::{Dictionary, Object, ObjectId, Writer};

use super::Update;
use crate::error::{Error, ReadError, SignError};

/// Room for four numbers, the first of which is zero.
const RANGE: usize = 40;

/// Writes an update in which `id` is the signature dictionary, and fills it with what `make` makes of the
/// bytes on both sides of the hole. `room` is how long that may be.
pub fn seal(
    mut update: Update,
    id: ObjectId,
    entries: Dictionary,
    room: usize,
    make: impl FnOnce(&[&[u8]]) -> Result<Vec<u8>, Error>,
) -> Result<Vec<u8>, Error> {
    let mut value = Vec::new();
    Writer::write_object(&mut value, &Object::Dictionary(entries)).map_err(|_| ReadError::Damaged)?;
    value.truncate(value.len() - b">>".len());
    value.extend_from_slice(b"/ByteRange");
    let range = value.len();
    value.extend([b' '; RANGE]);
    value.extend_from_slice(b"/Contents");
    let hole = value.len();
    value.push(b'<');
    value.extend(std::iter::repeat_n(b'0', room * 2));
    value.extend_from_slice(b">>>");
    update.set_raw(id, value);

    let written = update.write()?;
    let mut bytes = written.bytes;
    let start = *written.raw.get(&id.0).ok_or(ReadError::Damaged)?;
    let (before, after) = (start + hole, start + hole + room * 2 + 2);
    let numbers = format!("[0 {before} {after} {}]", bytes.len() - after);
    put(&mut bytes, start + range, numbers.as_bytes());

    let parts = [bytes.get(..before), bytes.get(after..)].map(Option::unwrap_or_default);
    let signature = make(&parts)?;
    if signature.len() > room {
        return Err(SignError::TooLong.into());
    }
    let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    put(&mut bytes, before + 1, digits.as_bytes());
    Ok(bytes)
}

fn put(bytes: &mut [u8], at: usize, what: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + what.len()) {
        place.copy_from_slice(what);
    }
}
