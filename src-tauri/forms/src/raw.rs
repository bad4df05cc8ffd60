//! The shape of a definition file, before anything about it is checked. Keys that are not here are refused.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::form::{Author, Meaning, PersonPart, Place, Standing};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawForm {
    pub id: Spanned<String>,
    pub version: Spanned<u32>,
    pub number: Option<String>,
    pub title: String,
    pub short_title: String,
    pub summary: String,
    #[serde(default)]
    pub one_page: bool,
    pub source: RawSource,
    #[serde(default)]
    pub options: BTreeMap<String, Spanned<Vec<RawChoice>>>,
    pub section: Vec<RawSection>,
    #[serde(default)]
    pub errata: Vec<RawErratum>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawSource {
    pub document: String,
    pub standing: Standing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawErratum {
    pub field: Spanned<String>,
    pub source: String,
    pub printed: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawSection {
    pub id: Spanned<String>,
    pub name: String,
    pub heading: Option<String>,
    pub author: Author,
    pub follows: Option<Spanned<String>>,
    pub item: Vec<RawItem>,
}

/// Every key an item can have. What reads the item takes out the keys it knows; see [`RawItem::left_over`].
///
/// One flat struct: serde cannot refuse unknown keys, nor say where a value stands, through `flatten`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawItem {
    pub kind: Spanned<String>,
    pub text: Option<String>,
    pub id: Option<Spanned<String>>,
    pub label: Option<String>,
    pub full_label: Option<String>,
    pub hint: Option<String>,
    pub help: Option<String>,
    pub required: Option<bool>,
    pub place: Option<Place>,
    pub show_if: Option<RawCondition>,
    pub within: Option<RawWithin>,
    pub preset: Option<toml::Value>,
    pub meaning: Option<Meaning>,
    pub longest: Option<u32>,
    pub lines: Option<u8>,
    pub least: Option<i64>,
    pub greatest: Option<i64>,
    pub comment: Option<String>,
    pub options: Option<RawOptions>,
    pub grid: Option<bool>,
    pub parts: Option<Vec<PersonPart>>,
    pub columns: Option<Vec<RawColumn>>,
    pub most: Option<u16>,
    pub blank: Option<u8>,
    pub author: Option<Author>,
}

impl RawItem {
    /// A key that is still there when everything that fits the item's kind has been taken out.
    pub fn left_over(&self) -> Option<&'static str> {
        let keys = [
            ("text", self.text.is_some()),
            ("id", self.id.is_some()),
            ("label", self.label.is_some()),
            ("full-label", self.full_label.is_some()),
            ("hint", self.hint.is_some()),
            ("help", self.help.is_some()),
            ("required", self.required.is_some()),
            ("place", self.place.is_some()),
            ("show-if", self.show_if.is_some()),
            ("within", self.within.is_some()),
            ("preset", self.preset.is_some()),
            ("meaning", self.meaning.is_some()),
            ("longest", self.longest.is_some()),
            ("lines", self.lines.is_some()),
            ("least", self.least.is_some()),
            ("greatest", self.greatest.is_some()),
            ("comment", self.comment.is_some()),
            ("options", self.options.is_some()),
            ("grid", self.grid.is_some()),
            ("parts", self.parts.is_some()),
            ("columns", self.columns.is_some()),
            ("most", self.most.is_some()),
            ("blank", self.blank.is_some()),
            ("author", self.author.is_some()),
        ];
        keys.into_iter().find(|(_, present)| *present).map(|(key, _)| key)
    }
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub enum RawOptions {
    Named(String),
    Listed(Vec<RawChoice>),
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct RawChoice {
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawColumn {
    pub id: String,
    pub label: String,
    pub kind: String,
    #[serde(default)]
    pub required: bool,
    pub weight: Option<u8>,
    pub longest: Option<u32>,
    pub options: Option<RawOptions>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCondition {
    pub field: String,
    pub is: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawWithin {
    pub after: String,
    pub from_months: u32,
    pub to_months: u32,
    pub or_reason: String,
}
