//! Opening a package. Nothing of it is given out before it was read to its last byte and everything in it agreed.

use std::collections::BTreeMap;
use std::io::{self, Read};

use age::{DecryptError, Decryptor, x25519};
use chrono::Datelike as _;
use forms::Hash;
use serde::Deserialize;
use tar::{Archive, EntryType};

use super::along::is_in_time;
use super::card::{CardError, NameCard};
use super::content::{Content, Kind};
use super::keys::{OwnKeys, municipality_identity};
use super::manifest::{CONTEXT, FORMAT, Manifest};
use super::sealing::{CONTENT, MANIFEST, SIGNATURE, part_name};

/// The largest package, in bytes; larger ones are neither made nor opened.
pub const LARGEST: usize = 512 << 20;
/// What is said in a package beside its papers, in bytes at most: it is kept in rows that every list reads.
pub(crate) const LARGEST_CONTENT: usize = 16 << 20;
/// The longest line that a manifest carries, in characters.
const LONGEST: usize = 200;
/// Files in a package at most; a case has far fewer papers.
const MOST_FILES: usize = 10_000;

/// Why a package is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It is no package.
    #[error("not a package")]
    NotAPackage,
    /// It is of a later version, or carries what only a later one knows.
    #[error("a package of a later version")]
    Newer,
    /// It is of a kind that this version knows nothing of, whatever its version.
    #[error("a package of an unknown kind")]
    UnknownKind,
    /// It is closed to others.
    #[error("closed to others")]
    NotForYou,
    /// It ends too early, or its end is damaged: half-copied, most often.
    #[error("it ends too early")]
    Incomplete,
    /// It is not what was closed.
    #[error("altered")]
    Altered,
    /// What lies in it is not what its sender signed.
    #[error("not as it was signed")]
    NotAsSigned,
    /// It is larger than any package.
    #[error("too large")]
    TooLarge,
}

impl OpenError {
    /// Every error.
    pub const ALL: &[Self] = &[
        Self::NotAPackage,
        Self::Newer,
        Self::UnknownKind,
        Self::NotForYou,
        Self::Incomplete,
        Self::Altered,
        Self::NotAsSigned,
        Self::TooLarge,
    ];

    /// The stable code, in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAPackage => "not-a-package",
            Self::Newer => "newer-package",
            Self::UnknownKind => "package-unknown-kind",
            Self::NotForYou => "package-not-for-you",
            Self::Incomplete => "package-incomplete",
            Self::Altered => "package-altered",
            Self::NotAsSigned => "package-not-as-signed",
            Self::TooLarge => "package-too-large",
        }
    }
}

/// A package that was opened whole: everything in it is as its sender signed it.
#[derive(Clone)]
pub struct Opened {
    /// What its sender says of it.
    pub manifest: Manifest,
    /// The sender, as the package names itself; whether that is a contact is for others to say.
    pub sender: NameCard,
    /// What it carries.
    pub content: Content,
    papers: BTreeMap<Hash, Vec<u8>>,
}

impl Opened {
    /// The bytes of a paper or a scan of one of its documents.
    pub fn paper(&self, sha256: &Hash) -> Option<&[u8]> {
        self.papers.get(sha256).map(Vec::as_slice)
    }

    /// Every paper and scan of its documents, by its hash.
    pub fn papers(&self) -> impl Iterator<Item = (&Hash, &[u8])> {
        self.papers
            .iter()
            .map(|(sha256, bytes)| (sha256, bytes.as_slice()))
    }
}

/// Whether these bytes begin as a package does; whether they are one shows when it is opened.
pub fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/")
}

/// Opens a package with any of a vault's keys, the present ones and earlier ones.
///
/// # Errors
/// Why it is refused, the first reason that there is.
pub fn open(bytes: &[u8], keys: &[OwnKeys]) -> Result<Opened, OpenError> {
    if bytes.len() > LARGEST {
        return Err(OpenError::TooLarge);
    }
    let opened = read(decrypt(bytes, keys.iter().map(OwnKeys::identity))?)?;
    // Whoever may open a package could close it anew to somebody else, who would take it for one of their own.
    let ours = |fingerprint| keys.iter().any(|key| key.fingerprint() == fingerprint);
    match ours(opened.manifest.recipient) || ours(opened.sender.fingerprint()) {
        true => Ok(opened),
        false => Err(OpenError::NotForYou),
    }
}

/// Opens a package with the municipality's private key, to whomever it was sent.
///
/// # Errors
/// Why it is refused, the first reason that there is.
pub fn open_for_municipality(bytes: &[u8], secret: &[u8; 32]) -> Result<Opened, OpenError> {
    if bytes.len() > LARGEST {
        return Err(OpenError::TooLarge);
    }
    let identity = municipality_identity(secret).ok_or(OpenError::NotForYou)?;
    read(decrypt(bytes, std::iter::once(&identity))?)
}

/// What was closed, if all of it is as its sender signed it.
fn read(packed: Vec<u8>) -> Result<Opened, OpenError> {
    let mut files = unpack(&packed)?;
    let mut take = |name: &str| files.remove(name).ok_or(OpenError::NotAsSigned);
    let (manifest_bytes, signature) = (take(MANIFEST)?, take(SIGNATURE)?);
    let manifest = read_manifest(&manifest_bytes)?;
    let sender = NameCard::parse(manifest.sender.as_bytes()).map_err(|error| match error {
        CardError::Newer => OpenError::Newer,
        _ => OpenError::NotAsSigned,
    })?;
    if !sender.signed(CONTEXT, &manifest_bytes, &signature) {
        return Err(OpenError::NotAsSigned);
    }
    compare(&manifest, &files)?;
    let content = read_content(&manifest, &files.remove(CONTENT).unwrap_or_default())?;
    Ok(Opened {
        papers: papers(&content, files)?,
        manifest,
        sender,
        content,
    })
}

fn decrypt<'k>(bytes: &[u8], keys: impl Iterator<Item = &'k x25519::Identity>) -> Result<Vec<u8>, OpenError> {
    let mut rest = bytes;
    let opening = Decryptor::new_buffered(&mut rest).map_err(|error| of_header(&error, bytes))?;
    let identities = keys.map(|key| key as &dyn age::Identity);
    let mut reader = opening
        .decrypt(identities)
        .map_err(|error| of_header(&error, bytes))?;
    let mut plain = Vec::with_capacity(bytes.len());
    let read = reader.read_to_end(&mut plain);
    drop(reader);
    match read {
        Ok(_) => Ok(plain),
        // age reads one block of 64 kB at a time: where none is left unread, it is the last one that does not hold.
        Err(_) if rest.is_empty() => Err(OpenError::Incomplete),
        Err(_) => Err(OpenError::Altered),
    }
}

fn of_header(error: &DecryptError, bytes: &[u8]) -> OpenError {
    match error {
        DecryptError::NoMatchingKeys => OpenError::NotForYou,
        DecryptError::UnknownFormat => OpenError::Newer,
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof && is_package(bytes) => {
            OpenError::Incomplete
        }
        _ if is_package(bytes) => OpenError::Altered,
        _ => OpenError::NotAPackage,
    }
}

/// The files of a package by name; there is nothing else in it, and no name comes twice.
fn unpack(packed: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, OpenError> {
    let mut files = BTreeMap::new();
    let mut archive = Archive::new(packed);
    let entries = archive.entries().map_err(|_| OpenError::NotAPackage)?;
    for entry in entries {
        let mut entry = entry.map_err(|_| OpenError::NotAPackage)?;
        let name = entry.path_bytes().into_owned();
        let name = String::from_utf8(name).map_err(|_| OpenError::NotAPackage)?;
        if entry.header().entry_type() != EntryType::Regular || files.len() >= MOST_FILES {
            return Err(OpenError::NotAPackage);
        }
        let mut bytes = Vec::new();
        entry
            .read_to_end(&mut bytes)
            .map_err(|_| OpenError::NotAPackage)?;
        if entry.size() != bytes.len() as u64 || files.insert(name, bytes).is_some() {
            return Err(OpenError::NotAPackage);
        }
    }
    Ok(files)
}

fn read_manifest(bytes: &[u8]) -> Result<Manifest, OpenError> {
    #[derive(Deserialize)]
    struct Named {
        format: String,
    }
    let named: Named = serde_json::from_slice(bytes).map_err(|_| OpenError::NotAsSigned)?;
    if named.format != FORMAT {
        return Err(OpenError::Newer);
    }
    serde_json::from_slice(bytes).map_err(|_| match kind_of(bytes) {
        Some(kind) if Kind::named(&kind).is_none() => OpenError::UnknownKind,
        Some(_) => OpenError::NotAsSigned,
        None => OpenError::Newer,
    })
}

/// The kind that a manifest names, where it names one.
fn kind_of(bytes: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct OfKind {
        kind: String,
    }
    let of: OfKind = serde_json::from_slice(bytes).ok()?;
    Some(of.kind)
}

/// Every part is there, as it was signed, and nothing else is.
fn compare(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Result<(), OpenError> {
    let whole = manifest.parts.iter().all(|part| {
        let bytes = files.get(&part.name);
        bytes.is_some_and(|bytes| bytes.len() as u64 == part.size && Hash::of(bytes) == part.sha256)
    });
    let in_time = is_in_time(manifest.made_at) && (1..=9999).contains(&manifest.expires.year());
    let sane = in_time
        && manifest.sequence > 0
        && [&manifest.purpose, &manifest.reason]
            .iter()
            .all(|text| text.chars().count() <= LONGEST);
    let listed = files
        .keys()
        .all(|name| manifest.parts.iter().any(|part| part.name == *name));
    (sane && whole && listed && files.contains_key(CONTENT))
        .then_some(())
        .ok_or(OpenError::NotAsSigned)
}

fn read_content(manifest: &Manifest, bytes: &[u8]) -> Result<Content, OpenError> {
    if bytes.len() > LARGEST_CONTENT {
        return Err(OpenError::NotAsSigned);
    }
    // Signed as it is, and not to be read here: a later version says more.
    let content: Content = serde_json::from_slice(bytes).map_err(|_| OpenError::Newer)?;
    (content.kind() == manifest.kind && content.holds_together())
        .then_some(content)
        .ok_or(OpenError::NotAsSigned)
}

/// The papers of every document, and no file that is none.
fn papers(
    content: &Content,
    mut files: BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<Hash, Vec<u8>>, OpenError> {
    let mut papers = BTreeMap::new();
    for sha256 in content.papers() {
        if papers.contains_key(&sha256) {
            continue;
        }
        let bytes = files.remove(&part_name(&sha256));
        let bytes = bytes.filter(|bytes| Hash::of(bytes) == sha256);
        papers.insert(sha256, bytes.ok_or(OpenError::NotAsSigned)?);
    }
    files.is_empty().then_some(papers).ok_or(OpenError::NotAsSigned)
}
