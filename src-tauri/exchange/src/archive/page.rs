//! A page that explains the package to a person who has nothing but a web browser.

use texts::swedish;

use super::layout::{DEFINITION, File, PAPER, RECORD, root};
use super::{Contents, Step};
use crate::xml::Tags;

/// Nothing but ink on paper, and never anything from elsewhere.
const LOOK: &str = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.5 sans-serif;color:#1c1c1a;\
background:#fbfaf6}h1,h2{line-height:1.2}h2{margin-top:2rem}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #cfccc2}\
code{font-size:.8125rem;overflow-wrap:anywhere}";

pub fn write(contents: &Contents<'_>, data: &[File]) -> Vec<u8> {
    let mut tags = Tags::begin();
    let language = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("lang", "sv"),
        ("xml:lang", "sv"),
    ];
    tags.within("html", &language, |tags| {
        tags.within("head", &[], |tags| {
            tags.empty("meta", &[("charset", "utf-8")]);
            tags.text("title", &say("package-page-title"));
            tags.text("style", LOOK);
        });
        tags.within("body", &[], |tags| body(tags, contents, data));
    });
    tags.finish()
}

fn say(key: &str) -> String {
    swedish().say(key, &[]).into_owned()
}

fn body(tags: &mut Tags, contents: &Contents<'_>, data: &[File]) {
    tags.text("h1", &say("package-page-title"));
    tags.text("p", &say("package-page-about"));
    about(tags, contents);
    tags.text("h2", &say("package-page-files"));
    tags.text("p", &say("package-page-files-about"));
    let columns = ["package-page-file", "package-page-what", "package-page-sum"];
    table(tags, &columns, |tags| {
        for file in data {
            let sum = file.sha256();
            tags.within("tr", &[], |tags| {
                tags.within("td", &[], |tags| {
                    tags.text_with("a", &[("href", &format!("../{}", file.path))], &file.path);
                });
                tags.text("td", &what(&file.path));
                tags.within("td", &[], |tags| tags.text("code", &sum));
            });
        }
    });
    let is_signed = contents.copy.is_some() || contents.papers.iter().any(|paper| paper.report.is_some());
    tags.text("p", &say("package-page-others"));
    if is_signed {
        tags.text("p", &say("package-page-reports"));
    }
    tags.text("h2", &say("package-page-events"));
    let columns = ["package-page-when", "package-page-event", "package-page-by"];
    table(tags, &columns, |tags| {
        for event in contents.events {
            let outcome = event.outcome.as_deref().unwrap_or_default();
            let paper = event.paper.and_then(|at| data.get(at));
            let paper = paper
                .and_then(|file| file.path.rsplit('/').next())
                .unwrap_or_default();
            let step = [
                say(step(event.step)),
                paper.to_owned(),
                event.detail.clone(),
                outcome.to_owned(),
            ];
            let there: Vec<String> = step.into_iter().filter(|part| !part.is_empty()).collect();
            let noted = || event.at.format("%Y-%m-%d %H.%M UTC").to_string();
            row(
                tags,
                &[
                    &event.on.map_or_else(noted, |day| day.to_string()),
                    &there.join(": "),
                    &event.by,
                ],
            );
        }
    });
    tags.text("h2", &say("package-page-check"));
    tags.text("p", &say("package-page-check-about"));
    if is_signed {
        tags.text("p", &say("package-page-signature"));
    }
}

fn about(tags: &mut Tags, contents: &Contents<'_>) {
    let program = format!("{} {}", contents.application.name, contents.application.version);
    let registered = contents
        .registered
        .iter()
        .map(|(system, number)| ("package-page-registered", format!("{system} {number}")));
    let facts = [
        ("package-page-document", contents.title.to_owned()),
        ("package-page-document-id", contents.document.to_string()),
        ("package-page-creator", contents.creator.to_owned()),
        ("package-page-secrecy", contents.secrecy.to_owned()),
        (
            "package-page-made",
            contents.made_at.format("%Y-%m-%d %H.%M UTC").to_string(),
        ),
        ("package-page-program", program),
        ("package-page-package", root(contents.id)),
    ];
    tags.within("table", &[], |tags| {
        for (label, value) in facts
            .into_iter()
            .chain(registered)
            .filter(|(_, value)| !value.is_empty())
        {
            tags.within("tr", &[], |tags| {
                tags.text_with("th", &[("scope", "row")], &say(label));
                tags.text("td", &value);
            });
        }
    });
}

fn table(tags: &mut Tags, columns: &[&str], rows: impl FnOnce(&mut Tags)) {
    tags.within("table", &[], |tags| {
        tags.within("tr", &[], |tags| {
            for column in columns {
                tags.text_with("th", &[("scope", "col")], &say(column));
            }
        });
        rows(tags);
    });
}

fn row(tags: &mut Tags, cells: &[&str]) {
    tags.within("tr", &[], |tags| {
        cells.iter().for_each(|cell| tags.text("td", cell))
    });
}

fn what(path: &str) -> String {
    say(match path {
        PAPER => "package-file-paper",
        RECORD => "package-file-record",
        DEFINITION => "package-file-definition",
        _ if path.contains("/skannat-") => "package-file-scan",
        _ if path.contains("/aterkommet-") => "package-file-returned",
        _ => "package-file-copy",
    })
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Creation => "package-step-creation",
        Step::Signing => "package-step-signing",
        Step::TimeStamping => "package-step-time-stamping",
        Step::Verification => "package-step-verification",
        Step::Ingestion => "package-step-ingestion",
        Step::Packaging => "package-step-packaging",
        Step::Ink => "package-step-ink",
        Step::Drawing => "package-step-drawing",
        Step::OriginalKept => "package-step-original-kept",
        Step::Refusal => "package-step-refusal",
        Step::Excuse => "package-step-excuse",
        Step::Declining => "package-step-declining",
        Step::Withdrawal => "package-step-withdrawal",
        Step::Cancellation => "package-step-cancellation",
    }
}
