//! Hand-over packages of each kind, and name cards.

use cases::{CaseInput, EventKind, Line, PupilInput, Role};
use chrono::NaiveDate;
use exchange::handover::{
    About, Along, Answer, Beside, Content, Filed, FiledReturn, FiledScan, NameCard, Order, Recounted,
    TakenBack, Words,
};
use forms::Hash;
use fuzz::files;
use fuzz::parcel::{self, MENTOR, REKTOR};
use fuzz::school::NOW;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::seed;

const PAPER: &[u8] = b"%PDF-1.7 a paper\n";

pub fn make() {
    for (name, content) in contents() {
        let inside = inside(&content);
        let closed = parcel::closed(&inside).unwrap();
        let opened = exchange::handover::open(&closed, std::slice::from_ref(&REKTOR.keys));
        assert!(opened.is_ok_and(|opened| opened.content == content), "{name}");
        seed("package", name, files::join(inside.clone()));
        if name == "copy" {
            let packed = parcel::packed(&inside).unwrap();
            seed("package", "tar", files::join([("package.tar", packed)]));
            seed("package", "closed", closed);
        }
    }
    seed("card", "text", MENTOR.card_text());
    seed("card", "other-text", REKTOR.card_text());
    seed("card", "whole", REKTOR.card.to_bytes());
    let line = |text: &str| Line::parse("line", text).unwrap();
    let who = (&line("Ebba Lindqvist"), Role::Mentor, &line("Björkskolan"));
    let card = NameCard::new(&MENTOR.keys, who, Some(b"0\x03\x02\x01\x05"), NOW).unwrap();
    let written: Value = serde_json::from_slice(&card.to_bytes()).unwrap();
    seed("card", "certificate", written["card"].as_str().unwrap());
}

/// A package's files, as they lie in it: without the signature and the list of parts, which are made anew.
fn inside(content: &Content) -> Vec<(String, Vec<u8>)> {
    let manifest = json!({
        "format": "narvarolots-package/1",
        "package": Uuid::from_u128(9),
        "sequence": 4,
        "sender": String::from_utf8(MENTOR.card.to_bytes()).unwrap(),
        "recipient": REKTOR.card.fingerprint().to_string(),
        "kind": content.kind().as_str(),
        "purpose": "Kopia till rektor",
        "ground": "internal",
        "reason": "",
        "made_at": NOW,
        "expires": day(24),
        "answers": null,
        "parts": [],
    });
    let mut inside = vec![
        ("manifest.json".to_owned(), serde_json::to_vec(&manifest).unwrap()),
        (
            "parts/content.json".to_owned(),
            serde_json::to_vec(content).unwrap(),
        ),
    ];
    if !content.documents().is_empty() {
        inside.push((format!("parts/{}", Hash::of(PAPER)), PAPER.to_vec()));
    }
    inside
}

/// One of everything that goes along with a case; its scan and what came back have the paper's bytes.
fn along() -> Along {
    let note = |event: u128, document, kind, said: &[(&str, &str)]| Recounted {
        event: Uuid::from_u128(event),
        document,
        kind,
        at: NOW,
        by: "Birgitta Ek".into(),
        tellers: vec!["Omar Lind".into()],
        said: said
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Words::One((*text).to_owned())))
            .collect(),
    };
    let document = filed().document;
    Along {
        scans: vec![FiledScan {
            document,
            sha256: Hash::of(PAPER),
            sources: vec![format!("{}:0", Hash::of(PAPER))],
        }],
        returned: vec![FiledReturn {
            document,
            sha256: Hash::of(PAPER),
        }],
        cancelled: vec![note(
            11,
            Some(document),
            EventKind::Cancelled,
            &[("reason", "Fel elev")],
        )],
        beside: vec![Beside {
            document,
            first: Uuid::from_u128(12),
        }],
        told: vec![note(
            13,
            Some(document),
            EventKind::Registered,
            &[("number", "2026/7")],
        )],
    }
}

fn contents() -> Vec<(&'static str, Content)> {
    let (about, document) = (about(), filed());
    let order = || Order {
        form: Some("trosa/checklista".into()),
        label: "Checklista".into(),
        what: "Fyll i den före mötet.".into(),
        until: Some(day(20)),
    };
    let answer = |answer| Content::Answer {
        to: Uuid::from_u128(8),
        answer,
    };
    let (about, document) = (|| about.clone(), || document.clone());
    vec![
        (
            "copy",
            Content::Copy {
                about: about(),
                document: document(),
            },
        ),
        (
            "order",
            Content::Order {
                about: about(),
                order: order(),
                documents: vec![document()],
            },
        ),
        (
            "request",
            Content::SectionRequest {
                about: about(),
                document: document(),
                order: order(),
            },
        ),
        (
            "filled",
            Content::SectionFilled {
                about: about(),
                document: document(),
            },
        ),
        (
            "transfer",
            Content::CaseTransfer {
                about: about(),
                documents: vec![document(), document()],
                along: along(),
            },
        ),
        (
            "share",
            Content::CaseShare {
                about: about(),
                documents: vec![document()],
                until: day(23),
            },
        ),
        ("accepted", answer(Answer::Accepted)),
        (
            "rejected",
            answer(Answer::Rejected {
                reason: "Fel elev.".into(),
            }),
        ),
        (
            "done",
            answer(Answer::Done {
                note: "Klart.".into(),
            }),
        ),
    ]
}

fn about() -> About {
    let input = PupilInput {
        name: "Astrid Almgren".into(),
        school: "Björkskolan".into(),
        school_form: "grundskola".into(),
        ..PupilInput::default()
    };
    let pupil = input.parse(Uuid::from_u128(1).into(), day(1)).ok().unwrap();
    let title = CaseInput {
        title: "Frånvaro".into(),
    };
    let case = title
        .parse(Uuid::from_u128(2).into(), pupil.id, day(1))
        .ok()
        .unwrap();
    About { pupil, case }
}

fn filed() -> Filed {
    Filed {
        document: Uuid::from_u128(3),
        title: "Checklista vid frånvaro".into(),
        sha256: Hash::of(PAPER),
        taken_back: vec![TakenBack {
            event: Uuid::from_u128(4),
            at: NOW,
            by: "Rut Sandberg".into(),
            declined: true,
            data: json!({"who": "Astrid Almgren"}),
        }],
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, day).unwrap()
}
