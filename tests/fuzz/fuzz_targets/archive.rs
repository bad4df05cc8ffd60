//! Archive packages: a foreign ZIP file, or one whose own checksums fit the files that lie in it.
//!
//! Where nothing is found wrong with a package, something is as soon as one bit of any of its files is another.
#![no_main]

use exchange::archive::check;
use fuzz::files;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::only_ours(), |input: &[u8]| {
    let mut files = files::split(input);
    if files.is_empty() {
        check(input);
        return;
    }
    if !is_whole(&files) || files.len() > 1_000 {
        return;
    }
    let at = input.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let place = at % files.len();
    let (name, bytes) = &mut files[place];
    // METS says of all others what they are, and of itself nothing.
    if bytes.is_empty() || name.ends_with("/METS.xml") {
        return;
    }
    let at = at % bytes.len();
    bytes[at] ^= 1 << (at % 8);
    assert!(!is_whole(&files), "a changed file is seen");
});

fn is_whole(files: &[(String, Vec<u8>)]) -> bool {
    let checked = files::zipped(files).map(|zip| check(&zip));
    checked.is_some_and(|packages| packages.iter().all(|package| package.faults.is_empty()))
}
