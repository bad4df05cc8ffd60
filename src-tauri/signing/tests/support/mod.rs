//! What the tests share: an invented school, a clock that stands still, bytes that only look random.

#![allow(dead_code, reason = "every test uses its own part of it")]

pub mod forge;
pub mod responder;
pub mod tsa;

use chrono::{DateTime, Days, Utc};
use lopdf::{Document, Object};
use sha2::{Digest, Sha256};
use signing::{Appearance, Authority, Identity, Key, Part, Person, Random, Request, Trust, Validity, Value};

pub const CONSENT: &[u8] = include_bytes!("../samples/consent.pdf");
pub const SURVEY: &[u8] = include_bytes!("../samples/survey.pdf");

/// Bytes that look random and are the same in every run.
pub struct Counting(u64);

impl Counting {
    pub fn new(seed: u64) -> Self {
        Self(seed << 32)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        (u64::from_be_bytes(bytes) % limit as u64) as usize
    }
}

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            chunk.copy_from_slice(&Sha256::digest(self.0.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// So many days after 2026-11-25.
pub fn at(day: i64) -> DateTime<Utc> {
    let start = DateTime::from_timestamp(1_795_600_000, 0).unwrap();
    match u64::try_from(day) {
        Ok(days) => start + Days::new(days),
        Err(_) => start - Days::new(day.unsigned_abs()),
    }
}

pub fn validity() -> Validity {
    around(at(0))
}

fn around(now: DateTime<Utc>) -> Validity {
    Validity {
        from: now - Days::new(10),
        until: now + Days::new(720),
    }
}

pub fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        title: "kurator".to_owned(),
        organisation: "Björkskolan".to_owned(),
    }
}

/// A school with its authority and two of its staff.
pub struct School {
    pub authority: Authority,
    pub astrid: Identity,
    pub nils: Identity,
    pub trust: Trust,
    /// Astrid's key, sealed with "granris".
    pub sealed_key: Vec<u8>,
    pub random: Counting,
}

pub fn school() -> School {
    school_at(at(0))
}

/// A school whose certificates hold around an instant.
pub fn school_at(now: DateTime<Utc>) -> School {
    let mut random = Counting::new(1);
    let validity = around(now);
    let key = Key::generate(&mut random).unwrap();
    let name = person("Björkskolans utfärdare");
    let authority = Authority::new(key, &name, validity, &mut random).unwrap();
    let astrid = issued(&authority, "Astrid Almgren", validity, &mut random);
    let nils = issued(&authority, "Nils Nyberg", validity, &mut random);
    let sealed_key = astrid.key().seal(b"granris", &mut random).unwrap();
    let mut trust = Trust::new();
    trust.add(authority.identity().certificate().der()).unwrap();
    School {
        authority,
        astrid,
        nils,
        trust,
        sealed_key,
        random,
    }
}

pub fn new_authority(random: &mut Counting) -> Authority {
    let key = Key::generate(random).unwrap();
    Authority::new(key, &person("Björkskolans utfärdare"), validity(), random).unwrap()
}

/// A person whom the authority knows.
pub fn issued(authority: &Authority, name: &str, validity: Validity, random: &mut Counting) -> Identity {
    let key = Key::generate(random).unwrap();
    let request = key.request(&person(name)).unwrap();
    let answer = authority.answer(request.as_bytes(), validity, random).unwrap();
    key.accept(answer.as_bytes()).unwrap()
}

pub fn request<'a>(field: &'a str, look: &'a Appearance) -> Request<'a> {
    Request {
        field,
        at: at(0),
        name: "Astrid Almgren",
        reason: None,
        appearance: Some(look),
        lock: false,
    }
}

/// A green line under nothing: a look without words.
pub fn look() -> Appearance {
    let name = |text: &str| Value::Name(text.to_owned());
    let sides = [0.0, 0.0, 200.0, 40.0].map(Value::Real);
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", Value::Array(sides.into())),
        ("Resources", Value::Dictionary(vec![])),
    ];
    Appearance {
        parts: vec![Part {
            entries: entries.map(|(key, value)| (key.to_owned(), value)).into(),
            data: Some(b"0 0.4 0.3 RG 1 w 0 1 m 200 1 l S\n".to_vec()),
        }],
    }
}

/// The names of a document's signature fields.
pub fn field_names(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let form = document
        .catalog()
        .unwrap()
        .get(b"AcroForm")
        .unwrap()
        .as_dict()
        .unwrap();
    let fields = form.get(b"Fields").unwrap().as_array().unwrap();
    let names = fields.iter().map(|field| {
        let field = document.get_dictionary(field.as_reference().unwrap()).unwrap();
        let name = field.get(b"T").and_then(Object::as_str).unwrap();
        String::from_utf8_lossy(name).into_owned()
    });
    names.collect()
}

/// Keeps a file for the judges, when they have asked for it.
pub fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("SIGNING_OUT") {
        let file = std::path::PathBuf::from(folder).join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
}

/// Keeps the trust list beside the files.
pub fn keep_trust(school: &School) {
    let pem = school.authority.identity().certificate().to_pem();
    keep("trust/school.pem", pem.as_bytes());
}
