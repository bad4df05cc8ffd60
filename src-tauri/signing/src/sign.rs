//! Signing: an update at the end of the document that fills one empty field (PAdES).

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object, ObjectId};

use crate::appearance::Appearance;
use crate::cms::Draft;
use crate::error::{Error, ReadError, SignError};
use crate::identity::Signer;
use crate::pdf::{Field, File, Update, dict, fields, name, seal, text};
use crate::permission::{is_for_all, locks_all, permits};
use crate::timestamp::{TimeStamper, stamp};

/// Room beside the certificates, in bytes.
const ROOM: usize = 2_048;
/// Room for a time stamp with its certificates.
const ROOM_FOR_TIME: usize = 12_288;
/// Both bits: there are signatures, and the file may only grow.
const SIGNED_AND_APPEND_ONLY: i64 = 3;

/// What is to be signed, where, and how it looks.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The empty field's whole name.
    pub field: &'a str,
    /// When, as the signer claims.
    pub at: DateTime<Utc>,
    /// The signer's name, for readers that look no further.
    pub name: &'a str,
    /// Why, if it is said.
    pub reason: Option<&'a str>,
    /// The look; without it the field stays as it looks empty.
    pub appearance: Option<&'a Appearance>,
    /// The last signature: nothing but time stamps and proofs comes after it.
    pub lock: bool,
}

/// Signs a document. The first signature certifies it: afterwards only its empty fields may be signed.
pub fn sign(
    pdf: &[u8],
    signer: &dyn Signer,
    request: &Request,
    stamper: Option<&mut dyn TimeStamper>,
) -> Result<Vec<u8>, Error> {
    let file = File::read(pdf)?;
    let (field, first) = choose(&file, request.field)?;
    let certificate = signer.chain().first().ok_or(SignError::NoCertificate)?;
    let period = certificate.summary();
    if request.at > period.until {
        return Err(SignError::Expired.into());
    }
    if request.at < period.from {
        return Err(SignError::NotYetValid.into());
    }

    let mut update = Update::new(&file);
    let signature = update.reserve();
    let look = request.appearance.map(|look| look.add(&mut update)).transpose()?;
    let widget = update.edit(field.id)?;
    widget.set("V", signature);
    if let Some(look) = look {
        widget.set("AP", dict([("N", look.into())]));
    }
    let locks = request.lock || has_lock(&file, &field);
    // Once the document is signed, a lock on an empty field would be a change that other judges refuse:
    // then the signature alone says it (FieldMDP).
    if locks && first {
        let lock = [("Type", name("SigFieldLock")), ("Action", name("All"))];
        widget.set("Lock", dict(lock));
    }
    let (catalog, _) = file.catalog()?;
    mark_form(&mut update, catalog)?;
    if first {
        let permissions = dict([("DocMDP", signature.into())]);
        update.edit(catalog)?.set("Perms", permissions);
    }

    let chain: usize = signer.chain().iter().map(|one| one.der().len()).sum();
    let room = chain + ROOM + if stamper.is_some() { ROOM_FOR_TIME } else { 0 };
    let entries = signature_entries(request, first, locks, catalog);
    seal(update, signature, entries, room, |parts| {
        let mut draft = Draft::sign(parts, signer)?;
        if let Some(stamper) = stamper {
            let token = stamp(stamper, &[draft.signature()])?;
            draft.add_time_stamp(&token);
        }
        Ok(draft.to_der())
    })
}

/// The field to sign, and whether it will be the first that is signed.
fn choose(file: &File, name: &str) -> Result<(Field, bool), Error> {
    let fields = fields(file);
    if fields.iter().any(|field| is_locked(file, field)) {
        return Err(SignError::Locked.into());
    }
    let first = fields.iter().all(|field| field.value.is_none());
    let field = fields.into_iter().find(|field| field.name == name);
    let field = field.ok_or(SignError::NoField)?;
    let entries = file.document.get_dictionary(field.id);
    if entries.map_err(|_| ReadError::Damaged)?.has(b"V") {
        return Err(SignError::AlreadySigned.into());
    }
    Ok((field, first))
}

/// Whether a field is signed and allows no further signature.
fn is_locked(file: &File, field: &Field) -> bool {
    let signature = field.value.and_then(|id| file.document.get_dictionary(id).ok());
    signature.is_some_and(|signature| {
        has_lock(file, field) || locks_all(signature) || permits(signature) == Some(1)
    })
}

/// Whether the field itself says that its signature locks the document.
fn has_lock(file: &File, field: &Field) -> bool {
    let entries = file.document.get_dictionary(field.id).ok();
    let lock = entries.and_then(|entries| file.dictionary(entries, b"Lock"));
    lock.is_some_and(is_for_all)
}

/// Says in the form that there are signatures, if it is not said yet.
pub(crate) fn mark_form(update: &mut Update, catalog: ObjectId) -> Result<(), Error> {
    let entries = update.file().catalog()?.1;
    let form = entries.get(b"AcroForm").map_err(|_| ReadError::Damaged)?;
    let marked = update.file().dictionary(entries, b"AcroForm");
    let marked = marked.and_then(|form| form.get(b"SigFlags").and_then(Object::as_i64).ok());
    if marked == Some(SIGNED_AND_APPEND_ONLY) {
        return Ok(());
    }
    let place = match form.as_reference() {
        Ok(id) => update.edit(id)?,
        Err(_) => update
            .edit(catalog)?
            .get_mut(b"AcroForm")
            .and_then(Object::as_dict_mut)
            .map_err(|_| ReadError::Damaged)?,
    };
    place.set("SigFlags", SIGNED_AND_APPEND_ONLY);
    Ok(())
}

fn signature_entries(request: &Request, first: bool, locks: bool, catalog: ObjectId) -> Dictionary {
    let mut entries = dict([
        ("Type", name("Sig")),
        ("Filter", name("Adobe.PPKLite")),
        ("SubFilter", name("ETSI.CAdES.detached")),
        ("M", date(request.at)),
        ("Name", text(request.name)),
    ]);
    if let Some(reason) = request.reason {
        entries.set("Reason", text(reason));
    }
    let mut references = Vec::new();
    if first {
        references.push(reference("DocMDP", [("P", 2.into())]));
    }
    if locks {
        let mut lock = reference("FieldMDP", [("Action", name("All"))]);
        lock.set("Data", catalog);
        references.push(lock);
    }
    if !references.is_empty() {
        let references = references.into_iter().map(Object::Dictionary).collect();
        entries.set("Reference", Object::Array(references));
    }
    entries
}

/// What the signature forbids from now on (ISO 32000-1, 12.8.2).
fn reference<const N: usize>(method: &str, parameters: [(&str, Object); N]) -> Dictionary {
    let mut parameters = dict(parameters);
    parameters.set("Type", name("TransformParams"));
    parameters.set("V", name("1.2"));
    dict([
        ("Type", name("SigRef")),
        ("TransformMethod", name(method)),
        ("TransformParams", parameters.into()),
    ])
}

fn date(at: DateTime<Utc>) -> Object {
    text(&at.format("D:%Y%m%d%H%M%SZ").to_string())
}
