//! Making a package.

use std::thread;

use age::Recipient;
use cases::Ground;
use chrono::{DateTime, NaiveDate, Utc};
use forms::Hash;
use tar::{Builder, EntryType, Header};
use uuid::Uuid;

use super::card::NameCard;
use super::content::Content;
use super::keys::{MunicipalityKey, OwnKeys};
use super::manifest::{CONTEXT, FORMAT, Manifest, Part};
use super::opening::{LARGEST, LARGEST_CONTENT};

/// The file with the content, as JSON.
pub(crate) const CONTENT: &str = "parts/content.json";
/// The manifest and its signature.
pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SIGNATURE: &str = "manifest.sig";

/// Why a package cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// What is to be sent does not belong together; a defect of ours.
    #[error("the content does not hold together")]
    Content,
    /// It is larger than anybody would open.
    #[error("too large")]
    TooLarge,
    /// It could not be closed.
    #[error("not closed")]
    Closing,
}

impl SealError {
    /// Every error.
    pub const ALL: &[Self] = &[Self::Content, Self::TooLarge, Self::Closing];

    /// The stable code, in kebab case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Content => "package-content",
            Self::TooLarge => "package-too-large",
            Self::Closing => "package-not-closed",
        }
    }
}

/// A package before it is closed.
pub struct Package<'a> {
    /// Its id.
    pub id: Uuid,
    /// Which one it is of those that the sender has made for this recipient, from 1.
    pub sequence: u32,
    /// What it carries.
    pub content: &'a Content,
    /// The papers' bytes, each with its hash.
    pub papers: Vec<(Hash, &'a [u8])>,
    /// What it is for.
    pub purpose: &'a str,
    /// On which ground it is told, and why, where it has none.
    pub ground: (Ground, &'a str),
    /// When it is made.
    pub made_at: DateTime<Utc>,
    /// The last day on which it is to be taken in.
    pub expires: NaiveDate,
    /// The package that this one answers.
    pub answers: Option<Uuid>,
}

impl Package<'_> {
    /// Signs it and closes it to the recipient, to the sender, and to the municipality where its key is given. Every
    /// closing differs, because age chooses its own key.
    ///
    /// # Errors
    /// The content does not hold together, or it is too large.
    pub fn seal(
        &self,
        keys: &OwnKeys,
        sender: &NameCard,
        recipient: &NameCard,
        municipality: Option<&MunicipalityKey>,
    ) -> Result<Vec<u8>, SealError> {
        let content = serde_json::to_vec(self.content).map_err(|_| SealError::Content)?;
        if !self.content.holds_together() || sender.fingerprint() != keys.fingerprint() {
            return Err(SealError::Content);
        }
        if content.len() > LARGEST_CONTENT {
            return Err(SealError::TooLarge);
        }
        let part = |name: String, sha256: Hash, bytes: &[u8]| Part {
            name,
            sha256,
            size: bytes.len() as u64,
        };
        let first = part(CONTENT.to_owned(), Hash::of(&content), &content);
        let mut parts = vec![(first, content.as_slice())];
        for (sha256, paper) in &self.papers {
            if parts.iter().skip(1).all(|(other, _)| other.sha256 != *sha256) {
                parts.push((part(part_name(sha256), *sha256, paper), paper));
            }
        }
        let (parts, bytes): (Vec<Part>, Vec<&[u8]>) = parts.into_iter().unzip();
        let names: Vec<String> = parts.iter().map(|part| part.name.clone()).collect();
        let manifest = self.manifest(sender, recipient, parts)?;
        let signature = keys.sign(CONTEXT, &manifest).to_bytes();
        let mut files = vec![
            (MANIFEST.to_owned(), manifest.as_slice()),
            (SIGNATURE.to_owned(), signature.as_slice()),
        ];
        files.extend(names.into_iter().zip(bytes));
        let sizes = files.iter().map(|(_, bytes)| bytes.len());
        if sizes.sum::<usize>() + (files.len() + 2) * 1024 > LARGEST {
            return Err(SealError::TooLarge);
        }
        let (own, theirs) = (keys.recipient(), recipient.recipient());
        let third = municipality.map(|key| key.recipient() as &dyn Recipient);
        let readers = [theirs as &dyn Recipient, &own].into_iter().chain(third);
        // Long papers are hashed while they are closed.
        let (are_named, closed) = thread::scope(|scope| {
            let are_named = scope.spawn(|| {
                self.papers
                    .iter()
                    .all(|(sha256, paper)| Hash::of(paper) == *sha256)
            });
            let closed = close(&files, readers);
            (are_named.join().unwrap_or_default(), closed)
        });
        match are_named {
            true => closed.ok_or(SealError::Closing),
            false => Err(SealError::Content),
        }
    }

    fn manifest(
        &self,
        sender: &NameCard,
        recipient: &NameCard,
        parts: Vec<Part>,
    ) -> Result<Vec<u8>, SealError> {
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            package: self.id,
            sequence: self.sequence,
            sender: String::from_utf8(sender.to_bytes()).map_err(|_| SealError::Content)?,
            recipient: recipient.fingerprint(),
            kind: self.content.kind(),
            purpose: self.purpose.to_owned(),
            ground: self.ground.0,
            reason: self.ground.1.to_owned(),
            made_at: self.made_at,
            expires: self.expires,
            answers: self.answers,
            parts,
        };
        serde_json::to_vec(&manifest).map_err(|_| SealError::Content)
    }
}

/// Under which name a paper lies in a package.
pub(crate) fn part_name(sha256: &Hash) -> String {
    format!("parts/{sha256}")
}

fn close<'a>(files: &[(String, &[u8])], readers: impl Iterator<Item = &'a dyn Recipient>) -> Option<Vec<u8>> {
    let size: usize = files.iter().map(|(_, bytes)| bytes.len() + 1024).sum();
    let mut closed = Vec::with_capacity(size + size / 1024 + 4096);
    let writer = age::Encryptor::with_recipients(readers)
        .ok()?
        .wrap_output(&mut closed)
        .ok()?;
    let mut packed = Builder::new(writer);
    for (name, bytes) in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(0);
        packed.append_data(&mut header, name, *bytes).ok()?;
    }
    packed.into_inner().ok()?.finish().ok()?;
    Some(closed)
}

/// Closes any files to a vault, as its sender would.
#[cfg(test)]
pub(crate) fn close_for_tests(files: &[(String, &[u8])], reader: &OwnKeys) -> Option<Vec<u8>> {
    close(files, [&reader.recipient() as &dyn Recipient].into_iter())
}
