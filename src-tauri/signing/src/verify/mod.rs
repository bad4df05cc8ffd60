//! Judging a signed document: is it whole, who signed it, when, and what has been done to it since.

mod catalog;
mod chain;
mod changes;
mod ocsp;
mod proofs;
mod revisions;
mod signature;
mod structure;
mod trust;

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

pub use chain::{Remark, Standing};
pub use changes::{Change, changes_since};
pub use trust::{Trust, list_of};

use crate::certificate::Certificate;
use crate::error::{ReadError, codes};
use crate::pdf::{File, appended, fields};
use chain::{Judged, Purpose, Sent, When, judge};
use revisions::Revisions;
use signature::{Read, read};

/// More signatures than any honest document has.
const MOST_SIGNATURES: usize = 64;
/// How far ahead a signer's clock may go.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::hours(24);

codes! {
    /// What can be said of a document in one word. Later ones outweigh earlier ones.
    Verdict {
        /// Whole, and signed by persons who are trusted.
        Whole = "verdict-whole",
        /// Whole, but an issuer is unknown: who signed cannot be judged.
        UnknownIssuer = "verdict-unknown-issuer",
        /// Whole, but a certificate did not hold: expired, revoked, not for signing, or signed in the future.
        BadCertificate = "verdict-bad-certificate",
        /// Changed after it was signed.
        Changed = "verdict-changed",
        /// A signature does not hold: what is there is not what was signed.
        Broken = "verdict-broken",
        /// Not signed at all.
        Unsigned = "verdict-unsigned",
        /// It cannot be read, so that nothing is known.
        Unreadable = "verdict-unreadable",
    }
}

codes! {
    /// Why a signature does not hold.
    Fault {
        /// What it says it covers is no part of the file.
        ByteRange = "fault-byte-range",
        /// What it leaves out is not exactly itself.
        Gap = "fault-gap",
        /// What it covers is no whole document.
        Coverage = "fault-coverage",
        /// It is not where its field says, or was not there when it was signed.
        Wrapped = "fault-wrapped",
        /// A signature lies in the file that no field shows.
        Orphan = "fault-orphan",
        /// It is not built as a signature is.
        Malformed = "fault-malformed",
        /// The way of signing is unknown or no longer binds.
        Algorithm = "fault-algorithm",
        /// The signer's certificate did not come along.
        NoCertificate = "fault-no-certificate",
        /// It says that another certificate was meant.
        OtherCertificate = "fault-other-certificate",
        /// The document is not the one that was signed.
        Digest = "fault-digest",
        /// It was not made with the certificate's key.
        Signature = "fault-signature",
        /// Its time stamp is broken or speaks of something else.
        TimeStamp = "fault-time-stamp",
        /// There are more signatures than are judged.
        TooMany = "fault-too-many",
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// All of it in one word.
    pub verdict: Verdict,
    /// Why it cannot be read.
    pub unreadable: Option<ReadError>,
    /// What is wrong with the document that no single signature shows.
    pub faults: BTreeSet<Fault>,
    /// Every signature and document time stamp, in the order in which they were made.
    pub signatures: Vec<Signature>,
}

/// One signature or document time stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The field's whole name.
    pub field: String,
    /// It is a time stamp over the document, and nobody's signature.
    pub is_time_stamp: bool,
    /// It locked the document.
    pub locks: bool,
    /// Why it does not hold.
    pub fault: Option<Fault>,
    /// Whose certificate, followed by those of its issuers as far as they are known.
    pub chain: Vec<Certificate>,
    /// How far the certificate is trusted.
    pub standing: Standing,
    /// When, as the signer says.
    pub claimed: Option<DateTime<Utc>>,
    /// When at the latest, as a trusted third party says.
    pub proven: Option<DateTime<Utc>>,
    /// A time stamp is there, but its service is not trusted.
    pub time_unknown: bool,
    /// The claimed time had not come when it was judged.
    pub in_future: bool,
    /// How many bytes of the file it covers, from the first.
    pub covers: usize,
    /// It covers the whole file.
    pub covers_all: bool,
    /// What has been done since.
    pub changes: BTreeSet<Change>,
    /// What a reader should know of how the certificate was judged.
    pub remarks: BTreeSet<Remark>,
}

impl Signature {
    /// What this signature alone says.
    pub fn verdict(&self) -> Verdict {
        if self.fault.is_some() {
            return Verdict::Broken;
        }
        if self.changes.iter().any(|kind| !kind.is_allowed()) {
            return Verdict::Changed;
        }
        match self.standing {
            // A time stamp by a stranger proves nothing and harms nothing.
            _ if self.is_time_stamp => Verdict::Whole,
            _ if self.in_future => Verdict::BadCertificate,
            Standing::Trusted => Verdict::Whole,
            Standing::Unknown | Standing::Condition => Verdict::UnknownIssuer,
            _ => Verdict::BadCertificate,
        }
    }
}

impl Report {
    fn unreadable(error: ReadError) -> Self {
        Self {
            verdict: Verdict::Unreadable,
            unreadable: Some(error),
            faults: BTreeSet::new(),
            signatures: Vec::new(),
        }
    }

    fn sum_up(mut self) -> Self {
        let signed = self.signatures.iter().any(|one| !one.is_time_stamp);
        self.verdict = match (signed, self.faults.is_empty()) {
            (_, false) => Verdict::Broken,
            (false, true) if self.signatures.iter().all(|one| one.fault.is_none()) => Verdict::Unsigned,
            _ => {
                let each = self.signatures.iter().map(Signature::verdict);
                each.max().unwrap_or(Verdict::Unsigned)
            }
        };
        self
    }
}

/// Judges a document. `now` is when it is judged: nothing can have been signed later.
pub fn verify(pdf: &[u8], trust: &Trust, now: DateTime<Utc>) -> Report {
    let mut revisions = Revisions::new(pdf);
    let last = match revisions.last() {
        Ok(last) => last,
        Err(error) => return Report::unreadable(error),
    };
    let mut report = Report {
        verdict: Verdict::Unsigned,
        unreadable: None,
        faults: BTreeSet::new(),
        signatures: Vec::new(),
    };
    let signed: Vec<_> = fields(&last)
        .into_iter()
        .filter(|field| signature::is_signed(&last, field))
        .collect();
    if signed.len() > MOST_SIGNATURES {
        report.faults.insert(Fault::TooMany);
        return report.sum_up();
    }
    if signature::has_orphans(&last, &signed) {
        report.faults.insert(Fault::Orphan);
    }
    let mut found: Vec<Read> = signed
        .iter()
        .map(|field| read(&mut revisions, &last, field))
        .collect();
    found.sort_by_key(|one| one.covers);
    account(&mut found, &mut revisions, &last);
    report.signatures = settle(found, &last, trust, now);
    report.sum_up()
}

/// Says of every signature when bytes were added behind the first of them that are no plain updates.
fn account(found: &mut [Read], revisions: &mut Revisions, last: &File) {
    let first = found.iter().find(|one| one.fault.is_none()).map(|one| one.covers);
    let Some(Ok(base)) = first.map(|end| revisions.at(end)) else {
        return;
    };
    if appended(&base, last).is_err() {
        for one in found.iter_mut().filter(|one| one.covers < last.bytes.len()) {
            one.changes.insert(Change::Appended);
        }
    }
}

/// Time first, then trust: a certificate is judged at the time that is proven, or else claimed.
fn settle(found: Vec<Read>, last: &File, trust: &Trust, now: DateTime<Utc>) -> Vec<Signature> {
    let stored = signature::stored(last);
    let sent = |one: &'_ Read| -> Vec<Certificate> {
        let own = one.certificates.iter().chain(&stored.certificates);
        own.cloned().collect()
    };
    // The earliest time proven by a later document time stamp holds for everything before it.
    let mut proven_later = None;
    let mut signatures = Vec::new();
    for one in found.into_iter().rev() {
        let certificates = sent(&one);
        let sent = Sent {
            certificates: certificates.iter().collect(),
            lists: stored.lists.clone(),
            answers: stored.answers.clone(),
        };
        let time = |own: &Certificate, at| {
            let proven = true;
            let when = When { at, proven, now };
            judge(own, &sent, trust, when, Purpose::Time)
        };
        let stamped = one
            .stamp
            .as_ref()
            .map(|stamp| (time(&stamp.certificate, stamp.at).standing, stamp.at));
        let stamped_at = stamped.and_then(|(standing, at)| (standing == Standing::Trusted).then_some(at));
        let proven = match (stamped_at, proven_later) {
            (Some(own), Some(later)) => Some(DateTime::min(own, later)),
            (own, later) => own.or(later),
        };
        let when = When {
            at: proven.or(one.claimed).unwrap_or(now),
            proven: proven.is_some(),
            now,
        };
        let Judged {
            standing,
            chain,
            remarks,
        } = match (&one.certificate, one.is_time_stamp) {
            (Some(own), true) => time(own, one.claimed.unwrap_or(now)),
            (Some(own), false) => judge(own, &sent, trust, when, Purpose::Document),
            (None, _) => Judged::nobody(),
        };
        let trusted_stamp = one.is_time_stamp && one.fault.is_none() && standing == Standing::Trusted;
        if trusted_stamp && let Some(at) = one.claimed {
            proven_later = Some(proven_later.map_or(at, |later| DateTime::min(at, later)));
        }
        signatures.push(Signature {
            is_time_stamp: one.is_time_stamp,
            locks: one.locks,
            fault: one.fault,
            chain,
            standing,
            claimed: one.claimed,
            proven: if trusted_stamp { one.claimed } else { proven },
            time_unknown: stamped.is_some() && stamped_at.is_none(),
            in_future: one.claimed.is_some_and(|at| at > now + CLOCKS_DIFFER),
            covers: one.covers,
            covers_all: one.covers == last.bytes.len(),
            changes: one.changes,
            remarks,
            field: one.field,
        });
    }
    signatures.reverse();
    signatures
}
