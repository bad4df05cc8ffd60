//! The papers of a package, each read and judged as any that comes in. Every page of a scan is drawn, which takes minutes
//! for a long case: it is done when it is known who sent the package, as work that says how far it has come and can be
//! stopped.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use exchange::handover::{Content, Opened};
use forms::Hash;
use signing::Trust;

use super::along::{ReadScan, read_scan};
use crate::errand::Work;
use crate::intake::{Electronic, read_bare, read_electronic};
use crate::signatures::judge;

/// What a paper of a package is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// A document with its data.
    Document,
    /// A document that another system packed, and that goes along.
    Returned,
    /// A scan that goes along.
    Scan,
}

/// A paper that was read.
pub(super) enum Paper {
    Electronic(Box<Electronic>),
    Scan(ReadScan),
}

/// The papers of a package, as far as they are read. One that is not what the package says is left out, and refuses the
/// package.
pub(super) struct Papers {
    left: VecDeque<(As, Hash)>,
    electronic: BTreeMap<Hash, Box<Electronic>>,
    scans: BTreeMap<Hash, ReadScan>,
}

impl Papers {
    /// Those of a package, none of them read.
    pub fn of(content: &Content) -> Self {
        let documents = content.documents().iter().map(|one| (As::Document, one.sha256));
        let returned = content.returned().iter().map(|one| (As::Returned, one.sha256));
        let scans = content.scans().iter().map(|one| (As::Scan, one.sha256));
        Self {
            left: documents.chain(returned).chain(scans).collect(),
            electronic: BTreeMap::new(),
            scans: BTreeMap::new(),
        }
    }

    /// Those that are not read, in the order in which they are.
    pub fn left(&self) -> impl ExactSizeIterator<Item = (As, Hash)> {
        self.left.iter().copied()
    }

    /// A document's paper, or one that goes along as another system packed it, if it is one.
    pub fn electronic(&self, sha256: &Hash) -> Option<&Electronic> {
        self.electronic.get(sha256).map(Box::as_ref)
    }

    /// A scan that goes along, if it is one.
    pub fn scan(&self, sha256: &Hash) -> Option<&ReadScan> {
        self.scans.get(sha256)
    }

    /// Keeps what was found of one that was left; nothing where it is not what the package says.
    pub fn keep(&mut self, one: (As, Hash), found: Option<Paper>) {
        self.left.retain(|other| *other != one);
        match found {
            Some(Paper::Electronic(paper)) => _ = self.electronic.insert(one.1, paper),
            Some(Paper::Scan(scan)) => _ = self.scans.insert(one.1, scan),
            None => {}
        }
    }

    /// Judges their signatures by what is trusted now.
    pub fn judge(&mut self, trust: &Trust, now: DateTime<Utc>) {
        for paper in self.electronic.values_mut() {
            paper.report = judge(&paper.bytes, trust, now);
        }
    }
}

/// Reads a paper of a package: nothing if it is not what the package says. Nothing at all if the user wants no more.
pub(super) fn read(
    opened: &Opened,
    (what, sha256): (As, Hash),
    (trust, now): &(Trust, DateTime<Utc>),
    work: &Work<'_>,
) -> Option<Option<Paper>> {
    let Some(bytes) = opened.paper(&sha256) else {
        return Some(None);
    };
    Some(match what {
        As::Document => read_electronic(bytes.to_vec(), trust, *now).map(Paper::Electronic),
        As::Returned => read_bare(bytes.to_vec(), (trust, *now), work)?.map(Paper::Electronic),
        As::Scan => read_scan(bytes, work)?.map(Paper::Scan),
    })
}
