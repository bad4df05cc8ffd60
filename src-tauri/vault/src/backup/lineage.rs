//! How a vault and a backup descend from each other, told by their audit trails: the codes in them are the same for as
//! long as their history is.

use std::path::Path;

use super::restoring::Staged;
use crate::anchor;
use crate::error::Error;
use crate::folder::Folder;
use crate::tables::trail::{Head, Link};
use crate::vault::Vault;

/// How the vault that is there stands to a backup of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// Whether the vault has been where the backup is: what it says is so today. One that has not is older, or went
    /// another way since: a copy was put in its place.
    pub continues: bool,
    /// How many entries its audit trail has, or had by what is kept beside it.
    pub known: u64,
    /// How many of them there are when the backup is in its place.
    pub kept: u64,
    /// What is to be added to the backup's trail.
    pub(super) since: Vec<Link>,
}

impl Lineage {
    /// Whether entries are lost.
    pub fn is_cut(&self) -> bool {
        self.kept < self.known
    }
}

impl Staged {
    /// How the vault in `folder` stands to the backup; `vault` is it, if it can be opened.
    ///
    /// # Errors
    /// One of the two cannot be read. Of a vault that is provably damaged only what lies beside it is asked.
    pub fn lineage(&mut self, vault: Option<&Vault>, folder: &Path) -> Result<Lineage, Error> {
        let anchored = anchor::read(&Folder::anchor_in(folder), self.audit());
        let compared = match vault {
            Some(vault) => self.compared(vault, anchored.as_ref()).map(Some),
            None => Ok(None),
        };
        match compared {
            Ok(Some(lineage)) => Ok(lineage),
            Err(error) if !error.is_damage() => Err(error),
            _ => self.by_anchor(anchored.as_ref()),
        }
    }

    fn compared(&mut self, vault: &Vault, anchored: Option<&Head>) -> Result<Lineage, Error> {
        let (audit, origin) = (self.audit().clone(), vault.id().to_string());
        self.read(|staged| {
            let reached = staged.trail().head(&audit, &origin)?;
            vault.read(|read| {
                let trail = read.trail();
                let known = trail.count()?.max(anchored.map_or(0, |head| head.count));
                let continues = trail.passed(&reached, &audit, &origin)?;
                let since = match continues {
                    true => trail.after(&reached, &audit)?,
                    false => Vec::new(),
                };
                let kept = match continues {
                    true => reached.count + since.len() as u64,
                    false => trail.in_common(&staged.trail())?,
                };
                Ok(Lineage {
                    continues,
                    known,
                    kept,
                    since,
                })
            })
        })
    }

    fn by_anchor(&mut self, anchored: Option<&Head>) -> Result<Lineage, Error> {
        let (audit, origin) = (self.audit().clone(), self.origin().to_owned());
        let known = anchored.map_or(0, |head| head.count);
        let kept = self.read(|staged| {
            let trail = staged.trail();
            match anchored {
                Some(head) if trail.passed(head, &audit, &origin)? => Ok::<_, Error>(known),
                _ => Ok(trail.count()?.min(known)),
            }
        })?;
        Ok(Lineage {
            continues: false,
            known,
            kept,
            since: Vec::new(),
        })
    }
}
