//! Colleagues' name cards: taking them in, comparing their words, and ending them.

use std::sync::{Arc, Mutex};

use cases::{Line, Role};
use chrono::{DateTime, Utc};
use exchange::handover::{CardError, NameCard};
use forms::Hash;
use signing::Certificate;
use vault::{Contact, Read, Write};

use super::own_card::{CODE, WORDS, own_names};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::outside::FileKind;
use crate::people::not_found;
use crate::wire::contact::ContactView;
use crate::wire::handover::Recipient;
use crate::wire::identity::CertificateView;

/// What is known of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Verified,
    Unverified,
    Ended,
}

impl Known {
    pub(super) fn of(contact: &Contact) -> Self {
        match (contact.ended, contact.verified) {
            (Some(_), _) => Self::Ended,
            (None, Some(_)) => Self::Verified,
            (None, None) => Self::Unverified,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Ended => "ended",
        }
    }
}

/// A contact's card.
pub(super) fn card_of(contact: &Contact) -> Result<NameCard, CommandError> {
    Ok(NameCard::parse(&contact.card)?)
}

/// Whom a card names, as the window shows it.
pub(super) fn recipient(card: &NameCard) -> Recipient {
    Recipient {
        id: card.fingerprint().to_string(),
        name: card.name().to_string(),
        role: card.role().as_str().to_owned(),
        school: card.school().to_string(),
    }
}

/// Everybody that something can be sent to, by name.
pub(crate) fn recipients(office: &Office<'_>) -> Result<Vec<Recipient>, CommandError> {
    office.vault.read(|read| {
        let mut contacts = Vec::new();
        for contact in read.contacts().all()? {
            if Known::of(&contact) == Known::Verified {
                contacts.push(recipient(&card_of(&contact)?));
            }
        }
        contacts.sort_by_cached_key(|one| cases::swedish_order(&one.name));
        Ok(contacts)
    })
}

/// What a contact is called.
pub(crate) fn name_of(read: &Read<'_>, contact: Hash) -> Result<String, CommandError> {
    let contact = read.contacts().get(contact)?.ok_or_else(not_found)?;
    Ok(card_of(&contact)?.name().to_string())
}

/// A sender's card as it is kept here, where it is: what was compared are the words of the keys, and a card can be
/// written with any name.
pub(super) fn shown(read: &Read<'_>, sender: &NameCard) -> Result<NameCard, CommandError> {
    match read.contacts().get(key_of(sender))? {
        Some(contact) => card_of(&contact),
        None => Ok(sender.clone()),
    }
}

/// What the vault calls a card's keys.
pub(super) fn key_of(card: &NameCard) -> Hash {
    card.fingerprint().into()
}

/// Everybody, those that can be sent to first, by name.
pub fn contacts(office: &Office<'_>) -> Result<Vec<ContactView>, CommandError> {
    let mut views = office.vault.read(|read| {
        let all = read.contacts().all()?;
        all.iter()
            .map(|one| view(office, read, one, &all))
            .collect::<Result<Vec<_>, CommandError>>()
    })?;
    views.sort_by_cached_key(|one| (one.standing == "ended", cases::swedish_order(&one.name)));
    Ok(views)
}

fn view(
    office: &Office<'_>,
    read: &Read<'_>,
    contact: &Contact,
    all: &[Contact],
) -> Result<ContactView, CommandError> {
    let card = card_of(contact)?;
    let certificate = card
        .certificate()
        .and_then(|der| Certificate::from_der(&der).ok());
    let trusted = read.trusted().all()?;
    let day = |at| office.outside.local(at).date_naive().to_string();
    Ok(ContactView {
        id: contact.fingerprint.to_string(),
        name: card.name().to_string(),
        role: card.role().as_str().to_owned(),
        school: card.school().to_string(),
        standing: Known::of(contact).as_str().to_owned(),
        added: day(contact.added),
        verified: contact.verified.map(day),
        ended: contact.ended.map(day),
        trusted: certificate
            .as_ref()
            .is_some_and(|own| trusted.iter().any(|one| one.certificate == own.der())),
        certificate: certificate.as_ref().map(CertificateView::from),
        earlier: earlier(contact, &card, all)?,
        exchanged: read
            .handovers()
            .all()?
            .iter()
            .any(|one| one.contact == contact.fingerprint),
    })
}

/// A card of the same name that came before and is still used: whoever has new keys is to have one card here.
fn earlier(contact: &Contact, card: &NameCard, all: &[Contact]) -> Result<Option<String>, CommandError> {
    let name = cases::fold(card.name().as_str());
    for other in all {
        let before = other.added < contact.added && other.ended.is_none();
        if before && contact.ended.is_none() && cases::fold(card_of(other)?.name().as_str()) == name {
            return Ok(Some(other.fingerprint.to_string()));
        }
    }
    Ok(None)
}

fn one(office: &Office<'_>, fingerprint: Hash) -> Result<ContactView, CommandError> {
    let id = fingerprint.to_string();
    let found = contacts(office)?.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| CommandError::new(Code::NotFound))
}

/// What the window calls a contact by.
pub(super) fn parse(contact: &str) -> Result<Hash, CommandError> {
    contact.parse().map_err(|_| CommandError::new(Code::NotFound))
}

/// Asks for a colleague's card, a file or a picture of its code; nothing if the user changed their mind.
pub fn add_contact(desk: &Mutex<Desk>) -> Result<Option<ContactView>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let Some(file) = outside.choose_file(FileKind::Card)? else {
        return Ok(None);
    };
    let card = read_card(file)?;
    let desk = at(desk);
    let office = desk.office()?;
    keep(&office, &card)?;
    one(&office, key_of(&card)).map(Some)
}

fn read_card(file: Vec<u8>) -> Result<NameCard, CommandError> {
    if file.first() == Some(&b'{') {
        return Ok(NameCard::parse(&file)?);
    }
    let text = documents::qr::read(file).ok().flatten();
    let text = text.ok_or_else(|| CommandError::new(Code::NoCode))?;
    let card = text.strip_prefix(CODE).ok_or(CardError::NotACard)?;
    Ok(NameCard::parse(card.as_bytes())?)
}

/// Keeps a card. A newer one of the same keys takes the place of an older one, because the keys have signed it; where it
/// names somebody else, or another role or school, its words are to be compared anew. An older one, and one without the certificate that is here already, changes nothing.
pub(super) fn keep(office: &Office<'_>, card: &NameCard) -> Result<(), CommandError> {
    if own_names(office)?.contains(&card.fingerprint()) {
        return Err(CommandError::new(Code::OwnCard));
    }
    let now = office.outside.now();
    office.vault.write(|write| put(write, card, now))
}

fn put(write: &Write<'_>, card: &NameCard, now: DateTime<Utc>) -> Result<(), CommandError> {
    let mut is_another = false;
    if let Some(known) = write.contacts().get(key_of(card))? {
        let known = card_of(&known)?;
        let poorer = known.certificate().is_some() && card.certificate().is_none();
        let age = |card: &NameCard| (card.made_at(), card.certificate().is_some());
        if poorer || age(&known) >= age(card) {
            return Ok(());
        }
        is_another = who(&known) != who(card);
    }
    write.contacts_mut().put(key_of(card), &card.to_bytes(), now)?;
    match is_another {
        true => Ok(write.contacts_mut().doubt(key_of(card))?),
        false => Ok(()),
    }
}

/// Keeps what the card of a colleague who sent a package says beside what was compared: the code of a card is too small for
/// a certificate.
pub(super) fn complete(write: &Write<'_>, card: &NameCard, now: DateTime<Utc>) -> Result<(), CommandError> {
    let known = write.contacts().get(key_of(card))?;
    let known = known.map(|known| card_of(&known)).transpose()?;
    match known.is_some_and(|known| who(&known) == who(card)) {
        true => put(write, card, now),
        false => Ok(()),
    }
}

/// Whom a card names.
fn who(card: &NameCard) -> (&Line, Role, &Line) {
    (card.name(), card.role(), card.school())
}

/// Keeps the card of whoever sent a package that waits, so that its words can be compared.
pub fn add_sender(desk: &mut Desk, key: String) -> Result<ContactView, CommandError> {
    let (office, waiting) = desk.post()?;
    let card = waiting.parcel(&key)?.opened.sender.clone();
    keep(&office, &card)?;
    one(&office, key_of(&card))
}

/// Keeps that a card is its owner's, if the words that were heard are the card's. Finding them takes half a second, for
/// which the desk is free.
pub fn verify_contact(
    desk: &Mutex<Desk>,
    contact: String,
    words: String,
) -> Result<ContactView, CommandError> {
    let fingerprint = parse(&contact)?;
    let card = {
        let desk = at(desk);
        let office = desk.office()?;
        let contact = office.vault.read(|read| read.contacts().get(fingerprint))?;
        card_of(&contact.ok_or_else(|| CommandError::new(Code::NotFound))?)?
    };
    let right = card.fingerprint().spoken()?;
    if !vault::is_spoken(&words, &right, WORDS) {
        return Err(CommandError::new(Code::WordsDiffer).at("words"));
    }
    let desk = at(desk);
    let office = desk.office()?;
    let now = office.outside.now();
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.contacts_mut().verify(fingerprint, now)?))?;
    one(&office, fingerprint)
}

/// Says that nothing goes to a contact any more, or that it does again.
pub fn end_contact(
    office: &Office<'_>,
    contact: String,
    ended: bool,
) -> Result<Vec<ContactView>, CommandError> {
    let (fingerprint, now) = (parse(&contact)?, office.outside.now());
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.contacts_mut().end(fingerprint, ended.then_some(now))?))?;
    contacts(office)
}

/// Removes a contact with whom nothing was exchanged.
pub fn remove_contact(office: &Office<'_>, contact: String) -> Result<Vec<ContactView>, CommandError> {
    let fingerprint = parse(&contact)?;
    office
        .vault
        .write(|write| Ok::<_, CommandError>(write.contacts_mut().remove(fingerprint)?))?;
    contacts(office)
}
