//! Lists that leave the vault for a spreadsheet: the archive as it was searched, and absence summed up.

use std::sync::Mutex;

use cases::{Counts, DocumentId, EventKind, Share, Summary};
use exchange::table::{Cell, Table, csv, xlsx};
use serde_json::json;
use texts::swedish;

use crate::archive::{self, Listed};
use crate::desk::{Desk, Office, at};
use crate::error::CommandError;
use crate::figures;
use crate::filling::record_leaving;
use crate::printing::{Outgoing, save};
use crate::sheet::say;
use crate::undone::Trace;
use crate::wire::tables::{ArchiveListInput, ListSaved, TableKind};

impl TableKind {
    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The bytes of a file with the table; `sheet` names the workbook's only sheet.
    fn write(self, office: &Office<'_>, table: &Table, sheet: &str) -> Result<Vec<u8>, CommandError> {
        match self {
            Self::Xlsx => Ok(xlsx(table, sheet, office.outside.now())?),
            Self::Csv => Ok(csv(table)),
        }
    }
}

/// Saves the documents that a filter lets through as a table where the user chooses, all of them; nothing if the user
/// changed their mind. Whom they are about is in it only where that is asked for, and those with protected identity are
/// left out. Each document's history says that its row left.
pub fn save_archive_list(
    desk: &Mutex<Desk>,
    input: ArchiveListInput,
) -> Result<Option<ListSaved>, CommandError> {
    let mut saved = ListSaved::default();
    let kind = input.kind;
    let is_saved = save(
        desk,
        |office| {
            archive::must_be_a_filter(office, &input.filter)?;
            Ok(format!("arkivlista-{}.{}", office.outside.today(), kind.ending()))
        },
        |office, _| {
            let all = archive::listed(office, &input.filter)?;
            let (left_out, rows): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.protected);
            saved = ListSaved {
                rows: rows.len() as u32,
                left_out: left_out.len() as u32,
            };
            let table = documents(&rows, input.names);
            Ok(Outgoing {
                file: kind.write(office, &table, &say("list-workbook"))?,
                trace: keep(office, &rows, input.names)?,
                ..Outgoing::default()
            })
        },
    )?;
    Ok(is_saved.then_some(saved))
}

/// What whoever registers documents looks for: what each is, how far it has come, and where it is entered already.
fn documents(rows: &[Listed], names: bool) -> Table {
    let people = ["list-pupil", "list-case"].into_iter().filter(|_| names);
    let columns = people.chain([
        "list-title",
        "list-school",
        "list-state",
        "list-made",
        "list-received",
        "list-system",
        "list-number",
        "list-on",
        "list-document",
    ]);
    Table {
        columns: columns.map(say).collect(),
        rows: rows.iter().map(|one| cells(one, names)).collect(),
    }
}

fn cells(one: &Listed, names: bool) -> Vec<Cell> {
    let row = &one.row;
    let state = [("state", row.state.as_str().into())];
    let entered = |part: fn(&crate::wire::archive::Registered) -> &String| {
        row.registered.as_ref().map(part).cloned().unwrap_or_default()
    };
    let people = [&row.pupil, &row.case].into_iter().filter(|_| names);
    let people = people.map(|text| Cell::Text(text.clone()));
    let others = [
        Cell::Text(row.title.clone()),
        Cell::Text(one.school.clone()),
        Cell::Text(swedish().say("document-state", &state).into_owned()),
        day(&row.made),
        day(row.received.as_deref().unwrap_or_default()),
        Cell::Text(entered(|entry| &entry.system)),
        Cell::Text(entered(|entry| &entry.number)),
        day(&entered(|entry| &entry.on)),
        Cell::Text(row.document.clone()),
    ];
    people.chain(others).collect()
}

/// A day where the text is one.
fn day(text: &str) -> Cell {
    text.parse().map_or_else(|_| Cell::from(text), Cell::Day)
}

/// Writes down of each document that its row left.
fn keep(office: &Office<'_>, rows: &[Listed], names: bool) -> Result<Trace, CommandError> {
    let note = say(if names {
        "list-with-names"
    } else {
        "list-without-names"
    });
    office.vault.write(|write| {
        let mut trace = Trace::default();
        for document in rows
            .iter()
            .filter_map(|one| one.row.document.parse::<DocumentId>().ok())
        {
            let data = json!({ "system": say("list-saved-as"), "on": office.outside.today(), "note": note });
            let left = record_leaving(office, write, EventKind::Exported, document, data)?;
            trace.and(left);
        }
        Ok(trace)
    })
}

/// Saves the figures that wait to be sent, summed up, as a table where the user chooses; false if the user changed their
/// mind. `at_least` is the absence from which pupils are counted, in percent.
pub fn save_summary(desk: &Mutex<Desk>, at_least: u8, kind: TableKind) -> Result<bool, CommandError> {
    let summary = figures::summed_up(&mut at(desk), at_least)?;
    save_summed_up(desk, kind, |_| Ok(summary.clone()))
}

/// Saves what a colleague has sent summed up as a table where the user chooses; false if the user changed their mind.
pub fn save_received_summary(
    desk: &Mutex<Desk>,
    package: String,
    kind: TableKind,
) -> Result<bool, CommandError> {
    save_summed_up(desk, kind, |office| figures::received_summary(office, &package))
}

fn save_summed_up(
    desk: &Mutex<Desk>,
    kind: TableKind,
    get: impl Fn(&Office<'_>) -> Result<Summary, CommandError>,
) -> Result<bool, CommandError> {
    save(
        desk,
        |office| {
            let Summary { from, to, .. } = get(office)?;
            Ok(format!("franvaro-{from}-{to}.{}", kind.ending()))
        },
        |office, _| {
            let table = summed_up(&get(office)?);
            Ok(kind.write(office, &table, &say("list-summary-workbook"))?.into())
        },
    )
}

/// Class by class, and all of them last. What could tell of one pupil is left out here as on the screen.
fn summed_up(summary: &Summary) -> Table {
    let at_least = [("percent", figures::percent(summary.at_least).into())];
    let over = swedish().say("figures-over", &at_least).into_owned();
    let columns = [
        "list-from",
        "list-to",
        "figures-class",
        "figures-pupils",
        "list-mean",
    ];
    let row = |name: String, counts: Option<Counts>| {
        vec![
            Cell::Day(summary.from),
            Cell::Day(summary.to),
            Cell::Text(name),
            told(counts.map(|counts| counts.pupils.into())),
            told(counts.map(|counts| tenths(counts.mean))),
            told(counts.and_then(|counts| counts.over).map(f64::from)),
        ]
    };
    let groups = summary.groups.iter().map(|group| {
        let name = group.name.as_ref().map(ToString::to_string);
        row(name.unwrap_or_else(|| say("figures-no-class")), group.counts)
    });
    Table {
        columns: columns.into_iter().map(say).chain([over]).collect(),
        rows: groups.chain([row(say("figures-whole"), summary.whole)]).collect(),
    }
}

fn told(number: Option<f64>) -> Cell {
    number.map_or_else(|| Cell::Text(say("figures-left-out")), Cell::Number)
}

/// Percent with one decimal, as the window shows it.
fn tenths(share: Share) -> f64 {
    f64::from((u32::from(share.hundredths()) + 5) / 10) / 10.0
}
