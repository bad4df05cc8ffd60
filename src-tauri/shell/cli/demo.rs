//! `demo`: an invented case through all the forms there are, made and signed as any other document is.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Local, TimeDelta};
use clap::ArgMatches;
use commands::filling::role_name;
use commands::render::{Origin, render};
use commands::signatures::{Wish, sign};
use commands::{Catalogue, Code, CommandError};
use forms::{Answers, Author, Field, Form, Kind, Manner, Section};
use signing::{Authority, Identity, Key, Person, Validity};
use texts::{Value, swedish};

use super::{given_path, say};
use crate::system::{random, write_whole};

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
    let trust = out.join("trust");
    fs::create_dir_all(&trust).map_err(|_| CommandError::new(Code::CannotWrite))?;
    let catalogue = Catalogue::embedded()?;
    let school = School::new(Local::now().fixed_offset())?;
    for (form, sample) in SAMPLES {
        make(&catalogue, form, sample, &school, out)?;
    }
    let own = school.authority.identity().certificate().to_pem();
    write_whole(&trust.join("skolan.pem"), own.as_bytes())?;
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
    school: &School,
    out: &Path,
) -> Result<(), CommandError> {
    let form = catalogue.find(name)?;
    let answers: Answers =
        serde_json::from_str(sample).map_err(|_| CommandError::new(Code::NotJson).with("file", name))?;
    let rows = staff_rows(form, &answers);
    let origin = Origin {
        school: words("cli-demo-school"),
        diarienummer: Some("BUN 2026/118".into()),
        secrecy: Some(words("secrecy-kommunal")),
        manners: rows
            .iter()
            .map(|row| (row.field.clone(), Manner::Electronic))
            .collect(),
        ..Origin::default()
    };
    let mut pdf = render(form, Some(&answers), &origin, None, school.at.to_utc())?;
    for row in &rows {
        let wish = Wish {
            field: Some(&row.field),
            at: school.at,
            lock: false,
        };
        pdf = sign(&pdf, &school.identity(row)?, &wish, None)?;
    }
    write_whole(&out.join(format!("{name}.pdf")), &pdf)?;
    let blank = Origin {
        school: origin.school,
        ..Origin::default()
    };
    write_whole(
        &out.join(format!("{name}-tom.pdf")),
        &render(form, None, &blank, None, school.at.to_utc())?,
    )
}

/// A row that someone at the school signs.
struct Row {
    field: String,
    name: String,
    role: Author,
}

/// The answered rows of staff. Pupils and guardians sign with a pen in this case.
fn staff_rows(form: &Form, answers: &Answers) -> Vec<Row> {
    let row = |(_, field): (&Section, &Field)| {
        let Kind::Signature { author: role } = *field.kind() else {
            return None;
        };
        let name = answers.get(field.id())?.get("name")?.as_str()?.to_owned();
        let staff = !matches!(role, Author::Pupil | Author::Guardian);
        staff.then(|| Row {
            field: field.id().to_owned(),
            name,
            role,
        })
    };
    form.fields().filter_map(row).collect()
}

/// The invented school, which says who its staff are.
struct School {
    authority: Authority,
    at: DateTime<FixedOffset>,
}

impl School {
    fn new(at: DateTime<FixedOffset>) -> Result<Self, CommandError> {
        let name = Person {
            name: words("cli-demo-school"),
            title: String::new(),
            organisation: words("cli-demo-organiser"),
        };
        let random = &mut random;
        let key = Key::generate(random).map_err(signing::Error::from)?;
        let authority = Authority::new(key, &name, validity(at), random).map_err(signing::Error::from)?;
        Ok(Self { authority, at })
    }

    fn identity(&self, row: &Row) -> Result<Identity, CommandError> {
        let person = Person {
            name: row.name.clone(),
            title: words(&format!("document-role-{}", role_name(row.role))),
            organisation: words("cli-demo-school"),
        };
        let make = || {
            let key = Key::generate(&mut random)?;
            let request = key.request(&person)?;
            let answer = self
                .authority
                .answer(request.as_bytes(), validity(self.at), &mut random)?;
            key.accept(answer.as_bytes())
        };
        make().map_err(|error| signing::Error::from(error).into())
    }
}

fn validity(at: DateTime<FixedOffset>) -> Validity {
    Validity {
        from: at.to_utc() - TimeDelta::days(1),
        until: at.to_utc() + TimeDelta::days(365),
    }
}

fn words(key: &str) -> String {
    swedish().say(key, &[]).into_owned()
}
