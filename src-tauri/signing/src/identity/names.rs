//! Names and periods, as a certificate writes them.

use chrono::{DateTime, Utc};
use der::Decode;
use der::asn1::{ObjectIdentifier, UtcTime};
use x509_cert::name::Name;
use x509_cert::time::Time;

use crate::asn1::{oid, sequence, set, tagged};
use crate::certificate::{COMMON_NAME, ORGANISATION, TITLE};
use crate::error::IdentityError;

const UTF8: u8 = 0x0c;
/// What RFC 5280 allows a name, a title or an organisation, in characters.
const LONGEST: usize = 64;

/// Whom a certificate names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person's name.
    pub name: String,
    /// What the person is; may be empty.
    pub title: String,
    /// Where; may be empty.
    pub organisation: String,
}

impl Person {
    pub(crate) fn to_name(&self) -> Result<Name, IdentityError> {
        let parts = [
            (ORGANISATION, &self.organisation),
            (TITLE, &self.title),
            (COMMON_NAME, &self.name),
        ];
        let fits = parts.iter().all(|(_, text)| text.chars().count() <= LONGEST);
        if self.name.trim().is_empty() || !fits {
            return Err(IdentityError::Name);
        }
        let parts: Vec<Vec<u8>> = parts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(kind, text)| attribute(kind, text))
            .collect();
        Name::from_der(&sequence(&[&parts.concat()])).map_err(|_| IdentityError::Name)
    }
}

fn attribute(kind: ObjectIdentifier, text: &str) -> Vec<u8> {
    set(vec![sequence(&[&oid(kind), &tagged(UTF8, &[text.as_bytes()])])])
}

/// From when until when a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The first instant.
    pub from: DateTime<Utc>,
    /// The last.
    pub until: DateTime<Utc>,
}

impl Validity {
    pub(crate) fn to_x509(self) -> Result<x509_cert::time::Validity, IdentityError> {
        if self.until <= self.from {
            return Err(IdentityError::Period);
        }
        Ok(x509_cert::time::Validity::new(
            time(self.from)?,
            time(self.until)?,
        ))
    }
}

/// An instant, written as RFC 5280 wants it: with two digits of the year until 2049.
pub(crate) fn time(at: DateTime<Utc>) -> Result<Time, IdentityError> {
    let seconds = u64::try_from(at.timestamp()).map_err(|_| IdentityError::Period)?;
    let at = der::DateTime::from_unix_duration(std::time::Duration::from_secs(seconds))
        .map_err(|_| IdentityError::Period)?;
    Ok(UtcTime::from_date_time(at).map_or(Time::GeneralTime(at.into()), Time::UtcTime))
}
