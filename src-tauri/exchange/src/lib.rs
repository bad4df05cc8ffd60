//! What leaves a vault and comes into one: formats of others and packages of our own, as bytes. It knows nothing of
//! the database, of windows or of the clock.

// Everything parsed here was written elsewhere: nothing it holds may make an index panic.
#![cfg_attr(not(test), deny(clippy::indexing_slicing))]

pub mod archive;
pub mod calendar;
pub mod handover;
pub mod table;
mod xml;
