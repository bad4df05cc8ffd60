//! How a signature looks: a small graph of PDF objects that the caller draws.
//!
//! The caller knows fonts and words; this crate knows where the graph is put. A part may point at an object
//! that lies in the document already, so that a font is shared and a signature adds little.

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use crate::error::SignError;
use crate::pdf::Update;

/// A value of PDF.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f32),
    /// True or false.
    Boolean(bool),
    /// A name, without its slash.
    Name(String),
    /// Bytes of a string.
    Bytes(Vec<u8>),
    /// Values in order.
    Array(Vec<Value>),
    /// Values by name.
    Dictionary(Vec<(String, Value)>),
    /// Another part of the graph, by its place.
    Part(usize),
    /// An object of the document: its number and generation.
    Existing(u32, u16),
}

/// An object of the graph: entries, and data if it is a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The dictionary.
    pub entries: Vec<(String, Value)>,
    /// The data, packed already if the entries say so.
    pub data: Option<Vec<u8>>,
}

/// The look of a signature; the first part is the form XObject that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// The graph.
    pub parts: Vec<Part>,
}

impl Appearance {
    /// Puts the graph into an update; gives the form XObject.
    pub(crate) fn add(&self, update: &mut Update) -> Result<ObjectId, SignError> {
        let ids: Vec<ObjectId> = self.parts.iter().map(|_| update.reserve()).collect();
        let shown = self.parts.first().and_then(|part| part.data.as_ref());
        shown.ok_or(SignError::Appearance)?;
        for (part, id) in self.parts.iter().zip(&ids) {
            let entries = dictionary(&part.entries, &ids, update)?;
            match &part.data {
                Some(data) => update.set(*id, Stream::new(entries, data.clone())),
                None => update.set(*id, entries),
            }
        }
        ids.first().copied().ok_or(SignError::Appearance)
    }
}

fn dictionary(
    entries: &[(String, Value)],
    ids: &[ObjectId],
    update: &Update,
) -> Result<Dictionary, SignError> {
    entries
        .iter()
        .map(|(key, value)| Ok((key.as_bytes().to_vec(), object(value, ids, update)?)))
        .collect()
}

fn object(value: &Value, ids: &[ObjectId], update: &Update) -> Result<Object, SignError> {
    Ok(match value {
        Value::Integer(number) => (*number).into(),
        Value::Real(number) => Object::Real(*number),
        Value::Boolean(truth) => (*truth).into(),
        Value::Name(name) => Object::Name(name.as_bytes().to_vec()),
        Value::Bytes(bytes) => Object::String(bytes.clone(), StringFormat::Hexadecimal),
        Value::Array(items) => {
            let items = items.iter().map(|item| object(item, ids, update));
            Object::Array(items.collect::<Result<_, _>>()?)
        }
        Value::Dictionary(entries) => dictionary(entries, ids, update)?.into(),
        Value::Part(place) => (*ids.get(*place).ok_or(SignError::Appearance)?).into(),
        Value::Existing(number, generation) => {
            let id = (*number, *generation);
            let known = update.file().document.has_object(id);
            known.then_some(id).ok_or(SignError::Appearance)?.into()
        }
    })
}
