//! Archive packages: two hundred that are whole, and fifty with a fault each. With `PACKAGES_OUT` they are left for
//! the judge of others (tests/judges/packages.py).

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod faults;
mod made;

use exchange::archive::{FaultKind, check, collection, package};
use made::Made;

#[test]
fn two_hundred_are_whole() {
    for number in 0..200 {
        let made = Made::new(number);
        let bytes = package(&made.contents()).unwrap();
        let found = check(&bytes);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].faults, [], "{number}");
        assert_eq!(found[0].name, format!("uuid-{}", made.id));
        made::leave("whole", &format!("{number:03}.zip"), &bytes);
    }
}

#[test]
fn the_same_contents_give_the_same_bytes() {
    for number in [0, 7, 31] {
        let bytes = || package(&Made::new(number).contents()).unwrap();
        assert_eq!(bytes(), bytes());
    }
}

#[test]
fn a_collection_is_judged_package_by_package() {
    let bytes = |number| package(&Made::new(number).contents()).unwrap();
    let mut cut = bytes(2);
    cut.truncate(cut.len() / 2);
    let packages = [
        ("arkivpaket-1.zip".to_owned(), bytes(1)),
        ("arkivpaket-2.zip".to_owned(), cut),
    ];
    let found = check(&collection(&packages, Made::new(0).made_at).unwrap());
    let faults: Vec<_> = found
        .iter()
        .map(|one| (one.name.as_str(), one.faults.len()))
        .collect();
    assert_eq!(faults, [("arkivpaket-1.zip", 0), ("arkivpaket-2.zip", 1)]);
}

#[test]
fn a_collection_that_two_readers_see_differently_is_found() {
    let made = Made::new(1);
    let bytes = package(&made.contents()).unwrap();
    let outer = |name: &str| collection(&[(name.to_owned(), bytes.clone())], made.made_at).unwrap();
    let kinds = |zip: &[u8]| -> Vec<FaultKind> {
        let faults = check(zip).into_iter().flat_map(|one| one.faults);
        faults.map(|fault| fault.kind).collect()
    };
    assert_eq!(kinds(&outer("arkivpaket-1.zip")), []);
    assert_eq!(kinds(&outer("C:\\arkivpaket-1.zip")), [FaultKind::UnsafeName]);
    let mut more = outer("arkivpaket-1.zip");
    let count = more.len() - 12;
    more[count] = 2;
    assert!(!kinds(&more).is_empty());
    let mut followed = outer("arkivpaket-1.zip");
    followed.extend(b"more");
    assert_eq!(kinds(&followed), [FaultKind::Twice]);
}

#[test]
fn the_page_speaks_of_signatures_only_where_there_are_any() {
    let page = |made: &Made, signed: bool| {
        let mut contents = made.contents();
        contents.copy = None;
        for paper in &mut contents.papers {
            paper.report = signed.then(|| b"<report/>".to_vec());
        }
        let files = faults::open(&package(&contents).unwrap());
        let page = files
            .iter()
            .find(|(path, _)| path.ends_with("las-mig.html"))
            .unwrap();
        String::from_utf8(page.1.clone()).unwrap()
    };
    let made = Made::new(0);
    for words in ["PAdES", "metadata/other"] {
        assert!(page(&made, true).contains(words));
        assert!(!page(&made, false).contains(words));
    }
}

#[test]
fn the_record_follows_its_schema() {
    for number in 0..20 {
        let made = Made::new(number);
        let files = faults::open(&package(&made.contents()).unwrap());
        let json = |name: &str| {
            serde_json::from_slice(&files.iter().find(|(path, _)| path.ends_with(name)).unwrap().1).unwrap()
        };
        let schema = jsonschema::validator_for(&json("/record.schema.json")).unwrap();
        let record: serde_json::Value = json("/record.json");
        assert!(
            schema.is_valid(&record),
            "{number}: {:?}",
            schema.iter_errors(&record).next()
        );
        let mut wrong = record.clone();
        wrong["sections"][0]["answers"]["no-such-field"] = "x".into();
        assert!(!schema.is_valid(&wrong));
    }
}

#[test]
fn nothing_that_is_no_package_passes() {
    for bytes in [
        &b""[..],
        b"PK",
        b"%PDF-1.7\n",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        assert!(!check(bytes)[0].faults.is_empty());
    }
}
