//! From an empty document to a signed one that is judged whole.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use lopdf::Object;
use signing::{
    Algorithm, Appearance, Change, Error, Identity, Key, Part, ReadError, SignError, Signer, Standing, Trust,
    Value, Verdict, changes_since, places, sign, verify,
};
use support::forge::{Forge, dictionary, name};
use support::{CONSENT, Counting, SURVEY, at, look, person, request, school, validity};

#[test]
fn check_one_signature() {
    let school = school();
    for pdf in [CONSENT, SURVEY] {
        let field = support::field_names(pdf)[0].clone();
        let signed = sign(pdf, &school.astrid, &request(&field, &look()), None).unwrap();
        assert!(
            signed.starts_with(pdf),
            "not one byte of what was there is touched"
        );
        let report = verify(&signed, &school.trust, at(1));
        assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
        let one = &report.signatures[0];
        assert_eq!((one.standing, one.chain.len()), (Standing::Trusted, 2));
        assert_eq!((one.claimed, one.proven), (Some(at(0)), None));
        assert!(one.covers_all && one.changes.is_empty());
        println!("{} bytes added", signed.len() - pdf.len());
        support::keep(&format!("one-{field}.pdf"), &signed);
    }
    assert_eq!(verify(CONSENT, &school.trust, at(1)).verdict, Verdict::Unsigned);
}

#[test]
fn check_places() {
    let school = school();
    let look = look();
    let signed = sign(CONSENT, &school.astrid, &request("guardian-1", &look), None).unwrap();
    let found = places(&signed).unwrap();
    let names: Vec<&str> = found.iter().map(|place| &place.field[..]).collect();
    assert_eq!(names, ["guardian-1", "guardian-2", "pupil-signature"]);
    assert!(found[0].is_signed && !found[1].is_signed);
    assert!(
        found
            .iter()
            .all(|place| place.page.is_some() && place.size.0 > 100.0 && place.size.1 >= 20.0)
    );
    assert_eq!(places(b"text"), Err(ReadError::NotAPdf));
}

#[test]
fn check_several_in_sequence() {
    let school = school();
    let names = support::field_names(CONSENT);
    let mut pdf = CONSENT.to_vec();
    for (place, name) in names.iter().enumerate() {
        let look = look();
        let mut request = request(name, &look);
        request.lock = place + 1 == names.len();
        let signer = if place % 2 == 0 {
            &school.astrid
        } else {
            &school.nils
        };
        pdf = sign(&pdf, signer, &request, None).unwrap();
    }
    let report = verify(&pdf, &school.trust, at(1));
    assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
    assert_eq!(report.signatures.len(), names.len());
    assert_eq!(report.signatures[0].changes, [Change::Signed].into());
    assert!(report.signatures.last().unwrap().locks);
    support::keep("sequence.pdf", &pdf);
    support::keep_trust(&school);
}

#[test]
fn check_signers() {
    let files: [(&[u8], Algorithm); 3] = [
        (include_bytes!("samples/astrid-ec.p12"), Algorithm::EcdsaP256),
        (include_bytes!("samples/astrid-p384.p12"), Algorithm::EcdsaP384),
        (include_bytes!("samples/astrid-rsa-old.p12"), Algorithm::Rsa),
    ];
    let mut random = Counting::new(5);
    let key = Key::generate(&mut random).unwrap();
    let own = key
        .self_signed(&person("Astrid Almgren"), validity(), &mut random)
        .unwrap();
    let mut identities = vec![own];
    for (file, algorithm) in files {
        let identity = Identity::from_pkcs12(file, "granris").unwrap();
        assert_eq!(identity.algorithm(), algorithm);
        identities.push(identity);
    }
    let look = look();
    for (place, identity) in identities.iter().enumerate() {
        let pdf = sign(CONSENT, identity, &request("guardian-1", &look), None).unwrap();
        assert_eq!(verify(&pdf, &Trust::new(), at(1)).verdict, Verdict::UnknownIssuer);
        let mut trust = Trust::new();
        trust.add(identity.certificate().to_pem().as_bytes()).unwrap();
        let report = verify(&pdf, &trust, at(1));
        assert_eq!(report.verdict, Verdict::Whole, "{place}: {report:?}");
        support::keep(&format!("signer-{place}.pdf"), &pdf);
        support::keep(
            &format!("trust/signer-{place}.pem"),
            identity.certificate().to_pem().as_bytes(),
        );
    }
}

/// Who is trusted as a person is trusted for nobody else, whatever the certificate says of itself.
#[test]
fn check_persons() {
    let school = school();
    let look = look();
    let pdf = sign(CONSENT, &school.astrid, &request("guardian-1", &look), None).unwrap();
    let [own, root] = school.astrid.chain() else {
        panic!("a person and the school");
    };
    for (certificate, verdict) in [(own, Verdict::Whole), (root, Verdict::UnknownIssuer)] {
        let mut trust = Trust::new();
        trust.add_persons(certificate.der()).unwrap();
        assert_eq!(verify(&pdf, &trust, at(1)).verdict, verdict);
    }
    let nils = sign(CONSENT, &school.nils, &request("guardian-1", &look), None).unwrap();
    let mut trust = Trust::new();
    trust.add_persons(own.der()).unwrap();
    assert_eq!(verify(&nils, &trust, at(1)).verdict, Verdict::UnknownIssuer);
}

#[test]
fn check_shared_font() {
    let school = school();
    let font = support::forge::Forge::new(CONSENT).resource(b"Font");
    let name = |text: &str| Value::Name(text.to_owned());
    let entry = |key: &str, value| (key.to_owned(), value);
    let fonts = Value::Dictionary(vec![entry("F", Value::Existing(font.0, font.1))]);
    let mut look = look();
    look.parts[0].entries.retain(|(key, _)| key != "Resources");
    look.parts[0].entries.push(entry("Resources", Value::Part(1)));
    look.parts.push(Part {
        entries: vec![
            entry("Font", fonts),
            entry("ProcSet", Value::Array(vec![name("PDF")])),
        ],
        data: None,
    });
    let pdf = sign(CONSENT, &school.astrid, &request("guardian-1", &look), None).unwrap();
    assert_eq!(verify(&pdf, &school.trust, at(1)).verdict, Verdict::Whole);
    support::keep("shared-font.pdf", &pdf);
}

#[test]
fn check_what_is_refused() {
    let school = school();
    let look = look();
    let signed = sign(CONSENT, &school.astrid, &request("guardian-1", &look), None).unwrap();
    let mut last = request("guardian-2", &look);
    last.lock = true;
    let locked = sign(&signed, &school.nils, &last, None).unwrap();
    let mut late = request("guardian-1", &look);
    late.at = at(4000);
    let mut early = request("guardian-1", &look);
    early.at = at(-20);
    let none = Appearance { parts: vec![] };
    let mut astray = support::look();
    astray.parts[0]
        .entries
        .push(("Pattern".to_owned(), Value::Existing(9999, 0)));
    let cases: [(&[u8], _, SignError); 8] = [
        (CONSENT, request("nobody", &look), SignError::NoField),
        (&signed, request("guardian-1", &look), SignError::AlreadySigned),
        (&locked, request("pupil-signature", &look), SignError::Locked),
        (CONSENT, late, SignError::Expired),
        (CONSENT, early, SignError::NotYetValid),
        (CONSENT, request("guardian-1", &none), SignError::Appearance),
        (CONSENT, request("guardian-1", &astray), SignError::Appearance),
        (
            include_bytes!("samples/foreign/two-fields.pdf"),
            request("Two", &look),
            SignError::AlreadySigned,
        ),
    ];
    for (pdf, request, error) in cases {
        let refused = sign(pdf, &school.astrid, &request, None).unwrap_err();
        assert_eq!(refused, Error::Sign(error), "{}", request.field);
    }
}

#[test]
fn check_foreign_documents() {
    // One with a table, one with a cross-reference stream and object streams: the update is of the same kind.
    let school = school();
    for name in ["adbe-rsa", "pades-p256"] {
        let pdf = std::fs::read(format!("tests/samples/foreign/{name}.pdf")).unwrap();
        let look = look();
        let signed = sign(&pdf, &school.astrid, &request("Two", &look), None).unwrap();
        let mut trust = school.trust.clone();
        trust.add(include_bytes!("samples/foreign/trust.pem")).unwrap();
        let report = verify(&signed, &trust, at(1));
        assert_eq!(report.verdict, Verdict::Whole, "{name}: {report:?}");
        assert_eq!(report.signatures.len(), 2);
        support::keep(&format!("foreign/{name}.pdf"), &signed);
    }
}

#[test]
fn check_what_may_change() {
    use support::forge::{Forge, dictionary, name, stream};
    let school = school();
    let look = look();
    let signed = sign(CONSENT, &school.astrid, &request("guardian-1", &look), None).unwrap();
    type Case = (&'static str, Change, fn(&mut Forge));
    let cases: [Case; 4] = [
        ("information", Change::Description, |forge| {
            let id = forge.trailer.get(b"Info").unwrap().as_reference().unwrap();
            forge.edit(id, |information| information.set("Title", "Another"));
        }),
        ("description", Change::Description, |forge| {
            let id = forge.metadata();
            let entries = [("Type", name("Metadata")), ("Subtype", name("XML"))];
            forge.set(id, stream(&entries, b"<x/>"));
        }),
        ("proof", Change::Proofs, |forge| {
            let proof = forge.stream(&[], b"list");
            let catalog = forge.catalog();
            let store = dictionary(&[("CRLs", vec![proof.into()].into())]);
            forge.edit(catalog, |catalog| catalog.set("DSS", store));
        }),
        ("proof about one signature", Change::Proofs, |forge| {
            let proof = forge.stream(&[], b"list");
            let about = dictionary(&[("CRL", vec![proof.into()].into())]);
            let store = dictionary(&[("VRI", dictionary(&[("AB12", about.into())]).into())]);
            let catalog = forge.catalog();
            forge.edit(catalog, |catalog| catalog.set("DSS", store));
        }),
    ];
    for (label, kind, make) in cases {
        let mut forge = Forge::new(&signed);
        make(&mut forge);
        let report = verify(&forge.finish(), &school.trust, at(1));
        assert_eq!(report.verdict, Verdict::Whole, "{label}: {report:?}");
        assert_eq!(report.signatures[0].changes, [kind].into(), "{label}");
    }
}

/// What a first signature may say of those that follow, as whoever takes the paper in sees it.
#[test]
fn check_locks() {
    let school = school();
    let signed = sign(CONSENT, &school.astrid, &request("guardian-1", &look()), None).unwrap();
    let lock = |more: &[(&str, Object)]| {
        let mut lock = dictionary(&[("Type", name("SigFieldLock")), ("Action", name("All"))]);
        for (key, value) in more {
            lock.set(*key, value.clone());
        }
        lock
    };
    let some = || {
        let names = vec![Object::string_literal("guardian-2")];
        lock(&[("Action", name("Include")), ("Fields", names.into())])
    };
    // The second field is signed on `before`, with this lock, which may lie in an object of its own.
    let changes = |before: &[u8], lock: Object, apart: bool| {
        let mut forge = Forge::new(before);
        let (field, _) = forge.field(1);
        let signature = forge.add(dictionary(&[("Type", name("Sig"))]));
        let lock = if apart { forge.add(lock).into() } else { lock };
        forge.edit(field, |field| {
            field.set("V", signature);
            field.set("Lock", lock);
        });
        let found = changes_since(&forge.finish(), before.len()).unwrap();
        found.iter().map(|change| change.code()).collect::<Vec<_>>()
    };
    let replaced = ["change-replaced", "change-added"];
    for apart in [false, true] {
        assert_eq!(changes(CONSENT, lock(&[]).into(), apart), ["change-signed"]);
        assert_eq!(changes(CONSENT, some().into(), apart), ["change-signed"]);
        for wrong in [
            Object::Null,
            name("SigFieldLock"),
            lock(&[("Type", name("Action"))]).into(),
            lock(&[("Action", name("Nothing"))]).into(),
            lock(&[("AA", dictionary(&[("S", name("JavaScript"))]).into())]).into(),
            lock(&[("Fields", name("guardian-2"))]).into(),
        ] {
            let found = changes(CONSENT, wrong.clone(), apart);
            assert!(
                found.iter().all(|one| replaced.contains(one)),
                "{wrong:?}: {found:?}"
            );
            assert!(found.contains(&"change-replaced"), "{wrong:?}: {found:?}");
        }
        let late = changes(&signed, lock(&[]).into(), apart);
        assert!(late.contains(&"change-replaced"), "somebody had signed: {late:?}");
    }
}
