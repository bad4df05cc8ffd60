//! The pages of a paper as pictures for the screen: a paper may have come in a package or been filed from elsewhere.
//!
//! A paper that can be inspected has a picture of each page, or is refused; no page takes the memory of a whole computer.
#![no_main]

use documents::{InspectError, MOST_PAGES, inspect, pictures};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    let bytes = fuzz::pdf::whole(input);
    let found = inspect(&bytes);
    match pictures(&bytes, 0.25) {
        Ok(pages) => {
            assert!(pages.len() <= MOST_PAGES);
            assert!(pages.iter().all(|page| page.width > 0 && page.height > 0));
        }
        Err(InspectError::Damaged | InspectError::TooComplex) => {}
        Err(_) => assert!(found.is_err(), "what is inspected can be shown"),
    }
});
