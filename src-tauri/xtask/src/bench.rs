//! `cargo xtask bench`: ratios against named peers, each pair measured in one run on one machine.

use crate::process::Failure;

/// Not there yet.
pub fn bench() -> Result<(), Failure> {
    Err(Failure::new("Mätningarna finns inte än."))
}
