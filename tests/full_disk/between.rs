//! What goes between vaults: packages that are sent, taken in, answered and given back.

use std::path::Path;

use chrono::Days;
use commands::{CommandError, Outside as _};
use serde_json::{Value, json};

use crate::attempts::{Deed, Ready};
use crate::seat::Seat;
use crate::seat::school::{answer, checklist, contact, meet, open, send, standings, take, wish};

pub const DEEDS: &[Deed] = &[
    Deed {
        name: "a copy is sent",
        prepare: a_copy_sent,
    },
    Deed {
        name: "a copy waits for a folder that is away",
        prepare: a_copy_kept,
    },
    Deed {
        name: "what waited leaves",
        prepare: a_copy_that_waited,
    },
    Deed {
        name: "what waits is not sent",
        prepare: a_copy_left,
    },
    Deed {
        name: "an order is sent",
        prepare: an_order_sent,
    },
    Deed {
        name: "a part is sent to be filled in",
        prepare: a_part_sent,
    },
    Deed {
        name: "a case is lent",
        prepare: a_loan_sent,
    },
    Deed {
        name: "a case is handed over",
        prepare: a_transfer_sent,
    },
    Deed {
        name: "a colleague's card is taken in",
        prepare: a_card,
    },
    Deed {
        name: "a copy is taken in",
        prepare: a_copy_taken,
    },
    Deed {
        name: "a case that is handed over is taken in",
        prepare: a_transfer_taken,
    },
    Deed {
        name: "a package is sent back",
        prepare: a_refusal,
    },
    Deed {
        name: "an answer is sent",
        prepare: an_answer_sent,
    },
    Deed {
        name: "an answer is taken in",
        prepare: an_answer_taken,
    },
    Deed {
        name: "what was lent is given back",
        prepare: a_loan_given_back,
    },
];

/// Two mentors who have compared their cards. The first one's vault lies on the small disk.
struct Two {
    own: Seat,
    other: Seat,
    _place: tempfile::TempDir,
}

impl Two {
    fn new(place: &Path) -> Self {
        let elsewhere = tempfile::tempdir().unwrap();
        let mut own = Seat::of(&place.join("vault"), "Ebba Lindqvist", "mentor");
        let mut other = Seat::of(&elsewhere.path().join("vault"), "Rut Sandberg", "mentor");
        meet(&mut own, &mut other);
        meet(&mut other, &mut own);
        Self {
            own,
            other,
            _place: elsewhere,
        }
    }
}

/// What is sent, by how it is said of a case and of a document in it.
fn sent(place: &Path, more: impl Fn(&Seat, &Value) -> Value) -> Ready {
    let mut two = Two::new(place);
    let case = two.own.open_case(json!({}));
    let document = checklist(&mut two.own, &case);
    let more = more(&two.own, &document);
    Ready::saving("send_package", wish(&mut two.own, &case, more), 1)
}

fn a_copy_sent(place: &Path) -> Ready {
    sent(place, |_, document| json!({"kind": "copy", "document": document}))
}

/// The folder through which packages go is away; it is on another disk.
fn without_folder(place: &Path, stick: &Path) -> (Two, Value) {
    let mut two = Two::new(place);
    *two.own.world.folder.lock().unwrap() = Some(stick.to_owned());
    two.own.ask("choose_mailbox", json!({}));
    let case = two.own.open_case(json!({}));
    let document = checklist(&mut two.own, &case);
    let copy = json!({"kind": "copy", "document": document, "mailbox": true});
    let wish = wish(&mut two.own, &case, copy);
    (two, wish)
}

fn stands_first(standing: &'static str) -> impl Fn(&mut Seat) -> bool {
    move |seat| seat.ask("handovers", json!({}))[0]["standing"] == standing
}

fn a_copy_kept(place: &Path) -> Ready {
    let (_two, wish) = without_folder(place, Path::new("/no/stick"));
    Ready::asking("send_package", wish, stands_first("handover-in-outbox"))
}

fn a_copy_that_waited(place: &Path) -> Ready {
    let elsewhere = tempfile::tempdir().unwrap();
    let stick = elsewhere.path().join("stick");
    let (mut two, wish) = without_folder(place, &stick);
    two.own.ask("send_package", wish);
    std::fs::create_dir(stick).unwrap();
    Ready {
        act: Box::new(move |seat| {
            assert!(elsewhere.path().exists(), "held for as long as it is needed");
            let parcels = seat.try_ask("look_in_mailbox", json!({}))?;
            match parcels["stuck"]["code"].as_str() {
                Some(code) => Err(CommandError::named(code)),
                None => Ok(parcels),
            }
        }),
        ..Ready::asking("look_in_mailbox", json!({}), stands_first("handover-sent"))
    }
}

fn a_copy_left(place: &Path) -> Ready {
    let (mut two, wish) = without_folder(place, Path::new("/no/stick"));
    two.own.ask("send_package", wish);
    let package = two.own.ask("handovers", json!({}))[0]["package"].clone();
    let told = json!({"package": package});
    Ready::asking("leave_unsent", told, stands_first("handover-unsent"))
}

fn an_order_sent(place: &Path) -> Ready {
    sent(
        place,
        |_, _| json!({"kind": "order", "what": "Kartlägg frånvaron."}),
    )
}

fn a_part_sent(place: &Path) -> Ready {
    sent(
        place,
        |_, document| json!({"kind": "section-request", "document": document, "section": "eht-part"}),
    )
}

fn a_loan_sent(place: &Path) -> Ready {
    sent(place, loan)
}

fn loan(seat: &Seat, document: &Value) -> Value {
    let until = (seat.world.today() + Days::new(10)).to_string();
    json!({"kind": "case-share", "purpose": "Vikariat", "documents": [document], "until": until})
}

fn a_transfer_sent(place: &Path) -> Ready {
    sent(place, |_, _| transfer())
}

fn transfer() -> Value {
    json!({"kind": "case-transfer", "purpose": "Ny mentor"})
}

fn a_card(place: &Path) -> Ready {
    let mut own = Seat::of(&place.join("vault"), "Ebba Lindqvist", "mentor");
    own.ask("contacts", json!({}));
    let elsewhere = tempfile::tempdir().unwrap();
    let mut other = Seat::of(&elsewhere.path().join("vault"), "Rut Sandberg", "rektor");
    other.ask("save_card", json!({}));
    let card = crate::seat::school::last(&other).1;
    Ready::asking("add_contact", json!({}), |seat| {
        seat.ask("contacts", json!({}))[0]["name"] == "Rut Sandberg"
    })
    .after(move |seat| *seat.world.file.lock().unwrap() = Some(card.clone()))
}

/// What comes from the colleague, by how it is said of a case and of a document in it, is taken in.
fn taken(place: &Path, more: impl Fn(&Seat, &Value) -> Value) -> Ready {
    let mut two = Two::new(place);
    let case = two.other.open_case(json!({}));
    let document = checklist(&mut two.other, &case);
    let more = more(&two.other, &document);
    let file = send(&mut two.other, &case, more);
    Ready {
        act: Box::new(|seat| take_what_waits(seat, json!({"pupil": "new"}))),
        ..Ready::asking("take_parcel", json!({}), move |seat| {
            seat.try_ask("case", json!({"case": case})).is_ok()
        })
        .after(move |seat| _ = open(seat, &file))
    }
}

/// Takes in the one package that waits; what stands in the way is said of it, and it goes on waiting.
fn take_what_waits(seat: &mut Seat, more: Value) -> Result<Value, CommandError> {
    let key = seat.ask("parcels", json!({}))["waiting"][0]["key"].clone();
    let mut input = json!({"key": key, "pupil": ""});
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let parcels = seat.try_ask("take_parcel", json!({"input": input}))?;
    match parcels["waiting"][0]["refused"].as_str() {
        Some(code) => Err(CommandError::named(code)),
        None => Ok(parcels),
    }
}

fn a_copy_taken(place: &Path) -> Ready {
    taken(place, |_, document| json!({"kind": "copy", "document": document}))
}

fn a_transfer_taken(place: &Path) -> Ready {
    taken(place, |_, _| transfer())
}

fn a_refusal(place: &Path) -> Ready {
    Ready {
        act: Box::new(|seat| take_what_waits(seat, json!({"reject": "Fel skola"}))),
        is_done: Box::new(|seat| standings(seat).len() == 1),
        ..taken(place, |_, document| json!({"kind": "copy", "document": document}))
    }
}

fn an_answer_sent(place: &Path) -> Ready {
    let mut two = Two::new(place);
    let case = two.other.open_case(json!({}));
    let file = send(
        &mut two.other,
        &case,
        json!({"kind": "order", "what": "Kartlägg."}),
    );
    open(&mut two.own, &file);
    let taken = take(&mut two.own, json!({"pupil": "new"}));
    Ready::saving("send_answer", json!({"package": taken["taken"][0]["package"]}), 1)
}

fn an_answer_taken(place: &Path) -> Ready {
    let mut two = Two::new(place);
    let case = two.own.open_case(json!({}));
    checklist(&mut two.own, &case);
    let file = send(&mut two.own, &case, transfer());
    open(&mut two.other, &file);
    let taken = take(&mut two.other, json!({"pupil": "new"}));
    let yes = answer(&mut two.other, &taken);
    Ready {
        act: Box::new(|seat| take_what_waits(seat, json!({}))),
        ..Ready::asking("take_parcel", json!({}), move |seat| {
            seat.ask("case", json!({"case": case}))["holding"]["standing"] == "case-elsewhere"
        })
        .after(move |seat| _ = open(seat, &yes))
    }
}

fn a_loan_given_back(place: &Path) -> Ready {
    let mut two = Two::new(place);
    let case = two.other.open_case(json!({}));
    let document = checklist(&mut two.other, &case);
    let more = loan(&two.other, &document);
    let file = send(&mut two.other, &case, more);
    open(&mut two.own, &file);
    let taken = take(&mut two.own, json!({"pupil": "new"}));
    assert!(contact(&mut two.own).is_string());
    let told = json!({"package": taken["taken"][0]["package"]});
    Ready::asking("give_back", told, |seat| {
        seat.ask("pupils", json!({"search": ""})) == json!([])
    })
}
