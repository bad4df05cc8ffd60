//! Files that the system gives the window: packages opened in the file manager, and what is dropped on the window.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says what failed by panicking

mod seat;

use std::path::PathBuf;

use seat::Seat;
use seat::papers::saved;
use seat::school::{School, checklist, send};
use serde_json::json;

/// Lays files where the window keeps what it was given.
fn give(seat: &Seat, files: &[(&str, &[u8])]) {
    let mut readable = seat.world.papers_in.lock().unwrap();
    let mut dropped = seat.world.dropped.lock().unwrap();
    for (name, bytes) in files {
        readable.push(((*name).to_owned(), bytes.to_vec()));
        dropped.push(PathBuf::from(name));
    }
}

#[test]
fn every_package_that_was_opened_while_the_vault_was_locked_is_read() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document});
    let packages = [
        send(&mut mentor, &case, copy.clone()),
        send(&mut mentor, &case, copy),
    ];
    assert_eq!(rektor.ask("packages_given", json!({})), false);

    rektor.ask("lock", json!({}));
    give(&rektor, &[("1.lotspaket", &packages[0])]);
    give(
        &rektor,
        &[("2.lotspaket", &packages[1]), ("brev.lotspaket", b"no package")],
    );
    assert_eq!(
        rektor.ask("packages_given", json!({})),
        true,
        "also at a locked vault"
    );
    assert_eq!(rektor.refused("open_dropped_packages", json!({})).code, "locked");
    rektor.ask("unlock", json!({"passphrase": seat::PASSPHRASE}));
    assert_eq!(
        rektor.ask("packages_given", json!({})),
        true,
        "nothing is lost by asking too early"
    );

    let post = rektor.ask("open_dropped_packages", json!({}));
    assert_eq!(post["waiting"].as_array().unwrap().len(), 2);
    assert_eq!(
        post["refused"].as_array().unwrap().len(),
        1,
        "and what is none is named"
    );
    assert_eq!(rektor.ask("packages_given", json!({})), false);
    let again = rektor.ask("open_dropped_packages", json!({}));
    assert_eq!(
        again["waiting"].as_array().unwrap().len(),
        2,
        "each is given once"
    );
}

#[test]
fn papers_that_came_with_packages_wait_to_be_taken_in() {
    let (mut mentor, mut rektor, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let copy = json!({"kind": "copy", "document": document});
    let package = send(&mut mentor, &case, copy);
    let paper = saved(&mut mentor, &document);
    give(&rektor, &[("brev.pdf", &paper), ("1.lotspaket", &package)]);
    let post = rektor.ask("open_dropped_packages", json!({}));
    assert_eq!(post["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(post["refused"], json!([]), "a paper is no broken package");
    assert_eq!(rektor.ask("papers_dropped", json!({})), true);
    let intake = rektor.ask("take_dropped", json!({}));
    assert_eq!(intake["papers"].as_array().unwrap().len(), 1, "{intake}");

    give(&rektor, &[("brev.pdf", &paper)]);
    let post = rektor.ask("open_dropped_packages", json!({}));
    assert_eq!(post["refused"], json!([]), "also where it comes alone");
    assert_eq!(rektor.ask("papers_dropped", json!({})), true);
}

#[test]
fn papers_that_were_dropped_while_the_vault_was_locked_are_taken_in() {
    let (mut mentor, _, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let paper = saved(&mut mentor, &document);
    assert_eq!(mentor.ask("papers_dropped", json!({})), false);
    mentor.ask("lock", json!({}));
    give(&mentor, &[("brev.pdf", &paper)]);
    assert_eq!(
        mentor.ask("papers_dropped", json!({})),
        true,
        "also at a locked vault"
    );
    assert_eq!(mentor.ask("packages_given", json!({})), false);
    mentor.ask("unlock", json!({"passphrase": seat::PASSPHRASE}));
    let intake = mentor.ask("take_dropped", json!({}));
    assert_eq!(intake["papers"].as_array().unwrap().len(), 1);
    assert_eq!(mentor.ask("papers_dropped", json!({})), false);
}

#[test]
fn the_paper_that_was_dropped_last_is_the_one_that_is_judged() {
    let (mut mentor, _, _place) = School::new().apart();
    let case = mentor.open_case(json!({}));
    let document = checklist(&mut mentor, &case);
    let paper = saved(&mut mentor, &document);
    *mentor.world.chosen.lock().unwrap() = Some(paper.clone());
    let report = mentor.ask("verify_file", json!({}));
    give(&mentor, &[("tidigare.pdf", b"no PDF"), ("nu.pdf", &paper)]);
    assert_eq!(
        mentor.ask("verify_dropped", json!({})),
        report,
        "what lay there before is another"
    );
}
