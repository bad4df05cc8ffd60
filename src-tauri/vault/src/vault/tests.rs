use super::*;
use crate::attachments::Attached;
use crate::error::{HeaderError, StoreError, UnlockError};
use crate::random::tests::Counting;
use crate::recovery::RecoveryDraft;
use crate::tables::tests::{at, pupil};
use cases::ProfileInput;
use std::fs;
use std::slice::from_ref;

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
        (vault.cost(), vault.municipality().unwrap().is_some()),
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
    let copy = |name: &str, to: &Made| fs::copy(place.path().join(name), to.place.path().join(name)).unwrap();
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

fn keep(vault: &Vault, bytes: &[u8], random: &mut Counting) -> Result<Attached, Error> {
    vault.file(|_, files| files.keep(bytes, random))
}

#[test]
fn attachments() {
    let mut made = made();
    let vault = open(&made, RIGHT, 0).unwrap();
    let attached = keep(&vault, b"%PDF-1.7 a paper", &mut made.random).unwrap();
    drop(vault);
    let vault = open(&made, RIGHT, 0).unwrap();
    assert_eq!(
        vault.attachment(&attached.name).unwrap().as_slice(),
        b"%PDF-1.7 a paper"
    );
}

/// Bytes that no row names could never be disposed of.
#[test]
fn what_is_not_written_leaves_no_bytes() {
    let mut made = made();
    let vault = open(&made, RIGHT, 0).unwrap();
    let folder = made.place.path().join("attachments");
    let kept = keep(&vault, b"kept before", &mut made.random).unwrap();
    let path = folder.join(kept.name.to_string());
    let names = || attachments::names(&folder).unwrap();
    let fail = |random: &mut Counting| {
        vault.file(|write, files| {
            files.keep(b"new", random)?;
            files.keep(b"kept before", random)?;
            files.keep(b"new as well", random)?;
            assert_eq!(names().len(), 3);
            write.settings_mut().set_preference("written", &true, at(0))?;
            Err::<(), _>(Error::from(StoreError::NotFound))
        })
    };
    assert_eq!(fail(&mut made.random), Err(StoreError::NotFound.into()));
    assert_eq!(names(), from_ref(&kept.name));
    let written: Option<bool> = vault.read(|read| read.settings().preference("written")).unwrap();
    assert_eq!(written, None);

    fs::write(&path, "damaged").unwrap();
    fail(&mut made.random).unwrap_err();
    let there = vault.attachment(&kept.name).unwrap();
    assert_eq!(there.as_slice(), b"kept before", "what was mended is some row's");
    assert_eq!(names().len(), 1);
}

#[test]
fn only_a_full_disk_and_work_that_failed_are_certain() {
    let commit = |code| {
        let failure = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        Unwritten::<Error>::Commit(failure).is_certain()
    };
    assert!(Unwritten::Before(Error::from(StoreError::Full)).is_certain());
    assert!(commit(rusqlite::ffi::SQLITE_FULL));
    assert!(
        !commit(rusqlite::ffi::SQLITE_IOERR_FSYNC),
        "the log's end may be there"
    );
    assert!(!commit(rusqlite::ffi::SQLITE_BUSY));
}

#[test]
fn what_is_disposed_of_is_gone_from_the_disk() {
    use crate::tables::tests::begun;
    use crate::{DecisionId, Disposal, Paper, PaperKind};
    let mut made = made();
    let vault = open(&made, RIGHT, 0).unwrap();
    let papers: [&[u8]; 2] = [b"a paper of its own", b"a paper that two have"];
    let [own, shared] = papers.map(|bytes| keep(&vault, bytes, &mut made.random).unwrap());
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
    vault.forget_gone().unwrap();
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
    keep(&vault, b"a paper", &mut made.random).unwrap();
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

#[test]
fn the_municipality_gives_a_vault_to_a_new_owner() {
    let mut made = made();
    let folder = made.place.path().to_owned();
    let key = made.municipality.public().unwrap();
    assert_eq!(Vault::municipality_of(&folder), Ok(Some(key)));
    let empty = tempfile::tempdir().unwrap();
    let none = Vault::municipality_of(empty.path());
    assert_eq!(none, Err(FolderError::NoVault.into()));

    let other = MunicipalitySecret::generate(&mut made.random);
    let wrong = Vault::open(&folder, &Key::Municipality(&other), at(0)).err();
    assert_eq!(wrong, Some(UnlockError::WrongMunicipalityKey.into()));
    let old = open(&made, RIGHT, 0).unwrap();
    let paper = keep(&old, b"a paper", &mut made.random).unwrap();
    let (first, kept) = (
        old.handover_secret(1, 0),
        fs::read(folder.join("vault.header")).unwrap(),
    );
    drop(old);
    let vault = Vault::open(&folder, &Key::Municipality(&made.municipality), at(0)).unwrap();
    let draft = RecoveryDraft::new(&mut made.random);
    let words = RecoveryWords::parse(&draft.words().join(" ")).unwrap();
    let (theirs, short) = (Passphrase::typed("nytt lösenfras"), Passphrase::typed("kort"));
    let recovery = confirmed(&draft);
    let give = |passphrase, random: &mut Counting, work: &dyn Fn(&Write, u32) -> Result<(), Error>| {
        let new = NewOwner {
            passphrase,
            cost: KdfCost::for_tests(),
            recovery: &recovery,
        };
        vault.give_over(&new, random, work)
    };
    let set =
        |write: &Write, generation: u32| write.settings_mut().set_preference("owners", &generation, at(0));
    let too_short = give(&short, &mut made.random, &set).err();
    assert_eq!(too_short, Some(UnlockError::PassphraseTooShort.into()));
    let failed = give(&theirs, &mut made.random, &|write, generation| {
        set(write, generation)?;
        Err(StoreError::NotFound.into())
    });
    assert_eq!(failed.err(), Some(StoreError::NotFound.into()));
    let owners = |vault: &Vault| vault.read(|read| read.settings().preference::<u32>("owners"));
    assert_eq!(owners(&vault), Ok(None), "it is as it was");
    assert_eq!(fs::read(folder.join("vault.header")).unwrap(), kept);
    let heir = give(&theirs, &mut made.random, &set).unwrap();
    let vault = heir.enter(vault).unwrap();
    assert_eq!(
        (owners(&vault), vault.generation(), vault.check()),
        (Ok(Some(1)), 1, Ok(()))
    );
    assert_eq!(
        vault.handover_secret(1, 0),
        first,
        "post to the one before is read"
    );
    assert_ne!(vault.handover_secret(1, 1), first);
    assert_eq!(vault.handover_secret(1, 2), None);
    assert_eq!(vault.attachment(&paper.name).unwrap().as_slice(), b"a paper");
    assert_eq!(vault.check_trail().unwrap().fault, None);
    drop(vault);

    let opened = |key: &Key| Vault::open(&folder, key, at(0)).map(|_| ());
    let old = opened(&Key::Passphrase(&Passphrase::typed(RIGHT)));
    assert_eq!(old, Err(UnlockError::WrongPassphrase.into()));
    let old = opened(&Key::Recovery(&made.words));
    assert_eq!(old, Err(UnlockError::WrongRecoveryWords.into()));
    assert_eq!(opened(&Key::Passphrase(&theirs)), Ok(()));
    assert_eq!(opened(&Key::Recovery(&words)), Ok(()));
    assert_eq!(opened(&Key::Municipality(&made.municipality)), Ok(()), "it stays");

    // Who has kept the old header and its passphrase opens what he has kept with it, and nothing else.
    fs::write(folder.join("vault.header"), &kept).unwrap();
    for key in [
        Key::Passphrase(&Passphrase::typed(RIGHT)),
        Key::Recovery(&made.words),
        Key::Municipality(&made.municipality),
    ] {
        assert_eq!(opened(&key), Err(StoreError::Foreign.into()));
    }
}

#[test]
fn another_municipalitys_key_takes_the_place_of_the_first() {
    let mut made = made();
    let other = MunicipalitySecret::generate(&mut made.random);
    let key = other.public().unwrap();
    let mut vault = open(&made, RIGHT, 0).unwrap();
    let wrong = Passphrase::typed("fel lösenfras");
    let mut change = |passphrase: &Passphrase| {
        vault.change_municipality(&Key::Passphrase(passphrase), &key, at(9), &mut made.random)
    };
    assert_eq!(change(&wrong), Err(UnlockError::WrongPassphrase.into()));
    assert_eq!(change(&Passphrase::typed(RIGHT)), Ok(()));
    assert_eq!(vault.municipality(), Ok(Some(key)));
    drop(vault);
    let opened = |secret| Vault::open(made.place.path(), &Key::Municipality(secret), at(0)).map(|_| ());
    assert_eq!(opened(&other), Ok(()));
    assert_eq!(
        opened(&made.municipality),
        Err(UnlockError::WrongMunicipalityKey.into())
    );
    assert!(open(&made, RIGHT, 20).is_ok());
}
