//! Outlines as the forms crate makes them, filled in for invented people; for tests alone.

use forms::form::{Author, FormRef};
use forms::hash::Hash;
use forms::outline::{
    Answer, Block, Comment, Completion, Grid, GridRow, Manner, Outline, OutlineSection, Question,
    SignatureRow, Table, TableColumn, TextStyle, Ticked,
};

use forms::record::{RECORD_FORMAT, Record, RecordForm};
use serde_json::json;

use crate::Provenance;

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
        header: Vec::new(),
        sections: Vec::new(),
    }
}

pub fn section(id: &str, heading: &str, author: Author, blocks: Vec<Block>) -> OutlineSection {
    OutlineSection {
        id: id.into(),
        heading: (!heading.is_empty()).then(|| heading.into()),
        author,
        blocks,
        completed: None,
    }
}

pub fn completed(mut section: OutlineSection, name: &str) -> OutlineSection {
    section.completed = Some(Completion {
        name: name.into(),
        role: section.author,
        typed_by: None,
        at: "2026-11-21T14:12:00Z".parse().unwrap(),
    });
    section
}

fn body(style: TextStyle, text: &str) -> Block {
    Block::Text {
        style,
        text: text.into(),
    }
}

/// The checklist: blank with no comments, else with five.
pub fn checklist(comments: Option<[&str; 5]>) -> Outline {
    let mut outline = form(
        "checklista",
        "Checklista för mentor/klasslärare att använda vid upprepad frånvaro",
        "Bilaga 1",
    );
    let filled = comments.is_some();
    let say = |text: &'static str| if filled { text } else { "" };
    let comments = comments.unwrap_or_default();
    outline.header = vec![
        short("school", "Skola", say("Björkbackens skola")),
        short("class", "Klass", say("7 B")),
        short("period", "Frånvaro under perioden", say("14 % i oktober 2026")),
    ];
    let question = |number: usize, label: &str, answer: usize| {
        let field = format!("question-{number}");
        Block::Question(yes_no(
            &field,
            label,
            filled.then_some(answer),
            comments[number - 1],
            1,
        ))
    };
    let mentor = section(
        "mentor",
        "",
        Author::Mentor,
        vec![
            Block::Question(short("pupil", "Elev:", say("Alva Lindqvist"))),
            Block::Question(short("talk-pupil", "Samtal med elev datum:", say("2026-11-09"))),
            Block::Question(short(
                "talk-guardian",
                "Samtal med vårdnadshavare datum:",
                say("2026-11-10"),
            )),
            question(1, "1. Sjukdom?", 0),
            question(2, "2. Trivs i skolan?", 1),
            question(3, "3. Har kamrater?", 0),
            question(4, "4. Svårigheter med skolarbetet?", 1),
            question(5, "5. Går det att se något mönster i frånvaron?", 0),
            Block::Question(short("author", "Mentor/klasslärare:", say("Łukasz Öberg"))),
        ],
    );
    let mut continued = yes_no(
        "continues",
        "Fortsatt upprepad frånvaro:",
        filled.then_some(0),
        "",
        1,
    );
    continued.hint = Some("(om ja, anmäl till EHT)".into());
    let follow = section(
        "follow-up",
        "Uppföljning efter en vecka:",
        Author::Mentor,
        vec![
            Block::Question(continued),
            body(TextStyle::Notice, "KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR"),
        ],
    );
    let contact = Question {
        label_after: true,
        ..short("contact", "kontaktar vårdnadshavare", "")
    };
    let nothing = Question {
        answer: Answer::Tick { ticked: false },
        ..short("nothing", "Ingen ytterligare uppföljning behövs", "")
    };
    let eht = section(
        "eht",
        "Uppföljning EHT:",
        Author::Eht,
        vec![
            Block::Line {
                questions: vec![contact, short("contact-date", "datum", "")],
            },
            Block::Line {
                questions: vec![
                    short("feedback", "Återkoppling till mentor: ansvarig", ""),
                    short("feedback-date", "datum", ""),
                ],
            },
            Block::Question(nothing),
            Block::Question(long("eht-comment", "Kommentar:", "", &[])),
        ],
    );
    outline.sections = if filled {
        vec![
            completed(mentor, "Łukasz Öberg"),
            completed(follow, "Łukasz Öberg"),
            eht,
        ]
    } else {
        vec![mentor, follow, eht]
    };
    outline
}

pub fn short_checklist() -> Outline {
    checklist(Some([
        "Förkyld i två veckor, sedan frisk.",
        "Säger att det är stökigt på rasterna.",
        "Ja, två nära vänner i parallellklassen.",
        "",
        "Måndagar och dagen efter lov.",
    ]))
}

/// Three pages of answers.
pub fn long_checklist() -> Outline {
    let much: &'static str = Box::leak([LONG; 5].join("\n").into_boxed_str());
    checklist(Some([LONG, much, LONG, much, LONG]))
}

/// The analysis questions and the measures: grids, tables and signatures.
pub fn plan(filled: bool) -> Outline {
    let mut outline = form("atgarder", "Analysfrågor och åtgärder", "Bilaga 3");
    let statements = [
        "Elevens frånvaro har ökat",
        "Elevens skolarbete har uteblivit",
        "Eleven har svårt att nå målen i vissa ämnen",
        "Eleven har utvecklat oregelbundna rutiner i skolan",
        "Eleven och vårdnadshavare hamnar i konflikter om skolan",
        "Eleven visar nedstämdhet",
        "Eleven har utvecklat beroenden. t.ex. dator- och tv-spel",
        "Eleven riskerar att inte uppnå slutbetyg",
        "Eleven har tappat tron på sig själv och sin förmåga",
        "Eleven isolerar sig från vänskapskretsen i skolan",
        "Eleven uppvisar en känsla av stark oro inför skolarbete",
        "Eleven visar symptom på tvångsbeteende",
        "Eleven visar trötthetssyndrom",
        "Eleven isolerar sig och undviker kontakt med nära och familj",
    ];
    let row = |(index, label): (usize, &&str)| GridRow {
        field: format!("statement-{index}"),
        label: (*label).into(),
        chosen: filled.then_some(index % 3),
    };
    let grid = Block::Grid(Grid {
        options: ["Stämmer", "Delvis", "Ej"].map(Into::into).to_vec(),
        rows: statements.iter().enumerate().map(row).collect(),
    });
    let who = "Şükrü Đặng, specialpedagog, tillsammans med mentor";
    let cells = |index: usize| {
        let what = format!(
            "{}) Ha sms-, mejl- eller telefonkontakt med hemmet varje fredag.",
            index + 1
        );
        if filled {
            vec![what, who.into(), "2026-12-01".into()]
        } else {
            vec![String::new(); 3]
        }
    };
    let column = |label: &str, weight| TableColumn {
        label: label.into(),
        weight,
    };
    let table = Block::Table(Table {
        field: "measures".into(),
        label: "Åtgärder".into(),
        hint: Some("Vem eller vilka ska se till att detta genomförs och när?".into()),
        columns: vec![column("Åtgärd", 5), column("Vem", 3), column("När", 2)],
        rows: (0..if filled { 24 } else { 5 }).map(cells).collect(),
    });
    let signature = |field: &str, label: &str, author, name: Option<&str>, manner| {
        Block::Signature(SignatureRow {
            field: field.into(),
            label: label.into(),
            author,
            name: name.map(Into::into),
            manner,
        })
    };
    let options = [
        "Eleven har full närvaro",
        "Ströfrånvaro",
        "Systematisk frånvaro",
        "100 % frånvaro",
    ];
    let degree = Question {
        answer: Answer::Options {
            options: options
                .iter()
                .enumerate()
                .map(|(index, label)| Ticked {
                    label: (*label).into(),
                    ticked: filled && index == 2,
                })
                .collect(),
            comment: None,
        },
        ..short("degree", "Grad av frånvaro", "")
    };
    let drawn = filled.then_some(Manner::Drawn);
    let electronic = filled.then_some(Manner::Electronic);
    let blocks = vec![
        Block::Heading {
            text: "Analysfrågor".into(),
        },
        grid,
        Block::Question(degree),
        Block::Question(long(
            "mood",
            "Hur mår du känslomässigt?",
            "(självförtroende, självkänsla, identitet, stress, sömn, mat, framtidsbild, magont och huvudvärk)",
            if filled { &[LONG, LONG] } else { &[] },
        )),
        table,
        body(
            TextStyle::Clause,
            "Har tagit del av kartläggningen och godkänner att den lämnas till rektor.\nKartläggningen kommer att delges på nästa EHT.",
        ),
        signature(
            "pupil",
            "Elevens namn",
            Author::Pupil,
            filled.then_some("Alva Lindqvist"),
            drawn,
        ),
        signature(
            "kurator",
            "Namn Skolkurator",
            Author::Kurator,
            filled.then_some("Şükrü Đặng"),
            electronic,
        ),
    ];
    let whole = section("plan", "Underlag", Author::Kurator, blocks);
    outline.sections = vec![if filled {
        completed(whole, "Şükrü Đặng")
    } else {
        whole
    }];
    outline
}

/// Every way in which text can be awkward.
pub fn awkward() -> Outline {
    let mut outline = checklist(Some([
        "n̈ ȩ̃ Łukasz Đặng Şükrü Ångström \u{212b}",
        "Nordvästrahalvönsskolskjutsupphandlingsförfarandeöverklagandeärendehandläggningsrutinbeskrivningsdokument",
        "fi ffi fl – ”citat” … 50\u{a0}% 1 000 kr",
        "",
        "a",
    ]));
    let name = "Maximiliana Alexandra Konstantinopolitanska-Bernadotte von Löwenhjelm-Östergyllen ".repeat(3);
    outline.sections[0].blocks[0] = Block::Question(short("pupil", "Elev:", &name));
    outline.header[0] = short("school", "Skola", &name);
    outline
}

/// A small definition with the kinds that a record needs.
const DEFINITION: &str = r#"
id = "samtal"
version = 3
title = "Samtal om närvaro"
short-title = "Samtal"
summary = "Används vid samtal om närvaro."

[source]
document = "Egen utformning"
standing = "own"

[[section]]
id = "talk"
name = "Samtalet"
author = "mentor"

[[section.item]]
kind = "text"
id = "pupil"
label = "Elev:"
longest = 4000

[[section.item]]
kind = "yes-no"
id = "likes-school"
label = "Trivs i skolan?"
comment = "Kommentar:"

[[section.item]]
kind = "long-text"
id = "notes"
label = "Anteckningar"
longest = 20000
lines = 4
"#;

/// An answered form with its record.
pub fn talk(pupil: &str, comment: &str, notes: &str) -> (Outline, Record) {
    let form = forms::parse("prov", "samtal.toml", DEFINITION).unwrap();
    let answers = json!({
        "pupil": pupil,
        "likes-school": { "answer": "no", "comment": comment },
        "notes": notes,
    });
    let answers: forms::Answers = serde_json::from_value(answers).unwrap();
    let by = forms::Signed {
        name: "Łukasz Öberg".into(),
        role: Author::Mentor,
        typed_by: None,
    };
    let at = "2026-11-21T14:12:00Z".parse().unwrap();
    let sealed = vec![form.seal("talk", &answers, by, at, None).unwrap()];
    let outline = form.outline(&forms::Filling {
        sealed: &sealed,
        ..forms::Filling::default()
    });
    let record = Record {
        format: RECORD_FORMAT.into(),
        document: provenance().document,
        pupil: None,
        case: None,
        predecessor: None,
        made_at: provenance().made_at,
        form: RecordForm {
            form_ref: form.form_ref().clone(),
            hash: form.hash(),
            source: form.source_text().into(),
        },
        sections: sealed,
    };
    (outline, record)
}
