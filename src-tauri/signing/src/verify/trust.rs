//! Whom to trust: the certificates that a person or a municipality has chosen, and what has been revoked.

use chrono::{DateTime, Utc};
use der::{Decode, Encode};
use x509_cert::certificate::Raw;
use x509_cert::crl::CertificateList;

use crate::asn1::Reader;
use crate::certificate::{Certificate, instant};
use crate::crypto::Scheme;
use crate::error::IdentityError;

/// The trust list: authorities, and persons whose own certificates are trusted directly.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    anchors: Vec<Certificate>,
    persons: Vec<Certificate>,
    clocks: Vec<Certificate>,
    lists: Vec<Revocations>,
    withdrawn: Vec<(Certificate, DateTime<Utc>)>,
}

impl Trust {
    /// Trusts nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Trusts every certificate of a file, PEM or DER.
    pub fn add(&mut self, file: &[u8]) -> Result<(), IdentityError> {
        self.anchors.extend(Certificate::all_from(file)?);
        Ok(())
    }

    /// Trusts every certificate of a file as a person's own: whatever it says of itself, it speaks for nobody else.
    pub fn add_persons(&mut self, file: &[u8]) -> Result<(), IdentityError> {
        self.persons.extend(Certificate::all_from(file)?);
        Ok(())
    }

    /// Trusts every certificate of a file for time stamps, its own or those that it issues, and for nothing else.
    pub fn add_clocks(&mut self, file: &[u8]) -> Result<(), IdentityError> {
        self.clocks.extend(Certificate::all_from(file)?);
        Ok(())
    }

    /// Takes note of a list of revoked certificates (CRL, PEM or DER).
    pub fn add_revocations(&mut self, list: &[u8]) -> Result<(), IdentityError> {
        self.lists
            .push(Revocations::read(list).ok_or(IdentityError::Malformed)?);
        Ok(())
    }

    /// Takes note that the owner of a certificate says that it has not been safe since an instant.
    pub fn add_withdrawn(&mut self, certificate: Certificate, since: DateTime<Utc>) {
        self.withdrawn.push((certificate, since));
    }

    /// Who is trusted.
    pub fn anchors(&self) -> &[Certificate] {
        &self.anchors
    }

    pub(super) fn persons(&self) -> &[Certificate] {
        &self.persons
    }

    pub(super) fn clocks(&self) -> &[Certificate] {
        &self.clocks
    }

    pub(super) fn lists(&self) -> &[Revocations] {
        &self.lists
    }

    /// Since when a certificate is not safe, as its own owner says.
    pub(super) fn withdrawn(&self, certificate: &Certificate) -> Option<DateTime<Utc>> {
        let said = self.withdrawn.iter().filter(|(one, _)| one == certificate);
        said.map(|(_, since)| *since).min()
    }
}

/// Of which of these authorities a file is a list of revoked certificates (CRL, PEM or DER).
pub fn list_of<'a>(
    file: &[u8],
    authorities: &'a [Certificate],
) -> Result<Option<&'a Certificate>, IdentityError> {
    let list = Revocations::read(file).ok_or(IdentityError::Malformed)?;
    Ok(authorities.iter().find(|one| list.period(one).is_some()))
}

/// How long what an issuer says of its certificates is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: DateTime<Utc>,
    pub until: Option<DateTime<Utc>>,
}

/// What one authority has revoked.
#[derive(Debug, Clone)]
pub(crate) struct Revocations {
    list: CertificateList<Raw>,
    signed: Vec<u8>,
    scheme: Scheme,
}

impl Revocations {
    pub fn read(file: &[u8]) -> Option<Self> {
        let pem = der::pem::decode_vec(file).ok().map(|(_, der)| der);
        let der = pem.as_deref().unwrap_or(file);
        let list = CertificateList::from_der(der).ok()?;
        let mut fields = Reader(der).next().ok()?.inside();
        let signed = fields.next().ok()?.whole.to_vec();
        let scheme = Scheme::of(fields.next().ok()?, None)?;
        Some(Self { list, signed, scheme })
    }

    /// Since when a certificate is revoked, if its issuer says so here.
    pub fn since(&self, certificate: &Certificate, issuer: &Certificate) -> Option<DateTime<Utc>> {
        let about = &self.list.tbs_cert_list;
        if about.issuer != *issuer.fields().subject() {
            return None;
        }
        let serial = certificate.fields().serial_number();
        let entries = about.revoked_certificates.as_ref()?;
        let entry = entries.iter().find(|entry| entry.serial_number == *serial)?;
        self.is_by(issuer).then(|| instant(entry.revocation_date))
    }

    /// Since when the list holds, and when the next one would be there, if it is this issuer's.
    pub fn period(&self, issuer: &Certificate) -> Option<Period> {
        let about = &self.list.tbs_cert_list;
        let named = about.issuer == *issuer.fields().subject();
        (named && self.is_by(issuer)).then(|| Period {
            from: instant(about.this_update),
            until: about.next_update.map(instant),
        })
    }

    fn is_by(&self, issuer: &Certificate) -> bool {
        let signature = self.list.signature.raw_bytes();
        self.scheme.holds(issuer.key(), &self.signed, signature)
    }
}

/// Whether an issuer's key signed a certificate.
pub(super) fn issued(certificate: &Certificate, issuer: &Certificate) -> bool {
    if certificate.fields().issuer() != issuer.fields().subject() {
        return false;
    }
    let scheme = certificate.parsed().signature_algorithm().to_der();
    let scheme = scheme.ok().and_then(|der| {
        let item = Reader(&der).next().ok()?;
        Scheme::of(item, None)
    });
    let signed = Reader(certificate.der())
        .next()
        .and_then(|outer| outer.inside().next());
    let signature = certificate.parsed().signature().raw_bytes();
    match (scheme, signed) {
        (Some(scheme), Ok(signed)) => scheme.holds(issuer.key(), signed.whole, signature),
        _ => false,
    }
}
