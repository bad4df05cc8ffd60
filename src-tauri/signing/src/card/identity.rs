//! A key on a card, with its certificate.

use std::fmt;
use std::rc::Rc;

use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};
use cryptoki::session::UserType;
use x509_cert::ext::pkix::KeyUsage;

use super::Unlocked;
use super::errors::plain;
use crate::asn1::{NULL, algorithm_with, integer, octets, sequence, tagged};
use crate::certificate::Certificate;
use crate::crypto::SHA256;
use crate::error::{Error, TokenError};
use crate::identity::{Algorithm, Signer};

/// A key on a card that can sign.
pub struct CardIdentity {
    card: Rc<Unlocked>,
    key: ObjectHandle,
    chain: Vec<Certificate>,
    algorithm: Algorithm,
    /// The card wants the PIN for each signature.
    always_asks: bool,
    /// The card hashes by itself.
    hashes: bool,
}

impl CardIdentity {
    /// The certificate that says whose the key is.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.chain.first()
    }

    /// Whether the certificate says that the key signs documents, rather than logs in.
    pub fn is_for_documents(&self) -> bool {
        let usage = self
            .certificate()
            .map(|own| own.fields().get_extension::<KeyUsage>());
        matches!(usage, Some(Ok(Some((_, usage)))) if usage.non_repudiation())
    }
}

/// Every key that has a certificate.
pub fn all(card: &Rc<Unlocked>, mechanisms: &[MechanismType]) -> Result<Vec<CardIdentity>, TokenError> {
    let found = find(card, ObjectClass::CERTIFICATE)?;
    let certificates: Vec<(Vec<u8>, Certificate)> = found
        .into_iter()
        .filter_map(|handle| {
            let [id, value] = [AttributeType::Id, AttributeType::Value].map(|kind| bytes(card, handle, kind));
            Some((id?, Certificate::from_der(&value?).ok()?))
        })
        .collect();
    let keys = find(card, ObjectClass::PRIVATE_KEY)?;
    let identities = keys.into_iter().filter_map(|key| {
        let id = bytes(card, key, AttributeType::Id)?;
        let own = certificates
            .iter()
            .find(|(of, _)| *of == id)
            .map(|(_, own)| own)?;
        let algorithm = Algorithm::of_key(own.key())?;
        let always = card
            .session
            .get_attributes(key, &[AttributeType::AlwaysAuthenticate]);
        Some(CardIdentity {
            card: Rc::clone(card),
            key,
            chain: chain(own, &certificates),
            algorithm,
            always_asks: matches!(always.as_deref(), Ok([Attribute::AlwaysAuthenticate(true)])),
            hashes: mechanisms.contains(&hashing(algorithm).mechanism_type()),
        })
    });
    let mut identities: Vec<CardIdentity> = identities.collect();
    identities.sort_by_key(|one| !one.is_for_documents());
    if identities.is_empty() {
        Err(TokenError::NoIdentity)
    } else {
        Ok(identities)
    }
}

fn find(card: &Unlocked, class: ObjectClass) -> Result<Vec<ObjectHandle>, TokenError> {
    let found = card.session.find_objects(&[Attribute::Class(class)]);
    found.map_err(|error| plain(&error))
}

fn bytes(card: &Unlocked, object: ObjectHandle, kind: AttributeType) -> Option<Vec<u8>> {
    let values = card.session.get_attributes(object, &[kind]).ok()?;
    match values.into_iter().next()? {
        Attribute::Id(bytes) | Attribute::Value(bytes) => Some(bytes),
        _ => None,
    }
}

/// A certificate with those of its issuers that lie on the card too.
fn chain(own: &Certificate, others: &[(Vec<u8>, Certificate)]) -> Vec<Certificate> {
    let mut chain = vec![own.clone()];
    while let Some(last) = chain.last() {
        let issuer = others
            .iter()
            .map(|(_, other)| other)
            .find(|other| other.fields().subject() == last.fields().issuer() && !chain.contains(other));
        match issuer {
            Some(issuer) => chain.push(issuer.clone()),
            None => break,
        }
    }
    chain
}

impl Signer for CardIdentity {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let digest = self.algorithm.hash().digest(&[message]);
        let (mechanism, data) = match (self.hashes, self.algorithm) {
            (true, algorithm) => (hashing(algorithm), message.to_vec()),
            (false, Algorithm::Rsa) => {
                let sha256 = algorithm_with(SHA256, &tagged(NULL, &[]));
                (Mechanism::RsaPkcs, sequence(&[&sha256, &octets(&digest)]))
            }
            (false, _) => (Mechanism::Ecdsa, digest),
        };
        let signature = self.raw(&mechanism, &data)?;
        match self.algorithm {
            Algorithm::Rsa => Ok(signature),
            Algorithm::EcdsaP256 | Algorithm::EcdsaP384 => both_numbers(&signature),
        }
    }
}

impl CardIdentity {
    fn raw(&self, mechanism: &Mechanism, data: &[u8]) -> Result<Vec<u8>, TokenError> {
        let session = &self.card.session;
        if !self.always_asks {
            let signature = session.sign(mechanism, self.key, data);
            return signature.map_err(|error| plain(&error));
        }
        // The PIN is asked for between the beginning and the data, so it cannot be done in one call.
        session
            .sign_init(mechanism, self.key)
            .map_err(|error| plain(&error))?;
        self.card.login(UserType::ContextSpecific)?;
        session.sign_update(data).map_err(|error| plain(&error))?;
        session.sign_final().map_err(|error| plain(&error))
    }
}

fn hashing(algorithm: Algorithm) -> Mechanism<'static> {
    match algorithm {
        Algorithm::Rsa => Mechanism::Sha256RsaPkcs,
        Algorithm::EcdsaP256 => Mechanism::EcdsaSha256,
        Algorithm::EcdsaP384 => Mechanism::EcdsaSha384,
    }
}

/// A card gives both numbers of an ECDSA signature side by side; a document wants them in DER.
fn both_numbers(signature: &[u8]) -> Result<Vec<u8>, Error> {
    let (r, s) = signature.split_at(signature.len() / 2);
    if r.is_empty() || r.len() != s.len() {
        return Err(TokenError::Failed.into());
    }
    Ok(sequence(&[&integer(r), &integer(s)]))
}

impl fmt::Debug for CardIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CardIdentity({:?})", self.certificate())
    }
}
