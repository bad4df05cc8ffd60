//! How far the audit trail had come, kept in a file beside the database: a trail whose end was cut off holds together
//! in itself, and only something outside it can tell.
//!
//! The file is written after the entries that it knows of, so that an interruption leaves it behind and never ahead, by
//! one transaction at most. It never moves over a trail that does not hold what it says, so that what was seen once stays
//! to be seen. A file or a trail that cannot be read keeps nobody out of the vault: it is told of when the trail is checked.

use std::path::{Path, PathBuf};
use std::{fs, io};

use subtle::ConstantTimeEq as _;

use crate::files;
use crate::secret::Secret;
use crate::tables::trail::{Head, Trail};

/// The anchor of an open vault.
pub(crate) struct Anchor {
    path: PathBuf,
    key: Secret,
    /// Whether the trail holds what the file says.
    holds: bool,
}

impl Anchor {
    /// The anchor in `path` of the trail of the vault `origin`. A trail without entries gets one, before its first entry.
    /// What [`renew`](Self::renew) wrote takes its place once the trail that it speaks of has; where that never came, it
    /// goes.
    pub(crate) fn open(path: PathBuf, trail: &Trail<'_>, key: &Secret, origin: &str) -> Self {
        let mut anchor = Self {
            path,
            key: key.clone(),
            holds: false,
        };
        let passed = |head: &Head| trail.passed(head, key, origin).unwrap_or(false);
        let next = next(&anchor.path);
        match read(&next, key) {
            // What fails now is done at the next opening; until then the old one is held against the trail.
            Some(head) if passed(&head) => fs::rename(&next, &anchor.path).ok(),
            _ => files::remove(&next).ok(),
        };
        let Ok(reached) = trail.head(key, origin) else {
            return anchor;
        };
        anchor.holds = match anchor.kept() {
            Some(kept) => passed(&kept),
            None => reached.count == 0 && !anchor.path.exists(),
        };
        anchor.reach(&reached);
        anchor
    }

    /// Writes, beside the anchor in `path`, how far a trail has come that is about to take the place of another. Whoever
    /// does that holds the vault's key, and the trail says that it was done.
    pub(crate) fn renew(path: &Path, head: &Head, key: &Secret) -> io::Result<()> {
        files::replace(&next(path), &written(head, key))
    }

    /// What stands in the file, if it can be read and is of this vault.
    pub(crate) fn kept(&self) -> Option<Head> {
        read(&self.path, &self.key)
    }

    /// The trail has come so far.
    pub(crate) fn reach(&self, head: &Head) {
        if self.holds {
            // What is not written now is written with the next entry; the entry itself is kept, and whoever made it is
            // not told of a failure that it did not have.
            files::replace(&self.path, &written(head, &self.key)).ok();
        }
    }
}

/// Where the anchor lies of a trail that is about to take the place of the one there is.
fn next(path: &Path) -> PathBuf {
    path.with_added_extension("next")
}

/// What stands in an anchor, if it can be read and was written under this key.
pub(crate) fn read(path: &Path, key: &Secret) -> Option<Head> {
    let bytes = files::read(path).ok()??;
    let (told, json) = bytes.split_first_chunk::<32>()?;
    serde_json::from_slice(json)
        .ok()
        .filter(|_| code(json, key).ct_eq(told).into())
}

fn written(head: &Head, key: &Secret) -> Vec<u8> {
    let json = serde_json::to_vec(head).unwrap_or_default();
    [&code(&json, key)[..], &json].concat()
}

fn code(json: &[u8], key: &Secret) -> [u8; 32] {
    key.code(&[b"trail anchor ", json].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Write;
    use crate::tables::tests::{ORIGIN, at, writing};
    use crate::tables::trail::Act;
    use crate::tables::trail::tests::{KEY, add};

    fn writing_head(key: &Secret) -> Head {
        let mut head = None;
        writing(|write| {
            add(write, 90, Act::Write);
            head = write.trail().head(key, ORIGIN).ok();
        });
        head.unwrap()
    }

    #[test]
    fn check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.trail");
        let key = KEY.with(Clone::clone);
        let open = |write: &Write| Anchor::open(path.clone(), &write.trail(), &key, ORIGIN);
        writing(|write| {
            let head = || write.trail().head(&key, ORIGIN).unwrap();
            let anchor = open(write);
            assert_eq!(anchor.kept().unwrap().count, 0, "there before the first entry");
            for second in 0..40 {
                add(write, second, Act::Read);
                anchor.reach(&head());
                assert_eq!(anchor.kept().unwrap(), head(), "at each entry");
            }
            add(write, 40, Act::Read);
            let anchor = open(write);
            assert!(anchor.holds, "behind is no fault");
            let kept = fs::read(&path).unwrap();
            assert_eq!(anchor.kept().unwrap(), head(), "brought up to the end");

            for (name, torn) in [
                ("other bytes", b"{}".to_vec()),
                ("a bit", kept.iter().map(|byte| byte ^ 1).collect()),
            ] {
                fs::write(&path, &torn).unwrap();
                let anchor = open(write);
                assert!(!anchor.holds, "{name}");
                assert_eq!(anchor.kept(), None, "{name}");
                anchor.reach(&head());
                assert_eq!(fs::read(&path).unwrap(), torn, "{name}: it stays to be seen");
            }
            fs::remove_file(&path).unwrap();
            open(write).reach(&head());
            assert!(!path.exists(), "none is made for a trail that has entries");
            fs::create_dir(&path).unwrap();
            let anchor = open(write);
            assert_eq!(
                (anchor.holds, anchor.kept()),
                (false, None),
                "what cannot be read is told of and keeps nobody out"
            );
            fs::remove_dir(&path).unwrap();
            fs::write(&path, &kept).unwrap();
        });
        // Another database of the same vault, which is to take its place.
        let other = writing_head(&key);
        writing(|write| {
            (0..41).for_each(|second| _ = add(write, second, Act::Read));
            let head = write.trail().head(&key, ORIGIN).unwrap();
            Anchor::renew(&path, &other, &key).unwrap();
            assert_eq!(open(write).kept(), Some(head), "it never came");
            assert!(!next(&path).exists());
            Anchor::renew(&path, &other, &key).unwrap();
        });
        let kept = fs::read(&path).unwrap();
        writing(|write| {
            add(write, 90, Act::Write);
            let anchor = open(write);
            assert_eq!(
                (anchor.holds, anchor.kept()),
                (true, Some(other.clone())),
                "it came"
            );
            assert!(!next(&path).exists());
            fs::write(&path, &kept).unwrap();
        });
        // Another database of the same vault, with fewer entries.
        writing(|write| {
            let anchor = open(write);
            assert!(!anchor.holds);
            for second in 0..45 {
                add(write, second, Act::Open);
                anchor.reach(&write.trail().head(&key, ORIGIN).unwrap());
            }
            let kept = open(write).kept().unwrap();
            assert_eq!(
                (kept.count, kept.at),
                (41, Some(at(40))),
                "what was seen once stays to be seen"
            );
        });
    }
}
