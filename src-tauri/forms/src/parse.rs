//! From a definition file to a sealed [`Form`]. Errors name the file, the line and the field.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use crate::form::{Choice, Condition, Definition, Erratum, Field, Form, FormRef, Item, Kind, Section, Source, is_id};
use crate::hash::Hash;
use crate::parse_field;
use crate::raw::{RawChoice, RawForm, RawItem, RawSection};
use crate::value::Value;

/// Reads a definition.
///
/// `pack` is the pack it belongs to and `file` the name to put into errors.
///
/// # Errors
/// The first thing that is wrong with the definition.
pub fn parse(pack: &str, file: &str, source_text: &str) -> Result<Form, DefinitionError> {
    let at = Place { file, source_text };
    let raw: RawForm = toml::from_str(source_text).map_err(|error| {
        at.error(error.span().unwrap_or_default(), "", DefinitionCode::Toml { message: error.message().to_owned() })
    })?;
    let bad_id = |id: &Spanned<String>| at.error(id.span(), id.get_ref(), DefinitionCode::BadId);
    if !is_id(raw.id.get_ref()) {
        return Err(bad_id(&raw.id));
    }
    if *raw.version.get_ref() == 0 {
        return Err(at.error(raw.version.span(), "version", DefinitionCode::BadId));
    }
    let mut reader = Reader { at, options: named_options(&raw.options), fields: Vec::new(), ids: HashSet::new() };
    let sections = reader.sections(raw.section)?;
    for erratum in &raw.errata {
        if !reader.ids.contains(erratum.field.get_ref()) {
            return Err(at.error(erratum.field.span(), erratum.field.get_ref(), DefinitionCode::NoSuchField));
        }
    }
    Ok(Form(Arc::new(Definition {
        form_ref: FormRef { pack: pack.into(), id: raw.id.into_inner(), version: raw.version.into_inner() },
        hash: Hash::of(source_text.as_bytes()),
        source_text: source_text.into(),
        number: raw.number,
        title: raw.title,
        short_title: raw.short_title,
        summary: raw.summary,
        source: Source { document: raw.source.document, standing: raw.source.standing },
        sections,
        errata: raw
            .errata
            .into_iter()
            .map(|e| Erratum { field: e.field.into_inner(), source: e.source, printed: e.printed })
            .collect(),
    })))
}

/// What is wrong with a definition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The id of the field or section; empty where the file as a whole is meant.
    pub field: String,
    /// What is wrong.
    pub code: DefinitionCode,
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.field, self.code)
    }
}

impl std::error::Error for DefinitionError {}

/// What can be wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionCode {
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("{message}")]
    Toml {
        /// The TOML reader's own words.
        message: String,
    },
    /// An id has other characters than lower-case ASCII letters, digits and inner hyphens.
    #[error("an id is lower-case ASCII letters, digits and inner hyphens, and a version is at least 1")]
    BadId,
    /// Two things have the same id.
    #[error("the id is used twice")]
    DuplicateId,
    /// The vocabulary has no such kind.
    #[error("no such kind: {kind}")]
    UnknownKind {
        /// The kind's name as written.
        kind: String,
    },
    /// A key is missing that the kind needs.
    #[error("the kind needs the key {key}")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A key does not fit the kind.
    #[error("the kind takes no key {key}")]
    UnfitKey {
        /// The key.
        key: &'static str,
    },
    /// A condition, span, erratum or order names a field or section that does not stand before it.
    #[error("names something that does not stand before it in the form")]
    NoSuchField,
    /// A condition names a value that the field cannot have, or a field that has no such values.
    #[error("the field it names cannot have the value {value}")]
    NoSuchValue {
        /// The value.
        value: String,
    },
    /// A preset is no valid answer.
    #[error("the preset is no valid answer to the field")]
    BadPreset,
}

/// Where errors are reported from.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    file: &'a str,
    source_text: &'a str,
}

impl Place<'_> {
    pub fn error(&self, span: Range<usize>, field: &str, code: DefinitionCode) -> DefinitionError {
        let before = self.source_text.get(..span.start).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        DefinitionError { file: self.file.into(), line, field: field.into(), code }
    }
}

fn named_options(raw: &BTreeMap<String, Vec<RawChoice>>) -> BTreeMap<String, Vec<Choice>> {
    raw.iter().map(|(name, options)| (name.clone(), options.iter().cloned().map(parse_field::choice).collect())).collect()
}

/// What has been read so far: later items may point back to it.
struct Reader<'a> {
    at: Place<'a>,
    options: BTreeMap<String, Vec<Choice>>,
    /// Fields so far, with the values a condition can ask for.
    fields: Vec<(String, Vec<String>)>,
    ids: HashSet<String>,
}

impl Reader<'_> {
    fn sections(&mut self, raw: Vec<RawSection>) -> Result<Vec<Section>, DefinitionError> {
        let mut sections: Vec<Section> = Vec::new();
        for section in raw {
            self.new_id(&section.id)?;
            let follows = section.follows.as_ref();
            if let Some(follows) = follows.filter(|id| !sections.iter().any(|earlier| earlier.id == *id.get_ref())) {
                return Err(self.at.error(follows.span(), section.id.get_ref(), DefinitionCode::NoSuchField));
            }
            sections.push(Section {
                items: section.item.into_iter().map(|item| self.item(item)).collect::<Result<_, _>>()?,
                id: section.id.into_inner(),
                name: section.name,
                heading: section.heading,
                author: section.author,
                follows: section.follows.map(Spanned::into_inner),
            });
        }
        Ok(sections)
    }

    fn new_id(&mut self, id: &Spanned<String>) -> Result<(), DefinitionError> {
        let text = id.get_ref();
        if !is_id(text) {
            return Err(self.at.error(id.span(), text, DefinitionCode::BadId));
        }
        if !self.ids.insert(text.clone()) {
            return Err(self.at.error(id.span(), text, DefinitionCode::DuplicateId));
        }
        Ok(())
    }

    fn item(&mut self, raw: RawItem) -> Result<Item, DefinitionError> {
        let words: Option<fn(String) -> Item> = match raw.kind.get_ref().as_str() {
            "heading" => Some(Item::Heading),
            "body" => Some(Item::Body),
            "clause" => Some(Item::Clause),
            "notice" => Some(Item::Notice),
            _ => None,
        };
        match words {
            Some(item) => {
                let missing = || self.at.error(raw.kind.span(), "", DefinitionCode::MissingKey { key: "text" });
                raw.text.clone().map(item).ok_or_else(missing)
            }
            None => self.field(raw).map(|field| Item::Field(Box::new(field))),
        }
    }

    fn field(&mut self, mut raw: RawItem) -> Result<Field, DefinitionError> {
        let span = raw.kind.span();
        let need = |key| self.at.error(span.clone(), "", DefinitionCode::MissingKey { key });
        let id = raw.id.take().ok_or_else(|| need("id"))?;
        self.new_id(&id)?;
        let fail = |code| self.at.error(id.span(), id.get_ref(), code);
        let label = raw.label.take().ok_or_else(|| fail(DefinitionCode::MissingKey { key: "label" }))?;
        let kind = parse_field::kind(raw.kind.get_ref(), std::mem::take(&mut raw.traits), &self.options).map_err(fail)?;
        let show_if = raw.show_if.map(|condition| Condition { field: condition.field, is: condition.is });
        self.check_condition(show_if.as_ref()).map_err(fail)?;
        let within = raw.within.map(parse_field::within);
        if within.as_ref().is_some_and(|within| !self.ids.contains(&within.after)) {
            return Err(fail(DefinitionCode::NoSuchField));
        }
        let preset = raw.preset.and_then(|preset| serde_json::to_value(preset).ok());
        if preset.as_ref().is_some_and(|preset| Value::read(&kind, preset).is_err()) {
            return Err(fail(DefinitionCode::BadPreset));
        }
        self.fields.push((id.get_ref().clone(), condition_values(&kind)));
        Ok(Field {
            id: id.into_inner(),
            full_label: raw.full_label.unwrap_or_else(|| label.clone()),
            label,
            hint: raw.hint,
            help: raw.help,
            kind,
            required: raw.required,
            place: raw.place,
            show_if,
            within,
            preset,
            meaning: raw.meaning,
        })
    }

    fn check_condition(&self, condition: Option<&Condition>) -> Result<(), DefinitionCode> {
        let Some(condition) = condition else { return Ok(()) };
        let earlier = self.fields.iter().find(|(id, _)| *id == condition.field);
        let (_, values) = earlier.ok_or(DefinitionCode::NoSuchField)?;
        match condition.is.iter().find(|value| !values.contains(value)) {
            Some(value) => Err(DefinitionCode::NoSuchValue { value: value.clone() }),
            None => Ok(()),
        }
    }
}

/// The values a condition can ask for, by kind.
fn condition_values(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::YesNo { .. } => vec!["yes".into(), "no".into()],
        Kind::Tick => vec!["ticked".into()],
        other => other.options().iter().map(|option| option.id.clone()).collect(),
    }
}
