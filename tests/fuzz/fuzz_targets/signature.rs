//! What lies within a signature: CMS, certificates and time stamps, and the proofs beside it: certificates, lists of
//! revoked ones and answers about single ones.
//!
//! Whatever is put in the place of the signature, a document that is judged whole was signed by the one who signed it.
#![no_main]

use fuzz::files;
use fuzz::school::{NOW, SIGNED, SIGNER, STAMPED, TRUST, occasion, with_signature};
use libfuzzer_sys::fuzz_target;
use signing::{Proofs, Verdict, report_xml, store_proofs, verify};

fuzz_target!(|input: &[u8]| {
    let files = files::split(input);
    let all = |name: &str| -> Vec<Vec<u8>> {
        let named = files.iter().filter(|(other, _)| other == name);
        named.map(|(_, bytes)| bytes.clone()).collect()
    };
    let base = match files::named(&files, "cms") {
        Some(cms) => with_signature(&SIGNED, cms),
        None => match files::named(&files, "token") {
            Some(token) => with_signature(&STAMPED, token),
            None => Some(SIGNED.clone()),
        },
    };
    let Some(base) = base else {
        return;
    };
    let proofs = Proofs {
        certificates: all("certificate"),
        lists: all("list"),
        answers: all("answer"),
    };
    let bytes = match proofs == Proofs::default() {
        true => base,
        false => store_proofs(&base, &proofs).expect("proofs go beside any signature"),
    };
    let report = verify(&bytes, &TRUST, NOW);
    if report.verdict == Verdict::Whole {
        let chains: Vec<_> = report.signatures.iter().map(|one| &one.chain).collect();
        assert!(chains == [&*SIGNER], "a signature of somebody else");
    }
    _ = report_xml(&bytes, &report, &occasion());
});
