//! What was found, in the words of the standard (ETSI EN 319 102-1 V1.4.1, tables 5 and 6; TS 119 102-2, 4.3.4).

use crate::verify::{Fault, Report, Signature, Standing};

/// A signature's status with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indication {
    Passed,
    Failed(&'static str),
    Indeterminate(&'static str),
}

use Indication::{Failed, Indeterminate, Passed};

impl Indication {
    /// What is to be said of one signature of a document.
    pub fn of(report: &Report, one: &Signature) -> Self {
        if let Some(fault) = one.fault {
            return of_fault(fault, one.is_time_stamp);
        }
        let changed = one.changes.iter().any(|kind| !kind.is_allowed());
        if changed || !report.faults.is_empty() {
            // A document that holds more than was signed and may be added is no signed document of this format.
            return Failed("FORMAT_FAILURE");
        }
        if one.in_future && !one.is_time_stamp {
            return Indeterminate("SIG_CONSTRAINTS_FAILURE");
        }
        of_standing(one)
    }

    /// The main indication; an object within the report passes or fails without ”total”.
    pub fn main(self, within: bool) -> String {
        let total = if within { "" } else { "total-" };
        match self {
            Passed => format!("urn:etsi:019102:mainindication:{total}passed"),
            Failed(_) => format!("urn:etsi:019102:mainindication:{total}failed"),
            Indeterminate(_) => "urn:etsi:019102:mainindication:indeterminate".to_owned(),
        }
    }

    pub fn reason(self) -> Option<String> {
        match self {
            Passed => None,
            Failed(reason) | Indeterminate(reason) => Some(format!("urn:etsi:019102:subindication:{reason}")),
        }
    }

    /// Whether the last certificate of the chain is one that the reader trusts.
    pub fn is_anchored(self, one: &Signature) -> bool {
        one.standing != Standing::Unknown
    }
}

fn of_fault(fault: Fault, is_time_stamp: bool) -> Indication {
    match fault {
        Fault::Digest => Failed("HASH_FAILURE"),
        Fault::Signature => Failed("SIG_CRYPTO_FAILURE"),
        Fault::TimeStamp if is_time_stamp => Failed("SIG_CRYPTO_FAILURE"),
        Fault::TimeStamp => Indeterminate("SIG_CONSTRAINTS_FAILURE"),
        Fault::Algorithm => Indeterminate("CRYPTO_CONSTRAINTS_FAILURE"),
        Fault::NoCertificate | Fault::OtherCertificate => Indeterminate("NO_SIGNING_CERTIFICATE_FOUND"),
        Fault::ByteRange
        | Fault::Gap
        | Fault::Coverage
        | Fault::Wrapped
        | Fault::Orphan
        | Fault::Malformed
        | Fault::TooMany => Failed("FORMAT_FAILURE"),
    }
}

/// A proven time is an upper bound: it shows that a signature was there before its certificate began, but
/// never that it was made after the end or the revocation. Then the standard's word is that proof is missing.
fn of_standing(one: &Signature) -> Indication {
    match one.standing {
        Standing::Trusted => Passed,
        Standing::Unknown => Indeterminate("NO_CERTIFICATE_CHAIN_FOUND"),
        Standing::NotYetValid if one.proven.is_some() => Failed("NOT_YET_VALID"),
        Standing::Expired | Standing::NotYetValid => Indeterminate("OUT_OF_BOUNDS_NO_POE"),
        Standing::Revoked => Indeterminate("REVOKED_NO_POE"),
        Standing::Usage | Standing::Issuer | Standing::Condition => {
            Indeterminate("CHAIN_CONSTRAINTS_FAILURE")
        }
    }
}

/// The crate's own codes for all that was found, with spaces between.
pub fn codes(report: &Report, one: &Signature) -> String {
    let mut codes = vec![one.verdict().code(), one.standing.code()];
    codes.extend(one.fault.map(Fault::code));
    codes.extend(report.faults.iter().map(|fault| fault.code()));
    codes.extend(one.changes.iter().map(|kind| kind.code()));
    codes.extend(one.remarks.iter().map(|remark| remark.code()));
    codes.join(" ")
}
