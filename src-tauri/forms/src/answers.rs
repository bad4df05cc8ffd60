//! Answers as they are typed and kept: field id to JSON value, not yet judged.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;
use unicode_normalization::UnicodeNormalization as _;

/// Answers by field id. Texts are in Unicode's composed form (NFC) and free of control characters
/// other than line feed; nothing else about them is promised until [`crate::Form::evaluate`] has judged them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, Json>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a field, as it was given.
    pub fn get(&self, field: &str) -> Option<&Json> {
        self.0.get(field)
    }

    /// Gives, changes or (with `null`) takes back an answer.
    pub fn set(&mut self, field: &str, value: Json) {
        if value.is_null() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), clean(value));
        }
    }

    /// Whether nothing at all was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answers in the order of their field ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(field, value)| (field.as_str(), value))
    }

    /// The answers as one JSON object.
    pub fn to_json(&self) -> Json {
        Json::Object(
            self.0
                .iter()
                .map(|(field, value)| (field.clone(), value.clone()))
                .collect(),
        )
    }
}

impl FromIterator<(String, Json)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(pairs: I) -> Self {
        let mut answers = Self::new();
        for (field, value) in pairs {
            answers.set(&field, value);
        }
        answers
    }
}

impl IntoIterator for Answers {
    type Item = (String, Json);
    type IntoIter = std::collections::btree_map::IntoIter<String, Json>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(BTreeMap::<String, Json>::deserialize(deserializer)?
            .into_iter()
            .collect())
    }
}

/// Brings every text in a value to NFC and strips what cannot be printed.
fn clean(value: Json) -> Json {
    match value {
        Json::String(text) => Json::String(clean_text(&text)),
        Json::Array(items) => items.into_iter().map(clean).collect(),
        Json::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, clean(value)))
            .collect(),
        other => other,
    }
}

fn clean_text(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| {
            if matches!(c, '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}') {
                '\n'
            } else {
                c
            }
        })
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .filter(|c| !is_invisible_mark(*c))
        .nfc()
        .collect()
}

/// Characters that steer direction or nothing at all: they can make a text read otherwise than it is.
fn is_invisible_mark(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn check() {
        let cases = [
            (json!("A\u{30a}sa"), json!("Åsa")),
            (
                json!("rad ett\r\nrad två\rrad tre"),
                json!("rad ett\nrad två\nrad tre"),
            ),
            (json!("\u{feff}a\u{0}b\u{202e}c\td"), json!("abc d")),
            (json!({"name": "Å\u{7}ke"}), json!({"name": "Åke"})),
            (
                json!([{"row": "r1", "who": "e\u{301}"}]),
                json!([{"row": "r1", "who": "é"}]),
            ),
            (json!(12.5), json!(12.5)),
        ];
        for (given, kept) in cases {
            let mut answers = Answers::new();
            answers.set("field", given);
            assert_eq!(answers.get("field"), Some(&kept));
        }
        let mut answers: Answers = serde_json::from_str(r#"{"a": "A\u030a", "b": null}"#).unwrap();
        assert_eq!(answers.to_json(), json!({"a": "Å"}));
        answers.set("a", Json::Null);
        assert!(answers.is_empty());
    }
}
