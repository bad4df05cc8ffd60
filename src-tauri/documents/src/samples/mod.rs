//! Outlines as the forms crate makes them, filled in for invented people; for tests alone.

mod checklist;
mod plan;
mod talk;

use forms::form::{Author, FormRef};
use forms::hash::Hash;
use forms::outline::{
    Answer, Block, Comment, Completion, Outline, OutlineSection, Question, TextStyle, Ticked,
};

use crate::Provenance;
pub use checklist::{awkward, checklist, long_checklist, short_checklist};
pub use plan::plan;
pub use talk::talk;

pub fn provenance() -> Provenance {
    Provenance {
        document: Some("01920000-0000-7000-8000-00000000abcd".parse().unwrap()),
        school: "Björkbackens skola".into(),
        diarienummer: Some("BUN 2026/114".into()),
        secrecy: Some("Sekretess enligt 23 kap. 2 § OSL".into()),
        made_at: "2026-11-21T14:30:00Z".parse().unwrap(),
    }
}

pub const LONG: &str = "Alva berättar att hon brukar ha ont i magen på söndagskvällarna och att det går över när \
hon får veta att hon inte behöver gå till skolan. Hon tycker om bild och slöjd och är nästan alltid där på \
torsdagar. Det är svårast när det är grupparbete i stora salen, och när hon inte vet vem hon ska sitta bredvid.";

pub fn short(field: &str, label: &str, text: &str) -> Question {
    Question {
        field: field.into(),
        label: label.into(),
        label_after: false,
        hint: None,
        answer: Answer::Short {
            text: (!text.is_empty()).then(|| text.into()),
        },
    }
}

pub fn long(field: &str, label: &str, hint: &str, paragraphs: &[&str]) -> Question {
    Question {
        hint: (!hint.is_empty()).then(|| hint.into()),
        answer: Answer::Long {
            paragraphs: paragraphs.iter().map(|text| (*text).into()).collect(),
            lines: 6,
        },
        ..short(field, label, "")
    }
}

/// Ja or Nej with a remark; `answer` is 0 for Ja, 1 for Nej.
pub fn yes_no(field: &str, label: &str, answer: Option<usize>, comment: &str, lines: u8) -> Question {
    let option = |index, label: &str| Ticked {
        label: label.into(),
        ticked: answer == Some(index),
    };
    let paragraphs = comment
        .split('\n')
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect();
    Question {
        answer: Answer::Options {
            options: vec![option(0, "Ja"), option(1, "Nej")],
            comment: Some(Comment {
                label: "Kommentar:".into(),
                paragraphs,
                lines,
            }),
        },
        ..short(field, label, "")
    }
}

pub fn form(id: &str, title: &str, number: &str) -> Outline {
    Outline {
        form: FormRef {
            pack: "trosa".into(),
            id: id.into(),
            version: 1,
        },
        hash: Hash::of(id.as_bytes()),
        number: (!number.is_empty()).then(|| number.into()),
        title: title.into(),
        source: "Handlingsplan för närvaro, Trosa kommun, antagen av Humanistiska nämnden \
                 2023-08-29 § 67, bilaga 1"
            .into(),
        one_page: false,
        header: Vec::new(),
        sections: Vec::new(),
    }
}

pub fn section(id: &str, heading: &str, author: Author, blocks: Vec<Block>) -> OutlineSection {
    OutlineSection {
        id: id.into(),
        heading: (!heading.is_empty()).then(|| heading.into()),
        author: Some(author),
        blocks,
        completed: None,
    }
}

pub fn completed(mut section: OutlineSection, name: &str) -> OutlineSection {
    section.completed = Some(Completion {
        name: name.into(),
        role: section.author.unwrap_or(Author::Mentor),
        typed_by: None,
        at: "2026-11-21T14:12:00Z".parse().unwrap(),
    });
    section
}

pub fn body(style: TextStyle, text: &str) -> Block {
    Block::Text {
        style,
        text: text.into(),
    }
}
