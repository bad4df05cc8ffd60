//! The encrypted store: one vault for each staff member, one key each.
//!
//! ```text
//! passphrase ──Argon2id──▶ key ─┐
//! recovery words ──HKDF──▶ key ─┼─unwraps─▶ vault key ──HKDF──▶ database, attachments, header …
//! municipality's key ──HPKE────┘
//! ```
//!
//! A vault is a folder: `vault.header` (the wrapped key), `vault.db` (SQLCipher), `attachments/` (encrypted
//! files named by a keyed hash), `vault.trail` (how far the audit trail had come), `vault.lock` and `vault.attempts`. Everything a user wrote is encrypted
//! wherever it lies. The crate knows nothing of what answers mean, of PDF, of the clock or of where randomness
//! comes from: times and random bytes are passed in.

// Files and typed text are foreign bytes: nothing they hold may make an index panic.
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

mod anchor;
mod attachments;
mod attempts;
mod backup;
mod ceremony;
mod checkwords;
mod database;
mod error;
mod files;
mod folder;
mod header;
mod municipality;
mod passphrase;
mod random;
mod recovery;
mod secret;
mod share;
mod sharing;
mod slots;
mod tables;
mod trail_file;
mod vault;
mod words;

pub use attachments::{Attached, AttachmentName, Filing};
pub use backup::{
    Backup, Chest, Contents, Copier, Copying, Drilled, Lineage, Present, Shelf, Staged, drill, expires, kept,
};
pub use ceremony::Ceremony;
pub use error::{
    AttachmentError, BackupError, Error, FolderError, HeaderError, ShareError, StoreError, TrailFileError,
    UnlockError, WordsError,
};
pub use municipality::{Escrow, MunicipalityKey, MunicipalitySecret};
pub use passphrase::{KdfCost, Passphrase};
pub use random::{Random, new_id};
pub use recovery::{Recovery, RecoveryDraft, RecoveryWords};
pub use share::{Gathering, Share, Sharing};
pub use tables::brought_in::{BroughtIns, BroughtInsMut, Touched};
pub use tables::cases::{Cases, CasesMut};
pub use tables::contacts::{Contact, Contacts, ContactsMut};
pub use tables::definitions::{Definitions, DefinitionsMut};
pub use tables::disposals::{DecisionId, Disposal, Disposals, DisposalsMut};
pub use tables::documents::{Documents, DocumentsMut};
pub use tables::drafts::{Draft, Drafts, DraftsMut, Saved};
pub use tables::events::{Event, Events, EventsMut, Subject};
pub use tables::figures::{Figures, FiguresKept, FiguresMut, FiguresTold};
pub use tables::handovers::{Direction, Handover, HandoverStep, Handovers, HandoversMut};
pub use tables::issuing::{Issued, Issuing, IssuingMut, SealedKey};
pub use tables::loans::{Loan, Loans, LoansMut};
pub use tables::outbox::{Outbox, OutboxMut, WaitingPackage};
pub use tables::papers::{Paper, PaperKind, Papers, PapersMut};
pub use tables::pupils::{Pupils, PupilsMut};
pub use tables::search::Hit;
pub use tables::sections::{Sections, SectionsMut};
pub use tables::settings::{Settings, SettingsMut};
pub use tables::signing_keys::{CardPlace, KeySource, SigningKey, SigningKeys, SigningKeysMut};
pub use tables::trail::{
    Act, Entry, NewEntry, Trail, TrailCheck, TrailFault, TrailFilter, TrailMut, UnreadableEntry,
};
pub use tables::trusted::{Trusted, TrustedAs, TrustedMut, TrustedOne};
pub use tables::unfinished::{LONGEST as LONGEST_UNFINISHED, Unfinished, Unfinisheds, UnfinishedsMut};
pub use tables::{Read, Write};
pub use trail_file::OpenedTrail;
pub use vault::{Heir, Key, NewOwner, NewVault, Vault};
pub use words::{is_spoken, spoken};
