//! The command line as a script meets it: what it prints, what it leaves on disk, how it fails.
#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

#[path = "cli/backups.rs"]
mod backups;
mod card;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

const TIME: &str = "2026-11-21T12:00:00Z";

fn cli(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
        .args(words)
        .output()
        .unwrap()
}

fn done(words: &[&str]) -> String {
    let output = cli(words);
    assert!(
        output.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The words on standard error of a command that must fail with status 2.
fn refused(words: &[&str]) -> String {
    let output = cli(words);
    assert_eq!(output.status.code(), Some(2), "{words:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn sample(form: &str) -> String {
    format!("{}/tests/samples/{form}.json", env!("CARGO_MANIFEST_DIR"))
}

fn json_of(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn forms() -> Vec<Value> {
    serde_json::from_str(&done(&["forms", "--json"])).unwrap()
}

#[test]
fn every_form_is_listed_with_its_fields_hash_and_source() {
    let forms = forms();
    assert_eq!(forms.len(), 9);
    for form in &forms {
        assert_eq!(form["hash"].as_str().unwrap().len(), 64);
        assert!(form["source"]["document"].is_string() && form["schema"]["properties"].is_object());
        let fields = form["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|s| s["items"].as_array().unwrap());
        let fields: Vec<&Value> = fields.filter(|item| item["item"] == "field").collect();
        assert!(!fields.is_empty());
        assert!(
            fields
                .iter()
                .all(|field| field["id"].is_string() && field["kind"]["kind"].is_string())
        );
    }
    assert!(done(&["forms"]).contains("1. Sjukdom?"));
}

/// Answers → PDF → inspect → the same answers.
#[test]
fn every_sample_comes_back_from_its_document() {
    let folder = TempDir::new().unwrap();
    for form in forms() {
        let id = form["id"].as_str().unwrap();
        let out = folder.path().join(format!("{id}.pdf"));
        let out = out.to_str().unwrap();
        done(&[
            "render",
            "--form",
            id,
            "--answers",
            &sample(id),
            "--out",
            out,
            "--time",
            TIME,
        ]);
        let inspection: Value = serde_json::from_str(&done(&["inspect", out, "--json"])).unwrap();
        assert_eq!(inspection["answers"], json_of(&sample(id)), "{id}");
        assert_eq!(inspection["form_hash"], form["hash"]);
        assert_eq!(inspection["conformance"], json!(["PDF/A-3A", "PDF/UA-1"]));
        assert_eq!(inspection["remarks"], json!([]));
        assert!(done(&["inspect", out]).contains(form["hash"].as_str().unwrap()));
    }
}

#[test]
fn a_blank_form_needs_no_answers() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("tom.pdf");
    let out = out.to_str().unwrap();
    done(&["render", "--form", "kartlaggning", "--out", out]);
    let inspection: Value = serde_json::from_str(&done(&["inspect", out, "--json"])).unwrap();
    assert_eq!(
        (&inspection["kind"], &inspection["answers"]),
        (&json!("blank"), &Value::Null)
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let make = |name: &str| {
        let out = folder.path().join(name);
        let answers = sample("checklista");
        done(&[
            "render",
            "--form",
            "checklista",
            "--answers",
            &answers,
            "--out",
            out.to_str().unwrap(),
            "--time",
            TIME,
        ]);
        fs::read(out).unwrap()
    };
    assert!(make("a.pdf") == make("b.pdf"));
}

#[test]
fn everything_wrong_is_said_at_once_and_no_file_is_left() {
    let folder = TempDir::new().unwrap();
    let answers = folder.path().join("svar.json");
    let wrong = json!({
        "talk-with-pupil": "2026-02-30",
        "absence": "mycket",
        "illness": {"answer": "kanske"},
        "shoe-size": 38,
    });
    fs::write(&answers, wrong.to_string()).unwrap();
    let out = folder.path().join("ut.pdf");
    let said = refused(&[
        "render",
        "--form",
        "checklista",
        "--answers",
        answers.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    for line in [
        "pupil: Fyll i ett svar.",
        "talk-with-pupil: Skriv en dag som finns",
        "absence: Svaret har fel form",
        "illness: Svaret har fel form",
        "mentor: Fyll i ett svar.",
        "shoe-size: Formuläret har inget sådant fält.",
    ] {
        assert!(said.contains(line), "{line} is not in:\n{said}");
    }
    assert_eq!(files_in(folder.path()), ["svar.json"]);
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn letters_of_other_scripts_are_refused_with_their_place() {
    let folder = TempDir::new().unwrap();
    let mut answers = json_of(&sample("checklista"));
    answers["pupil"] = "Ирина".into();
    let file = folder.path().join("svar.json");
    fs::write(&file, answers.to_string()).unwrap();
    let out = folder.path().join("ut.pdf");
    let said = refused(&[
        "render",
        "--form",
        "checklista",
        "--answers",
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert!(said.contains('И') && !out.exists(), "{said}");
}

#[test]
fn a_folder_or_lines_of_answers_become_a_folder_of_documents() {
    let folder = TempDir::new().unwrap();
    let answers = folder.path().join("svar");
    fs::create_dir(&answers).unwrap();
    for name in ["ett.json", "två.json"] {
        fs::copy(sample("analysfragor"), answers.join(name)).unwrap();
    }
    let out = folder.path().join("ut");
    let make = |from: &Path, to: &Path| {
        let words = [
            "render",
            "--form",
            "analysfragor",
            "--answers",
            from.to_str().unwrap(),
            "--out",
            to.to_str().unwrap(),
        ];
        cli(&words)
    };
    assert!(make(&answers, &out).status.success());
    assert_eq!(files_in(&out), ["ett.pdf", "två.pdf"]);

    let lines = folder.path().join("svar.jsonl");
    let line = json_of(&sample("analysfragor")).to_string();
    fs::write(&lines, format!("{line}\n\n{line}\n")).unwrap();
    let out = folder.path().join("rader");
    assert!(make(&lines, &out).status.success());
    assert_eq!(files_in(&out), ["00001.pdf", "00003.pdf"]);

    fs::write(answers.join("tre.json"), "{}").unwrap();
    let out = folder.path().join("fel");
    let output = make(&answers, &out);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("tre.json: pupil: "), "{said}");
    assert!(!out.exists(), "one wrong set stops all");
}

#[test]
fn what_is_no_document_of_ours_gives_a_plain_error() {
    let folder = TempDir::new().unwrap();
    let good = folder.path().join("bra.pdf");
    done(&["render", "--form", "checklista", "--out", good.to_str().unwrap()]);
    let bytes = fs::read(&good).unwrap();
    let check = |name: &str, content: &[u8], words: &str| {
        let file = folder.path().join(name);
        fs::write(&file, content).unwrap();
        let said = refused(&["inspect", file.to_str().unwrap()]);
        assert!(said.contains(words), "{name}: {said}");
    };
    check("tom.pdf", b"", "inte en PDF");
    check("skräp.pdf", &[7; 4096], "inte en PDF");
    check("kapad.pdf", &bytes[..bytes.len() / 2], "skadad");
    check("stor.pdf", &vec![b'%'; 70 << 20], "för stor");
    assert!(refused(&["inspect", "finns-inte.pdf"]).contains("kunde inte läsas"));
}

#[test]
fn a_package_that_is_none_is_named_as_such() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("paket.zip");
    fs::write(&file, b"hej").unwrap();
    let output = cli(&["check-package", file.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("ingen zip-fil"), "{said}");
    let json = cli(&["check-package", "--json", file.to_str().unwrap()]);
    assert!(
        String::from_utf8(json.stdout)
            .unwrap()
            .contains("package-fault-zip")
    );
}

#[test]
fn who_has_read_enough_may_close_the_pipe() {
    let mut forms = Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
        .args(["forms", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(forms.stdout.take());
    let ended = forms.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.len()), (Some(0), 0));
}

#[test]
fn wrong_words_are_answered_in_swedish() {
    assert!(refused(&["render", "--form", "finns-inte", "--out", "x"]).contains("finns-inte"));
    assert!(refused(&["render", "--out", "x"]).contains("--help"));
    assert!(refused(&["dansa"]).contains("dansa"));
    assert!(
        refused(&["render", "--form", "checklista", "--out", "x", "--time", "igår"]).contains("--time igår")
    );
    let folder = TempDir::new().unwrap();
    let folder = folder.path().to_str().unwrap();
    let id = "01920000-0000-7000-8000-00000000abcd";
    let words = [
        "render",
        "--form",
        "checklista",
        "--answers",
        folder,
        "--out",
        folder,
        "--id",
        id,
    ];
    assert!(refused(&words).contains("--id"), "one id for several documents");
    let help = done(&["--help"]);
    assert!(
        help.contains("Användning") && help.contains("Kommandon"),
        "{help}"
    );
}

#[test]
fn the_invented_case_goes_through_every_form() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("demo");
    done(&["demo", "--out", out.to_str().unwrap()]);
    let made: Vec<_> = files_in(&out)
        .into_iter()
        .filter(|file| file.ends_with(".pdf"))
        .collect();
    assert_eq!(made.len(), 18);
    let trust = out.join("trust");
    for signed in ["checklista", "kartlaggning"] {
        let file = out.join(signed).with_extension("pdf");
        let said = done(&[
            "verify",
            file.to_str().unwrap(),
            "--trust",
            trust.to_str().unwrap(),
        ]);
        assert!(said.starts_with("Hel och undertecknad av "), "{said}");
    }
    let consents: Vec<_> = made.iter().filter(|file| file.starts_with("samtycke-")).collect();
    assert_eq!(consents.len(), 6);
    for consent in consents {
        let found = done(&["inspect", out.join(consent).to_str().unwrap(), "--json"]);
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        assert_eq!(
            found["pages"], 1,
            "{consent}: what is signed is seen at one glance"
        );
    }
}

/// A checklist with an electronic row for the mentor, and where things lie beside it.
fn unsigned(folder: &Path) -> String {
    let place = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    fs::write(
        place("origin.json"),
        json!({"manners": {"mentor": "electronic"}}).to_string(),
    )
    .unwrap();
    fs::write(place("passphrase"), "granris\n").unwrap();
    fs::write(place("wrong"), "fel\n").unwrap();
    done(&[
        "render",
        "--form",
        "checklista",
        "--answers",
        &sample("checklista"),
        "--provenance",
        &place("origin.json"),
        "--out",
        &place("unsigned.pdf"),
    ]);
    place("unsigned.pdf")
}

#[test]
fn a_document_is_signed_with_a_key_file_and_judged() {
    let folder = TempDir::new().unwrap();
    let pdf = unsigned(folder.path());
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let key = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src-tauri/signing/tests/samples/astrid-ec.p12"
    );
    let sign = |out: &str, passphrase: &str, field: &str| {
        let (out, passphrase) = (place(out), place(passphrase));
        let words = ["sign", &pdf, "--p12", key, "--out", &out, "--field", field];
        cli(&[
            &words[..],
            &[
                "--passphrase-file",
                &passphrase,
                "--time",
                "2026-11-25T08:00:00+01:00",
            ],
        ]
        .concat())
    };
    for (passphrase, field, said) in [
        ("wrong", "mentor", "Lösenordet öppnar inte nyckelfilen."),
        (
            "passphrase",
            "nobody",
            "Det finns ingen sådan tom rad att underteckna.",
        ),
    ] {
        let refused = sign("none.pdf", passphrase, field);
        assert_eq!(refused.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(said), "{said}");
        assert!(!folder.path().join("none.pdf").exists());
    }
    let signed = sign("signed.pdf", "passphrase", "mentor");
    assert!(
        signed.status.success(),
        "{}",
        String::from_utf8_lossy(&signed.stderr)
    );

    let verify = |file: &str, more: &[&str]| {
        let output = cli(&[&["verify", &place(file)], more].concat());
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (status, said) = verify("signed.pdf", &["--json"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (status, &report["verdict"]),
        (Some(2), &json!("verdict-unknown-issuer"))
    );
    assert_eq!(report["signatures"][0]["claimed"], "2026-11-25T07:00:00Z");
    verify("signed.pdf", &["--report", &place("rapport.pdf")]);
    let about: Value = serde_json::from_str(&done(&["inspect", &place("rapport.pdf"), "--json"])).unwrap();
    assert_eq!(
        (&about["title"], &about["conformance"][0]),
        (&json!("Kontroll av underskrifter"), &json!("PDF/A-3A"))
    );
    let trust = place("trust");
    fs::create_dir(&trust).unwrap();
    fs::write(
        place("trust/astrid.pem"),
        report["signatures"][0]["certificate"].as_str().unwrap(),
    )
    .unwrap();
    fs::write(
        place("changed.pdf"),
        [fs::read(place("signed.pdf")).unwrap(), b"% more\n".to_vec()].concat(),
    )
    .unwrap();
    fs::write(place("garbage.pdf"), "no pdf").unwrap();
    for (file, status, said) in [
        ("signed.pdf", 0, "Hel och undertecknad av Astrid"),
        ("changed.pdf", 1, "Ändrad efter underskrift."),
        ("unsigned.pdf", 2, "Inte undertecknad."),
        ("garbage.pdf", 2, "Går inte att bedöma.\nFilen är inte en PDF."),
    ] {
        let (code, out) = verify(file, &["--trust", &trust]);
        assert_eq!(code, Some(status), "{file}: {out}");
        assert!(out.starts_with(said), "{file}: {out}");
    }
}

/// With SoftHSM in the place of a card; without it the test says so and does nothing.
#[test]
fn a_document_is_signed_with_a_card() {
    let Some(module) = card::module() else {
        println!("skipped: softhsm2, opensc or openssl is not installed");
        return;
    };
    let folder = TempDir::new().unwrap();
    let pdf = unsigned(folder.path());
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    card::make_card(folder.path(), &module);
    fs::write(place("pin"), card::PIN).unwrap();
    let sign = |secret: &str, out: &str| {
        Command::new(env!("CARGO_BIN_EXE_narvarolots-cli"))
            .args([
                "sign",
                &pdf,
                "--out",
                &place(out),
                "--field",
                "mentor",
                "--module",
            ])
            .arg(&module)
            .args(["--passphrase-file", &place(secret)])
            .env(card::CONFIG, place("softhsm2.conf"))
            .output()
            .unwrap()
    };
    let refused = sign("wrong", "none.pdf");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("Pinkoden är fel."));
    assert!(!Path::new(&place("none.pdf")).exists());
    let signed = sign("pin", "signed.pdf");
    assert!(
        signed.status.success(),
        "{}",
        String::from_utf8_lossy(&signed.stderr)
    );
    let judged = cli(&["verify", &place("signed.pdf"), "--json"]);
    let report: Value = serde_json::from_slice(&judged.stdout).unwrap();
    assert_eq!(report["names"], json!(["Kort Kortsson"]));
    assert_eq!(report["verdict"], "verdict-unknown-issuer");
}

#[test]
fn a_pile_of_scans_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let pdf = unsigned(folder.path());
    let found = done(&["scans", &pdf, "--json"]);
    let found: Value = serde_json::from_str(&found).unwrap();
    let inspected: Value = serde_json::from_str(&done(&["inspect", &pdf, "--json"])).unwrap();
    let pages = found.as_array().unwrap();
    assert_eq!(json!(pages.len()), inspected["pages"]);
    assert_eq!(pages[0]["code"]["document"], inspected["document"]);
    assert_eq!(pages[0]["code"]["page"], 1);
    let said = done(&["scans", &pdf]);
    assert!(said.contains(", sida 1: dokument "), "{said}");
    let text = folder.path().join("notes.txt");
    fs::write(&text, "no paper").unwrap();
    let refused = cli(&["scans", text.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("varken PDF, JPEG, PNG eller TIFF"));
}
