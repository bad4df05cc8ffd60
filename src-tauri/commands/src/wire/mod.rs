//! What goes over to the window: plain data, nothing to compute. The TypeScript in `ui/src/wire.ts` is
//! written from these types.

pub mod archive;
pub mod backup;
pub mod calendar;
pub mod case_list;
pub mod consent;
pub mod contact;
pub mod disposal;
pub mod document;
pub mod errand;
pub mod esigning;
pub mod figures;
pub mod form;
pub mod handover;
pub mod identity;
pub mod intake;
pub mod municipality;
pub mod outgoing;
pub mod packages;
pub mod people;
pub mod release;
pub mod signature;
pub mod systems;
pub mod tables;
pub mod trail;
pub mod unfinished;
pub mod vault;
