//! What is to be said of a file's signatures, as a paper for people to read.

use chrono::{DateTime, FixedOffset, Utc};
use documents::Provenance;
use signing::Trust;
use texts::swedish;

use crate::error::CommandError;
use crate::sheet::{Sheet, say};
use crate::signatures::judge;
use crate::wire::signature::{Signatory, SignatureReport, SignatureView};

/// The report on any PDF, as PDF/A; `now` on the reader's own clock.
///
/// # Errors
/// A name in a certificate holds characters that no font of ours has.
pub fn report_pdf(pdf: &[u8], trust: &Trust, now: DateTime<FixedOffset>) -> Result<Vec<u8>, CommandError> {
    let local = |at: DateTime<Utc>| at.with_timezone(now.offset());
    let report = judge(pdf, trust, now.to_utc());
    let sheet = sheet(pdf, &report, &[], now.to_utc(), &local);
    let provenance = Provenance {
        document: None,
        school: String::new(),
        diarienummer: None,
        secrecy: None,
        made_at: now.to_utc(),
    };
    Ok(documents::print(&sheet.outline(), &provenance, None)?)
}

/// The report, with facts that name the file beside its hash.
pub(crate) fn sheet(
    pdf: &[u8],
    report: &SignatureReport,
    facts: &[(String, String)],
    now: DateTime<Utc>,
    local: &dyn Fn(DateTime<Utc>) -> DateTime<FixedOffset>,
) -> Sheet {
    let clock = |at: DateTime<Utc>| local(at).format("%Y-%m-%d %H.%M").to_string();
    let sheet = Sheet::new(
        "kontrollrapport",
        &say("report-sheet-title"),
        &say("sheet-source"),
    );
    let sheet = sheet.notice(&verdict(report));
    let sheet = facts
        .iter()
        .fold(sheet, |sheet, (label, text)| sheet.fact(label, text));
    let sheet = sheet
        .fact(&say("report-sheet-hash"), &forms::Hash::of(pdf).to_string())
        .fact(&say("report-sheet-at"), &clock(now))
        .fact(&say("report-sheet-policy"), &say("report-policy"));
    let sheet = report
        .faults
        .iter()
        .fold(sheet, |sheet, fault| sheet.text(&say(fault)));
    let signatures = report.signatures.iter().zip(1..);
    signatures.fold(sheet, |sheet, (signature, number)| {
        one(sheet, signature, number, &clock)
    })
}

fn verdict(report: &SignatureReport) -> String {
    let names = [("names", report.names.join(", ").into())];
    swedish().say(&report.verdict, &names).into_owned()
}

fn one(
    sheet: Sheet,
    signature: &SignatureView,
    number: usize,
    clock: &dyn Fn(DateTime<Utc>) -> String,
) -> Sheet {
    let heading = match signature.is_time_stamp {
        true => say("signature-time-stamp"),
        false => swedish()
            .say("signature-of", &[("number", number.into())])
            .into_owned(),
    };
    let time = |at: &Option<String>| {
        let at = at.as_ref()?.parse().ok()?;
        Some(clock(at))
    };
    let claimed = time(&signature.claimed).map(|time| match signature.proven {
        Some(_) => time,
        None => swedish()
            .say("signature-unproven", &[("time", time.into())])
            .into_owned(),
    });
    let codes = |codes: &[String]| codes.iter().map(|code| say(code)).collect::<Vec<_>>().join(" ");
    let facts = [
        ("signature-signer", person(&signature.signer)),
        ("signature-issuer", person(&signature.issuer)),
        ("signature-certificate", say(&signature.standing)),
        ("signature-claimed", claimed.unwrap_or_default()),
        ("signature-proven", time(&signature.proven).unwrap_or_default()),
        (
            "signature-fault",
            signature.fault.as_deref().map(say).unwrap_or_default(),
        ),
        ("signature-remarks", codes(&signature.remarks)),
        ("signature-since", codes(&signature.changes)),
        ("signature-fingerprint", signature.spoken.clone()),
    ];
    let there = facts.into_iter().filter(|(_, text)| !text.is_empty());
    there.fold(sheet.part(Some(&heading)), |sheet, (label, text)| {
        sheet.fact(&say(label), &text)
    })
}

/// A person as certificates name them.
pub fn person(person: &Signatory) -> String {
    let parts = [&person.name, &person.title, &person.organisation].map(String::as_str);
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
