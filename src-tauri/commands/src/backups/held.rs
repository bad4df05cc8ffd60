//! What restoring takes away and brings back: the vault as it is beside the backup.

use std::collections::BTreeMap;

use cases::{CaseId, DocumentId, PupilId};
use chrono::{DateTime, Utc};
use vault::Read;

use crate::error::CommandError;
use crate::wire::backup::RestoreLine;

/// What a vault holds, as far as restoring takes it away or brings it back.
#[derive(Default)]
pub(super) struct Held {
    pupils: BTreeMap<PupilId, String>,
    cases: BTreeMap<CaseId, String>,
    documents: BTreeMap<DocumentId, String>,
    papers: BTreeMap<(DocumentId, usize), String>,
    drafts: BTreeMap<(DocumentId, String, DateTime<Utc>), String>,
}

impl Held {
    /// What there is of it.
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let mut held = Self::default();
        for pupil in read.pupils().all()? {
            let name = pupil.display_name().to_string();
            for case in read.cases().of(pupil.id)? {
                let about = |title: &str| format!("{name} – {title}");
                held.cases.insert(case.id(), about(case.title().as_str()));
                for document in read.documents().of(case.id())? {
                    let label = about(document.title.as_str());
                    for number in 0..read.papers().of(document.id)?.len() {
                        held.papers.insert((document.id, number), label.clone());
                    }
                    for draft in read.drafts().of(document.id)? {
                        let written = (document.id, draft.section, draft.saved);
                        held.drafts.insert(written, label.clone());
                    }
                    held.documents.insert(document.id, label);
                }
            }
            held.pupils.insert(pupil.id, name);
        }
        Ok(held)
    }

    /// What is here and not there; of a document that is not there at all, it alone. What was disposed of is left out.
    pub fn beyond(&self, there: &Self, disposed: &[DocumentId]) -> Vec<RestoreLine> {
        let is_new = |document: &DocumentId| !there.documents.contains_key(document);
        let pupils = self
            .pupils
            .iter()
            .filter(|(id, _)| !there.pupils.contains_key(id));
        let cases = self.cases.iter().filter(|(id, _)| !there.cases.contains_key(id));
        let documents = self.documents.iter();
        let documents = documents.filter(|(id, _)| is_new(id) && !disposed.contains(id));
        let papers = self.papers.iter();
        let papers = papers.filter(|(id, _)| !is_new(&id.0) && !there.papers.contains_key(id));
        let drafts = self.drafts.iter();
        let drafts = drafts.filter(|(id, _)| !is_new(&id.0) && !there.drafts.contains_key(id));
        let line = |kind: &'static str| {
            move |label: &String| RestoreLine {
                kind: kind.to_owned(),
                label: label.clone(),
            }
        };
        let mut lines: Vec<RestoreLine> = pupils.map(|(_, label)| label).map(line("pupil")).collect();
        lines.extend(cases.map(|(_, label)| label).map(line("case")));
        lines.extend(documents.map(|(_, label)| label).map(line("document")));
        lines.extend(papers.map(|(_, label)| label).map(line("paper")));
        lines.extend(drafts.map(|(_, label)| label).map(line("draft")));
        lines.dedup();
        lines
    }
}
