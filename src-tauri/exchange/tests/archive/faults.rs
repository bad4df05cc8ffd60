//! Fifty packages with a fault each: those in the files are found by our own check, those in the rules of METS by the
//! judge of others.

use std::io::{Cursor, Read as _, Write as _};

use exchange::archive::{FaultKind, check, package};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::made::{Made, leave};

type Files = Vec<(String, Vec<u8>)>;

pub fn open(zip: &[u8]) -> Files {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = Files::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.push((file.name().unwrap().into_owned(), bytes));
    }
    files
}

fn close(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package with everything in it that a fault may need: a copy, a report, scans and what came back.
fn whole() -> Files {
    open(&package(&Made::new(3).contents()).unwrap())
}

fn find<'a>(files: &'a mut Files, end: &str) -> &'a mut (String, Vec<u8>) {
    files.iter_mut().find(|(name, _)| name.ends_with(end)).unwrap()
}

fn root(files: &Files) -> String {
    files[0].0.split('/').next().unwrap().to_owned()
}

/// Puts other words in a file, which must hold the first.
fn replace(files: &mut Files, end: &str, from: &str, to: &str) {
    let (_, bytes) = find(files, end);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains(from), "{end} does not hold {from}");
    *bytes = text.replacen(from, to, 1).into_bytes();
}

fn remove(files: &mut Files, end: &str) {
    let before = files.len();
    files.retain(|(name, _)| !name.ends_with(end));
    assert!(files.len() < before, "{end}");
}

/// Leaves out the last end tag: everything that is listed is still there.
fn cut_last_end((_, xml): &mut (String, Vec<u8>)) {
    let text = String::from_utf8(xml.clone()).unwrap();
    xml.truncate(text.rfind("</").unwrap());
}

fn add(files: &mut Files, path: &str) {
    let name = format!("{}/{path}", root(files));
    files.push((name, b"hej".to_vec()));
}

fn flip(files: &mut Files, end: &str) {
    let (_, bytes) = find(files, end);
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
}

const METS: &str = "0004/METS.xml";
const PAPER: &str = "data/dokument.pdf";

#[test]
fn a_flipped_bit_is_found_in_every_file() {
    let ends = [
        PAPER,
        "utan-underskrift.pdf",
        "skannat-1.pdf",
        "aterkommet-1.pdf",
        "record.json",
        "definition.toml",
        "mets.xsd",
        "las-mig.html",
        "dokument-kontroll.xml",
        "dc.xml",
        "0004/metadata/preservation/premis.xml",
        "original/METS.xml",
    ];
    for end in ends {
        let mut files = whole();
        flip(&mut files, end);
        let name = find(&mut files, end).0.clone();
        let found = check(&close(&files)).remove(0).faults;
        let named = |fault: &exchange::archive::Fault| {
            fault.kind == FaultKind::Checksum && name.ends_with(&fault.path)
        };
        assert!(found.iter().any(named), "{end}: {found:?}");
    }
}

/// How a whole package is broken.
type Break = fn(&mut Files);

#[test]
fn every_fault_in_the_files_is_found_and_named() {
    use FaultKind::*;
    let cases: [(&str, Break, FaultKind); 15] = [
        ("paper-longer", |f| find(f, PAPER).1.push(b'\n'), Size),
        ("paper-gone", |f| remove(f, PAPER), Missing),
        ("paper-not-there", |f| remove(f, PAPER), Paper),
        ("paper-no-pdf", |f| find(f, PAPER).1 = b"hej".to_vec(), Paper),
        ("record-gone", |f| remove(f, "record.json"), Record),
        (
            "record-no-json",
            |f| find(f, "record.json").1 = b"{".to_vec(),
            Record,
        ),
        (
            "record-answer-changed",
            |f| replace(f, "record.json", "\"8B\"", "\"9B\""),
            Record,
        ),
        (
            "definition-other",
            |f| find(f, "definition.toml").1.extend(b"# \n"),
            Definition,
        ),
        (
            "premis-gone",
            |f| remove(f, "0004/metadata/preservation/premis.xml"),
            Premis,
        ),
        (
            "premis-empty",
            |f| find(f, "0004/metadata/preservation/premis.xml").1.clear(),
            Premis,
        ),
        ("page-gone", |f| remove(f, "las-mig.html"), Missing),
        ("schema-gone", |f| remove(f, "premis-v3-0.xsd"), Missing),
        ("part-gone", |f| remove(f, "answers/METS.xml"), Missing),
        ("stranger-added", |f| add(f, "documentation/mer.txt"), Unlisted),
        (
            "data-added",
            |f| add(f, "representations/original/data/mer.pdf"),
            Premis,
        ),
    ];
    all_found(&cases);
}

#[test]
fn every_fault_in_what_lists_the_files_is_found_and_named() {
    use FaultKind::*;
    let cases: [(&str, Break, FaultKind); 9] = [
        ("mets-gone", |f| remove(f, METS), MetsMissing),
        ("mets-cut", |f| find(f, METS).1.truncate(900), MetsUnreadable),
        ("mets-open", |f| cut_last_end(find(f, METS)), MetsUnreadable),
        (
            "premis-open",
            |f| cut_last_end(find(f, "0004/metadata/preservation/premis.xml")),
            Premis,
        ),
        (
            "mets-with-entity",
            |f| replace(f, METS, "?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>"),
            MetsUnreadable,
        ),
        (
            "sum-of-md5",
            |f| replace(f, METS, "CHECKSUMTYPE=\"SHA-256\"", "CHECKSUMTYPE=\"MD5\""),
            NoChecksum,
        ),
        (
            "name-other",
            |f| replace(f, METS, "OBJID=\"uuid-", "OBJID=\"uuid-f"),
            OtherName,
        ),
        (
            "outside",
            |f| f.push(("mer.txt".to_owned(), vec![])),
            NotOneFolder,
        ),
        (
            "leads-out",
            |f| f.push(("uuid/../../mer.txt".to_owned(), vec![])),
            UnsafeName,
        ),
    ];
    all_found(&cases);
}

fn all_found(cases: &[(&str, Break, FaultKind)]) {
    for (name, break_it, expected) in cases {
        let mut files = whole();
        break_it(&mut files);
        let found = check(&close(&files)).remove(0).faults;
        assert!(
            found.iter().any(|fault| fault.kind == *expected),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn a_record_of_another_paper_is_found() {
    let (mut files, other) = (whole(), open(&package(&Made::new(14).contents()).unwrap()));
    let paper = other
        .into_iter()
        .find(|(name, _)| name.ends_with(PAPER))
        .unwrap()
        .1;
    find(&mut files, PAPER).1 = paper;
    let found = check(&close(&files)).remove(0).faults;
    assert!(
        found.iter().any(|fault| fault.kind == FaultKind::OtherRecord),
        "{found:?}"
    );
}

#[test]
fn what_a_zip_file_hides_is_found() {
    let bytes = close(&whole());
    let twice = [&bytes[..], b"more"].concat();
    assert_eq!(check(&twice)[0].faults[0].kind, FaultKind::Twice);
    for cut in [1, 30, bytes.len() / 2] {
        assert!(!check(&bytes[..bytes.len() - cut])[0].faults.is_empty());
    }
    let none = check(b"hej");
    assert_eq!(none[0].faults[0].kind, FaultKind::NotAZip);
}

/// What our check does not look at, since the judge of others does: rules of METS, CSIP and SIP.
#[test]
fn the_rules_of_mets_are_broken_for_the_judge() {
    let cases = [
        ("profile", "E-ARK-SIP.xml", "E-ARK-XIP.xml"),
        ("package-type", " csip:OAISPACKAGETYPE=\"SIP\"", ""),
        (
            "content-type",
            "csip:CONTENTINFORMATIONTYPE=\"MIXED\"",
            "csip:CONTENTINFORMATIONTYPE=\"NONE\"",
        ),
        ("category", "Textual works – Digital", "Något annat"),
        ("created", " CREATEDATE=\"", " LASTCREATEDATE=\""),
        ("software", "ROLE=\"CREATOR\"", "ROLE=\"EDITOR\""),
        ("version", "SOFTWARE VERSION", "VERSION"),
        ("size", " SIZE=\"", " LENGTH=\""),
        ("sum", " CHECKSUM=\"", " SUM=\""),
        ("mime", "MIMETYPE=\"text/xml\"", "MIMETYPE=\"text/nonsense\""),
        ("place", "LOCTYPE=\"URL\"", "LOCTYPE=\"URN\""),
        ("map-kind", "TYPE=\"PHYSICAL\"", "TYPE=\"LOGICAL\""),
        ("map-label", "LABEL=\"CSIP\"", "LABEL=\"EGEN\""),
        ("documentation", "USE=\"Documentation\"", "USE=\"Dokumentation\""),
        ("pointer", "FILEID=\"group-", "FILEID=\"grupp-"),
        ("status", "STATUS=\"CURRENT\"", "STATUS=\"GAMMAL\""),
        ("link", "xlink:type=\"simple\"", "xlink:type=\"locator\""),
    ];
    for (name, from, to) in cases {
        let mut files = whole();
        replace(&mut files, METS, from, to);
        leave("faults", &format!("{name}.zip"), &close(&files));
    }
}
