//! What is filed is what was scanned.
