//! The checklist of bilaga 1, as far as its layout goes.

use forms::form::Author;
use forms::outline::{Answer, Block, Outline, OutlineSection, Question, Table, TableColumn, TextStyle};

use super::{LONG, body, completed, form, long, section, short, yes_no};

/// The checklist: blank with no comments, else with five.
pub fn checklist(comments: Option<[&str; 5]>) -> Outline {
    let title = "Checklista för mentor/klasslärare att använda vid upprepad frånvaro";
    let mut outline = form("checklista", title, "Bilaga 1");
    let say = |text: &'static str| if comments.is_some() { text } else { "" };
    outline.header = vec![
        short("school", "Skola", say("Björkbackens skola")),
        short("class", "Klass", say("7 B")),
        short("period", "Frånvaro under perioden", say("14 % i oktober 2026")),
    ];
    let (mentor, follow) = (mentor(comments), follow_up(comments.is_some()));
    outline.sections = if comments.is_some() {
        vec![
            completed(mentor, "Łukasz Öberg"),
            completed(follow, "Łukasz Öberg"),
            eht(),
        ]
    } else {
        vec![mentor, follow, eht()]
    };
    outline
}

fn mentor(comments: Option<[&str; 5]>) -> OutlineSection {
    let say = |text: &'static str| if comments.is_some() { text } else { "" };
    let fact = |field, label, text| Block::Question(short(field, label, say(text)));
    let mut blocks = vec![
        fact("pupil", "Elev:", "Alva Lindqvist"),
        fact("talk-pupil", "Samtal med elev datum:", "2026-11-09"),
        fact("talk-guardian", "Samtal med vårdnadshavare datum:", "2026-11-10"),
    ];
    let questions = [
        "1. Sjukdom?",
        "2. Trivs i skolan?",
        "3. Har kamrater?",
        "4. Svårigheter med skolarbetet?",
        "5. Går det att se något mönster i frånvaron?",
    ];
    for (index, label) in questions.into_iter().enumerate() {
        let answer = comments.map(|_| index % 2);
        let comment = comments.map_or("", |comments| comments[index]);
        blocks.push(Block::Question(yes_no(
            &format!("question-{}", index + 1),
            label,
            answer,
            comment,
            1,
        )));
    }
    blocks.push(fact("author", "Mentor/klasslärare:", "Łukasz Öberg"));
    section("mentor", "", Author::Mentor, blocks)
}

fn follow_up(filled: bool) -> OutlineSection {
    let mut continued = yes_no(
        "continues",
        "Fortsatt upprepad frånvaro:",
        filled.then_some(0),
        "",
        1,
    );
    continued.hint = Some("(om ja, anmäl till EHT)".into());
    let notice = body(TextStyle::Notice, "KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR");
    let blocks = vec![Block::Question(continued), notice];
    section("follow-up", "Uppföljning efter en vecka:", Author::Mentor, blocks)
}

fn eht() -> OutlineSection {
    let contact = Question {
        label_after: true,
        ..short("contact", "kontaktar vårdnadshavare", "")
    };
    let nothing = Question {
        answer: Answer::Tick { ticked: false },
        ..short("nothing", "Ingen ytterligare uppföljning behövs", "")
    };
    let feedback = short("feedback", "Återkoppling till mentor: ansvarig", "");
    let blocks = vec![
        Block::Line {
            questions: vec![contact, short("contact-date", "datum", "")],
        },
        Block::Line {
            questions: vec![feedback, short("feedback-date", "datum", "")],
        },
        Block::Question(nothing),
        Block::Question(long("eht-comment", "Kommentar:", "", &[])),
    ];
    section("eht", "Uppföljning EHT:", Author::Eht, blocks)
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
    outline.sections[1].blocks.push(Block::Table(Table {
        field: "table".into(),
        label: "En cell som är längre än en sida".into(),
        hint: None,
        columns: [("Vad", 2), ("Vem", 1)]
            .map(|(label, weight)| TableColumn {
                label: label.into(),
                weight,
            })
            .to_vec(),
        rows: vec![
            vec!["Kort".into(), name.clone()],
            vec![[LONG; 16].join("\n"), name.clone()],
        ],
    }));
    outline
}
