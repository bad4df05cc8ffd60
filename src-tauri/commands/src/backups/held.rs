//! What restoring takes away and brings back: the vault as it is beside the backup.

use std::collections::BTreeMap;

use cases::{Case, CaseId, DocumentId, Pupil, PupilId};
use chrono::{DateTime, Utc};
use forms::Hash;
use vault::Read;

use crate::error::CommandError;
use crate::wire::backup::RestoreLine;

/// What a vault holds, as far as restoring takes it away or brings it back.
#[derive(Default)]
pub(super) struct Held {
    pupils: BTreeMap<PupilId, (String, Pupil)>,
    cases: BTreeMap<CaseId, (String, Case)>,
    documents: BTreeMap<DocumentId, String>,
    /// By their hash: after a restoring two papers of a document may have the same number.
    papers: BTreeMap<(DocumentId, Hash), String>,
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
                for document in read.documents().of(case.id())? {
                    let label = about(document.title.as_str());
                    for paper in read.papers().of(document.id)? {
                        let paper = (document.id, paper.attached.sha256);
                        held.papers.insert(paper, label.clone());
                    }
                    for draft in read.drafts().of(document.id)? {
                        let written = (document.id, draft.section, draft.saved);
                        held.drafts.insert(written, label.clone());
                    }
                    held.documents.insert(document.id, label);
                }
                held.cases.insert(case.id(), (about(case.title().as_str()), case));
            }
            held.pupils.insert(pupil.id, (name, pupil));
        }
        Ok(held)
    }

    /// What is here and not there; of a document that is not there at all, it alone, and
    /// of its papers and drafts one line.
    pub fn beyond(&self, there: &Self) -> Vec<RestoreLine> {
        let is_new = |document: &DocumentId| !there.documents.contains_key(document);
        let pupils = self.pupils.iter();
        let pupils = pupils.filter(|(id, _)| !there.pupils.contains_key(id));
        let cases = self.cases.iter();
        let cases = cases.filter(|(id, _)| !there.cases.contains_key(id));
        let documents = self.documents.iter().filter(|(id, _)| is_new(id));
        let papers = self.papers.iter();
        let papers = papers.filter(|(id, _)| !is_new(&id.0) && !there.papers.contains_key(id));
        let papers: BTreeMap<_, _> = papers.map(|(id, label)| (id.0, label)).collect();
        let drafts = self.drafts.iter();
        let drafts = drafts.filter(|(id, _)| !is_new(&id.0) && !there.drafts.contains_key(id));
        let drafts: BTreeMap<_, _> = drafts.map(|(id, label)| (id.0, label)).collect();
        let mut lines: Vec<RestoreLine> = pupils.map(|(_, (label, _))| line("pupil", label)).collect();
        lines.extend(cases.map(|(_, (label, _))| line("case", label)));
        lines.extend(documents.map(|(_, label)| line("document", label)));
        lines.extend(papers.into_values().map(|label| line("paper", label)));
        lines.extend(drafts.into_values().map(|label| line("draft", label)));
        lines
    }

    /// What is written here of pupils and cases that are there, but with something else written of them.
    pub fn written_otherwise(&self, there: &Self) -> Vec<RestoreLine> {
        let pupils = self.pupils.iter();
        let pupils =
            pupils.filter(|(id, (_, one))| there.pupils.get(id).is_some_and(|(_, then)| then != one));
        let cases = self.cases.iter();
        let cases = cases.filter(|(id, (_, one))| there.cases.get(id).is_some_and(|(_, then)| then != one));
        let pupils = pupils.map(|(_, (label, _))| line("pupil-changed", label));
        pupils
            .chain(cases.map(|(_, (label, _))| line("case-changed", label)))
            .collect()
    }
}

/// A line that names something.
pub(super) fn line(kind: &str, label: &str) -> RestoreLine {
    RestoreLine {
        kind: kind.to_owned(),
        label: label.to_owned(),
    }
}
