//! How far the audit trail had come, kept in a file beside the database: a trail whose end was cut off holds together
//! in itself, and only something outside it can tell.
//!
//! The file is written after the entries that it knows of, so that an interruption leaves it behind and never ahead, by
//! one transaction at most. It never moves over a trail that does not hold what it says, so that what was seen once stays
//! to be seen. A file or a trail that cannot be read keeps nobody out of the vault: it is told of when the trail is checked.

use std::path::PathBuf;

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
    pub(crate) fn open(path: PathBuf, trail: &Trail<'_>, key: &Secret, origin: &str) -> Self {
        let key = key.clone();
        let mut anchor = Self {
            path,
            key,
            holds: false,
        };
        let Ok(reached) = trail.head(&anchor.key, origin) else {
            return anchor;
        };
        anchor.holds = match anchor.kept() {
            Some(kept) => trail.passed(&kept, &anchor.key, origin).unwrap_or(false),
            None => reached.count == 0 && !anchor.path.exists(),
        };
        anchor.reach(&reached);
        anchor
    }

    /// What stands in the file, if it can be read and is of this vault.
    pub(crate) fn kept(&self) -> Option<Head> {
        let bytes = files::read(&self.path).ok()??;
        let (code, json) = bytes.split_first_chunk::<32>()?;
        let is_own = *code == self.code(json);
        serde_json::from_slice(json).ok().filter(|_| is_own)
    }

    /// The trail has come so far.
    pub(crate) fn reach(&self, head: &Head) {
        if self.holds {
            let json = serde_json::to_vec(head).unwrap_or_default();
            // What is not written now is written with the next entry; the entry itself is kept, and whoever made it is
            // not told of a failure that it did not have.
            files::replace(&self.path, &[&self.code(&json)[..], &json].concat()).ok();
        }
    }

    fn code(&self, json: &[u8]) -> [u8; 32] {
        self.key.code(&[b"trail anchor ", json].concat())
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
            let kept = std::fs::read(&path).unwrap();
            assert_eq!(anchor.kept().unwrap(), head(), "brought up to the end");

            for (name, torn) in [
                ("other bytes", b"{}".to_vec()),
                ("a bit", kept.iter().map(|byte| byte ^ 1).collect()),
            ] {
                std::fs::write(&path, &torn).unwrap();
                let anchor = open(write);
                assert!(!anchor.holds, "{name}");
                assert_eq!(anchor.kept(), None, "{name}");
                anchor.reach(&head());
                assert_eq!(std::fs::read(&path).unwrap(), torn, "{name}: it stays to be seen");
            }
            std::fs::remove_file(&path).unwrap();
            open(write).reach(&head());
            assert!(!path.exists(), "none is made for a trail that has entries");
            std::fs::create_dir(&path).unwrap();
            let anchor = open(write);
            assert_eq!(
                (anchor.holds, anchor.kept()),
                (false, None),
                "what cannot be read is told of and keeps nobody out"
            );
            std::fs::remove_dir(&path).unwrap();
            std::fs::write(&path, &kept).unwrap();
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
