//! A consent from draft to withdrawal, and what may be told on the way.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use cases::EventKind;
use seat::papers::{consent, write_down};
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

const FORM: &str = "samtycke-skola-socialtjanst";

fn state(seat: &mut Seat, document: &Value) -> String {
    seat.ask("consent", json!({"document": document}))["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn step(seat: &mut Seat, document: &Value, input: Value) -> Result<Value, commands::CommandError> {
    seat.try_ask("consent_step", json!({"document": document, "input": input}))
}

fn telling(to: &str, kinds: Value, ground: &str, reason: &str) -> Value {
    json!({"to": to, "what": "Frånvaron i oktober", "kinds": kinds, "ground": ground, "how": "möte", "on": "21/11", "reason": reason})
}

/// A consent that was handed out, the last party that it lets be told, and the first kind of data.
struct HandedOut {
    case: Value,
    document: Value,
    view: Value,
    told: String,
    kind: Value,
}

impl HandedOut {
    fn by(seat: &mut Seat) -> Self {
        seat.make_vault("rektor");
        let case = seat.open_case(json!({}));
        let document = seat.begin(&case, FORM);
        seat.type_in(&document, sample(FORM));
        assert_eq!(state(seat, &document), "utkast");
        let handed_out = json!({"step": "handed-out", "on": "21/11"});
        assert_eq!(
            step(seat, &document, handed_out.clone()).unwrap_err().code,
            "not-completed"
        );
        seat.complete(&document, json!(["consent"]));
        assert_eq!(state(seat, &document), "fardig");
        let view = step(seat, &document, handed_out).unwrap();
        let on = &view["history"][0]["on"];
        assert_eq!((&view["state"], on), (&json!("utlamnad"), &json!("2026-11-21")));
        let told = view["parties"].as_array().unwrap().last().unwrap()["name"].clone();
        let (told, kind) = (told.as_str().unwrap().to_owned(), view["kinds"][0]["id"].clone());
        Self {
            case,
            document,
            view,
            told,
            kind,
        }
    }

    fn signed(seat: &mut Seat) -> Self {
        let made = Self::by(seat);
        let signers = made.view["signers"].as_array().unwrap();
        for (place, signer) in signers.iter().enumerate() {
            let signed = json!({"step": "signed", "row": signer["row"], "name": "Mira Öberg", "on": "2026-11-20", "note": "expeditionen"});
            let view = step(seat, &made.document, signed.clone()).unwrap();
            let last = place + 1 == signers.len();
            let expected = if last { "giltig" } else { "delvis-undertecknad" };
            let document = seat.ask("document", json!({"document": made.document}));
            let stage = if last { "undertecknad" } else { "fardigstalld" };
            assert_eq!(document["state"], stage);
            let standing = &view["signers"][place]["standing"];
            assert_eq!((&view["state"], standing), (&json!(expected), &json!("signed")));
            let again = step(seat, &made.document, signed).unwrap_err();
            assert_eq!(again.problems[0].field, "row", "signed once");
        }
        made
    }

    fn disclose(&self, to: &str, kinds: Value, ground: &str, reason: &str) -> Value {
        json!({"case": self.case, "input": telling(to, kinds, ground, reason)})
    }

    /// Why it may not be told on the ground of consent.
    fn why_not(&self, seat: &mut Seat, to: &str, kinds: Value) -> String {
        let refused = seat.refused("disclose", self.disclose(to, kinds, "consent", ""));
        let (code, field) = (refused.code.as_str(), refused.field.as_deref());
        assert_eq!((code, field), ("disclosure-not-covered", Some("ground")));
        refused.args["why"].clone()
    }
}

#[test]
fn nothing_is_told_on_a_consent_that_nobody_has_signed() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let made = HandedOut::by(&mut seat);
    assert_eq!(
        made.why_not(&mut seat, &made.told, json!([made.kind])),
        "not-valid"
    );
    let empty =
        json!({"to": "", "what": "", "kinds": [], "ground": "", "how": "", "on": "2026-11-22", "reason": ""});
    let wrong = seat.refused("disclose", json!({"case": made.case, "input": empty}));
    let fields: Vec<&str> = wrong
        .problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(
        fields,
        ["to", "what", "how", "on", "ground"],
        "every problem at once"
    );
    let bare = made.disclose(&made.told, json!([made.kind]), "override", " ");
    assert_eq!(seat.refused("disclose", bare).problems[0].field, "reason");
    let case = seat.open_case(json!({"name": "Alva Lind"}));
    let fresh = seat.ask("disclosures", json!({"case": case}));
    assert_eq!(
        fresh["kinds"].as_array().unwrap().len(),
        7,
        "known before there is a consent"
    );
    assert_eq!(fresh["parties"], json!([]));
}

#[test]
fn a_consent_is_told_on_and_taken_back() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let made = HandedOut::signed(&mut seat);
    let (told, kinds) = (made.told.as_str(), json!([made.kind]));
    let found = seat.ask("disclose", made.disclose(told, kinds.clone(), "consent", ""));
    let first = &found["told"][0];
    assert_eq!((&first["to"], &first["on"]), (&json!(told), &json!("2026-11-21")));
    assert!(found["parties"].as_array().unwrap().contains(&json!(told)));
    let mut before = made.disclose(told, kinds.clone(), "consent", "");
    before["input"]["on"] = json!("2026-11-19");
    let refused = seat.refused("disclose", before);
    assert_eq!(refused.args["why"], "not-valid", "nobody had signed on that day");
    assert_eq!(made.why_not(&mut seat, "Polisen", kinds.clone()), "party");
    assert_eq!(made.why_not(&mut seat, told, json!(["data-economy"])), "kind");
    seat.ask("disclose", made.disclose("Polisen", json!([]), "duty", ""));

    let take_back = |whole: bool, parties: Value| json!({"step": "withdrawn", "whole": whole, "parties": parties, "kinds": [], "name": "Mira Öberg", "on": "21/11", "note": "muntligt"});
    let part = step(&mut seat, &made.document, take_back(false, json!([told]))).unwrap();
    assert_eq!(part["state"], "giltig");
    assert_eq!(made.why_not(&mut seat, told, kinds.clone()), "party");
    let found = seat.ask(
        "disclose",
        made.disclose(told, kinds, "override", "Fara för eleven"),
    );
    assert_eq!(
        found["told"][0]["reason"], "Fara för eleven",
        "it stays to be seen"
    );
    assert_eq!(found["told"].as_array().unwrap().len(), 3);
    let nothing = step(&mut seat, &made.document, take_back(false, json!([]))).unwrap_err();
    assert_eq!(nothing.problems[0].field, "scope");
    let whole = step(&mut seat, &made.document, take_back(true, json!([]))).unwrap();
    assert_eq!(whole["state"], "aterkallad");
    let listed = seat.ask("consents", json!({}));
    let (state, document) = (&listed[0]["state"], &listed[0]["document"]);
    assert_eq!((state, document), (&json!("aterkallad"), &made.document));
}

/// A guardian draws on the screen, the other one is excused for a reason; and a no is a no.
#[test]
fn drawn_and_excused_and_declined() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({"guardians": [{"name": "Mira Öberg"}, {"name": "Jan Öberg"}]}));
    let document = seat.begin(&case, FORM);
    let mut answers = sample(FORM);
    answers["pupil-signs"] = json!(false);
    seat.type_in(&document, answers);
    let completing = json!({"sections": ["consent"], "manners": {"guardian-1": "drawn"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    let drawing = json!({"name": "Mira Öberg", "typed": false, "strokes": [[[0, 0], [500, 500]]]});
    seat.ask(
        "draw_signature",
        json!({"document": document, "field": "guardian-1", "drawing": drawing}),
    );
    let view = seat.ask("consent", json!({"document": document}));
    assert_eq!(
        (&view["state"], &view["signers"][0]["standing"]),
        (&json!("delvis-undertecknad"), &json!("signed"))
    );
    let bare = json!({"step": "excused", "row": "guardian-2", "note": ""});
    assert_eq!(
        step(&mut seat, &document, bare).unwrap_err().problems[0].field,
        "note",
        "a reason is given"
    );
    let excused = json!({"step": "excused", "row": "guardian-2", "note": "Ensam vårdnad enligt dom"});
    assert_eq!(step(&mut seat, &document, excused).unwrap()["state"], "giltig");
    let no = json!({"step": "declined", "row": "guardian-2", "name": "Jan Öberg", "on": "21/11"});
    let view = step(&mut seat, &document, no).unwrap();
    assert_eq!(
        (&view["state"], &view["history"][0]["kind"]),
        (&json!("avbojd"), &json!("declined"))
    );
}

/// Guardians who live apart sign papers of their own, and nothing is told before both have.
#[test]
fn each_guardian_has_a_paper() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let guardians = json!([{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]);
    let case = seat.open_case(json!({"guardians": guardians}));
    let first = seat.begin(&case, FORM);
    let mut answers = sample(FORM);
    answers["guardian-1"] = json!({"name": "Mira Öberg"});
    seat.type_in(&first, answers);
    let told = json!({"document": first});
    assert_eq!(seat.ask("consent", told.clone())["may_be_parted"], true);
    let second = seat.ask("consent_for_other", told.clone());
    assert_eq!(seat.ask("consent_for_other", told), second, "one, and no more");
    let copied = seat.ask("document", json!({"document": second}));
    assert_eq!(copied["answers"]["guardian-1"], json!({"name": "Siv Ekåsen"}));
    assert_eq!(copied["answers"]["guardian-2"], Value::Null);
    let kept = seat.ask("document", json!({"document": first}));
    assert_eq!(kept["answers"]["guardian-2"], Value::Null, "nor on the first one");
    seat.complete(&second, json!(["consent"]));
    let kept = seat.refused("discard_document", json!({"document": first}));
    assert_eq!(kept.code, "other-paper-beside", "half a consent would look whole");
    seat.complete(&first, json!(["consent"]));
    let sign_all = |seat: &mut Seat, document: &Value| {
        let view = seat.ask("consent", json!({"document": document}));
        let rows: Vec<Value> = view["signers"].as_array().unwrap().clone();
        assert!(
            rows.iter().all(|signer| signer["row"] != "guardian-2"),
            "{rows:?}"
        );
        for signer in rows {
            let signed = json!({"step": "signed", "row": signer["row"], "name": "NN", "on": "2026-11-20", "note": "expeditionen"});
            step(seat, document, signed).unwrap();
        }
        seat.ask("consent", json!({"document": document}))
    };
    let view = sign_all(&mut seat, &first);
    assert_eq!(
        (
            &view["state"],
            &view["together"]["state"],
            &view["together"]["name"]
        ),
        (
            &json!("giltig"),
            &json!("delvis-undertecknad"),
            &json!("Siv Ekåsen")
        )
    );
    let kind = view["kinds"][0]["id"].clone();
    let input = telling("Socialtjänsten", json!([kind]), "consent", "");
    let tell = json!({"case": case, "input": input});
    assert_eq!(
        seat.refused("disclose", tell.clone()).code,
        "disclosure-not-covered"
    );
    assert_eq!(sign_all(&mut seat, &second)["together"]["state"], "giltig");
    seat.ask("disclose", tell.clone());

    let void = json!({"kind": "cancelled", "at": seat::noon(), "by": "Rut Sandberg", "from": ["Kim Berg"],
        "event": "00000000-0000-0000-0000-000000000007", "said": {"reason": "Fel elev"}});
    write_down(&mut seat, folder.path(), &second, (EventKind::Cancelled, void));
    let view = consent(&mut seat, &first);
    assert_eq!(
        (&view["state"], &view["together"]["state"]),
        (&json!("makulerad"), &json!("makulerad"))
    );
    let listed = seat.ask("consents", json!({}));
    assert!(
        listed
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["state"] == "makulerad")
    );
    assert_eq!(seat.refused("disclose", tell).args["why"], "not-valid");
    let view = consent(&mut seat, &second);
    assert_eq!(made_void(&view), ["Rut Sandberg, enligt Kim Berg", "Fel elev"]);
}

/// Who made a consent void, and why, as its history says.
fn made_void(view: &Value) -> [&str; 2] {
    let mut history = view["history"].as_array().unwrap().iter();
    let void = history.find(|event| event["kind"] == "cancelled").unwrap();
    ["by", "note"].map(|text| void[text].as_str().unwrap())
}

#[test]
fn a_consent_that_was_made_void_lets_nothing_be_told() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let made = HandedOut::signed(&mut seat);
    let (told, kinds) = (made.told.as_str(), json!([made.kind]));
    seat.ask("disclose", made.disclose(told, kinds.clone(), "consent", ""));
    let void = (EventKind::Cancelled, json!({"reason": "Fel elev"}));
    write_down(&mut seat, folder.path(), &made.document, void);
    let view = consent(&mut seat, &made.document);
    assert_eq!(
        (&view["state"], &view["may_be_parted"]),
        (&json!("makulerad"), &json!(false))
    );
    assert_eq!(made_void(&view), ["Birgitta Ek", "Fel elev"]);
    assert_eq!(made.why_not(&mut seat, told, kinds.clone()), "not-valid");
    let known = seat.ask("disclosures", json!({"case": made.case}));
    assert_eq!(known["parties"], json!([]));
    assert_eq!(seat.ask("consents", json!({}))[0]["state"], "makulerad");
    let mut before = made.disclose(told, kinds, "consent", "");
    before["input"]["on"] = json!("2026-11-20");
    seat.ask("disclose", before);
}

/// A completed paper that needs the first guardian's signature, and the second's where the vault knows of one.
fn paper_of(seat: &mut Seat, case: &Value, guardian: &str) -> Value {
    let document = seat.begin(case, FORM);
    let mut answers = sample(FORM);
    answers["guardian-1"] = json!({ "name": guardian });
    answers["guardian-2"] = Value::Null;
    answers["pupil-signs"] = json!(false);
    seat.type_in(&document, answers);
    seat.complete(&document, json!(["consent"]));
    document
}

fn sign_first(seat: &mut Seat, document: &Value) {
    let signed =
        json!({"step": "signed", "row": "guardian-1", "name": "NN", "on": "2026-11-20", "note": "pärmen"});
    step(seat, document, signed).unwrap();
}

/// A colleague who handed the case over says that a paper was made beside another.
fn tell_beside(seat: &mut Seat, folder: &TempDir, document: &Value, first: &Value) {
    let told = json!({"manner": "package", "beside": first, "name": "Kim Berg"});
    write_down(seat, folder.path(), document, (EventKind::Received, told));
}

#[test]
fn the_other_paper_is_that_of_a_guardian_who_is_known() {
    for (other, expected) in [
        ("Siv Ekåsen", "giltig"),
        ("siv ekåsen ", "giltig"),
        ("Någon Annan", "delvis-undertecknad"),
        ("Mira Öberg", "delvis-undertecknad"),
    ] {
        let folder = TempDir::new().unwrap();
        let mut seat = Seat::at(folder.path());
        seat.make_vault("rektor");
        let guardians = json!([{"name": "Mira Öberg"}, {"name": "Siv Ekåsen"}]);
        let case = seat.open_case(json!({ "guardians": guardians }));
        let papers = ["Mira Öberg", other].map(|name| paper_of(&mut seat, &case, name));
        tell_beside(&mut seat, &folder, &papers[1], &papers[0]);
        for paper in &papers {
            sign_first(&mut seat, paper);
        }
        let whole = consent(&mut seat, &papers[0])["together"]["state"].clone();
        assert_eq!(whole, expected, "{other}");
    }
}

#[test]
fn a_word_that_papers_belong_together_neither_crosses_cases_nor_ends_a_consent() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let input = json!({"name": "Łukasz Öberg", "class": "8B", "school": "Björkskolan", "school_form": "grundskola",
        "guardians": [{"name": "Mira Öberg"}]});
    let pupil = seat.ask("save_pupil", json!({"pupil": null, "input": input}));
    let [case, elsewhere] = ["Frånvaro", "Tidigare"]
        .map(|title| seat.ask("open_case", json!({"pupil": pupil, "input": {"title": title}})));
    let far = paper_of(&mut seat, &elsewhere, "Mira Öberg");
    let near = paper_of(&mut seat, &case, "Mira Öberg");
    tell_beside(&mut seat, &folder, &near, &far);
    sign_first(&mut seat, &near);
    let view = consent(&mut seat, &near);
    assert_eq!(
        (&view["state"], &view["together"]),
        (&json!("giltig"), &Value::Null)
    );
    let input = telling("Socialtjänsten", json!(["data-attendance"]), "consent", "");
    let tell = json!({"case": case, "input": input});
    seat.ask("disclose", tell.clone());
    let taken_back = json!({"step": "withdrawn", "whole": true, "parties": [], "kinds": [], "name": "Mira Öberg", "on": "21/11", "note": "muntligt"});
    step(&mut seat, &near, taken_back).unwrap();
    assert_eq!(seat.refused("disclose", tell.clone()).args["why"], "not-valid");

    let ring = [(); 2].map(|()| paper_of(&mut seat, &case, "Mira Öberg"));
    tell_beside(&mut seat, &folder, &ring[0], &ring[1]);
    tell_beside(&mut seat, &folder, &ring[1], &ring[0]);
    sign_first(&mut seat, &ring[0]);
    assert_eq!(consent(&mut seat, &ring[0])["together"], Value::Null);
    seat.ask("disclose", tell);
}
