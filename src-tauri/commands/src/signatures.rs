//! Signing a PDF, and saying of a signed one who signed it and whether it is whole.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use documents::SignatureField;
use signing::{
    Appearance, Certificate, Occasion, Party, Report, Request, SignError, Signer, TimeStamper, Trust, Verdict,
};
use texts::swedish;

use crate::error::{Code, CommandError};
use crate::own_signature::{hex, spoken};
use crate::wire::signature::{Signatory, SignatureReport, SignatureView};

/// Where and when a PDF is to be signed.
pub struct Wish<'a> {
    /// The field; without it the first one that is empty.
    pub field: Option<&'a str>,
    /// When, as the signer claims, on the signer's own clock.
    pub at: DateTime<FixedOffset>,
    /// Whether it is the last signature.
    pub lock: bool,
}

/// Signs a PDF in one of its fields, with a time stamp where somebody gives one, and judges the result before anyone
/// gets it.
///
/// # Errors
/// There is no such field, it is signed already, the certificate does not hold now, or the result does not.
pub fn sign(
    pdf: &[u8],
    signer: &dyn Signer,
    wish: &Wish<'_>,
    stamper: Option<&mut dyn TimeStamper>,
) -> Result<Vec<u8>, CommandError> {
    let field = choose(pdf, wish.field)?;
    let signatory = signatory(signer)?;
    let look = documents::signature_look(&words(&signatory, wish.at), field.size, pdf)?;
    let look = Appearance::of_page(&look.page, &look.fonts).map_err(signing::Error::from)?;
    let request = Request {
        field: &field.name,
        at: wish.at.to_utc(),
        name: &signatory.name,
        reason: None,
        appearance: Some(&look),
        lock: wish.lock,
    };
    let signed = signing::sign(pdf, signer, &request, stamper)?;
    let verdict = signing::verify(&signed, &Trust::new(), wish.at.to_utc()).verdict;
    if matches!(
        verdict,
        Verdict::Whole | Verdict::UnknownIssuer | Verdict::BadCertificate
    ) {
        Ok(signed)
    } else {
        Err(CommandError::new(Code::SignatureNotHeld))
    }
}

fn choose(pdf: &[u8], name: Option<&str>) -> Result<SignatureField, CommandError> {
    let fields = documents::inspect(pdf)?.signatures;
    let wanted = |field: &SignatureField| name.map_or(!field.signed, |name| field.name == name);
    let field = fields.into_iter().find(wanted);
    field.ok_or_else(|| signing::Error::from(SignError::NoField).into())
}

fn signatory(signer: &dyn Signer) -> Result<Party, CommandError> {
    let certificate = signer.chain().first();
    let certificate = certificate.ok_or(signing::Error::from(SignError::NoCertificate))?;
    Ok(certificate.summary().subject)
}

/// What stands in the field: who, as what and where, and when; no more than the signature shows.
fn words(signatory: &Party, at: DateTime<FixedOffset>) -> Vec<String> {
    let time = [
        ("day", at.format("%Y-%m-%d").to_string().into()),
        ("time", at.format("%H.%M").to_string().into()),
    ];
    let place = [&signatory.title, &signatory.organisation].map(String::as_str);
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let words = [
        signatory.name.clone(),
        place.join(", "),
        swedish().say("signature-look-time", &time).into_owned(),
    ];
    words.into_iter().filter(|line| !line.is_empty()).collect()
}

/// Judges a PDF against a trust list.
pub fn judge(pdf: &[u8], trust: &Trust, now: DateTime<Utc>) -> SignatureReport {
    report(signing::verify(pdf, trust, now))
}

/// What was found as a report that archives read (ETSI TS 119 102-2, XML).
///
/// # Errors
/// There is no signature to report on.
pub fn report_xml(pdf: &[u8], trust: &Trust, now: DateTime<Utc>) -> Result<Vec<u8>, CommandError> {
    let occasion = Occasion {
        now,
        validator: concat!("Närvarolots ", env!("CARGO_PKG_VERSION")),
        policy: &swedish().say("report-policy", &[]),
    };
    Ok(signing::report_xml(
        pdf,
        &signing::verify(pdf, trust, now),
        &occasion,
    )?)
}

/// What was found, as it goes over to the window.
pub(crate) fn report(report: Report) -> SignatureReport {
    let signatures: Vec<SignatureView> = report.signatures.iter().map(view).collect();
    let persons = signatures.iter().filter(|one| !one.is_time_stamp);
    SignatureReport {
        verdict: report.verdict.code().to_owned(),
        names: persons.map(|one| one.signer.name.clone()).collect(),
        unreadable: report.unreadable.map(|why| why.code().to_owned()),
        faults: report
            .faults
            .into_iter()
            .map(|fault| fault.code().to_owned())
            .collect(),
        signatures,
    }
}

fn view(signature: &signing::Signature) -> SignatureView {
    let own = signature.chain.first().map(Certificate::summary);
    let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    SignatureView {
        field: signature.field.clone(),
        is_time_stamp: signature.is_time_stamp,
        locks: signature.locks,
        verdict: signature.verdict().code().to_owned(),
        fault: signature.fault.map(|fault| fault.code().to_owned()),
        signer: own
            .as_ref()
            .map(|own| Signatory::from(&own.subject))
            .unwrap_or_default(),
        issuer: own
            .as_ref()
            .map(|own| Signatory::from(&own.issuer))
            .unwrap_or_default(),
        standing: signature.standing.code().to_owned(),
        spoken: own
            .as_ref()
            .map(|own| spoken(&own.fingerprint))
            .unwrap_or_default(),
        fingerprint: own.map(|own| hex(&own.fingerprint)).unwrap_or_default(),
        certificate: signature
            .chain
            .first()
            .map(Certificate::to_pem)
            .unwrap_or_default(),
        claimed: signature.claimed.map(instant),
        proven: signature.proven.map(instant),
        time_unknown: signature.time_unknown,
        in_future: signature.in_future,
        covers_all: signature.covers_all,
        remarks: signature
            .remarks
            .iter()
            .map(|remark| remark.code().to_owned())
            .collect(),
        changes: signature
            .changes
            .iter()
            .map(|kind| kind.code().to_owned())
            .collect(),
    }
}
