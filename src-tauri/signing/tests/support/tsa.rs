//! A time-stamp service: OpenSSL's, asked through files.

#[path = "../../../../tests/clock/mod.rs"]
mod clock;

use std::path::Path;

use clock::Tsa;
use signing::{TimeStampError, TimeStamper};

/// A time-stamp service with a folder and a certificate of its own.
pub struct Clock {
    tsa: Tsa,
    asked: u8,
}

impl Clock {
    pub fn new(folder: &Path) -> Self {
        Self {
            tsa: Tsa::new(folder, "Clock"),
            asked: 0,
        }
    }

    pub fn certificate(&self) -> Vec<u8> {
        std::fs::read(self.tsa.certificate()).unwrap()
    }
}

impl TimeStamper for Clock {
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        Ok(self.tsa.answer(request))
    }

    fn nonce(&mut self) -> [u8; 16] {
        self.asked += 1;
        [self.asked; 16]
    }
}

/// A service whose answers come from somewhere else.
pub struct Broken(pub Result<Vec<u8>, TimeStampError>);

impl TimeStamper for Broken {
    fn answer(&mut self, _: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        self.0.clone()
    }

    fn nonce(&mut self) -> [u8; 16] {
        [7; 16]
    }
}
