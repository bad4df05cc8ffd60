//! What holds for scans.
