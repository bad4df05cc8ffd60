//! A backup, a restoring or a drill that goes on: one at a time, with the desk free for other things.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::key_work;

/// What goes on; true when the vault was locked since it began.
pub(crate) type Run = Arc<AtomicBool>;

/// Held by whoever runs it. Locking the vault only asks it to end; it has ended when this is dropped, and nothing else
/// begins before.
pub(super) struct Running<'a> {
    desk: &'a Mutex<Desk>,
    cancelled: Run,
}

impl<'a> Running<'a> {
    /// Begins.
    ///
    /// # Errors
    /// Another goes on.
    pub fn begin(desk: &'a Mutex<Desk>, sitting: &mut Desk) -> Result<Self, CommandError> {
        if sitting.run.is_some() {
            return Err(CommandError::new(Code::BackupGoesOn));
        }
        let cancelled = Run::default();
        sitting.run = Some(Arc::clone(&cancelled));
        Ok(Self { desk, cancelled })
    }

    /// An error if the vault was locked meanwhile.
    pub fn go_on(&self) -> Result<(), CommandError> {
        match self.cancelled.load(Ordering::SeqCst) {
            true => Err(CommandError::new(Code::Locked)),
            false => Ok(()),
        }
    }

    /// The same of what the user waits for: it keeps the vault open as somebody's hand does.
    pub fn stir(&self) -> Result<(), CommandError> {
        let mut desk = self.sit()?;
        let now = desk.outside.now();
        if let Ok(watch) = desk.watch_mut() {
            watch.stir(now);
        }
        key_work::touch(&mut desk);
        Ok(())
    }

    /// The desk, unless the vault was locked meanwhile.
    pub fn sit(&self) -> Result<MutexGuard<'a, Desk>, CommandError> {
        let desk = at(self.desk);
        self.go_on().map(|()| desk)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        at(self.desk).run = None;
    }
}
