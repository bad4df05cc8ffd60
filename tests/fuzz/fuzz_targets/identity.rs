//! Certificates, lists of revoked ones, requests, and keys in files, as somebody chooses them in a dialog.
//!
//! A certificate that is read is written as PEM and read again as the same.
#![no_main]

use fuzz::school::NOW;
use libfuzzer_sys::fuzz_target;
use signing::{Authority, Certificate, Identity, Key, Trust};

fuzz_target!(|input: &[u8]| {
    if let Ok(certificates) = Certificate::all_from(input) {
        for certificate in certificates {
            let summary = certificate.summary();
            _ = (certificate.holds_at(NOW), certificate.is_authority());
            let again =
                Certificate::all_from(certificate.to_pem().as_bytes()).expect("what is read can be written");
            let [again] = again.as_slice() else {
                panic!("one certificate");
            };
            assert!(*again == certificate && again.summary() == summary);
        }
    }
    _ = Trust::new().add_revocations(input);
    _ = Authority::read(input);
    _ = Identity::from_pkcs12(input, "granris");
    _ = Key::from_pkcs8(input);
});
