//! A pupil draws a name on the kurator's screen, and then the kurator signs.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::fs;

use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;

const ROW: &str = "pupil-name";

fn completed(seat: &mut Seat, more: Value) -> Value {
    let case = seat.open_case(more);
    let document = seat.begin(&case, "kartlaggning");
    seat.type_in(&document, sample("kartlaggning"));
    let sections = seat.ask("review", json!({"document": document}))["sections"].clone();
    let completing = json!({"sections": sections, "manners": {"kurator": "electronic", ROW: "drawn"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    document
}

fn drawn(seat: &mut Seat, document: &Value, drawing: Value) -> Result<Value, commands::CommandError> {
    seat.try_ask(
        "draw_signature",
        json!({"document": document, "field": ROW, "drawing": drawing}),
    )
}

fn text(seat: &mut Seat, document: &Value) -> String {
    let pages = seat.ask("pages", json!({"document": document}));
    let words = |page: &Value| page["text"].as_str().unwrap().replace('\n', " ");
    pages.as_array().unwrap().iter().map(words).collect()
}

#[test]
fn a_pupil_draws_before_the_kurator_signs() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let document = completed(&mut seat, json!({}));
    let told = json!({"document": document});
    assert!(text(&mut seat, &document).contains("Ritas på skärmen i närvaro av personal"));
    let signing = |leave: bool| {
        let passphrase = "fyra ord på rad";
        json!({"document": document, "field": "kurator", "passphrase": passphrase, "leave_undrawn": leave})
    };
    let early = seat.refused("sign_document", signing(false));
    assert_eq!(
        (early.code.as_str(), early.field.as_deref()),
        ("drawing-waits", Some("leave-undrawn"))
    );
    drawn(
        &mut seat,
        &document,
        json!({"name": "Alva", "typed": true, "strokes": []}),
    )
    .unwrap();
    assert!(text(&mut seat, &document).contains("Namnet skrivet på skärmen i närvaro av Birgitta Ek"));
    let strokes = json!([
        [[0, 900], [400, 100], [800, 900]],
        [[200, 600], [600, 600]],
        [[1200, 1200]]
    ]);
    drawn(
        &mut seat,
        &document,
        json!({"name": "Alva Lindqvist", "typed": false, "strokes": strokes}),
    )
    .unwrap();
    let waiting = seat.ask("document_signatures", told.clone())["waiting"].clone();
    assert_eq!(
        (&waiting[0]["field"], &waiting[0]["drawn_by"]),
        (&json!(ROW), &json!("Alva Lindqvist"))
    );
    let words = text(&mut seat, &document);
    assert!(
        words.contains("Ritad på skärmen i närvaro av Birgitta Ek"),
        "{words}"
    );
    assert!(
        !words.contains("Namnet skrivet"),
        "who draws again means the later one"
    );

    let state = seat.ask("document", told.clone())["state"].clone();
    assert_eq!(state, "fardigstalld", "the kurator's own row waits");
    assert_eq!(seat.ask("sign_document", signing(false))["state"], "undertecknad");
    let found = seat.ask("document_signatures", told.clone());
    assert_eq!(
        (&found["report"]["verdict"], &found["waiting"]),
        (&json!("verdict-whole"), &json!([]))
    );
    let late = drawn(
        &mut seat,
        &document,
        json!({"name": "Alva", "typed": true, "strokes": []}),
    );
    assert_eq!(late.unwrap_err().code, "drawing-too-late");

    leaves_whole(&mut seat, told, &found);
}

/// The file that leaves holds the answers as before; the judges get it too.
fn leaves_whole(seat: &mut Seat, told: Value, found: &Value) {
    seat.ask("save_document", told);
    let pdf = seat.world.saved.lock().unwrap().pop().unwrap().1;
    let inspection = documents::inspect(&pdf).unwrap();
    assert!(inspection.remarks.is_empty(), "{:?}", inspection.remarks);
    assert_eq!(
        inspection.record.unwrap().sections.len(),
        3,
        "the answers are attached as before"
    );
    if let Some(folder) = std::env::var_os("SIGNING_OUT") {
        let folder = std::path::PathBuf::from(folder).join("drawn");
        fs::create_dir_all(folder.join("trust")).unwrap();
        fs::write(folder.join("kartlaggning.pdf"), &pdf).unwrap();
        let certificate = found["report"]["signatures"][0]["certificate"].as_str().unwrap();
        fs::write(folder.join("trust/own.pem"), certificate).unwrap();
    }
}

#[test]
fn what_cannot_be_a_signature_is_told_at_its_field() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let document = completed(&mut seat, json!({}));
    for (drawing, field) in [
        (json!({"name": "", "typed": true, "strokes": []}), "name"),
        (
            json!({"name": "Alva", "typed": false, "strokes": [[]]}),
            "strokes",
        ),
    ] {
        let refused = drawn(&mut seat, &document, drawing).unwrap_err();
        assert_eq!(
            (refused.code.as_str(), refused.problems[0].field.as_str()),
            ("fields", field)
        );
    }
    let elsewhere = json!({"document": document, "field": "kurator", "drawing": {"name": "A", "typed": true, "strokes": []}});
    assert_eq!(
        seat.refused("draw_signature", elsewhere).code,
        "sign-no-field",
        "the user's own row is not drawn"
    );
}

#[test]
fn who_is_signed_for_by_pen_is_not_asked_to_draw() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let document = completed(&mut seat, json!({"protected": true, "alias": "Eken"}));
    let refused = drawn(
        &mut seat,
        &document,
        json!({"name": "Alva", "typed": true, "strokes": []}),
    );
    assert_eq!(refused.unwrap_err().code, "sign-no-field", "protected identity");
}
