//! Hand-over packages: the age layer as it comes, and what lies within it, signed by a sender who has keys.
//!
//! What is opened holds all its documents' papers by their hashes, and sealed anew opens as the same.
#![no_main]

use exchange::handover::{OpenError, Opened, Package, open};
use forms::Hash;
use fuzz::files;
use fuzz::parcel::{self, MENTOR, REKTOR};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let files = files::split(input);
    let bytes = match files.as_slice() {
        [] => Some(input.to_vec()),
        [(name, packed)] if name == "package.tar" => parcel::sealed(packed),
        files => parcel::closed(files),
    };
    if let Some(Ok(opened)) = bytes.map(|bytes| reopened(&bytes)) {
        must_be_whole(&opened);
        must_travel_on(&opened);
    }
});

fn reopened(bytes: &[u8]) -> Result<Opened, OpenError> {
    open(bytes, std::slice::from_ref(&REKTOR.keys))
}

fn must_be_whole(opened: &Opened) {
    for sha256 in opened.content.papers() {
        assert!(opened.paper(&sha256).is_some(), "the bytes of each paper");
    }
    for (sha256, bytes) in opened.papers() {
        assert!(*sha256 == Hash::of(bytes), "the paper that the hash names");
    }
    assert!(
        opened
            .content
            .about()
            .is_none_or(|about| !about.pupil.is_protected())
    );
}

fn must_travel_on(opened: &Opened) {
    let told = &opened.manifest;
    if opened.sender != MENTOR.card || told.recipient != REKTOR.card.fingerprint() {
        return;
    }
    let package = Package {
        id: told.package,
        sequence: told.sequence,
        content: &opened.content,
        papers: opened.papers().map(|(sha256, bytes)| (*sha256, bytes)).collect(),
        purpose: &told.purpose,
        ground: (told.ground, &told.reason),
        made_at: told.made_at,
        expires: told.expires,
        answers: told.answers,
    };
    let sealed = package.seal(&MENTOR.keys, &MENTOR.card, &REKTOR.card, None);
    let again = reopened(&sealed.expect("what was opened can be closed")).expect("and opened again");
    assert!(again.content == opened.content, "the same content");
    let outside = |opened: &Opened| {
        let told = opened.manifest.clone();
        let times = (told.made_at, told.expires, told.answers);
        (
            told.package,
            told.sequence,
            told.purpose,
            told.ground,
            told.reason,
            times,
        )
    };
    assert!(outside(&again) == outside(opened), "the same outside");
}
