//! Analysis questions and measures in one: a grid, a table and signatures.

use forms::form::Author;
use forms::outline::{
    Answer, Block, Grid, GridRow, Manner, Outline, Question, SignatureRow, Table, TableColumn, TextStyle,
    Ticked,
};

use super::{LONG, body, completed, form, long, section, short};

const STATEMENTS: [&str; 14] = [
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

/// The analysis questions and the measures.
pub fn plan(filled: bool) -> Outline {
    let mut outline = form("atgarder", "Analysfrågor och åtgärder", "Bilaga 3");
    let hint =
        "(självförtroende, självkänsla, identitet, stress, sömn, mat, framtidsbild, magont och huvudvärk)";
    let mood = long(
        "mood",
        "Hur mår du känslomässigt?",
        hint,
        if filled { &[LONG, LONG] } else { &[] },
    );
    let clause = "Har tagit del av kartläggningen och godkänner att den lämnas till rektor.\n\
                  Kartläggningen kommer att delges på nästa EHT.";
    let blocks = vec![
        Block::Heading {
            text: "Analysfrågor".into(),
        },
        grid(filled),
        degree(filled),
        Block::Question(mood),
        measures(filled),
        body(TextStyle::Clause, clause),
        signature(
            "pupil",
            "Elevens namn",
            Author::Pupil,
            filled.then_some(("Alva Lindqvist", Manner::Drawn)),
        ),
        signature(
            "kurator",
            "Namn Skolkurator",
            Author::Kurator,
            filled.then_some(("Şükrü Đặng", Manner::Electronic)),
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

fn grid(filled: bool) -> Block {
    let row = |(index, label): (usize, &&str)| GridRow {
        field: format!("statement-{index}"),
        label: (*label).into(),
        chosen: filled.then_some(index % 3),
    };
    Block::Grid(Grid {
        options: ["Stämmer", "Delvis", "Ej"].map(Into::into).to_vec(),
        rows: STATEMENTS.iter().enumerate().map(row).collect(),
    })
}

fn degree(filled: bool) -> Block {
    let labels = [
        "Eleven har full närvaro",
        "Ströfrånvaro",
        "Systematisk frånvaro",
        "100 % frånvaro",
    ];
    let option = |(index, label): (usize, &str)| Ticked {
        label: label.into(),
        ticked: filled && index == 2,
    };
    let options = labels.into_iter().enumerate().map(option).collect();
    Block::Question(Question {
        answer: Answer::Options {
            options,
            comment: None,
        },
        ..short("degree", "Grad av frånvaro", "")
    })
}

fn measures(filled: bool) -> Block {
    let column = |label: &str, weight| TableColumn {
        label: label.into(),
        weight,
    };
    let cells = |number: usize| {
        let what = format!("{number}) Ha sms-, mejl- eller telefonkontakt med hemmet varje fredag.");
        let who = "Şükrü Đặng, specialpedagog, tillsammans med mentor";
        if filled {
            vec![what, who.into(), "2026-12-01".into()]
        } else {
            vec![String::new(); 3]
        }
    };
    Block::Table(Table {
        field: "measures".into(),
        label: "Åtgärder".into(),
        hint: Some("Vem eller vilka ska se till att detta genomförs och när?".into()),
        columns: vec![column("Åtgärd", 5), column("Vem", 3), column("När", 2)],
        rows: (1..=if filled { 24 } else { 5 }).map(cells).collect(),
    })
}

fn signature(field: &str, label: &str, author: Author, by: Option<(&str, Manner)>) -> Block {
    Block::Signature(SignatureRow {
        drawing: None,
        field: field.into(),
        label: label.into(),
        author,
        name: by.map(|(name, _)| name.into()),
        manner: by.map(|(_, manner)| manner),
    })
}
