//! Reads a definition's sections from top to bottom, remembering what later items may point back to.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use toml::Spanned;

use crate::form::{Choice, Condition, Field, Item, Kind, Section, Within, is_id};
use crate::parse::{DefinitionCode as Code, DefinitionError, Place};
use crate::parse_field::{self, Named};
use crate::raw::{RawChoice, RawCondition, RawItem, RawSection};
use crate::value::Value;

/// What has been read so far.
pub struct Reader<'a> {
    at: Place<'a>,
    options: Named,
    ids: HashSet<String>,
    fields: Vec<Read>,
    /// Spans whose field for a reason may stand further down, so that it is looked for at the end.
    reasons: Vec<(Range<usize>, String, String)>,
}

/// A field as later items can point to it.
struct Read {
    id: String,
    kind: &'static str,
    /// The values a condition can ask for.
    values: Vec<String>,
}

impl<'a> Reader<'a> {
    /// A reader at the top of the file, with the options that fields may share.
    pub fn new(
        at: Place<'a>,
        options: BTreeMap<String, Spanned<Vec<RawChoice>>>,
    ) -> Result<Self, DefinitionError> {
        let mut named = Named::new();
        for (name, listed) in options {
            let span = listed.span();
            let choices: Vec<Choice> =
                parse_field::choices(listed.into_inner()).map_err(|code| at.error(span, &name, code))?;
            named.insert(name, choices);
        }
        Ok(Self {
            at,
            options: named,
            ids: HashSet::new(),
            fields: Vec::new(),
            reasons: Vec::new(),
        })
    }

    /// Reads all sections.
    pub fn sections(mut self, raw: Vec<RawSection>) -> Result<Vec<Section>, DefinitionError> {
        let mut sections: Vec<Section> = Vec::new();
        for raw in raw {
            let section = self.section(raw, &sections)?;
            sections.push(section);
        }
        for (span, field, reason) in &self.reasons {
            let is_text = |read: &Read| read.id == *reason && matches!(read.kind, "text" | "long-text");
            if !self.fields.iter().any(is_text) {
                return Err(self.at.error(span.clone(), field, Code::NoSuchField));
            }
        }
        Ok(sections)
    }

    fn section(&mut self, raw: RawSection, earlier: &[Section]) -> Result<Section, DefinitionError> {
        self.new_id(&raw.id)?;
        if let Some(follows) = raw
            .follows
            .as_ref()
            .filter(|id| !earlier.iter().any(|s| s.id == *id.get_ref()))
        {
            return Err(self.at.error(follows.span(), raw.id.get_ref(), Code::NoSuchField));
        }
        Ok(Section {
            items: raw
                .item
                .into_iter()
                .map(|item| self.item(item))
                .collect::<Result<_, _>>()?,
            id: raw.id.into_inner(),
            name: raw.name,
            heading: raw.heading,
            author: raw.author,
            follows: raw.follows.map(Spanned::into_inner),
        })
    }

    fn new_id(&mut self, id: &Spanned<String>) -> Result<(), DefinitionError> {
        let text = id.get_ref();
        if !is_id(text) {
            return Err(self.at.error(id.span(), text, Code::BadId));
        }
        if !self.ids.insert(text.clone()) {
            return Err(self.at.error(id.span(), text, Code::DuplicateId));
        }
        Ok(())
    }

    fn item(&mut self, raw: RawItem) -> Result<Item, DefinitionError> {
        let words: fn(String) -> Item = match raw.kind.get_ref().as_str() {
            "heading" => Item::Heading,
            "body" => Item::Body,
            "clause" => Item::Clause,
            "notice" => Item::Notice,
            _ => return self.field(raw).map(|field| Item::Field(Box::new(field))),
        };
        self.words(raw, words)
    }

    fn words(&self, mut raw: RawItem, words: fn(String) -> Item) -> Result<Item, DefinitionError> {
        let fail = |code| self.at.error(raw.kind.span(), "", code);
        let text = raw
            .text
            .take()
            .ok_or_else(|| fail(Code::MissingKey { key: "text" }))?;
        match raw.left_over() {
            Some(key) => Err(fail(Code::UnfitKey { key })),
            None => Ok(words(text)),
        }
    }

    fn field(&mut self, mut raw: RawItem) -> Result<Field, DefinitionError> {
        let no_id = || self.at.error(raw.kind.span(), "", Code::MissingKey { key: "id" });
        let id = raw.id.take().ok_or_else(no_id)?;
        self.new_id(&id)?;
        let (span, id) = (id.span(), id.into_inner());
        let field = self
            .read_field(id.clone(), raw)
            .map_err(|code| self.at.error(span.clone(), &id, code))?;
        self.fields.push(Read {
            id: id.clone(),
            kind: field.kind.name(),
            values: condition_values(&field.kind),
        });
        self.reasons.extend(
            field
                .within
                .as_ref()
                .map(|within| (span, id, within.or_reason.clone())),
        );
        Ok(field)
    }

    fn read_field(&self, id: String, mut raw: RawItem) -> Result<Field, Code> {
        let label = raw.label.take().ok_or(Code::MissingKey { key: "label" })?;
        let kind = parse_field::kind(&mut raw, &self.options)?;
        let place = raw.place.take().unwrap_or_default();
        if !parse_field::fits_place(&kind, place) {
            return Err(Code::UnfitKey { key: "place" });
        }
        let meaning = raw.meaning.take();
        if meaning.is_some_and(|meaning| !parse_field::fits_meaning(&kind, meaning)) {
            return Err(Code::UnfitKey { key: "meaning" });
        }
        let field = Field {
            id,
            full_label: raw.full_label.take().unwrap_or_else(|| label.clone()),
            label,
            hint: raw.hint.take(),
            help: raw.help.take(),
            required: raw.required.take().unwrap_or(false),
            place,
            show_if: raw
                .show_if
                .take()
                .map(|condition| self.condition(condition))
                .transpose()?,
            within: self.span(&kind, &mut raw)?,
            preset: raw
                .preset
                .take()
                .map(|preset| preset_of(&kind, &preset))
                .transpose()?,
            meaning,
            kind,
        };
        match raw.left_over() {
            Some(key) => Err(Code::UnfitKey { key }),
            None => Ok(field),
        }
    }

    fn condition(&self, raw: RawCondition) -> Result<Condition, Code> {
        let earlier = self
            .fields
            .iter()
            .find(|read| read.id == raw.field)
            .ok_or(Code::NoSuchField)?;
        if raw.is.is_empty() {
            return Err(Code::MissingKey { key: "is" });
        }
        match raw.is.iter().find(|value| !earlier.values.contains(value)) {
            Some(value) => Err(Code::NoSuchValue { value: value.clone() }),
            None => Ok(Condition {
                field: raw.field,
                is: raw.is,
            }),
        }
    }

    /// A span fits dates only, and is counted from an earlier date.
    fn span(&self, kind: &Kind, raw: &mut RawItem) -> Result<Option<Within>, Code> {
        if !matches!(kind, Kind::Date) {
            return Ok(None);
        }
        let Some(within) = raw.within.take().map(parse_field::within).transpose()? else {
            return Ok(None);
        };
        let is_date = self
            .fields
            .iter()
            .any(|read| read.id == within.after && read.kind == "date");
        if is_date {
            Ok(Some(within))
        } else {
            Err(Code::NoSuchField)
        }
    }
}

fn preset_of(kind: &Kind, preset: &toml::Value) -> Result<serde_json::Value, Code> {
    let json = serde_json::to_value(preset).map_err(|_| Code::BadPreset)?;
    match Value::read(kind, &json) {
        Ok(Some(_)) => Ok(json),
        Ok(None) | Err(_) => Err(Code::BadPreset),
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
