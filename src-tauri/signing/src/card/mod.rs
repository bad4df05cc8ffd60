//! Cards and tokens (PKCS#11): the key never leaves the card, and the maker's module is loaded at run time.

mod errors;
mod identity;
mod modules;

pub use identity::CardIdentity;
pub use modules::usual_modules;

use std::path::Path;
use std::rc::Rc;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as CardError, RvError};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;

use crate::error::TokenError;
use errors::plain;

/// A maker's module, with the readers that it knows.
#[derive(Debug)]
pub struct Cards(Pkcs11);

/// A card in a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    slot: Slot,
    /// What the card calls itself.
    pub label: String,
    /// Its number.
    pub serial: String,
    /// The PIN is typed on the reader, not here.
    pub has_pin_pad: bool,
    /// One wrong PIN more locks it.
    pub is_final_try: bool,
    /// Too many wrong PINs were given.
    pub is_locked: bool,
}

/// What signing needs to keep: the session, and the PIN for keys that want it each time.
struct Unlocked {
    session: Session,
    pin: Option<AuthPin>,
}

impl Unlocked {
    fn login(&self, kind: UserType) -> Result<(), TokenError> {
        match self.session.login(kind, self.pin.as_ref()) {
            Err(CardError::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(()),
            other => other.map_err(|error| plain(&error)),
        }
    }
}

impl Cards {
    /// Loads a module. It is code that runs with all the user's rights: only a path that the user or the
    /// municipality chose may come here.
    pub fn load(module: &Path) -> Result<Self, TokenError> {
        let cards = Pkcs11::new(module).map_err(|_| TokenError::NoModule)?;
        let arguments = CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK);
        match cards.initialize(arguments) {
            Ok(()) | Err(CardError::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => Ok(Self(cards)),
            Err(error) => Err(plain(&error)),
        }
    }

    /// The cards that are in their readers.
    pub fn present(&self) -> Result<Vec<Card>, TokenError> {
        let slots = self.0.get_slots_with_token().map_err(|error| plain(&error))?;
        let cards = slots.into_iter().filter_map(|slot| {
            let info = self.0.get_token_info(slot).ok()?;
            info.token_initialized().then(|| Card {
                slot,
                label: info.label().to_owned(),
                serial: info.serial_number().to_owned(),
                has_pin_pad: info.protected_authentication_path(),
                is_final_try: info.user_pin_final_try(),
                is_locked: info.user_pin_locked(),
            })
        });
        let cards: Vec<Card> = cards.collect();
        if cards.is_empty() {
            Err(TokenError::NoCard)
        } else {
            Ok(cards)
        }
    }

    /// Gives the PIN, and what can sign with it; those meant for documents stand first. With a PIN pad the
    /// PIN given here is not used.
    pub fn unlock(&self, card: &Card, pin: &str) -> Result<Vec<CardIdentity>, TokenError> {
        let info = self.0.get_token_info(card.slot).map_err(|error| plain(&error))?;
        if info.user_pin_locked() {
            return Err(TokenError::Locked);
        }
        let session = self.0.open_ro_session(card.slot).map_err(|error| plain(&error))?;
        let unlocked = Unlocked {
            session,
            pin: (!card.has_pin_pad).then(|| AuthPin::from(pin)),
        };
        // A session that is open already may have given another PIN: this one must be right by itself.
        let _ = unlocked.session.logout();
        unlocked.login(UserType::User)?;
        identity::all(
            &Rc::new(unlocked),
            &self.0.get_mechanism_list(card.slot).unwrap_or_default(),
        )
    }
}
