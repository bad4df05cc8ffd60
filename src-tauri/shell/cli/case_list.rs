//! `case-list`: what an old list of cases would give, without a vault and without telling anything of its rows but their
//! numbers.

use std::path::Path;

use chrono::Local;
use clap::ArgMatches;
use commands::CommandError;
use commands::case_list::{Looked, LookedRow, look};
use exchange::table::reading::{MOST_BYTES, read};
use texts::swedish;

use super::forms::print_json;
use super::{given_path, say};

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let file = given_path(told, "file").unwrap_or(Path::new(""));
    let sheets = read(&crate::system::read(file, MOST_BYTES as u64 + 1)?)?;
    let today = Local::now().date_naive();
    let sheets: Vec<Looked> = sheets.iter().map(|sheet| look(sheet, today)).collect();
    if told.get_flag("json") {
        return print_json(&sheets);
    }
    sheets.iter().for_each(print);
    Ok(())
}

fn print(sheet: &Looked) {
    let words = [
        ("sheet", sheet.sheet.as_str().into()),
        ("count", sheet.rows.into()),
    ];
    line(&swedish().say("cli-case-list-sheet", &words));
    for column in &sheet.columns {
        let seems = swedish().say("case-list-column", &[("column", column.column.into())]);
        line(&format!("  {}: {seems}", column.heading));
    }
    for wrong in sheet.wrong.iter().chain(&sheet.unread) {
        line(&format!("  {}", place(wrong)));
    }
    for row in &sheet.protected {
        line(&format!(
            "  {}",
            swedish().say("cli-case-list-protected", &[("row", (*row).into())])
        ));
    }
}

/// The row, the heading where it is about one cell, and what is wrong there.
fn place(wrong: &LookedRow) -> String {
    let words = say::problem(&wrong.problem);
    match &wrong.heading {
        Some(heading) => {
            let place = [("row", wrong.row.into()), ("heading", heading.as_str().into())];
            format!("{} {words}", swedish().say("cli-case-list-cell", &place))
        }
        None => format!(
            "{} {words}",
            swedish().say("cli-case-list-row", &[("row", wrong.row.into())])
        ),
    }
}

/// A foreign file's headings may hold sequences that a terminal obeys.
fn line(text: &str) {
    say::line(text.replace(char::is_control, " "));
}
