//! The formats themselves are used: object streams, stored proofs, algorithms, certificates.

use lopdf::{Object, ObjectId};
use signing::{Identity, Signer as _};

use crate::support::forge::{Forge, byte_range, dictionary, hexadecimal, name, stream};
use crate::support::{CONSENT, School, new_authority, person, validity};
use crate::{Attack, signed};

type Case = (&'static str, &'static str, fn(&mut Forge));

const UPDATES: &[Case] = &[
    ("object streams", "page inside one", |forge| {
        let page = forge.page(0);
        pack(forge, &[(page, "<</Type/Page>>")]);
    }),
    ("object streams", "catalog inside one", |forge| {
        let catalog = forge.catalog();
        let pages = forge
            .document
            .catalog()
            .unwrap()
            .get(b"Pages")
            .unwrap()
            .as_reference()
            .unwrap();
        pack(
            forge,
            &[(catalog, &format!("<</Type/Catalog/Pages {} 0 R>>", pages.0))],
        );
    }),
    ("object streams", "empty field inside one", |forge| {
        let (field, _) = forge.field(1);
        pack(forge, &[(field, "<</FT/Sig/T(x)/V 1 0 R>>")]);
    }),
    ("object streams", "one number twice", |forge| {
        let spare = (forge.document.max_id + 50, 0);
        pack(forge, &[(spare, "<</A 1>>"), (spare, "<</B 2>>")]);
    }),
    ("object streams", "stray object inside one", |forge| {
        let spare = (forge.document.max_id + 50, 0);
        pack(forge, &[(spare, "<</A 1>>")]);
    }),
    ("forged proofs", "a page's contents as a proof", |forge| {
        let contents = forge.contents();
        forge.set(contents, stream(&[], b"BT ET"));
        store(forge, "Certs", contents.into());
    }),
    ("forged proofs", "an image as a proof", |forge| {
        let image = forge.stream(&[("Subtype", name("Image"))], b"picture");
        store(forge, "Certs", image.into());
    }),
    ("forged proofs", "a script beside the proofs", |forge| {
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| {
            catalog.set("DSS", dictionary(&[("JS", Object::string_literal("1"))]));
        });
    }),
    ("forged proofs", "no store at all", |forge| {
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| catalog.set("DSS", "text"));
    }),
    ("forged proofs", "a proof on the page as well", |forge| {
        let proof = forge.stream(&[], b"0 0 9 9 re f");
        store(forge, "CRLs", proof.into());
        let page = forge.page(0);
        forge.edit(page, |page| page.set("Contents", proof));
    }),
    ("wrong algorithm", "another filter", |forge| {
        subfilter(forge, "adbe.pkcs7.sha1")
    }),
    ("wrong algorithm", "bare RSA", |forge| {
        subfilter(forge, "adbe.x509.rsa_sha1")
    }),
    ("wrong algorithm", "called a time stamp", |forge| {
        subfilter(forge, "ETSI.RFC3161")
    }),
];

/// What stands in the signature, and what takes its place.
const PATCHES: &[(&str, &str, &str)] = &[
    ("digest is SHA-512", "608648016503040201", "608648016503040203"),
    ("digest is SHA-224", "608648016503040201", "608648016503040204"),
    ("signed over SHA-384", "2a8648ce3d040302", "2a8648ce3d040303"),
    ("signed over SHA-224", "2a8648ce3d040302", "2a8648ce3d040301"),
    (
        "signed with nothing known",
        "2a8648ce3d040302",
        "2a8648ce3d0403ff",
    ),
    (
        "another digest attribute",
        "2a864886f70d010904",
        "2a864886f70d010905",
    ),
];

pub(crate) fn attacks(school: &School) -> Vec<Attack> {
    let honest = signed(school, CONSENT);
    let attack = |family, name, forged| Attack {
        family,
        name,
        honest: honest.clone(),
        forged,
        trust: school.trust.clone(),
    };
    let updates = UPDATES.iter().map(|(family, name, make)| {
        let mut forge = Forge::new(&honest);
        make(&mut forge);
        attack(*family, *name, forge.finish())
    });
    let patches = PATCHES.iter().map(|(name, from, to)| {
        attack(
            "wrong algorithm",
            *name,
            patch(&honest, from.as_bytes(), to.as_bytes()),
        )
    });
    updates
        .chain(patches)
        .chain(swapped(school, &honest, &attack))
        .collect()
}

/// Another certificate in the place of the signer's.
fn swapped(
    school: &School,
    honest: &[u8],
    attack: &dyn Fn(&'static str, &'static str, Vec<u8>) -> Attack,
) -> Vec<Attack> {
    const FAMILY: &str = "swapped certificate";
    let own = school.astrid.certificate();
    let mut random = crate::support::Counting::new(77);
    let rogue = new_authority(&mut random);
    let mut reissue = |authority: &signing::Authority, own_key: bool| -> Identity {
        // The length of a certificate varies by a byte or two: try until it fits where the other stood.
        loop {
            let key = match own_key {
                true => signing::Key::open(&school.sealed_key, b"granris").unwrap(),
                false => signing::Key::generate(&mut random).unwrap(),
            };
            let request = key.request(&person("Astrid Almgren")).unwrap();
            let answer = authority
                .answer(request.as_bytes(), validity(), &mut random)
                .unwrap();
            let identity = key.accept(answer.as_bytes()).unwrap();
            if identity.certificate().der().len() == own.der().len() {
                return identity;
            }
        }
    };
    let exchange = |other: &Identity, serial_too: bool| {
        let other = other.chain()[0].clone();
        let swapped = patch(honest, &hexadecimal(own.der()), &hexadecimal(other.der()));
        match serial_too {
            true => patch(
                &swapped,
                own.summary().serial.as_bytes(),
                other.summary().serial.as_bytes(),
            ),
            false => swapped,
        }
    };
    let same_key = reissue(&school.authority, true);
    let other_key = reissue(&school.authority, false);
    let other_authority = reissue(&rogue, false);
    vec![
        attack(FAMILY, "same key, other certificate", exchange(&same_key, true)),
        attack(
            FAMILY,
            "same key, other certificate, other number",
            exchange(&same_key, false),
        ),
        attack(FAMILY, "same name, other key", exchange(&other_key, true)),
        attack(
            FAMILY,
            "same name, other authority",
            exchange(&other_authority, true),
        ),
    ]
}

/// The signature with every occurrence of some digits exchanged.
fn patch(pdf: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let (_, [_, start, end, _]) = byte_range(pdf);
    let mut bytes = pdf.to_vec();
    let mut at = start;
    while let Some(found) = bytes[at..end]
        .windows(from.len())
        .position(|window| window == from)
    {
        at += found;
        bytes[at..at + to.len()].copy_from_slice(to);
        at += to.len();
    }
    assert!(at > start, "nothing to exchange");
    bytes
}

fn store(forge: &mut Forge, key: &str, proof: Object) {
    let store = dictionary(&[("Type", name("DSS")), (key, vec![proof].into())]);
    let catalog = forge.catalog();
    forge.edit(catalog, |catalog| catalog.set("DSS", store));
}

fn subfilter(forge: &mut Forge, kind: &str) {
    let (_, signature) = forge.field(0);
    forge.edit(signature.unwrap(), |signature| {
        signature.set("SubFilter", name(kind))
    });
}

/// Objects inside an object stream, in an update with a cross-reference stream.
fn pack(forge: &mut Forge, objects: &[(ObjectId, &str)]) {
    let mut head = String::new();
    let mut body = String::new();
    for (id, text) in objects {
        head += &format!("{} {} ", id.0, body.len());
        body += text;
        body += " ";
    }
    let entries = [
        ("Type", name("ObjStm")),
        ("N", (objects.len() as i64).into()),
        ("First", (head.len() as i64).into()),
    ];
    let container = forge.stream(&entries, (head + &body).as_bytes());
    for (place, (id, _)) in objects.iter().enumerate() {
        forge.packed.push((id.0, container.0, place as u16));
    }
}
