//! Whom the user trusts: persons and authorities whose certificates have been compared, the municipality's own
//! authority, and what authorities have revoked.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use signing::{Certificate, IdentityError, Trust, list_of};
use vault::{SigningKey, TrustedAs, TrustedOne};

use crate::clock;
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::{FileKind, Outside};
use crate::own_signature::{confirm, hex, own_certificate};
use crate::wire::identity::{CertificateView, OpenedTrust, TrustList, TrustedView};
use crate::wire::signature::Signatory;

/// Whom this vault trusts: its owner, those whom the owner has added, and the municipality's authority.
pub(crate) fn trust(office: &Office<'_>) -> Result<Trust, CommandError> {
    let (keys, others, lists) = office.vault.read(|read| {
        let trusted = read.trusted();
        Ok::<_, CommandError>((read.signing_keys().all()?, trusted.all()?, trusted.lists()?))
    })?;
    let clocks = clock::certificates(office)?;
    let mut trust = Trust::new();
    let mut add = || {
        for key in &keys {
            trust.add_persons(key.chain.as_bytes())?;
        }
        for other in &others {
            match other.trusted_as {
                TrustedAs::Person => trust.add_persons(&other.certificate)?,
                TrustedAs::Authority => trust.add(&other.certificate)?,
            }
        }
        for authority in authorities_of_municipality(office.outside) {
            trust.add(authority.der())?;
        }
        for list in &lists {
            trust.add_revocations(list)?;
        }
        for clock in &clocks {
            trust.add_clocks(clock.der())?;
        }
        Ok(())
    };
    add().map_err(|error: IdentityError| signing::Error::from(error))?;
    withdraw(&keys, &mut trust)?;
    Ok(trust)
}

/// What the owner says of the owner's own keys.
fn withdraw(keys: &[SigningKey], trust: &mut Trust) -> Result<(), CommandError> {
    for key in keys {
        if let Some(since) = key.revoked {
            trust.add_withdrawn(own_certificate(key)?, since);
        }
    }
    Ok(())
}

/// The municipality's own authorities. Settings that cannot be read name nobody; making a vault says that they are
/// broken.
fn authorities_of_municipality(outside: &dyn Outside) -> Vec<Certificate> {
    let text = outside.municipality().ok().flatten().unwrap_or_default();
    let settings = packs::municipality(&text).ok();
    let pem = settings.and_then(|settings| settings.signatures?.authority);
    let certificates = pem.and_then(|pem| Certificate::all_from(pem.as_bytes()).ok());
    certificates.unwrap_or_default()
}

/// Everybody who is trusted.
pub fn trusted(office: &Office<'_>) -> Result<TrustList, CommandError> {
    let (others, lists) = office.vault.read(|read| {
        let trusted = read.trusted();
        Ok::<_, CommandError>((trusted.all()?, trusted.lists()?))
    })?;
    let known = authorities(office)?;
    let of = |list: &Vec<u8>| Some(Signatory::from(&list_of(list, &known).ok()??.summary().subject));
    let municipality = authorities_of_municipality(office.outside);
    let from_municipality = municipality.iter().map(|one| TrustedView {
        certificate: CertificateView::from(one),
        trusted_as: "municipality".into(),
        since: None,
    });
    let others: Result<Vec<_>, _> = others.iter().map(|one| view(office, one)).collect();
    Ok(TrustList {
        all: from_municipality.chain(others?).collect(),
        lists: lists.iter().filter_map(of).collect(),
    })
}

fn view(office: &Office<'_>, one: &TrustedOne) -> Result<TrustedView, CommandError> {
    let certificate = Certificate::from_der(&one.certificate).map_err(signing::Error::from)?;
    let trusted_as = match one.trusted_as {
        TrustedAs::Person => "person",
        TrustedAs::Authority => "authority",
    };
    Ok(TrustedView {
        certificate: CertificateView::from(&certificate),
        trusted_as: trusted_as.into(),
        since: Some(office.outside.local(one.added).date_naive().to_string()),
    })
}

/// Who issues certificates that count here.
pub(crate) fn authorities(office: &Office<'_>) -> Result<Vec<Certificate>, CommandError> {
    let trusted = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.trusted().all()?))?;
    let trusted = trusted
        .iter()
        .filter(|one| one.trusted_as == TrustedAs::Authority);
    let mut all = authorities_of_municipality(office.outside);
    for one in trusted {
        all.push(Certificate::from_der(&one.certificate).map_err(signing::Error::from)?);
    }
    Ok(all)
}

/// Opens a file of certificates, or an authority's list of revoked ones; nothing if the user changed their mind.
/// A list that an authority on the trust list made is kept at once; certificates are to be compared first.
pub fn open_trust_file(desk: &Mutex<Desk>) -> Result<Option<OpenedTrust>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(file) = outside.choose_file(FileKind::Certificates)? else {
        return Ok(None);
    };
    if let Ok(certificates) = Certificate::all_from(&file) {
        return Ok(Some(OpenedTrust {
            certificates: certificates.iter().map(CertificateView::from).collect(),
            list_of: None,
        }));
    }
    let desk = at(desk);
    let office = desk.office()?;
    let known = authorities(&office)?;
    let authority = list_of(&file, &known).map_err(signing::Error::from)?;
    let authority = authority.ok_or_else(|| CommandError::new(Code::ListOfStranger))?;
    keep_list(&office, &file, outside.now())?;
    Ok(Some(OpenedTrust {
        certificates: Vec::new(),
        list_of: Some(Signatory::from(&authority.summary().subject)),
    }))
}

/// Keeps an authority's list of revoked certificates.
pub(crate) fn keep_list(office: &Office<'_>, list: &[u8], now: DateTime<Utc>) -> Result<(), CommandError> {
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.trusted_mut().add_list(list, now)?))
}

/// Trusts the person whose certificate (PEM) the user has compared, and nobody else on that person's word.
pub fn trust_certificate(office: &Office<'_>, certificate: String) -> Result<(), CommandError> {
    add(office, &certificate, TrustedAs::Person)
}

/// Trusts an authority whose certificate (PEM) the user has compared, and with it everybody to whom it issues. That
/// is much to trust, so the passphrase is asked for again.
pub fn trust_authority(
    office: &Office<'_>,
    certificate: String,
    passphrase: String,
) -> Result<(), CommandError> {
    let certificates = Certificate::all_from(certificate.as_bytes()).map_err(signing::Error::from)?;
    if !certificates.iter().all(Certificate::is_authority) {
        return Err(CommandError::new(Code::NotAnAuthority));
    }
    confirm(office, &passphrase)?;
    add(office, &certificate, TrustedAs::Authority)
}

fn add(office: &Office<'_>, certificate: &str, trusted_as: TrustedAs) -> Result<(), CommandError> {
    let certificates = Certificate::all_from(certificate.as_bytes()).map_err(signing::Error::from)?;
    let now = office.outside.now();
    office.vault.write(|write| {
        certificates
            .iter()
            .try_for_each(|one| Ok::<_, CommandError>(write.trusted_mut().add(one.der(), trusted_as, now)?))
    })
}

/// Trusts a certificate of this fingerprint no longer.
pub fn distrust(office: &Office<'_>, fingerprint: String) -> Result<TrustList, CommandError> {
    office.vault.write(|write| {
        for one in write.trusted().all()? {
            let certificate = Certificate::from_der(&one.certificate).map_err(signing::Error::from)?;
            if hex(&certificate.summary().fingerprint) == fingerprint {
                write.trusted_mut().remove(&one.certificate)?;
            }
        }
        Ok::<_, CommandError>(())
    })?;
    trusted(office)
}
