//! What was exchanged with other vaults, over a restoring: what a colleague has, or was told, is so whatever a backup
//! says. What was taken in since is in the backup no more; its package is forgotten, so that it can be taken in again.

use std::collections::{BTreeMap, BTreeSet};

use cases::{CaseId, DocumentId};
use chrono::{DateTime, Utc};
use exchange::handover::Kind;
use serde_json::Value as Json;
use uuid::Uuid;
use vault::{Contact, Direction, FiguresKept, Handover, Read, WaitingPackage, Write};

use crate::error::CommandError;
use crate::handover::{DONE, Pair, RESTORED, TAKEN, has, is_all_there, joined_pairs, keep_pairs, strike};

/// What was exchanged, as the vault has it now.
pub(super) struct Exchanged {
    /// What colleagues sent of absence.
    figures: Vec<FiguresKept>,
    pairs: Vec<Pair>,
    contacts: Vec<Contact>,
    packages: Vec<Handover>,
    /// Of what was exchanged about them: how many papers there are now. What is not there has been disposed of.
    papers: BTreeMap<DocumentId, usize>,
    /// What waits for the folder.
    outbox: Vec<WaitingPackage>,
    /// Packages about a case that is gone.
    about_nothing: BTreeSet<Uuid>,
    /// The same of every document in the cases that whole packages were about.
    cases: BTreeMap<CaseId, Vec<(DocumentId, usize)>>,
}

impl Exchanged {
    pub fn from(read: &Read<'_>) -> Result<Self, CommandError> {
        let packages = read.handovers().all()?;
        let (mut papers, mut about_nothing, mut cases) = (BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        for one in &packages {
            if let Some(document) = one.subject.document
                && read.documents().get(document)?.is_some()
            {
                papers.insert(document, read.papers().of(document)?.len());
            }
            let case = one.subject.case.map(|case| read.cases().get(case)).transpose()?;
            match case.flatten() {
                None => _ = about_nothing.insert(one.id),
                Some(case) if one.subject.document.is_none() => {
                    cases.insert(case.id(), papers_of(read, case.id())?);
                }
                Some(_) => {}
            }
        }
        let mut outbox = Vec::new();
        for package in read.outbox().all()? {
            outbox.extend(read.outbox().get(package)?);
        }
        Ok(Self {
            figures: read.figures().all()?,
            pairs: joined_pairs(read, &[])?,
            contacts: read.contacts().all()?,
            packages,
            outbox,
            papers,
            about_nothing,
            cases,
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

    /// Whether a package brought something; what an answer says stands at the package that it answers.
    fn is_taken(&self, one: &Handover) -> bool {
        one.direction == Direction::Received
            && one.kind != Kind::Answer.as_str()
            && has(one, TAKEN)
            && !self.about_nothing.contains(&one.id)
    }

    /// Whether what a package brought is in the backup; what has been disposed of since is not to come again. Which
    /// documents a whole case or an order came with is not known, so that all of the case count: one that is taken in
    /// again needlessly does no harm.
    fn is_in(&self, one: &Handover, then: &Read<'_>) -> Result<bool, CommandError> {
        let has_all = |document: DocumentId, now: usize| {
            Ok::<_, CommandError>(then.papers().of(document)?.len() >= now)
        };
        let Some(case) = one.subject.case else {
            return Ok(true);
        };
        match one.subject.document {
            Some(document) => match self.papers.get(&document) {
                None => Ok(true),
                Some(now) => Ok(then.cases().get(case)?.is_some() && has_all(document, *now)?),
            },
            None => {
                let documents = self.cases.get(&case).into_iter().flatten();
                let mut all = then.cases().get(case)?.is_some();
                for (document, now) in documents {
                    all &= has_all(*document, *now)?;
                }
                Ok(all)
            }
        }
    }

    /// Makes it so in the backup. `continues` says that the vault is what has become of it.
    pub fn carry(&self, write: &Write<'_>, at: DateTime<Utc>, continues: bool) -> Result<(), CommandError> {
        if !self.pairs.is_empty() {
            keep_pairs(write, &joined_pairs(write, &self.pairs)?, at)?;
        }
        for now in &self.contacts {
            carry_contact(now, write, continues)?;
        }
        for then in write.contacts().all()? {
            let is_there = self
                .contacts
                .iter()
                .any(|now| now.fingerprint == then.fingerprint);
            if continues && !is_there {
                // Removed since: whoever wants to send there again compares the words anew.
                write.contacts_mut().end(then.fingerprint, Some(at))?;
            }
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
                    let is_there = |step: &vault::HandoverStep| {
                        let same =
                            |then: &vault::HandoverStep| (&then.step, then.at) == (&step.step, step.at);
                        then.steps.iter().any(same)
                    };
                    for step in steps.filter(|step| !is_there(step)) {
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
        self.carry_outbox(write, at)?;
        self.carry_figures(write)
    }

    /// What waits for the folder is what waits now: the rest has left since, or was given up. What a vault that went another
    /// way sent is its own.
    fn carry_outbox(&self, write: &Write<'_>, at: DateTime<Utc>) -> Result<(), CommandError> {
        let then = write.outbox().all()?;
        let is_known = |package: Uuid| self.packages.iter().any(|now| now.id == package);
        for package in then.iter().filter(|then| is_known(**then)) {
            write.outbox_mut().remove(*package)?;
        }
        for now in &self.outbox {
            let Some(sent) = write.handovers().get(now.package, Direction::Sent)? else {
                continue;
            };
            write.outbox_mut().add(now)?;
            if !is_all_there(write, &sent)? {
                strike(write, now.package, RESTORED, at)?;
            }
        }
        Ok(())
    }

    /// Figures are as they are now: those that came since are here, and those that went since stay away. What a vault that
    /// went another way took in is its own.
    fn carry_figures(&self, write: &Write<'_>) -> Result<(), CommandError> {
        let is_here = |package: Uuid| self.figures.iter().any(|now| now.package == package);
        let is_known = |package: Uuid| self.packages.iter().any(|now| now.id == package);
        let then: Vec<Uuid> = write.figures().all()?.iter().map(|then| then.package).collect();
        for package in then.iter().filter(|then| !is_here(**then) && is_known(**then)) {
            write.figures_mut().remove(*package)?;
        }
        for now in self.figures.iter().filter(|now| !then.contains(&now.package)) {
            write.figures_mut().add(now)?;
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
    // An older copy may know somebody who was removed since.
    if let Some(verified) = now.verified.filter(|_| continues) {
        contacts.verify(now.fingerprint, verified)?;
    }
    let was_ended = then.is_some_and(|then| then.ended.is_some());
    if now.ended.is_some() && (continues || !was_ended) {
        contacts.end(now.fingerprint, now.ended)?;
    }
    Ok(())
}

/// The documents of a case, each with how many papers it has.
fn papers_of(read: &Read<'_>, case: CaseId) -> Result<Vec<(DocumentId, usize)>, CommandError> {
    let mut papers = Vec::new();
    for cover in read.documents().of(case)? {
        papers.push((cover.id, read.papers().of(cover.id)?.len()));
    }
    Ok(papers)
}

fn is_number_taken(now: &Handover, read: &Read<'_>) -> Result<bool, CommandError> {
    let sent = read.handovers().all()?;
    Ok(sent
        .iter()
        .any(|one| (one.direction, one.contact, one.sequence) == (now.direction, now.contact, now.sequence)))
}
