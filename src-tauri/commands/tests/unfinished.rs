//! What is half typed in a form stays until it is sent or thrown away, and goes with what it is about.

#![allow(clippy::unwrap_used, clippy::panic)] // a test program says what failed by panicking

mod seat;

use seat::backups::{days_later, look, seat, seat_of};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};

fn place(form: &str, about: &Value, part: &str) -> Value {
    json!({"form": form, "about": about, "part": part})
}

fn keep(seat: &mut Seat, place: &Value, body: Value) {
    seat.ask("keep_unfinished", json!({"place": place, "body": body}));
}

fn kept(seat: &mut Seat, place: &Value) -> Value {
    seat.ask("unfinished", json!({ "place": place }))
}

/// The pupil of the only case.
fn only_pupil(seat: &mut Seat) -> Value {
    seat.ask("pupils", json!({"search": ""}))[0]["id"].clone()
}

#[test]
fn it_survives_the_lock_and_is_kept_for_each_form_by_itself() {
    let (_place, mut seat) = seat();
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    let pupil = only_pupil(&mut seat);
    let nothing = json!("");
    let all = [
        place("pupil", &nothing, ""),
        place("pupil", &pupil, ""),
        place("release", &pupil, ""),
        place("release-decision", &pupil, "guardian 2026-11-20 Rut"),
        place("disclose", &case, ""),
        place("send-case", &case, ""),
        place("message", &document, ""),
        place("consent-step", &document, "withdrawn"),
        place("consent-step", &document, "signed guardian-1"),
        place("dispose", &nothing, ""),
    ];
    for (number, place) in all.iter().enumerate() {
        assert_eq!(kept(&mut seat, place), Value::Null);
        keep(&mut seat, place, json!({"text": "förut"}));
        keep(&mut seat, place, json!({ "text": number }));
    }
    seat.ask("lock", json!({}));
    let locked = seat.refused("unfinished", json!({"place": all[0]}));
    assert_eq!(locked.code, "locked");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    for (number, place) in all.iter().enumerate() {
        assert_eq!(kept(&mut seat, place), json!({ "text": number }), "{place}");
    }
    keep(&mut seat, &all[4], Value::Null);
    assert_eq!(kept(&mut seat, &all[4]), Value::Null);
    assert_ne!(kept(&mut seat, &all[5]), Value::Null);

    seat.ask("discard_document", json!({ "document": document }));
    for place in &all[6..9] {
        assert_eq!(kept(&mut seat, place), Value::Null, "{place}");
    }
}

/// What hangs on nobody, and that no view may open again, goes when no package can be taken in any more.
#[test]
fn what_is_about_a_package_or_a_list_goes_in_time() {
    let (_place, mut seat) = seat();
    let nothing = json!("");
    let (passing, staying) = (
        place("send-figures", &nothing, "2026-10-01/2026-10-31"),
        place("dispose", &nothing, ""),
    );
    for place in [&passing, &staying] {
        keep(&mut seat, place, json!({"reason": "Beslut 7"}));
    }
    for (days, is_there) in [(29, true), (2, false)] {
        seat.ask("lock", json!({}));
        days_later(&seat, days);
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
        assert_eq!(kept(&mut seat, &passing) != Value::Null, is_there, "{days}");
        assert_ne!(kept(&mut seat, &staying), Value::Null);
    }
}

#[test]
fn nothing_is_kept_of_what_is_not_there_or_may_not_be_written_down() {
    let (_place, mut seat) = seat();
    let case = seat.open_case(json!({}));
    let nobody = json!("01900000-0000-7000-8000-000000000000");
    for (place, body, code) in [
        (place("message", &nobody, ""), json!({}), "vault-dangling"),
        (place("message", &json!(""), ""), json!({}), "not-found"),
        (place("task-done", &json!("paketet"), ""), json!({}), "not-found"),
        (place("unlock", &json!(""), ""), json!({}), "unknown-command"),
        (
            place("disclose", &case, ""),
            json!({"reason": "", "passphrase": PASSPHRASE}),
            "unknown-command",
        ),
        (
            place("disclose", &case, ""),
            json!({"what": "å".repeat(300_000)}),
            "fields",
        ),
    ] {
        let told = json!({"place": place, "body": body});
        assert_eq!(seat.refused("keep_unfinished", told).code, code, "{place}");
    }
    let package = json!("01900000-0000-7000-8000-000000000000");
    keep(
        &mut seat,
        &place("send-back", &package, ""),
        json!({"reason": "Fel skola"}),
    );
}

#[test]
fn what_is_typed_of_a_pupil_is_kept_until_it_is_saved() {
    let (_place, mut seat) = seat();
    let typed = |name: &str| {
        json!({"name": name, "class": "", "school": "", "school_form": "grundskola", "sex": "", "identity_number": "",
            "protected": false, "alias": "", "guardians": []})
    };
    let new = place("pupil", &json!(""), "");
    keep(&mut seat, &new, typed("Nils"));
    seat.refused("save_pupil", json!({"pupil": null, "input": typed("Nils")}));
    assert_eq!(
        kept(&mut seat, &new)["name"],
        "Nils",
        "what was refused is still there"
    );
    let mut whole = typed("Nils Ek");
    whole["school"] = "Björkskolan".into();
    let pupil = seat.ask("save_pupil", json!({"pupil": null, "input": whole}));
    assert_eq!(kept(&mut seat, &new), Value::Null);

    let known = place("pupil", &pupil, "");
    keep(&mut seat, &known, typed("Nisse"));
    assert_eq!(
        seat.ask("pupil", json!({"pupil": pupil}))["display_name"],
        "Nils Ek"
    );
    seat.ask("save_pupil", json!({"pupil": pupil, "input": whole}));
    assert_eq!(kept(&mut seat, &known), Value::Null);
}

/// An older form could bring back a name that is gone, or lift a protection.
#[test]
fn a_restored_vault_has_what_is_half_typed_today() {
    let (_place, mut seat) = seat_of("rektor");
    let case = seat.open_case(json!({"name": "Astrid Almgren"}));
    let pupil = only_pupil(&mut seat);
    let (of_case, of_pupil) = (place("disclose", &case, ""), place("pupil", &pupil, ""));
    keep(&mut seat, &of_case, json!({"what": "Förr"}));
    keep(&mut seat, &of_pupil, json!({"name": "Förr"}));
    seat.ask("back_up", json!({}));
    keep(&mut seat, &of_case, json!({"what": "Nu"}));
    keep(&mut seat, &of_pupil, Value::Null);
    let later = seat.open_case(json!({"name": "Omar Haddad"}));
    keep(
        &mut seat,
        &place("disclose", &later, ""),
        json!({"what": "Om Omar"}),
    );
    look(&mut seat, false, 0);
    seat.ask("restore", json!({}));
    assert_eq!(kept(&mut seat, &of_case), json!({"what": "Nu"}));
    assert_eq!(kept(&mut seat, &of_pupil), Value::Null);
    assert_eq!(kept(&mut seat, &place("disclose", &later, "")), Value::Null);
}
