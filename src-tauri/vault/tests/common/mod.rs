//! What the test programs share: a vault of an invented kurator.

pub mod backups;

use std::path::Path;

use cases::{Case, CaseId, CaseInput, Document, DocumentId, Line, ProfileInput, Pupil, PupilId, PupilInput};
use chrono::{DateTime, Utc};
use forms::Hash;
use vault::{Escrow, KdfCost, Key, NewVault, Passphrase, RecoveryDraft, Vault, Write};

/// The definition that documents here are answered with.
pub const SOURCE: &[u8] = b"id = \"checklista\"\n";

/// The passphrase of every vault here.
pub fn passphrase() -> Passphrase {
    Passphrase::new("lyktan lyser hemlighetsfullt").unwrap()
}

/// A time.
pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

/// Bytes that never repeat.
pub fn counting() -> impl FnMut(&mut [u8]) {
    counting_from(0)
}

/// The same from another place.
pub fn counting_from(mut count: u64) -> impl FnMut(&mut [u8]) {
    move |bytes: &mut [u8]| {
        for chunk in bytes.chunks_mut(32) {
            count += 1;
            chunk.copy_from_slice(&Hash::of(&count.to_be_bytes()).as_bytes()[..chunk.len()]);
        }
    }
}

/// A new vault in `folder`, whose owner has this name; and its recovery words.
pub fn create(folder: &Path, name: &str) -> (Vault, [&'static str; 12]) {
    create_by(folder, name, counting())
}

/// The same of these random bytes: another vault, if they are others.
pub fn create_by(
    folder: &Path,
    name: &str,
    mut random: impl FnMut(&mut [u8]),
) -> (Vault, [&'static str; 12]) {
    let profile = ProfileInput {
        name: name.into(),
        role: "kurator".into(),
        school: "Björkskolan".into(),
        organiser: "kommunal".into(),
        ..Default::default()
    };
    let draft = RecoveryDraft::new(&mut random);
    let recovery = draft
        .confirm(draft.asked().map(|place| draft.words()[place - 1]))
        .unwrap();
    let new = NewVault {
        profile: &profile.parse().unwrap(),
        passphrase: &passphrase(),
        cost: KdfCost::for_tests(),
        recovery: &recovery,
        escrow: Escrow::default(),
    };
    (
        Vault::create(folder, &new, at(0), &mut random).unwrap(),
        draft.words(),
    )
}

/// Opens the vault in `folder`.
pub fn open(folder: &Path) -> Vault {
    Vault::open(folder, &Key::Passphrase(&passphrase()), at(0)).unwrap()
}

/// A pupil with a case and a document in it.
pub fn begin(write: &Write, pupil: &PupilInput, title: &str) -> (Pupil, Case, Document) {
    let pupil = pupil
        .parse(PupilId::new(at(0), &[1; 10]), at(0).date_naive())
        .unwrap();
    let case = CaseInput { title: title.into() };
    let case = case
        .parse(CaseId::new(at(0), &[2; 10]), pupil.id, at(0).date_naive())
        .unwrap();
    let document = Document {
        id: DocumentId::new(at(0), &[3; 10]),
        case: case.id(),
        form: "prov/checklista@1".parse().unwrap(),
        definition: Hash::of(SOURCE),
        title: Line::parse("title", title).unwrap(),
        predecessor: None,
        created: at(0),
    };
    write.pupils_mut().put(&pupil, at(0)).unwrap();
    write.cases_mut().put(&case, at(0)).unwrap();
    write
        .definitions_mut()
        .keep(&document.form, SOURCE, at(0))
        .unwrap();
    write.documents_mut().begin(&document).unwrap();
    (pupil, case, document)
}
