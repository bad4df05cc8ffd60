//! The school's small authority: it answers requests, and says which answers no longer hold.

use chrono::{DateTime, Utc};
use der::{Decode, Encode};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder, CrlBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::crl::RevokedCert;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CrlNumber, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::request::CertReq;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::names::time;
use super::{Identity, Key, Person, Validity};
use crate::asn1::Reader;
use crate::certificate::Certificate;
use crate::crypto::Scheme;
use crate::error::IdentityError;
use crate::random::{Random, bytes};

/// An authority that issues certificates to persons, and to nobody who could issue further ones.
#[derive(Debug)]
pub struct Authority(Identity);

impl Authority {
    /// Makes an authority of a key.
    pub fn new(
        key: Key,
        name: &Person,
        validity: Validity,
        random: &mut dyn Random,
    ) -> Result<Self, IdentityError> {
        let name = name.to_name()?;
        let profile = Profile::Authority(name);
        let certificate = build(profile, &key, key.public()?, validity, random)?;
        Ok(Self(Identity::new(key, vec![certificate])?))
    }

    /// Takes up an authority that was made before.
    pub fn from_identity(identity: Identity) -> Self {
        Self(identity)
    }

    /// The authority's key and certificate, for keeping.
    pub fn identity(&self) -> &Identity {
        &self.0
    }

    /// Whom a request is from and the fingerprint of its key, to be read aloud before it is answered.
    pub fn read(request: &[u8]) -> Result<(crate::certificate::Party, [u8; 32]), IdentityError> {
        let request = read_request(request)?;
        let key = request
            .info
            .public_key
            .to_der()
            .map_err(|_| IdentityError::Malformed)?;
        let party = crate::certificate::party(&request.info.subject);
        Ok((party, crate::crypto::sha256(&key)))
    }

    /// Answers a request (PKCS#10, PEM or DER): the certificate and the authority's own, as PEM.
    pub fn answer(
        &self,
        request: &[u8],
        validity: Validity,
        random: &mut dyn Random,
    ) -> Result<String, IdentityError> {
        let request = read_request(request)?;
        let own = self.0.certificate();
        let issuer = own.fields().subject().clone();
        let (subject, key) = (request.info.subject, request.info.public_key);
        let certificate = Self::certify(self.0.key(), issuer, subject, key, validity, random)?;
        Ok(certificate.to_pem() + &own.to_pem())
    }

    /// A list (CRL, DER) of the certificates that no longer hold, each with the instant from which.
    pub fn revoke(
        &self,
        revoked: &[(&Certificate, DateTime<Utc>)],
        number: u64,
        at: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> Result<Vec<u8>, IdentityError> {
        let malformed = |_| IdentityError::Malformed;
        let own = x509_cert::Certificate::from_der(self.0.certificate().der()).map_err(malformed)?;
        let number = CrlNumber::try_from(number).map_err(malformed)?;
        let entries = revoked.iter().map(|(certificate, since)| {
            let serial = SerialNumber::new(certificate.fields().serial_number().as_bytes());
            Ok(RevokedCert {
                serial_number: serial.map_err(malformed)?,
                revocation_date: time(*since)?,
                crl_entry_extensions: None,
            })
        });
        let entries: Vec<RevokedCert> = entries.collect::<Result<_, IdentityError>>()?;
        let mut list = CrlBuilder::new_with_this_update(&own, number, time(at)?)
            .map_err(malformed)?
            .with_next_update(Some(time(next)?));
        if !entries.is_empty() {
            list = list.with_certificates(entries.into_iter());
        }
        let list = list.build::<_, p256::ecdsa::DerSignature>(self.0.key().p256()?);
        list.map_err(|_| IdentityError::Signing)?
            .to_der()
            .map_err(malformed)
    }

    /// A person's certificate, signed with the issuer's key.
    pub(super) fn certify(
        issuer_key: &Key,
        issuer: Name,
        subject: Name,
        key: SubjectPublicKeyInfoOwned,
        validity: Validity,
        random: &mut dyn Random,
    ) -> Result<Certificate, IdentityError> {
        build(
            Profile::Person { issuer, subject },
            issuer_key,
            key,
            validity,
            random,
        )
    }
}

fn read_request(file: &[u8]) -> Result<CertReq, IdentityError> {
    let pem = der::pem::decode_vec(file).ok().map(|(_, der)| der);
    let der = pem.as_deref().unwrap_or(file);
    let request = CertReq::from_der(der).map_err(|_| IdentityError::Malformed)?;
    let raw = Reader(der).next().and_then(|outer| {
        let mut fields = outer.inside();
        Ok((fields.next()?, fields.next()?))
    });
    let (signed, algorithm) = raw.map_err(|_| IdentityError::Malformed)?;
    let scheme = Scheme::of(algorithm, None).ok_or(IdentityError::UnknownKey)?;
    match scheme.holds(
        &request.info.public_key,
        signed.whole,
        request.signature.raw_bytes(),
    ) {
        true => Ok(request),
        false => Err(IdentityError::RequestForged),
    }
}

fn build(
    profile: Profile,
    issuer_key: &Key,
    key: SubjectPublicKeyInfoOwned,
    validity: Validity,
    random: &mut dyn Random,
) -> Result<Certificate, IdentityError> {
    let mut serial = bytes::<16>(random);
    // Positive, and never shorter: the first bits are 01.
    serial[0] = serial[0] & 0x3f | 0x40;
    let serial = SerialNumber::new(&serial).map_err(|_| IdentityError::Malformed)?;
    let signing_key = issuer_key.p256()?;
    let certificate = CertificateBuilder::new(profile, serial, validity.to_x509()?, key)
        .and_then(|builder| builder.build::<_, p256::ecdsa::DerSignature>(signing_key))
        .map_err(|_| IdentityError::Signing)?;
    Certificate::from_der(&certificate.to_der().map_err(|_| IdentityError::Malformed)?)
}

/// What a certificate made here may be used for.
enum Profile {
    Authority(Name),
    Person { issuer: Name, subject: Name },
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        match self {
            Self::Authority(name) | Self::Person { issuer: name, .. } => name.clone(),
        }
    }

    fn get_subject(&self) -> Name {
        match self {
            Self::Authority(name) | Self::Person { subject: name, .. } => name.clone(),
        }
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        certificate: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let issues = matches!(self, Self::Authority(_));
        let usage = match issues {
            true => KeyUsages::KeyCertSign | KeyUsages::CRLSign,
            false => KeyUsages::DigitalSignature | KeyUsages::NonRepudiation,
        };
        let constraints = BasicConstraints {
            ca: issues,
            path_len_constraint: issues.then_some(0),
        };
        let subject = certificate.subject();
        Ok(vec![
            constraints.to_extension(subject, &[])?,
            KeyUsage(usage).to_extension(subject, &[])?,
            SubjectKeyIdentifier::try_from(key)?.to_extension(subject, &[])?,
            AuthorityKeyIdentifier::try_from(issuer_key)?.to_extension(subject, &[])?,
        ])
    }
}
