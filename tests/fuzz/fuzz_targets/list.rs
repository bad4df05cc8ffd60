//! Lists as CSV, in whatever encoding and with whatever between the cells.
//!
//! What is read is within the limits, and written as our own CSV it is read as the same.
#![no_main]

use exchange::table::reading::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if !input.starts_with(b"PK\x03\x04")
        && let Ok(sheets) = read(input)
    {
        sheets.iter().for_each(fuzz::sheet::must_be_read_again);
    }
});
