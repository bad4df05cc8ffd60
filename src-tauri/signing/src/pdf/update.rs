//! Adds an update at the end of a file; not one byte of what was there is touched.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId, StringFormat, Writer};

use super::{File, array, name};
use crate::crypto::sha256;
use crate::error::ReadError;

/// What is to be added: objects anew, and objects that take the place of earlier ones.
pub struct Update<'a> {
    file: &'a File<'a>,
    objects: BTreeMap<u32, (u16, Body)>,
    next: u32,
}

enum Body {
    Object(Object),
    /// Written as it is, for what must be found again byte by byte.
    Raw(Vec<u8>),
}

/// A file with its update.
pub struct Written {
    pub bytes: Vec<u8>,
    /// Where the value of each raw object begins.
    pub raw: BTreeMap<u32, usize>,
}

impl<'a> Update<'a> {
    pub fn new(file: &'a File<'a>) -> Self {
        let size = file.document.trailer.get(b"Size").and_then(Object::as_i64);
        let size = size.ok().and_then(|size| u32::try_from(size).ok());
        Self {
            file,
            objects: BTreeMap::new(),
            next: size.unwrap_or_default().max(file.document.max_id + 1),
        }
    }

    pub fn file(&self) -> &'a File<'a> {
        self.file
    }

    /// A number that nothing has had.
    pub fn reserve(&mut self) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        id
    }

    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    pub fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.objects.insert(id.0, (id.1, Body::Object(object.into())));
    }

    pub fn set_raw(&mut self, id: ObjectId, bytes: Vec<u8>) {
        self.objects.insert(id.0, (id.1, Body::Raw(bytes)));
    }

    /// A dictionary of the file, to be changed.
    pub fn edit(&mut self, id: ObjectId) -> Result<&mut Dictionary, ReadError> {
        if !self.objects.contains_key(&id.0) {
            let old = self.file.document.get_dictionary(id);
            self.set(id, old.map_err(|_| ReadError::Damaged)?.clone());
        }
        match self.objects.get_mut(&id.0) {
            Some((_, Body::Object(Object::Dictionary(dictionary)))) => Ok(dictionary),
            _ => Err(ReadError::Damaged),
        }
    }

    /// The file with the update behind it. The same kind of cross-reference as before is used: readers need
    /// not understand a mixture.
    pub fn write(mut self) -> Result<Written, ReadError> {
        let before = self.file.bytes.len();
        let mut bytes = self.file.bytes.to_vec();
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        let mut raw = BTreeMap::new();
        let mut places: BTreeMap<u32, (usize, u16)> = BTreeMap::new();
        for (number, (generation, body)) in &self.objects {
            places.insert(*number, (bytes.len(), *generation));
            bytes.extend(format!("{number} {generation} obj\n").bytes());
            match body {
                Body::Object(object) => write_object(&mut bytes, object)?,
                Body::Raw(value) => {
                    raw.insert(*number, bytes.len());
                    bytes.extend_from_slice(value);
                }
            }
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let added = bytes.get(before..).unwrap_or_default();
        let mut trailer = self.trailer(added);
        let start = bytes.len();
        if self.file.has_xref_stream() {
            let own = self.reserve();
            places.insert(own.0, (start, 0));
            trailer.set("Size", i64::from(self.next));
            xref_stream(&mut bytes, own, &places, trailer)?;
        } else {
            trailer.set("Size", i64::from(self.next));
            bytes.extend_from_slice(b"xref\n");
            for run in runs(&places) {
                xref_section(&mut bytes, &run);
            }
            bytes.extend_from_slice(b"trailer\n");
            write_object(&mut bytes, &Object::Dictionary(trailer))?;
        }
        bytes.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
        Ok(Written { bytes, raw })
    }

    /// The first half of the ID stays, the second follows what was added (ISO 32000-1, 14.4).
    fn trailer(&self, added: &[u8]) -> Dictionary {
        let old = &self.file.document.trailer;
        let mut trailer = Dictionary::new();
        for key in [&b"Root"[..], b"Info"] {
            if let Ok(value) = old.get(key) {
                trailer.set(key, value.clone());
            }
        }
        let first = old.get(b"ID").and_then(Object::as_array);
        if let Some(first) = first.ok().and_then(|both| both.first()) {
            let second = sha256(added).get(..16).unwrap_or_default().to_vec();
            let second = Object::String(second, StringFormat::Hexadecimal);
            trailer.set("ID", array([first.clone(), second]));
        }
        trailer.set("Prev", self.file.document.xref_start as i64);
        trailer
    }
}

/// A number with where its object stands.
type Place = (u32, usize, u16);

/// Numbers that follow one another, together.
fn runs(places: &BTreeMap<u32, (usize, u16)>) -> Vec<Vec<Place>> {
    let mut runs: Vec<Vec<Place>> = Vec::new();
    for (&number, &(at, generation)) in places {
        let place = (number, at, generation);
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.0 + 1 == number) => run.push(place),
            _ => runs.push(vec![place]),
        }
    }
    runs
}

fn xref_section(bytes: &mut Vec<u8>, run: &[Place]) {
    let first = run.first().map_or(0, |place| place.0);
    bytes.extend(format!("{first} {}\n", run.len()).bytes());
    for (_, at, generation) in run {
        bytes.extend(format!("{at:010} {generation:05} n \n").bytes());
    }
}

fn xref_stream(
    bytes: &mut Vec<u8>,
    own: ObjectId,
    places: &BTreeMap<u32, (usize, u16)>,
    mut entry: Dictionary,
) -> Result<(), ReadError> {
    let mut content = Vec::new();
    let mut index = Vec::new();
    for run in runs(places) {
        let first = run.first().map_or(0, |place| i64::from(place.0));
        index.extend([first.into(), (run.len() as i64).into()]);
        for (_, at, generation) in run {
            let at = u32::try_from(at).map_err(|_| ReadError::TooLarge)?;
            content.push(1);
            content.extend(at.to_be_bytes());
            content.extend(generation.to_be_bytes());
        }
    }
    entry.set("Type", name("XRef"));
    entry.set("W", array([1.into(), 4.into(), 2.into()]));
    entry.set("Index", index);
    let stream = lopdf::Stream::new(entry, content);
    bytes.extend(format!("{} {} obj\n", own.0, own.1).bytes());
    write_object(bytes, &Object::Stream(stream))?;
    bytes.extend_from_slice(b"\nendobj");
    Ok(())
}

/// Data that ends in a carriage return gets one more before the line feed: else the two would read as one end of
/// line, and a careful reader would count the length one short (ISO 32000-1, 7.3.8.1). A proof must keep each byte.
fn write_object(bytes: &mut Vec<u8>, object: &Object) -> Result<(), ReadError> {
    const END: &[u8] = b"\nendstream";
    Writer::write_object(bytes, object).map_err(|_| ReadError::Damaged)?;
    let data = object.as_stream().map_or(&[][..], |stream| &stream.content);
    if data.ends_with(b"\r") && bytes.ends_with(END) {
        bytes.insert(bytes.len() - END.len(), b'\r');
    }
    Ok(())
}
