//! `render`: a document, or a folder of documents, from answers in files.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::ArgMatches;
use commands::render::{Origin, render};
use commands::{Catalogue, Code, CommandError};
use forms::{Answers, Form};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{argument, cannot_read, given_path};
use crate::system::write_whole;

/// The largest file of answers that is read, in bytes.
const LARGEST_ANSWERS: u64 = 64 << 20;

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let catalogue = Catalogue::embedded()?;
    let form = catalogue.find(told.get_one::<String>("form").map_or("", String::as_str))?;
    let job = Job {
        form,
        origin: given_path(told, "provenance")
            .map(read_json)
            .transpose()?
            .unwrap_or_default(),
        id: told
            .get_one::<String>("id")
            .map(|id| argument(id, "id"))
            .transpose()?,
        at: told
            .get_one::<String>("time")
            .map(|time| argument(time, "time"))
            .transpose()?
            .unwrap_or_else(Utc::now),
    };
    let out = given_path(told, "out").unwrap_or(Path::new(""));
    let answers = given_path(told, "answers");
    if job.id.is_some() && answers.is_some_and(is_batch) {
        // Several documents with one id would be taken for one another for ever.
        return Err(CommandError::named("usage").with("argument", "--id"));
    }
    match answers {
        None => write_whole(out, &job.make(None)?),
        Some(answers) if is_batch(answers) => job.batch(answers, out),
        Some(answers) => write_whole(out, &job.make(Some(&read_json(answers)?))?),
    }
}

fn is_batch(answers: &Path) -> bool {
    answers.is_dir() || answers.extension().is_some_and(|kind| kind == "jsonl")
}

struct Job<'a> {
    form: &'a Form,
    origin: Origin,
    id: Option<Uuid>,
    at: DateTime<Utc>,
}

impl Job<'_> {
    fn make(&self, answers: Option<&Answers>) -> Result<Vec<u8>, CommandError> {
        render(self.form, answers, &self.origin, self.id, self.at)
    }

    /// Makes a document for each set of answers. Everything wrong in every set is said at once, and then
    /// nothing is written.
    fn batch(&self, answers: &Path, out: &Path) -> Result<(), CommandError> {
        let sets = if answers.is_dir() {
            folder(answers)?
        } else {
            lines(answers)?
        };
        let mut wrong = CommandError::new(Code::Fields);
        let mut made = Vec::new();
        for (name, set) in &sets {
            match self.make(Some(set)) {
                Ok(pdf) => made.push((out.join(name).with_extension("pdf"), pdf)),
                Err(error) if error.code == wrong.code => {
                    let problems = error.problems.into_iter().map(|mut problem| {
                        problem.args.insert("file".to_owned(), name.clone());
                        problem
                    });
                    wrong.problems.extend(problems);
                }
                Err(error) => return Err(error),
            }
        }
        if !wrong.problems.is_empty() {
            return Err(wrong);
        }
        fs::create_dir_all(out).map_err(|_| CommandError::new(Code::CannotWrite))?;
        made.iter().try_for_each(|(path, pdf)| write_whole(path, pdf))
    }
}

fn folder(folder: &Path) -> Result<Vec<(String, Answers)>, CommandError> {
    let entries = fs::read_dir(folder).map_err(|_| cannot_read(folder))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| Ok((file_name(file), read_json(file)?)))
        .collect()
}

fn lines(file: &Path) -> Result<Vec<(String, Answers)>, CommandError> {
    let text = read_text(file)?;
    let filled = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(place, line)| {
            let answers = serde_json::from_str(line).map_err(|_| not_json(file).with("line", place + 1))?;
            Ok((format!("{:05}", place + 1), answers))
        })
        .collect()
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read_json<T: DeserializeOwned>(file: &Path) -> Result<T, CommandError> {
    // The reader's own words could hold what is in the file, so only the place is said.
    serde_json::from_str(&read_text(file)?).map_err(|error| not_json(file).with("line", error.line()))
}

fn read_text(file: &Path) -> Result<String, CommandError> {
    let size = fs::metadata(file).map_err(|_| cannot_read(file))?.len();
    if size > LARGEST_ANSWERS {
        return Err(cannot_read(file));
    }
    fs::read_to_string(file).map_err(|_| cannot_read(file))
}

fn not_json(file: &Path) -> CommandError {
    CommandError::new(Code::NotJson).with("file", file.display())
}
