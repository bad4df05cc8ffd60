//! `cargo xtask bench`: ratios against named peers, each pair measured in one run on one machine.
//!
//! One document against the peers: each begins with the texts in memory and ends with a file, with fonts,
//! interpreters and compilers warm. Ours also judges and seals the answers. A batch against a document alone: the
//! command line with everything a user waits for. The unlock screen: from the program's start to the last pixel.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::desktop::Desktop;
use crate::needs::{self, Purpose};
use crate::process::{Failure, cargo, output, program, run};
use crate::{run as application, workspace};

/// The form that is measured: filled in, it takes two pages.
const FORM: &str = "checklista";
const BATCH: usize = 200;
const ROUNDS: usize = 5;

/// Measures, prints the ratios, and fails where one does not meet its demand.
pub fn bench() -> Result<(), Failure> {
    needs::install(Purpose::Tests)?;
    application::build_ui()?;
    run(&mut cargo([
        "build",
        "--release",
        "--workspace",
        "--bins",
        "--example",
        "empty",
    ]))?;
    let place = Place::prepare()?;
    let mut rounds = Rounds::default();
    for round in 1..=ROUNDS {
        println!("→ omgång {round} av {ROUNDS}");
        rounds.add(&place)?;
    }
    rounds.report(autosave()?, opening()?, intake()?, (backup()?, handover()?))
}

/// A measurement, built with the features that everything else here is built with.
fn bench_target(name: &str) -> Command {
    cargo(["bench", "--quiet", "--workspace", "--bench", name])
}

/// How long one document takes in a program that has made others before.
fn warm() -> Result<f64, Failure> {
    let said = output(&mut bench_target("render"))?;
    number_after(&said, "\"median\":")
}

/// How many times longer our unlock screen takes than an empty Tauri window.
fn opening() -> Result<f64, Failure> {
    println!("→ låsskärmen och ett tomt fönster");
    let release = workspace::target().join("release");
    let mut opening = bench_target("opening");
    opening
        .env("NARVAROLOTS_RELEASE", release.join("narvarolots"))
        .env("NARVAROLOTS_EMPTY", release.join("examples/empty"));
    let said = output(&mut Desktop::start()?.session(&opening))?;
    Ok(number_after(&said, "\"unlock\":")? / number_after(&said, "\"empty\":")?)
}

/// How many times longer an autosave takes than the same row written straight to SQLCipher.
fn autosave() -> Result<f64, Failure> {
    println!("→ autospar, genom valvet och direkt");
    let said = output(&mut bench_target("autosave"))?;
    Ok(number_after(&said, "\"vault\":")? / number_after(&said, "\"straight\":")?)
}

/// How many times longer a backup of ten thousand documents takes than a copy of the same files.
fn backup() -> Result<f64, Failure> {
    println!("→ säkerhetskopia av tiotusen dokument, och en kopia av filerna");
    let said = output(&mut bench_target("backup"))?;
    let (backup, copy) = (
        number_after(&said, "\"backup\":")?,
        number_after(&said, "\"copy\":")?,
    );
    println!("  säkerhetskopia {backup:.2} s, filkopia {copy:.2} s");
    Ok(backup / copy)
}

/// How many times longer a package of twenty megabytes to three takes than the `age` command.
fn handover() -> Result<f64, Failure> {
    println!("→ ett paket på tjugo megabyte till tre, och age");
    let said = output(&mut bench_target("handover"))?;
    let (package, age) = (
        number_after(&said, "\"package\":")?,
        number_after(&said, "\"age\":")?,
    );
    println!("  paketet {:.0} ms, age {:.0} ms", package * 1e3, age * 1e3);
    Ok(package / age)
}

/// A thousand signed documents taken in: against one alone a thousand times over, and the longest that the window
/// waits for an answer meanwhile, against a tenth of a second.
fn intake() -> Result<(f64, f64), Failure> {
    println!("→ tusen undertecknade dokument tas in");
    let said = output(&mut bench_target("intake"))?;
    let (one, many) = (
        number_after(&said, "\"one\":")?,
        number_after(&said, "\"many\":")?,
    );
    println!("  ett {:.2} ms, tusen {many:.2} s", one * 1e3);
    Ok((many / (one * 1000.0), number_after(&said, "\"waited\":")? / 0.1))
}

/// The files that a run reads and writes.
struct Place {
    folder: PathBuf,
    one: PathBuf,
    many: PathBuf,
    document: PathBuf,
}

impl Place {
    /// Lays out the invented case's checklist once, and two hundred times for the batch.
    fn prepare() -> Result<Self, Failure> {
        let folder = workspace::target().join("bench");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        }
        let place = Self {
            one: folder.join("one"),
            many: folder.join("many"),
            document: folder.join("document.pdf"),
            folder,
        };
        for folder in [
            &place.one,
            &place.many,
            &place.folder.join("out"),
            &place.folder.join("peers"),
        ] {
            fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        }
        let answers = workspace::root().join("tests/samples/checklista.json");
        let answers = fs::read_to_string(&answers).map_err(|error| Failure::file(&answers, &error))?;
        write(&place.one.join("000.json"), &answers)?;
        for number in 0..BATCH {
            write(&place.many.join(format!("{number:03}.json")), &answers)?;
        }
        place.render(&place.one.join("000.json"), &place.document)?;
        Ok(place)
    }

    fn render(&self, answers: &Path, out: &Path) -> Result<Duration, Failure> {
        let start = Instant::now();
        let mut render = program(
            workspace::target().join("release/narvarolots-cli"),
            [
                "render",
                "--form",
                FORM,
                "--time",
                "2026-11-21T10:00:00+01:00",
                "--answers",
            ],
        );
        output(render.arg(answers).arg("--out").arg(out))?;
        Ok(start.elapsed())
    }

    fn peers(&self) -> Result<(f64, f64), Failure> {
        let mut peers = program(workspace::python(), ["-B"]);
        peers.args([
            workspace::root().join("tests/judges/peers.py"),
            self.document.clone(),
            workspace::root().join("src-tauri/documents/fonts"),
            self.folder.join("peers"),
        ]);
        let said = output(&mut peers)?;
        let seconds = said.split("\"seconds\"").nth(1).unwrap_or_default();
        Ok((
            number_after(seconds, "\"typst\":")?,
            number_after(seconds, "\"weasyprint\":")?,
        ))
    }
}

/// The measured seconds for one document, a value for each round.
#[derive(Default)]
struct Rounds {
    warm: Vec<f64>,
    alone: Vec<f64>,
    in_batch: Vec<f64>,
    typst: Vec<f64>,
    weasyprint: Vec<f64>,
}

impl Rounds {
    fn add(&mut self, place: &Place) -> Result<(), Failure> {
        let out = place.folder.join("out");
        self.warm.push(warm()?);
        self.alone.push(place.render(&place.one, &out)?.as_secs_f64());
        self.in_batch
            .push(place.render(&place.many, &out)?.as_secs_f64() / BATCH as f64);
        let (typst, weasyprint) = place.peers()?;
        self.typst.push(typst);
        self.weasyprint.push(weasyprint);
        Ok(())
    }

    fn report(
        self,
        autosave: f64,
        opening: f64,
        (intake, waited): (f64, f64),
        (backup, handover): (f64, f64),
    ) -> Result<(), Failure> {
        let (ours, alone, in_batch) = (median(self.warm), median(self.alone), median(self.in_batch));
        let (typst, weasyprint) = (median(self.typst), median(self.weasyprint));
        println!("\nEn ifylld {FORM}, varm (median av {ROUNDS} omgångar)");
        println!("  Närvarolots {:8.2} ms", ours * 1e3);
        println!("  Typst       {:8.2} ms", typst * 1e3);
        println!("  WeasyPrint  {:8.2} ms", weasyprint * 1e3);
        println!("Med kommandoraden, programmets start och skivan");
        println!("  ensamt            {:8.2} ms", alone * 1e3);
        println!("  ett av tvåhundra  {:8.2} ms\n", in_batch * 1e3);
        let met = [
            at_least("Typst mot Närvarolots", typst / ours, 1.0),
            at_least("WeasyPrint mot Närvarolots", weasyprint / ours, 15.0),
            at_most("Ett av tvåhundra mot ett ensamt", in_batch / alone, 1.0),
            at_most(
                "Autospar i valvet mot samma rad direkt i SQLCipher",
                autosave,
                1.5,
            ),
            at_most("Tusen intagna dokument mot tusen gånger ett", intake, 1.2),
            at_most(
                "Fönstrets längsta väntan under tiden mot en tiondels sekund",
                waited,
                1.0,
            ),
            at_most(
                "Säkerhetskopian av tiotusen dokument mot en filkopia",
                backup,
                1.5,
            ),
            at_most("Ett paket till tre mot kommandot age", handover, 1.5),
            at_most("Låsskärmen mot ett tomt Tauri-fönster", opening, 1.3),
        ];
        let failed = met.iter().filter(|met| !**met).count();
        println!("{} passed, {failed} failed", met.len() - failed);
        if failed == 0 {
            Ok(())
        } else {
            Err(Failure::new("En kvot når inte upp till kravet."))
        }
    }
}

fn at_least(what: &str, ratio: f64, least: f64) -> bool {
    said(what, ratio, ratio >= least, &format!("minst {least}"))
}

fn at_most(what: &str, ratio: f64, most: f64) -> bool {
    said(what, ratio, ratio <= most, &format!("högst {most}"))
}

fn said(what: &str, ratio: f64, met: bool, demand: &str) -> bool {
    println!(
        "  {} {what}: {ratio:.2} gånger (krav: {demand})",
        if met { '✓' } else { '✗' }
    );
    met
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn number_after(text: &str, name: &str) -> Result<f64, Failure> {
    let rest = text.split(name).nth(1).unwrap_or_default().trim_start();
    let number = rest.split([',', '}']).next().unwrap_or_default();
    number
        .trim()
        .parse()
        .map_err(|_| Failure::new(format!("Jämförelsen svarade inte med tal: {text}")))
}

fn write(file: &Path, text: &str) -> Result<(), Failure> {
    fs::write(file, text).map_err(|error| Failure::file(file, &error))
}
