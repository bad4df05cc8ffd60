//! The user's own signature: the key in the vault, signing a document with it, and what is to be said of signed
//! documents.

use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind, Profile};
use chrono::{DateTime, TimeDelta, Utc};
use forms::{Field, Manner};
use serde_json::Value as Json;
use signing::{Certificate, Identity, Key, Person, Validity};
use texts::swedish;
use vault::{KeySource, Paper, PaperKind, Passphrase, SigningKey};

use crate::clock::{Stamps, stamps};
use crate::desk::{Desk, Office, at};
use crate::drawing;
use crate::error::{Code, CommandError};
use crate::filling::{Folio, record_event_with};
use crate::outside::Outside;
use crate::papers;
use crate::signatures::{judge, report};
use crate::trust::trust;
use crate::wire::signature::{DocumentSignatures, OwnSignature, Signatory, SignatureReport, WaitingRow};

/// How long a certificate of our own making holds. A member of staff who has left signs no more.
const HOLDS: TimeDelta = TimeDelta::days(3 * 365);
/// How far back it reaches, for clocks that differ.
const REACHES_BACK: TimeDelta = TimeDelta::hours(1);

/// The user's own signature, if there is one that holds.
pub fn own_signature(office: &Office<'_>) -> Result<Option<OwnSignature>, CommandError> {
    current(office)?.map(|key| view(&key)).transpose()
}

/// The key that signs now. One that was made here is followed by a new one when its certificate has ended; of any
/// other the user is told.
pub(crate) fn current(office: &Office<'_>) -> Result<Option<SigningKey>, CommandError> {
    let key = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.signing_keys().current()?))?;
    let Some(key) = key else { return Ok(None) };
    let ended = own_certificate(&key)?.summary().until < office.outside.now();
    Ok((key.source != KeySource::Made || !ended).then_some(key))
}

fn view(key: &SigningKey) -> Result<OwnSignature, CommandError> {
    let certificate = own_certificate(key)?;
    let summary = certificate.summary();
    Ok(OwnSignature {
        signatory: Signatory::from(&summary.subject),
        fingerprint: hex(&summary.fingerprint),
        spoken: spoken(&summary.fingerprint),
        from: summary.from.date_naive().to_string(),
        until: summary.until.date_naive().to_string(),
        card: match &key.source {
            KeySource::Card(place) => Some(place.label.clone()),
            _ => None,
        },
    })
}

/// A key's own certificate.
pub(crate) fn own_certificate(key: &SigningKey) -> Result<Certificate, CommandError> {
    let chain = Certificate::all_from(key.chain.as_bytes()).map_err(signing::Error::from)?;
    let own = chain.into_iter().next();
    own.ok_or_else(|| signing::Error::from(signing::SignError::NoCertificate).into())
}

/// A fingerprint as words to be read aloud: 88 bits, more than anyone can forge in a lifetime.
pub(crate) fn spoken(fingerprint: &[u8]) -> String {
    vault::spoken(fingerprint, 8).join(" ")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Makes a new signature of the user's own; the one before it signs no more. Others must compare it anew, so the
/// passphrase is asked for again.
pub fn make_own_signature(office: &Office<'_>, passphrase: String) -> Result<OwnSignature, CommandError> {
    confirm(office, &passphrase)?;
    view(&make_and_keep(office)?)
}

/// Asks for the passphrase once more, before what cannot be undone or what others rely on.
pub(crate) fn confirm(office: &Office<'_>, passphrase: &str) -> Result<(), CommandError> {
    let key = Passphrase::typed(passphrase);
    let confirmed = office
        .vault
        .confirm(&vault::Key::Passphrase(&key), office.outside.now());
    confirmed.map_err(|error| CommandError::from(error).at("passphrase"))
}

/// Makes a new key of the user's own, which signs from now on.
pub(crate) fn make_and_keep(office: &Office<'_>) -> Result<SigningKey, CommandError> {
    let at = office.outside.now();
    let key = make(office, &office.profile()?, at)?;
    office.vault.write(|write| {
        if let Some(before) = write.signing_keys().current()? {
            write.signing_keys_mut().retire(before.id, at)?;
        }
        Ok::<_, CommandError>(write.signing_keys_mut().add(&key)?)
    })?;
    Ok(key)
}

fn make(office: &Office<'_>, profile: &Profile, at: DateTime<Utc>) -> Result<SigningKey, CommandError> {
    let mut random = |bytes: &mut [u8]| office.outside.random(bytes);
    let person = person(profile);
    let validity = Validity {
        from: at - REACHES_BACK,
        until: at + HOLDS,
    };
    let mut made = || {
        let key = Key::generate(&mut random)?;
        let sealed = key.seal(office.vault.signing_secret().as_slice(), &mut random)?;
        let identity = key.self_signed(&person, validity, &mut random)?;
        Ok((identity.certificate().to_pem(), sealed))
    };
    let (chain, sealed) = made().map_err(|error: signing::IdentityError| signing::Error::from(error))?;
    Ok(SigningKey {
        id: office.new_id(),
        source: KeySource::Made,
        chain,
        sealed,
        made: at,
        retired: None,
        revoked: None,
        erased: None,
    })
}

/// Whom a certificate of the user's own names.
pub(crate) fn person(profile: &Profile) -> Person {
    Person {
        name: profile.name.to_string(),
        title: swedish()
            .say(&format!("signature-role-{}", profile.role.as_str()), &[])
            .into_owned(),
        organisation: profile.school.to_string(),
    }
}

/// Under which name an event says why a signature has no time stamp.
pub(crate) const UNSTAMPED: &str = "unstamped";

/// Adds a paper to a document in the place of the last one, unless another came meanwhile, and keeps what happened.
pub(crate) fn replace_paper(
    office: &Office<'_>,
    document: DocumentId,
    before: &[u8],
    paper: &[u8],
    (kind, data): (EventKind, Json),
) -> Result<(), CommandError> {
    if papers::paper(office, document)? != before {
        return Err(CommandError::new(Code::PaperChanged));
    }
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    office.vault.file(|write, files| {
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Own,
            attached: files.keep(paper, &mut random)?,
            made: office.outside.now(),
        })?;
        record_event_with(office, write, kind, document, data)
    })
}

/// A row in which somebody was to draw and has not; after the user's signature nobody can.
pub(crate) fn undrawn(
    office: &Office<'_>,
    folio: &Folio,
    pdf: &[u8],
) -> Result<Option<WaitingRow>, CommandError> {
    let rows = office.vault.read(|read| drawing::waiting(read, folio, pdf))?;
    Ok(rows.into_iter().find(|row| row.drawn_by.is_none()))
}

/// The key out of the vault, with its certificates.
pub(crate) fn identity(office: &Office<'_>, key: &SigningKey) -> Result<Identity, CommandError> {
    let open = || {
        let opened = Key::open(&key.sealed, office.vault.signing_secret().as_slice())?;
        Identity::new(opened, Certificate::all_from(key.chain.as_bytes())?)
    };
    open().map_err(|error| signing::Error::from(error).into())
}

/// What is to be said of a document's signatures, and which rows wait for the user's own.
pub fn document_signatures(
    office: &Office<'_>,
    document: DocumentId,
) -> Result<DocumentSignatures, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    let pdf = papers::paper(office, document)?;
    let (drawn, events) = office.vault.read(|read| {
        let events = read.events().about_document(document)?;
        Ok::<_, CommandError>((drawing::waiting(read, &folio, &pdf)?, events))
    })?;
    let found = signing::verify(&pdf, &trust(office)?, office.outside.now());
    let Stamps {
        may_stamp,
        may_preserve,
        unstamped,
        ends,
    } = stamps(office, &found, &events)?;
    Ok(DocumentSignatures {
        report: report(found),
        waiting: drawn.into_iter().chain(waiting(&folio, &pdf)?).collect(),
        may_stamp,
        may_preserve,
        unstamped,
        stamp_ends: ends,
    })
}

/// The empty rows of a document's paper that are the user's to sign.
pub(crate) fn waiting(folio: &Folio, pdf: &[u8]) -> Result<Vec<WaitingRow>, CommandError> {
    let fields = documents::inspect(pdf)?.signatures;
    let waits = |row: &&Field| fields.iter().any(|field| field.name == row.id() && !field.signed);
    let rows = folio.own_rows().filter(waits).map(|row| WaitingRow {
        field: row.id().to_owned(),
        label: row.full_label().to_owned(),
        manner: Manner::Electronic,
        name: None,
        drawn_by: None,
    });
    Ok(rows.collect())
}

/// Judges any PDF that the user chooses; nothing if the user changed their mind.
pub fn verify_file(desk: &Mutex<Desk>) -> Result<Option<SignatureReport>, CommandError> {
    verify(desk, |outside| outside.choose_pdf())
}

/// Judges the PDF that the user dropped on the window, the last one of several.
pub fn verify_dropped(desk: &Mutex<Desk>) -> Result<Option<SignatureReport>, CommandError> {
    let most = documents::LARGEST_FILE as u64 + 1;
    verify(desk, |outside| {
        let last = outside.dropped().pop();
        last.map(|file| outside.read(&file, most)).transpose()
    })
}

fn verify(
    desk: &Mutex<Desk>,
    get: impl FnOnce(&dyn Outside) -> Result<Option<Vec<u8>>, CommandError>,
) -> Result<Option<SignatureReport>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(pdf) = get(outside.as_ref())? else {
        return Ok(None);
    };
    let desk = at(desk);
    let office = desk.office()?;
    Ok(Some(judge(&pdf, &trust(&office)?, outside.now())))
}
