//! Signing a document of the vault: with a key of the vault or of a card, and with a time stamp where a service is set.

use std::sync::{Arc, Mutex};

use cases::{DocumentId, EventKind};
use chrono::{DateTime, Utc};
use serde_json::json;
use signing::{Certificate, Identity, SignError, Signer, Standing, Trust};
use vault::{CardPlace, KeySource};

use crate::cards;
use crate::clock::{self, Clock};
use crate::desk::{Desk, Office, at};
use crate::drawing;
use crate::error::{Code, CommandError};
use crate::filling::{self, Folio};
use crate::outside::Outside;
use crate::own_signature::{
    UNSTAMPED, confirm, current, identity, make_and_keep, own_certificate, replace_paper, undrawn,
};
use crate::papers;
use crate::signatures::{Wish, sign};
use crate::trust::trust;
use crate::wire::document::DocumentView;

/// What the user says on the way to a signature.
struct Told {
    document: DocumentId,
    field: String,
    passphrase: String,
    leave_undrawn: bool,
    pin: Option<String>,
}

/// Everything that is needed to sign, so that the desk is free while a card or a time-stamp service is waited for.
struct Ready {
    pdf: Vec<u8>,
    hand: Hand,
    clock: Option<Clock>,
    trust: Trust,
    at: DateTime<Utc>,
    /// Whether nobody is to sign after this, in whatever manner: the document is then locked.
    is_last: bool,
}

/// What signs.
enum Hand {
    Vault(Box<Identity>),
    Card(CardPlace, Box<Certificate>),
}

/// A signed paper, and why it has no time stamp although one was asked for.
struct Signed {
    pdf: Vec<u8>,
    unstamped: Option<String>,
}

/// Signs the user's own row of a completed document; the first time, the user's key is made. The passphrase, or the
/// card's PIN, is asked for again, so that nobody signs at a desk that was left.
pub fn sign_document(
    desk: &Mutex<Desk>,
    document: DocumentId,
    field: String,
    passphrase: String,
    leave_undrawn: bool,
    pin: Option<String>,
) -> Result<DocumentView, CommandError> {
    let told = Told {
        document,
        field,
        passphrase,
        leave_undrawn,
        pin,
    };
    let (ready, outside) = {
        let desk = at(desk);
        (prepare(&desk.office()?, &told)?, Arc::clone(&desk.outside))
    };
    let signed = ready.sign(&told, outside.as_ref())?;
    let desk = at(desk);
    let office = desk.office()?;
    let mut data = json!({ "field": told.field });
    if let Some(why) = signed.unstamped {
        data[UNSTAMPED] = json!(why);
    }
    let happened = (EventKind::Signed, data);
    replace_paper(&office, document, &ready.pdf, &signed.pdf, happened)?;
    filling::document(&office, document)
}

fn prepare(office: &Office<'_>, told: &Told) -> Result<Ready, CommandError> {
    let folio = office
        .vault
        .read(|read| Folio::read(office, read, told.document))?;
    if !folio.own_rows().any(|row| row.id() == told.field) {
        return Err(signing::Error::from(SignError::NoField).into());
    }
    let pdf = papers::paper(office, told.document)?;
    if !told.leave_undrawn
        && let Some(row) = undrawn(office, &folio, &pdf)?
    {
        return Err(CommandError::new(Code::DrawingWaits)
            .with("row", row.label)
            .at("leave-undrawn"));
    }
    let pen_rows = office.vault.read(|read| drawing::pen_rows(read, &folio))?;
    let mut fields = documents::inspect(&pdf)?.signatures.into_iter();
    Ok(Ready {
        is_last: pen_rows.is_empty() && fields.all(|field| field.signed || field.name == told.field),
        hand: hand(office, told)?,
        clock: clock::set(office)?,
        trust: trust(office)?,
        at: office.outside.now(),
        pdf,
    })
}

/// The card asks for its own PIN; for a key of the vault the passphrase is asked for.
fn hand(office: &Office<'_>, told: &Told) -> Result<Hand, CommandError> {
    let known = current(office)?;
    if let Some(key) = &known
        && let KeySource::Card(place) = &key.source
    {
        return Ok(Hand::Card(place.clone(), Box::new(own_certificate(key)?)));
    }
    confirm(office, &told.passphrase)?;
    let key = match known {
        Some(key) => key,
        None => make_and_keep(office)?,
    };
    Ok(Hand::Vault(Box::new(identity(office, &key)?)))
}

impl Ready {
    fn sign(&self, told: &Told, outside: &dyn Outside) -> Result<Signed, CommandError> {
        match &self.hand {
            Hand::Vault(identity) => self.sign_with(identity.as_ref(), told, outside),
            Hand::Card(place, own) => {
                let _reader = cards::reader();
                let signer = cards::signer(place, own, told.pin.as_deref())?;
                self.sign_with(&signer, told, outside)
            }
        }
    }

    /// Without the time-stamp service the signature is made all the same: a time stamp can be added later.
    fn sign_with(
        &self,
        signer: &dyn Signer,
        told: &Told,
        outside: &dyn Outside,
    ) -> Result<Signed, CommandError> {
        let wish = Wish {
            field: Some(&told.field),
            at: outside.local(self.at),
            lock: self.is_last,
        };
        let stamped = self.clock.as_ref().map(|clock| {
            let pdf = sign(&self.pdf, signer, &wish, Some(&mut clock.asked(outside)))?;
            self.check(&pdf, told, true).map(|()| pdf)
        });
        let unstamped = match stamped {
            Some(Ok(pdf)) => {
                return Ok(Signed { pdf, unstamped: None });
            }
            Some(Err(error)) if is_of_clock(&error) => Some(error.code),
            Some(Err(error)) => return Err(error),
            None => None,
        };
        let pdf = sign(&self.pdf, signer, &wish, None)?;
        self.check(&pdf, told, false)?;
        Ok(Signed { pdf, unstamped })
    }

    /// What was signed is not by a key that was revoked, and its time stamp is one that is trusted here.
    fn check(&self, pdf: &[u8], told: &Told, stamped: bool) -> Result<(), CommandError> {
        let report = signing::verify(pdf, &self.trust, self.at);
        let own = report.signatures.iter().find(|one| one.field == told.field);
        let own = own.ok_or_else(|| CommandError::new(Code::SignatureNotHeld))?;
        if own.standing == Standing::Revoked {
            return Err(CommandError::new(Code::KeyRevoked));
        }
        if stamped && own.proven.is_none() {
            return Err(CommandError::new(Code::ClockNotTrusted));
        }
        Ok(())
    }
}

fn is_of_clock(error: &CommandError) -> bool {
    error.code == Code::ClockNotTrusted.as_str()
        || signing::TimeStampError::CODES.contains(&error.code.as_str())
}
