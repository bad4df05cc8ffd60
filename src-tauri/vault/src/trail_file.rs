//! An audit trail as a file that only the municipality can open: for a revision, or when somebody has left.
//!
//! The trail is sealed under a key of its own, and that key to the municipality's by HPKE, as the vault's is. With it
//! goes the key under which the chain was counted, so that the municipality can walk it; it opens nothing else.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use crate::error::{AttachmentError, Error, StoreError, TrailFileError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret, Sealed};
use crate::random::Random;
use crate::secret::Secret;
use crate::tables::trail::{Entry, Head, Link, TrailCheck, UnreadableEntry, Walk};

/// How such a file begins.
const MAGIC: &[u8; 21] = b"narvarolots trail 1\r\n";
/// The length of HPKE's encapsulated key, and of a key of ours when it is sealed.
const ENCAPSULATED: usize = 32;
const WRAPPED: usize = 48;

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Content {
    key: [u8; 32],
    owner: String,
    made: DateTime<Utc>,
    anchor: Option<Head>,
    links: Vec<Link>,
}

impl Drop for Content {
    fn drop(&mut self) {
        self.key.zeroize();
    }
}

/// An audit trail out of a file, opened and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedTrail {
    /// The vault it is of.
    pub vault: Uuid,
    /// The vault's owner.
    pub owner: String,
    /// When it was saved.
    pub made: DateTime<Utc>,
    /// Whether it is what was written.
    pub check: TrailCheck,
    /// The entries, the first one first, also those that were tampered with so that they say nothing.
    pub entries: Vec<Result<Entry, UnreadableEntry>>,
}

pub(crate) fn content(
    key: &Secret,
    owner: String,
    made: DateTime<Utc>,
    anchor: Option<Head>,
    links: Vec<Link>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let content = Content {
        key: *key.as_bytes(),
        owner,
        made,
        anchor,
        links,
    };
    let json = serde_json::to_vec(&content).map_err(|_| StoreError::Statement)?;
    Ok(Zeroizing::new(json))
}

pub(crate) fn seal(
    content: &[u8],
    vault: Uuid,
    municipality: &MunicipalityKey,
    random: &mut dyn Random,
) -> Result<Vec<u8>, Error> {
    let key = Secret::random(random);
    let head = [&MAGIC[..], vault.as_bytes()].concat();
    let Sealed {
        encapsulated,
        wrapped,
    } = municipality.seal(&key, &head, random)?;
    let sealed = key
        .seal(&head, content, random)
        .ok_or(AttachmentError::TooLarge)?;
    Ok([head, encapsulated, wrapped, sealed].concat())
}

impl OpenedTrail {
    /// Opens a file with the municipality's private key, and walks the chain in it.
    ///
    /// # Errors
    /// It is no such file, or not all of one; it was sealed to another key.
    pub fn open(file: &[u8], secret: &MunicipalitySecret) -> Result<Self, Error> {
        let malformed = || Error::from(TrailFileError::Malformed);
        let (magic, rest) = file.split_first_chunk::<21>().ok_or_else(malformed)?;
        let (vault, rest) = rest.split_first_chunk::<16>().ok_or_else(malformed)?;
        let (encapsulated, rest) = rest.split_first_chunk::<ENCAPSULATED>().ok_or_else(malformed)?;
        let (wrapped, sealed) = rest.split_first_chunk::<WRAPPED>().ok_or_else(malformed)?;
        if magic != MAGIC {
            return Err(malformed());
        }
        let head = [&magic[..], vault].concat();
        let wrapped = Sealed {
            encapsulated: encapsulated.to_vec(),
            wrapped: wrapped.to_vec(),
        };
        let key = secret.open(&wrapped, &head)?;
        let json = key.open(&head, sealed).ok_or_else(malformed)?;
        Self::read(Uuid::from_bytes(*vault), &json)
    }

    /// Reads what is sealed in such a file, which anybody can have written who has the municipality's public key.
    ///
    /// # Errors
    /// It is no trail.
    pub fn read(vault: Uuid, json: &[u8]) -> Result<Self, Error> {
        let content: Content = serde_json::from_slice(json).map_err(|_| TrailFileError::Malformed)?;
        let audit = Secret::from_array(&content.key);
        let mut walk = Walk::new(&audit, &vault.to_string(), content.anchor.clone());
        content.links.iter().for_each(|link| walk.step(link));
        Ok(Self {
            vault,
            owner: content.owner.clone(),
            made: content.made,
            check: walk.end(),
            entries: content.links.iter().map(Link::entry).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::random::tests::Counting;
    use crate::tables::tests::{ORIGIN, at, writing};
    use crate::tables::trail::tests::{KEY, add};
    use crate::tables::trail::{Act, TrailFault};

    #[test]
    fn check() {
        let mut random = Counting::new(3);
        let secret = MunicipalitySecret::generate(&mut random);
        let vault: Uuid = ORIGIN.parse().unwrap();
        let key = KEY.with(Clone::clone);
        let mut sealed = |anchor, tear: fn(&mut Vec<Link>)| {
            let mut file = Vec::new();
            writing(|write| {
                for second in 0..3 {
                    add(write, second, Act::Read);
                }
                let mut links = Vec::new();
                write.trail().each(|link| links.push(link)).unwrap();
                tear(&mut links);
                let content = content(&key, "Birgitta Ek".into(), at(9), anchor, links).unwrap();
                file = seal(&content, vault, &secret.public().unwrap(), &mut random).unwrap();
            });
            file
        };
        let start = || Some(Head::start(&key, ORIGIN));
        let whole = sealed(start(), |_| ());
        let opened = OpenedTrail::open(&whole, &secret).unwrap();
        assert_eq!((opened.vault, opened.made), (vault, at(9)));
        assert_eq!(opened.owner, "Birgitta Ek");
        assert_eq!(opened.entries.len(), 3);
        assert_eq!(
            opened.check,
            TrailCheck {
                entries: 3,
                fault: None
            }
        );
        let torn = OpenedTrail::open(&sealed(start(), |links| drop(links.remove(1))), &secret).unwrap();
        assert_eq!(
            torn.check.fault,
            Some(TrailFault::Broken {
                number: 2,
                at: Some(at(2))
            })
        );
        let adrift = OpenedTrail::open(&sealed(None, |_| ()), &secret).unwrap();
        assert_eq!(adrift.check.fault, Some(TrailFault::Unanchored));

        // No number comes after the last one there is.
        let link = |number: u64| json!({"number": number, "texts": vec![None::<String>; 8], "follows": null, "code": vec![0; 32]});
        let last = json!({"key": vec![7; 32], "owner": "Birgitta Ek", "made": at(9), "anchor": null,
            "links": [link(u64::MAX), link(0)]});
        let read = OpenedTrail::read(vault, last.to_string().as_bytes()).unwrap();
        assert_eq!(read.check.fault, Some(TrailFault::Broken { number: 1, at: None }));

        let other = MunicipalitySecret::generate(&mut Counting::new(4));
        assert!(
            OpenedTrail::open(&whole, &other).is_err(),
            "sealed to another key"
        );
        // Every part of the head, and of what is sealed as much as is worth the time.
        for place in (0..whole.len()).step_by(17) {
            let mut torn = whole.clone();
            torn[place] ^= 1;
            assert!(OpenedTrail::open(&torn, &secret).is_err(), "byte {place}");
            assert!(
                OpenedTrail::open(&whole[..place], &secret).is_err(),
                "cut at {place}"
            );
        }
    }
}
