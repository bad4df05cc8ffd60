//! `demo`: an invented case through all the forms there are, made as any other document is made.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use commands::render::{Origin, render};
use commands::{Catalogue, Code, CommandError};
use forms::Answers;
use texts::{Value, swedish};

use super::{given_path, say};
use crate::system::write_whole;

macro_rules! sample {
    ($form:literal) => {
        (
            $form,
            include_str!(concat!("../../../tests/samples/", $form, ".json")),
        )
    };
}

/// The invented case. The tests hold that every set of answers is complete, so the demonstration shows the
/// same ones.
const SAMPLES: [(&str, &str); 9] = [
    sample!("checklista"),
    sample!("kartlaggning"),
    sample!("analysfragor"),
    sample!("atgarder"),
    sample!("samtycke-skola-socialtjanst"),
    sample!("samtycke-samordning-7-21"),
    sample!("samtycke-flera-aktorer"),
    sample!("motesanteckningar-uppstart"),
    sample!("motesanteckningar-uppfoljning"),
];

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let out = given_path(told, "out").unwrap_or(Path::new(""));
    fs::create_dir_all(out).map_err(|_| CommandError::new(Code::CannotWrite))?;
    let catalogue = Catalogue::embedded()?;
    let at = Utc::now();
    for (form, sample) in SAMPLES {
        make(&catalogue, form, sample, at, out)?;
    }
    let shown = Value::from(out.display().to_string());
    say::line(swedish().say(
        "cli-demo-done",
        &[("count", SAMPLES.len().into()), ("folder", shown)],
    ));
    Ok(())
}

fn make(
    catalogue: &Catalogue,
    name: &str,
    sample: &str,
    at: DateTime<Utc>,
    out: &Path,
) -> Result<(), CommandError> {
    let form = catalogue.find(name)?;
    let answers: Answers =
        serde_json::from_str(sample).map_err(|_| CommandError::new(Code::NotJson).with("file", name))?;
    let origin = Origin {
        school: swedish().say("cli-demo-school", &[]).into_owned(),
        diarienummer: Some("BUN 2026/118".into()),
        secrecy: Some(swedish().say("secrecy-kommunal", &[]).into_owned()),
        ..Origin::default()
    };
    write_whole(
        &out.join(format!("{name}.pdf")),
        &render(form, Some(&answers), &origin, None, at)?,
    )?;
    let blank = Origin {
        diarienummer: None,
        secrecy: None,
        ..origin
    };
    write_whole(
        &out.join(format!("{name}-tom.pdf")),
        &render(form, None, &blank, None, at)?,
    )
}
