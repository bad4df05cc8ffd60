//! The papers of a release: what is given out, and the decision with its reasons.

use cases::{Outcome, Pupil};
use documents::Provenance;
use texts::swedish;
use vault::Event;

use super::{Decided, Left, Outgoing};
use crate::desk::Office;
use crate::error::CommandError;
use crate::papers::secrecy;
use crate::sheet::{Sheet, say};

fn choose(key: &str, name: &str, value: &str) -> String {
    swedish().say(key, &[(name, value.into())]).into_owned()
}

/// What stands in the place of what is masked.
pub(super) fn masked() -> String {
    say("release-masked")
}

/// The name of the file, which says nothing about anyone.
pub(super) fn file_name(outgoing: &Outgoing) -> &'static str {
    match outgoing.decided.access {
        true => "registerutdrag",
        false => "utlamnande",
    }
}

/// The file that leaves. No record is attached, so that nothing that is masked can lie in it.
pub(super) fn print(office: &Office<'_>, outgoing: &Outgoing) -> Result<Vec<u8>, CommandError> {
    let profile = office.profile()?;
    let provenance = Provenance {
        document: None,
        school: outgoing.pupil.school.to_string(),
        diarienummer: None,
        secrecy: Some(secrecy(&profile)),
        made_at: office.outside.now(),
    };
    Ok(documents::print(
        &sheet(office, outgoing).outline(),
        &provenance,
        None,
    )?)
}

fn sheet(office: &Office<'_>, outgoing: &Outgoing) -> Sheet {
    let decided = &outgoing.decided;
    let title = choose("release-sheet-title", "kind", file_name(outgoing));
    let mut sheet = Sheet::new(file_name(outgoing), &title, &say("sheet-source"));
    sheet = facts(sheet, &outgoing.pupil, decided)
        .fact(&say("release-sheet-on"), &office.outside.today().to_string())
        .text(&say("release-sheet-about"));
    if decided.access {
        sheet = sheet
            .part(Some(&say("release-sheet-rights")))
            .text(&say("release-sheet-rights-text"))
            .line(&say("release-sheet-controller"))
            .line(&say("release-sheet-purpose"))
            .line(&say("release-sheet-kept"));
    }
    outgoing.parts.iter().fold(sheet, |sheet, (title, parts)| {
        let sheet = sheet.part(Some(title));
        parts
            .iter()
            .fold(sheet, |sheet, (label, text)| sheet.answer(label, text))
    })
}

fn facts(sheet: Sheet, pupil: &Pupil, decided: &Decided) -> Sheet {
    let requester = choose("release-requester", "requester", decided.requester.as_str());
    let asked_by = match decided.name.as_str() {
        "" => requester,
        name => format!("{requester}: {name}"),
    };
    let facts = [
        ("release-sheet-pupil", pupil.display_name().to_string()),
        ("release-sheet-asked-by", asked_by),
        ("release-sheet-asked", decided.asked.to_string()),
        (
            "release-sheet-outcome",
            choose("release-outcome", "outcome", decided.outcome.as_str()),
        ),
        ("release-sheet-ground", decided.ground.clone()),
        ("release-sheet-by", decided.by.clone()),
    ];
    let there = facts.into_iter().filter(|(_, text)| !text.is_empty());
    there.fold(sheet, |sheet, (label, text)| sheet.fact(&say(label), &text))
}

/// The decision with its reasons. How it is appealed is a line to fill in: it depends on who decided and on what.
pub(crate) fn decision_sheet(office: &Office<'_>, pupil: &Pupil, event: &Event, decided: &Decided) -> Sheet {
    let title = choose("release-decision-title", "outcome", decided.outcome.as_str());
    let day = office.outside.local(event.at).date_naive().to_string();
    let mut sheet = Sheet::new("beslut-om-utlamnande", &title, &say("sheet-source"));
    sheet = facts(sheet, pupil, decided).fact(&say("release-sheet-on"), &day);
    if !decided.reasons.is_empty() {
        sheet = sheet.answer(&say("release-sheet-reasons"), &decided.reasons);
    }
    if !decided.items.is_empty() {
        let columns = [
            (say("release-sheet-item"), 6),
            (say("release-sheet-whole"), 2),
            (say("release-sheet-masked"), 2),
            (say("release-sheet-left-out"), 2),
        ];
        let columns: Vec<(&str, u8)> = columns
            .iter()
            .map(|(label, weight)| (label.as_str(), *weight))
            .collect();
        let row = |item: &Left| {
            let counts = [item.whole, item.masked, item.left_out].map(|count| count.to_string());
            std::iter::once(item.title.clone()).chain(counts).collect()
        };
        let rows = decided.items.iter().map(row).collect();
        sheet = sheet.table(&say("release-sheet-items"), &columns, rows);
    }
    if decided.outcome != Outcome::Wholly {
        sheet = sheet
            .part(Some(&say("release-sheet-appeal")))
            .text(&say("release-sheet-appeal-fill"))
            .lines(&say("release-sheet-appeal"), 4);
    }
    sheet.line(&say("release-sheet-signed"))
}
