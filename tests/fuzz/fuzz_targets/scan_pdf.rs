//! Scans as PDF files: drawn page by page, and the picture of a page taken out as it lies there.
//!
//! A page that is read has the size that it says, and can be shown and filed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    fuzz::scans::must_be_read(&fuzz::pdf::whole(input));
});
