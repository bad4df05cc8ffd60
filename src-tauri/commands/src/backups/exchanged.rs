//! What was exchanged with other vaults, over a restoring: what a colleague has, or was told, is so whatever a backup
//! says. What was taken in since is in the backup no more; its package is forgotten, so that it can be taken in again.

use std::collections::{BTreeMap, BTreeSet};

use cases::DocumentId;
use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use uuid::Uuid;
use vault::{Contact, Direction, Handover, Read, Write};

use crate::error::CommandError;
use crate::handover::{DONE, Pair, TAKEN, has, joined_pairs, keep_pairs};

/// What was exchanged, as the vault has it now.
pub(super) struct Exchanged {
    pairs: Vec<Pair>,
    contacts: Vec<Contact>,
    packages: Vec<Handover>,
    /// Of what was exchanged about them: how many papers there are now. What is not there has been disposed of.
    papers: BTreeMap<DocumentId, usize>,
    /// Packages about a case that is gone.
    about_nothing: BTreeSet<Uuid>,
}

impl Exchanged {
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let packages = read.handovers().all()?;
        let (mut papers, mut about_nothing) = (BTreeMap::new(), BTreeSet::new());
        for one in &packages {
            if let Some(document) = one.subject.document
                && read.documents().get(document)?.is_some()
            {
                papers.insert(document, read.papers().of(document)?.len());
            }
            let case = one.subject.case.map(|case| read.cases().get(case)).transpose()?;
            if case.flatten().is_none() {
                about_nothing.insert(one.id);
            }
        }
        Ok(Self {
            pairs: joined_pairs(read, &[])?,
            contacts: read.contacts().all()?,
            packages,
            papers,
            about_nothing,
        })
    }

    /// The packages that were taken in since and whose content the backup does not have.
    pub fn lost(&self, then: &Read<'_>) -> Result<Vec<&Handover>, CommandError> {
        let mut lost = Vec::new();
        for one in &self.packages {
            let is_new = then.handovers().get(one.id, one.direction)?.is_none();
            if is_new && self.is_taken(one) && !self.is_in(one, then)? {
                lost.push(one);
            }
        }
        Ok(lost)
    }

    fn is_taken(&self, one: &Handover) -> bool {
        one.direction == Direction::Received && has(one, TAKEN) && !self.about_nothing.contains(&one.id)
    }

    /// Whether what a package brought is in the backup; what has been disposed of since is not to come again.
    fn is_in(&self, one: &Handover, then: &Read<'_>) -> Result<bool, CommandError> {
        let case = one.subject.case.map(|case| then.cases().get(case)).transpose()?;
        let papers = match one.subject.document {
            None => true,
            Some(document) => match self.papers.get(&document) {
                None => return Ok(true),
                Some(now) => then.papers().of(document)?.len() == *now,
            },
        };
        Ok(papers && case.flatten().is_some())
    }

    /// Makes it so in the backup. `continues` says that the vault is what has become of it.
    pub fn carry(&self, write: &Write<'_>, at: DateTime<Utc>, continues: bool) -> Result<(), CommandError> {
        if !self.pairs.is_empty() {
            keep_pairs(write, &joined_pairs(write, &self.pairs)?, at)?;
        }
        for now in &self.contacts {
            carry_contact(now, write, continues)?;
        }
        let lost: BTreeSet<Uuid> = self.lost(write)?.iter().map(|one| one.id).collect();
        let of_lost = |one: &Handover| {
            let answers = one.body.get("answers").and_then(Json::as_str)?;
            lost.contains(&one.id).then(|| answers.to_owned())
        };
        let undone: BTreeSet<String> = self.packages.iter().filter_map(of_lost).collect();
        // The oldest first: that is the order of their numbers.
        for now in self.packages.iter().rev().filter(|now| !lost.contains(&now.id)) {
            let stays = |step: &&vault::HandoverStep| {
                step.step != DONE
                    || now.direction == Direction::Received
                    || !undone.contains(&now.id.to_string())
            };
            let steps = now.steps.iter().filter(stays);
            match write.handovers().get(now.id, now.direction)? {
                Some(then) => {
                    for step in steps.filter(|step| !then.steps.contains(step)) {
                        write.handovers_mut().add_step(now.id, now.direction, step)?;
                    }
                }
                // In a vault that went another way a number may have been given twice.
                None if now.direction == Direction::Sent && is_number_taken(now, write)? => {}
                None => write.handovers_mut().add(&Handover {
                    steps: steps.cloned().collect(),
                    ..now.clone()
                })?,
            }
        }
        Ok(())
    }
}

/// A colleague to whom nothing goes any more stays so; what else is known is as now where the vault goes on.
fn carry_contact(now: &Contact, write: &Write<'_>, continues: bool) -> Result<(), CommandError> {
    let contacts = write.contacts_mut();
    let then = write.contacts().get(now.fingerprint)?;
    if then.is_none() || continues {
        contacts.put(now.fingerprint, &now.card, now.added)?;
    }
    if continues && then.is_some() {
        // Without an end its words count as never compared.
        contacts.end(now.fingerprint, None)?;
    }
    if let Some(verified) = now.verified.filter(|_| then.is_none() || continues) {
        contacts.verify(now.fingerprint, verified)?;
    }
    let was_ended = then.is_some_and(|then| then.ended.is_some());
    if now.ended.is_some() && (continues || !was_ended) {
        contacts.end(now.fingerprint, now.ended)?;
    }
    Ok(())
}

fn is_number_taken(now: &Handover, read: &Read<'_>) -> Result<bool, CommandError> {
    let sent = read.handovers().all()?;
    Ok(sent
        .iter()
        .any(|one| (one.direction, one.contact, one.sequence) == (now.direction, now.contact, now.sequence)))
}
