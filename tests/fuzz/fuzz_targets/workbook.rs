//! Lists as workbooks, each part as text that fits the ZIP file's own checksums, or the file as it comes.
//!
//! What is read is within the limits, and written as our own CSV it is read as the same.
#![no_main]

use exchange::table::reading::read;
use fuzz::files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    let files = files::split(input);
    let bytes = match files.is_empty() {
        true => Some(input.to_vec()),
        false => files::zipped(&files),
    };
    if let Some(Ok(sheets)) = bytes.map(|bytes| read(&bytes)) {
        sheets.iter().for_each(fuzz::sheet::must_be_read_again);
    }
});
