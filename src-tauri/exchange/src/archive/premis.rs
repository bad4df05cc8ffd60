//! What lies in the package and what has happened to it, in PREMIS 3.

use chrono::SecondsFormat;
use uuid::Uuid;

use super::layout::File;
use super::{Contents, Happened, Step};
use crate::xml::Tags;

const ROOT: [(&str, &str); 3] = [
    ("xmlns:premis", "http://www.loc.gov/premis/v3"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("version", "3.0"),
];
/// The list that the names of events are from.
const EVENT_TYPES: [(&str, &str); 2] = [
    ("authority", "eventType"),
    (
        "authorityURI",
        "http://id.loc.gov/vocabulary/preservation/eventType",
    ),
];

/// What a file is known by: its path in the package.
const PATH: &str = "path";

/// What an event is called: by the list, or, where that has no word for it, by ourselves.
enum Name {
    Listed(&'static str),
    Own(&'static str),
}

impl Step {
    fn name(self) -> Name {
        match self {
            Self::Creation => Name::Listed("creation"),
            Self::Signing => Name::Listed("digital signature generation"),
            // The list has no word for it; a time stamp is a signature of whoever gives the time.
            Self::TimeStamping => Name::Listed("digital signature generation"),
            Self::Verification => Name::Listed("digital signature validation"),
            Self::Ingestion => Name::Listed("transfer"),
            Self::Packaging => Name::Listed("information package creation"),
            Self::Ink => Name::Own("signature in ink"),
            Self::Drawing => Name::Own("signature drawn on a screen"),
            Self::OriginalKept => Name::Own("original kept on paper"),
            Self::Refusal => Name::Own("approval refused"),
            Self::Excuse => Name::Own("signature not required"),
            Self::Declining => Name::Own("signature declined"),
            Self::Withdrawal => Name::Own("consent withdrawn"),
            Self::Cancellation => Name::Own("cancellation"),
        }
    }
}

/// Of the whole package: the document, its files, the papers first, what has happened and who did it.
pub fn whole(contents: &Contents<'_>, files: &[File]) -> Vec<u8> {
    let mut tags = Tags::begin();
    tags.within("premis:premis", &ROOT, |tags| {
        tags.within(
            "premis:object",
            &[("xsi:type", "premis:intellectualEntity")],
            |tags| {
                object_id(tags, contents.document);
            },
        );
        files.iter().for_each(|file| object(tags, file));
        for (event, number) in contents.events.iter().zip(1..) {
            let paper = event.paper.and_then(|at| files.get(at));
            happened(tags, contents, (event, paper), number);
        }
        agents(tags, contents);
    });
    tags.finish()
}

/// Of one representation: its files.
pub fn representation(files: &[File]) -> Vec<u8> {
    let mut tags = Tags::begin();
    tags.within("premis:premis", &ROOT, |tags| {
        files.iter().for_each(|file| object(tags, file));
    });
    tags.finish()
}

fn object_id(tags: &mut Tags, id: Uuid) {
    tags.within("premis:objectIdentifier", &[], |tags| {
        tags.text("premis:objectIdentifierType", "UUID");
        tags.text("premis:objectIdentifierValue", &id.to_string());
    });
}

fn object(tags: &mut Tags, file: &File) {
    tags.within("premis:object", &[("xsi:type", "premis:file")], |tags| {
        tags.within("premis:objectIdentifier", &[], |tags| {
            tags.text("premis:objectIdentifierType", PATH);
            tags.text("premis:objectIdentifierValue", &file.path);
        });
        tags.within("premis:objectCharacteristics", &[], |tags| {
            tags.text("premis:compositionLevel", "0");
            tags.within("premis:fixity", &[], |tags| {
                tags.text("premis:messageDigestAlgorithm", "SHA-256");
                tags.text("premis:messageDigest", &file.sha256());
            });
            tags.text("premis:size", &file.bytes.len().to_string());
            tags.within("premis:format", &[], |tags| {
                tags.within("premis:formatDesignation", &[], |tags| {
                    tags.text("premis:formatName", file.mime);
                });
            });
        });
    });
}

fn happened(
    tags: &mut Tags,
    contents: &Contents<'_>,
    (event, paper): (&Happened, Option<&File>),
    number: usize,
) {
    tags.within("premis:event", &[], |tags| {
        tags.within("premis:eventIdentifier", &[], |tags| {
            tags.text("premis:eventIdentifierType", "local");
            tags.text("premis:eventIdentifierValue", &format!("event-{number}"));
        });
        match event.step.name() {
            Name::Listed(name) => tags.text_with("premis:eventType", &EVENT_TYPES, name),
            Name::Own(name) => tags.text("premis:eventType", name),
        }
        let noted = || event.at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let at = event.on.map_or_else(noted, |day| day.to_string());
        tags.text("premis:eventDateTime", &at);
        if !event.detail.is_empty() {
            tags.within("premis:eventDetailInformation", &[], |tags| {
                tags.text("premis:eventDetail", &event.detail);
            });
        }
        if let Some(outcome) = &event.outcome {
            tags.within("premis:eventOutcomeInformation", &[], |tags| {
                tags.text("premis:eventOutcome", outcome);
            });
        }
        tags.within("premis:linkingAgentIdentifier", &[], |tags| {
            tags.text("premis:linkingAgentIdentifierType", "local");
            tags.text(
                "premis:linkingAgentIdentifierValue",
                &agent_of(contents, &event.by),
            );
        });
        linked(tags, "UUID", &contents.document.to_string());
        if let Some(paper) = paper {
            linked(tags, PATH, &paper.path);
        }
    });
}

fn linked(tags: &mut Tags, kind: &str, object: &str) {
    tags.within("premis:linkingObjectIdentifier", &[], |tags| {
        tags.text("premis:linkingObjectIdentifierType", kind);
        tags.text("premis:linkingObjectIdentifierValue", object);
    });
}

/// Everyone who did something, once, in the order in which they first did.
fn names<'a>(contents: &'a Contents<'_>) -> Vec<&'a str> {
    let mut names = vec![contents.application.name];
    for event in contents.events {
        if !names.contains(&event.by.as_str()) {
            names.push(&event.by);
        }
    }
    names
}

fn agent_of(contents: &Contents<'_>, name: &str) -> String {
    let at = names(contents).iter().position(|known| *known == name);
    format!("agent-{}", at.unwrap_or_default() + 1)
}

fn agents(tags: &mut Tags, contents: &Contents<'_>) {
    for (name, number) in names(contents).into_iter().zip(1..) {
        let is_software = number == 1;
        tags.within("premis:agent", &[], |tags| {
            tags.within("premis:agentIdentifier", &[], |tags| {
                tags.text("premis:agentIdentifierType", "local");
                tags.text("premis:agentIdentifierValue", &format!("agent-{number}"));
            });
            tags.text("premis:agentName", name);
            tags.text(
                "premis:agentType",
                if is_software { "software" } else { "person" },
            );
            if is_software {
                tags.text("premis:agentVersion", contents.application.version);
            }
        });
    }
}
