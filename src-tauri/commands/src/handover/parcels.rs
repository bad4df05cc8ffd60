//! Packages that have come: opened, judged, and waiting in memory for a yes.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use cases::CaseId;
use chrono::{DateTime, Utc};
use exchange::handover::{Content, Fingerprint, LARGEST, OpenError, Opened, Order, open};
use forms::Hash;
use signing::Trust;
use vault::{Direction, Read};

use super::along::ReadScan;
use super::clearing::{Dealt, dealt_before};
use super::contacts::{card_of, key_of, recipient, shown};
use super::own_card::own_names;
use super::reading::{self, As, Paper, Papers};
use super::standing::{self, Standing};
use super::{log, mailbox, own_card};
use crate::desk::{Desk, Office, at};
use crate::errand::Work;
use crate::error::{Code, CommandError};
use crate::intake::Electronic;
use crate::namesakes::{alike, everyone};
use crate::trust::trust;
use crate::wire::handover::{Asks, ParcelView, Parcels, RefusedParcel, TakenView};

/// How many bytes of packages may wait at once: somebody who fills the folder ends no program.
const MOST_WAITING: usize = 2 * LARGEST;

/// What has come and waits.
#[derive(Default)]
pub(crate) struct Waiting {
    parcels: Vec<Parcel>,
    refused: Vec<RefusedParcel>,
    pub(super) taken: Vec<TakenView>,
    /// The files that were opened or refused, by the hash of their bytes, so that a folder that is looked into again
    /// shows nothing twice.
    seen: BTreeSet<Hash>,
    /// The names of the files in the folder that were.
    pub(super) looked_at: BTreeSet<PathBuf>,
    /// What was dealt with: the files of these go from the folder.
    pub(super) dealt: BTreeSet<Dealt>,
    /// The files of those that could not be removed, by their names.
    pub(super) left: Vec<String>,
    /// Whether the folder could be read when it was looked into last.
    pub(super) reachable: bool,
    /// Whether what waits in the vault is being put into the folder.
    pub(super) goes_out: bool,
    /// Why the folder took something of that not, and when.
    pub(super) stuck: Option<(CommandError, DateTime<Utc>)>,
}

/// A package that waits for a yes.
pub(super) struct Parcel {
    key: String,
    pub(super) opened: Arc<Opened>,
    /// How many bytes its file has, and their hash.
    file: (usize, Option<Hash>),
    papers: Papers,
    /// Why it was not taken in when a person asked for it.
    refused: Option<String>,
}

impl Parcel {
    /// Whether its papers are read.
    pub(super) fn is_read(&self) -> bool {
        self.papers.left().len() == 0
    }

    /// A document's paper, or one that goes along as another system packed it, if it is one.
    pub(super) fn paper(&self, sha256: &Hash) -> Option<&Electronic> {
        self.papers.electronic(sha256)
    }

    /// A scan that goes along, if it is one.
    pub(super) fn scan(&self, sha256: &Hash) -> Option<&ReadScan> {
        self.papers.scan(sha256)
    }
}

impl Waiting {
    /// The package that the window calls by `key`.
    pub(super) fn parcel(&self, key: &str) -> Result<&Parcel, CommandError> {
        let found = self.parcels.iter().find(|one| one.key == key);
        found.ok_or_else(|| CommandError::new(Code::NotFound))
    }

    /// The same with its signatures judged by what is trusted now, which need not be what was when its papers were read.
    pub(super) fn judged(
        &mut self,
        key: &str,
        trust: &Trust,
        now: DateTime<Utc>,
    ) -> Result<&Parcel, CommandError> {
        if let Some(parcel) = self.parcels.iter_mut().find(|one| one.key == key) {
            parcel.papers.judge(trust, now);
        }
        self.parcel(key)
    }

    /// Takes a package off the pile that was sent back, or an answer: its file goes from the folder.
    pub(super) fn settle(&mut self, key: &str) {
        let done = self.parcels.iter().filter(|one| one.key == key);
        self.dealt
            .extend(done.filter_map(|one| Some(Dealt::of(&one.opened, one.file.1?))));
        self.remove(key);
    }

    /// Takes a package off the pile.
    pub(super) fn remove(&mut self, key: &str) {
        self.parcels.retain(|one| one.key != key);
    }

    /// Remembers why a package was not taken in.
    pub(super) fn refuse(&mut self, key: &str, code: &str) {
        let mut waiting = self.parcels.iter_mut();
        if let Some(parcel) = waiting.find(|one| one.key == key) {
            parcel.refused = Some(code.to_owned());
        }
    }

    /// Keeps what was read of a package's papers; false if it waits no longer. One that was opened anew under the same id
    /// is another.
    fn keep(&mut self, opened: &Arc<Opened>, one: (As, Hash), found: Option<Paper>) -> bool {
        let mut waiting = self.parcels.iter_mut();
        let parcel = waiting.find(|parcel| Arc::ptr_eq(&parcel.opened, opened));
        parcel.map(|parcel| parcel.papers.keep(one, found)).is_some()
    }

    fn add(&mut self, opened: Opened, file: (usize, Option<Hash>)) {
        let package = opened.manifest.package;
        if self
            .parcels
            .iter()
            .any(|one| one.opened.manifest.package == package)
        {
            return;
        }
        self.parcels.push(Parcel {
            key: package.to_string(),
            papers: Papers::of(&opened.content),
            opened: Arc::new(opened),
            file,
            refused: None,
        });
    }
}

/// Opens the packages that the user chooses; nothing if they changed their mind.
pub fn open_packages(desk: &Mutex<Desk>) -> Result<Option<Parcels>, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    let files = outside.choose_packages();
    if files.is_empty() {
        return Ok(None);
    }
    open_files(desk, files, false)?;
    read_now(desk).map(Some)
}

/// Opens the packages that the user dropped on the window, or opened in the system's file manager; papers that were dropped
/// wait to be taken in.
pub fn open_dropped_packages(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    let outside = {
        let desk = at(desk);
        desk.office()?;
        Arc::clone(&desk.outside)
    };
    open_files(desk, outside.given_packages(), false)?;
    read_now(desk)
}

/// Whether the user opened packages in the system's file manager that were not read yet.
pub fn packages_given(desk: &mut Desk) -> Result<bool, CommandError> {
    Ok(desk.outside.packages_given())
}

/// Opens files, each whole; what was opened from the folder before is passed over.
pub(super) fn open_files(desk: &Mutex<Desk>, files: Vec<PathBuf>, again: bool) -> Result<(), CommandError> {
    for file in files {
        let (outside, keys) = {
            let desk = at(desk);
            let keys = own_card::own_keys(&desk.office()?)?;
            (Arc::clone(&desk.outside), keys)
        };
        let read = outside.read(&file, LARGEST as u64 + 1);
        let hash = read.as_ref().ok().map(|bytes| Hash::of(bytes));
        let size = read.as_ref().map_or(0, |bytes| bytes.len());
        if again && hash.is_some_and(|hash| at(desk).post().is_ok_and(|(_, post)| post.seen.contains(&hash)))
        {
            continue;
        }
        let waiting: usize = match at(desk).post() {
            Ok((_, post)) => post.parcels.iter().map(|parcel| parcel.file.0).sum(),
            Err(error) => return Err(error),
        };
        if waiting.saturating_add(size) > MOST_WAITING {
            return Err(CommandError::new(Code::PostFull));
        }
        let opened = read
            .map_err(|error| error.code)
            .and_then(|bytes| open(&bytes, &keys).map_err(|error| error.code().to_owned()));
        let mut desk = at(desk);
        let (office, waiting) = desk.post()?;
        let name = mailbox::file_name(&file);
        waiting.seen.extend(hash);
        waiting.refused.retain(|one| one.file != name);
        // One that is still being copied is looked at again.
        if again && opened.as_ref().err().map(String::as_str) != Some(OpenError::Incomplete.code()) {
            waiting.looked_at.insert(file.clone());
        }
        match opened {
            // What lies in a folder after it was taken in is no news.
            Ok(opened) if again && is_known(&office, &opened)? => {
                waiting.dealt.extend(dealt_before(&office, &opened, hash)?);
            }
            Ok(opened) => waiting.add(opened, (size, hash)),
            Err(code) => waiting.refused.push(RefusedParcel {
                file: name.to_owned(),
                code,
            }),
        }
    }
    Ok(())
}

/// Puts a package aside, or a file that could not be opened: it stays where it is, and nothing of it is kept.
pub fn put_parcel_aside(desk: &mut Desk, key: String) -> Result<Parcels, CommandError> {
    let (_, waiting) = desk.post()?;
    waiting.remove(&key);
    waiting.refused.retain(|one| one.file != key);
    parcels(desk)
}

/// Reads the papers of the packages whose senders are known; for a stranger's, this work is not done. What was read when
/// the user wants no more stays read.
pub fn read_parcels(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    read_all(&Work::begin(desk, 0)?)?;
    parcels(&mut at(desk))
}

/// The same when packages have just come. While something else goes on they wait, and say so.
pub(super) fn read_now(desk: &Mutex<Desk>) -> Result<Parcels, CommandError> {
    match read_parcels(desk) {
        Err(error) if error.code == Code::ErrandGoesOn.as_str() => parcels(&mut at(desk)),
        read => read,
    }
}

fn read_all(work: &Work<'_>) -> Result<(), CommandError> {
    while let Some(Unread { opened, left, judged }) = work.post(unread)? {
        work.more(left.len());
        for one in left {
            let Some(found) = reading::read(&opened, one, &judged, work) else {
                return Ok(());
            };
            let waits = work.post(|_, waiting| Ok(waiting.keep(&opened, one, found)))?;
            if !work.step() {
                return Ok(());
            }
            if !waits {
                break;
            }
        }
    }
    Ok(())
}

/// A package of a known sender, the papers of it that are not read, and by what they are judged.
struct Unread {
    opened: Arc<Opened>,
    left: Vec<(As, Hash)>,
    judged: (Trust, DateTime<Utc>),
}

fn unread(office: &Office<'_>, waiting: &mut Waiting) -> Result<Option<Unread>, CommandError> {
    let (own, judged) = (own_names(office)?, (trust(office)?, office.outside.now()));
    office.vault.read(|read| {
        for parcel in &waiting.parcels {
            if standing::of(office, read, parcel, &own)? == Standing::Unread {
                return Ok(Some(Unread {
                    opened: Arc::clone(&parcel.opened),
                    left: parcel.papers.left().collect(),
                    judged,
                }));
            }
        }
        Ok(None)
    })
}

/// Everything that waits, as far as it is read.
pub fn parcels(desk: &mut Desk) -> Result<Parcels, CommandError> {
    let (office, waiting) = desk.post()?;
    let (folder, own) = (mailbox::folder(&office)?, own_names(&office)?);
    let views = office.vault.read(|read| {
        let parcels = waiting.parcels.iter();
        parcels
            .map(|parcel| view(&office, read, parcel, &own))
            .collect::<Result<Vec<_>, CommandError>>()
    })?;
    Ok(Parcels {
        waiting: views,
        refused: waiting.refused.clone(),
        taken: waiting.taken.clone(),
        left: waiting.left.clone(),
        reachable: waiting.reachable,
        stuck: waiting.stuck.as_ref().map(|(why, _)| why.clone()),
        mailbox: folder.map(|folder| folder.display().to_string()),
    })
}

fn view(
    office: &Office<'_>,
    read: &Read<'_>,
    parcel: &Parcel,
    own: &[Fingerprint],
) -> Result<ParcelView, CommandError> {
    let (manifest, content) = (&parcel.opened.manifest, &parcel.opened.content);
    let standing = standing::of(office, read, parcel, own)?;
    let last = last_sequence(read, parcel)?;
    // Of a stranger's package nothing is shown but who it says it is from.
    let shows = standing.is_of_colleague();
    let about = content.about().filter(|_| shows);
    let words = |text: &str| if shows { text.to_owned() } else { String::new() };
    let needs_pupil = match about {
        Some(about) => standing == Standing::Ready && needs_pupil(read, about.case.id())?,
        None => false,
    };
    let day = |at| office.outside.local(at).date_naive().to_string();
    Ok(ParcelView {
        key: parcel.key.clone(),
        standing: standing.key().to_owned(),
        can_be_taken: standing == Standing::Ready,
        can_be_sent_back: standing.can_be_sent_back() && !matches!(content, Content::Answer { .. }),
        gives_reason: standing != Standing::Protected,
        kind: manifest.kind.as_str().to_owned(),
        sender: recipient(&shown(read, &parcel.opened.sender)?),
        purpose: words(&manifest.purpose),
        ground: manifest.ground.as_str().to_owned(),
        reason: words(&manifest.reason),
        made: day(manifest.made_at),
        expires: manifest.expires.to_string(),
        pupil: about.map(|about| about.pupil.name.to_string()),
        case: about.map(|about| about.case.title().to_string()),
        asks: content.order().filter(|_| shows).map(asks),
        effects: match shows && parcel.is_read() {
            true => standing::effects(office, read, parcel)?,
            false => Vec::new(),
        },
        missing: manifest.sequence.saturating_sub(last).saturating_sub(1),
        late: manifest.sequence < last,
        pupils: match about.filter(|_| needs_pupil) {
            Some(about) => {
                let (name, id) = (about.pupil.name.as_str(), about.pupil.id.uuid());
                alike(&everyone(read)?, Some(name), Some(id))
            }
            None => Vec::new(),
        },
        needs_pupil,
        refused: parcel.refused.clone(),
    })
}

/// The highest number of a package that came from the same colleague, by whatever keys, to the same ones of the user:
/// its sender counts anew for each of these.
fn last_sequence(read: &Read<'_>, parcel: &Parcel) -> Result<u32, CommandError> {
    let (sender, to) = (
        &parcel.opened.sender,
        parcel.opened.manifest.recipient.to_string(),
    );
    let name = cases::fold(sender.name().as_str());
    let mut keys = BTreeSet::from([key_of(sender)]);
    for contact in read.contacts().all()? {
        if cases::fold(card_of(&contact)?.name().as_str()) == name {
            keys.insert(contact.fingerprint);
        }
    }
    let all = read.handovers().all()?.into_iter();
    let same = all.filter(|one| {
        let kept = log::said(one, log::TO);
        one.direction == Direction::Received && keys.contains(&one.contact) && (kept.is_empty() || kept == to)
    });
    Ok(same.map(|one| one.sequence).max().unwrap_or_default())
}

/// Whether a package was taken in or sent back before.
fn is_known(office: &Office<'_>, opened: &Opened) -> Result<bool, CommandError> {
    let package = opened.manifest.package;
    let known = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.handovers().get(package, Direction::Received)?))?;
    Ok(known.is_some())
}

/// A case that is here has its pupil here; otherwise a person says who it is.
pub(super) fn needs_pupil(read: &Read<'_>, case: CaseId) -> Result<bool, CommandError> {
    Ok(read.cases().get(case)?.is_none())
}

fn asks(order: &Order) -> Asks {
    Asks {
        form: (!order.label.is_empty()).then(|| order.label.clone()),
        what: order.what.clone(),
        until: order.until.map(|day| day.to_string()),
    }
}
