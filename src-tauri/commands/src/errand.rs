//! Work that takes minutes and goes on while the desk is used for other things: it sits down for one step at a time,
//! says how far it has come, and can be stopped. There is one at a time, and it ends when the vault is locked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError};
use crate::handover::Waiting;
use crate::intake::Intake;
use crate::wire::errand::Progress;

/// How long the desk is left to others between two steps: whoever has just risen would else be the first to sit down
/// again.
const PAUSE: Duration = Duration::from_millis(1);

type Stop = Arc<AtomicBool>;

/// What goes on, if anything does.
#[derive(Default)]
pub(crate) struct Errand {
    progress: Progress,
    stop: Option<Stop>,
}

impl Errand {
    fn is(&self, stop: &Stop) -> bool {
        self.stop.as_ref().is_some_and(|own| Arc::ptr_eq(own, stop))
    }
}

/// An errand, held by whoever runs it; it ends when this is dropped.
pub(crate) struct Work<'a> {
    desk: &'a Mutex<Desk>,
    stop: Stop,
}

impl<'a> Work<'a> {
    /// Begins an errand of so many steps.
    ///
    /// # Errors
    /// The vault is locked, or another errand goes on.
    pub fn begin(desk: &'a Mutex<Desk>, steps: usize) -> Result<Self, CommandError> {
        let mut sitting = at(desk);
        sitting.office()?;
        if sitting.errand.stop.is_some() {
            return Err(CommandError::new(Code::ErrandGoesOn));
        }
        let stop = Stop::default();
        sitting.errand = Errand {
            progress: Progress {
                going: true,
                done: 0,
                of: steps as u32,
            },
            stop: Some(Arc::clone(&stop)),
        };
        Ok(Self { desk, stop })
    }

    /// Sits down at the desk for a moment. Work that goes on keeps the vault open as somebody's hand does; a dialog that
    /// it waits for does not.
    ///
    /// # Errors
    /// The vault was locked meanwhile; whatever `work` says.
    pub fn sit<T>(
        &self,
        work: impl FnOnce(&Office<'_>, &mut Intake) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let mut desk = self.desk()?;
        let (office, intake) = desk.reception()?;
        work(&office, intake)
    }

    /// The same where packages wait.
    ///
    /// # Errors
    /// The vault was locked meanwhile; whatever `work` says.
    pub fn post<T>(
        &self,
        work: impl FnOnce(&Office<'_>, &mut Waiting) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let mut desk = self.desk()?;
        let (office, waiting) = desk.post()?;
        work(&office, waiting)
    }

    fn desk(&self) -> Result<MutexGuard<'a, Desk>, CommandError> {
        let mut desk = at(self.desk);
        // Locked and opened again: the errand was somebody else's.
        if !desk.errand.is(&self.stop) {
            return Err(CommandError::new(Code::Locked));
        }
        let now = desk.outside.now();
        desk.watch_mut()?.stir(now);
        Ok(desk)
    }

    /// There are so many steps more than was thought.
    pub fn more(&self, steps: usize) {
        self.tell(|progress| progress.of += steps as u32);
    }

    /// One more step is done; false if the user wants no more, or the vault was locked.
    pub fn step(&self) -> bool {
        let told = self.tell(|progress| progress.done += 1);
        thread::sleep(PAUSE);
        told && !self.stop.load(Ordering::Relaxed)
    }

    fn tell(&self, tell: impl FnOnce(&mut Progress)) -> bool {
        let mut desk = at(self.desk);
        let there = desk.errand.is(&self.stop);
        if there {
            tell(&mut desk.errand.progress);
        }
        there
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        let mut desk = at(self.desk);
        if desk.errand.is(&self.stop) {
            desk.errand.stop = None;
            desk.errand.progress.going = false;
        }
    }
}

/// How far the errand has come.
pub fn progress(desk: &mut Desk) -> Result<Progress, CommandError> {
    Ok(desk.errand.progress.clone())
}

/// Ends the errand that goes on; what is done stays done.
pub fn stop(desk: &mut Desk) -> Result<(), CommandError> {
    if let Some(stop) = &desk.errand.stop {
        stop.store(true, Ordering::Relaxed);
    }
    Ok(())
}
