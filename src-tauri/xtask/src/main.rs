//! Everything a developer types: `cargo xtask <run|test|bench|fuzz|gallery|demo|types>`.
//!
//! A fresh machine has Rust, Node and Python; what else is missing is found out, named and installed
//! before anything is built. No dependencies, so that this program itself is there within a second. Its words
//! are Swedish like the application's but stand here, since no user of the application ever sees them.

mod bench;
mod desktop;
mod fuzz;
mod gallery;
mod judges;
mod needs;
mod package;
mod printer;
mod process;
mod run;
mod stages;
mod test;
mod workspace;

use std::process::ExitCode;

use process::Failure;

const USAGE: &str = "\
cargo xtask KOMMANDO

  run       installerar det som saknas, bygger och öppnar programmet;
            utan skärm görs exempeldokumenten på kommandoraden
  test      allt som måste hålla: formatering, clippy, Rust, fönstret, PDF-domarna, det riktiga fönstret
  bench     mäter mot namngivna jämförelser, som kvoter i samma körning
  fuzz      ger tolkarna indata som ingen har tänkt på, en timme var (MÅL väljer en, --minutes ändrar tiden)
  gallery   visar fönstrets byggstenar i alla lägen (--bild fotograferar dem i stället)
  demo      gör det påhittade ärendets dokument (i out/demo eller i den mapp som anges)
  types     skriver om ui/src/wire.ts och commands.ts efter Rust";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["bench"] => bench::bench(),
        ["fuzz", words @ ..] => fuzz::fuzz(words),
        ["gallery"] => gallery::open(),
        ["gallery", "--bild"] => gallery::photograph(),
        ["demo"] => run::demo(&workspace::root().join("out/demo")),
        ["demo", folder] => run::demo(folder.as_ref()),
        ["types"] => run::types(),
        _ => Err(Failure::new(USAGE)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
