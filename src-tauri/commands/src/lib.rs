//! What a user can do: one function for each thing, the data that goes over to the window, and the codes
//! of what can go wrong. It knows nothing of Tauri and nothing of HTML; the world outside is a trait.

mod archive;
mod backups;
mod cards;
pub mod catalogue;
pub mod clock;
mod consents;
pub mod desk;
mod disclosures;
mod disposal;
mod drawing;
mod errand;
pub mod error;
mod esigning;
pub mod filling;
mod identities;
mod intake;
mod integrity;
mod issuing;
mod judging;
pub mod list;
pub mod outside;
pub mod own_signature;
pub mod papers;
pub mod people;
mod prefill;
pub mod printing;
mod release;
pub mod render;
mod sheet;
mod sheets;
pub mod signature_sheet;
pub mod signatures;
mod signing_papers;
mod trust;
pub mod typescript;
mod typing;
pub mod unlocking;
pub mod wire;

pub use catalogue::Catalogue;
pub use desk::Desk;
pub use error::{Code, CommandError};
pub use list::call;
pub use outside::Outside;
