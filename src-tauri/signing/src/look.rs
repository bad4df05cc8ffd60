//! A look that was drawn as a page of its own becomes what a signed field shows.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::appearance::{Appearance, Part, Value};
use crate::error::SignError;

/// A part whose place is taken before what it points at is.
const EMPTY: Part = Part {
    entries: Vec::new(),
    data: None,
};

impl Appearance {
    /// The first page of a PDF, with the fonts it needs; its media box is what is shown. In the place of the fonts
    /// that are named come objects of the document that is signed.
    pub fn of_page(pdf: &[u8], fonts: &[(String, (u32, u16))]) -> Result<Self, SignError> {
        let unreadable = |_| SignError::Appearance;
        let document = Document::load_mem(pdf).map_err(unreadable)?;
        let page = document.page_iter().next().ok_or(SignError::Appearance)?;
        let page = document.get_dictionary(page).map_err(unreadable)?;
        let mut graph = Graph {
            document: &document,
            existing: existing(&document, page, fonts),
            places: BTreeMap::new(),
            parts: vec![EMPTY],
        };
        let form = graph.form(page)?;
        graph.put(0, form);
        Ok(Self { parts: graph.parts })
    }
}

fn existing(
    document: &Document,
    page: &Dictionary,
    fonts: &[(String, (u32, u16))],
) -> BTreeMap<ObjectId, (u32, u16)> {
    let within = |entries: &Dictionary, key: &[u8]| {
        let (_, value) = document.dereference(entries.get(key).ok()?).ok()?;
        value.as_dict().ok().cloned()
    };
    let Some(own) = within(page, b"Resources").and_then(|resources| within(&resources, b"Font")) else {
        return BTreeMap::new();
    };
    let pair = |(name, object): &(String, (u32, u16))| {
        Some((own.get(name.as_bytes()).ok()?.as_reference().ok()?, *object))
    };
    fonts.iter().filter_map(pair).collect()
}

/// The objects that a page reaches, each taken once.
struct Graph<'a> {
    document: &'a Document,
    /// Objects in the place of which come some of the document that is signed.
    existing: BTreeMap<ObjectId, (u32, u16)>,
    places: BTreeMap<ObjectId, usize>,
    parts: Vec<Part>,
}

impl<'a> Graph<'a> {
    fn form(&mut self, page: &'a Dictionary) -> Result<Part, SignError> {
        let Object::Stream(Stream { dict, content, .. }) = self.entry(page, b"Contents")? else {
            return Err(SignError::Appearance);
        };
        let mut entries = self.entries(dict)?;
        let name = |text: &str| Value::Name(text.to_owned());
        entries.push(("Type".to_owned(), name("XObject")));
        entries.push(("Subtype".to_owned(), name("Form")));
        for (from, to) in [("MediaBox", "BBox"), ("Resources", "Resources")] {
            let value = self.entry(page, from.as_bytes())?;
            entries.extend(self.value(value)?.map(|value| (to.to_owned(), value)));
        }
        Ok(Part {
            entries,
            data: Some(content.clone()),
        })
    }

    fn entry(&self, entries: &'a Dictionary, key: &[u8]) -> Result<&'a Object, SignError> {
        let found = entries
            .get(key)
            .and_then(|value| self.document.dereference(value));
        found.map(|(_, value)| value).map_err(|_| SignError::Appearance)
    }

    /// An object as a value; nothing for a null.
    fn value(&mut self, object: &'a Object) -> Result<Option<Value>, SignError> {
        Ok(Some(match object {
            Object::Null => return Ok(None),
            Object::Boolean(truth) => Value::Boolean(*truth),
            Object::Integer(number) => Value::Integer(*number),
            Object::Real(number) => Value::Real(*number),
            Object::Name(name) => Value::Name(words(name)),
            Object::String(bytes, _) => Value::Bytes(bytes.clone()),
            Object::Array(items) => {
                let values = items.iter().map(|item| self.value(item));
                Value::Array(
                    values
                        .collect::<Result<Vec<_>, _>>()?
                        .into_iter()
                        .flatten()
                        .collect(),
                )
            }
            Object::Dictionary(entries) => Value::Dictionary(self.entries(entries)?),
            Object::Reference(id) => match self.existing.get(id) {
                Some((number, generation)) => Value::Existing(*number, *generation),
                None => Value::Part(self.part(*id)?),
            },
            Object::Stream(_) => return Err(SignError::Appearance),
        }))
    }

    fn entries(&mut self, entries: &'a Dictionary) -> Result<Vec<(String, Value)>, SignError> {
        let mut values = Vec::new();
        for (key, object) in entries.iter().filter(|(key, _)| key.as_slice() != b"Length") {
            values.extend(self.value(object)?.map(|value| (words(key), value)));
        }
        Ok(values)
    }

    fn part(&mut self, id: ObjectId) -> Result<usize, SignError> {
        if let Some(place) = self.places.get(&id) {
            return Ok(*place);
        }
        let place = self.parts.len();
        self.places.insert(id, place);
        self.parts.push(EMPTY);
        let object = self.document.get_object(id).map_err(|_| SignError::Appearance)?;
        let (entries, data) = match object {
            Object::Stream(stream) => (&stream.dict, Some(stream.content.clone())),
            Object::Dictionary(entries) => (entries, None),
            _ => return Err(SignError::Appearance),
        };
        let entries = self.entries(entries)?;
        self.put(place, Part { entries, data });
        Ok(place)
    }

    fn put(&mut self, place: usize, part: Part) {
        if let Some(kept) = self.parts.get_mut(place) {
            *kept = part;
        }
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
