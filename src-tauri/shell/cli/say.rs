//! What the command line says, and errors as it says them: what happened, what to do, and every field on a line of
//! its own.

use std::fmt::{Display, Write as _};
use std::io::{Write as _, stdout};

use clap::error::{ContextKind, ContextValue};
use commands::CommandError;
use commands::error::FieldProblem;
use texts::{Value, swedish};

/// Says a line. Who closes the pipe has read enough.
pub fn line(text: impl Display) {
    writeln!(stdout(), "{text}").ok();
}

/// The whole message, ending in a line feed.
pub fn error(error: &CommandError) -> String {
    let mut out = String::new();
    let happened = words(&format!("error-{}.what", error.code), &error.args);
    let todo = words(&format!("error-{}.do", error.code), &error.args);
    // Writing to a string cannot fail.
    writeln!(out, "{happened} {todo}").ok();
    for problem in &error.problems {
        writeln!(out, "  {}", field(problem)).ok();
    }
    out
}

fn field(problem: &FieldProblem) -> String {
    let file = problem
        .args
        .get("file")
        .map(|file| format!("{file}: "))
        .unwrap_or_default();
    format!("{file}{}: {}", problem.field, self::problem(problem))
}

/// What is wrong in a field, without the field.
pub fn problem(problem: &FieldProblem) -> String {
    words(&format!("problem-{}", problem.code), &problem.args)
}

fn words(key: &str, args: &std::collections::BTreeMap<String, String>) -> String {
    let args: Vec<(&str, Value<'_>)> = args
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().into()))
        .collect();
    swedish().say(key, &args).into_owned()
}

/// Wrong words on the command line.
pub fn usage(wrong: &clap::Error) -> CommandError {
    let context = |kind| match wrong.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let about = context(ContextKind::InvalidArg).or_else(|| context(ContextKind::InvalidSubcommand));
    CommandError::named("usage").with("argument", about.unwrap_or_default())
}
