//! Encrypted files beside the database, each named by what it holds.
//!
//! The name is a keyed hash, so that someone with a copy of a form cannot tell from the names whether it lies
//! in the vault. The size shows, within 40 bytes.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use forms::Hash;
use zeroize::Zeroizing;

use crate::error::{AttachmentError, Error};
use crate::files;
use crate::folder::Folder;
use crate::random::Random;
use crate::secret::Keys;

/// The name of an encrypted file: 64 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttachmentName(String);

/// What is known of bytes that were kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Where they lie.
    pub name: AttachmentName,
    /// Their hash.
    pub sha256: Hash,
    /// How many they are.
    pub size: u64,
}

/// Makes the folder of the files, and removes what an interrupted writing left there.
pub(crate) fn prepare(folder: &Folder) -> Result<(), Error> {
    files::make_folder(&folder.attachments())?;
    for entry in fs::read_dir(folder.attachments())? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == files::UNFINISHED) {
            files::remove(&path)?;
        }
    }
    Ok(())
}

/// Keeps bytes beside the database while the rows that name them are written: [`crate::Vault::file`] gives it.
pub struct Filing<'v> {
    folder: &'v Folder,
    keys: &'v Keys,
    new: RefCell<Vec<PathBuf>>,
}

impl<'v> Filing<'v> {
    pub(crate) fn new(folder: &'v Folder, keys: &'v Keys) -> Self {
        Self {
            folder,
            keys,
            new: RefCell::default(),
        }
    }

    /// Keeps `bytes`, durably; the same bytes are kept once.
    ///
    /// # Errors
    /// They are too many, or the disk does not take them.
    pub fn keep(&self, bytes: &[u8], random: &mut dyn Random) -> Result<Attached, Error> {
        let sha256 = Hash::of(bytes);
        let name = AttachmentName::of(self.keys, &sha256);
        if read(self.folder, self.keys, &name).is_err() {
            let sealed = self.keys.attachments.seal(name.0.as_bytes(), bytes, random);
            let path = name.path(self.folder);
            // What lies there damaged is mended, and may be some row's.
            if !path.try_exists()? {
                self.new.borrow_mut().push(path.clone());
            }
            files::replace(&path, &sealed.ok_or(AttachmentError::TooLarge)?)?;
        }
        Ok(Attached {
            name,
            sha256,
            size: bytes.len() as u64,
        })
    }

    /// Removes what was not there before, since no row will name it. What cannot be removed stays, encrypted.
    pub(crate) fn take_back(self) {
        for path in self.new.into_inner() {
            erase(&path).ok();
        }
    }
}

/// The bytes kept under `name`, checked to be those that were kept.
pub(crate) fn read(folder: &Folder, keys: &Keys, name: &AttachmentName) -> Result<Zeroizing<Vec<u8>>, Error> {
    open(&folder.attachments(), keys, name).map(|(plain, _)| plain)
}

/// The encrypted bytes kept under `name` in any folder of such files, checked to be those that were kept.
pub(crate) fn sealed(folder: &Path, keys: &Keys, name: &AttachmentName) -> Result<Vec<u8>, Error> {
    open(folder, keys, name).map(|(_, sealed)| sealed)
}

fn open(folder: &Path, keys: &Keys, name: &AttachmentName) -> Result<(Zeroizing<Vec<u8>>, Vec<u8>), Error> {
    let sealed = files::read(&folder.join(&name.0))?.ok_or(AttachmentError::Missing)?;
    let mut keys = keys.all();
    let plain = keys.find_map(|keys| keys.attachments.open(name.0.as_bytes(), &sealed));
    Ok((plain.ok_or(AttachmentError::Damaged)?, sealed))
}

/// Removes the bytes with this hash, if they are kept: written over first, so that the place on the disk holds them no
/// more than the disk itself sees to.
pub(crate) fn remove(folder: &Folder, keys: &Keys, sha256: &Hash) -> Result<(), Error> {
    keys.all()
        .try_for_each(|keys| erase(&AttachmentName::of(keys, sha256).path(folder)))
}

fn erase(path: &Path) -> Result<(), Error> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        there => files::blank(path, there?.len())?,
    }
    Ok(files::remove(path)?)
}

impl AttachmentName {
    fn of(keys: &Keys, sha256: &Hash) -> Self {
        let code = keys.attachment_names.code(sha256.as_bytes());
        Self(code.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn path(&self, folder: &Folder) -> PathBuf {
        folder.attachments().join(&self.0)
    }
}

/// Only what can be a name of ours is one, so that no text from outside becomes a path.
impl FromStr for AttachmentName {
    type Err = AttachmentError;

    fn from_str(text: &str) -> Result<Self, AttachmentError> {
        let digits = text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if digits && text.len() == 64 {
            Ok(Self(text.to_owned()))
        } else {
            Err(AttachmentError::Missing)
        }
    }
}

impl fmt::Display for AttachmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for AttachmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The encrypted files in a folder; none if it is not there.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<AttachmentName>> {
    let entries = files::entries(folder)?.into_iter();
    let names = entries.filter_map(|entry| entry.file_name()?.to_str()?.parse().ok());
    let names: BTreeSet<AttachmentName> = names.collect();
    Ok(names.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use crate::secret::Secret;

    fn keep(folder: &Folder, keys: &Keys, bytes: &[u8], random: &mut Counting) -> Result<Attached, Error> {
        Filing::new(folder, keys).keep(bytes, random)
    }

    #[test]
    fn check() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::new(place.path()).unwrap();
        let mut random = Counting::new(8);
        let keys = Keys::under(Secret::random(&mut random));
        prepare(&folder).unwrap();
        let attached = keep(&folder, &keys, b"a paper", &mut random).unwrap();
        let name = attached.name.clone();
        assert_eq!((attached.sha256, attached.size), (Hash::of(b"a paper"), 7));
        assert_eq!(read(&folder, &keys, &name).unwrap().as_slice(), b"a paper");
        assert_ne!(
            name.to_string(),
            Hash::of(b"a paper").to_string(),
            "the name is keyed"
        );
        assert_eq!(name.to_string().parse(), Ok(name.clone()));

        let before = fs::read(name.path(&folder)).unwrap();
        assert_eq!(keep(&folder, &keys, b"a paper", &mut random).unwrap(), attached);
        assert_eq!(
            fs::read(name.path(&folder)).unwrap(),
            before,
            "the same bytes are kept once"
        );

        let other = keep(&folder, &keys, b"another", &mut random).unwrap().name;
        fs::copy(other.path(&folder), name.path(&folder)).unwrap();
        assert_eq!(
            read(&folder, &keys, &name).unwrap_err(),
            AttachmentError::Damaged.into(),
            "swapped"
        );
        keep(&folder, &keys, b"a paper", &mut random).unwrap();
        assert!(read(&folder, &keys, &name).is_ok(), "keeping it again mends it");
        fs::remove_file(name.path(&folder)).unwrap();
        assert_eq!(
            read(&folder, &keys, &name).unwrap_err(),
            AttachmentError::Missing.into()
        );

        let later = keys.succeeded(&mut random);
        let old = keep(&folder, &keys, b"an old one", &mut random).unwrap();
        let new = keep(&folder, &later, b"a new one", &mut random).unwrap();
        let again = keep(&folder, &later, b"an old one", &mut random).unwrap();
        for (name, bytes) in [(&old, "an old one"), (&new, "a new one"), (&again, "an old one")] {
            assert_eq!(
                read(&folder, &later, &name.name).unwrap().as_slice(),
                bytes.as_bytes()
            );
        }
        assert_eq!(
            read(&folder, &keys, &new.name).unwrap_err(),
            AttachmentError::Damaged.into(),
            "an owner before reads nothing that came after"
        );
        remove(&folder, &later, &old.sha256).unwrap();
        remove(&folder, &later, &new.sha256).unwrap();
        for gone in [&old, &again, &new] {
            assert!(!gone.name.path(&folder).exists());
        }

        fs::write(folder.attachments().join("half.new"), "").unwrap();
        prepare(&folder).unwrap();
        assert_eq!(fs::read_dir(folder.attachments()).unwrap().count(), 1);
        for text in ["", "../vault.header", &"A".repeat(64), &"0".repeat(63)] {
            assert!(text.parse::<AttachmentName>().is_err(), "{text}");
        }
    }
}
