//! What is written in the vault: pupils, cases, forms, what is drawn and scanned, lists, and what is disposed of.

use std::path::Path;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::attempts::{Deed, Ready};
use crate::seat::papers::{saved, scanned, take_in_pages};
use crate::seat::{PASSPHRASE, Seat, sample};

pub const DEEDS: &[Deed] = &[
    Deed {
        name: "a pupil is entered",
        prepare: a_pupil,
    },
    Deed {
        name: "a pupil is being typed",
        prepare: a_pupil_half_typed,
    },
    Deed {
        name: "a case is opened",
        prepare: a_case,
    },
    Deed {
        name: "a form is typed in",
        prepare: a_draft,
    },
    Deed {
        name: "a form is completed",
        prepare: a_completion,
    },
    Deed {
        name: "a name is drawn",
        prepare: a_drawing,
    },
    Deed {
        name: "a scan is filed",
        prepare: a_scan,
    },
    Deed {
        name: "an old list is brought in",
        prepare: an_old_list,
    },
    Deed {
        name: "a disclosure is written down",
        prepare: a_disclosure,
    },
    Deed {
        name: "a document is disposed of",
        prepare: a_disposal,
    },
];

pub fn vault_of(place: &Path, role: &str) -> Seat {
    let mut seat = Seat::at(&place.join("vault"));
    seat.make_vault(role);
    seat
}

fn a_pupil(place: &Path) -> Ready {
    vault_of(place, "mentor");
    let input = json!({"name": "Astrid Almgren", "class": "8B", "school": "Björkskolan", "school_form": "grundskola"});
    let told = json!({"pupil": null, "input": input});
    Ready::asking("save_pupil", told, |seat| has_pupil(seat, "Astrid Almgren"))
}

fn has_pupil(seat: &mut Seat, name: &str) -> bool {
    seat.ask("pupils", json!({"search": ""}))
        .to_string()
        .contains(name)
}

fn a_pupil_half_typed(place: &Path) -> Ready {
    vault_of(place, "mentor");
    let here = json!({"form": "pupil", "about": "", "part": ""});
    let told = json!({"place": here, "body": {"name": "Astrid", "school": "", "school_form": ""}});
    Ready::asking("keep_unfinished", told, move |seat| {
        seat.ask("unfinished", json!({ "place": here }))["name"] == "Astrid"
    })
}

fn a_case(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    seat.open_case(json!({}));
    let pupil = seat.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let told = json!({"pupil": pupil, "input": {"title": "Frånvaro våren 2027"}});
    Ready::asking("open_case", told, |seat| has_pupil(seat, "våren 2027"))
}

fn a_draft(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, json!({"class": "7A"}));
    let told = json!({"document": document, "changes": sample("checklista")});
    Ready::asking("save_draft", told, move |seat| {
        let view = seat.ask("document", json!({"document": document}));
        view.to_string().contains("Trivs på slöjden")
    })
}

fn a_completion(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, sample("checklista"));
    let completing = json!({"sections": ["mentor-part"], "manners": {"mentor": "electronic"}});
    let told = json!({"document": document, "completing": completing});
    Ready::asking("complete", told, move |seat| {
        state(seat, &document) == "fardigstalld"
    })
}

pub fn state(seat: &mut Seat, document: &Value) -> String {
    let view = seat.ask("document", json!({"document": document}));
    view["state"].as_str().unwrap().to_owned()
}

fn a_drawing(place: &Path) -> Ready {
    let mut seat = vault_of(place, "kurator");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "kartlaggning");
    seat.type_in(&document, sample("kartlaggning"));
    let sections = seat.ask("review", json!({"document": document}))["sections"].clone();
    let completing =
        json!({"sections": sections, "manners": {"kurator": "electronic", "pupil-name": "drawn"}});
    seat.ask(
        "complete",
        json!({"document": document, "completing": completing}),
    );
    let drawing =
        json!({"name": "Alva Lindqvist", "typed": false, "strokes": [[[0, 900], [400, 100], [800, 900]]]});
    let told = json!({"document": document, "field": "pupil-name", "drawing": drawing});
    Ready::asking("draw_signature", told, move |seat| {
        let waiting = seat.signatures(&document)["waiting"].clone();
        waiting[0]["drawn_by"] == "Alva Lindqvist"
    })
}

fn a_scan(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.complete(&document, json!(["mentor-part"]));
    let pages = scanned(&saved(&mut seat, &document));
    let papers = |seat: &mut Seat| seat.ask("document_file", json!({"document": document}))["papers"].clone();
    let before = papers(&mut seat).as_array().unwrap().len();
    let told = document.clone();
    let is_done = move |seat: &mut Seat| {
        let papers = seat.ask("document_file", json!({"document": told}))["papers"].clone();
        papers.as_array().unwrap().len() > before
    };
    Ready {
        part: 1,
        act: Box::new(file_what_waits),
        ..Ready::asking("file_papers", json!({}), is_done).after(move |seat| {
            take_in_pages(seat, &pages);
        })
    }
}

/// Files the one scan that waits; what stands in the way is said of it.
fn file_what_waits(seat: &mut Seat) -> Result<Value, commands::CommandError> {
    let paper = seat.ask("intake", json!({}))["papers"][0].clone();
    let rows = paper["rows"].as_array().unwrap().iter();
    let rows: Vec<&Value> = rows.map(|row| &row["field"]).collect();
    let told = json!({"input": {"papers": [{"key": paper["key"], "rows": rows}], "kept_by": "Arkivet", "on": "2026-11-20"}});
    let view = seat.try_ask("file_papers", told)?;
    match view["papers"][0]["refused"].as_str() {
        Some(code) => Err(commands::CommandError::named(code)),
        None => Ok(view),
    }
}

fn an_old_list(place: &Path) -> Ready {
    vault_of(place, "coordinator");
    let list = "Namn;Status\nSiv Ekåsen;Vilande\nOmar Haddad;Pågår\n";
    let told = json!({"input": {"rows": [{"row": 2, "pupil": "new"}, {"row": 3, "pupil": "new"}]}});
    let is_done = |seat: &mut Seat| has_pupil(seat, "Siv Ekåsen") && has_pupil(seat, "Omar Haddad");
    Ready::asking("bring_in_cases", told, is_done).after(move |seat| {
        *seat.world.file.lock().unwrap() = Some(list.into());
        let view = seat.ask("choose_case_list", json!({}));
        let columns = view["columns"].as_array().unwrap().iter();
        let columns: Vec<&Value> = columns.map(|one| &one["column"]).collect();
        let input = json!({"sheet": 0, "columns": columns, "title": "Frånvaro", "school": "Björkskolan",
            "school_form": "grundskola"});
        seat.ask("map_case_list", json!({"input": input}));
    })
}

fn a_disclosure(place: &Path) -> Ready {
    let mut seat = vault_of(place, "rektor");
    let case = seat.open_case(json!({}));
    let input = json!({"to": "Polisen", "what": "Frånvaron", "kinds": [], "ground": "duty", "how": "brev",
        "on": "2026-11-20", "reason": ""});
    let told = json!({"case": case, "input": input});
    Ready::asking("disclose", told, move |seat| {
        let view = seat.ask("disclosures", json!({"case": case}));
        !view["told"].as_array().unwrap().is_empty()
    })
}

fn a_disposal(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    let case = seat.open_case(json!({}));
    let document = seat.begin(&case, "checklista");
    seat.type_in(&document, sample("checklista"));
    seat.complete(&document, json!(["mentor-part"]));
    let input = json!({"documents": [document], "reason": "Beslut 7", "passphrase": PASSPHRASE});
    let is_done = move |seat: &mut Seat| {
        seat.try_ask("document", json!({"document": document})).is_err() && is_empty(seat)
    };
    Ready {
        later: TimeDelta::days(3 * 366),
        ..Ready::asking("dispose", json!({"input": input}), is_done).after(|seat| {
            let rules =
                "name = 'Exempelkommun'\n[[disposal]]\nform = 'checklista'\nyears = 1\nplan = 'KS 1'\n";
            *seat.world.municipality.lock().unwrap() = Some(rules.to_owned());
        })
    }
}

/// Whether no document is left of which there is a paper.
fn is_empty(seat: &mut Seat) -> bool {
    let filter = json!({"words": "", "form": "", "state": "", "from": "", "until": ""});
    seat.ask("archive", json!({"filter": filter}))["rows"] == json!([])
}
