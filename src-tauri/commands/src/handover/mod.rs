//! Between vaults: colleagues' name cards, packages that are sent to them and come from them, and what became of each.
//! What has come and waits lies in memory alone, beside the open vault, and goes when the vault is locked.

mod along;
mod answering;
mod clearing;
mod contacts;
mod gathering;
mod holding;
mod lending;
mod log;
mod mailbox;
mod outbox;
mod outcome;
mod own_card;
mod parcels;
mod pupil;
mod reading;
mod sending;
mod standing;
mod taking;

pub(crate) use along::MANNER;
pub use answering::{finish_task, send_answer};
pub use contacts::{add_contact, add_sender, contacts, end_contact, remove_contact, verify_contact};
pub(crate) use contacts::{name_of, recipients};
pub(crate) use gathering::NO_PAPERS;
pub use holding::take_back;
pub(crate) use holding::{must_be_held, view as holding};
pub use lending::give_back;
pub(crate) use lending::{end_over, let_go_over, must_all_be_own, must_be_own};
pub(crate) use log::{DONE, TAKEN, due, has, purpose};
pub use log::{handovers, handovers_of_case};
pub(crate) use mailbox::{FOLDER, folder as mailbox_folder, is_away};
pub use mailbox::{choose_mailbox, forget_mailbox, look_in_mailbox, news_in_mailbox};
pub(crate) use outbox::{Leaving, RESTORED, give_up_about, give_up_all, is_all_there, strike};
pub use outbox::{leave_unsent, save_waiting};
pub(crate) use outcome::{Outcome, keep_outcome, write};
pub(crate) use own_card::{Pair, joined_pairs, keep_pairs, renew_keys};
pub use own_card::{own_card, renew_card, save_card, save_card_picture};
pub(crate) use parcels::Waiting;
pub use parcels::{
    open_dropped_packages, open_packages, packages_given, parcels, put_parcel_aside, read_parcels,
};
pub(crate) use sending::{HOLDS, LENDS, Outgoing, file_name, sendable};
pub use sending::{send_offer, send_package};
pub use taking::take_parcel;
