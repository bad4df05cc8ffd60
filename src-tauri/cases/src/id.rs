//! Ids that sort by time and collide in no vault: UUID version 7 (RFC 9562), typed by what they name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The id of a pupil.
pub type PupilId = Id<crate::Pupil>;
/// The id of a case.
pub type CaseId = Id<crate::Case>;
/// The id of a document.
pub type DocumentId = Id<crate::Document>;
/// The id of an event.
pub type EventId = Id<crate::EventKind>;

/// An id of a `T`; written as a UUID. The type keeps a pupil's id from being taken for a case's.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// A new id from the time it is made and ten random bytes. A time before 1970 counts as 1970.
    pub fn new(at: DateTime<Utc>, random: &[u8; 10]) -> Self {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        Self::from(uuid::Builder::from_unix_timestamp_millis(millis, random).into_uuid())
    }

    /// The id as a plain UUID, for formats that know nothing of our types.
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }
}

impl<T> FromStr for Id<T> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        text.parse::<Uuid>().map(Self::from)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from)
    }
}

// Written out, because derives would demand the same of `T`, which is only a name here.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let first = PupilId::new(at(1_700_000_000), &[255; 10]);
        let second = PupilId::new(at(1_700_000_001), &[0; 10]);
        assert_eq!(first.uuid().get_version_num(), 7);
        assert!(first < second, "ids sort by time");
        assert_eq!(first.to_string().parse::<PupilId>().unwrap(), first);
        assert_eq!(serde_json::to_string(&first).unwrap(), format!("\"{first}\""));
        assert!("not an id".parse::<CaseId>().is_err());
        assert_ne!(CaseId::new(at(0), &[1; 10]), CaseId::new(at(0), &[2; 10]));
        assert_eq!(CaseId::new(at(-5), &[1; 10]), CaseId::new(at(0), &[1; 10]));
    }
}
