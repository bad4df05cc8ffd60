//! What restoring a backup would take away and bring back, before anything is changed.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;
use vault::{Lineage, Read, Staged, Vault};

use super::carrying::Carried;
use super::held::{Held, line};
use super::restoring::{Session, no_room, parsed};
use crate::desk::{Desk, at};
use crate::error::CommandError;
use crate::handover::let_go_over;
use crate::outside::on_the_clock;
use crate::undone::{self, Trace};
use crate::wire::backup::{RestorePreview, TrailCut};

/// What restoring the backup of a time would take away and bring back. It is checked to the last byte, and nothing is
/// changed.
pub fn look_at_backup(desk: &Mutex<Desk>, backup: String) -> Result<RestorePreview, CommandError> {
    look(desk, backup).map_err(no_room)
}

fn look(desk: &Mutex<Desk>, backup: String) -> Result<RestorePreview, CommandError> {
    let made = parsed(&backup)?;
    let session = Session::begin(desk)?;
    let (folder, outside) = {
        let desk = at(desk);
        (desk.folder.clone(), Arc::clone(&desk.outside))
    };
    let chest = session.chest()?;
    let mut staged = chest.stage(made, &folder)?;
    let open = {
        let desk = at(desk);
        match desk.office() {
            Ok(office) => Some(AsItIs::of(Some(office.vault), &mut staged, &folder)?),
            Err(_) => None,
        }
    };
    let now = match open {
        Some(now) => now,
        None => {
            let present = chest.present(&folder)?;
            keep_look(desk, (chest.vault(), present.vault()), outside.now())?;
            AsItIs::of(present.vault(), &mut staged, &folder)?
        }
    };
    let (at, today) = (outside.now(), outside.today());
    let preview = now.preview(&mut staged, on_the_clock(outside.as_ref(), made), (at, today))?;
    session.keep(staged, made)?;
    Ok(preview)
}

/// Writes down what is looked at with no vault open: in the one that is there, which the same key opens, or in the one that
/// is made of the backup, as soon as there is one. A vault that is sound and cannot keep it shows nothing.
fn keep_look(
    desk: &Mutex<Desk>,
    (id, vault): (Uuid, Option<&Vault>),
    now: DateTime<Utc>,
) -> Result<(), CommandError> {
    let kept = match vault {
        Some(vault) => match vault.write(|write| undone::look(write, now)) {
            Err(_) if vault.check().is_err_and(|error| error.is_damage()) => false,
            kept => kept.map(|()| true)?,
        },
        None => false,
    };
    if !kept {
        undone::not_done(
            desk,
            Trace {
                looks: vec![now],
                vault: Some(id),
                ..Trace::default()
            },
        );
    }
    Ok(())
}

/// The vault that is there, and how it stands to the backup that was fetched.
struct AsItIs {
    lineage: Lineage,
    /// Nothing if there is none, or one that is provably damaged just where that stands.
    read: Option<(Held, Carried)>,
}

impl AsItIs {
    fn of(vault: Option<&Vault>, staged: &mut Staged, folder: &Path) -> Result<Self, CommandError> {
        let both = |read: &Read<'_>| Ok((Held::from(read)?, Carried::from(read)?));
        Ok(Self {
            lineage: staged.lineage(vault, folder)?,
            read: vault.map(|vault| readable(vault, both)).transpose()?.flatten(),
        })
    }

    /// Whether whose the vault is now is known, and so stays.
    fn keeps_owner(&self) -> bool {
        self.read.is_some() && self.lineage.continues
    }

    /// What restoring would do. All of it is done, looked at, and taken back again.
    fn preview(
        &self,
        staged: &mut Staged,
        made: String,
        (at, today): (DateTime<Utc>, NaiveDate),
    ) -> Result<RestorePreview, CommandError> {
        let mut preview = RestorePreview {
            made,
            compared: self.read.is_some(),
            continues: self.lineage.continues,
            lost: Vec::new(),
            back: Vec::new(),
            disposed: 0,
            kept: 0,
            cut: cut(&self.lineage),
            owner: None,
            former: false,
        };
        if !self.keeps_owner() {
            preview.owner = Some(owner(staged)?);
            preview.former = staged.is_former();
        }
        let Some((now, carried)) = &self.read else {
            let then = staged.rehearse(|write| {
                let_go_over(write, today)?;
                Held::from(write)
            })?;
            preview.back = then.beyond(&Held::default());
            return Ok(preview);
        };
        let (counted, then) = staged.rehearse(|write| {
            let counted = carried.count(write)?;
            carried.carry(write, at, self.lineage.continues)?;
            // What was lent and given back does not come back to stay.
            let_go_over(write, today)?;
            Ok::<_, CommandError>((counted, Held::from(write)?))
        })?;
        preview.lost = now.beyond(&then);
        preview.lost.extend(now.written_otherwise(&then));
        for (kind, labels) in [
            ("note", &counted.lost),
            ("event", &counted.gone),
            ("package", &counted.packages),
        ] {
            preview.lost.extend(labels.iter().map(|label| line(kind, label)));
        }
        preview.back = then.beyond(now);
        (preview.disposed, preview.kept) = (counted.disposed, counted.kept);
        Ok(preview)
    }
}

/// Whose the vault in a backup is.
pub(super) fn owner(staged: &mut Staged) -> Result<String, CommandError> {
    staged.read(|read| Ok(read.settings().profile()?.name.to_string()))
}

pub(super) fn cut(lineage: &Lineage) -> Option<TrailCut> {
    lineage.is_cut().then_some(TrailCut {
        known: lineage.known as u32,
        kept: lineage.kept as u32,
    })
}

/// What is read of a vault; nothing if it cannot be because the vault is provably damaged, and not for any other reason:
/// whoever took a sound vault for a damaged one would lose what it alone knows.
pub(super) fn readable<T>(
    vault: &Vault,
    work: impl FnOnce(&Read<'_>) -> Result<T, CommandError>,
) -> Result<Option<T>, CommandError> {
    match vault.read(work) {
        Ok(read) => Ok(Some(read)),
        Err(error) => match vault.check() {
            Err(check) if check.is_damage() => Ok(None),
            _ => Err(error),
        },
    }
}
