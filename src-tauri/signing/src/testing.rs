//! What the tests share: invented persons, a clock that stands still, bytes that only look random.

use chrono::{DateTime, Days, Utc};
use sha2::{Digest, Sha256};

use crate::{Person, Random, Validity};

/// Bytes that look random and are the same in every run.
pub struct Counting(u64);

impl Counting {
    pub fn new(seed: u64) -> Self {
        Self(seed << 32)
    }
}

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            chunk.copy_from_slice(&Sha256::digest(self.0.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// So many days after 2026-11-25.
pub fn at(day: i64) -> DateTime<Utc> {
    let start = DateTime::from_timestamp(1_795_600_000, 0).unwrap();
    match u64::try_from(day) {
        Ok(days) => start + Days::new(days),
        Err(_) => start - Days::new(day.unsigned_abs()),
    }
}

pub fn validity() -> Validity {
    Validity {
        from: at(-10),
        until: at(720),
    }
}

pub fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        title: "kurator".to_owned(),
        organisation: "Björkskolan".to_owned(),
    }
}
