//! The network as far as the program ever uses it: a time-stamp service on loopback, asked by the shell and by the
//! command line.
#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

mod clock;

use std::process::{Command, Output};

use clock::Served;
use narvarolots::network::ask_clock;
use serde_json::Value;
use signing::TimeStampError;

fn cli(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
        .args(words)
        .output()
        .unwrap()
}

#[test]
fn a_service_is_asked_and_followed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    for (path, error) in [
        ("/refuses", TimeStampError::Refused),
        ("/elsewhere", TimeStampError::Refused),
    ] {
        let url = format!("{}{path}", served.address);
        assert_eq!(ask_clock(&url, b"question"), Err(error), "{path}");
    }
    let babble = ask_clock(&format!("{}/babbles", served.address), b"question");
    assert_eq!(babble.unwrap(), b"what time is it?");
    for url in ["http://127.0.0.1:9/tsa", "no address"] {
        assert_eq!(
            ask_clock(url, b"question"),
            Err(TimeStampError::Unreachable),
            "{url}"
        );
    }
}

#[test]
fn the_command_line_signs_with_a_time_stamp() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let served = Served::start(&folder.path().join("clock"));
    let answers = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/checklista.json");
    let [pdf, key, secret, trust] = ["plain.pdf", "key.p12", "secret", "trust"].map(place);
    let origin = place("origin.json");
    std::fs::write(&origin, r#"{"manners": {"mentor": "electronic"}}"#).unwrap();
    let rendered = cli(&[
        "render",
        "--form",
        "checklista",
        "--answers",
        answers,
        "--provenance",
        &origin,
        "--out",
        &pdf,
    ]);
    assert!(rendered.status.success(), "{rendered:?}");
    make_key(folder.path());
    std::fs::write(&secret, "granris\n").unwrap();
    let sign = |url: &str, out: &str| {
        let words = [
            "sign",
            &pdf,
            "--p12",
            &key,
            "--out",
            out,
            "--passphrase-file",
            &secret,
            "--tsa",
            url,
        ];
        cli(&words)
    };
    let none = place("none.pdf");
    for (url, said) in [
        ("http://127.0.0.1:9/tsa".to_owned(), "svarar inte"),
        (format!("{}/babbles", served.address), "hör inte till frågan"),
    ] {
        let refused = sign(&url, &none);
        let words = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            refused.status.code() == Some(2) && words.contains(said),
            "{words}"
        );
        assert!(
            !std::path::Path::new(&none).exists(),
            "no file without a time stamp"
        );
    }
    let signed = place("signed.pdf");
    let done = sign(&served.url(), &signed);
    assert!(done.status.success(), "{done:?}");

    std::fs::create_dir(&trust).unwrap();
    std::fs::copy(&served.certificate, folder.path().join("trust/clock.pem")).unwrap();
    std::fs::copy(folder.path().join("own.pem"), folder.path().join("trust/own.pem")).unwrap();
    let judged = cli(&["verify", &signed, "--trust", &trust, "--json"]);
    let report: Value = serde_json::from_slice(&judged.stdout).unwrap();
    assert_eq!(report["verdict"], "verdict-whole", "{report}");
    assert!(report["signatures"][0]["proven"].is_string());
}

/// A key file whose certificate holds now, whenever that is.
fn make_key(folder: &std::path::Path) {
    for words in [
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.pem -days 30 -subj /CN=Astrid",
        "pkcs12 -export -inkey own.key -in own.pem -out key.p12 -passout pass:granris",
    ] {
        let done = Command::new("openssl")
            .args(words.split(' '))
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}
