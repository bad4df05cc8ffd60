//! How much a file may cost before we have looked at it.
//!
//! lopdf reads a whole file into objects, so a small file can ask for a great deal: object streams that
//! unpack to gigabytes, arrays of millions of numbers, cross-reference tables that name one object many
//! times, nesting without end. Each has its bound here, and a thread of its own bounds what is left.

use std::cell::Cell;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lopdf::{Document, LoadOptions, Object};

use crate::error::InspectError;

/// The largest file that is read, in bytes; a document of ours has some hundred thousand.
pub const LARGEST_FILE: usize = 16 << 20;
/// The most objects that are kept, in all; one takes about a hundred bytes of memory.
pub const MOST_OBJECTS: usize = 1_000_000;
/// The most bytes that one object stream may unpack to.
const MOST_UNPACKED: usize = 1 << 20;
/// A deep nest of arrays needs stack to be refused.
const STACK: usize = 32 << 20;
/// Less than the two seconds that a caller is promised.
pub const TIME: Duration = Duration::from_millis(1500);

/// What can be told from the bytes alone.
pub fn check(bytes: &[u8]) -> Result<(), InspectError> {
    if bytes.len() > LARGEST_FILE {
        return Err(InspectError::TooLarge);
    }
    let head = bytes.get(..1024).unwrap_or(bytes);
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(InspectError::NotPdf);
    }
    if bytes.iter().filter(|byte| is_boundary(**byte)).count() > MOST_OBJECTS {
        return Err(InspectError::TooComplex);
    }
    // lopdf takes an encrypted file apart before it says so.
    if names(bytes).any(|name| name.as_slice() == b"Encrypt") {
        return Err(InspectError::Encrypted);
    }
    Ok(())
}

/// Reads the objects, strictly: nothing is repaired, nothing is guessed.
pub fn load(bytes: &[u8]) -> Result<Document, InspectError> {
    LEFT.set(MOST_OBJECTS);
    let options = LoadOptions {
        strict: true,
        filter: Some(weigh),
        max_decompressed_size: Some(MOST_UNPACKED),
        ..LoadOptions::default()
    };
    let loaded = Document::load_mem_with_options(bytes, options);
    if LEFT.get() == 0 {
        return Err(InspectError::TooComplex);
    }
    let document = loaded.map_err(|error| match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            InspectError::TooComplex
        }
        _ => InspectError::Damaged,
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(InspectError::Encrypted);
    }
    if document.catalog().is_err() {
        Err(InspectError::Damaged)
    } else {
        Ok(document)
    }
}

/// Work that brought no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It takes longer than it may, or there is no thread for it.
    Late,
    /// It failed in a way that its author did not foresee.
    Fallen,
}

/// Does the work on a thread of its own; what takes too long or fails in a way we did not foresee is refused.
pub fn guarded<T: Send + 'static, E: From<Stopped> + Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let worker = thread::Builder::new().stack_size(STACK).spawn(move || {
        // Nobody listens any more when the time is out.
        sender.send(work()).ok();
    });
    worker.map_err(|_| Stopped::Late)?;
    match receiver.recv_timeout(time) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Stopped::Late.into()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(Stopped::Fallen.into()),
    }
}

thread_local! {
    /// How many more objects this thread's file may have.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Keeps an object if there is room for it.
fn weigh(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    let left = LEFT.get().saturating_sub(weight(object));
    LEFT.set(left);
    (left > 0).then(|| (id, object.clone()))
}

/// How many objects an object is made of.
fn weight(object: &Object) -> usize {
    1 + match object {
        Object::Array(items) => items.iter().map(weight).sum(),
        Object::Dictionary(entries) => entries.iter().map(|(_, value)| 1 + weight(value)).sum(),
        Object::Stream(stream) => stream.dict.iter().map(|(_, value)| 1 + weight(value)).sum(),
        _ => 0,
    }
}

/// Whether a byte can end one object and begin another.
fn is_boundary(byte: u8) -> bool {
    matches!(
        byte,
        0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'/'
    )
}

/// Every name in the file, its #-escapes resolved; at most its first 16 bytes.
fn names(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let slashes = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'/')
        .map(|(at, _)| at + 1);
    slashes.map(|from| {
        let mut rest = bytes.get(from..).unwrap_or_default().iter().copied();
        let mut name = Vec::new();
        while let Some(byte) = rest.next().filter(|byte| !is_boundary(*byte) && name.len() < 16) {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let escaped = (byte == b'#')
                .then(|| Some(digit(rest.next())? * 16 + digit(rest.next())?))
                .flatten();
            name.push(escaped.and_then(|value| u8::try_from(value).ok()).unwrap_or(byte));
        }
        name
    })
}
