//! Pictures from scanners and cameras: JPEG, PNG and TIFF, with the codes that may be on them.
//!
//! A page that is read has the size that it says, and can be shown and filed.
#![no_main]

use documents::scan::Scan;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    if !input.starts_with(b"%PDF") {
        fuzz::scans::must_be_read(input);
        if let Ok(scan) = Scan::open(input.to_vec()) && scan.pages() == 1 {
            _ = documents::qr::read(input.to_vec());
        }
    }
});
