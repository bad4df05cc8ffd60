//! What an attacker needs: updates of any kind, and edits in place.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, Writer};

/// An update that says what the attacker wants.
pub struct Forge<'a> {
    pub pdf: &'a [u8],
    pub document: Document,
    objects: BTreeMap<u32, Vec<u8>>,
    next: u32,
    pub trailer: Dictionary,
    /// Entries of the cross-reference that point where the attacker likes.
    pub lies: BTreeMap<u32, usize>,
    /// Objects inside object streams: number, the stream's number, place in it.
    pub packed: Vec<(u32, u32, u16)>,
}

impl<'a> Forge<'a> {
    pub fn new(pdf: &'a [u8]) -> Self {
        let document = Document::load_mem(pdf).unwrap();
        let mut trailer = document.trailer.clone();
        trailer.set("Prev", document.xref_start as i64);
        Self {
            pdf,
            objects: BTreeMap::new(),
            next: document.max_id + 1,
            document,
            trailer,
            lies: BTreeMap::new(),
            packed: Vec::new(),
        }
    }

    pub fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        let mut bytes = Vec::new();
        Writer::write_object(&mut bytes, &object.into()).unwrap();
        self.raw(id, &bytes);
    }

    pub fn raw(&mut self, id: ObjectId, bytes: &[u8]) {
        self.objects.insert(id.0, bytes.to_vec());
    }

    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.set(id, object);
        id
    }

    pub fn stream(&mut self, entries: &[(&str, Object)], data: &[u8]) -> ObjectId {
        self.add(stream(entries, data))
    }

    pub fn edit(&mut self, id: ObjectId, change: impl FnOnce(&mut Dictionary)) {
        let dictionary = self.document.get_dictionary_mut(id).unwrap();
        change(dictionary);
        let changed = dictionary.clone();
        self.set(id, changed);
    }

    pub fn catalog(&self) -> ObjectId {
        self.trailer.get(b"Root").unwrap().as_reference().unwrap()
    }

    pub fn page(&self, place: usize) -> ObjectId {
        self.document.page_iter().nth(place).unwrap()
    }

    /// The field in a place, and its signature if there is one.
    pub fn field(&self, place: usize) -> (ObjectId, Option<ObjectId>) {
        let form = self
            .document
            .catalog()
            .unwrap()
            .get(b"AcroForm")
            .unwrap()
            .as_dict()
            .unwrap();
        let id = form.get(b"Fields").unwrap().as_array().unwrap()[place]
            .as_reference()
            .unwrap();
        let field = self.document.get_dictionary(id).unwrap();
        (
            id,
            field.get(b"V").ok().map(|value| value.as_reference().unwrap()),
        )
    }

    /// The first thing under a key of the first page's resources.
    pub fn resource(&self, kind: &[u8]) -> ObjectId {
        let page = self.document.get_dictionary(self.page(0)).unwrap();
        let resources = page
            .get_deref(b"Resources", &self.document)
            .unwrap()
            .as_dict()
            .unwrap();
        let kind = resources
            .get_deref(kind, &self.document)
            .unwrap()
            .as_dict()
            .unwrap();
        kind.iter().next().unwrap().1.as_reference().unwrap()
    }

    pub fn metadata(&self) -> ObjectId {
        let catalog = self.document.catalog().unwrap();
        catalog.get(b"Metadata").unwrap().as_reference().unwrap()
    }

    pub fn contents(&self) -> ObjectId {
        let page = self.document.get_dictionary(self.page(0)).unwrap();
        let contents = page.get(b"Contents").unwrap();
        match contents {
            Object::Array(parts) => parts[0].as_reference().unwrap(),
            one => one.as_reference().unwrap(),
        }
    }

    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.pdf.to_vec();
        let mut places = self.lies.clone();
        for (number, body) in &self.objects {
            places.insert(*number, bytes.len());
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(body);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        if !self.packed.is_empty() {
            return self.with_stream(bytes, &places);
        }
        bytes.extend(b"xref\n");
        for (number, at) in places {
            bytes.extend(format!("{number} 1\n{at:010} 00000 n \n").bytes());
        }
        let mut trailer = self.trailer;
        trailer.set("Size", i64::from(self.next));
        bytes.extend(b"trailer\n");
        Writer::write_object(&mut bytes, &Object::Dictionary(trailer)).unwrap();
        bytes.extend(format!("\nstartxref\n{start}\n%%EOF\n").bytes());
        bytes
    }

    fn with_stream(self, mut bytes: Vec<u8>, places: &BTreeMap<u32, usize>) -> Vec<u8> {
        let start = bytes.len();
        let own = self.next;
        let mut rows: Vec<(u32, [u8; 7])> = Vec::new();
        let mut row = |number: u32, kind: u8, place: usize, index: u16| {
            let mut row = [kind; 7];
            row[1..5].copy_from_slice(&(place as u32).to_be_bytes());
            row[5..].copy_from_slice(&index.to_be_bytes());
            rows.push((number, row));
        };
        places.iter().for_each(|(number, at)| row(*number, 1, *at, 0));
        self.packed
            .iter()
            .for_each(|(number, holder, place)| row(*number, 2, *holder as usize, *place));
        row(own, 1, start, 0);
        let index: Vec<Object> = rows
            .iter()
            .flat_map(|(number, _)| [i64::from(*number).into(), 1.into()])
            .collect();
        let data: Vec<u8> = rows.iter().flat_map(|(_, row)| *row).collect();
        let mut entries = self.trailer;
        entries.set("Type", name("XRef"));
        entries.set("W", vec![1.into(), 4.into(), 2.into()]);
        entries.set("Index", index);
        entries.set("Size", i64::from(own) + 100);
        bytes.extend(format!("{own} 0 obj\n").bytes());
        Writer::write_object(&mut bytes, &Object::Stream(Stream::new(entries, data))).unwrap();
        bytes.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
        bytes
    }
}

pub fn name(text: &str) -> Object {
    Object::Name(text.into())
}

pub fn stream(entries: &[(&str, Object)], data: &[u8]) -> Stream {
    Stream::new(dictionary(entries), data.to_vec())
}

pub fn dictionary(entries: &[(&str, Object)]) -> Dictionary {
    entries.iter().map(|(key, value)| (*key, value.clone())).collect()
}

/// Where some bytes stand first.
pub fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .position(|window| window == what)
        .unwrap()
}

/// Where some bytes stand last.
pub fn find_last(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .rposition(|window| window == what)
        .unwrap()
}

/// The file with some bytes in the place of others of the same length, where they stand last.
pub fn replace(pdf: &[u8], what: &[u8], with: &[u8]) -> Vec<u8> {
    assert_eq!(what.len(), with.len());
    let at = find_last(pdf, what);
    let mut bytes = pdf.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

/// The numbers of the last ByteRange, and where they stand.
pub fn byte_range(pdf: &[u8]) -> (usize, [usize; 4]) {
    let at = find_last(pdf, b"/ByteRange[") + b"/ByteRange[".len();
    let end = at + find(&pdf[at..], b"]");
    let text = std::str::from_utf8(&pdf[at..end]).unwrap();
    let numbers: Vec<usize> = text.split(' ').map(|number| number.parse().unwrap()).collect();
    (at, numbers.try_into().unwrap())
}

/// The file with other numbers in its last ByteRange.
pub fn with_range(pdf: &[u8], numbers: &str) -> Vec<u8> {
    let (at, _) = byte_range(pdf);
    let mut bytes = pdf.to_vec();
    let text = format!("{numbers}]");
    assert!(text.len() <= 39, "{text}");
    bytes[at..at + 39].fill(b' ');
    bytes[at..at + text.len()].copy_from_slice(text.as_bytes());
    bytes
}

/// Bytes as the digits of a PDF string.
pub fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}
