//! How far the audit trail had come, kept in a file beside the database: a trail whose end was cut off holds together
//! in itself, and only something outside it can tell.
//!
//! The file is written after the entries that it knows of, so that an interruption leaves it behind and never ahead. It
//! is moved when the vault is opened and closed and every so many entries in between; it never moves over a trail that
//! does not hold what it says, so that what was seen once stays to be seen.

use std::path::PathBuf;

use crate::error::Error;
use crate::files;
use crate::secret::Secret;
use crate::tables::trail::{Head, Trail};

/// After how many entries the file is written anew: it costs as much as an entry itself.
const STRIDE: u64 = 32;

/// The anchor of an open vault; it is brought up to the end when the vault is closed.
pub(crate) struct Anchor {
    path: PathBuf,
    key: Secret,
    /// What stands in the file.
    written: Head,
    /// The trail's end.
    reached: Head,
    /// Whether the trail holds what the file says.
    holds: bool,
}

impl Anchor {
    /// The anchor in `path` of the trail of the vault `origin`. A trail without entries gets one, before its first entry.
    pub(crate) fn open(path: PathBuf, trail: &Trail<'_>, key: &Secret, origin: &str) -> Result<Self, Error> {
        let reached = trail.head(key, origin)?;
        let start = Head::start(key, origin);
        let is_new = reached.count == 0 && files::read(&path)?.is_none();
        let mut anchor = Self {
            path,
            key: key.clone(),
            written: start,
            reached,
            holds: is_new,
        };
        if is_new {
            anchor.write()?;
        } else if let Some(kept) = anchor.kept()? {
            anchor.holds = trail.passed(&kept, key, origin)?;
            anchor.written = kept;
        }
        Ok(anchor)
    }

    /// Writes how far a trail has come that takes the place of another, whose end nobody has any more. Whoever does that
    /// holds the vault's key and has been told.
    pub(crate) fn renew(path: PathBuf, head: Head, key: &Secret) -> Result<(), Error> {
        Self {
            path,
            key: key.clone(),
            written: head.clone(),
            reached: head,
            holds: true,
        }
        .write()
    }

    /// What stands in the file, if it is of this vault.
    pub(crate) fn kept(&self) -> Result<Option<Head>, Error> {
        let Some(bytes) = files::read(&self.path)? else {
            return Ok(None);
        };
        let read = bytes
            .split_first_chunk::<32>()
            .filter(|(code, json)| **code == self.code(json))
            .and_then(|(_, json)| serde_json::from_slice(json).ok());
        Ok(read)
    }

    /// The trail has come so far.
    pub(crate) fn reach(&mut self, head: Head) {
        self.reached = head;
        if self.reached.count >= self.written.count + STRIDE {
            // What is not written now is written with the next entries or when the vault is closed; the entry itself
            // is kept, and whoever made it is not told of a failure that it did not have.
            self.write().ok();
        }
    }

    fn write(&mut self) -> Result<(), Error> {
        if self.holds {
            let json = serde_json::to_vec(&self.reached).unwrap_or_default();
            let code = self.code(&json);
            files::replace(&self.path, &[&code[..], &json].concat())?;
            self.written = self.reached.clone();
        }
        Ok(())
    }

    fn code(&self, json: &[u8]) -> [u8; 32] {
        self.key.code(&[b"trail anchor ", json].concat())
    }
}

impl Drop for Anchor {
    fn drop(&mut self) {
        if self.written != self.reached {
            // One that stays behind says less, and nothing that is wrong.
            self.write().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Write;
    use crate::tables::tests::{ORIGIN, at, writing};
    use crate::tables::trail::Act;
    use crate::tables::trail::tests::{KEY, add};

    #[test]
    fn check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.trail");
        let key = KEY.with(Clone::clone);
        let open = |write: &Write| Anchor::open(path.clone(), &write.trail(), &key, ORIGIN).unwrap();
        writing(|write| {
            let head = || write.trail().head(&key, ORIGIN).unwrap();
            let mut anchor = open(write);
            assert_eq!(
                anchor.kept().unwrap().unwrap().count,
                0,
                "there before the first entry"
            );
            for second in 0..40 {
                add(write, second, Act::Read);
                anchor.reach(head());
            }
            assert_eq!(anchor.kept().unwrap().unwrap().count, 32, "every so often");
            // Killed: nothing is written at the end.
            std::mem::forget(anchor);
            let anchor = open(write);
            assert!(anchor.holds, "behind is no fault");
            drop(anchor);
            let kept = std::fs::read(&path).unwrap();
            assert_eq!(
                open(write).kept().unwrap().unwrap(),
                head(),
                "brought up to the end"
            );

            for (name, torn) in [
                ("other bytes", b"{}".to_vec()),
                ("a bit", kept.iter().map(|byte| byte ^ 1).collect()),
            ] {
                std::fs::write(&path, &torn).unwrap();
                let mut anchor = open(write);
                assert!(!anchor.holds, "{name}");
                assert_eq!(anchor.kept().unwrap(), None, "{name}");
                anchor.reach(head());
                drop(anchor);
                assert_eq!(std::fs::read(&path).unwrap(), torn, "{name}: it stays to be seen");
            }
            std::fs::remove_file(&path).unwrap();
            drop(open(write));
            assert!(!path.exists(), "none is made for a trail that has entries");
            std::fs::write(&path, &kept).unwrap();
        });
        // Another database of the same vault, with fewer entries.
        writing(|write| {
            let mut anchor = open(write);
            assert!(!anchor.holds);
            for second in 0..45 {
                add(write, second, Act::Open);
                anchor.reach(write.trail().head(&key, ORIGIN).unwrap());
            }
            drop(anchor);
            let kept = open(write).kept().unwrap().unwrap();
            assert_eq!(
                (kept.count, kept.at),
                (40, Some(at(39))),
                "what was seen once stays to be seen"
            );
        });
    }
}
