//! Time stamps, with OpenSSL as the service: on signing, afterwards, and with proofs for later.
//!
//! Needs `openssl`; it reads the real clock, so these tests do too.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod seat;
#[path = "../../signing/tests/support/tsa.rs"]
mod tsa;

use chrono::{DateTime, Utc};
use seat::{Seat, noon};
use serde_json::{Value, json};
use signing::{TimeStampError, TimeStamper as _};
use tempfile::TempDir;
use tsa::Clock;

struct Scene {
    seat: Seat,
    certificate: Vec<u8>,
    clock: Option<seat::Clock>,
    folder: TempDir,
}

fn scene() -> Scene {
    let folder = TempDir::new().unwrap();
    let mut seat = Seat::at(&folder.path().join("vault"));
    *seat.world.ahead.lock().unwrap() = DateTime::<Utc>::from(std::time::SystemTime::now()) - noon();
    seat.make_vault("mentor");
    let mut clock = Clock::new(&folder.path().join("clock"));
    Scene {
        seat,
        certificate: clock.certificate(),
        clock: Some(Box::new(move |question| clock.answer(question))),
        folder,
    }
}

impl Scene {
    fn set(&mut self, certificate: &[u8]) -> Value {
        *self.seat.world.file.lock().unwrap() = Some(certificate.to_vec());
        let chosen = self.seat.ask("choose_clock_certificate", json!({}));
        let told = json!({"url": "http://tid.exempel.se/tsa", "certificate": chosen["pem"]});
        self.seat.ask("save_clock", told)
    }

    fn reach(&mut self, is_there: bool) {
        let mut there = self.seat.world.clock.lock().unwrap();
        if is_there {
            *there = self.clock.take();
        } else {
            self.clock = there.take();
        }
    }

    fn signed(&mut self) -> Value {
        let document = self.seat.completed_checklist();
        self.seat.try_sign(&document, json!({})).unwrap();
        document
    }
}

#[test]
fn a_service_is_set_and_given_up() {
    let mut scene = scene();
    assert_eq!(scene.seat.ask("clock", json!({})), Value::Null);
    let pem = String::from_utf8(scene.certificate.clone()).unwrap();
    for (url, certificate, code, field) in [
        ("tid.exempel.se", pem.as_str(), "not-an-address", "url"),
        ("http://tid.exempel.se", "", "clock-unknown", "certificate"),
    ] {
        let told = json!({"url": url, "certificate": certificate});
        let refused = scene.seat.refused("save_clock", told);
        assert_eq!(
            (refused.code.as_str(), refused.field.as_deref()),
            (code, Some(field))
        );
    }
    let certificate = scene.certificate.clone();
    let set = scene.set(&certificate);
    assert_eq!(
        (&set["url"], &set["standing"]),
        (&json!("http://tid.exempel.se/tsa"), &json!("holds"))
    );
    *scene.seat.world.ahead.lock().unwrap() += chrono::TimeDelta::days(3600);
    assert_eq!(scene.seat.ask("clock", json!({}))["standing"], "ends-soon");
    *scene.seat.world.ahead.lock().unwrap() += chrono::TimeDelta::days(100);
    assert_eq!(scene.seat.ask("clock", json!({}))["standing"], "ended");
    scene.seat.ask("confirm", json!({"passphrase": seat::PASSPHRASE}));
    scene.seat.ask("remove_clock", json!({}));
    assert_eq!(scene.seat.ask("clock", json!({})), Value::Null);
}

#[test]
fn a_signature_gets_a_time_stamp_when_the_service_answers() {
    let mut scene = scene();
    let certificate = scene.certificate.clone();
    scene.set(&certificate);
    scene.reach(true);
    let document = scene.signed();
    let found = scene.seat.signatures(&document);
    assert_eq!(found["report"]["verdict"], "verdict-whole");
    assert!(found["report"]["signatures"][0]["proven"].is_string());
    assert_eq!(
        (&found["may_stamp"], &found["may_preserve"], &found["unstamped"]),
        (&json!(false), &json!(true), &Value::Null)
    );
    scene.seat.ask("remove_clock", json!({}));
    let later = scene.seat.signatures(&document);
    assert_eq!(
        later["report"], found["report"],
        "what was stamped is still judged"
    );
    assert_eq!(later["may_preserve"], false);
}

#[test]
fn a_signature_is_made_without_and_stamped_afterwards() {
    let mut scene = scene();
    let certificate = scene.certificate.clone();
    scene.set(&certificate);
    let document = scene.signed();
    let told = json!({"document": document});
    let found = scene.seat.signatures(&document);
    assert_eq!(found["report"]["signatures"][0]["proven"], Value::Null);
    assert_eq!(
        (&found["may_stamp"], &found["unstamped"]),
        (&json!(true), &json!("timestamp-unreachable"))
    );
    let refused = scene.seat.refused("time_stamp_document", told.clone());
    assert_eq!(refused.code, "timestamp-unreachable");

    scene.reach(true);
    scene.seat.ask("time_stamp_document", told.clone());
    let found = scene.seat.signatures(&document);
    let report = found["report"].clone();
    assert_eq!(report["verdict"], "verdict-whole");
    assert!(report["signatures"][0]["proven"].is_string());
    assert_eq!(report["signatures"][1]["is_time_stamp"], true);
    assert_eq!(
        (&found["may_stamp"], &found["unstamped"], &found["may_preserve"]),
        (&json!(false), &Value::Null, &json!(true))
    );
    scene.seat.ask("preserve_document", told.clone());
    let found = scene.seat.signatures(&document);
    assert_eq!(found["report"]["verdict"], "verdict-whole");
    assert_eq!(
        (&found["may_preserve"], &found["stamp_ends"]),
        (&json!(false), &Value::Null)
    );
    *scene.seat.world.ahead.lock().unwrap() += chrono::TimeDelta::days(3600);
    let found = scene.seat.signatures(&document);
    assert!(found["stamp_ends"].is_string() && found["may_preserve"] == true);

    scene.seat.ask("confirm", json!({"passphrase": seat::PASSPHRASE}));
    scene.seat.ask("save_document", told);
    let (_, pdf) = scene.seat.world.saved.lock().unwrap().pop().unwrap();
    keep("bevarad.pdf", &pdf);
    keep("trust/clock.pem", &certificate);
    let own = report["signatures"][0]["certificate"].as_str().unwrap();
    keep("trust/own.pem", own.as_bytes());
    assert!(pdf.windows(4).any(|window| window == b"/DSS"));
}

/// A stamp that another service gave is no proof: the signature is made without, and it is said.
#[test]
fn another_service_is_not_believed() {
    let mut scene = scene();
    let other = Clock::new(&scene.folder.path().join("other")).certificate();
    scene.set(&other);
    scene.reach(true);
    let document = scene.signed();
    let found = scene.seat.signatures(&document);
    assert_eq!(
        (&found["unstamped"], &found["report"]["verdict"]),
        (&json!("clock-not-trusted"), &json!("verdict-whole"))
    );
    let told = json!({"document": document});
    assert_eq!(
        scene.seat.refused("preserve_document", told.clone()).code,
        "clock-not-trusted"
    );
    scene.reach(false);
    scene.seat.ask("remove_clock", json!({}));
    assert_eq!(scene.seat.refused("time_stamp_document", told).code, "no-clock");
    assert!(matches!(
        tsa::Broken(Err(TimeStampError::Refused)).answer(b""),
        Err(TimeStampError::Refused)
    ));
}

/// For the judges, who sit outside: xtask says where.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("SIGNING_OUT") {
        let folder = std::path::PathBuf::from(folder).join("window");
        std::fs::create_dir_all(folder.join("trust")).unwrap();
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}
