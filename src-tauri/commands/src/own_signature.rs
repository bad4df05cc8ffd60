//! The user's own signature: the key in the vault, signing a document with it, and what is to be said of signed
//! documents.

use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind, Profile};
use chrono::{DateTime, TimeDelta, Utc};
use forms::{Field, Manner};
use serde_json::json;
use signing::{Certificate, Identity, Key, Person, Trust, Validity};
use texts::swedish;
use vault::{Paper, PaperKind, Passphrase, SigningKey};

use crate::desk::{Desk, Office, at};
use crate::drawing;
use crate::error::{Code, CommandError};
use crate::filling::{self, Folio, record_event_with};
use crate::outside::Outside;
use crate::papers;
use crate::signatures::{Wish, judge, sign};
use crate::wire::document::DocumentView;
use crate::wire::signature::{DocumentSignatures, OwnSignature, Signatory, SignatureReport, WaitingRow};

/// How long a certificate of our own making holds. A member of staff who has left signs no more.
const HOLDS: TimeDelta = TimeDelta::days(3 * 365);
/// How far back it reaches, for clocks that differ.
const REACHES_BACK: TimeDelta = TimeDelta::hours(1);

/// The user's own signature, if there is one that holds.
pub fn own_signature(office: &Office<'_>) -> Result<Option<OwnSignature>, CommandError> {
    current(office)?.map(|key| view(&key)).transpose()
}

/// The key that signs now, unless its certificate has ended.
fn current(office: &Office<'_>) -> Result<Option<SigningKey>, CommandError> {
    let key = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.signing_keys().current()?))?;
    let Some(key) = key else { return Ok(None) };
    let holds = own_certificate(&key)?.holds_at(office.outside.now());
    Ok(holds.then_some(key))
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
    })
}

fn own_certificate(key: &SigningKey) -> Result<Certificate, CommandError> {
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

fn make_and_keep(office: &Office<'_>) -> Result<SigningKey, CommandError> {
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
    let person = Person {
        name: profile.name.to_string(),
        title: swedish()
            .say(&format!("signature-role-{}", profile.role.as_str()), &[])
            .into_owned(),
        organisation: profile.school.to_string(),
    };
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
        chain,
        sealed,
        made: at,
        retired: None,
    })
}

/// Signs the user's own row of a completed document; the first time, the user's key is made. The passphrase is asked
/// for again, so that nobody signs at a desk that was left.
pub fn sign_document(
    office: &Office<'_>,
    document: DocumentId,
    field: String,
    passphrase: String,
    leave_undrawn: bool,
) -> Result<DocumentView, CommandError> {
    let folio = office.vault.read(|read| Folio::read(office, read, document))?;
    if !folio.own_rows().any(|row| row.id() == field) {
        return Err(signing::Error::from(signing::SignError::NoField).into());
    }
    let pdf = papers::paper(office, document)?;
    if !leave_undrawn && let Some(row) = undrawn(office, &folio, &pdf)? {
        return Err(CommandError::new(Code::DrawingWaits)
            .with("row", row.label)
            .at("leave-undrawn"));
    }
    let now = office.outside.now();
    confirm(office, &passphrase)?;
    let key = match current(office)? {
        Some(key) => key,
        None => make_and_keep(office)?,
    };
    let wish = Wish {
        field: Some(&field),
        at: office.outside.local(now),
        lock: false,
    };
    let signed = sign(&pdf, &identity(office, &key)?, &wish)?;
    let mut random = |buffer: &mut [u8]| office.outside.random(buffer);
    let attached = office.vault.attach(&signed, &mut random)?;
    office.vault.write(|write| {
        write.papers_mut().add(&Paper {
            document,
            kind: PaperKind::Own,
            attached,
            made: now,
        })?;
        let data = json!({ "field": field });
        record_event_with(office, write, EventKind::Signed, document, data)
    })?;
    filling::document(office, document)
}

/// A row in which somebody was to draw and has not; after the user's signature nobody can.
fn undrawn(office: &Office<'_>, folio: &Folio, pdf: &[u8]) -> Result<Option<WaitingRow>, CommandError> {
    let rows = office.vault.read(|read| drawing::waiting(read, folio, pdf))?;
    Ok(rows.into_iter().find(|row| row.drawn_by.is_none()))
}

fn identity(office: &Office<'_>, key: &SigningKey) -> Result<Identity, CommandError> {
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
    let drawn = office.vault.read(|read| drawing::waiting(read, &folio, &pdf))?;
    Ok(DocumentSignatures {
        report: judge(&pdf, &trust(office)?, office.outside.now()),
        waiting: drawn.into_iter().chain(waiting(&folio, &pdf)?).collect(),
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

/// Judges the PDF that the user dropped on the window, the first one of several.
pub fn verify_dropped(desk: &Mutex<Desk>) -> Result<Option<SignatureReport>, CommandError> {
    let most = documents::LARGEST_FILE as u64 + 1;
    verify(desk, |outside| {
        let first = outside.dropped().into_iter().next();
        first.map(|file| outside.read(&file, most)).transpose()
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

/// Trusts the person whose certificate (PEM) the user has compared, and nobody else on that person's word.
pub fn trust_certificate(office: &Office<'_>, certificate: String) -> Result<(), CommandError> {
    let certificates = Certificate::all_from(certificate.as_bytes()).map_err(signing::Error::from)?;
    let now = office.outside.now();
    office.vault.write(|write| {
        certificates
            .iter()
            .try_for_each(|one| Ok::<_, CommandError>(write.trusted_mut().add(one.der(), now)?))
    })
}

/// Whom this vault trusts: its owner, and those whom the owner has added.
pub(crate) fn trust(office: &Office<'_>) -> Result<Trust, CommandError> {
    let (keys, others) = office
        .vault
        .read(|read| Ok::<_, CommandError>((read.signing_keys().all()?, read.trusted().all()?)))?;
    let mut trust = Trust::new();
    for key in &keys {
        trust
            .add_persons(key.chain.as_bytes())
            .map_err(signing::Error::from)?;
    }
    for certificate in &others {
        trust.add_persons(certificate).map_err(signing::Error::from)?;
    }
    Ok(trust)
}
