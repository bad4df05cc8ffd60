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
    pub source: RawSource,
    #[serde(default)]
    pub options: BTreeMap<String, Vec<RawChoice>>,
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

/// Every key an item can have; which of them fit depends on its kind.
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
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub place: Place,
    pub show_if: Option<RawCondition>,
    pub within: Option<RawWithin>,
    pub preset: Option<toml::Value>,
    pub meaning: Option<Meaning>,
    #[serde(flatten)]
    pub traits: RawTraits,
}

/// The keys that only some kinds take.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
pub struct RawTraits {
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

#[derive(Deserialize)]
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
