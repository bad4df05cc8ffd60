use super::*;
use crate::testing::{Counting, at, person, validity};

#[test]
fn check_keys() {
    let mut random = Counting::new(1);
    let key = Key::generate(&mut random).unwrap();
    let sealed = key.seal(b"granris och kotte", &mut random).unwrap();
    assert!(
        !sealed
            .windows(16)
            .any(|window| key.public().unwrap().subject_public_key.raw_bytes()[1..].starts_with(window))
    );
    let opened = Key::open(&sealed, b"granris och kotte").unwrap();
    assert_eq!(opened.public(), key.public());
    assert_eq!(
        Key::open(&sealed, b"granris").unwrap_err(),
        IdentityError::WrongPassphrase
    );
    assert_eq!(Key::open(b"nothing", b"").unwrap_err(), IdentityError::Malformed);
    assert_eq!(format!("{key:?}"), "Key(EcdsaP256)");
}

#[test]
fn check_self_signed() {
    let mut random = Counting::new(2);
    let key = Key::generate(&mut random).unwrap();
    let identity = key
        .self_signed(&person("Astrid Almgren"), validity(), &mut random)
        .unwrap();
    let summary = identity.certificate().summary();
    assert_eq!(summary.subject.name, "Astrid Almgren");
    assert_eq!(summary.subject.title, "kurator");
    assert_eq!(summary.subject.organisation, "Björkskolan");
    assert!(summary.self_issued && summary.serial.len() == 32);
    assert_eq!((summary.from, summary.until), (validity().from, validity().until));
    let pem = identity.certificate().to_pem();
    assert_eq!(
        Certificate::all_from(pem.as_bytes()).unwrap(),
        [identity.certificate().clone()]
    );
    assert!(identity.certificate().holds_at(at(0)) && !identity.certificate().holds_at(at(4000)));
}

#[test]
fn check_authority() {
    let mut random = Counting::new(3);
    let name = person("Björkskolans utfärdare");
    let authority = Authority::new(
        Key::generate(&mut random).unwrap(),
        &name,
        validity(),
        &mut random,
    )
    .unwrap();
    let key = Key::generate(&mut random).unwrap();
    let request = key.request(&person("Nils Nyberg")).unwrap();
    let (party, fingerprint) = Authority::read(request.as_bytes()).unwrap();
    assert_eq!(party.name, "Nils Nyberg");
    let public = der::Encode::to_der(&key.public().unwrap()).unwrap();
    assert_eq!(fingerprint, crate::crypto::sha256(&public));

    let answer = authority
        .answer(request.as_bytes(), validity(), &mut random)
        .unwrap();
    let stranger = Key::generate(&mut random).unwrap();
    assert_eq!(
        stranger.accept(answer.as_bytes()).unwrap_err(),
        IdentityError::OtherKey
    );
    let identity = key.accept(answer.as_bytes()).unwrap();
    assert_eq!(identity.chain().len(), 2);
    let summary = identity.certificate().summary();
    assert_eq!(summary.issuer.name, "Björkskolans utfärdare");
    assert!(!summary.self_issued);

    let der = der::pem::decode_vec(request.as_bytes()).unwrap().1;
    let name = der
        .windows(4)
        .position(|window| window == "Nils".as_bytes())
        .unwrap();
    let mut forged = der.clone();
    forged[name] = b'M';
    assert_eq!(
        authority.answer(&forged, validity(), &mut random).unwrap_err(),
        IdentityError::RequestForged
    );
    let list = authority.revoke(&[(identity.certificate(), at(1))], 1, at(1), at(30));
    assert!(list.is_ok());
    assert!(authority.revoke(&[], 2, at(2), at(30)).is_ok());
}

#[test]
fn check_what_is_refused() {
    let mut random = Counting::new(4);
    let cases: &[(&str, i64, IdentityError)] = &[
        ("", 10, IdentityError::Name),
        (" ", 10, IdentityError::Name),
        (&"å".repeat(65), 10, IdentityError::Name),
        ("Astrid", 0, IdentityError::Period),
    ];
    for (name, days, error) in cases {
        let key = Key::generate(&mut random).unwrap();
        let validity = Validity {
            from: at(0),
            until: at(*days),
        };
        let refused = key.self_signed(&person(name), validity, &mut random);
        assert_eq!(refused.unwrap_err(), *error, "{name}");
    }
    for bytes in [&b""[..], b"-----BEGIN CERTIFICATE-----\nAAAA\n", &[0x30; 64]] {
        assert_eq!(
            Certificate::all_from(bytes).unwrap_err(),
            IdentityError::Malformed
        );
        assert_eq!(Authority::read(bytes).unwrap_err(), IdentityError::Malformed);
        assert_eq!(Key::from_pkcs8(bytes).unwrap_err(), IdentityError::Malformed);
    }
}

#[test]
fn check_pkcs12() {
    let file = include_bytes!("../../tests/samples/astrid-ec.p12");
    let identity = Identity::from_pkcs12(file, "granris").unwrap();
    assert_eq!(identity.algorithm(), Algorithm::EcdsaP256);
    assert_eq!(identity.certificate().summary().subject.name, "Astrid Almgren");
    let cases: &[(&[u8], Algorithm)] = &[
        (
            include_bytes!("../../tests/samples/astrid-rsa-old.p12"),
            Algorithm::Rsa,
        ),
        (
            include_bytes!("../../tests/samples/astrid-p384.p12"),
            Algorithm::EcdsaP384,
        ),
    ];
    for (file, algorithm) in cases {
        let identity = Identity::from_pkcs12(file, "granris").unwrap();
        assert_eq!(identity.algorithm(), *algorithm);
        assert!(identity.sign(b"message").is_ok());
        assert_eq!(
            Identity::from_pkcs12(file, "tall").unwrap_err(),
            IdentityError::WrongPassphrase
        );
    }
    assert_eq!(
        Identity::from_pkcs12(b"no", "granris").unwrap_err(),
        IdentityError::Malformed
    );
}
