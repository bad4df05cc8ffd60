//! Everything that can go wrong with a vault: a small enum for each matter, under one type with stable codes.
//!
//! The words for the user live in the text files under these codes. No error holds personal data, a path or
//! a key.

use std::fmt;
use std::io;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Finding and locking the vault's folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Reading the header.
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// Getting at the vault key.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// The recovery words as typed.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// The shares of the municipality's key as typed.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The database and its rows.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files beside the database.
    #[error(transparent)]
    Attachment(#[from] AttachmentError),
    /// An audit trail that was saved for the municipality.
    #[error(transparent)]
    TrailFile(#[from] TrailFileError),
    /// Backups.
    #[error(transparent)]
    Backup(#[from] BackupError),
}

impl Error {
    /// Whether it proves that a database is damaged, or not one of the vault's: every other failure may pass.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Foreign | StoreError::Damaged | StoreError::Plaintext)
        )
    }

    /// Whether it proves that an encrypted file is gone, or is not what was kept: every other failure may pass.
    pub(crate) fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::Attachment(AttachmentError::Missing | AttachmentError::Damaged)
        )
    }

    /// The stable code that names the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder(error) => error.code(),
            Self::Header(error) => error.code(),
            Self::Unlock(error) => error.code(),
            Self::Words(error) => error.code(),
            Self::Share(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Attachment(error) => error.code(),
            Self::TrailFile(error) => error.code(),
            Self::Backup(error) => error.code(),
        }
    }

    /// Every code there is, for the test that each has its words.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let all = [
            FolderError::CODES,
            HeaderError::CODES,
            UnlockError::CODES,
            WordsError::CODES,
            ShareError::CODES,
            StoreError::CODES,
            AttachmentError::CODES,
            TrailFileError::CODES,
            BackupError::CODES,
        ];
        all.into_iter().flatten().copied()
    }

    /// The message's variables: names and values.
    pub fn args(&self) -> Vec<(&'static str, u64)> {
        match *self {
            Self::Unlock(UnlockError::Wait(seconds)) => vec![("seconds", seconds)],
            Self::Unlock(UnlockError::PassphraseTooShort) => {
                vec![("shortest", crate::Passphrase::SHORTEST as u64)]
            }
            Self::Words(WordsError::Count(count))
            | Self::Share(ShareError::Count(count) | ShareError::TooFew(count)) => {
                vec![("count", count as u64)]
            }
            Self::Words(WordsError::Unknown(place) | WordsError::NotTheWord(place))
            | Self::Share(ShareError::Unknown(place) | ShareError::Wrong(place)) => {
                vec![("place", place as u64)]
            }
            Self::Share(ShareError::WrongTwo([place, other])) => {
                vec![("place", place as u64), ("other", other as u64)]
            }
            Self::Share(ShareError::Twice(number)) => vec![("number", number as u64)],
            _ => Vec::new(),
        }
    }
}

/// Gives an enum the stable codes that name its messages.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident $(($payload:ty))? = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant $(($payload))?,)+ }

        impl $name {
            const CODES: &[&str] = &[$($code),+];

            fn code(self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::error::Error for $name {}
    };
}

codes! {
    /// Errors of the vault's folder.
    FolderError {
        /// There is no vault in the folder.
        NoVault = "vault-none",
        /// There is a vault in the folder already.
        AlreadyAVault = "vault-already",
        /// There is a database but no header: without it nobody can open the vault.
        HeaderMissing = "vault-header-missing",
        /// Another process has the vault open.
        InUse = "vault-in-use",
        /// The disk is full.
        DiskFull = "vault-disk-full",
        /// The folder may not be written to.
        NotAllowed = "vault-folder-not-allowed",
        /// Any other failure of the disk.
        Disk = "vault-disk",
    }
}

codes! {
    /// Errors of the file `vault.header`.
    HeaderError {
        /// The bytes are not what was written: an accident on the disk.
        Damaged = "vault-header-damaged",
        /// The bytes hold together but were not written by a holder of the vault key.
        Tampered = "vault-header-tampered",
        /// It asks for a cheaper key derivation than any vault is made with, so that the passphrase could be guessed.
        Weakened = "vault-header-weakened",
        /// It was made by a later version of the application.
        Newer = "vault-header-newer",
    }
}

codes! {
    /// Errors of getting at the vault key.
    UnlockError {
        /// The passphrase does not open this vault.
        WrongPassphrase = "vault-wrong-passphrase",
        /// Too soon after wrong passphrases; try again after this many seconds.
        Wait(u64) = "vault-wait",
        /// A new passphrase is shorter than [`crate::Passphrase::SHORTEST`].
        PassphraseTooShort = "vault-passphrase-too-short",
        /// The recovery words are well formed but not this vault's.
        WrongRecoveryWords = "vault-wrong-recovery-words",
        /// The municipality's private key does not open this vault.
        WrongMunicipalityKey = "vault-wrong-municipality-key",
        /// The vault was made without the municipality's key.
        NoMunicipalityKey = "vault-no-municipality-key",
        /// The pack requires the municipality's key and none is given, so that no vault is made.
        MunicipalityKeyRequired = "vault-municipality-key-required",
        /// What stands for the municipality's key is no X25519 key.
        MunicipalityKeyMalformed = "vault-municipality-key-malformed",
        /// What stands for the municipality's public key is a point that nothing can be sealed to, or one written otherwise
        /// than its own private half writes it.
        MunicipalityKeyUnusable = "vault-municipality-key-unusable",
        /// The key derivation failed, for want of memory.
        Derivation = "vault-derivation",
    }
}

codes! {
    /// Errors of recovery words as typed.
    WordsError {
        /// Not twelve words but this many.
        Count(usize) = "vault-words-count",
        /// The word in this place, counted from 1, is not in the list.
        Unknown(usize) = "vault-words-unknown",
        /// All are in the list, but they do not belong together: a word is wrong, or two have changed places.
        Checksum = "vault-words-checksum",
        /// The word typed for this place, counted from 1, is not the one on the paper.
        NotTheWord(usize) = "vault-words-not-the-word",
    }
}

codes! {
    /// Errors of the shares of the municipality's key, as typed.
    ShareError {
        /// Not thirty words but this many.
        Count(usize) = "vault-share-count",
        /// The word in this place, counted from 1, is not in the list.
        Unknown(usize) = "vault-share-unknown",
        /// The word in this place is in the list and wrong.
        Wrong(usize) = "vault-share-wrong",
        /// The words in these places are wrong, or have changed places.
        WrongTwo([usize; 2]) = "vault-share-wrong-two",
        /// More words than two are wrong.
        Garbled = "vault-share-garbled",
        /// It was made by a later version of the application.
        Newer = "vault-share-newer",
        /// It is a share of another key.
        AnotherKey = "vault-share-another-key",
        /// The share of this number was given already.
        Twice(usize) = "vault-share-twice",
        /// So many more shares are needed.
        TooFew(usize) = "vault-share-too-few",
        /// Each share can be read, but together they do not give the key.
        NotJoined = "vault-share-not-joined",
        /// Another sheet is shown, or a sheet is not put away yet.
        NotTheSheet = "vault-share-not-the-sheet",
    }
}

codes! {
    /// Errors of the database.
    StoreError {
        /// The header is there but the database is not.
        Missing = "vault-database-missing",
        /// The database does not belong to this header, or its first page is damaged.
        Foreign = "vault-database-foreign",
        /// The database is damaged.
        Damaged = "vault-database-damaged",
        /// It was written by a later version of the application.
        Newer = "vault-database-newer",
        /// It is not encrypted, or would not be: nothing is read from it or written to it.
        Plaintext = "vault-database-plaintext",
        /// The disk is full or the folder cannot be written to.
        Full = "vault-database-full",
        /// Another process holds the database.
        Busy = "vault-database-busy",
        /// There is no such row.
        NotFound = "vault-not-found",
        /// A row names another that is not there.
        Dangling = "vault-dangling",
        /// The form's id and version are kept already, with other bytes.
        DefinitionChanged = "vault-definition-changed",
        /// What is completed is never changed or removed.
        Final = "vault-final",
        /// Another document continues this one, which goes only together with it.
        Continued = "vault-continued",
        /// The section is completed already; a correction names the seal it replaces.
        AlreadySealed = "vault-already-sealed",
        /// The sealed section is of another form than the document.
        OtherForm = "vault-other-form",
        /// Another text was saved under the same write number, or a later one is there.
        DraftConflict = "vault-draft-conflict",
        /// A statement failed in a way that none of the others says.
        Statement = "vault-statement",
    }
}

codes! {
    /// Errors of encrypted files beside the database.
    AttachmentError {
        /// The file is gone.
        Missing = "vault-attachment-missing",
        /// The file is not what was written.
        Damaged = "vault-attachment-damaged",
        /// The bytes cannot be sealed: they are too many.
        TooLarge = "vault-attachment-too-large",
    }
}

codes! {
    /// Errors of an audit trail that was saved for the municipality.
    TrailFileError {
        /// The file is none, or not all of one.
        Malformed = "vault-trail-file-malformed",
    }
}

codes! {
    /// Errors of backups.
    BackupError {
        /// There is no backup where one is looked for.
        None = "vault-backup-none",
        /// The backup is not what was written.
        Damaged = "vault-backup-damaged",
        /// The key opens none of those that could be read, and the headers of others could not be: it may be theirs.
        SomeUnread = "vault-backup-some-unread",
        /// The folder holds a vault that the backup is not of.
        OtherVault = "vault-backup-of-another",
        /// The vault is sound and no backup of it as it is has been made: it is not replaced.
        NotSaved = "vault-backup-not-saved",
        /// The vault was locked before the backup was made.
        Stopped = "vault-backup-stopped",
        /// Another computer with the same vault makes a backup in the same place, or tidies up there.
        InUse = "vault-backup-in-use",
    }
}

// The source is dropped on purpose: it may hold a path, and so a name.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Folder(match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FolderError::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => FolderError::NotAllowed,
            _ => FolderError::Disk,
        })
    }
}

// The source is dropped on purpose: SQLite's messages may quote values.
impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
            return StoreError::NotFound.into();
        }
        let extended = error.sqlite_error().map(|e| e.extended_code);
        Self::Store(match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => StoreError::Missing,
            Some(ErrorCode::NotADatabase) => StoreError::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged,
            Some(ErrorCode::DiskFull | ErrorCode::ReadOnly | ErrorCode::SystemIoFailure) => StoreError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
            Some(ErrorCode::ConstraintViolation) if extended == Some(FOREIGN_KEY) => StoreError::Dangling,
            Some(ErrorCode::ConstraintViolation) if extended == Some(TRIGGER) => StoreError::Final,
            _ => StoreError::Statement,
        })
    }
}

const FOREIGN_KEY: i32 = rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY;
const TRIGGER: i32 = rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn check() {
        let codes: Vec<_> = Error::codes().collect();
        assert_eq!(
            codes.len(),
            codes.iter().collect::<BTreeSet<_>>().len(),
            "a code has a name of its own"
        );
        assert!(codes.iter().all(|code| code.starts_with("vault-")));
        let error = Error::from(UnlockError::Wait(4));
        assert_eq!((error.code(), error.args()), ("vault-wait", vec![("seconds", 4)]));
        assert_eq!(error.to_string(), "vault-wait");
    }

    #[test]
    fn what_the_disk_and_sqlite_say_is_not_passed_on() {
        let path = "/home/astrid-almgren/vault";
        for (kind, error) in [
            (io::ErrorKind::StorageFull, FolderError::DiskFull),
            (io::ErrorKind::PermissionDenied, FolderError::NotAllowed),
            (io::ErrorKind::Other, FolderError::Disk),
        ] {
            assert_eq!(Error::from(io::Error::new(kind, path)), error.into());
        }
        for (code, error) in [
            (rusqlite::ffi::SQLITE_NOTADB, StoreError::Foreign),
            (rusqlite::ffi::SQLITE_CORRUPT, StoreError::Damaged),
            (rusqlite::ffi::SQLITE_FULL, StoreError::Full),
            (rusqlite::ffi::SQLITE_IOERR, StoreError::Full),
            (rusqlite::ffi::SQLITE_BUSY, StoreError::Busy),
            (rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY, StoreError::Dangling),
            (rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER, StoreError::Final),
            (rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE, StoreError::Statement),
        ] {
            let said = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), Some(path.into()));
            let error = Error::from(error);
            assert!(!format!("{error:?} {error}").contains("astrid"));
            assert_eq!(Error::from(said), error, "{code}");
        }
    }
}
