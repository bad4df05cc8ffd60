//! Every text that Rust or the window asks for exists, and every text is asked for.
//!
//! A key is asked for where it stands in quotes (`say("document-id")`), or where its beginning does and the
//! rest is put in (`format!("document-role-{role}")`); the rest must then be found in the sources too, in
//! quotes or as the name of an enum's variant.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{Source, root};

/// The calls whose first argument is a key.
const ASKS: [&str; 5] = [".say(", " t(", "(t(", "{t(", "wordsFor("];

/// The Swedish texts, as (name, content).
pub fn files() -> Vec<(String, String)> {
    let folder = root().join("src-tauri/texts/sv");
    let entries = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|kind| kind == "ftl"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

/// What is missing and what is never used, a line each.
pub fn wrong_in(files: &[(String, String)], sources: &[Source]) -> Vec<String> {
    let keys: BTreeSet<String> = files.iter().flat_map(|(_, text)| keys_in(text)).collect();
    let production: Vec<Source> = sources.iter().map(Source::production).collect();
    let mut words: BTreeSet<String> = production
        .iter()
        .flat_map(|source| quoted_in(&source.text))
        .collect();
    words.extend(files.iter().flat_map(|(_, text)| references_in(text)));
    words.extend(production.iter().flat_map(|source| variants_in(&source.text)));
    words.extend(data_words());

    let missing = production.iter().flat_map(|source| {
        let asked = asked_in(&source.text)
            .into_iter()
            .filter(|key| !keys.contains(key));
        asked
            .map(|key| format!("{}: no text for {key}", source.path))
            .collect::<Vec<_>>()
    });
    let unused = keys.iter().filter(|key| !is_used(key, &words));
    missing
        .chain(unused.map(|key| format!("nobody uses the text {key}")))
        .collect()
}

pub fn check_that_rules_bite() {
    let files = [(
        "a.ftl".to_owned(),
        "# Words\nid = Dokument { $id }\nrole-eht = elevhälsan\nerror-no-file =\n    .what = Borta.\nterm = ord\nx = { term }\n"
            .to_owned(),
    )];
    let rest = "enum Code { NoFile }\nsay(\"x\")\nformat!(\"role-{role}\") \"eht\"\n";
    let cases = [
        ("texts.say(\"id\", &[])\nformat!(\"error-{code}.what\")", vec![]),
        (
            "texts.say(\"id\", &[])\nformat!(\"other-{code}.what\")",
            vec!["nobody uses the text error-no-file.what"],
        ),
        ("format!(\"error-{code}.what\")", vec!["nobody uses the text id"]),
        (
            "texts.say(\"id\", &[])\nformat!(\"error-{code}.what\") x.say(\"gone\", &[])",
            vec!["src-tauri/a.rs: no text for gone"],
        ),
    ];
    for (text, expected) in cases {
        let source = Source::new("src-tauri/a.rs", &format!("{text}\n{rest}"));
        assert_eq!(wrong_in(&files, &[source]), expected, "{text}");
    }
}

/// The keys a Fluent file gives a text to, attributes as `key.attribute`.
fn keys_in(text: &str) -> Vec<String> {
    let mut keys = vec![];
    let mut message = "";
    for line in text.lines() {
        let Some((left, right)) = line.split_once('=') else {
            continue;
        };
        let left = left.trim_end();
        if let Some(attribute) = left.trim_start().strip_prefix('.') {
            keys.push(format!("{message}.{attribute}"));
        } else if left.starts_with(|first: char| first.is_ascii_alphabetic()) {
            message = left;
            let continues = text.split(line).nth(1).is_some_and(|rest| {
                rest.trim_start_matches('\n')
                    .lines()
                    .next()
                    .is_some_and(|next| next.starts_with(' ') && !next.trim_start().starts_with('.'))
            });
            if !right.trim().is_empty() || continues {
                keys.push(left.to_owned());
            }
        }
    }
    keys
}

/// Whether the sources ask for a key, whole or put together.
fn is_used(key: &str, words: &BTreeSet<String>) -> bool {
    words.contains(key) || words.iter().any(|word| makes(word, key, words))
}

/// Whether a quoted pattern such as `error-{code}.what` makes a key, with a rest that is found somewhere.
fn makes(pattern: &str, key: &str, words: &BTreeSet<String>) -> bool {
    let Some((start, end)) = hole(pattern) else {
        return false;
    };
    let (head, tail) = (&pattern[..start], &pattern[end..]);
    let Some(rest) = key.strip_prefix(head).filter(|_| head.ends_with('-')) else {
        return false;
    };
    let Some(rest) = rest.strip_suffix(tail) else {
        return hole(tail).is_some();
    };
    words.contains(rest.split('.').next().unwrap_or(rest))
}

/// The place in a pattern where something is put in; a pattern that ends with a dash is put together there.
fn hole(pattern: &str) -> Option<(usize, usize)> {
    match (pattern.find("${").or(pattern.find('{')), pattern.find('}')) {
        (Some(start), Some(end)) if start < end => Some((start, end + 1)),
        _ => pattern.ends_with('-').then_some((pattern.len(), pattern.len())),
    }
}

/// Every word that follows a quotation mark in the sources.
fn quoted_in(text: &str) -> Vec<String> {
    let begins = text
        .char_indices()
        .filter(|(_, letter)| ['"', '\'', '`'].contains(letter))
        .map(|(at, _)| at + 1);
    let words = begins.map(|at| {
        let word = text[at..]
            .split(|letter: char| !is_of_key(letter))
            .next()
            .unwrap_or_default();
        word.to_owned()
    });
    words.filter(|word| !word.is_empty()).collect()
}

fn is_of_key(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_.{}$".contains(letter)
}

/// Texts that other texts are made of: `{ key }`.
fn references_in(text: &str) -> Vec<String> {
    let inside = text
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split('}').next()?.trim().to_owned()));
    inside
        .filter(|word| word.starts_with(|first: char| first.is_ascii_lowercase()))
        .collect()
}

/// The names of enum variants as serde and our codes write them: `LongText` is `long-text`.
fn variants_in(text: &str) -> Vec<String> {
    let names = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    names
        .filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
        .map(kebab)
        .collect()
}

fn kebab(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// The words in the packs' definitions, which are data.
fn data_words() -> Vec<String> {
    let mut found = vec![];
    let mut folders = vec![root().join("src-tauri/packs")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "toml") {
                found.extend(quoted_in(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// The keys that a source asks for in so many words.
fn asked_in(text: &str) -> Vec<String> {
    let calls = ASKS.iter().flat_map(|call| text.split(call).skip(1));
    let keys = calls.filter_map(|rest| {
        let quote = rest
            .trim_start()
            .chars()
            .next()
            .filter(|first| ['"', '\''].contains(first))?;
        let key = rest.trim_start()[1..].split(quote).next()?;
        key.chars()
            .all(|letter| is_of_key(letter) && letter != '{')
            .then(|| key.to_owned())
    });
    keys.collect()
}
