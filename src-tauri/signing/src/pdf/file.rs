//! A PDF read strictly: nothing is repaired, nothing is guessed.

use lopdf::xref::{XrefEntry, XrefType};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::scan::Scan;
use crate::error::ReadError;

/// Larger files are not judged, in bytes.
const LARGEST: usize = 128 << 20;
/// What one packed stream may become, in bytes.
const LARGEST_STREAM: usize = 16 << 20;
/// More objects than this are not judged.
const MOST_OBJECTS: usize = 2_000_000;

/// A PDF as one revision shows it.
pub struct File<'a> {
    pub bytes: &'a [u8],
    pub document: Document,
}

impl<'a> File<'a> {
    /// Reads a file, or the beginning of one that ends where an earlier revision did.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ReadError> {
        if !bytes.starts_with(b"%PDF-") {
            return Err(ReadError::NotAPdf);
        }
        if bytes.len() > LARGEST {
            return Err(ReadError::TooLarge);
        }
        let options = LoadOptions {
            strict: true,
            max_decompressed_size: Some(LARGEST_STREAM),
            ..LoadOptions::default()
        };
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword => ReadError::Encrypted,
            _ => ReadError::Damaged,
        })?;
        if document.trailer.has(b"Encrypt") || document.encryption_state.is_some() {
            return Err(ReadError::Encrypted);
        }
        let mut file = Self { bytes, document };
        file.settle()?;
        Ok(file)
    }

    /// Only what the cross-reference names, under the number it says: a reader that looks objects up one by
    /// one must see the same file as one that reads them all.
    fn settle(&mut self) -> Result<(), ReadError> {
        if self.document.xref_recovery.is_some() {
            return Err(ReadError::Damaged);
        }
        let table = &self.document.reference_table.entries;
        if table.len() > MOST_OBJECTS {
            return Err(ReadError::TooLarge);
        }
        for (number, entry) in table {
            let &XrefEntry::Normal { offset, generation } = entry else {
                continue;
            };
            let at = usize::try_from(offset).map_err(|_| ReadError::Damaged)?;
            let mut scan = Scan {
                bytes: self.bytes,
                at,
            };
            scan.space();
            let header = scan.integer().and_then(|number| {
                scan.space();
                Ok((number, scan.integer()?))
            });
            if header != Ok((u64::from(*number), u64::from(generation))) {
                return Err(ReadError::Damaged);
            }
        }
        let known = |id: &ObjectId| match table.get(&id.0) {
            Some(XrefEntry::Normal { generation, .. }) => *generation == id.1,
            Some(XrefEntry::Compressed { .. }) => id.1 == 0,
            _ => false,
        };
        self.document.objects.retain(|id, _| known(id));
        self.catalog().map(|_| ())
    }

    /// The catalog and its number.
    pub fn catalog(&self) -> Result<(ObjectId, &Dictionary), ReadError> {
        let root = self.document.trailer.get(b"Root").and_then(Object::as_reference);
        let id = root.map_err(|_| ReadError::Damaged)?;
        let catalog = self.document.get_dictionary(id).map_err(|_| ReadError::Damaged)?;
        Ok((id, catalog))
    }

    /// What a value is, or what it refers to.
    pub fn resolve<'o>(&'o self, object: &'o Object) -> &'o Object {
        let found = self.document.dereference(object);
        found.map_or(&Object::Null, |(_, object)| object)
    }

    /// The dictionary under a key of another.
    pub fn dictionary<'o>(&'o self, of: &'o Dictionary, key: &[u8]) -> Option<&'o Dictionary> {
        of.get(key)
            .ok()
            .and_then(|object| self.resolve(object).as_dict().ok())
    }

    /// Where an object begins, when it stands in the file by itself.
    pub fn offset(&self, id: ObjectId) -> Option<usize> {
        match self.document.reference_table.entries.get(&id.0)? {
            XrefEntry::Normal { offset, .. } => usize::try_from(*offset).ok(),
            _ => None,
        }
    }

    /// The value of a number that stands in an object of its own, as a stream's length may.
    pub fn length(&self, number: u32) -> Option<usize> {
        let object = self.document.get_object((number, 0)).ok()?;
        usize::try_from(object.as_i64().ok()?).ok()
    }

    /// A stream's data, unpacked as far as any document here needs it.
    pub fn unpacked(&self, stream: &Stream) -> Option<Vec<u8>> {
        self.unpacked_within(stream, LARGEST_STREAM)
    }

    /// A stream's data, unless it is longer than so many bytes.
    pub fn unpacked_within(&self, stream: &Stream, most: usize) -> Option<Vec<u8>> {
        match stream.dict.has(b"Filter") {
            true => stream.decompressed_content_with_limit(most).ok(),
            false => (stream.content.len() <= most).then(|| stream.content.clone()),
        }
    }

    /// Whether the last cross-reference is a stream.
    pub fn has_xref_stream(&self) -> bool {
        matches!(
            self.document.reference_table.cross_reference_type,
            XrefType::CrossReferenceStream
        )
    }
}
