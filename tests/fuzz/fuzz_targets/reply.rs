//! What a time-stamp service answers: a reply, the token in it, and what that says.
//!
//! Whatever is taken for an answer stands after a document that is as it was, and breaks nothing of it.
#![no_main]

use fuzz::clock::Replay;
use fuzz::school::{NOW, SIGNED, SIGNER, TRUST};
use libfuzzer_sys::fuzz_target;
use signing::{time_stamp, verify};

fuzz_target!(|input: &[u8]| {
    if let Ok(stamped) = time_stamp(&SIGNED, "Tid", &mut Replay(input)) {
        assert!(stamped.starts_with(&SIGNED), "nothing is rewritten");
        let report = verify(&stamped, &TRUST, NOW);
        assert!(
            report.signatures[0].chain == *SIGNER,
            "the signature is as it was"
        );
    }
});
