//! The municipality's key from its making to a vault that somebody has left: by the commands that the window uses.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use std::path::Path;

use chrono::TimeDelta;
use seat::{PASSPHRASE, Seat};
use serde_json::{Value, json};
use tempfile::TempDir;

const NEW: &str = "en helt annan fras";

/// What came out of a ceremony: the shares as they stand on paper, and the settings.
struct Made {
    shares: Vec<String>,
    settings: String,
    words: String,
}

fn begin(seat: &mut Seat, (threshold, count): (u8, u8), required: bool) -> Value {
    let input = json!({"municipality": "Exempelkommun", "threshold": threshold.to_string(),
        "count": count.to_string(), "required": required});
    seat.ask("begin_ceremony", json!({ "input": input }))
}

fn joined(words: &Value) -> String {
    let words: Vec<&str> = words
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    words.join(" ")
}

/// IT and the holders of the shares, at a computer without a vault.
fn ceremony(folder: &Path, seed: usize, required: bool) -> Made {
    let mut seat = Seat::at(&folder.join("it"));
    for _ in 0..seed {
        begin(&mut seat, (2, 3), required);
    }
    let mut view = begin(&mut seat, (2, 3), required);
    let words = joined(&view["key"]);
    let mut shares = Vec::new();
    while let Some(number) = view["sheet"].as_u64() {
        let other = seat.refused("show_share", json!({ "number": number + 1 }));
        assert_eq!(
            other.code, "vault-share-not-the-sheet",
            "nobody's before it is theirs"
        );
        shares.push(joined(&seat.ask("show_share", json!({ "number": number }))));
        seat.ask("print_share", json!({"printer": "pdf"}));
        view = seat.ask("put_share_away", json!({ "number": number }));
    }
    assert_eq!(
        seat.refused("save_municipality_key", json!({})).code,
        "vault-share-too-few"
    );
    for share in [&shares[2], &shares[0]] {
        view = seat.ask("read_share", json!({ "words": share }));
    }
    assert_eq!((&view["read"], &view["proven"]), (&json!([3, 1]), &json!(true)));
    assert_eq!(seat.ask("save_municipality_key", json!({})), true);
    let (name, file) = seat.world.saved.lock().unwrap().pop().unwrap();
    assert_eq!(name, "kommun.toml");
    let printed = seat.world.printed.lock().unwrap();
    for (pdf, share) in printed.iter().zip(&shares) {
        let text = seat::papers::text(pdf);
        for (word, place) in share.split(' ').zip(1..) {
            assert!(
                text.contains(&format!("{place}. {word}")),
                "{place}. {word}: {text}"
            );
        }
        assert!(text.contains("Exempelkommun") && text.contains(&words), "{text}");
        if let Ok(out) = std::env::var("SHEETS_OUT") {
            std::fs::write(Path::new(&out).join("nyckeldel.pdf"), pdf).unwrap();
        }
    }
    assert_eq!(printed.len(), 3);
    Made {
        shares,
        settings: String::from_utf8(file).unwrap(),
        words,
    }
}

fn give_settings(seat: &Seat, settings: &str) {
    *seat.world.municipality.lock().unwrap() = Some(settings.to_owned());
}

/// What one holder types.
fn share(holder: &str, words: &str) -> Value {
    json!({"holder": holder, "words": words})
}

fn begin_new_owner(seat: &mut Seat) -> Value {
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    let told = json!({"profile": profile, "passphrase": NEW, "again": NEW});
    seat.ask("begin_new_owner", told)
}

fn proof(offer: &Value) -> Value {
    let word = |place: usize| offer["words"][offer["ask"][place].as_u64().unwrap() as usize - 1].clone();
    json!({"first": word(0), "second": word(1)})
}

fn trail(seat: &mut Seat) -> Vec<(String, String)> {
    let filter = json!({"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null});
    let view = seat.ask("trail", json!({ "filter": filter }));
    assert_eq!(seat.ask("check_trail", json!({}))["fault"], Value::Null);
    let rows = view["rows"].as_array().unwrap().iter().rev();
    rows.map(|row| {
        let what = format!(
            "{} {}",
            row["act"].as_str().unwrap(),
            row["command"].as_str().unwrap()
        );
        (what, row["reason"].as_str().unwrap_or_default().to_owned())
    })
    .collect()
}

/// Two holders open the vault, which shows nothing.
fn open_by_two(seat: &mut Seat, made: &Made) {
    let begun = seat.ask("begin_rescue", json!({}));
    assert_eq!(joined(&begun["key"]), made.words);
    assert_eq!(
        seat.refused("open_rescued", json!({"reason": "KS 2026/12"})).code,
        "vault-share-too-few"
    );
    seat.ask("give_share", share("Anna Ek", &made.shares[1]));
    let view = seat.ask("give_share", share("Bo Al", &made.shares[0]));
    assert_eq!(view["missing"], 0);
    let reason = seat.refused("open_rescued", json!({"reason": " "}));
    assert_eq!(reason.problems[0].field, "reason");
    assert_eq!(
        seat.ask("open_rescued", json!({"reason": "KS 2026/12"}))["opened"],
        true
    );
    assert_eq!(
        seat.refused("pupils", json!({"search": ""})).code,
        "locked",
        "nothing is shown yet"
    );
    assert_eq!(seat.ask("status", json!({}))["state"], "locked");
}

/// The one who left signs no more, and nobody takes the new owner for her.
fn assert_signs_no_more(seat: &mut Seat, card: &Value) {
    let keys = seat.ask("identities", json!({}));
    assert_eq!(
        (&keys[0]["standing"], &keys[0]["erased"]),
        (&json!("revoked"), &json!(true))
    );
    let identity = json!({"identity": keys[0]["id"]});
    seat.refused("choose_identity", identity);
    assert_eq!(
        seat.ask("asked", json!({})),
        Value::Null,
        "no certificate comes in her name"
    );
    assert_ne!(
        seat.ask("own_card", json!({}))["words"],
        *card,
        "whoever compared hers has not compared his"
    );
}

#[test]
fn a_vault_whose_owner_has_left_is_recovered_by_two() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let key = seat.ask("municipality_key", json!({}));
    assert_eq!(
        (&key["standing"], &key["required"], joined(&key["held"])),
        (&json!("held"), &json!(true), made.words.clone())
    );
    for command in ["begin_rescue", "choose_vault"] {
        assert_eq!(seat.refused(command, json!({})).code, "vault-is-open");
    }
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    seat.ask("ask_issuer", json!({"passphrase": PASSPHRASE}));
    let card = seat.ask("own_card", json!({}))["words"].clone();
    let pages = seat.ask("pages", json!({"document": document}));
    seat.ask("lock", json!({}));

    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("print_recovery_words", json!({"printer": "pdf"}));
    let wrong = seat.refused("finish_new_owner", json!({"first": "fel", "second": "fel"}));
    assert_eq!(wrong.code, "vault-words-not-the-word");
    let status = seat.ask("finish_new_owner", proof(&offer));
    assert_eq!(
        (&status["state"], &status["owner"]),
        (&json!("open"), &json!("Nils Ny"))
    );
    assert_eq!(
        seat.ask("pages", json!({"document": document})),
        pages,
        "what was written is read"
    );
    let signature = &seat.signatures(&document)["report"]["signatures"][0];
    assert_eq!(
        (&signature["signer"]["name"], &signature["verdict"]),
        (&json!("Birgitta Ek"), &json!("verdict-whole")),
        "what she signed counts as before"
    );

    assert_signs_no_more(&mut seat, &card);
    assert_eq!(seat.ask("municipality_key", json!({}))["standing"], "held");

    let trail = trail(&mut seat);
    let why = "del 1: Bo Al, del 2: Anna Ek. Grund: KS 2026/12";
    for what in ["open open_rescued", "keys finish_new_owner"] {
        assert!(trail.contains(&(what.into(), why.into())), "{what}: {trail:?}");
    }
    seat.ask("lock", json!({}));
    let old = seat.refused("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(old.code, "vault-wrong-passphrase");
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(1);
    assert_eq!(seat.ask("unlock", json!({"passphrase": NEW}))["owner"], "Nils Ny");
    seat.ask("lock", json!({}));
    let words = json!({"words": joined(&offer["words"]), "passphrase": PASSPHRASE, "again": PASSPHRASE});
    assert_eq!(seat.ask("unlock_with_words", words)["state"], "open");
}

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
fn an_opening_that_goes_no_further_stands_in_the_trail() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.ask("lock", json!({}));
    seat.ask("begin_rescue", json!({}));
    assert_eq!(begin_refused(&mut seat), "nothing-begun");
    seat.ask("give_share", share("Anna Ek", &made.shares[0]));
    seat.ask("give_share", share("Bo Al", &made.shares[2]));
    seat.ask("open_rescued", json!({"reason": "KS 2026/12"}));
    let offer = begin_new_owner(&mut seat);
    *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(16);
    let late = seat.refused("finish_new_owner", proof(&offer));
    assert_eq!(
        late.code, "nothing-begun",
        "whoever comes by does not become its owner"
    );
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    let opened = trail(&mut seat)
        .into_iter()
        .find(|(what, _)| what == "open open_rescued");
    assert_eq!(
        opened.unwrap().1,
        "del 1: Anna Ek, del 3: Bo Al. Grund: KS 2026/12"
    );
    assert!(
        seat.try_sign(&document, json!({})).is_ok(),
        "its owner is its owner"
    );
}

fn begin_refused(seat: &mut Seat) -> String {
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    seat.refused(
        "begin_new_owner",
        json!({"profile": profile, "passphrase": NEW, "again": NEW}),
    )
    .code
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
    let view = seat.ask("take_municipality_key", take(&made.words, PASSPHRASE));
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

/// Restored from before, the vault stays its new owner's, and the passphrase of the one who left opens no backup of it.
#[test]
fn a_backup_from_before_brings_the_one_who_left_not_back() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("back_up", json!({}));
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("finish_new_owner", proof(&offer));
    seat.ask("find_backups", json!({"elsewhere": false}));
    let old = json!({"passphrase": PASSPHRASE, "words": ""});
    assert_eq!(seat.refused("open_backups", old).code, "vault-wrong-passphrase");
    let backups = seat.ask("open_backups", json!({"passphrase": NEW, "words": ""}));
    seat.ask("look_at_backup", json!({"backup": backups[0]["id"]}));
    seat.ask("restore", json!({}));
    assert_eq!(seat.ask("status", json!({}))["owner"], "Nils Ny");
}

/// On a computer that knows nothing of the change of owner, what comes back is said before and after, and nobody signs in
/// the name of the one who left.
#[test]
fn a_backup_from_before_on_a_new_computer_says_whose_it_is() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    let card = seat.ask("own_card", json!({}))["words"].clone();
    seat.ask("back_up", json!({}));
    let stick = place.path().join("stick");
    copy_folder(&place.path().join("vault/backups"), &stick);
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    seat.ask("finish_new_owner", proof(&offer));
    seat.ask("back_up", json!({}));
    let look = |seat: &mut Seat, place: &Path, passphrase: &str, nth: usize| {
        *seat.world.folder.lock().unwrap() = Some(place.to_owned());
        seat.ask("find_backups", json!({"elsewhere": true}));
        let backups = seat.ask("open_backups", json!({"passphrase": passphrase, "words": ""}));
        seat.ask("look_at_backup", json!({"backup": backups[nth]["id"]}))
    };

    let mut new = Seat::at(&place.path().join("new"));
    let kept = place.path().join("vault/backups");
    let newest = look(&mut new, &kept, NEW, 0);
    assert_eq!(
        (&newest["owner"], &newest["former"]),
        (&json!("Nils Ny"), &json!(false))
    );
    let oldest = look(&mut new, &kept, NEW, 1);
    assert_eq!(
        (&oldest["compared"], &oldest["owner"], &oldest["former"]),
        (&json!(false), &json!("Birgitta Ek"), &json!(true))
    );
    assert_eq!(new.ask("restore", json!({}))["former"], "Birgitta Ek");
    assert_eq!(new.ask("status", json!({}))["state"], "open");
    assert_signs_no_more(&mut new, &card);
    new.ask("lock", json!({}));
    new.refused("unlock", json!({"passphrase": PASSPHRASE}));

    let mut other = Seat::at(&place.path().join("other"));
    let unknown = look(&mut other, &stick, PASSPHRASE, 0);
    assert_eq!(
        (&unknown["owner"], &unknown["former"]),
        (&json!("Birgitta Ek"), &json!(false)),
        "nobody can know, so it says whose it is"
    );
    let beside = look(&mut seat, &kept, NEW, 1);
    assert_eq!(
        (&beside["owner"], &beside["former"]),
        (&Value::Null, &json!(false)),
        "where the present vault is read, its owner stays"
    );
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_folder(&path, &target),
            false => std::fs::copy(&path, &target).map(|_| ()).unwrap(),
        }
    }
}

/// What cannot be finished changes nothing, and the trail says that it was tried.
#[test]
fn a_change_of_owner_that_fails_leaves_the_vault_and_stands_in_the_trail() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let folder = place.path().join("vault");
    let mut seat = Seat::at(&folder);
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    let in_the_way = folder.join("vault.renewed");
    std::fs::create_dir(&in_the_way).unwrap();
    seat.refused("finish_new_owner", proof(&offer));
    seat.ask("end_rescue", json!({}));
    assert_eq!(
        seat.ask("unlock", json!({"passphrase": PASSPHRASE}))["owner"],
        "Birgitta Ek"
    );
    assert!(seat.try_sign(&document, json!({})).is_ok(), "her keys sign");
    let tried: Vec<String> = trail(&mut seat)
        .into_iter()
        .filter(|(what, _)| what.ends_with("finish_new_owner"))
        .map(|(what, _)| what)
        .collect();
    assert_eq!(tried, ["keys finish_new_owner", "failed finish_new_owner"]);

    seat.ask("lock", json!({}));
    std::fs::remove_dir(&in_the_way).unwrap();
    open_by_two(&mut seat, &made);
    let offer = begin_new_owner(&mut seat);
    assert_eq!(seat.ask("finish_new_owner", proof(&offer))["owner"], "Nils Ny");
}

/// Whoever locks the screen leaves no vault open that two have opened.
#[test]
fn a_recovery_that_is_left_is_closed_by_the_clock_and_by_the_systems_lock() {
    let place = TempDir::new().unwrap();
    let made = ceremony(place.path(), 0, false);
    let mut seat = Seat::at(&place.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    commands::watch::doom(&seat.desk);
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    seat.ask("lock", json!({}));
    open_by_two(&mut seat, &made);
    assert!(commands::watch::holds_key(&seat.desk));
    let minutes = |seat: &Seat, minutes| *seat.world.ahead.lock().unwrap() += TimeDelta::minutes(minutes);
    minutes(&seat, 14);
    assert_eq!(seat.ask("stir_key", json!({})), true, "somebody is there");
    minutes(&seat, 14);
    assert_eq!(seat.ask("key_waits", json!({})), true);
    minutes(&seat, 2);
    assert!(!commands::watch::holds_key(&seat.desk), "the window is told");
    assert_eq!(seat.ask("key_waits", json!({})), false);
    assert_eq!(seat.ask("stir_key", json!({})), false, "it does not come back");
    seat.ask("unlock", json!({"passphrase": PASSPHRASE}));
    assert_eq!(
        seat.ask("key_waits", json!({})),
        true,
        "whoever has opened the vault is not told"
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

/// A share that can be read and belongs to no key: the sum of three, whose checks add up with them.
fn forged(shares: &[String]) -> String {
    let list: Vec<&str> = include_str!("../../vault/words.txt").lines().collect();
    let place = |word: &str| list.iter().position(|listed| *listed == word).unwrap();
    let words: Vec<Vec<&str>> = shares.iter().map(|share| share.split(' ').collect()).collect();
    let sum = |at: usize| words.iter().fold(0, |sum, share| sum ^ place(share[at]));
    let forged: Vec<&str> = (0..30).map(|at| list[sum(at)]).collect();
    forged.join(" ")
}

/// Whoever forges the first share does not have the honest holder of the second blamed.
#[test]
fn shares_that_do_not_belong_together_blame_nobody() {
    let folder = TempDir::new().unwrap();
    let made = ceremony(folder.path(), 0, true);
    let mut seat = Seat::at(&folder.path().join("vault"));
    give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    seat.ask("lock", json!({}));
    seat.ask("begin_rescue", json!({}));
    let forged = forged(&made.shares);
    seat.ask("give_share", share("Anna Ek", &forged));
    let view = seat.ask("give_share", share("Bo Al", &made.shares[1]));
    assert_eq!(
        (&view["apart"], &view["given"], &view["missing"]),
        (&json!(true), &json!([]), &Value::Null)
    );
    let view = seat.ask("give_share", share("Bo Al", &made.shares[1]));
    assert_eq!((&view["apart"], &view["missing"]), (&json!(false), &json!(1)));
    let view = seat.ask("give_share", share("Cia Bo", &made.shares[2]));
    assert_eq!((&view["apart"], &view["missing"]), (&json!(false), &json!(0)));
    assert_eq!(
        seat.ask("open_rescued", json!({"reason": "KS 1"}))["opened"],
        true
    );
}
