//! From a definition file to a sealed [`Form`]. Errors name the file, the line and the field.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::form::{Definition, Erratum, Form, FormRef, Item, Section, Source, is_id};
use crate::hash::Hash;
use crate::raw::{RawErratum, RawForm};
use crate::reader::Reader;

/// Reads a definition.
///
/// `pack` is the pack it belongs to and `file` the name to put into errors.
///
/// # Errors
/// The first thing that is wrong with the definition.
pub fn parse(pack: &str, file: &str, source_text: &str) -> Result<Form, DefinitionError> {
    let at = Place { file, source_text };
    let raw: RawForm = toml::from_str(source_text).map_err(|error| {
        at.error(
            error.span().unwrap_or_default(),
            "",
            DefinitionCode::Toml {
                message: error.message().to_owned(),
            },
        )
    })?;
    if !is_id(pack) {
        return Err(at.error(0..0, pack, DefinitionCode::BadId));
    }
    if !is_id(raw.id.get_ref()) {
        return Err(at.error(raw.id.span(), raw.id.get_ref(), DefinitionCode::BadId));
    }
    if *raw.version.get_ref() == 0 {
        return Err(at.error(raw.version.span(), "version", DefinitionCode::BadId));
    }
    let sections = Reader::new(at, raw.options)?.sections(raw.section)?;
    let errata = raw
        .errata
        .into_iter()
        .map(|raw| erratum(at, raw, &sections))
        .collect::<Result<_, _>>()?;
    Ok(Form(Arc::new(Definition {
        form_ref: FormRef {
            pack: pack.into(),
            id: raw.id.into_inner(),
            version: raw.version.into_inner(),
        },
        hash: Hash::of(source_text.as_bytes()),
        source_text: source_text.into(),
        number: raw.number,
        title: raw.title,
        short_title: raw.short_title,
        summary: raw.summary,
        one_page: raw.one_page,
        source: Source {
            document: raw.source.document,
            standing: raw.source.standing,
        },
        sections,
        errata,
    })))
}

/// An erratum names a field, and what it says is printed stands there.
fn erratum(at: Place<'_>, raw: RawErratum, sections: &[Section]) -> Result<Erratum, DefinitionError> {
    let fields = sections
        .iter()
        .flat_map(Section::items)
        .filter_map(|item| match item {
            Item::Field(field) => Some(field),
            _ => None,
        });
    let fail = |code| at.error(raw.field.span(), raw.field.get_ref(), code);
    let mut named = fields.filter(|field| field.id == *raw.field.get_ref());
    let field = named.next().ok_or_else(|| fail(DefinitionCode::NoSuchField))?;
    if ![Some(&field.label), field.hint.as_ref()]
        .into_iter()
        .flatten()
        .any(|text| text.contains(&raw.printed))
    {
        return Err(fail(DefinitionCode::NotPrinted));
    }
    Ok(Erratum {
        field: raw.field.into_inner(),
        source: raw.source,
        printed: raw.printed,
    })
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
    /// No options have this name.
    #[error("no options have the name {name}")]
    NoSuchOptions {
        /// The name as written.
        name: String,
    },
    /// A range that holds nothing, so that no answer could be right.
    #[error("the range that {key} closes is empty")]
    EmptyRange {
        /// The key.
        key: &'static str,
    },
    /// What an erratum says is printed does not stand in the field's label or hint.
    #[error("the words that the erratum says are printed do not stand in the field")]
    NotPrinted,
    /// A preset is no valid answer.
    #[error("the preset is no valid answer to the field")]
    BadPreset,
}

impl DefinitionCode {
    /// The stable code, in kebab case.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Toml { .. } => "toml",
            Self::BadId => "bad-id",
            Self::DuplicateId => "duplicate-id",
            Self::UnknownKind { .. } => "unknown-kind",
            Self::MissingKey { .. } => "missing-key",
            Self::UnfitKey { .. } => "unfit-key",
            Self::NoSuchField => "no-such-field",
            Self::NoSuchValue { .. } => "no-such-value",
            Self::NoSuchOptions { .. } => "no-such-options",
            Self::EmptyRange { .. } => "empty-range",
            Self::NotPrinted => "not-printed",
            Self::BadPreset => "bad-preset",
        }
    }
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
        DefinitionError {
            file: self.file.into(),
            line,
            field: field.into(),
            code,
        }
    }
}
