//! What is done with keys: vaults that are made, opened and given to a new owner, passphrases, and signing.

use std::path::Path;

use serde_json::json;

use crate::attempts::{Deed, Ready};
use crate::seat::{PASSPHRASE, Seat, key};
use crate::writing::{state, vault_of};

pub const DEEDS: &[Deed] = &[
    Deed {
        name: "a vault is made",
        prepare: a_vault,
    },
    Deed {
        name: "a vault is opened",
        prepare: an_opening,
    },
    Deed {
        name: "the passphrase is changed",
        prepare: a_passphrase,
    },
    Deed {
        name: "the municipality's key is taken",
        prepare: the_municipality,
    },
    Deed {
        name: "a vault gets a new owner",
        prepare: a_new_owner,
    },
    Deed {
        name: "a name card is renewed",
        prepare: a_new_card,
    },
    Deed {
        name: "a key to sign with is made",
        prepare: a_signing_key,
    },
    Deed {
        name: "a document is signed",
        prepare: a_signature,
    },
];

/// Another passphrase.
const OTHER: &str = "en helt annan fras";

fn a_vault(_: &Path) -> Ready {
    Ready {
        has_vault: false,
        act: Box::new(|seat| {
            let profile = json!({"name": "Birgitta Ek", "role": "mentor", "school": "Björkskolan", "organiser": "kommunal"});
            let told = json!({"profile": profile, "passphrase": PASSPHRASE, "again": PASSPHRASE});
            let offer = seat.try_ask("begin_vault", told)?;
            seat.try_ask("finish_vault", key::proof(&offer))
        }),
        ..Ready::asking("finish_vault", json!({}), |seat| {
            seat.ask("status", json!({}))["state"] == "open"
        })
    }
}

fn an_opening(place: &Path) -> Ready {
    vault_of(place, "mentor").open_case(json!({}));
    let is_open = |seat: &mut Seat| seat.ask("status", json!({}))["state"] == "open";
    Ready::asking("unlock", json!({"passphrase": PASSPHRASE}), is_open)
        .after(|seat| _ = seat.ask("lock", json!({})))
}

fn a_passphrase(place: &Path) -> Ready {
    vault_of(place, "mentor");
    let told = json!({"old": PASSPHRASE, "passphrase": OTHER, "again": OTHER});
    Ready::asking("change_passphrase", told, |seat| {
        seat.try_ask("confirm", json!({"passphrase": OTHER})).is_ok()
    })
}

fn the_municipality(place: &Path) -> Ready {
    let made = key::ceremony(place, 0, false);
    vault_of(place, "mentor");
    let told = json!({"words": made.words, "passphrase": PASSPHRASE});
    Ready::asking("take_municipality_key", told, |seat| {
        seat.ask("municipality_key", json!({}))["standing"] == "held"
    })
    .after(move |seat| key::give_settings(seat, &made.settings))
}

fn a_new_owner(place: &Path) -> Ready {
    let made = key::ceremony(place, 0, true);
    let mut seat = Seat::at(&place.join("vault"));
    key::give_settings(&seat, &made.settings);
    seat.make_vault("mentor");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    let told = std::sync::Mutex::new(json!({}));
    let told = std::sync::Arc::new(told);
    let offered = std::sync::Arc::clone(&told);
    Ready {
        act: Box::new(move |seat| seat.try_ask("finish_new_owner", told.lock().unwrap().clone())),
        ..Ready::asking("finish_new_owner", json!({}), |seat| {
            seat.ask("status", json!({}))["owner"] == "Nils Ny"
        })
        .after(move |seat| {
            seat.ask("lock", json!({}));
            key::open_by_two(seat, &made);
            *offered.lock().unwrap() = key::proof(&key::begin_new_owner(seat));
        })
    }
}

fn a_new_card(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let before = seat.ask("own_card", json!({}))["words"].clone();
    Ready::asking("renew_card", json!({"passphrase": PASSPHRASE}), move |seat| {
        seat.ask("own_card", json!({}))["words"] != before
    })
}

fn a_signing_key(place: &Path) -> Ready {
    vault_of(place, "mentor");
    Ready::asking("make_own_signature", json!({"passphrase": PASSPHRASE}), |seat| {
        seat.ask("own_signature", json!({})).is_object()
    })
}

fn a_signature(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let document = seat.completed_checklist();
    let told =
        json!({"document": document, "field": "mentor", "passphrase": PASSPHRASE, "leave_undrawn": false});
    Ready::asking("sign_document", told, move |seat| {
        state(seat, &document) == "undertecknad"
    })
}
