//! A vault's header, with a checksum that fits, as a careful thief would write it.
//!
//! The recovery words get past no header but the one that was made with the vault key.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use forms::Hash;
use fuzz::place::{MADE, folder};
use fuzz::school::NOW;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use vault::{Error, Key, RecoveryWords, Vault};

static FOLDER: LazyLock<TempDir> = LazyLock::new(folder);
static WORDS: LazyLock<RecoveryWords> = LazyLock::new(|| MADE.words());

fuzz_target!(|input: &[u8]| {
    let has_checksum = input.iter().filter(|byte| **byte == b'\n').count() > 3;
    let bytes = match has_checksum {
        true => input.to_vec(),
        false => [input, format!("{}\n", Hash::of(input)).as_bytes()].concat(),
    };
    fs::write(FOLDER.path().join("vault.header"), &bytes).unwrap();
    _ = Vault::municipality_of(FOLDER.path());
    // There is no database in the folder: whoever gets past the header finds that out.
    match Vault::open(FOLDER.path(), &Key::Recovery(&WORDS), NOW) {
        Ok(_) => panic!("there is no vault"),
        Err(Error::Header(_) | Error::Unlock(_)) => {}
        Err(error) => assert!(
            bytes == MADE.header,
            "a header that nobody with the key has written: {error:?}"
        ),
    }
});
