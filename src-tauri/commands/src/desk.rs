//! Where the application stands: no vault, locked, or open.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cases::Profile;
use chrono::{DateTime, Utc};
use vault::{Escrow, FolderError, Key, NewVault, Passphrase, Recovery, RecoveryDraft, Vault};

use crate::backups::{Restoring, Run};
use crate::case_list::CaseList;
use crate::catalogue::Catalogue;
use crate::ceremony::KeyMaking;
use crate::errand::Errand;
use crate::error::{Code, CommandError};
use crate::figures::Register;
use crate::handover::Waiting;
use crate::intake::Intake;
use crate::new_words::NewWords;
use crate::outside::Outside;
use crate::rescue::Rescue;
use crate::trail::Sitting;
use crate::undone::Trace;
use crate::watch::Watch;

/// The application's state.
pub struct Desk {
    pub(crate) folder: PathBuf,
    pub(crate) catalogue: Catalogue,
    pub(crate) outside: Arc<dyn Outside>,
    pub(crate) beginning: Option<Beginning>,
    /// Recovery words that are about to take the place of the old ones.
    pub(crate) new_words: Option<NewWords>,
    /// A municipality's key that is being made.
    pub(crate) key_making: Option<KeyMaking>,
    /// A vault that is being opened by the municipality's key.
    pub(crate) rescue: Option<Rescue>,
    /// A key file that waits for its passphrase.
    pub(crate) key_file: Option<Vec<u8>>,
    /// A request for a certificate that waits to be answered.
    pub(crate) request: Option<Vec<u8>>,
    /// The module for cards that the user has chosen.
    pub(crate) card_module: Option<PathBuf>,
    pub(crate) errand: Errand,
    /// What the audit trail has kept since the vault was opened.
    pub(crate) sitting: Sitting,
    /// What was not done after all, and could not be written down because the vault was locked: ids, and no more.
    pub(crate) owed: Vec<Trace>,
    /// When the passphrase was last given.
    pub(crate) confirmed: Option<DateTime<Utc>>,
    /// The backup, restoring or drill that goes on, if one does.
    pub(crate) run: Option<Run>,
    /// The vault that is about to be restored, if one is.
    pub(crate) restoring: Restoring,
    intake: Intake,
    post: Waiting,
    /// A list of cases that waits to be brought in.
    case_list: Option<CaseList>,
    /// Figures that wait to be sent.
    register: Option<Register>,
    /// There while the vault is open, or its backups are.
    watch: Option<Watch>,
    app: App,
}

/// Whether the vault is open.
enum App {
    Locked,
    Open(Box<Vault>),
}

impl App {
    fn office<'a>(
        &'a self,
        catalogue: &'a Catalogue,
        outside: &'a dyn Outside,
    ) -> Result<Office<'a>, CommandError> {
        match self {
            Self::Open(vault) => Ok(Office {
                vault,
                catalogue,
                outside,
            }),
            Self::Locked => Err(CommandError::new(Code::Locked)),
        }
    }
}

/// A vault that is made as soon as two recovery words have been typed back.
pub(crate) struct Beginning {
    pub profile: Profile,
    pub passphrase: Passphrase,
    pub words: RecoveryDraft,
    pub escrow: Escrow,
}

/// What a command that needs data works with: being unlocked is proven by having one.
pub struct Office<'a> {
    /// The open vault.
    pub vault: &'a Vault,
    /// The forms at hand.
    pub catalogue: &'a Catalogue,
    /// The world outside.
    pub outside: &'a dyn Outside,
}

/// Sits down at the desk: one at a time. A command that failed badly left the vault as its last transaction
/// did, so the next one goes on.
pub(crate) fn at(desk: &Mutex<Desk>) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// The application before anything is opened; the vault lies, or will lie, in `folder`.
    ///
    /// # Errors
    /// The embedded definitions cannot be read.
    pub fn new(folder: PathBuf, outside: Arc<dyn Outside>) -> Result<Self, CommandError> {
        let catalogue = Catalogue::embedded()?;
        Ok(Self {
            folder,
            catalogue,
            outside,
            beginning: None,
            new_words: None,
            key_making: None,
            rescue: None,
            key_file: None,
            request: None,
            card_module: None,
            errand: Errand::default(),
            sitting: Sitting::default(),
            owed: Vec::new(),
            confirmed: None,
            run: None,
            restoring: Restoring::default(),
            intake: Intake::default(),
            post: Waiting::default(),
            case_list: None,
            register: None,
            watch: None,
            app: App::Locked,
        })
    }

    /// What commands that need data work with.
    ///
    /// # Errors
    /// The vault is locked.
    pub fn office(&self) -> Result<Office<'_>, CommandError> {
        self.app.office(&self.catalogue, self.outside.as_ref())
    }

    /// What commands that take papers in work with.
    ///
    /// # Errors
    /// The vault is locked.
    pub(crate) fn reception(&mut self) -> Result<(Office<'_>, &mut Intake), CommandError> {
        let office = self.app.office(&self.catalogue, self.outside.as_ref())?;
        Ok((office, &mut self.intake))
    }

    /// What commands that take packages in work with.
    ///
    /// # Errors
    /// The vault is locked.
    pub(crate) fn post(&mut self) -> Result<(Office<'_>, &mut Waiting), CommandError> {
        let office = self.app.office(&self.catalogue, self.outside.as_ref())?;
        Ok((office, &mut self.post))
    }

    /// What commands that bring in a list of cases work with.
    ///
    /// # Errors
    /// The vault is locked.
    pub(crate) fn lists(&mut self) -> Result<(Office<'_>, &mut Option<CaseList>), CommandError> {
        let office = self.app.office(&self.catalogue, self.outside.as_ref())?;
        Ok((office, &mut self.case_list))
    }

    /// What commands that send figures work with.
    ///
    /// # Errors
    /// The vault is locked.
    pub(crate) fn register(&mut self) -> Result<(Office<'_>, &mut Option<Register>), CommandError> {
        let office = self.app.office(&self.catalogue, self.outside.as_ref())?;
        Ok((office, &mut self.register))
    }

    pub(crate) fn vault_mut(&mut self) -> Result<&mut Vault, CommandError> {
        match &mut self.app {
            App::Open(vault) => Ok(vault),
            App::Locked => Err(CommandError::new(Code::Locked)),
        }
    }

    pub(crate) fn create(&mut self, beginning: &Beginning, recovery: &Recovery) -> Result<(), CommandError> {
        let new = NewVault {
            profile: &beginning.profile,
            passphrase: &beginning.passphrase,
            cost: self.outside.kdf_cost(),
            recovery,
            escrow: beginning.escrow,
        };
        let outside = Arc::clone(&self.outside);
        let mut random = |bytes: &mut [u8]| outside.random(bytes);
        let vault = Vault::create(&self.folder, &new, outside.now(), &mut random)?;
        self.enter(vault);
        Ok(())
    }

    pub(crate) fn open(&mut self, key: &Key<'_>) -> Result<(), CommandError> {
        self.lock();
        let vault = self.opened(key)?;
        self.enter(vault);
        Ok(())
    }

    /// The vault, opened and not yet at the desk.
    ///
    /// # Errors
    /// [`Code::BackupEnds`]; what opening a vault refuses.
    pub(crate) fn opened(&self, key: &Key<'_>) -> Result<Vault, CommandError> {
        let vault = Vault::open(&self.folder, key, self.outside.now());
        // A backup that was being written when the vault was locked lets go of it as soon as it hears of that.
        let is_ending = self.run.is_some() && vault.as_ref().err() == Some(&FolderError::InUse.into());
        match is_ending {
            true => Err(CommandError::new(Code::BackupEnds)),
            false => Ok(vault?),
        }
    }

    /// Whoever opens a vault has just given the passphrase, or chosen it.
    pub(crate) fn enter(&mut self, vault: Vault) {
        let now = self.outside.now();
        self.key_making = None;
        self.rescue = None;
        self.watch = Some(Watch::begin(now));
        self.confirmed = Some(now);
        self.app = App::Open(Box::new(vault));
    }

    /// The clock by which the open vault locks itself.
    ///
    /// # Errors
    /// The vault is locked.
    pub(crate) fn watch_mut(&mut self) -> Result<&mut Watch, CommandError> {
        self.watch.as_mut().ok_or_else(|| CommandError::new(Code::Locked))
    }

    /// Backups were opened, by the same keys as the vault: nobody leaves them on the screen either.
    pub(crate) fn watch_over(&mut self) {
        let now = self.outside.now();
        self.watch.get_or_insert_with(|| Watch::begin(now));
    }

    /// Closes the desk and hands over the vault, which is neither open nor free to be opened until it comes back. Its clock
    /// goes on: the user sits before it.
    pub(crate) fn hand_over(&mut self) -> Option<Vault> {
        let app = std::mem::replace(&mut self.app, App::Locked);
        let watch = self.watch.take();
        self.lock();
        self.watch = watch;
        match app {
            App::Open(vault) => Some(*vault),
            App::Locked => None,
        }
    }

    pub(crate) fn lock(&mut self) {
        self.beginning = None;
        self.new_words = None;
        self.key_making = None;
        self.rescue = None;
        self.key_file = None;
        self.request = None;
        self.errand = Errand::default();
        self.sitting = Sitting::default();
        self.confirmed = None;
        if let Some(run) = &self.run {
            run.store(true, Ordering::SeqCst);
        }
        self.restoring = Restoring::default();
        self.intake = Intake::default();
        self.post = Waiting::default();
        self.case_list = None;
        self.register = None;
        self.watch = None;
        self.app = App::Locked;
    }

    /// What is done beside a vault, with keys that are not its owner's, is done while none is open.
    ///
    /// # Errors
    /// [`Code::VaultIsOpen`].
    pub(crate) fn must_be_closed(&self) -> Result<(), CommandError> {
        match self.app {
            App::Locked => Ok(()),
            App::Open(_) => Err(CommandError::new(Code::VaultIsOpen)),
        }
    }

    /// The shares of the municipality's key leave memory, and a vault that was opened by them is closed.
    pub(crate) fn put_down_key(&mut self) {
        self.key_making = None;
        if self.rescue.take().is_some() {
            self.beginning = None;
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        matches!(self.app, App::Open(_))
    }
}

impl Office<'_> {
    /// A fresh id.
    pub(crate) fn new_id<T>(&self) -> cases::Id<T> {
        let mut random = |bytes: &mut [u8]| self.outside.random(bytes);
        vault::new_id(self.outside.now(), &mut random)
    }

    /// The vault's owner.
    pub(crate) fn profile(&self) -> Result<Profile, CommandError> {
        self.vault.read(|read| Ok(read.settings().profile()?))
    }
}
