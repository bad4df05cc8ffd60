//! The open vault: making one, opening one, and what can be done with it then.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cases::Profile;
use chrono::{DateTime, Utc};
use forms::Hash;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::anchor::Anchor;
use crate::attachments::{self, AttachmentName, Filing};
use crate::backup::Copier;
use crate::error::{Error, FolderError, UnlockError};
use crate::folder::Folder;
use crate::header::Header;
use crate::municipality::{Escrow, MunicipalityKey, MunicipalitySecret};
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::{Random, new_id};
use crate::recovery::{Recovery, RecoveryWords};
use crate::secret::{Keys, Secret};
use crate::slots::Ways;
use crate::tables::trail::{Head, TrailCheck, Walk};
use crate::tables::{Read, Write};
use crate::{attempts, database, files, trail_file};

/// An open vault. It locks its folder against other processes, and its keys leave memory when it is dropped.
pub struct Vault {
    // Closed first: the last connection to go empties the write-ahead log.
    connection: Mutex<Connection>,
    anchor: Mutex<Anchor>,
    header: Header,
    keys: Keys,
    origin: String,
    folder: Arc<Folder>,
}

/// What a new vault is made of.
pub struct NewVault<'a> {
    /// Whose it is.
    pub profile: &'a Profile,
    /// What opens it every day.
    pub passphrase: &'a Passphrase,
    /// How dear the passphrase is to try.
    pub cost: KdfCost,
    /// What opens it when the passphrase is forgotten, proven to be on paper.
    pub recovery: &'a Recovery,
    /// What the pack says of the municipality's key.
    pub escrow: Escrow,
}

/// What opens a vault.
pub enum Key<'a> {
    /// The passphrase.
    Passphrase(&'a Passphrase),
    /// The recovery words from the paper.
    Recovery(&'a RecoveryWords),
    /// The municipality's private key.
    Municipality(&'a MunicipalitySecret),
}

impl Vault {
    /// Makes a vault in `folder`, which is made too if it is not there. An interruption at any point leaves
    /// either the whole vault or none.
    pub fn create(
        folder: &Path,
        new: &NewVault,
        at: DateTime<Utc>,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        new.passphrase.must_be_long_enough()?;
        let municipality = new.escrow.key()?;
        let folder = Folder::new(folder)?;
        let keys = Keys::under(Secret::random(random));
        let id = new_id::<Vault>(at, random).uuid();
        let ways = Ways {
            passphrase: new.passphrase,
            cost: new.cost,
            recovery: new.recovery.words(),
            municipality,
        };
        let header = Header::new(id, &keys, &ways, random)?;
        attachments::prepare(&folder)?;

        let mut connection = database::create(&folder.unfinished_database(), &keys.database)?;
        write(&mut connection, &id.to_string(), &keys.audit, |write| {
            write.settings_mut().set_profile(new.profile, at)
        })?;
        connection.close().map_err(|(_, error)| error)?;
        files::replace(&folder.header(), &header.to_bytes())?;
        folder.finish_creation()?;
        Self::with(Arc::new(folder), header, keys)
    }

    /// Whether there is a vault in `folder`, without opening or locking it.
    pub fn exists(folder: &Path) -> bool {
        Folder::holds_vault(folder)
    }

    /// Opens the vault in `folder`. Wrong passphrases are counted, and soon make one wait.
    pub fn open(folder: &Path, key: &Key, now: DateTime<Utc>) -> Result<Self, Error> {
        let folder = Folder::existing(folder)?;
        let bytes = files::read(&folder.header())?.ok_or(FolderError::NoVault)?;
        let header = Header::parse(&bytes)?;
        let keys = unlock(&folder.attempts(), &header, key, now)?;
        attachments::prepare(&folder)?;
        folder.remove_interrupted();
        let vault = Self::with(Arc::new(folder), header, keys)?;
        vault.folder.remove_unclaimed();
        vault.forget_gone()?;
        Ok(vault)
    }

    pub(crate) fn with(folder: Arc<Folder>, header: Header, keys: Keys) -> Result<Self, Error> {
        let connection = succession::database(&folder, &keys)?;
        let origin = header.vault().to_string();
        let anchor = Anchor::open(
            folder.anchor(),
            &Read::new(&connection).trail(),
            &keys.audit,
            &origin,
        );
        Ok(Self {
            connection: Mutex::new(connection),
            anchor: Mutex::new(anchor),
            origin,
            header,
            keys,
            folder,
        })
    }

    /// The vault's id, which stands in every row it makes.
    pub fn id(&self) -> Uuid {
        self.header.vault()
    }

    /// What the passphrase costs to try; a caller that can afford more raises it at the next change.
    pub fn cost(&self) -> KdfCost {
        self.header.cost()
    }

    /// The municipality's key that opens the vault, where there is one.
    ///
    /// # Errors
    /// What stands in the header is no key.
    pub fn municipality(&self) -> Result<Option<MunicipalityKey>, Error> {
        Ok(self.header.municipality()?)
    }

    /// The municipality's key that opens the vault in `folder`, where there is one, without opening or locking it. It
    /// tells whose shares are asked for; only opening proves it.
    ///
    /// # Errors
    /// There is no vault, or its header cannot be read.
    pub fn municipality_of(folder: &Path) -> Result<Option<MunicipalityKey>, Error> {
        let bytes = files::read(&folder.join(Folder::HEADER))?.ok_or(FolderError::NoVault)?;
        Ok(Header::parse(&bytes)?.municipality()?)
    }

    /// Reads at one moment in time. `work` must not come back to the vault but use what it is given.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&Read) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(Error::from)?;
        work(&Read::new(&transaction))
    }

    /// Writes all that `work` writes, durably, or nothing if it fails. `work` must not come back to the vault
    /// but use what it is given.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&Write) -> Result<T, E>) -> Result<T, E> {
        self.file(|write, _| work(write))
    }

    /// The same where bytes are kept beside the database for the rows to name: they go again if the rows are not written.
    pub fn file<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Write, &Filing) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection();
        let filing = Filing::new(&self.folder, &self.keys);
        let audit = &self.keys.audit;
        let written = attempt(&mut connection, &self.origin, audit, |write| work(write, &filing));
        // Still under the lock: the anchor never goes back, and nobody else's row names what is taken back.
        match written {
            Ok((done, reached)) => {
                if let Some(head) = reached {
                    self.anchor().reach(&head);
                }
                Ok(done)
            }
            Err(unwritten) => {
                if unwritten.is_certain() {
                    filing.take_back();
                }
                Err(unwritten.into_error())
            }
        }
    }

    /// Bytes that were kept, checked to be the same.
    pub fn attachment(&self, name: &AttachmentName) -> Result<Zeroizing<Vec<u8>>, Error> {
        attachments::read(&self.folder, &self.keys, name)
    }

    /// Removes the bytes of papers that were disposed of or given back and that no other paper has, and what the
    /// database's log still holds of them. To be called after either; opening does it too, lest an interruption leave
    /// anything behind.
    pub fn forget_gone(&self) -> Result<(), Error> {
        let (unused, returned) = self.read(|read| {
            let returned = read.loans().returned_papers()?;
            let disposals = read.disposals().all()?.into_iter();
            let mut unused: BTreeSet<Hash> = disposals.flat_map(|disposal| disposal.papers).collect();
            unused.extend(&returned);
            let mut gone = Vec::new();
            for sha256 in unused {
                if read.papers().with_bytes(sha256)?.is_empty() {
                    gone.push(sha256);
                }
            }
            Ok::<_, Error>((gone, !returned.is_empty()))
        })?;
        for sha256 in &unused {
            attachments::remove(&self.folder, &self.keys, sha256)?;
        }
        if returned {
            self.write(|write| write.loans_mut().forget_papers())?;
        }
        if !unused.is_empty() {
            database::empty_log(&self.connection())?;
        }
        Ok(())
    }

    /// Reads every page of the database and checks that it is what was written, and every reference in it.
    pub fn check(&self) -> Result<(), Error> {
        database::examine(&self.connection())
    }

    /// Walks the audit trail from its first entry to its last, and holds its end against the anchor beside the
    /// database. Nobody without the vault's key can change, add or take away an entry unseen; who puts older copies
    /// of the database and of `vault.trail` in their place is not seen.
    pub fn check_trail(&self) -> Result<TrailCheck, Error> {
        self.read(|read| {
            let mut walk = Walk::new(&self.keys.audit, &self.origin, self.anchor().kept());
            read.trail().each(|link| walk.step(&link))?;
            Ok(walk.end())
        })
    }

    /// The whole audit trail as a file that only the holder of the municipality's private key can open.
    pub fn sealed_trail(
        &self,
        key: &MunicipalityKey,
        made: DateTime<Utc>,
        random: &mut dyn Random,
    ) -> Result<Vec<u8>, Error> {
        let content = self.read(|read| {
            let mut links = Vec::new();
            read.trail().each(|link| links.push(link))?;
            let owner = read.settings().profile()?.name.to_string();
            trail_file::content(&self.keys.audit, owner, made, self.anchor().kept(), links)
        })?;
        trail_file::seal(&content, self.id(), key, random)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn anchor(&self) -> MutexGuard<'_, Anchor> {
        self.anchor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether `key` opens this vault: asked again before what cannot be undone.
    pub fn confirm(&self, key: &Key, now: DateTime<Utc>) -> Result<(), Error> {
        unlock(&self.folder.attempts(), &self.header, key, now).map(|_| ())
    }

    /// What backups are made with, so that the vault can be used meanwhile.
    pub fn copier(&self) -> Copier {
        Copier {
            vault: self.id(),
            header: self.header_bytes(),
            folder: Arc::downgrade(&self.folder),
            keys: self.keys.clone(),
        }
    }

    /// The header as it is now: by it today's passphrase opens the vault, and its backups.
    pub fn header_bytes(&self) -> Vec<u8> {
        self.header.to_bytes()
    }

    /// Removes the encrypted files that no paper names, but for the `staying` ones: those that a paper named before and no
    /// backup holds.
    pub(crate) fn forget_unnamed(&self, staying: &BTreeSet<AttachmentName>) -> Result<(), Error> {
        let papers = self.read(|read| read.papers().all())?;
        let named: BTreeSet<String> = papers
            .iter()
            .map(|paper| paper.attached.name.to_string())
            .collect();
        let folder = self.folder.attachments();
        for name in attachments::names(&folder)? {
            if !named.contains(&name.to_string()) && !staying.contains(&name) {
                files::remove(&folder.join(name.to_string()))?;
            }
        }
        Ok(())
    }

    pub(crate) fn folder(&self) -> Arc<Folder> {
        Arc::clone(&self.folder)
    }

    /// Closes the database; what it was goes on being locked for as long as the folder lives.
    ///
    /// # Errors
    /// Somebody else has it open, or it could not be written.
    pub(crate) fn close(self) -> Result<Arc<Folder>, Error> {
        let connection = self
            .connection
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        database::close_as_one_file(connection, &self.folder.database())?;
        Ok(self.folder)
    }

    /// What the owner's keys for signing are sealed under: whoever opens the vault has it, by whatever slot.
    pub fn signing_secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.keys.signing.as_bytes())
    }

    /// What the owner's keys for hand-over are derived from: a new pair has the next number, and is the owner's who came
    /// after so many others. Whoever opens the vault has them, by whatever slot, so that what was sent to an owner before
    /// is still read; nothing if there have not been so many.
    pub fn handover_secret(&self, number: u32, generation: u32) -> Option<Zeroizing<[u8; 32]>> {
        let keys = self.keys.all().rev().nth(usize::try_from(generation).ok()?)?;
        Some(Zeroizing::new(
            *keys.handover.derive(&number.to_be_bytes()).as_bytes(),
        ))
    }

    /// How many owners there were before the present one.
    pub fn generation(&self) -> u32 {
        self.keys.generation()
    }

    /// Sets another passphrase, in one step: the old one opens the vault until then and never after. `key` is
    /// whatever the user still has.
    pub fn change_passphrase(
        &mut self,
        key: &Key,
        passphrase: &Passphrase,
        cost: KdfCost,
        now: DateTime<Utc>,
        random: &mut dyn Random,
    ) -> Result<(), Error> {
        passphrase.must_be_long_enough()?;
        self.confirm(key, now)?;
        self.replace_header(
            self.header
                .with_passphrase(&self.keys, passphrase, cost, random)?,
        )
    }

    /// Sets other recovery words, in one step: those on the old paper never open the vault again.
    pub fn change_recovery(
        &mut self,
        key: &Key,
        recovery: &Recovery,
        now: DateTime<Utc>,
        random: &mut dyn Random,
    ) -> Result<(), Error> {
        self.confirm(key, now)?;
        self.replace_header(self.header.with_recovery(&self.keys, recovery.words(), random)?)
    }

    /// Lets the municipality open the vault by this key from now on, and by no other, in one step. `key` is whatever the
    /// user still has.
    pub fn change_municipality(
        &mut self,
        key: &Key,
        municipality: &MunicipalityKey,
        now: DateTime<Utc>,
        random: &mut dyn Random,
    ) -> Result<(), Error> {
        self.confirm(key, now)?;
        self.replace_header(self.header.with_municipality(&self.keys, municipality, random)?)
    }

    fn replace_header(&mut self, header: Header) -> Result<(), Error> {
        files::replace(&self.folder.header(), &header.to_bytes())?;
        self.header = header;
        Ok(())
    }
}

/// What `work` gave, and how far it brought the audit trail.
pub(crate) fn write<T, E: From<Error>>(
    connection: &mut Connection,
    origin: &str,
    audit: &Secret,
    work: impl FnOnce(&Write) -> Result<T, E>,
) -> Result<(T, Option<Head>), E> {
    attempt(connection, origin, audit, work).map_err(Unwritten::into_error)
}

/// Why nothing was written.
enum Unwritten<E> {
    /// It failed before it came to writing.
    Before(E),
    /// The database did not take it.
    Commit(rusqlite::Error),
}

impl<E: From<Error>> Unwritten<E> {
    /// Whether it will never be found written: what was only not made durable may stand there after the power has failed.
    fn is_certain(&self) -> bool {
        match self {
            Self::Before(_) => true,
            Self::Commit(error) => error.sqlite_error_code() == Some(ErrorCode::DiskFull),
        }
    }

    fn into_error(self) -> E {
        match self {
            Self::Before(error) => error,
            Self::Commit(error) => Error::from(error).into(),
        }
    }
}

fn attempt<T, E: From<Error>>(
    connection: &mut Connection,
    origin: &str,
    audit: &Secret,
    work: impl FnOnce(&Write) -> Result<T, E>,
) -> Result<(T, Option<Head>), Unwritten<E>> {
    // At once, lest two that have begun to read both want to write.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| Unwritten::Before(Error::from(error).into()))?;
    let writing = Write::new(&transaction, origin, audit);
    let done = work(&writing).map_err(Unwritten::Before)?;
    let reached = writing.trail_reached();
    transaction.commit().map_err(Unwritten::Commit)?;
    Ok((done, reached))
}

fn unlock(attempted: &Path, header: &Header, key: &Key, now: DateTime<Utc>) -> Result<Keys, Error> {
    counting(attempted, key, now, || keys(header, key), |_| true)
}

/// Tries to open something; wrong passphrases are counted in the file `attempted`, until one opens what they are counted
/// for. One that could not be tried, or was right of something that is damaged, is not wrong. Words and keys of 128 bits and
/// more cannot be guessed, and are not counted; nor is anything where nothing may be written, as on a stick with backups.
pub(crate) fn counting<T>(
    attempted: &Path,
    key: &Key,
    now: DateTime<Utc>,
    open: impl FnOnce() -> Result<T, Error>,
    is_for: impl FnOnce(&T) -> bool,
) -> Result<T, Error> {
    if !matches!(key, Key::Passphrase(_)) {
        return open();
    }
    let begun = match attempts::begin(attempted, now) {
        Err(error) if error == FolderError::NotAllowed.into() => return open(),
        begun => begun?,
    };
    match open() {
        Ok(opened) => {
            if is_for(&opened) {
                attempts::clear(attempted)?;
            }
            Ok(opened)
        }
        Err(error) => {
            if error != UnlockError::WrongPassphrase.into() {
                begun.take_back(attempted)?;
            }
            Err(error)
        }
    }
}

/// The keys of a vault, by whatever opens it.
pub(crate) fn keys(header: &Header, key: &Key) -> Result<Keys, Error> {
    match key {
        Key::Recovery(words) => header.by_recovery(words),
        Key::Municipality(secret) => header.by_municipality(secret),
        Key::Passphrase(passphrase) => header.by_passphrase(passphrase),
    }
}

mod succession;
#[cfg(test)]
mod tests;

pub use succession::{Heir, NewOwner};
