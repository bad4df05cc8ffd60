//! The open vault: making one, opening one, and what can be done with it then.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use cases::Profile;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::attachments::{self, Attached, AttachmentName};
use crate::error::{Error, FolderError};
use crate::folder::Folder;
use crate::header::Header;
use crate::municipality::{Escrow, MunicipalitySecret};
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::{Random, new_id};
use crate::recovery::{Recovery, RecoveryWords};
use crate::secret::{Keys, Secret};
use crate::slots::Ways;
use crate::tables::{Read, Write};
use crate::{attempts, database, files};

/// An open vault. It locks its folder against other processes, and its keys leave memory when it is dropped.
pub struct Vault {
    // Closed first: the last connection to go empties the write-ahead log.
    connection: Mutex<Connection>,
    header: Header,
    keys: Keys,
    origin: String,
    folder: Folder,
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
        write(&mut connection, &id.to_string(), |write| {
            write.settings_mut().set_profile(new.profile, at)
        })?;
        connection.close().map_err(|(_, error)| error)?;
        files::replace(&folder.header(), &header.to_bytes())?;
        folder.finish_creation()?;
        Self::with(folder, header, keys)
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
        let keys = unlock(&folder, &header, key, now)?;
        attachments::prepare(&folder)?;
        let vault = Self::with(folder, header, keys)?;
        vault.forget_disposed()?;
        Ok(vault)
    }

    fn with(folder: Folder, header: Header, keys: Keys) -> Result<Self, Error> {
        let connection = Mutex::new(database::open(&folder.database(), &keys.database)?);
        Ok(Self {
            connection,
            origin: header.vault().to_string(),
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

    /// Whether the municipality can open the vault.
    pub fn has_municipality(&self) -> bool {
        self.header.has_municipality()
    }

    /// Reads at one moment in time. `work` must not come back to the vault but use what it is given.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&Read) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction().map_err(Error::from)?;
        work(&Read::new(&transaction))
    }

    /// Writes all that `work` writes, durably, or nothing if it fails. `work` must not come back to the vault
    /// but use what it is given.
    pub fn write<T, E: From<Error>>(&self, work: impl FnOnce(&Write) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        write(&mut connection, &self.origin, work)
    }

    /// Keeps bytes beside the database, durably. A row that names them comes after.
    pub fn attach(&self, bytes: &[u8], random: &mut dyn Random) -> Result<Attached, Error> {
        attachments::keep(&self.folder, &self.keys, bytes, random)
    }

    /// Bytes that were attached, checked to be the same.
    pub fn attachment(&self, name: &AttachmentName) -> Result<Zeroizing<Vec<u8>>, Error> {
        attachments::read(&self.folder, &self.keys, name)
    }

    /// Removes the bytes of papers that were disposed of and that no other paper has, and what the database's log still
    /// holds of them. To be called after disposals; opening does it too, lest an interruption leave anything behind.
    pub fn forget_disposed(&self) -> Result<(), Error> {
        let unused = self.read(|read| {
            let mut unused = Vec::new();
            for sha256 in read
                .disposals()
                .all()?
                .into_iter()
                .flat_map(|disposal| disposal.papers)
            {
                if read.papers().with_bytes(sha256)?.is_empty() {
                    unused.push(sha256);
                }
            }
            Ok::<_, Error>(unused)
        })?;
        for sha256 in &unused {
            attachments::remove(&self.folder, &self.keys, sha256)?;
        }
        if !unused.is_empty() {
            database::empty_log(&self.connection.lock().unwrap_or_else(PoisonError::into_inner))?;
        }
        Ok(())
    }

    /// Reads every page of the database and checks that it is what was written, and every reference in it.
    pub fn check(&self) -> Result<(), Error> {
        database::examine(&self.connection.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether `key` opens this vault: asked again before what cannot be undone.
    pub fn confirm(&self, key: &Key, now: DateTime<Utc>) -> Result<(), Error> {
        unlock(&self.folder, &self.header, key, now).map(|_| ())
    }

    /// What the owner's keys for signing are sealed under: whoever opens the vault has it, by whatever slot.
    pub fn signing_secret(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.keys.signing.as_bytes())
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

    fn replace_header(&mut self, header: Header) -> Result<(), Error> {
        files::replace(&self.folder.header(), &header.to_bytes())?;
        self.header = header;
        Ok(())
    }
}

fn write<T, E: From<Error>>(
    connection: &mut Connection,
    origin: &str,
    work: impl FnOnce(&Write) -> Result<T, E>,
) -> Result<T, E> {
    // At once, lest two that have begun to read both want to write.
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Error::from)?;
    let done = work(&Write::new(&transaction, origin))?;
    transaction.commit().map_err(Error::from)?;
    Ok(done)
}

fn unlock(folder: &Folder, header: &Header, key: &Key, now: DateTime<Utc>) -> Result<Keys, Error> {
    match key {
        // Words and keys of 128 bits and more cannot be guessed, and are not counted.
        Key::Recovery(words) => header.by_recovery(words),
        Key::Municipality(secret) => header.by_municipality(secret),
        Key::Passphrase(passphrase) => {
            attempts::begin(&folder.attempts(), now)?;
            let keys = header.by_passphrase(passphrase)?;
            attempts::clear(&folder.attempts())?;
            Ok(keys)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{HeaderError, UnlockError};
    use crate::random::tests::Counting;
    use crate::recovery::RecoveryDraft;
    use crate::tables::tests::{at, pupil};
    use cases::ProfileInput;
    use std::fs;

    const RIGHT: &str = "rätt lösenfras";

    struct Made {
        place: tempfile::TempDir,
        words: RecoveryWords,
        municipality: MunicipalitySecret,
        random: Counting,
    }

    fn profile() -> Profile {
        let input = ProfileInput {
            name: "Birgitta Ek".into(),
            role: "kurator".into(),
            school: "Björkskolan".into(),
            organiser: "kommunal".into(),
            ..Default::default()
        };
        input.parse().unwrap()
    }

    fn made() -> Made {
        let mut random = Counting::new(1);
        let place = tempfile::tempdir().unwrap();
        let draft = RecoveryDraft::new(&mut random);
        let words = RecoveryWords::parse(&draft.words().join(" ")).unwrap();
        let recovery = confirmed(&draft);
        let municipality = MunicipalitySecret::generate(&mut random);
        let new = NewVault {
            profile: &profile(),
            passphrase: &Passphrase::new(RIGHT).unwrap(),
            cost: KdfCost::for_tests(),
            recovery: &recovery,
            escrow: Escrow {
                key: municipality.public().ok(),
                required: true,
            },
        };
        let vault = Vault::create(place.path(), &new, at(0), &mut random).unwrap();
        assert_eq!(
            Vault::create(place.path(), &new, at(0), &mut random).err(),
            Some(FolderError::InUse.into())
        );
        drop(vault);
        let again = Vault::create(place.path(), &new, at(0), &mut random).err();
        assert_eq!(again, Some(FolderError::AlreadyAVault.into()));
        Made {
            place,
            words,
            municipality,
            random,
        }
    }

    fn confirmed(draft: &RecoveryDraft) -> Recovery {
        draft
            .confirm(draft.asked().map(|place| draft.words()[place - 1]))
            .unwrap()
    }

    fn open(made: &Made, passphrase: &str, seconds: i64) -> Result<Vault, Error> {
        Vault::open(
            made.place.path(),
            &Key::Passphrase(&Passphrase::typed(passphrase)),
            at(seconds),
        )
    }

    #[test]
    fn check() {
        let made = made();
        let vault = open(&made, RIGHT, 0).unwrap();
        assert_eq!(vault.read(|read| read.settings().profile()).unwrap(), profile());
        assert_eq!(
            (vault.cost(), vault.has_municipality()),
            (KdfCost::for_tests(), true)
        );
        assert_eq!(
            open(&made, RIGHT, 0).err(),
            Some(FolderError::InUse.into()),
            "one process at a time"
        );
        let astrid = pupil(1, "Astrid Almgren");
        vault
            .write(|write| write.pupils_mut().put(&astrid, at(0)))
            .unwrap();
        let failed: Result<(), Error> = vault.write(|write| {
            write.pupils_mut().put(&pupil(2, "Bo Ek"), at(0))?;
            Err(UnlockError::WrongPassphrase.into())
        });
        assert!(failed.is_err());
        drop(vault);
        for key in [Key::Recovery(&made.words), Key::Municipality(&made.municipality)] {
            let vault = Vault::open(made.place.path(), &key, at(0)).unwrap();
            let pupils = vault.read(|read| read.pupils().all()).unwrap();
            assert_eq!((pupils.len(), &pupils[0]), (1, &astrid), "all or nothing");
        }
    }

    #[test]
    fn wrong_passphrases_make_one_wait() {
        let made = made();
        for _ in 0..4 {
            assert_eq!(
                open(&made, "fel", 0).err(),
                Some(UnlockError::WrongPassphrase.into())
            );
        }
        assert_eq!(
            open(&made, RIGHT, 0).err(),
            Some(UnlockError::Wait(2).into()),
            "even the right one waits"
        );
        assert!(
            Vault::open(made.place.path(), &Key::Recovery(&made.words), at(0)).is_ok(),
            "the words do not"
        );
        let vault = open(&made, RIGHT, 2).unwrap();
        let wrong = Passphrase::typed("fel");
        let confirm = |seconds| vault.confirm(&Key::Passphrase(&wrong), at(seconds));
        assert_eq!(
            confirm(2),
            Err(UnlockError::WrongPassphrase.into()),
            "counted anew after a right one"
        );
    }

    #[test]
    fn the_passphrase_is_changed_in_one_step() {
        let mut made = made();
        let new = Passphrase::new("en helt ny lösenfras").unwrap();
        let mut vault = open(&made, RIGHT, 0).unwrap();
        let mut change = |vault: &mut Vault, key: &Key| {
            vault.change_passphrase(key, &new, KdfCost::for_tests(), at(0), &mut made.random)
        };
        let wrong = Passphrase::typed("fel");
        let refused = change(&mut vault, &Key::Passphrase(&wrong));
        assert_eq!(refused, Err(UnlockError::WrongPassphrase.into()));
        change(&mut vault, &Key::Passphrase(&Passphrase::typed(RIGHT))).unwrap();
        let key = Key::Passphrase(&new);
        let short = Passphrase::typed("kort");
        let refused = vault.change_passphrase(&key, &short, KdfCost::for_tests(), at(0), &mut made.random);
        assert_eq!(refused, Err(UnlockError::PassphraseTooShort.into()));
        drop(vault);
        assert_eq!(
            open(&made, RIGHT, 0).err(),
            Some(UnlockError::WrongPassphrase.into())
        );
        open(&made, "en helt ny lösenfras", 0).unwrap();

        let mut vault = Vault::open(made.place.path(), &Key::Recovery(&made.words), at(0)).unwrap();
        let forgotten = Passphrase::new("den som glömdes").unwrap();
        let cost = KdfCost::for_tests();
        let words = Key::Recovery(&made.words);
        vault
            .change_passphrase(&words, &forgotten, cost, at(0), &mut made.random)
            .unwrap();

        let draft = RecoveryDraft::new(&mut made.random);
        vault
            .change_recovery(&words, &confirmed(&draft), at(0), &mut made.random)
            .unwrap();
        drop(vault);
        let old = Vault::open(made.place.path(), &words, at(0)).err();
        assert_eq!(old, Some(UnlockError::WrongRecoveryWords.into()));
        let fresh = RecoveryWords::parse(&draft.words().join(" ")).unwrap();
        assert!(Vault::open(made.place.path(), &Key::Recovery(&fresh), at(0)).is_ok());
        open(&made, "den som glömdes", 0).unwrap();
    }

    #[test]
    fn an_interruption_leaves_the_old_header_or_the_new() {
        let made = made();
        // What a kill between writing and renaming leaves behind.
        fs::write(made.place.path().join("vault.header.new"), "half a header").unwrap();
        open(&made, RIGHT, 0).unwrap();
        fs::remove_file(made.place.path().join("vault.db")).unwrap();
        assert_eq!(
            open(&made, RIGHT, 0).err(),
            Some(crate::StoreError::Missing.into()),
            "never begun anew"
        );
    }

    #[test]
    fn no_vault_is_made_without_a_required_key() {
        let place = tempfile::tempdir().unwrap();
        let mut random = Counting::new(2);
        let new = NewVault {
            profile: &profile(),
            passphrase: &Passphrase::new(RIGHT).unwrap(),
            cost: KdfCost::for_tests(),
            recovery: &confirmed(&RecoveryDraft::new(&mut random)),
            escrow: Escrow {
                key: None,
                required: true,
            },
        };
        let refused = Vault::create(place.path(), &new, at(0), &mut random).err();
        assert_eq!(refused, Some(UnlockError::MunicipalityKeyRequired.into()));
        assert_eq!(
            fs::read_dir(place.path()).unwrap().count(),
            0,
            "not a file is left"
        );
    }

    #[test]
    fn another_vaults_header_opens_no_database() {
        let (made, other) = (made(), self::made());
        // Both were made by the same counted randomness; a third has keys of its own.
        let mut random = Counting::new(9);
        let place = tempfile::tempdir().unwrap();
        let new = NewVault {
            profile: &profile(),
            passphrase: &Passphrase::new(RIGHT).unwrap(),
            cost: KdfCost::for_tests(),
            recovery: &confirmed(&RecoveryDraft::new(&mut random)),
            escrow: Escrow::default(),
        };
        drop(Vault::create(place.path(), &new, at(0), &mut random).unwrap());
        let copy =
            |name: &str, to: &Made| fs::copy(place.path().join(name), to.place.path().join(name)).unwrap();
        copy("vault.header", &made);
        assert_eq!(
            open(&made, RIGHT, 0).err(),
            Some(crate::StoreError::Foreign.into())
        );
        copy("vault.db", &other);
        assert_eq!(
            open(&other, RIGHT, 0).err(),
            Some(crate::StoreError::Foreign.into())
        );
        fs::write(made.place.path().join("vault.header"), "").unwrap();
        assert_eq!(open(&made, RIGHT, 0).err(), Some(HeaderError::Damaged.into()));
    }

    #[test]
    fn attachments() {
        let mut made = made();
        let vault = open(&made, RIGHT, 0).unwrap();
        let attached = vault.attach(b"%PDF-1.7 a paper", &mut made.random).unwrap();
        drop(vault);
        let vault = open(&made, RIGHT, 0).unwrap();
        assert_eq!(
            vault.attachment(&attached.name).unwrap().as_slice(),
            b"%PDF-1.7 a paper"
        );
    }

    #[test]
    fn what_is_disposed_of_is_gone_from_the_disk() {
        use crate::tables::tests::begun;
        use crate::{DecisionId, Disposal, Paper, PaperKind};
        let mut made = made();
        let vault = open(&made, RIGHT, 0).unwrap();
        let papers: [&[u8]; 2] = [b"a paper of its own", b"a paper that two have"];
        let [own, shared] = papers.map(|bytes| vault.attach(bytes, &mut made.random).unwrap());
        let (document, other) = vault
            .write(|write| {
                let document = begun(write);
                let other = cases::Document {
                    id: cases::DocumentId::new(at(0), &[2; 10]),
                    ..document.clone()
                };
                write.documents_mut().begin(&other)?;
                for (document, attached) in [(&document, &own), (&document, &shared), (&other, &shared)] {
                    write.papers_mut().add(&Paper {
                        document: document.id,
                        kind: PaperKind::Own,
                        attached: attached.clone(),
                        made: at(0),
                    })?;
                }
                Ok::<_, Error>((document, other))
            })
            .unwrap();
        let disposal = Disposal {
            document: document.id,
            decision: DecisionId::new(at(1), &[1; 10]),
            form: document.form,
            title: "Checklista".into(),
            completed: at(0).date_naive(),
            years: 5,
            plan: "KS 2024/12".into(),
            reason: "Beslut 7".into(),
            by: "Birgitta Ek".into(),
            at: at(1),
            papers: vec![],
        };
        vault
            .write(|write| write.disposals_mut().dispose(&disposal))
            .unwrap();
        let path = made.place.path().join("attachments").join(own.name.to_string());
        let sealed = fs::read(&path).unwrap();
        // Killed before the file was removed: opening goes on with it.
        drop(vault);
        let vault = open(&made, RIGHT, 0).unwrap();
        assert!(!path.exists());
        assert_eq!(
            vault.attachment(&own.name).unwrap_err(),
            crate::AttachmentError::Missing.into()
        );
        assert_eq!(vault.attachment(&shared.name).unwrap().as_slice(), papers[1]);
        fs::write(&path, sealed).unwrap();
        vault.forget_disposed().unwrap();
        assert!(!path.exists());
        assert_eq!(vault.check(), Ok(()));
        assert_eq!(vault.read(|read| read.papers().of(other.id)).unwrap().len(), 1);
        assert_eq!(
            fs::metadata(made.place.path().join("vault.db-wal"))
                .unwrap()
                .len(),
            0
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let mut made = made();
        let vault = open(&made, RIGHT, 0).unwrap();
        vault.attach(b"a paper", &mut made.random).unwrap();
        let mut files = vec![made.place.path().join("attachments")];
        for folder in [made.place.path().to_owned(), files[0].clone()] {
            files.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        }
        assert!(files.len() > 5, "header, database, log, lock and attachment");
        for file in files {
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", file.display());
        }
    }
}
