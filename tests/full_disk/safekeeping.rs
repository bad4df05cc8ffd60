//! Backups, as the user makes, tries and restores them.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::attempts::{Deed, Ready};
use crate::seat::Seat;
use crate::seat::backups::{completed, count, days_later, look};
use crate::writing::vault_of;

pub const DEEDS: &[Deed] = &[
    Deed {
        name: "a backup is made",
        prepare: a_backup,
    },
    Deed {
        name: "another place for backups is chosen",
        prepare: another_place,
    },
    Deed {
        name: "a backup is tried",
        prepare: a_drill,
    },
    Deed {
        name: "a backup is restored",
        prepare: a_restoring,
    },
];

fn a_backup(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    completed(&mut seat, "Astrid Almgren");
    Ready {
        part: 8,
        ..Ready::asking("back_up", json!({}), |seat| backups(seat, 0) == 1)
    }
}

/// How many there are in a place.
fn backups(seat: &mut Seat, place: usize) -> usize {
    count(&seat.ask("backups", json!({}))["places"][place])
}

fn another_place(place: &Path) -> Ready {
    let mut seat = vault_of(place, "mentor");
    completed(&mut seat, "Astrid Almgren");
    fs::create_dir(place.join("usb")).unwrap();
    let ready = Ready::asking("choose_backup_place", json!({}), |seat| {
        let view = seat.ask("backups", json!({}));
        view["places"].as_array().unwrap().len() == 2 && count(&view["places"][1]) == 1
    });
    Ready { part: 8, ..ready }.after(|seat| {
        let (out, _) = seat.world.disk.lock().unwrap().clone().unwrap();
        *seat.world.folder.lock().unwrap() = Some(out.with_file_name("usb"));
    })
}

fn with_backup(place: &Path) -> Seat {
    let mut seat = vault_of(place, "mentor");
    completed(&mut seat, "Astrid Almgren");
    seat.ask("back_up", json!({}));
    seat
}

fn a_drill(place: &Path) -> Ready {
    with_backup(place);
    Ready {
        part: 3,
        act: Box::new(|seat| {
            let backups = seat.try_ask(
                "open_backups",
                json!({"passphrase": crate::seat::PASSPHRASE, "words": ""}),
            )?;
            seat.try_ask("drill_backup", json!({"backup": backups["backups"][0]["id"]}))
        }),
        ..Ready::asking("drill_backup", json!({}), |seat| {
            seat.ask("backups", json!({}))["drill"]["passed"] == true
        })
        .after(|seat| _ = seat.ask("find_backups", json!({"elsewhere": false})))
    }
}

fn a_restoring(place: &Path) -> Ready {
    let mut seat = with_backup(place);
    days_later(&seat, 1);
    completed(&mut seat, "Omar Haddad");
    Ready {
        later: chrono::TimeDelta::days(2),
        part: 3,
        act: Box::new(|seat| {
            let staged = seat.try_ask("restore", json!({}));
            if staged.as_ref().is_err_and(|error| error.code == "not-found") {
                // A restoring that failed is begun anew.
                look(seat, false, 0);
                return seat.try_ask("restore", json!({}));
            }
            staged
        }),
        ..Ready::asking("restore", json!({}), |seat| {
            let pupils = seat.ask("pupils", json!({"search": ""})).to_string();
            pupils.contains("Astrid") && !pupils.contains("Omar")
        })
        .after(|seat| _ = look(seat, false, 0))
    }
}
