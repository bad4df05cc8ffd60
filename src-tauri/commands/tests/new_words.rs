//! Recovery words that were lost, or seen by somebody else, are replaced by others that are proven to be on paper.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use seat::backups::shelf_header;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

fn with_words(words: &str) -> Value {
    json!({"words": words, "passphrase": "en helt annan fras", "again": "en helt annan fras"})
}

fn joined(words: &Value) -> String {
    let words = words.as_array().unwrap().iter();
    words
        .map(|word| word.as_str().unwrap())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn check() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    seat.ask("back_up", json!({}));
    let nothing = json!({"first": "", "second": ""});
    assert_eq!(
        seat.refused("finish_new_words", nothing.clone()).code,
        "nothing-to-confirm"
    );
    let wrong = seat.refused("begin_new_words", json!({"passphrase": "en annan fras här"}));
    assert_eq!(wrong.field.as_deref(), Some("passphrase"));

    let offer = seat.ask("begin_new_words", json!({"passphrase": PASSPHRASE}));
    assert_eq!(offer["municipality"], Value::Null);
    seat.ask("print_recovery_words", json!({"printer": "pdf"}));
    assert_eq!(seat.world.printed.lock().unwrap().len(), 1);
    let unproven = seat.refused("finish_new_words", nothing.clone());
    assert_eq!(unproven.code, "vault-words-not-the-word");
    // Until two of them are typed back the old ones are the vault's, and those that were left are nobody's.
    seat.ask("leave_new_words", json!({}));
    assert_eq!(
        seat.refused("finish_new_words", nothing).code,
        "nothing-to-confirm"
    );
    seat.ask("lock", json!({}));
    assert!(
        seat.try_ask("unlock_with_words", with_words(&joined(&offer["words"])))
            .is_err()
    );
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));

    let offer = seat.ask("begin_new_words", json!({"passphrase": PASSPHRASE}));
    let [first, second] = [0, 1].map(|at| {
        let place = offer["ask"][at].as_u64().unwrap() as usize;
        offer["words"][place - 1].clone()
    });
    seat.ask("finish_new_words", json!({"first": first, "second": second}));
    let mut newest = |act: &str| {
        let filter = json!({"from": "", "until": "", "act": act, "pupil": "", "case": "", "before": null});
        seat.ask("trail", json!({ "filter": filter }))["rows"][0]["entry"]["command"].clone()
    };
    assert_eq!(newest("keys"), "finish_new_words");
    assert_eq!(
        newest("print"),
        "print_recovery_words",
        "also those that were left"
    );

    // The backups beside the vault open by the new words too, and at once.
    let words = joined(&offer["words"]);
    seat.ask("find_backups", json!({"elsewhere": false}));
    let backups = seat.ask("open_backups", json!({"passphrase": "", "words": words}))["backups"].clone();
    assert_eq!(backups.as_array().unwrap().len(), 1);
    seat.ask("leave_restoring", json!({}));
    let header = std::fs::read(folder.path().join("vault.header")).unwrap();
    assert_eq!(shelf_header(folder.path()), header);
    seat.ask("lock", json!({}));
    seat.ask("unlock_with_words", with_words(&words));
}
