//! `inspect`: what a PDF is and what it holds.

use std::path::Path;

use clap::ArgMatches;
use commands::CommandError;
use documents::Inspection;
use serde_json::{Value as Json, json};
use texts::swedish;

use super::forms::print_json;
use super::{given_path, say};
use crate::system::read_pdf;

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let inspection = documents::inspect(&read_pdf(file)?)?;
    if told.get_flag("json") {
        return print_json(&with_answers(&inspection));
    }
    print_facts(&inspection);
    Ok(())
}

/// The inspection with the answers of all sections in one map beside it.
fn with_answers(inspection: &Inspection) -> Json {
    let mut value = json!(inspection);
    value["answers"] = match &inspection.record {
        Some(record) => record.answers().to_json(),
        None => Json::Null,
    };
    value
}

fn print_facts(inspection: &Inspection) {
    let fact = |key: &'static str, value: String| {
        if !value.is_empty() {
            // A foreign file may hold sequences that a terminal obeys.
            let value = value.replace(char::is_control, " ");
            say::line(format_args!("{:<14} {value}", swedish().say(key, &[])));
        }
    };
    let shown = |value: &Option<String>| value.clone().unwrap_or_default();
    let kind = json!(inspection.kind).as_str().unwrap_or_default().to_owned();
    fact(
        "cli-fact-kind",
        swedish().say(&format!("cli-kind-{kind}"), &[]).into_owned(),
    );
    fact("cli-fact-title", shown(&inspection.title));
    fact(
        "cli-fact-form",
        inspection
            .form
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    );
    fact(
        "cli-fact-hash",
        inspection
            .form_hash
            .map(|hash| hash.to_string())
            .unwrap_or_default(),
    );
    fact(
        "cli-fact-document",
        inspection.document.map(|id| id.to_string()).unwrap_or_default(),
    );
    fact("cli-fact-pages", inspection.pages.to_string());
    fact("cli-fact-conformance", inspection.conformance.join(", "));
    if let Some(before) = &inspection.predecessor {
        fact(
            "cli-fact-predecessor",
            format!("{} sha256 {}", before.document, before.sha256),
        );
    }
    for file in &inspection.attachments {
        fact(
            "cli-fact-attachment",
            format!("{} ({} byte)", file.name, file.size),
        );
    }
    for signature in &inspection.signatures {
        let state = if signature.signed {
            "cli-signature-signed"
        } else {
            "cli-signature-empty"
        };
        fact(
            "cli-fact-signature",
            format!("{} ({})", signature.name, swedish().say(state, &[])),
        );
    }
    for remark in &inspection.remarks {
        let remark = json!(remark).as_str().unwrap_or_default().to_owned();
        fact(
            "cli-fact-remark",
            swedish().say(&format!("cli-remark-{remark}"), &[]).into_owned(),
        );
    }
    for (field, answer) in inspection.record.iter().flat_map(|record| record.answers()) {
        say::line(format_args!("  {field}: {answer}"));
    }
}
