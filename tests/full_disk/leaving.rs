//! What leaves the vault as files and on paper.

use std::path::Path;

use serde_json::{Value, json};

use crate::attempts::{Deed, Ready};
use crate::seat::{PASSPHRASE, Seat, key, sample};
use crate::writing::vault_of;

pub const DEEDS: &[Deed] = &[
    Deed {
        name: "a document is saved",
        prepare: a_document,
    },
    Deed {
        name: "a document is printed",
        prepare: a_print,
    },
    Deed {
        name: "a verification report is saved",
        prepare: a_report,
    },
    Deed {
        name: "archive packages are saved",
        prepare: archive_packages,
    },
    Deed {
        name: "a document goes to the diary",
        prepare: to_the_diary,
    },
    Deed {
        name: "a document goes to ProReNata",
        prepare: to_prorenata,
    },
    Deed {
        name: "a document goes to PMO",
        prepare: to_pmo,
    },
    Deed {
        name: "a secure message is saved",
        prepare: a_message,
    },
    Deed {
        name: "a calendar is saved",
        prepare: a_calendar,
    },
    Deed {
        name: "the archive's list is saved for Excel",
        prepare: a_list,
    },
    Deed {
        name: "an answer is copied",
        prepare: a_copied_answer,
    },
    Deed {
        name: "papers are given out on request",
        prepare: a_release,
    },
    Deed {
        name: "the trail is exported",
        prepare: the_trail,
    },
];

/// A vault with a completed document; the case, and the document.
fn with_document(place: &Path, role: &str) -> (Seat, Value, Value) {
    let mut seat = vault_of(place, role);
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, sample("checklista"));
    let sections = seat.ask("review", json!({"document": document}))["sections"].clone();
    let completing = json!({"sections": sections, "authors": {"mentor": "Omar Lind", "eht": "Omar Lind"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    (seat, case, document)
}

fn a_document(place: &Path) -> Ready {
    let (_, _, document) = with_document(place, "mentor");
    Ready::saving("save_document", json!({"document": document}), 1)
}

fn a_print(place: &Path) -> Ready {
    let (_, _, document) = with_document(place, "mentor");
    let order = json!({"documents": [document], "blanks": [], "printer": "pdf", "copies": "1"});
    Ready::asking("print", json!({"order": order}), |seat| {
        !seat.world.printed.lock().unwrap().is_empty()
    })
}

fn a_report(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let document = seat.completed_checklist();
    seat.try_sign(&document, json!({})).unwrap();
    Ready::saving("save_report", json!({"document": document}), 1)
}

fn archive_packages(place: &Path) -> Ready {
    let (_, _, document) = with_document(place, "mentor");
    let told = json!({"documents": [document], "passphrase": PASSPHRASE});
    Ready::saving("save_packages", told, 1)
}

fn to_the_diary(place: &Path) -> Ready {
    to_system(place, "diary", 3)
}

fn to_prorenata(place: &Path) -> Ready {
    to_system(place, "prorenata", 2)
}

fn to_pmo(place: &Path) -> Ready {
    to_system(place, "pmo", 2)
}

fn to_system(place: &Path, system: &str, files: usize) -> Ready {
    let (_, _, document) = with_document(place, "mentor");
    Ready::saving(
        "save_for_system",
        json!({"document": document, "system": system}),
        files,
    )
}

fn a_message(place: &Path) -> Ready {
    let (_, _, document) = with_document(place, "rektor");
    let input = json!({"recipients": [{"to": "Socialtjänsten", "role": "", "address": "brevlåda 7"}],
        "subject": "Checklista", "text": "Hej!", "ground": {"ground": "duty"}});
    Ready::saving("save_message", json!({"document": document, "input": input}), 2)
}

fn a_calendar(place: &Path) -> Ready {
    let mut seat = vault_of(place, "coordinator");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "motesanteckningar-uppstart");
    seat.type_in(&document, json!({"next-meeting": "2027-01-15"}));
    Ready::saving("save_calendar", json!({}), 1)
}

fn a_list(place: &Path) -> Ready {
    with_document(place, "rektor");
    let input = json!({"filter": {}, "names": false, "kind": "xlsx"});
    Ready::saving("save_archive_list", json!({ "input": input }), 1)
}

fn a_copied_answer(place: &Path) -> Ready {
    let (_, _, document) = with_document(place, "mentor");
    let told = json!({"document": document, "field": 0, "system": "pmo"});
    Ready::asking("copied_field", told, move |seat| {
        let file = seat.ask("document_file", json!({"document": document}));
        file["history"][0]["kind"] == "exported"
    })
}

fn a_release(place: &Path) -> Ready {
    let (mut seat, case, _) = with_document(place, "rektor");
    let pupil = seat.ask("case", json!({"case": case}))["pupil"]["id"].clone();
    let request =
        json!({"requester": "pupil", "name": "", "access": false, "asked": "2026-11-20", "words": ""});
    let view = seat.ask("release_proposal", json!({"pupil": pupil, "request": request}));
    let input = json!({"request": request, "digest": view["digest"], "measures": {}, "outcome": "partly",
        "ground": "21 kap. 1 § OSL", "reasons": "Uppgifter om andra.", "by": view["by"]});
    Ready::saving("save_release", json!({"pupil": pupil, "input": input}), 1)
}

fn the_trail(place: &Path) -> Ready {
    let made = key::ceremony(place, 0, false);
    let mut seat = vault_of(place, "mentor");
    key::give_settings(&seat, &made.settings);
    let told = json!({"words": made.words, "passphrase": PASSPHRASE});
    seat.ask("take_municipality_key", told);
    let settings = made.settings;
    Ready::saving("export_trail", json!({"passphrase": PASSPHRASE}), 1)
        .after(move |seat| key::give_settings(seat, &settings))
}
