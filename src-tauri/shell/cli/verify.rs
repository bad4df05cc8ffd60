//! `verify`: whether a signed PDF is whole, who signed it, and what has been done to it since.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use chrono::{Local, Utc};
use clap::ArgMatches;
use commands::CommandError;
use commands::signature_sheet::{person, report_pdf};
use commands::signatures::{judge, report_xml};
use commands::wire::signature::{SignatureReport, SignatureView};
use signing::{Trust, Verdict};
use texts::swedish;

use super::forms::print_json;
use super::{cannot_read, given_path, say};
use crate::system::{read_pdf, write_whole};

/// Exit status: 0 whole, 1 not whole or a certificate that did not hold, 2 cannot be judged.
pub fn run(told: &ArgMatches) -> Result<ExitCode, CommandError> {
    let trust = given_path(told, "trust")
        .map(trusted)
        .transpose()?
        .unwrap_or_default();
    let pdf = read_pdf(given_path(told, "file").unwrap_or(Path::new("")))?;
    let now = Utc::now();
    let report = judge(&pdf, &trust, now);
    if let Some(file) = given_path(told, "report") {
        // The one for people to read where that is what the file is called, the one for archives otherwise.
        let written = if file
            .extension()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("pdf"))
        {
            report_pdf(&pdf, &trust, now.with_timezone(&Local).fixed_offset())?
        } else {
            report_xml(&pdf, &trust, now)?
        };
        write_whole(file, &written)?;
    }
    if told.get_flag("json") {
        print_json(&report)?;
    } else {
        print(&report);
    }
    Ok(status(&report))
}

fn status(report: &SignatureReport) -> ExitCode {
    let is = |verdict: Verdict| report.verdict == verdict.code();
    if is(Verdict::Whole) {
        ExitCode::SUCCESS
    } else if [Verdict::Changed, Verdict::Broken, Verdict::BadCertificate]
        .into_iter()
        .any(is)
    {
        ExitCode::from(1)
    } else {
        ExitCode::from(2)
    }
}

/// Everyone whose certificate, or whose issuer's, lies in the folder; lists of revoked ones too.
fn trusted(folder: &Path) -> Result<Trust, CommandError> {
    let mut trust = Trust::new();
    let entries = fs::read_dir(folder).map_err(|_| cannot_read(folder))?;
    for file in entries.flatten().map(|entry| entry.path()) {
        let kind = file.extension().unwrap_or_default().to_ascii_lowercase();
        let bytes = || fs::read(&file).map_err(|_| cannot_read(&file));
        match kind.to_str().unwrap_or_default() {
            "pem" | "crt" | "cer" | "der" => trust.add(&bytes()?).map_err(signing::Error::from)?,
            "crl" => trust.add_revocations(&bytes()?).map_err(signing::Error::from)?,
            _ => {}
        }
    }
    Ok(trust)
}

fn print(report: &SignatureReport) {
    let names = [("names", report.names.join(", ").into())];
    line("", &swedish().say(&report.verdict, &names));
    if let Some(why) = &report.unreadable {
        line("", &swedish().say(&format!("error-{why}.what"), &[]));
    }
    for fault in &report.faults {
        line("  ", &swedish().say(fault, &[]));
    }
    for signature in &report.signatures {
        print_signature(signature);
    }
}

fn print_signature(signature: &SignatureView) {
    line("", "");
    let kind = if signature.is_time_stamp {
        "cli-verify-time-stamp"
    } else {
        "cli-verify-signature"
    };
    let field = [("field", signature.field.clone().into())];
    line("", &swedish().say(kind, &field));
    fact("cli-verify-signer", &person(&signature.signer));
    fact("cli-verify-issuer", &person(&signature.issuer));
    fact("cli-verify-standing", &swedish().say(&signature.standing, &[]));
    fact("cli-verify-fingerprint", &signature.fingerprint);
    fact("cli-verify-spoken", &signature.spoken);
    fact(
        "cli-verify-claimed",
        signature.claimed.as_deref().unwrap_or_default(),
    );
    fact(
        "cli-verify-proven",
        signature.proven.as_deref().unwrap_or_default(),
    );
    for (holds, code) in [
        (signature.in_future, "time-in-future"),
        (signature.time_unknown, "time-unknown"),
    ] {
        if holds {
            line("  ", &swedish().say(code, &[]));
        }
    }
    let codes = signature.fault.iter().chain(&signature.remarks);
    for code in codes.chain(&signature.changes) {
        line("  ", &swedish().say(code, &[]));
    }
    if signature.locks {
        line("  ", &swedish().say("cli-verify-locks", &[]));
    }
}

fn fact(key: &'static str, value: &str) {
    if !value.is_empty() {
        line("  ", &format!("{:<14} {value}", swedish().say(key, &[])));
    }
}

/// A foreign certificate may hold sequences that a terminal obeys.
fn line(indent: &str, text: &str) {
    say::line(format_args!("{indent}{}", text.replace(char::is_control, " ")));
}
