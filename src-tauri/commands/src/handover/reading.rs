//! The papers of a package, each read and judged as any that comes in. Every page of them is drawn, which takes minutes for
//! a long case: it is done when it is known who sent the package.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use exchange::handover::Opened;
use forms::Hash;
use signing::Trust;

use super::along::{ReadScan, read_scan};
use crate::intake::{Electronic, read_bare, read_electronic};

/// The papers of a package. One that is not what the package says is left out, and refuses the package.
pub(super) struct Papers {
    /// Those of the documents, and those that go along as another system packed them.
    pub electronic: BTreeMap<Hash, Box<Electronic>>,
    /// The scans that go along.
    pub scans: BTreeMap<Hash, ReadScan>,
}

impl Papers {
    /// Reads them all.
    pub fn of(opened: &Opened, trust: &Trust, now: DateTime<Utc>) -> Self {
        let content = &opened.content;
        let documents = read(
            opened,
            content.documents().iter().map(|one| one.sha256),
            |bytes| read_electronic(bytes.to_vec(), trust, now),
        );
        let returned = read(opened, content.returned().iter().map(|one| one.sha256), |bytes| {
            read_bare(bytes.to_vec(), trust, now)
        });
        let scans = content.scans().iter().map(|one| one.sha256);
        Self {
            electronic: documents.into_iter().chain(returned).collect(),
            scans: read(opened, scans, read_scan),
        }
    }
}

/// Reads each of the papers with these hashes once.
fn read<T>(
    opened: &Opened,
    papers: impl Iterator<Item = Hash>,
    read: impl Fn(&[u8]) -> Option<T>,
) -> BTreeMap<Hash, T> {
    let papers: BTreeSet<Hash> = papers.collect();
    let papers = papers.into_iter();
    papers
        .filter_map(|sha256| Some((sha256, read(opened.paper(&sha256)?)?)))
        .collect()
}
