//! Time stamps: which service the user has set, asking it, and what it adds to a signed document. The network is used
//! for nothing else, and only when a service is set.

use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use signing::{Certificate, Proofs, Report, TimeStampError, TimeStamper, Trust, Verdict, list_of};
use texts::swedish;
use vault::Event;

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::filling;
use crate::outside::{FileKind, Outside};
use crate::own_signature::{UNSTAMPED, replace_paper};
use crate::papers;
use crate::trust::trust;
use crate::wire::document::DocumentView;
use crate::wire::identity::{CertificateView, ClockView};

/// Under which name the service is kept.
pub(crate) const CLOCK: &str = "clock";
/// Under which name an event says whether proofs came with the time stamp.
const PROOFS: &str = "proofs";
/// How long before a service's certificate ends it is said.
const SOON: TimeDelta = TimeDelta::days(90);

/// The service as it is kept, with the certificates it had before: what it stamped with them is still judged.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    url: Option<String>,
    certificates: Vec<String>,
}

/// A service that is set.
pub(crate) struct Clock {
    url: String,
    certificate: Certificate,
}

impl Clock {
    /// Whom to ask.
    pub fn asked<'a>(&'a self, outside: &'a dyn Outside) -> Asked<'a> {
        Asked {
            outside,
            url: &self.url,
        }
    }
}

/// A service that is asked over the network.
pub struct Asked<'a> {
    /// What reaches it.
    pub outside: &'a dyn Outside,
    /// Its address.
    pub url: &'a str,
}

impl TimeStamper for Asked<'_> {
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        self.outside.ask_clock(self.url, request)
    }

    fn nonce(&mut self) -> [u8; 16] {
        let mut nonce = [0; 16];
        self.outside.random(&mut nonce);
        nonce
    }
}

fn kept(office: &Office<'_>) -> Result<Kept, CommandError> {
    let kept = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.settings().preference(CLOCK)?))?;
    Ok(kept.unwrap_or_default())
}

/// The service that is set, if one is.
pub(crate) fn set(office: &Office<'_>) -> Result<Option<Clock>, CommandError> {
    let Kept { url, certificates } = kept(office)?;
    let certificate = certificates.last().map(|pem| first(pem)).transpose()?;
    Ok(url
        .zip(certificate)
        .map(|(url, certificate)| Clock { url, certificate }))
}

fn first(pem: &str) -> Result<Certificate, CommandError> {
    let all = Certificate::all_from(pem.as_bytes()).map_err(signing::Error::from)?;
    let first = all.into_iter().next();
    first.ok_or_else(|| CommandError::new(Code::ClockUnknown))
}

/// Who is trusted to tell the time, also those who were set before.
pub(crate) fn certificates(office: &Office<'_>) -> Result<Vec<Certificate>, CommandError> {
    kept(office)?.certificates.iter().map(|pem| first(pem)).collect()
}

/// The time-stamp service that is set.
pub fn clock(office: &Office<'_>) -> Result<Option<ClockView>, CommandError> {
    let now = office.outside.now();
    Ok(set(office)?.map(|clock| ClockView {
        standing: standing(&clock.certificate, now).into(),
        url: clock.url,
        certificate: CertificateView::from(&clock.certificate),
    }))
}

fn standing(certificate: &Certificate, now: DateTime<Utc>) -> &'static str {
    let until = certificate.summary().until;
    if until < now {
        "ended"
    } else if until < now + SOON {
        "ends-soon"
    } else {
        "holds"
    }
}

/// Asks for the file with a service's certificate; nothing if the user changed their mind.
pub fn choose_clock_certificate(desk: &Mutex<Desk>) -> Result<Option<CertificateView>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(file) = outside.choose_file(FileKind::Certificates)? else {
        return Ok(None);
    };
    let certificates = Certificate::all_from(&file).map_err(signing::Error::from)?;
    Ok(certificates.first().map(CertificateView::from))
}

/// Sets the service: from now on signatures get its time stamps when it answers.
pub fn save_clock(office: &Office<'_>, url: String, certificate: String) -> Result<ClockView, CommandError> {
    let url = address(&url).ok_or_else(|| CommandError::new(Code::NotAnAddress).at("url"))?;
    if certificate.is_empty() {
        return Err(CommandError::new(Code::ClockUnknown).at("certificate"));
    }
    let pem = first(&certificate)?.to_pem();
    let mut kept = kept(office)?;
    kept.certificates.retain(|other| *other != pem);
    kept.certificates.push(pem);
    kept.url = Some(url);
    keep(office, &kept)?;
    clock(office)?.ok_or_else(|| CommandError::new(Code::NoClock))
}

/// An address that can be asked: `http` or `https`, and a host. What a time stamp says is proven by its own
/// signature, so that most services speak plain `http`.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let rest = typed.strip_prefix("https://").or(typed.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let plain = typed.chars().all(|letter| letter.is_ascii_graphic()) && !rest.contains('@');
    (plain && !host.is_empty()).then(|| typed.to_owned())
}

/// Asks no service any longer; what was stamped is still judged.
pub fn remove_clock(office: &Office<'_>) -> Result<(), CommandError> {
    let mut kept = kept(office)?;
    kept.url = None;
    keep(office, &kept)
}

fn keep(office: &Office<'_>, kept: &Kept) -> Result<(), CommandError> {
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.settings_mut().set_preference(CLOCK, kept, now)?))
}

/// Adds a time stamp over the whole signed document.
pub fn time_stamp_document(desk: &Mutex<Desk>, document: DocumentId) -> Result<DocumentView, CommandError> {
    stamp(desk, document, false)
}

/// Adds everything at hand by which the document can be judged when those who issued it are gone, and a time stamp
/// over all of it.
pub fn preserve_document(desk: &Mutex<Desk>, document: DocumentId) -> Result<DocumentView, CommandError> {
    stamp(desk, document, true)
}

/// The desk is free while the service is waited for.
fn stamp(desk: &Mutex<Desk>, document: DocumentId, proofs: bool) -> Result<DocumentView, CommandError> {
    let (outside, clock, pdf, trust, stored) = {
        let desk = at(desk);
        let office = desk.office()?;
        let clock = set(&office)?.ok_or_else(|| CommandError::new(Code::NoClock))?;
        let pdf = papers::paper(&office, document)?;
        let trust = trust(&office)?;
        let stored = match proofs {
            true => signing::store_proofs(&pdf, &at_hand(&office, &pdf, &trust)?)?,
            false => pdf.clone(),
        };
        (Arc::clone(&desk.outside), clock, pdf, trust, stored)
    };
    let label = swedish().say("time-stamp-label", &[]);
    let stamped = signing::time_stamp(&stored, &label, &mut clock.asked(outside.as_ref()))?;
    let report = signing::verify(&stamped, &trust, outside.now());
    holds(&report)?;
    let desk = at(desk);
    let office = desk.office()?;
    let data = json!({ PROOFS: proofs });
    replace_paper(&office, document, &pdf, &stamped, (EventKind::TimeStamped, data))?;
    filling::document(&office, document)
}

/// The last time stamp is there and from the service that is trusted, and nothing was broken by it.
fn holds(report: &Report) -> Result<(), CommandError> {
    if matches!(
        report.verdict,
        Verdict::Changed | Verdict::Broken | Verdict::Unreadable
    ) {
        return Err(CommandError::new(Code::SignatureNotHeld));
    }
    let last = report.signatures.last();
    let trusted = last.is_some_and(|one| one.is_time_stamp && one.proven.is_some());
    if trusted {
        Ok(())
    } else {
        Err(CommandError::new(Code::ClockNotTrusted))
    }
}

/// The certificates behind every signature and time stamp, and what their issuers are known to have revoked.
fn at_hand(office: &Office<'_>, pdf: &[u8], trust: &Trust) -> Result<Proofs, CommandError> {
    let report = signing::verify(pdf, trust, office.outside.now());
    let mut certificates: Vec<Certificate> = Vec::new();
    let chains = report.signatures.into_iter().flat_map(|one| one.chain);
    for one in chains.chain(self::certificates(office)?) {
        if !certificates.contains(&one) {
            certificates.push(one);
        }
    }
    let lists = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.trusted().lists()?))?;
    let concerns = |list: &Vec<u8>| matches!(list_of(list, &certificates), Ok(Some(_)));
    Ok(Proofs {
        lists: lists.into_iter().filter(concerns).collect(),
        certificates: certificates.iter().map(|one| one.der().to_vec()).collect(),
        answers: Vec::new(),
    })
}

/// What time stamps have to do with a document: what can be added, and what there is to say.
pub(crate) struct Stamps {
    pub may_stamp: bool,
    pub may_preserve: bool,
    pub unstamped: Option<String>,
    pub ends: Option<String>,
}

/// Looks at a document's signatures for what a time stamp would add.
pub(crate) fn stamps(office: &Office<'_>, report: &Report, events: &[Event]) -> Result<Stamps, CommandError> {
    let holds = !matches!(
        report.verdict,
        Verdict::Changed | Verdict::Broken | Verdict::Unreadable | Verdict::Unsigned
    );
    let is_set = holds && set(office)?.is_some();
    let bare = report
        .signatures
        .iter()
        .any(|one| !one.is_time_stamp && one.proven.is_none());
    let last = |kind| events.iter().rev().find(|event| event.kind == kind);
    let of = |event: Option<&Event>, name: &str| event.and_then(|event| event.data.get(name)).cloned();
    let proofs = of(last(EventKind::TimeStamped), PROOFS) == Some(Json::Bool(true));
    let stamp = report.signatures.last().filter(|one| one.is_time_stamp);
    let own = stamp.and_then(|one| one.chain.first());
    let ends = own.filter(|own| standing(own, office.outside.now()) != "holds");
    let why = of(last(EventKind::Signed), UNSTAMPED);
    Ok(Stamps {
        may_stamp: is_set && bare,
        may_preserve: is_set && !(proofs && stamp.is_some() && ends.is_none()),
        unstamped: why.and_then(|why| bare.then(|| why.as_str().map(ToOwned::to_owned))?),
        ends: ends.map(|own| own.summary().until.date_naive().to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_addresses() {
        for (typed, is_address) in [
            ("http://tid.example.se", true),
            (" https://tid.example.se:8080/tsa?x=1 ", true),
            ("", false),
            ("tid.example.se", false),
            ("http://", false),
            ("https:///tsa", false),
            ("file:///etc/passwd", false),
            ("http://a@b.se", false),
            ("http://tid.example.se/två ord", false),
        ] {
            assert_eq!(address(typed).is_some(), is_address, "{typed}");
        }
    }
}
