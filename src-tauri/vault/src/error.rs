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
    /// The database and its rows.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The files beside the database.
    #[error(transparent)]
    Attachment(#[from] AttachmentError),
}

/// Errors of the vault's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderError {
    /// There is no vault in the folder.
    NoVault,
    /// There is a vault in the folder already.
    AlreadyAVault,
    /// There is a database but no header: without it nobody can open the vault.
    HeaderMissing,
    /// Another process has the vault open.
    InUse,
    /// The disk is full.
    DiskFull,
    /// The folder may not be written to.
    NotAllowed,
    /// Any other failure of the disk.
    Disk,
}

/// Errors of the file `vault.header`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderError {
    /// The bytes are not what was written: an accident on the disk.
    Damaged,
    /// The bytes hold together but were not written by a holder of the vault key.
    Tampered,
    /// It asks for a cheaper key derivation than any vault is made with, so that the passphrase could be guessed.
    Weakened,
    /// It was made by a later version of the application.
    Newer,
}

/// Errors of getting at the vault key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnlockError {
    /// The passphrase does not open this vault.
    WrongPassphrase,
    /// Too soon after wrong passphrases; try again after this many seconds.
    Wait(u64),
    /// A new passphrase is shorter than [`crate::Passphrase::SHORTEST`].
    PassphraseTooShort,
    /// The recovery words are well formed but not this vault's.
    WrongRecoveryWords,
    /// The municipality's private key does not open this vault.
    WrongMunicipalityKey,
    /// The vault was made without the municipality's key.
    NoMunicipalityKey,
    /// The pack requires the municipality's key and none is given, so that no vault is made.
    MunicipalityKeyRequired,
    /// What stands for the municipality's key is no X25519 key.
    MunicipalityKeyMalformed,
    /// The key derivation failed, for want of memory.
    Derivation,
}

/// Errors of recovery words as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsError {
    /// Not twelve words but this many.
    Count(usize),
    /// The word in this place, counted from 1, is not in the list.
    Unknown(usize),
    /// All are in the list, but they do not belong together: a word is wrong, or two have changed places.
    Checksum,
    /// The word typed for this place, counted from 1, is not the one on the paper.
    NotTheWord(usize),
}

/// Errors of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreError {
    /// The header is there but the database is not.
    Missing,
    /// The database does not belong to this header, or its first page is damaged.
    Foreign,
    /// The database is damaged.
    Damaged,
    /// It was written by a later version of the application.
    Newer,
    /// It is not encrypted, or would not be: nothing is read from it or written to it.
    Plaintext,
    /// The disk is full or the folder cannot be written to.
    Full,
    /// Another process holds the database.
    Busy,
    /// There is no such row.
    NotFound,
    /// A row names another that is not there.
    Dangling,
    /// The form's id and version are kept already, with other bytes.
    DefinitionChanged,
    /// What is completed is never changed or removed.
    Final,
    /// The section is completed already; a correction names the seal it replaces.
    AlreadySealed,
    /// The sealed section is of another form than the document.
    OtherForm,
    /// Another text was saved under the same write number, or a later one is there.
    DraftConflict,
    /// A statement failed in a way that none of the others says.
    Statement,
}

/// Errors of encrypted files beside the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentError {
    /// The file is gone.
    Missing,
    /// The file is not what was written.
    Damaged,
    /// The bytes cannot be sealed: they are too many.
    TooLarge,
}

impl Error {
    /// The stable code that names the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder(error) => error.code(),
            Self::Header(error) => error.code(),
            Self::Unlock(error) => error.code(),
            Self::Words(error) => error.code(),
            Self::Store(error) => error.code(),
            Self::Attachment(error) => error.code(),
        }
    }

    /// The message's variable, if it has one: its name and value.
    pub fn arg(&self) -> Option<(&'static str, u64)> {
        match *self {
            Self::Unlock(UnlockError::Wait(seconds)) => Some(("seconds", seconds)),
            Self::Unlock(UnlockError::PassphraseTooShort) => {
                Some(("shortest", crate::Passphrase::SHORTEST as u64))
            }
            Self::Words(WordsError::Count(count)) => Some(("count", count as u64)),
            Self::Words(WordsError::Unknown(place) | WordsError::NotTheWord(place)) => {
                Some(("place", place as u64))
            }
            _ => None,
        }
    }
}

impl FolderError {
    fn code(self) -> &'static str {
        match self {
            Self::NoVault => "vault-none",
            Self::AlreadyAVault => "vault-already",
            Self::HeaderMissing => "vault-header-missing",
            Self::InUse => "vault-in-use",
            Self::DiskFull => "vault-disk-full",
            Self::NotAllowed => "vault-folder-not-allowed",
            Self::Disk => "vault-disk",
        }
    }
}

impl HeaderError {
    fn code(self) -> &'static str {
        match self {
            Self::Damaged => "vault-header-damaged",
            Self::Tampered => "vault-header-tampered",
            Self::Weakened => "vault-header-weakened",
            Self::Newer => "vault-header-newer",
        }
    }
}

impl UnlockError {
    fn code(self) -> &'static str {
        match self {
            Self::WrongPassphrase => "vault-wrong-passphrase",
            Self::Wait(_) => "vault-wait",
            Self::PassphraseTooShort => "vault-passphrase-too-short",
            Self::WrongRecoveryWords => "vault-wrong-recovery-words",
            Self::WrongMunicipalityKey => "vault-wrong-municipality-key",
            Self::NoMunicipalityKey => "vault-no-municipality-key",
            Self::MunicipalityKeyRequired => "vault-municipality-key-required",
            Self::MunicipalityKeyMalformed => "vault-municipality-key-malformed",
            Self::Derivation => "vault-derivation",
        }
    }
}

impl WordsError {
    fn code(self) -> &'static str {
        match self {
            Self::Count(_) => "vault-words-count",
            Self::Unknown(_) => "vault-words-unknown",
            Self::Checksum => "vault-words-checksum",
            Self::NotTheWord(_) => "vault-words-not-the-word",
        }
    }
}

impl StoreError {
    fn code(self) -> &'static str {
        match self {
            Self::Missing => "vault-database-missing",
            Self::Foreign => "vault-database-foreign",
            Self::Damaged => "vault-database-damaged",
            Self::Newer => "vault-database-newer",
            Self::Plaintext => "vault-database-plaintext",
            Self::Full => "vault-database-full",
            Self::Busy => "vault-database-busy",
            Self::NotFound => "vault-not-found",
            Self::Dangling => "vault-dangling",
            Self::DefinitionChanged => "vault-definition-changed",
            Self::Final => "vault-final",
            Self::AlreadySealed => "vault-already-sealed",
            Self::OtherForm => "vault-other-form",
            Self::DraftConflict => "vault-draft-conflict",
            Self::Statement => "vault-statement",
        }
    }
}

impl AttachmentError {
    fn code(self) -> &'static str {
        match self {
            Self::Missing => "vault-attachment-missing",
            Self::Damaged => "vault-attachment-damaged",
            Self::TooLarge => "vault-attachment-too-large",
        }
    }
}

/// Shows each of the enums as its code.
macro_rules! shown_as_code {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::error::Error for $name {}
    )+};
}
shown_as_code!(
    FolderError,
    HeaderError,
    UnlockError,
    WordsError,
    StoreError,
    AttachmentError
);

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
