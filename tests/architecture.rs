//! What docs/architecture.md says is absent is absent.
//!
//! The sources are read as text, so this stands in the xtask crate (no dependencies): it runs in a second
//! and needs no WebKit. Every rule is a function of a source that gives what is wrong with it, and
//! `check_that_rules_bite` shows each rule something it must refuse.

#![allow(clippy::unwrap_used, reason = "a test: what cannot be read must stop it")]

#[path = "architecture/crates.rs"]
mod crates;
#[path = "architecture/sources.rs"]
mod sources;
#[path = "architecture/texts.rs"]
mod texts;

use sources::{Source, all, declared_name};

/// A rule: what is wrong with one source, a line each.
type Rule = fn(&Source) -> Vec<String>;

const RULES: &[Rule] = &[
    not_too_long,
    says_what_it_is,
    nothing_half_done,
    silence_has_a_reason,
    one_door_to_tauri,
    pure_core,
];

/// Nobody reads a file longer than this to its end.
const LONGEST_FILE: usize = 600;

/// Crates whose functions are given the time, the randomness and the bytes they need.
const PURE: &[&str] = &[
    "forms",
    "cases",
    "documents",
    "signing",
    "exchange",
    "packs",
    "texts",
];

#[test]
fn check_sources() {
    let sources = all();
    assert!(sources.len() > 20, "the sources were not found");
    let wrong: Vec<String> = sources
        .iter()
        .flat_map(|source| RULES.iter().flat_map(|rule| rule(source)))
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn check_crates() {
    let wrong = crates::wrong_in(&crates::manifests());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn check_texts() {
    let wrong = texts::wrong_in(&texts::files(), &all());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn check_that_rules_bite() {
    let cases: &[(Rule, &str, &str, usize)] = &[
        (says_what_it_is, "ui/src/a.ts", "export class FormService {}", 1),
        (nothing_half_done, "ui/src/a.ts", "// TODO later", 1),
        (nothing_half_done, "ui/src/a.ts", "const todos = 1;", 0),
        (
            nothing_half_done,
            "src-tauri/a/src/a.rs",
            "#[ignore]\nfn slow() {}",
            1,
        ),
        (
            silence_has_a_reason,
            "src-tauri/a/src/a.rs",
            "#[allow(dead_code)]\nfn a() {}",
            1,
        ),
        (
            silence_has_a_reason,
            "src-tauri/a/src/a.rs",
            "#[expect(dead_code, reason = \"b\")]\nfn a() {}",
            0,
        ),
        (
            silence_has_a_reason,
            "src-tauri/a/src/a.rs",
            "// Because.\n#[allow(dead_code)]\nfn a() {}",
            0,
        ),
        (
            one_door_to_tauri,
            "ui/src/host.ts",
            "import { invoke } from \"@tauri-apps/api/core\";",
            0,
        ),
        (
            one_door_to_tauri,
            "ui/src/App.svelte",
            "import { invoke } from \"@tauri-apps/api/core\";",
            1,
        ),
        (
            pure_core,
            "src-tauri/cases/src/a.rs",
            "let today = Utc::now();",
            1,
        ),
        (pure_core, "src-tauri/shell/a.rs", "let today = Utc::now();", 0),
        (
            pure_core,
            "src-tauri/documents/src/a.rs",
            "std::fs::read(path)",
            1,
        ),
        (
            pure_core,
            "src-tauri/documents/src/a.rs",
            "#[cfg(test)]\nmod tests { std::fs::read(path) }",
            0,
        ),
    ];
    for (rule, path, text, expected) in cases {
        let found = rule(&Source::new(path, text));
        assert_eq!(found.len(), *expected, "{path}: {text:.60}: {found:?}");
    }
    let long = |lines| not_too_long(&Source::new("a.rs", &"x\n".repeat(lines))).len();
    assert_eq!((long(LONGEST_FILE), long(LONGEST_FILE + 1)), (0, 1));
    crates::check_that_rules_bite();
    texts::check_that_rules_bite();
}

fn not_too_long(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines > LONGEST_FILE {
        vec![format!("{}: {lines} lines", source.path)]
    } else {
        vec![]
    }
}

/// A name such as these says that nobody knew what the thing is.
fn says_what_it_is(source: &Source) -> Vec<String> {
    let empty = |name: &str| {
        let lower = name.to_lowercase();
        ["manager", "helper", "helpers", "util", "utils", "service"]
            .iter()
            .any(|word| lower == *word || lower.ends_with(&format!("_{word}")) || ends_with_word(name, word))
    };
    source.lines_where(|line| declared_name(line).is_some_and(empty), "says nothing")
}

fn nothing_half_done(source: &Source) -> Vec<String> {
    const MARKS: [&str; 7] = [
        "TODO",
        "FIXME",
        "XXX",
        "#[ignore",
        "test.skip(",
        "it.skip(",
        "describe.skip(",
    ];
    source.lines_where(|line| MARKS.iter().any(|mark| line.contains(mark)), "half done")
}

/// A lint is silenced only beside the reason: in the attribute, or in a comment on or above the line.
fn silence_has_a_reason(source: &Source) -> Vec<String> {
    let mut above = "";
    let mut wrong = vec![];
    for (number, line) in source.numbered() {
        let code = line.trim_start();
        let silences = ["#[allow(", "#![allow(", "#[expect(", "#![expect("]
            .iter()
            .any(|mark| code.starts_with(mark));
        if silences
            && !line.contains("reason")
            && !line.contains("//")
            && !above.trim_start().starts_with("//")
        {
            wrong.push(format!("{}:{number}: silenced without a reason", source.path));
        }
        above = line;
    }
    wrong
}

/// One file speaks with the shell, so that the window can be tested without it.
fn one_door_to_tauri(source: &Source) -> Vec<String> {
    if !source.path.starts_with("ui/src/") || source.path == "ui/src/host.ts" {
        return vec![];
    }
    source.lines_where(
        |line| line.contains("@tauri-apps"),
        "imports @tauri-apps; only ui/src/host.ts does",
    )
}

/// No clock, no randomness, no files and no network in the crates that judge and draw.
fn pure_core(source: &Source) -> Vec<String> {
    const REACHES_OUT: [&str; 9] = [
        "Utc::now(",
        "Local::now(",
        "SystemTime::now(",
        "Instant::now(",
        "Uuid::now_v7(",
        "std::fs",
        "std::net",
        "std::process",
        "std::env::var",
    ];
    let pure = PURE
        .iter()
        .any(|name| source.path.starts_with(&format!("src-tauri/{name}/src/")));
    if !pure {
        return vec![];
    }
    source.production().lines_where(
        |line| REACHES_OUT.iter().any(|mark| line.contains(mark)),
        "reaches out",
    )
}

/// Whether a CamelCase name ends with a word: `FormService`, but not `Deservice`.
fn ends_with_word(name: &str, word: &str) -> bool {
    let mut capital = word.to_owned();
    capital[..1].make_ascii_uppercase();
    name.ends_with(&capital)
}
