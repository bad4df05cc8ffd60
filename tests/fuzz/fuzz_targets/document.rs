//! PDF files that are taken for documents of ours: what they say of themselves, their record and their attachments.
//!
//! A record that is given out holds together: written and read again it is the same, and so is its definition.
#![no_main]

use documents::inspect;
use forms::{Hash, Record};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    let Ok(found) = inspect(&fuzz::pdf::whole(input)) else {
        return;
    };
    assert!(found.attachments.iter().map(|file| file.size).sum::<usize>() <= 8 << 20);
    if let Some(record) = found.record {
        let json = serde_json::to_vec(&record).expect("a record is JSON");
        assert!(Record::read(&json).as_ref() == Ok(&record), "the same record");
        assert!(record.form.hash == Hash::of(record.form.source.as_bytes()));
    }
});
