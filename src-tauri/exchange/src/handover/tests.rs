use age::secrecy::ExposeSecret as _;
use cases::{Case, CaseInput, Ground, Line, Pupil, PupilInput, Role};
use chrono::{DateTime, NaiveDate, Utc};
use forms::Hash;
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

use super::manifest::{CONTEXT, Manifest, Part};
use super::sealing::{CONTENT, MANIFEST, SIGNATURE, close_for_tests, part_name};
use super::*;

const PAPER: &[u8] = b"%PDF-1.7 a paper\n";

fn keys(number: u8) -> OwnKeys {
    OwnKeys::derive(&[number; 32]).unwrap()
}

fn line(text: &str) -> Line {
    Line::parse("line", text).unwrap()
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}

fn card(number: u8, name: &str, role: Role) -> NameCard {
    NameCard::new(
        &keys(number),
        (&line(name), role, &line("Björkskolan")),
        None,
        at(0),
    )
    .unwrap()
}

fn mentor() -> NameCard {
    card(1, "Ebba Lindqvist", Role::Mentor)
}

fn rektor() -> NameCard {
    card(2, "Rut Sandberg", Role::Rektor)
}

fn about() -> About {
    let input = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..Default::default()
    };
    let pupil: Pupil = input.parse(Uuid::from_u128(1).into(), day(1)).unwrap();
    let title = CaseInput {
        title: "Frånvaro".into(),
    };
    let case: Case = title.parse(Uuid::from_u128(2).into(), pupil.id, day(1)).unwrap();
    About { pupil, case }
}

fn filed() -> Filed {
    Filed {
        document: Uuid::from_u128(3),
        title: "Checklista vid frånvaro".into(),
        sha256: Hash::of(PAPER),
        taken_back: Vec::new(),
    }
}

fn copy() -> Content {
    Content::Copy {
        about: about(),
        document: filed(),
    }
}

fn package<'a>(content: &'a Content, papers: Vec<&'a [u8]>) -> Package<'a> {
    Package {
        id: Uuid::from_u128(9),
        sequence: 4,
        content,
        papers: papers.into_iter().map(|paper| (Hash::of(paper), paper)).collect(),
        purpose: "Kopia till rektor",
        ground: (Ground::Internal, ""),
        made_at: at(5),
        expires: day(24),
        answers: None,
    }
}

/// A copy of a document from the mentor to the rektor.
static SEALED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    package(&copy(), vec![PAPER])
        .seal(&keys(1), &mentor(), &rektor(), None)
        .unwrap()
});

fn refused(bytes: &[u8], number: u8) -> Option<OpenError> {
    open(bytes, &[keys(number)]).err()
}

/// With `PACKAGES_OUT` a package is left with the private keys of its three readers, for Debian's `age` to open.
fn leave_for_age(sealed: &[u8], readers: [&age::x25519::Identity; 3]) {
    let Some(out) = std::env::var_os("PACKAGES_OUT") else {
        return;
    };
    let folder = std::path::Path::new(&out).join("age");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("package.age"), sealed).unwrap();
    for (name, reader) in ["sender", "recipient", "municipality"].into_iter().zip(readers) {
        std::fs::write(
            folder.join(name).with_extension("key"),
            reader.to_string().expose_secret(),
        )
        .unwrap();
    }
}

#[test]
fn check() {
    let municipality = age::x25519::Identity::generate();
    let public = municipality.to_public().to_string();
    let (_, bytes) = bech32::decode(&public).unwrap();
    let municipality_key = MunicipalityKey::new(&bytes.try_into().unwrap()).unwrap();
    let sealed = package(&copy(), vec![PAPER, PAPER])
        .seal(&keys(1), &mentor(), &rektor(), Some(&municipality_key))
        .unwrap();

    leave_for_age(&sealed, [keys(1).identity(), keys(2).identity(), &municipality]);
    let opened = open(&sealed, &[keys(7), keys(2)]).unwrap();
    assert_eq!(opened.content, copy());
    assert!(opened.sender == mentor());
    assert_eq!(opened.paper(&Hash::of(PAPER)), Some(PAPER));
    assert_eq!(opened.paper(&Hash::of(b"other")), None);
    let manifest = opened.manifest;
    assert_eq!((manifest.package, manifest.sequence), (Uuid::from_u128(9), 4));
    assert_eq!(
        (manifest.kind, manifest.recipient),
        (Kind::Copy, rektor().fingerprint())
    );
    assert_eq!(
        (manifest.purpose.as_str(), manifest.expires),
        ("Kopia till rektor", day(24))
    );

    assert!(open(&sealed, &[keys(1)]).is_ok(), "the sender sees what was sent");
    assert_eq!(refused(&sealed, 3), Some(OpenError::NotForYou));
    assert_eq!(refused(b"", 2), Some(OpenError::NotAPackage));
    assert_eq!(refused(b"%PDF-1.7", 2), Some(OpenError::NotAPackage));
    assert_eq!(
        refused(b"age-encryption.org/v9\n-> x\n", 2),
        Some(OpenError::Newer)
    );
    let secret = municipality.to_string();
    let (_, secret) = bech32::decode(secret.expose_secret()).unwrap();
    let secret: [u8; 32] = secret.try_into().unwrap();
    let for_municipality =
        |bytes: &[u8], secret: &[u8; 32]| open_for_municipality(bytes, secret).map(|opened| opened.content);
    assert!(for_municipality(&sealed, &secret).is_ok_and(|content| content == copy()));
    assert_eq!(
        for_municipality(&sealed, &[7; 32]).err(),
        Some(OpenError::NotForYou)
    );
    let mut torn = sealed.clone();
    *torn.last_mut().unwrap() ^= 1;
    assert!(
        for_municipality(&torn, &secret).is_err(),
        "verified to the last byte"
    );
    let plain = age::decrypt(&municipality, &sealed).unwrap();
    let names = tar::Archive::new(&plain[..])
        .entries()
        .unwrap()
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect::<Vec<_>>();
    assert_eq!(
        names,
        [MANIFEST, SIGNATURE, CONTENT, &part_name(&Hash::of(PAPER))],
        "the municipality opens it, with age and tar"
    );
}

#[test]
fn a_flipped_bit_anywhere_is_refused() {
    for place in 0..SEALED.len() {
        let mut bytes = SEALED.clone();
        bytes[place] ^= 1 << (place % 8);
        assert!(refused(&bytes, 2).is_some(), "byte {place}");
    }
}

#[test]
fn a_half_copied_one_is_refused_as_such() {
    for length in 22..SEALED.len() {
        assert_eq!(
            refused(&SEALED[..length], 2),
            Some(OpenError::Incomplete),
            "{length}"
        );
    }
    let longer = [&SEALED[..], b"x"].concat();
    assert!(refused(&longer, 2).is_some());
    // A large one that is damaged in its middle is told from one that ends too early.
    let paper = vec![7; 300_000];
    let mut document = filed();
    document.sha256 = Hash::of(&paper);
    let content = Content::Copy {
        about: about(),
        document,
    };
    let mut large = package(&content, vec![&paper])
        .seal(&keys(1), &mentor(), &rektor(), None)
        .unwrap();
    assert!(open(&large, &[keys(2)]).is_ok());
    assert_eq!(refused(&large[..200_000], 2), Some(OpenError::Incomplete));
    large[200_000] ^= 1;
    assert_eq!(refused(&large, 2), Some(OpenError::Altered));
}

/// A package by whoever holds the signer's keys, closed to the reader; why it is refused.
fn forged(
    manifest: &Manifest,
    (signer, reader): (u8, u8),
    content: &[u8],
    more: &[(&str, &[u8])],
) -> Option<OpenError> {
    let manifest = serde_json::to_vec(manifest).unwrap();
    let signature = keys(signer).sign(CONTEXT, &manifest).to_bytes().to_vec();
    let mut files: Vec<(String, &[u8])> = vec![
        (MANIFEST.into(), &manifest),
        (SIGNATURE.into(), &signature),
        (CONTENT.into(), content),
        (part_name(&Hash::of(PAPER)), PAPER),
    ];
    files.extend(more.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)));
    let closed = close_for_tests(&files, &keys(reader)).unwrap();
    open(&closed, &[keys(reader)]).err()
}

/// What somebody could make who may open packages, or has keys, and is not to be believed.
#[test]
fn what_was_not_signed_so_is_refused() {
    let opened = open(&SEALED, &[keys(2)]).unwrap();
    let content = serde_json::to_vec(&copy()).unwrap();
    let made = |manifest: &Manifest, signer: u8, content: &[u8], more: &[(&str, &[u8])], reader: u8| {
        forged(manifest, (signer, reader), content, more)
    };
    let signed = |manifest: &Manifest| made(manifest, 1, &content, &[], 2);
    let manifest = opened.manifest;
    assert_eq!(signed(&manifest), None, "the same again is the same");
    assert_eq!(
        made(&manifest, 3, &content, &[], 2),
        Some(OpenError::NotAsSigned),
        "another's signature"
    );
    assert_eq!(
        made(&manifest, 1, &content, &[], 3),
        Some(OpenError::NotForYou),
        "sent on to somebody else"
    );
    assert_eq!(
        made(&manifest, 1, &content, &[("parts/more", b"x")], 2),
        Some(OpenError::NotAsSigned),
        "a file that is not listed"
    );
    assert_eq!(
        made(&manifest, 1, &content, &[(CONTENT, &content)], 2),
        Some(OpenError::NotAPackage),
        "a file that comes twice"
    );
    let kind = Manifest {
        kind: Kind::Order,
        ..manifest.clone()
    };
    assert_eq!(
        signed(&kind),
        Some(OpenError::NotAsSigned),
        "another kind than it carries"
    );
    let format = Manifest {
        format: "narvarolots-package/2".into(),
        ..manifest
    };
    assert_eq!(signed(&format), Some(OpenError::Newer));
}

#[test]
fn content_that_does_not_fit_is_refused() {
    let manifest = open(&SEALED, &[keys(2)]).unwrap().manifest;
    let content = serde_json::to_vec(&copy()).unwrap();
    let paper = part_name(&Hash::of(PAPER));
    let parts = |content: &[u8]| {
        let part = |name: &str, bytes: &[u8]| Part {
            name: name.to_owned(),
            sha256: Hash::of(bytes),
            size: bytes.len() as u64,
        };
        vec![part(CONTENT, content), part(&paper, PAPER)]
    };
    let made = |manifest: &Manifest, signer: u8, content: &[u8], more: &[(&str, &[u8])], reader: u8| {
        forged(manifest, (signer, reader), content, more)
    };
    let signed = |manifest: &Manifest| made(manifest, 1, &content, &[], 2);
    let changed = String::from_utf8(content.clone())
        .unwrap()
        .replace("Astrid", "Asrtid");
    assert_eq!(
        made(&manifest, 1, changed.as_bytes(), &[], 2),
        Some(OpenError::NotAsSigned),
        "other content"
    );
    let other_pupil = String::from_utf8(content.clone()).unwrap().replacen(
        "00000000-0000-0000-0000-000000000001",
        "00000000-0000-0000-0000-000000000008",
        1,
    );
    let of_other_pupil = Manifest {
        parts: parts(other_pupil.as_bytes()),
        ..manifest.clone()
    };
    assert_eq!(
        made(&of_other_pupil, 1, other_pupil.as_bytes(), &[], 2),
        Some(OpenError::NotAsSigned),
        "a case of another pupil"
    );
    let more = String::from_utf8(content.clone())
        .unwrap()
        .replacen("{", "{\"later\":1,", 1);
    let of_later = Manifest {
        parts: parts(more.as_bytes()),
        ..manifest.clone()
    };
    assert_eq!(
        made(&of_later, 1, more.as_bytes(), &[], 2),
        Some(OpenError::Newer),
        "content of a later version"
    );
    for (sequence, purpose) in [(0, "Kopia".to_owned()), (1, "x".repeat(201))] {
        let insane = Manifest {
            sequence,
            purpose,
            ..manifest.clone()
        };
        assert_eq!(signed(&insane), Some(OpenError::NotAsSigned));
    }
}

#[test]
fn a_kind_that_is_not_known_is_said_to_be_one() {
    let manifest = open(&SEALED, &[keys(2)]).unwrap().manifest;
    let later = serde_json::to_string(&manifest)
        .unwrap()
        .replace("\"copy\"", "\"hologram\"");
    let signature = keys(1).sign(CONTEXT, later.as_bytes()).to_bytes().to_vec();
    let files = [
        (MANIFEST.to_owned(), later.as_bytes()),
        (SIGNATURE.to_owned(), &signature),
    ];
    let closed = close_for_tests(&files, &keys(2)).unwrap();
    assert_eq!(refused(&closed, 2), Some(OpenError::UnknownKind));
}

#[test]
fn what_does_not_hold_together_is_not_sent() {
    let seal = |content: &Content| {
        package(content, vec![PAPER])
            .seal(&keys(1), &mentor(), &rektor(), None)
            .err()
    };
    assert_eq!(seal(&copy()), None);
    let mut hidden = about();
    hidden.pupil.protection = cases::Protection::Alias(line("Ö"));
    let content = Content::Copy {
        about: hidden,
        document: filed(),
    };
    assert_eq!(
        seal(&content),
        Some(SealError::Content),
        "protected identity leaves no vault"
    );
    let long = Content::Answer {
        to: Uuid::from_u128(9),
        answer: Answer::Rejected {
            reason: "x".repeat(4001),
        },
    };
    assert_eq!(seal(&long), Some(SealError::Content));
    let others = package(&copy(), vec![PAPER]).seal(&keys(3), &mentor(), &rektor(), None);
    assert_eq!(others.err(), Some(SealError::Content), "in another's name");
}

#[test]
fn cards() {
    let card = mentor();
    let read = NameCard::parse(&card.to_bytes()).unwrap();
    assert!(read == card);
    assert_eq!(
        (read.name().as_str(), read.role()),
        ("Ebba Lindqvist", Role::Mentor)
    );
    assert_eq!(read.fingerprint(), keys(1).fingerprint());
    assert_eq!(read.certificate(), None);
    let renamed = NameCard::new(
        &keys(1),
        (&line("Ebba Ek"), Role::Kurator, &line("Almskolan")),
        Some(b"certificate"),
        at(9),
    )
    .unwrap();
    assert_eq!(renamed.fingerprint(), card.fingerprint(), "the keys alone count");
    assert_eq!(renamed.certificate().as_deref(), Some(&b"certificate"[..]));
    let large = NameCard::new(
        &keys(1),
        (&line("E"), Role::Mentor, &line("B")),
        Some(&[7; 9000]),
        at(9),
    );
    assert_eq!(large.err(), Some(CardError::NotACard));

    let text = String::from_utf8(card.to_bytes()).unwrap();
    let parse = |text: &str| NameCard::parse(text.as_bytes()).err();
    assert_eq!(parse(&text.replace("Ebba", "Eva")), Some(CardError::Changed));
    assert_eq!(parse(&text.replace("card/1", "card/2")), Some(CardError::Newer));
    assert_eq!(parse("{}"), Some(CardError::NotACard));
    assert_eq!(parse(&" ".repeat(20_000)), Some(CardError::NotACard));
    let words = card.fingerprint().spoken().unwrap();
    assert_ne!(words, rektor().fingerprint().spoken().unwrap());
    assert_eq!(words, renamed.fingerprint().spoken().unwrap());
    let text = card.fingerprint().to_string();
    assert_eq!(text.parse(), Ok(card.fingerprint()));
}

proptest! {
    #[test]
    fn nothing_read_makes_it_panic(bytes: Vec<u8>) {
        let _ = open(&bytes, &[keys(2)]);
        let _ = NameCard::parse(&bytes);
        // What only a sender with a key could make.
        for name in [MANIFEST, CONTENT, "parts/x"] {
            let closed = close_for_tests(&[(name.to_owned(), &bytes)], &keys(2)).unwrap();
            prop_assert!(open(&closed, &[keys(2)]).is_err());
        }
    }

    #[test]
    fn what_is_sent_arrives(paper: Vec<u8>, purpose in "\\PC{0,40}") {
        let mut document = filed();
        document.sha256 = Hash::of(&paper);
        let content = Content::Copy { about: about(), document };
        let sent = Package { purpose: &purpose, ..package(&content, vec![&paper]) };
        let sealed = sent.seal(&keys(1), &mentor(), &rektor(), None).unwrap();
        let opened = open(&sealed, &[keys(2)]).unwrap();
        prop_assert_eq!(opened.paper(&Hash::of(&paper)), Some(&paper[..]));
        prop_assert_eq!(opened.manifest.purpose, purpose);
        prop_assert_eq!(opened.content, content);
    }
}

const SCAN: &[u8] = b"%PDF-1.7 a scan\n";

fn whole(along: Along) -> Content {
    Content::CaseTransfer {
        about: about(),
        documents: vec![filed()],
        along,
    }
}

fn with_scan() -> Along {
    Along {
        scans: vec![FiledScan {
            document: filed().document,
            sha256: Hash::of(SCAN),
            sources: Vec::new(),
        }],
        ..Along::default()
    }
}

#[test]
fn no_paper_leaves_under_the_hash_of_another() {
    let content = copy();
    let mut sent = package(&content, vec![PAPER]);
    sent.papers[0].1 = SCAN;
    let sealed = sent.seal(&keys(1), &mentor(), &rektor(), None);
    assert_eq!(sealed.err(), Some(SealError::Content));
}

#[test]
fn what_goes_along_with_a_case_arrives_whole() {
    let seal = |content: &Content, papers: Vec<&[u8]>| {
        package(content, papers).seal(&keys(1), &mentor(), &rektor(), None)
    };
    let content = whole(with_scan());
    let opened = open(&seal(&content, vec![PAPER, SCAN]).unwrap(), &[keys(2)]).unwrap();
    assert_eq!(opened.content, content);
    assert_eq!(opened.paper(&Hash::of(SCAN)), Some(SCAN));
    let without = seal(&content, vec![PAPER]).unwrap();
    assert_eq!(
        refused(&without, 2),
        Some(OpenError::NotAsSigned),
        "a scan that is missing"
    );
    let unnamed = seal(&whole(Along::default()), vec![PAPER, SCAN]).unwrap();
    assert_eq!(
        refused(&unnamed, 2),
        Some(OpenError::NotAsSigned),
        "one that nothing names"
    );
    let mut of_other = with_scan();
    of_other.scans[0].document = Uuid::from_u128(4);
    assert_eq!(
        seal(&whole(of_other), vec![PAPER, SCAN]).err(),
        Some(SealError::Content)
    );
}

/// A package of an earlier version is read, and one that an earlier version cannot read has another form.
#[test]
fn a_case_without_anything_along_is_as_it_always_was() {
    let written = serde_json::to_value(whole(Along::default())).unwrap();
    assert!(written.get("along").is_none(), "{written}");
    assert_eq!(
        serde_json::from_value::<Content>(written).unwrap(),
        whole(Along::default())
    );
    let mut later = serde_json::to_value(whole(with_scan())).unwrap();
    later["along"]["told"] =
        serde_json::json!([{"event": Uuid::nil(), "kind": "teleported", "at": at(0), "by": "Ebba"}]);
    assert!(
        serde_json::from_value::<Content>(later).is_err(),
        "a kind that nobody here knows is not half read"
    );
}
