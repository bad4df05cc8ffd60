//! From a signer's certificate to one that is trusted.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};

use super::ocsp::{Answer, Answers, Status};
use super::trust::{Period, Revocations, Trust, issued};
use crate::certificate::Certificate;
use crate::error::codes;

/// Longer chains are not followed.
const LONGEST: usize = 8;
/// Signatures that are tried before giving up: certificates may be made to look like each other's issuers.
const MOST_TRIES: usize = 64;

const fn name(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const TIME_STAMPING: ObjectIdentifier = name("1.3.6.1.5.5.7.3.8");
/// What a certificate that names its purposes must name to sign documents: any, documents (RFC 9336, Adobe,
/// Microsoft), e-mail, or logging in, which is all that many cards of the public sector say.
const DOCUMENTS: [ObjectIdentifier; 6] = [
    name("2.5.29.37.0"),
    name("1.3.6.1.5.5.7.3.36"),
    name("1.2.840.113583.1.1.5"),
    name("1.3.6.1.4.1.311.10.3.12"),
    name("1.3.6.1.5.5.7.3.4"),
    name("1.3.6.1.5.5.7.3.2"),
];
/// Critical extensions that are understood: constraints, usage, extended usage, and the names and policies
/// that change nothing here.
const UNDERSTOOD: [ObjectIdentifier; 6] = [
    name("2.5.29.19"),
    name("2.5.29.15"),
    name("2.5.29.37"),
    name("2.5.29.32"),
    name("2.5.29.17"),
    name("2.5.29.18"),
];

codes! {
    /// How far a signer's certificate is trusted.
    Standing {
        /// It leads to a certificate on the trust list.
        Trusted = "chain-trusted",
        /// It leads to nobody on the trust list.
        Unknown = "chain-unknown",
        /// It, or its issuer's, had expired.
        Expired = "chain-expired",
        /// It, or its issuer's, did not hold yet.
        NotYetValid = "chain-not-yet-valid",
        /// It may not be used for this.
        Usage = "chain-usage",
        /// It was issued with a certificate that may not issue any.
        Issuer = "chain-issuer",
        /// It holds a condition that is not understood here.
        Condition = "chain-condition",
        /// It was revoked.
        Revoked = "chain-revoked",
    }
}

codes! {
    /// What a reader should know of how a certificate was judged, although it changes no verdict.
    Remark {
        /// Whether it was revoked is known from old lists or answers alone: there would have been newer ones.
        StaleRevocations = "remark-stale-revocations",
        /// Its issuer's answer is that it does not know it.
        UnknownToIssuer = "remark-unknown-to-issuer",
        /// Its owner says that it is not safe since a later time; that it was used before is proven by nobody.
        RevokedLater = "remark-revoked-later",
    }
}

/// What a certificate is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Document,
    Time,
}

/// When something was signed, and whether that is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub at: DateTime<Utc>,
    pub proven: bool,
    /// When it is judged.
    pub now: DateTime<Utc>,
}

/// Certificates and lists that came with the document.
#[derive(Default)]
pub struct Sent<'a> {
    pub certificates: Vec<&'a Certificate>,
    pub lists: Vec<Revocations>,
    pub answers: Vec<Answers>,
}

/// How far a certificate is trusted, with the chain as far as it goes.
pub struct Judged {
    pub standing: Standing,
    pub chain: Vec<Certificate>,
    pub remarks: BTreeSet<Remark>,
}

impl Judged {
    /// No certificate came along.
    pub fn nobody() -> Self {
        Self {
            standing: Standing::Unknown,
            chain: Vec::new(),
            remarks: BTreeSet::new(),
        }
    }
}

/// Judges a certificate at an instant.
pub fn judge(own: &Certificate, sent: &Sent, trust: &Trust, when: When, purpose: Purpose) -> Judged {
    let mut search = Search {
        sent,
        trust,
        when,
        purpose,
        tries: MOST_TRIES,
        best: (Standing::Unknown, vec![own.clone()]),
    };
    search.extend(vec![own]);
    let (standing, chain) = search.best.clone();
    let pairs = chain.iter().zip(chain.iter().skip(1));
    let remarks = pairs
        .filter_map(|(one, issuer)| search.remark(one, issuer))
        .chain(search.revoked_later(own))
        .collect();
    Judged {
        standing,
        chain,
        remarks,
    }
}

struct Search<'a> {
    sent: &'a Sent<'a>,
    trust: &'a Trust,
    when: When,
    purpose: Purpose,
    tries: usize,
    best: (Standing, Vec<Certificate>),
}

impl<'a> Search<'a> {
    /// Follows every issuer that could be the next one, until a chain is trusted.
    fn extend(&mut self, path: Vec<&'a Certificate>) {
        let Some(last) = path.last().copied() else { return };
        let is_person = path.len() == 1 && self.trust.persons().contains(last);
        if is_person || self.anchors().any(|one| one == last) {
            let standing = match self.standing(&path) {
                Standing::Trusted if is_person => self.revoked_by_issuer(last).unwrap_or(Standing::Trusted),
                standing => standing,
            };
            if standing == Standing::Trusted || self.best.0 == Standing::Unknown {
                self.best = (standing, path.into_iter().cloned().collect());
            }
            return;
        }
        if path.len() == LONGEST {
            return;
        }
        let sent = self.sent;
        for issuer in self.anchors().chain(sent.certificates.iter().copied()) {
            if path.contains(&issuer) || last.fields().issuer() != issuer.fields().subject() {
                continue;
            }
            if self.best.0 == Standing::Trusted || self.tries == 0 {
                return;
            }
            self.tries -= 1;
            if issued(last, issuer) {
                let mut longer = path.clone();
                longer.push(issuer);
                if self.best.0 == Standing::Unknown && longer.len() > self.best.1.len() {
                    self.best.1 = longer.iter().map(|one| (*one).clone()).collect();
                }
                self.extend(longer);
            }
        }
    }

    /// Who speaks for others: those who issue, and for a time stamp the clocks too.
    fn anchors(&self) -> impl Iterator<Item = &'a Certificate> + use<'a> {
        let clocks: &[Certificate] = match self.purpose {
            Purpose::Document => &[],
            Purpose::Time => self.trust.clocks(),
        };
        self.trust.anchors().iter().chain(clocks)
    }

    fn standing(&self, path: &[&Certificate]) -> Standing {
        let mut worst = Standing::Trusted;
        for (place, certificate) in path.iter().enumerate() {
            let fault = match place {
                0 => self.may_sign(certificate).or_else(|| self.withdrawn(certificate)),
                _ => may_issue(certificate, place - 1),
            };
            let issuer = path.get(place + 1).copied();
            let fault = fault
                .or_else(|| self.in_time(certificate))
                .or_else(|| issuer.and_then(|issuer| self.revoked(certificate, issuer)))
                .or_else(|| has_unknown_condition(certificate).then_some(Standing::Condition));
            worst = match (worst, fault) {
                (Standing::Trusted, Some(fault)) => fault,
                (worst, _) => worst,
            };
        }
        worst
    }

    fn in_time(&self, certificate: &Certificate) -> Option<Standing> {
        let summary = certificate.summary();
        if self.when.at < summary.from {
            Some(Standing::NotYetValid)
        } else if self.when.at > summary.until {
            Some(Standing::Expired)
        } else {
            None
        }
    }

    fn may_sign(&self, own: &Certificate) -> Option<Standing> {
        let usage = own.fields().get_extension::<KeyUsage>();
        let usage = match usage {
            Ok(usage) => usage.is_none_or(|(_, usage)| usage.digital_signature() || usage.non_repudiation()),
            Err(_) => false,
        };
        let purposes = own.fields().get_extension::<ExtendedKeyUsage>();
        let purposes = match (purposes, self.purpose) {
            (Ok(None), Purpose::Document) => true,
            (Ok(Some((_, named))), Purpose::Document) => named.0.iter().any(|one| DOCUMENTS.contains(one)),
            // A time stamp's certificate is for nothing else (RFC 3161, 2.3).
            (Ok(Some((_, named))), Purpose::Time) => named.0 == [TIME_STAMPING],
            _ => false,
        };
        (!(usage && purposes)).then_some(Standing::Usage)
    }

    /// The owner of a certificate names the day from which it is not safe, and vouches for what it signed before.
    fn withdrawn(&self, own: &Certificate) -> Option<Standing> {
        let since = self.trust.withdrawn(own)?;
        (since <= self.when.at).then_some(Standing::Revoked)
    }

    /// Who is trusted as a person is revoked all the same by whoever issued the certificate.
    fn revoked_by_issuer(&self, own: &Certificate) -> Option<Standing> {
        let known = self.anchors().chain(self.sent.certificates.iter().copied());
        let named = known.filter(|issuer| own.fields().issuer() == issuer.fields().subject());
        let mut issuers = named.take(MOST_TRIES).filter(|issuer| issued(own, issuer));
        issuers.find_map(|issuer| self.revoked(own, issuer))
    }

    fn revoked_later(&self, own: &Certificate) -> Option<Remark> {
        let since = self.trust.withdrawn(own)?;
        (since > self.when.at && !self.when.proven).then_some(Remark::RevokedLater)
    }

    /// An unproven time could have been written after the key was stolen: then any revocation counts.
    fn revoked(&self, certificate: &Certificate, issuer: &Certificate) -> Option<Standing> {
        let by_lists = self.lists().filter_map(|list| list.since(certificate, issuer));
        let by_answers = self
            .answers(certificate, issuer)
            .filter_map(|one| match one.status {
                Status::Revoked(since) => Some(since),
                Status::Good | Status::Unknown => None,
            });
        let since = by_lists.chain(by_answers).min()?;
        (!self.when.proven || since <= self.when.at).then_some(Standing::Revoked)
    }

    /// Whether what the issuer said is too old to say that a certificate was not revoked when it counts: at the
    /// proven time, or until now where nothing is proven. Who never said anything revokes nothing.
    fn remark(&self, certificate: &Certificate, issuer: &Certificate) -> Option<Remark> {
        let (known, unknown): (Vec<Answer>, Vec<Answer>) = self
            .answers(certificate, issuer)
            .partition(|one| one.status != Status::Unknown);
        let lists = self.lists().filter_map(|list| list.period(issuer));
        let periods: Vec<Period> = lists.chain(known.iter().map(|one| one.period)).collect();
        let counts = if self.when.proven {
            self.when.at
        } else {
            self.when.now
        };
        let reaches = |one: &Period| one.from <= self.when.now && one.until.unwrap_or(one.from) >= counts;
        if !unknown.is_empty() && known.is_empty() {
            Some(Remark::UnknownToIssuer)
        } else {
            let stale = !periods.is_empty() && !periods.iter().any(reaches);
            stale.then_some(Remark::StaleRevocations)
        }
    }

    fn lists(&self) -> impl Iterator<Item = &Revocations> {
        self.trust.lists().iter().chain(&self.sent.lists)
    }

    fn answers(&self, certificate: &Certificate, issuer: &Certificate) -> impl Iterator<Item = Answer> {
        let answers = self.sent.answers.iter();
        answers.flat_map(move |one| one.about(certificate, issuer))
    }
}

/// Whether a certificate may issue others, with so many between it and the signer's.
fn may_issue(issuer: &Certificate, between: usize) -> Option<Standing> {
    let constraints = issuer.fields().get_extension::<BasicConstraints>();
    let issues = match constraints {
        Ok(Some((_, constraints))) => {
            let longest = constraints.path_len_constraint.map(usize::from);
            constraints.ca && longest.is_none_or(|longest| between <= longest)
        }
        _ => false,
    };
    let usage = match issuer.fields().get_extension::<KeyUsage>() {
        Ok(usage) => usage.is_none_or(|(_, usage)| usage.key_cert_sign()),
        Err(_) => false,
    };
    (!(issues && usage)).then_some(Standing::Issuer)
}

fn has_unknown_condition(certificate: &Certificate) -> bool {
    let extensions = certificate.fields().extensions();
    let mut critical = extensions.into_iter().flatten().filter(|one| one.critical);
    critical.any(|one| !UNDERSTOOD.contains(&one.extn_id))
}
