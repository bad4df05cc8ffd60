//! The municipality's key in tests: its making, and its use on a vault that somebody has left.

use std::path::Path;

use serde_json::{Value, json};

use super::Seat;

/// The passphrase of a new owner.
pub const NEW: &str = "en helt annan fras";

/// What came out of a ceremony: the shares as they stand on paper, and the settings.
pub struct Made {
    pub shares: Vec<String>,
    pub settings: String,
    pub words: String,
}

/// Begins a ceremony for so many shares, of which so many open.
pub fn begin(seat: &mut Seat, (threshold, count): (u8, u8), required: bool) -> Value {
    let input = json!({"municipality": "Exempelkommun", "threshold": threshold.to_string(),
        "count": count.to_string(), "required": required});
    seat.ask("begin_ceremony", json!({ "input": input }))
}

/// Words as they are typed.
pub fn joined(words: &Value) -> String {
    let words: Vec<&str> = words
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    words.join(" ")
}

/// IT and the holders of the shares, at a computer without a vault.
pub fn ceremony(folder: &Path, seed: usize, required: bool) -> Made {
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
        let text = super::papers::text(pdf);
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

/// Lays the municipality's settings on the computer.
pub fn give_settings(seat: &Seat, settings: &str) {
    *seat.world.municipality.lock().unwrap() = Some(settings.to_owned());
}

/// What one holder types.
pub fn share(holder: &str, words: &str) -> Value {
    json!({"holder": holder, "words": words})
}

/// The new owner says who that is, and chooses a passphrase.
pub fn begin_new_owner(seat: &mut Seat) -> Value {
    let profile =
        json!({"name": "Nils Ny", "role": "kurator", "school": "Björkskolan", "organiser": "kommunal"});
    let told = json!({"profile": profile, "passphrase": NEW, "again": NEW});
    seat.ask("begin_new_owner", told)
}

/// The two words that are asked for.
pub fn proof(offer: &Value) -> Value {
    let word = |place: usize| offer["words"][offer["ask"][place].as_u64().unwrap() as usize - 1].clone();
    json!({"first": word(0), "second": word(1)})
}

/// What stands in the trail, the first entry first: what was done, and why.
pub fn trail(seat: &mut Seat) -> Vec<(String, String)> {
    let filter = json!({"from": "", "until": "", "act": "", "pupil": "", "case": "", "before": null});
    let view = seat.ask("trail", json!({ "filter": filter }));
    assert_eq!(seat.ask("check_trail", json!({}))["fault"], Value::Null);
    let rows = view["rows"].as_array().unwrap().iter().rev();
    rows.map(|row| {
        let row = &row["entry"];
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
pub fn open_by_two(seat: &mut Seat, made: &Made) {
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
pub fn assert_signs_no_more(seat: &mut Seat, card: &Value) {
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
