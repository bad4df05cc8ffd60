//! The municipality's key: its making, and how a vault takes it.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use chrono::TimeDelta;
use seat::backups::shelf_header;
use seat::key::{NEW, begin, ceremony, give_settings, joined, share, trail};
use seat::school::{School, checklist, open, send, wish};
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

#[test]
fn what_is_given_wrongly_is_refused_in_its_own_words_and_nothing_is_lost() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let other = ceremony(folder.path(), 1, true);
    assert_ne!(made.words, other.words);
    let mut seat = Seat::at(&folder.path().join("vault"));
    assert_eq!(seat.refused("begin_rescue", json!({})).code, "vault-none");
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    assert_eq!(
        seat.refused("begin_rescue", json!({})).code,
        "vault-no-municipality-key"
    );
    assert_eq!(
        seat.refused("give_share", share("Anna", "ord")).code,
        "nothing-begun"
    );

    let elsewhere = folder.path().join("elsewhere");
    let mut owner = Seat::of(&elsewhere, "Cia Bo", "rektor");
    give_settings(&owner, &made.settings);
    owner.ask(
        "take_municipality_key",
        json!({"words": made.words, "passphrase": PASSPHRASE}),
    );
    drop(owner);
    *seat.world.folder.lock().unwrap() = Some(folder.path().join("nowhere"));
    assert_eq!(seat.refused("choose_vault", json!({})).code, "vault-none");
    *seat.world.folder.lock().unwrap() = Some(elsewhere);
    assert_eq!(seat.ask("choose_vault", json!({}))["state"], "locked");
    seat.ask("begin_rescue", json!({}));
    let [one, two, three] = [0, 1, 2].map(|at| made.shares[at].clone());
    let swapped = {
        let mut words: Vec<&str> = one.split(' ').collect();
        words.swap(4, 9);
        words.join(" ")
    };
    let refused = [
        (share("", &one), "fields", None),
        (share("Anna Ek", "hej"), "vault-share-unknown", Some("words")),
        (share("Anna Ek", &swapped), "vault-share-wrong-two", Some("words")),
        (
            share("Anna Ek", &other.shares[0]),
            "vault-share-another-key",
            Some("words"),
        ),
    ];
    for (told, code, field) in refused {
        let error = seat.refused("give_share", told);
        assert_eq!((error.code.as_str(), error.field.as_deref()), (code, field));
    }
    seat.ask("give_share", share("Anna Ek", &one));
    let again = [
        (share("Bo Al", &one), "vault-share-twice", "words"),
        (share("anna ek", &two), "same-holder", "holder"),
    ];
    for (told, code, field) in again {
        let error = seat.refused("give_share", told);
        assert_eq!((error.code.as_str(), error.field.as_deref()), (code, Some(field)));
    }
    let view = seat.ask("give_share", share("Bo Al", &three));
    assert_eq!(view["given"].as_array().unwrap().len(), 2);
    seat.ask("end_rescue", json!({}));
    assert_eq!(
        seat.refused("open_rescued", json!({"reason": "KS 1"})).code,
        "nothing-begun"
    );
    assert_eq!(
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}))["owner"],
        "Cia Bo"
    );
}

#[test]
fn a_vault_that_was_made_before_gets_the_key_and_never_another_silently() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let other = ceremony(folder.path(), 1, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    seat.make_vault("mentor");
    let none = seat.ask("municipality_key", json!({}));
    assert_eq!(
        (&none["standing"], &none["required"]),
        (&json!("none"), &json!(false))
    );
    assert_eq!(
        seat.refused(
            "take_municipality_key",
            json!({"words": "", "passphrase": PASSPHRASE})
        )
        .code,
        "not-found"
    );

    give_settings(&seat, &made.settings);
    let view = seat.ask("municipality_key", json!({}));
    assert_eq!(
        (&view["standing"], &view["held"]),
        (&json!("missing"), &Value::Null)
    );
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    let completing = json!({"document": document, "completing": {"sections": ["mentor-part"], "manners": {"mentor": "electronic"}}});
    assert_eq!(
        seat.refused("complete", completing.clone()).code,
        "municipality-key-missing"
    );
    let take = |words: &str, passphrase: &str| json!({"words": words, "passphrase": passphrase});
    let wrong = seat.refused("take_municipality_key", take(&made.words, "fel fras att skriva"));
    assert_eq!(wrong.field.as_deref(), Some("key-passphrase"));
    let unsaid = seat.refused("take_municipality_key", take("", PASSPHRASE));
    assert_eq!(
        (unsaid.code.as_str(), unsaid.field.as_deref()),
        ("key-words-differ", Some("words")),
        "the first one too only by its words"
    );
    seat.ask("back_up", json!({}));
    let view = seat.ask("take_municipality_key", take(&made.words, PASSPHRASE));
    let vault = folder.path().join("vault");
    let header = std::fs::read(vault.join("vault.header")).unwrap();
    assert!(
        shelf_header(&vault) == header,
        "the key opens the backups too, at once"
    );
    assert_eq!(
        (&view["standing"], joined(&view["held"])),
        (&json!("held"), made.words.clone())
    );
    seat.ask("complete", completing);

    give_settings(&seat, &other.settings);
    let view = seat.ask("municipality_key", json!({}));
    assert_eq!(
        (&view["standing"], joined(&view["held"])),
        (&json!("other"), made.words.clone())
    );
    for words in ["", &made.words] {
        let refused = seat.refused("take_municipality_key", take(words, PASSPHRASE));
        assert_eq!(
            (refused.code.as_str(), refused.field.as_deref()),
            ("key-words-differ", Some("words"))
        );
    }
    assert_eq!(seat.ask("municipality_key", json!({}))["standing"], "other");
    let view = seat.ask(
        "take_municipality_key",
        take(&other.words.to_uppercase(), PASSPHRASE),
    );
    assert_eq!(view["standing"], "held");
    let taken = trail(&mut seat);
    let taken = taken
        .iter()
        .filter(|(what, _)| what == "keys take_municipality_key");
    assert_eq!(taken.count(), 7, "what was refused stands there too");
    seat.ask("lock", json!({}));
    let begun = seat.ask("begin_rescue", json!({}));
    assert_eq!(joined(&begun["key"]), other.words);
}

/// A point of low order and `required` together: no vault could take it, and nobody would get past the question.
#[test]
fn a_key_that_locks_nothing_up_is_refused_where_it_is_offered() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("mentor");
    let settings = format!(
        "name = \"Exempelkommun\"\n[key]\npublic = \"{}\"\nrequired = true\n",
        "0".repeat(64)
    );
    give_settings(&seat, &settings);
    seat.ask("lock", json!({}));
    let unlocked = seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(unlocked["state"], "open", "it keeps nobody out");
    let take = json!({"words": "", "passphrase": PASSPHRASE});
    for (command, told) in [("municipality_key", json!({})), ("take_municipality_key", take)] {
        assert_eq!(
            seat.refused(command, told).code,
            "vault-municipality-key-unusable"
        );
    }

    let mut seat = Seat::at(&folder.path().join("new"));
    give_settings(&seat, &settings);
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    let told = json!({"profile": profile, "passphrase": NEW, "again": NEW});
    assert_eq!(
        seat.refused("begin_vault", told).code,
        "vault-municipality-key-unusable",
        "before anything is typed back"
    );
}

#[test]
fn a_new_vault_says_whose_key_opens_it() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, false);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    let told = json!({"profile": profile, "passphrase": NEW, "again": NEW});
    let offer = seat.ask("begin_vault", told);
    assert_eq!(offer["municipality"]["name"], "Exempelkommun");
    assert_eq!(joined(&offer["municipality"]["words"]), made.words);
}

#[test]
fn a_ceremony_is_checked_before_it_begins_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    let input = |name: &str, threshold: &str, count: &str| json!({"input": {"municipality": name, "threshold": threshold, "count": count, "required": false}});
    for (told, field) in [
        (input("", "2", "3"), "municipality"),
        (input("Exempelkommun", "1", "3"), "threshold"),
        (input("Exempelkommun", "4", "3"), "threshold"),
        (input("Exempelkommun", "2", "9"), "count"),
        (input("Exempelkommun", "två", "3"), "threshold"),
    ] {
        assert_eq!(seat.refused("begin_ceremony", told).problems[0].field, field);
    }
    assert_eq!(
        seat.refused("print_share", json!({"printer": "pdf"})).code,
        "nothing-begun"
    );
    begin(&mut seat, (2, 3), false);
    let first = seat.ask("show_share", json!({"number": 1}));
    let early = seat.refused("read_share", json!({"words": joined(&first)}));
    assert_eq!(early.code, "vault-share-not-the-sheet");
    seat.ask("put_share_away", json!({"number": 1}));
    assert_eq!(
        seat.refused("put_share_away", json!({"number": 1})).code,
        "vault-share-not-the-sheet"
    );
    seat.ask("end_ceremony", json!({}));
    assert_eq!(
        seat.refused("put_share_away", json!({"number": 2})).code,
        "nothing-begun"
    );
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing lies on the disk"
    );
}

/// Shares lie in memory for no longer than somebody sits there.
#[test]
fn a_ceremony_that_is_left_is_given_up() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    begin(&mut seat, (2, 3), false);
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(14);
    seat.ask("put_share_away", json!({"number": 1}));
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(14);
    assert!(commands::watch::holds_key(&seat.desk), "each step is a touch");
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(1);
    assert_eq!(
        seat.refused("show_share", json!({"number": 2})).code,
        "nothing-begun"
    );
    assert!(!commands::watch::holds_key(&seat.desk));
}

/// Where the pack says that the municipality reads along, nothing goes past it.
#[test]
fn what_is_sent_is_sealed_to_the_municipality_where_the_pack_says_so() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, false);
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document});
    // One line for each who can open it stands before what is closed.
    let readers = |file: &[u8]| {
        let head = String::from_utf8_lossy(&file[..file.len().min(4096)]).into_owned();
        head.lines().filter(|line| line.starts_with("-> ")).count()
    };
    let plain = send(&mut mentor, &case, copy.clone());
    give_settings(&mentor, &made.settings);
    assert_eq!(readers(&send(&mut mentor, &case, copy.clone())), readers(&plain));

    give_settings(
        &mentor,
        &made.settings.replace("packages = false", "packages = true"),
    );
    let told = wish(&mut mentor, &case, copy.clone());
    assert_eq!(
        mentor.refused("send_package", told).code,
        "package-needs-municipality"
    );
    mentor.ask(
        "take_municipality_key",
        json!({"words": made.words, "passphrase": PASSPHRASE}),
    );
    let sent = send(&mut mentor, &case, copy);
    assert_eq!(readers(&sent), readers(&plain) + 1);
    assert_eq!(open(&mut rektor, &sent)["waiting"][0]["standing"], "parcel-ready");
}
