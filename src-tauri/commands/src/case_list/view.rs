//! The list as the window shows it. Of a row with protected identity nothing is shown but its number.

use cases::{IdentityNumber, Problem, Pupil};

use super::CaseList;
use super::row::{Entry, said};
use super::standing::{Alike, Judged, Standing, judged};
use crate::desk::Office;
use crate::error::CommandError;
use crate::wire::case_list::{CaseListView, ListNote, ListPupil, ListRow, ListSame, ListUnread};

pub(super) fn view(office: &Office<'_>, list: &CaseList) -> Result<CaseListView, CommandError> {
    let (entries, protected) = list.entries(office)?;
    let listed = list.listed.view(|row| !protected.contains(&row.number))?;
    let rows = match list.listed.is_mapped() {
        true => office
            .vault
            .read(|read| judged(read, entries, &protected, office.outside.today()))?,
        false => Vec::new(),
    };
    Ok(CaseListView {
        listed,
        title: list.usual.title.clone(),
        school: list.usual.school.clone(),
        school_form: list.usual.school_form.as_str().to_owned(),
        rows: rows.iter().map(row).collect(),
    })
}

fn row(one: &Judged) -> ListRow {
    let entry = &one.entry;
    if one.standing == Standing::Protected {
        return ListRow {
            row: entry.number,
            standing: one.standing.as_str().to_owned(),
            ..ListRow::default()
        };
    }
    ListRow {
        row: entry.number,
        standing: one.standing.as_str().to_owned(),
        name: entry.pupil.name.clone(),
        about: [&entry.pupil.class, &entry.pupil.school]
            .into_iter()
            .filter(|text| !text.is_empty())
            .cloned()
            .collect(),
        title: entry.title.clone(),
        opened: entry.opened.or(entry.closed).map(|day| day.to_string()),
        closed: entry.closed.map(|day| day.to_string()),
        notes: notes(entry),
        unread: entry.unread.iter().map(unread).collect(),
        problems: entry.problems.iter().map(said).collect(),
        pupils: one.pupils.iter().map(pupil).collect(),
        same_as: one.rows.iter().map(same).collect(),
        may_be_new: one.may_be_new,
    }
}

fn pupil(Alike { one, same_number }: &Alike<Pupil>) -> ListPupil {
    let born = one.identity_number.as_ref().and_then(IdentityNumber::born);
    ListPupil {
        id: one.id.to_string(),
        name: one.display_name().to_string(),
        class: one.class.as_ref().map(ToString::to_string),
        born: born.map(|day| day.to_string()),
        same_number: *same_number,
    }
}

fn same(above: &Alike<u32>) -> ListSame {
    ListSame {
        row: above.one,
        same_number: above.same_number,
    }
}

fn notes(entry: &Entry) -> Vec<ListNote> {
    let notes = entry.told.iter().map(|told| ListNote {
        heading: told.heading.clone(),
        text: told.text.clone(),
    });
    notes.collect()
}

fn unread((heading, why): &(String, Problem)) -> ListUnread {
    ListUnread {
        heading: heading.clone(),
        why: said(why),
    }
}
