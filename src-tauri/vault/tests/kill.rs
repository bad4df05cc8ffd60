//! The kill test: written when there is something to kill.
fn main() {}
