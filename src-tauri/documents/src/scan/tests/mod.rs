//! What holds for scans.

mod filing;
mod hostile;
mod press;
mod reading;
