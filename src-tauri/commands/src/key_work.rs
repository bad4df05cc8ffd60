//! How long what is done with the municipality's key waits for somebody: whoever came by could else go on with it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::desk::Desk;
use crate::error::CommandError;

/// For how long a key in the making, shares, and a vault without a new owner wait: thirty words are typed in it.
const HOLDS: TimeDelta = TimeDelta::minutes(15);

/// Drops what its holders have left: asked by whoever goes on with it, and by the clock.
pub(crate) fn drop_left(desk: &mut Desk) {
    let now = desk.outside.now();
    // The clock may have been set back.
    let is_left = |touched: DateTime<Utc>| now.signed_duration_since(touched).abs() >= HOLDS;
    desk.key_making.take_if(|made| is_left(made.touched));
    if desk.rescue.take_if(|rescue| is_left(rescue.touched)).is_some() {
        desk.beginning = None;
    }
}

/// Whether something is being done with the municipality's key, or was until the vault was opened.
pub fn key_waits(desk: &mut Desk) -> Result<bool, CommandError> {
    drop_left(desk);
    Ok(is_under_way(desk) || desk.is_open())
}

/// Somebody touched the window: what is being done with the municipality's key goes on waiting. Says what
/// [`key_waits`] does.
pub fn stir_key(desk: &mut Desk) -> Result<bool, CommandError> {
    drop_left(desk);
    touch(desk);
    key_waits(desk)
}

/// Somebody is there, or what they wait for goes on.
pub(crate) fn touch(desk: &mut Desk) {
    let now = desk.outside.now();
    if let Some(made) = &mut desk.key_making {
        made.touched = now;
    }
    if let Some(rescue) = &mut desk.rescue {
        rescue.touched = now;
    }
}

pub(crate) fn is_under_way(desk: &Desk) -> bool {
    desk.key_making.is_some() || desk.rescue.is_some()
}
