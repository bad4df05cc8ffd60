//! Filing: the scanned pages of one document become an archival document of their own.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use forms::form::FormRef;
use forms::hash::Hash;
use sha2::{Digest as _, Sha256};
use texts::swedish;
use uuid::Uuid;

use super::{Kept, Pixels, Scan, Turn};
use crate::error::ScanError;
use crate::inspect::bounds::{check, guarded};
use crate::kind::Kind;
use crate::write::{self, About, Facts, File, Relation};

/// The longest that filing one document may take.
const TIME: Duration = Duration::from_secs(120);

/// A page to be filed: a page of a scan, and the turn that makes it stand upright.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    /// The file it is in.
    pub scan: &'a Scan,
    /// Which page of the file, from 0.
    pub page: usize,
    /// As [`Scan::read`] found it, or as a person turned it.
    pub turn: Turn,
}

/// What a filed scan says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanFacts {
    /// The document that was printed, signed and scanned.
    pub document: Uuid,
    /// Its form.
    pub form: FormRef,
    /// The hash of the form's definition.
    pub form_hash: Hash,
    /// Its title, as it stands on the paper.
    pub title: String,
    /// The school; may be empty.
    pub school: String,
    /// What else a person who cannot see the pages has to know, such as who signed; may be empty.
    pub description: String,
    /// When the scan is filed.
    pub made_at: DateTime<Utc>,
}

/// Makes a PDF/A-3a and PDF/UA-1 document of the pages, in this order, each with its own bytes or pixels.
///
/// A file that holds these pages alone is attached as it is, unless the document would then be larger than
/// [`crate::LARGEST_FILE`]; a file with any other page never is. The same input gives the same bytes.
///
/// # Errors
/// No pages; a page that cannot be read; a document that would be larger than [`crate::LARGEST_FILE`].
pub fn file(leaves: &[Leaf<'_>], facts: &ScanFacts) -> Result<Vec<u8>, ScanError> {
    let sources = sources(leaves);
    let leaves: Vec<(Scan, usize, Turn)> = leaves
        .iter()
        .map(|leaf| (leaf.scan.clone(), leaf.page, leaf.turn))
        .collect();
    let facts = facts.clone();
    guarded(TIME, move || {
        let pages = pages(&leaves, &facts)?;
        let file_id = fingerprint(&pages, &facts, &sources)?;
        let made = |attachments| {
            let about = About {
                document: facts.document,
                form: facts.form.clone(),
                form_hash: facts.form_hash,
                kind: Kind::Scan,
            };
            let facts = Facts {
                title: facts.title.clone(),
                about,
                made_at: facts.made_at,
                file_id,
                attachments,
            };
            let bytes = write::scan::write(&pages, &facts)?;
            check(&bytes)
                .map(|()| bytes)
                .map_err(|_| ScanError::DocumentTooLarge)
        };
        if sources.iter().map(|scan| scan.bytes.len()).sum::<usize>() < crate::LARGEST_FILE {
            match made(attachments(&sources)) {
                Err(ScanError::DocumentTooLarge) => {}
                done => return done,
            }
        }
        made(Vec::new())
    })
}

/// The pages ready to be written, with the words said in the place of each.
fn pages(leaves: &[(Scan, usize, Turn)], facts: &ScanFacts) -> Result<Vec<write::scan::Page>, ScanError> {
    if leaves.is_empty() {
        return Err(ScanError::NoPages);
    }
    let page = |(index, (scan, page, turn)): (usize, &(Scan, usize, Turn))| {
        let picture = scan.kept(*page)?;
        let turn = picture.turn.then(*turn);
        Ok(write::scan::Page {
            picture,
            turn,
            words: words(index + 1, leaves.len(), facts),
        })
    };
    leaves.iter().enumerate().map(page).collect()
}

fn words(page: usize, pages: usize, facts: &ScanFacts) -> String {
    let values = [
        ("page", page.into()),
        ("pages", pages.into()),
        ("title", facts.title.as_str().into()),
        ("document", facts.document.to_string().into()),
    ];
    let mut words = swedish().say("document-scan-page", &values).into_owned();
    for more in [&facts.school, &facts.description] {
        if page == 1 && !more.is_empty() {
            words = format!("{words} {}.", more.trim_end_matches('.'));
        }
    }
    words
}

/// The files that hold these pages and no others.
fn sources(leaves: &[Leaf<'_>]) -> Vec<Scan> {
    let mut sources: Vec<Scan> = Vec::new();
    let same = |one: &Scan, other: &Scan| Arc::ptr_eq(&one.bytes, &other.bytes) || one.bytes == other.bytes;
    for leaf in leaves {
        let taken = |page| {
            leaves
                .iter()
                .any(|other| other.page == page && same(other.scan, leaf.scan))
        };
        let whole = (0..leaf.scan.pages).all(taken);
        if whole && !sources.iter().any(|source| same(source, leaf.scan)) {
            sources.push(leaf.scan.clone());
        }
    }
    sources
}

fn attachments(sources: &[Scan]) -> Vec<File> {
    let file = |(index, scan): (usize, &Scan)| {
        let values = [
            ("number", (index + 1).into()),
            ("extension", scan.format.extension().into()),
        ];
        File {
            name: swedish().say("document-scan-file", &values).into_owned(),
            media_type: scan.format.media_type(),
            description: swedish().say("document-attachment-scan", &[]).into_owned(),
            relation: Relation::Source,
            content: scan.bytes.to_vec(),
        }
    };
    sources.iter().enumerate().map(file).collect()
}

/// 16 bytes that follow from everything that goes into the document.
fn fingerprint(
    pages: &[write::scan::Page],
    facts: &ScanFacts,
    sources: &[Scan],
) -> Result<[u8; 16], ScanError> {
    let mut digest = Sha256::new();
    let mut add = |bytes: &[u8]| {
        digest.update((bytes.len() as u64).to_be_bytes());
        digest.update(bytes);
    };
    add(facts.document.as_bytes());
    add(facts.form.to_string().as_bytes());
    add(facts.form_hash.to_string().as_bytes());
    add(facts.title.as_bytes());
    add(facts.made_at.to_rfc3339().as_bytes());
    for page in pages {
        let Kept {
            pixels,
            width,
            height,
            ..
        } = &page.picture;
        add(format!(
            "{width} {height} {:?} {:?} {}",
            page.picture.size(),
            page.turn,
            page.words
        )
        .as_bytes());
        add(match pixels {
            Pixels::Jpeg(bytes, _) => bytes,
            Pixels::Raster(raster) => &raster.pixels,
        });
    }
    sources.iter().for_each(|source| add(&source.bytes));
    let digest: [u8; 32] = digest.finalize().into();
    let first = digest.as_chunks().0.first();
    first.copied().ok_or(ScanError::Internal("no digest"))
}
