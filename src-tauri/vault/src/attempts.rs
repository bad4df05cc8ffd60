//! A growing delay after wrong passphrases. It slows a colleague at the desk, nothing more: a stolen file meets
//! Argon2.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::error::{Error, UnlockError};
use crate::files;

/// Wrong passphrases that cost nothing: everyone mistypes.
const FREE: u32 = 3;
/// The longest delay, in seconds.
const LONGEST: u64 = 300;

/// How often in a row the passphrase was wrong, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Attempts {
    failed: u32,
    last: DateTime<Utc>,
}

/// An attempt that was counted before it was made.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub(crate) struct Begun {
    before: Option<Attempts>,
}

impl Begun {
    /// It was none after all: what was counted before is what counts.
    pub(crate) fn take_back(self, path: &Path) -> Result<(), Error> {
        match self.before {
            Some(before) => write(path, before),
            None => clear(path),
        }
    }
}

/// Counts an attempt at `now`, before it is made, so that killing the process does not undo it; or says how
/// long to wait first.
pub(crate) fn begin(path: &Path, now: DateTime<Utc>) -> Result<Begun, Error> {
    let before = read(path)?;
    let failed = before.map_or(0, |attempts| attempts.failed);
    if let Some(wait) = before.and_then(|attempts| attempts.wait(now)) {
        if before.is_some_and(|attempts| now < attempts.last) {
            // The clock was set back: the delay starts anew, lest it last until the clock has caught up.
            write(path, Attempts { failed, last: now })?;
        }
        return Err(UnlockError::Wait(wait).into());
    }
    write(
        path,
        Attempts {
            failed: failed.saturating_add(1),
            last: now,
        },
    )?;
    Ok(Begun { before })
}

/// Forgets all attempts, after one that was right.
pub(crate) fn clear(path: &Path) -> Result<(), Error> {
    Ok(files::remove(path)?)
}

impl Attempts {
    /// The seconds that must pass before the next attempt.
    fn wait(self, now: DateTime<Utc>) -> Option<u64> {
        let delay = delay(self.failed);
        let passed = (now - self.last)
            .max(TimeDelta::zero())
            .num_seconds()
            .unsigned_abs();
        delay.checked_sub(passed).filter(|seconds| *seconds > 0)
    }
}

/// Seconds to wait after this many failures: 2, 4, 8 … from the one after those that are free.
fn delay(failed: u32) -> u64 {
    match failed.checked_sub(FREE) {
        None | Some(0) => 0,
        Some(more) => 2_u64.saturating_pow(more).min(LONGEST),
    }
}

// A file that cannot be read as attempts counts as none: deleting it would do the same.
fn read(path: &Path) -> Result<Option<Attempts>, Error> {
    Ok(files::read(path)?.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn write(path: &Path, attempts: Attempts) -> Result<(), Error> {
    let json = serde_json::to_vec(&attempts).unwrap_or_default();
    Ok(files::replace(path, &json)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn wait(seconds: u64) -> Result<(), Error> {
        Err(UnlockError::Wait(seconds).into())
    }

    fn begin(path: &Path, now: DateTime<Utc>) -> Result<(), Error> {
        super::begin(path, now).map(|_| ())
    }

    #[test]
    fn check() {
        let delays: Vec<u64> = (0..14).map(delay).collect();
        assert_eq!(delays, [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(delay(u32::MAX), 300);

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("attempts");
        for _ in 0..4 {
            begin(&path, at(0)).unwrap();
        }
        assert_eq!(begin(&path, at(0)), wait(2));
        assert_eq!(begin(&path, at(1)), wait(1), "waiting is not an attempt");
        assert_eq!(begin(&path, at(2)), Ok(()));
        assert_eq!(begin(&path, at(2)), wait(4));
        assert_eq!(begin(&path, at(-10_000)), wait(4), "the clock set back");
        assert_eq!(
            begin(&path, at(-9_996)),
            Ok(()),
            "makes nobody wait for it to catch up"
        );
        super::begin(&path, at(-9_000)).unwrap().take_back(&path).unwrap();
        assert_eq!(begin(&path, at(-9_000)), Ok(()), "it was none");
        assert_eq!(begin(&path, at(-9_000)), wait(16));
        clear(&path).unwrap();
        super::begin(&path, at(0)).unwrap().take_back(&path).unwrap();
        assert!(!path.exists());
        assert_eq!(begin(&path, at(0)), Ok(()));
        std::fs::write(&path, "not attempts").unwrap();
        assert_eq!(begin(&path, at(0)), Ok(()));
    }
}
