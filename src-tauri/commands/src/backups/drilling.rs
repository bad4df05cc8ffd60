//! The yearly drill: a backup becomes a vault in a scratch place, is opened and compared, and leaves nothing behind but
//! what it showed. A backup that nobody has ever restored is a hope.

use std::sync::{Arc, Mutex};

use super::DRILL;
use super::restoring::{Session, no_room, parsed};
use super::running::Running;
use crate::desk::{Desk, at};
use crate::error::CommandError;
use crate::outside::Outside;
use crate::outside::on_the_clock;
use crate::wire::backup::{Drill, DrillView};

/// Makes a vault of one of the opened backups in a scratch place, opens it, reads every page and every paper, and keeps
/// what was found.
pub fn drill_backup(desk: &Mutex<Desk>, backup: String) -> Result<DrillView, CommandError> {
    let made = parsed(&backup)?;
    let (folder, outside, running) = {
        let mut sitting = at(desk);
        sitting.office()?;
        let (folder, outside) = (sitting.folder.clone(), Arc::clone(&sitting.outside));
        (folder, outside, Running::begin(desk, &mut sitting)?)
    };
    let session = Session::begin(desk)?;
    let room = outside.free_space(&folder);
    let go_on = || running.stir();
    let drilled = vault::drill(session.chest()?, made, &folder, room, &go_on).map_err(no_room)?;
    let drill = Drill {
        at: outside.now(),
        made,
        pupils: drilled.found.pupils,
        cases: drilled.found.cases,
        papers: drilled.found.papers,
        missing: drilled.missing,
        passed: drilled.missing == 0 && drilled.found == drilled.backup.contents,
    };
    let desk = running.sit()?;
    desk.office()?
        .vault
        .write(|write| write.settings_mut().set_preference(DRILL, &drill, drill.at))?;
    Ok(drill.view(outside.as_ref()))
}

impl Drill {
    /// The drill as the window shows it.
    pub(super) fn view(&self, outside: &dyn Outside) -> DrillView {
        DrillView {
            on: on_the_clock(outside, self.at),
            made: on_the_clock(outside, self.made),
            pupils: self.pupils,
            cases: self.cases,
            papers: self.papers,
            missing: self.missing,
            passed: self.passed,
        }
    }
}
