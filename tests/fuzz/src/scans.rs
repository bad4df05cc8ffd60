//! What must hold of a file from a scanner.

use documents::ScanError;
use documents::scan::{Leaf, Scan, ScanFacts, file};
use forms::{FormRef, Hash};
use uuid::Uuid;

/// The most pages of one input that are looked at; a fuzzer has no patience for more.
const LOOKED_AT: usize = 2;
/// The most pixels of a page that is filed too.
const SMALL: usize = 256 * 256;

/// A page that can be read has a size, can be shown, and where it is small can be filed as a document of ours.
pub fn must_be_read(bytes: &[u8]) {
    let Ok(scan) = Scan::open(bytes.to_vec()) else {
        return;
    };
    assert!(scan.pages() > 0 && scan.size() == bytes.len());
    for page in 0..scan.pages().min(LOOKED_AT) {
        let Ok(read) = scan.read(page) else {
            continue;
        };
        assert!(read.width > 0 && read.height > 0);
        match scan.preview(page, read.turn, 64) {
            Ok(shown) => assert!(shown.starts_with(b"\x89PNG")),
            // The time was out, which depends on what else the computer does.
            Err(ScanError::TooComplex) => {}
            Err(error) => panic!("what can be read can be shown: {error}"),
        }
        let leaf = Leaf {
            scan: &scan,
            page,
            turn: read.turn,
        };
        if read.width * read.height <= SMALL
            && let Ok(filed) = file(&[leaf], &facts())
        {
            let found = documents::inspect(&filed).expect("what is filed can be inspected");
            assert!(found.pages == 1 && found.document == Some(facts().document));
        }
    }
    assert!(
        scan.read(scan.pages()).is_err(),
        "there is no page behind the last"
    );
}

fn facts() -> ScanFacts {
    ScanFacts {
        document: Uuid::from_u128(3),
        form: FormRef {
            pack: "trosa".into(),
            id: "checklista".into(),
            version: 1,
        },
        form_hash: Hash::of(b"a form"),
        title: "Checklista".into(),
        school: "Björkskolan".into(),
        description: String::new(),
        made_at: chrono::DateTime::UNIX_EPOCH,
    }
}
