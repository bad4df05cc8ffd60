//! Papers come in, from other vaults, from scanners and from other systems, and are filed once.

// What cannot be made must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;

use cases::Document;
use commands::Catalogue;
use commands::render::{Origin, render};
use commands::signatures::{Wish, sign};
use forms::Hash;
use forms::record::Predecessor;
use seat::papers::{completed, file, saved, scanned, standings, stranger, take_in, take_in_pages};
use seat::{Seat, sample};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use vault::{Paper, Passphrase, Vault};

#[test]
fn a_paper_from_another_vault_is_filed_once() {
    let (mentors, rektors) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut mentor = Seat::at(mentors.path());
    mentor.make_vault("mentor");
    let case = mentor.open_case(json!({}));
    let document = completed(&mut mentor, &case, "checklista", json!({"mentor": "electronic"}));
    let unsigned = saved(&mut mentor, &document);
    let signing = json!({"document": document, "field": "mentor", "passphrase": "fyra ord på rad", "leave_undrawn": false});
    mentor.ask("sign_document", signing);
    let signed = saved(&mut mentor, &document);

    let mut rektor = Seat::at(rektors.path());
    rektor.make_vault("rektor");
    let mut changed = signed.clone();
    let name = changed.windows(8).rposition(|word| word == b"Birgitta").unwrap();
    changed[name] = b'b';
    let files: [(&str, &[u8]); 3] = [("a.pdf", &signed), ("b.pdf", &changed), ("c.txt", b"words")];
    let view = take_in(&mut rektor, &files);
    assert_eq!(
        standings(&view),
        ["incoming-foreign", "incoming-changed"],
        "{view:#}"
    );
    assert_eq!(
        view["refused"],
        json!([{"file": "c.txt", "code": "scan-unknown-format"}])
    );
    let paper = &view["papers"][0];
    assert_eq!(
        (&paper["needs_pupil"], &paper["pupils"], &paper["verdict"]),
        (&json!(true), &json!([]), &json!("verdict-unknown-issuer"))
    );
    let key = paper["key"].clone();
    let nobody = json!({"input": {"papers": [{"key": key, "pupil": ""}]}});
    let refused = rektor.refused("file_papers", nobody);
    assert_eq!(
        refused.problems[0].field,
        format!("pupil-{}", key.as_str().unwrap())
    );
    assert_eq!(rektor.ask("progress", json!({}))["going"], false);

    let view = file(&mut rektor, json!([{"key": key, "pupil": "new"}]), json!({}));
    assert_eq!(standings(&view), ["incoming-changed"]);
    let filed = &view["filed"][0];
    assert_eq!(
        (&filed["document"], &filed["pupil"]),
        (&document, &sample("checklista")["pupil"]),
        "the document keeps its id"
    );
    let read = rektor.ask("document", json!({"document": document}));
    assert_eq!(read["state"], "undertecknad");
    assert_eq!(saved(&mut rektor, &document), signed, "not a byte is rewritten");

    rektor.ask("clear_intake", json!({}));
    let view = take_in(&mut rektor, &[("a.pdf", &signed), ("old.pdf", &unsigned)]);
    assert_eq!(standings(&view), ["incoming-known", "incoming-older"]);
    let key = view["papers"][1]["key"].clone();
    let view = file(&mut rektor, json!([{"key": key}]), json!({}));
    assert_eq!(view["papers"][1]["refused"], "not-to-be-filed");

    // Another document of the same case, so nobody is asked about the pupil.
    let next = completed(&mut mentor, &case, "analysfragor", json!({}));
    let bytes = saved(&mut mentor, &next);
    let view = take_in(&mut rektor, &[("next.pdf", &bytes)]);
    let paper = &view["papers"][2];
    assert_eq!(
        (&paper["standing"], &paper["needs_pupil"], &paper["pupil"]),
        (
            &json!("incoming-foreign"),
            &json!(false),
            &sample("checklista")["pupil"]
        )
    );
    let view = file(&mut rektor, json!([{"key": paper["key"]}]), json!({}));
    assert_eq!(view["filed"][0]["document"], next);
    rektor.ask("lock", json!({}));
    rektor.ask("unlock", json!({"passphrase": "fyra ord på rad"}));
    assert_eq!(
        rektor.ask("intake", json!({}))["papers"],
        json!([]),
        "nothing lies open in memory"
    );
}

#[test]
fn a_signature_made_elsewhere_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "kartlaggning", json!({"kurator": "electronic"}));
    let unsigned = saved(&mut seat, &document);
    let wish = |lock| Wish {
        field: Some("kurator"),
        at: "2026-11-20T12:00:00+01:00".parse().unwrap(),
        lock,
    };
    let last = sign(&unsigned, &stranger(), &wish(true), None).unwrap();
    let view = take_in(&mut seat, &[("last.pdf", &last)]);
    assert_eq!(
        standings(&view),
        ["incoming-next"],
        "whoever signs last closes it"
    );
    seat.ask("clear_intake", json!({}));
    let signed = sign(&unsigned, &stranger(), &wish(false), None).unwrap();
    let view = take_in(&mut seat, &[("signed.pdf", &signed)]);
    assert_eq!(standings(&view), ["incoming-next"], "{view:#}");
    assert_eq!(view["papers"][0]["names"], json!(["Omar Lind"]));
    file(&mut seat, json!([{"key": view["papers"][0]["key"]}]), json!({}));
    assert_eq!(
        seat.ask("document", json!({"document": document}))["state"],
        "undertecknad"
    );
    let kept = seat.ask("document_file", json!({"document": document}));
    let papers = kept["papers"].as_array().unwrap();
    assert_eq!((papers.len(), &papers[1]["current"]), (2, &json!(true)));
    let row = kept["history"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "row-signed")
        .unwrap();
    assert_eq!(
        (&row["name"], &row["on"]),
        (&json!("Omar Lind"), &json!("2026-11-21")),
        "the day that it claims is not proven"
    );
}

#[test]
fn a_scan_finds_its_document() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = completed(
        &mut seat,
        &case,
        "kartlaggning",
        json!({"kurator": "ink", "pupil-name": "ink"}),
    );
    let pages = scanned(&saved(&mut seat, &document));
    assert!(pages.len() > 1, "a document of several pages");

    let view = take_in(&mut seat, &[("1.png", &pages[0])]);
    assert_eq!(standings(&view), ["incoming-scan-incomplete"], "{view:#}");
    assert_eq!(view["papers"][0]["missing"][0], 2);
    let view = take_in_pages(&mut seat, &pages[1..]);
    assert_eq!(standings(&view), ["incoming-scan"]);
    let paper = view["papers"][0].clone();
    let rows: Vec<&str> = paper["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["field"].as_str().unwrap())
        .collect();
    assert!(
        rows.contains(&"pupil-name") && rows.contains(&"kurator"),
        "{rows:?}"
    );
    let picture = seat.ask("scanned_page", json!({"at": paper["pages"][0]["at"]}));
    assert!(picture.as_str().unwrap().starts_with("iVBOR"), "a picture");

    let filing = json!([{"key": paper["key"], "rows": rows}]);
    let refused = seat.refused("file_papers", json!({"input": {"papers": filing}}));
    let fields: Vec<&str> = refused
        .problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["kept-by", "on"]);
    let view = file(
        &mut seat,
        filing,
        json!({"kept_by": "Rektors arkivskåp", "on": "20/11"}),
    );
    assert_eq!(
        (standings(&view), view["filed"].as_array().unwrap().len()),
        (vec![], 1)
    );
    assert_eq!(
        seat.ask("document", json!({"document": document}))["state"],
        "undertecknad"
    );
    let kept = seat.ask("document_file", json!({"document": document}));
    assert_eq!(
        (&kept["papers"][1]["kind"], &kept["papers"][1]["current"]),
        (&json!("scan"), &json!(false))
    );
    let keeper = kept["history"]
        .as_array()
        .unwrap()
        .iter()
        .find(|event| event["kind"] == "original-kept")
        .unwrap();
    assert_eq!(keeper["name"], "Rektors arkivskåp");
    let shown = seat.ask("paper_pages", json!({"document": document, "number": 2}));
    assert_eq!(shown.as_array().unwrap().len(), pages.len());

    let view = take_in_pages(&mut seat, &pages);
    assert_eq!(standings(&view), ["incoming-known"]);
    let view = seat.ask(
        "put_aside",
        json!({"papers": [view["papers"][0]["key"]], "pages": []}),
    );
    assert_eq!(standings(&view), Vec::<&str>::new());
}

/// The code of a page is hidden, so a person says where it belongs.
#[test]
fn a_page_without_a_code_is_placed_by_a_person() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    let pdf = saved(&mut seat, &document);
    let small = documents::pictures(&pdf, 0.35).unwrap();
    let files: Vec<(&str, &[u8])> = small
        .iter()
        .map(|page| ("faint.png", page.png.as_slice()))
        .collect();
    let mut pages = Vec::new();
    for one in &files {
        let view = take_in(&mut seat, &[*one]);
        pages = view["loose"].as_array().unwrap().clone();
        assert_eq!(view["places"][0]["document"], document);
    }
    assert_eq!(pages.len(), small.len());
    let told = |at: &Value, page: &str| json!({"at": at, "document": document, "page": page});
    assert_eq!(
        seat.refused("place_page", told(&pages[0]["at"], "99"))
            .field
            .as_deref(),
        Some("page")
    );
    seat.ask("turn_page", json!({"at": pages[0]["at"]}));
    let mut view = Value::Null;
    for (at, page) in pages.iter().enumerate() {
        view = seat.ask("place_page", told(&page["at"], &(at + 1).to_string()));
    }
    assert_eq!(
        (standings(&view), &view["loose"]),
        (vec!["incoming-scan"], &json!([]))
    );
}

#[test]
fn who_is_protected_stays_on_paper() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("kurator");
    let case = seat.open_case(json!({"protected": true, "alias": "Ek"}));
    let document = completed(&mut seat, &case, "checklista", json!({}));
    seat.ask(
        "print",
        json!({"order": {"documents": [document], "printer": "pdf"}}),
    );
    let pdf = seat.world.printed.lock().unwrap().pop().unwrap();
    let pages = scanned(&pdf);
    let view = take_in_pages(&mut seat, &pages);
    assert_eq!(standings(&view), ["incoming-protected"]);
    assert_eq!(view["papers"][0]["pupil"], Value::Null);
    let key = view["papers"][0]["key"].clone();
    let view = file(&mut seat, json!([{"key": key}]), json!({"kept_by": "Arkivet"}));
    assert_eq!(view["filed"], json!([]));
}

/// The same file with an update behind it that empties an object, as whoever alters a page would.
fn altered(pdf: &[u8], object: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let after = |word: &str| text.rsplit(word).next().unwrap().trim_start().to_owned();
    let number = |text: String| -> String { text.chars().take_while(char::is_ascii_digit).collect() };
    let (root, size, previous) = (
        number(after("/Root ")),
        number(after("/Size ")),
        number(after("startxref")),
    );
    let mut update = pdf.to_vec();
    let at = update.len();
    update.extend(format!("{object} 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n").bytes());
    let table = update.len();
    let trailer = format!("<</Root {root} 0 R/Size {size}/Prev {previous}>>");
    update.extend(
        format!("xref\n{object} 1\n{at:010} 00000 n \ntrailer\n{trailer}\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    update
}

#[test]
fn what_was_altered_before_it_was_signed_is_not_filed() {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(folder.path());
    seat.make_vault("rektor");
    let case = seat.open_case(json!({}));
    let document = completed(&mut seat, &case, "kartlaggning", json!({"kurator": "electronic"}));
    let unsigned = saved(&mut seat, &document);
    let page = String::from_utf8_lossy(&unsigned)
        .split("/Contents ")
        .nth(1)
        .unwrap()
        .to_owned();
    let content: usize = page
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap();
    let touched = altered(&unsigned, content);
    let wish = Wish {
        field: Some("kurator"),
        at: "2026-11-20T12:00:00+01:00".parse().unwrap(),
        lock: false,
    };
    let signed = sign(&touched, &stranger(), &wish, None).unwrap();
    let view = take_in(&mut seat, &[("touched.pdf", &touched), ("signed.pdf", &signed)]);
    assert_eq!(
        standings(&view),
        ["incoming-changed", "incoming-changed"],
        "{view:#}"
    );
}

/// Anybody can make a certificate in a guardian's name, so that a person says whose signature it is.
#[test]
fn a_guardians_electronic_signature_counts_when_a_person_says_so() {
    let (mentors, rektors) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut mentor = Seat::at(mentors.path());
    mentor.make_vault("rektor");
    let case = mentor.open_case(json!({}));
    let manners = json!({"guardian-1": "electronic"});
    let document = completed(&mut mentor, &case, "samtycke-skola-socialtjanst", manners);
    let unsigned = saved(&mut mentor, &document);
    let wish = Wish {
        field: Some("guardian-1"),
        at: "2026-11-01T12:00:00+01:00".parse().unwrap(),
        lock: false,
    };
    let signed = sign(&unsigned, &stranger(), &wish, None).unwrap();
    let standing = |seat: &mut Seat, row: &str| {
        let view = seat.ask("consent", json!({"document": document}));
        let signer = view["signers"]
            .as_array()
            .unwrap()
            .iter()
            .find(|signer| signer["row"] == row)
            .cloned();
        signer.unwrap_or_default()["standing"].clone()
    };
    let view = take_in(&mut mentor, &[("signed.pdf", &signed)]);
    let paper = &view["papers"][0];
    assert_eq!(
        (&paper["standing"], &paper["is_consent"]),
        (&json!("incoming-next"), &json!(true))
    );
    assert_eq!(paper["rows"][0]["field"], "guardian-1", "{view:#}");
    file(&mut mentor, json!([{"key": paper["key"]}]), json!({}));
    assert_eq!(standing(&mut mentor, "guardian-1"), "missing");

    let mut rektor = Seat::at(rektors.path());
    rektor.make_vault("rektor");
    let view = take_in(&mut rektor, &[("signed.pdf", &signed)]);
    let filing = json!([{"key": view["papers"][0]["key"], "rows": ["guardian-1"], "pupil": "new"}]);
    file(&mut rektor, filing, json!({}));
    assert_eq!(standing(&mut rektor, "guardian-1"), "signed");
    assert_eq!(
        standing(&mut rektor, "guardian-2"),
        "missing",
        "nobody knows that there is none"
    );
    let history = rektor.ask("consent", json!({"document": document}))["history"].clone();
    assert_eq!(
        history[0]["on"], "2026-11-21",
        "a day that is only claimed lets nothing be told before it came"
    );
}

#[test]
fn who_is_protected_here_is_not_taken_in_from_elsewhere() {
    let (mentors, rektors) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut mentor = Seat::at(mentors.path());
    mentor.make_vault("mentor");
    let case = mentor.open_case(json!({}));
    let [first, second] = ["checklista", "analysfragor"].map(|form| {
        let document = completed(&mut mentor, &case, form, json!({}));
        saved(&mut mentor, &document)
    });
    let mut rektor = Seat::at(rektors.path());
    rektor.make_vault("rektor");
    let view = take_in(&mut rektor, &[("first.pdf", &first)]);
    file(
        &mut rektor,
        json!([{"key": view["papers"][0]["key"], "pupil": "new"}]),
        json!({}),
    );
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let mut known = rektor.ask("pupil", json!({"pupil": pupil}))["input"].clone();
    known["protected"] = json!(true);
    known["alias"] = json!("Ek");
    rektor.ask("save_pupil", json!({"pupil": pupil, "input": known}));
    let view = take_in(&mut rektor, &[("second.pdf", &second)]);
    assert_eq!(standings(&view), ["incoming-protected"]);
}

/// A checklist that says that it continues another.
fn continuing(case: Uuid, document: Uuid, before: Uuid, sha256: Hash) -> Vec<u8> {
    let catalogue = Catalogue::embedded().unwrap();
    let form = catalogue.find("checklista").unwrap();
    let answers = serde_json::from_value(sample("checklista")).unwrap();
    let origin = Origin {
        case: Some(case),
        predecessor: Some(Predecessor {
            document: before,
            sha256,
        }),
        ..Origin::default()
    };
    render(form, Some(&answers), &origin, Some(document), seat::noon()).unwrap()
}

/// Whoever looks for a document's beginning would never find it.
#[test]
fn papers_that_continue_each_other_in_a_ring_are_not_filed() {
    let folder = TempDir::new().unwrap();
    let mut rektor = Seat::at(folder.path());
    rektor.make_vault("rektor");
    let [case, first, second, third, own] = [1, 2, 3, 4, 5].map(Uuid::from_u128);
    let anything = Hash::of(b"anything");
    let one = continuing(case, first, second, anything);
    let ring = [
        (
            continuing(case, second, first, Hash::of(&one)),
            "incoming-misplaced",
        ),
        (continuing(case, third, second, anything), "incoming-foreign"),
        (continuing(case, own, own, anything), "incoming-misplaced"),
    ];
    let view = take_in(&mut rektor, &[("1.pdf", &one)]);
    file(
        &mut rektor,
        json!([{"key": view["papers"][0]["key"], "pupil": "new"}]),
        json!({}),
    );
    for (paper, standing) in ring {
        let view = take_in(&mut rektor, &[("n.pdf", &paper)]);
        assert_eq!(standings(&view), [standing]);
        rektor.ask("clear_intake", json!({}));
    }
}

/// What an earlier version has filed stops nothing.
#[test]
fn a_ring_that_is_in_a_vault_hangs_nothing() {
    let folder = TempDir::new().unwrap();
    let mut rektor = Seat::at(folder.path());
    rektor.make_vault("rektor");
    let [case, first, second, third] = [1, 2, 3, 4].map(Uuid::from_u128);
    let one = continuing(case, first, second, Hash::of(b"anything"));
    let view = take_in(&mut rektor, &[("1.pdf", &one)]);
    file(
        &mut rektor,
        json!([{"key": view["papers"][0]["key"], "pupil": "new"}]),
        json!({}),
    );
    rektor.ask("lock", json!({}));
    let key = Passphrase::typed(seat::PASSPHRASE);
    let vault = Vault::open(folder.path(), &vault::Key::Passphrase(&key), seat::noon()).unwrap();
    vault
        .write(|write| {
            let cover = write.documents().get(first.into())?.unwrap();
            let paper = write.papers().of(first.into())?.pop().unwrap();
            for (document, before) in [(second, first), (third, second)] {
                write.documents_mut().begin(&Document {
                    id: document.into(),
                    predecessor: Some(Predecessor {
                        document: before,
                        sha256: paper.attached.sha256,
                    }),
                    ..cover.clone()
                })?;
                write.papers_mut().add(&Paper {
                    document: document.into(),
                    ..paper.clone()
                })?;
            }
            Ok::<_, vault::Error>(())
        })
        .unwrap();
    drop(vault);
    rektor.ask("unlock", json!({"passphrase": seat::PASSPHRASE}));
    rektor.ask("calendar", json!({}));
    rektor.ask("case", json!({"case": case}));
    for document in [first, second, third] {
        rektor.ask("document", json!({"document": document}));
        rektor.ask("document_file", json!({"document": document}));
    }
    rektor.ask("check_archive", json!({}));
    let rules = "name = 'Exempelkommun'\n[[disposal]]\nform = 'checklista'\nyears = 0\nplan = 'KS 2024/12'\n";
    *rektor.world.municipality.lock().unwrap() = Some(rules.to_owned());
    *rektor.world.ahead.lock().unwrap() = chrono::TimeDelta::days(400);
    let due = rektor.ask("disposals", json!({}))["due"].clone();
    let hindrances: Vec<(&str, &Value)> = due
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["document"].as_str().unwrap(), &row["hindrance"]))
        .collect();
    assert_eq!(hindrances.len(), 3, "{due:#}");
    for (document, hindrance) in hindrances {
        let is_last = document == third.to_string();
        assert_eq!(hindrance.is_null(), is_last, "{document}: {hindrance}");
    }
    let pupil = rektor.ask("pupils", json!({"search": ""}))[0]["id"].clone();
    let request =
        json!({"requester": "pupil", "name": "", "access": false, "asked": "2026-11-20", "words": ""});
    rektor.ask("release_proposal", json!({"pupil": pupil, "request": request}));
}
