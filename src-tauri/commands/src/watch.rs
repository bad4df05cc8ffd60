//! When an open vault locks itself: after five minutes in which nobody touched the window. A conversation with a pupil
//! suspends that, for at most ninety minutes, and so does work that goes on; neither holds when the screen is hidden.
//!
//! [`Watch`] is pure: every instant comes in. The shell looks at it every second, tells the window to hand over what was
//! typed and to lock, and locks by itself where the window does not.

use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};

use crate::desk::{Desk, at};
use crate::error::CommandError;
use crate::wire::vault::{WatchStanding, WatchView};
use crate::{key_work, trail};

/// For how long nobody may touch an open vault.
const IDLE: TimeDelta = TimeDelta::minutes(5);
/// How long before it is locked the window says so.
const WARNING: TimeDelta = TimeDelta::seconds(30);
/// For how long a conversation keeps it open.
const CONVERSATION: TimeDelta = TimeDelta::minutes(90);
/// How long the window has for its last words before the vault is locked without them.
const GRACE: TimeDelta = TimeDelta::seconds(3);

/// The clock of an open vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Watch {
    /// When it was last touched, or hidden.
    since: DateTime<Utc>,
    /// Until when a conversation keeps it open.
    until: Option<DateTime<Utc>>,
    hidden: bool,
    /// The system was locked or goes to sleep: it locks at this instant, whatever is done.
    doomed: Option<DateTime<Utc>>,
}

impl Watch {
    /// The vault was opened.
    pub fn begin(now: DateTime<Utc>) -> Self {
        Self {
            since: now,
            until: None,
            hidden: false,
            doomed: None,
        }
    }

    /// Somebody touched the window. What is hidden is not kept open by that.
    pub fn stir(&mut self, now: DateTime<Utc>) {
        if !self.hidden && self.standing(now) != WatchStanding::Due {
            self.since = now;
        }
    }

    /// A conversation begins, or one ends.
    pub fn converse(&mut self, on: bool, now: DateTime<Utc>) {
        self.stir(now);
        if self.standing(now) != WatchStanding::Due {
            self.until = on.then_some(now + CONVERSATION);
        }
    }

    /// The screen is hidden, or shown again. Hidden, it locks in time whatever was going on.
    pub fn hide(&mut self, on: bool, now: DateTime<Utc>) {
        if self.hidden != on && self.standing(now) != WatchStanding::Due {
            self.hidden = on;
            self.since = now;
        }
    }

    /// The system was locked, or goes to sleep.
    pub fn doom(&mut self, now: DateTime<Utc>) {
        self.doomed.get_or_insert(now);
    }

    /// A clock that was set back does not keep the vault open for longer.
    pub fn turn_back(&mut self, now: DateTime<Utc>) {
        self.since = self.since.min(now);
        self.until = self.until.map(|until| until.min(now + CONVERSATION));
    }

    fn talks(&self, now: DateTime<Utc>) -> bool {
        !self.hidden && self.until.is_some_and(|until| now < until)
    }

    /// When it locks, if nothing more happens.
    fn locks(&self) -> DateTime<Utc> {
        let idle = self.since + IDLE;
        let locks = match self.until {
            Some(until) if !self.hidden => idle.max(until),
            _ => idle,
        };
        self.doomed.map_or(locks, |doomed| doomed.min(locks))
    }

    /// Where it stands.
    pub fn standing(&self, now: DateTime<Utc>) -> WatchStanding {
        let left = self.locks() - now;
        if left <= TimeDelta::zero() {
            WatchStanding::Due
        } else if self.hidden {
            WatchStanding::Hidden
        } else if left <= WARNING {
            WatchStanding::Warning
        } else if self.talks(now) {
            WatchStanding::Conversation
        } else {
            WatchStanding::Active
        }
    }

    fn view(&self, now: DateTime<Utc>) -> WatchView {
        WatchView {
            standing: self.standing(now),
            seconds: u32::try_from((self.locks() - now).num_seconds()).unwrap_or_default(),
            conversation: self
                .until
                .filter(|until| now < *until)
                .map(|until| until.to_rfc3339()),
        }
    }
}

/// Where the clock of the open vault stands.
pub fn watch(desk: &mut Desk) -> Result<WatchView, CommandError> {
    look(desk, |_, _| ())
}

/// Somebody touched the window.
pub fn stir(desk: &mut Desk) -> Result<WatchView, CommandError> {
    look(desk, Watch::stir)
}

/// A conversation with a pupil begins, or ends.
pub fn converse(desk: &mut Desk, on: bool) -> Result<WatchView, CommandError> {
    look(desk, |watch, now| watch.converse(on, now))
}

/// The screen was hidden, or is shown again.
pub fn hide(desk: &mut Desk, on: bool) -> Result<WatchView, CommandError> {
    look(desk, |watch, now| watch.hide(on, now))
}

fn look(desk: &mut Desk, change: impl FnOnce(&mut Watch, DateTime<Utc>)) -> Result<WatchView, CommandError> {
    let now = desk.outside.now();
    let watch = desk.watch_mut()?;
    watch.turn_back(now);
    change(watch, now);
    Ok(watch.view(now))
}

/// The system was locked or goes to sleep: the vault locks as soon as the window has said its last words.
pub fn doom(desk: &Mutex<Desk>) {
    let mut desk = at(desk);
    // Where no vault is open there may still be the municipality's key in shares, or a vault that was opened by it.
    if look(&mut desk, Watch::doom).is_err() {
        desk.put_down_key();
    }
}

/// Whether a vault is open.
pub fn is_open(desk: &Mutex<Desk>) -> bool {
    at(desk).is_open()
}

/// Whether something is being done with the municipality's key. What was left of it is put down: the window is told when
/// this changes.
pub fn holds_key(desk: &Mutex<Desk>) -> bool {
    let mut desk = at(desk);
    key_work::drop_left(&mut desk);
    key_work::is_under_way(&desk)
}

/// Looks at the clock, and locks the vault where the window has not done it in time; nothing where the vault is locked.
pub fn tick(desk: &Mutex<Desk>) -> Option<WatchStanding> {
    let due = {
        let mut desk = at(desk);
        let now = desk.outside.now();
        let watch = desk.watch_mut().ok()?;
        watch.turn_back(now);
        if now < watch.locks() + GRACE {
            return Some(watch.standing(now));
        }
        WatchStanding::Due
    };
    // What is locked is locked also where that cannot be written down.
    trail::begin(desk, "lock", trail::Kept::Locks, &trail::About::default()).ok();
    at(desk).lock();
    Some(due)
}

#[cfg(test)]
mod tests;
