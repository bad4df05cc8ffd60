//! Disposal (gallring) by the municipality's plan: what may go, a person's decision, and the report of what went.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, CaseId, Document, DocumentId, EventKind, Pupil, PupilId, Words};
use chrono::NaiveDate;
use packs::DisposalRule;
use texts::swedish;
use vault::{Act, DecisionId, Disposal, PaperKind, Read, Subject, Write};

use crate::desk::Office;
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::add_event;
use crate::own_signature::confirm;
use crate::people::not_found;
use crate::sheet::{Sheet, say};
use crate::typing::Typed;
use crate::wire::archive::Registered;
use crate::wire::disposal::{
    DecisionView, Disposals, DisposeInput, DueDocument, Emptied, RemoveInput, RuleView,
};
use crate::{archive, consents, handover, integrity, trail, unlocking};

/// What may go, by which rules, and what has gone.
pub fn disposals(office: &Office<'_>) -> Result<Disposals, CommandError> {
    let rules = rules(office)?;
    office.vault.read(|read| {
        let due = Due::read(office, read, &rules)?;
        let mut rows: Vec<&Found> = due.found.values().collect();
        rows.sort_by_key(|found| (found.completed, found.cover.id));
        Ok(Disposals {
            rules: rules.iter().map(|rule| rule_view(office, rule)).collect(),
            due: rows.into_iter().map(|found| due.view(office, found)).collect(),
            emptied: emptied(read)?,
            done: done(read)?,
        })
    })
}

/// The municipality's rules; without settings there is none, and nothing may go.
fn rules(office: &Office<'_>) -> Result<Vec<DisposalRule>, CommandError> {
    let settings = unlocking::municipality(office.outside)?;
    Ok(settings.map(|settings| settings.disposal).unwrap_or_default())
}

fn rule_view(office: &Office<'_>, rule: &DisposalRule) -> RuleView {
    let known = office.catalogue.find(&rule.form);
    RuleView {
        form: known.map_or_else(|_| rule.form.clone(), |form| form.short_title().to_owned()),
        years: rule.years,
        plan: rule.plan.clone(),
    }
}

/// A document whose time has come.
struct Found {
    cover: Document,
    case: Case,
    pupil: Pupil,
    completed: NaiveDate,
    from: NaiveDate,
    rule: DisposalRule,
    registered: Option<Registered>,
    holds: bool,
}

/// The documents whose time has come, and which documents continue which.
struct Due {
    found: BTreeMap<DocumentId, Found>,
    continued: BTreeMap<DocumentId, Vec<DocumentId>>,
    drafts: BTreeSet<DocumentId>,
}

impl Due {
    fn read(office: &Office<'_>, read: &Read<'_>, rules: &[DisposalRule]) -> Result<Self, CommandError> {
        let mut due = Self {
            found: BTreeMap::new(),
            continued: BTreeMap::new(),
            drafts: BTreeSet::new(),
        };
        for case in read.cases().all()? {
            for cover in read.documents().of(case.id())? {
                if let Some(before) = &cover.predecessor {
                    let after = due.continued.entry(before.document.into()).or_default();
                    after.push(cover.id);
                }
                // What is lent goes when its time is out, by no plan of ours.
                if read.loans().get(cover.id)?.is_some() {
                    continue;
                }
                if read.papers().of(cover.id)?.is_empty() {
                    due.drafts.insert(cover.id);
                } else if let Some(rule) = rules.iter().find(|rule| rule.form == cover.form.id) {
                    let found = found(office, read, (&case, cover), rule)?;
                    due.found.extend(found.map(|found| (found.cover.id, found)));
                }
            }
        }
        Ok(due)
    }

    fn after(&self, document: DocumentId) -> &[DocumentId] {
        self.continued.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Why a document may not go, though its time has come.
    fn hindrance(&self, found: &Found) -> Option<&'static str> {
        self.hindered(found, &mut BTreeSet::new())
    }

    /// The same, where some have been looked at on the way here. What continues itself in a ring never goes.
    fn hindered(&self, found: &Found, on_the_way: &mut BTreeSet<DocumentId>) -> Option<&'static str> {
        let after = self.after(found.cover.id);
        on_the_way.insert(found.cover.id);
        let mut stays = |id: &DocumentId| {
            on_the_way.contains(id)
                || self
                    .found
                    .get(id)
                    .is_none_or(|found| self.hindered(found, on_the_way).is_some())
        };
        if found.holds {
            Some("consent")
        } else if after.iter().any(|id| self.drafts.contains(id)) {
            Some("draft")
        } else {
            after.iter().any(&mut stays).then_some("continued")
        }
    }

    fn view(&self, office: &Office<'_>, found: &Found) -> DueDocument {
        let together = self.after(found.cover.id).iter();
        DueDocument {
            document: found.cover.id.to_string(),
            pupil: found.pupil.display_name().to_string(),
            case: found.case.title().to_string(),
            title: found.cover.title.to_string(),
            completed: found.completed.to_string(),
            from: found.from.to_string(),
            rule: rule_view(office, &found.rule),
            registered: found.registered.clone(),
            hindrance: self.hindrance(found).map(str::to_owned),
            together: together
                .filter_map(|id| Some(self.found.get(id)?.completed.to_string()))
                .collect(),
        }
    }

    /// The chosen documents, those that continue another before it.
    fn order(&self, chosen: &BTreeSet<DocumentId>) -> Result<Vec<&Found>, CommandError> {
        let refused = |code| CommandError::new(code).at("documents");
        for id in chosen {
            let found = self.found.get(id).ok_or_else(|| refused(Code::NotDue))?;
            if self.hindrance(found).is_some() {
                return Err(refused(Code::NotDue));
            }
            if !self.after(*id).iter().all(|after| chosen.contains(after)) {
                return Err(refused(Code::GoesTogether).with("title", &found.cover.title));
            }
        }
        let mut left = chosen.clone();
        let mut order = Vec::new();
        while let Some(next) = left
            .iter()
            .copied()
            .find(|id| !self.after(*id).iter().any(|after| left.contains(after)))
        {
            left.remove(&next);
            order.extend(self.found.get(&next));
        }
        Ok(order)
    }
}

fn found(
    office: &Office<'_>,
    read: &Read<'_>,
    (case, cover): (&Case, Document),
    rule: &DisposalRule,
) -> Result<Option<Found>, CommandError> {
    let today = office.outside.today();
    let completed = completed(office, read, cover.id)?;
    let from = cases::may_go_from(completed, rule.years).filter(|from| *from <= today);
    let Some(from) = from else { return Ok(None) };
    Ok(Some(Found {
        case: case.clone(),
        pupil: read.pupils().get(case.pupil())?.ok_or_else(not_found)?,
        completed,
        from,
        rule: rule.clone(),
        registered: archive::last_registered(read, cover.id)?,
        holds: consents::may_hold(office, read, cover.id)?,
        cover,
    }))
}

/// The day a document was completed: its last section, or where nothing of it was written here its first paper.
fn completed(office: &Office<'_>, read: &Read<'_>, document: DocumentId) -> Result<NaiveDate, CommandError> {
    let sections = read.sections().of(document)?;
    let last = sections.iter().map(|section| section.completed_at()).max();
    let papers = read.papers().of(document)?;
    let first = papers
        .iter()
        .find(|paper| paper.kind == PaperKind::Own)
        .or(papers.first());
    let at = last.or(first.map(|paper| paper.made)).ok_or_else(not_found)?;
    Ok(office.outside.local(at).date_naive())
}

/// Disposes of the chosen documents, each in one transaction. Nothing brings them back.
pub fn dispose(office: &Office<'_>, input: DisposeInput) -> Result<Disposals, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let reason = typed.line("reason", &input.reason);
    let chosen: Result<BTreeSet<DocumentId>, _> = input.documents.iter().map(|id| id.parse()).collect();
    let chosen = chosen.map_err(|_| not_found())?;
    if chosen.is_empty() {
        typed.wrong("documents", cases::Code::Missing);
    }
    typed.end()?;
    let rules = rules(office)?;
    let due = office.vault.read(|read| Due::read(office, read, &rules))?;
    let order = due.order(&chosen)?;
    if order.iter().any(|found| names(&found.pupil, &reason)) {
        return Err(names_somebody("reason"));
    }
    confirm(office, &input.passphrase)?;
    let (decision, by) = (office.new_id(), office.profile()?.name.to_string());
    for found in order {
        let disposal = Disposal {
            document: found.cover.id,
            decision,
            form: found.cover.form.clone(),
            title: found.cover.title.to_string(),
            completed: found.completed,
            years: found.rule.years,
            plan: found.rule.plan.clone(),
            reason: reason.clone(),
            by: by.clone(),
            at: office.outside.now(),
            papers: Vec::new(),
        };
        office.vault.write(|write| {
            let subject = Subject {
                document: Some(found.cover.id),
                ..Default::default()
            };
            // Before the document goes, of which the entry keeps the case and the pupil.
            trail::keep(office, write, Act::Dispose, "dispose", (subject, Some(&reason)))?;
            handover::give_up_about(office, write, found.cover.case)?;
            write.disposals_mut().dispose(&disposal)?;
            integrity::forget(office, write, found.cover.id)
        })?;
    }
    office.vault.forget_gone()?;
    disposals(office)
}

/// Whether a text names a pupil or a guardian, wholly or by one of their names, or holds a number or an address: what
/// stays after a disposal says nothing about them.
pub(crate) fn names(pupil: &Pupil, text: &str) -> bool {
    let mut words = Words::default();
    let guardians = pupil.guardians.iter().map(|guardian| guardian.name.as_str());
    let own = [pupil.name.as_str(), pupil.display_name().as_str()];
    own.into_iter()
        .chain(guardians)
        .for_each(|name| words.mask_person(name));
    !words.found(text).is_empty()
}

/// What is said of a text that names somebody, and would stay when they are gone.
pub(crate) fn names_somebody(field: &str) -> CommandError {
    CommandError::fields(vec![FieldProblem {
        field: field.to_owned(),
        code: "names-somebody".to_owned(),
        args: BTreeMap::new(),
    }])
}

/// Cases in which nothing is left, and pupils who have no case and of whom nothing is left.
fn emptied(read: &Read<'_>) -> Result<Vec<Emptied>, CommandError> {
    let mut emptied = Vec::new();
    for pupil in read.pupils().all()? {
        let name = pupil.display_name().to_string();
        let cases = read.cases().of(pupil.id)?;
        if cases.is_empty() && read.disposals().is_pupil_empty(pupil.id, None)? {
            emptied.push(Emptied {
                id: pupil.id.to_string(),
                pupil: name.clone(),
                case: None,
                with_pupil: true,
            });
        }
        for case in cases {
            if read.disposals().is_case_empty(case.id())? {
                emptied.push(Emptied {
                    id: case.id().to_string(),
                    pupil: name.clone(),
                    case: Some(case.title().to_string()),
                    with_pupil: read.disposals().is_pupil_empty(pupil.id, Some(case.id()))?,
                });
            }
        }
    }
    Ok(emptied)
}

/// Removes cases and pupils of which nothing is left, so that their titles and names are gone too.
pub fn remove_emptied(office: &Office<'_>, input: RemoveInput) -> Result<Disposals, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    if input.emptied.is_empty() {
        typed.wrong("emptied", cases::Code::Missing);
    }
    typed.end()?;
    confirm(office, &input.passphrase)?;
    office.vault.write(|write| {
        let there = emptied(write)?;
        for id in &input.emptied {
            let known = there.iter().find(|one| one.id == *id).ok_or_else(not_found)?;
            remove(office, write, known)?;
        }
        Ok::<_, CommandError>(())
    })?;
    disposals(office)
}

/// Removes a pupil of whom nothing is left; whether it was so.
pub(crate) fn remove_pupil_if_empty(write: &Write<'_>, pupil: PupilId) -> Result<bool, CommandError> {
    let is_empty = write.disposals().is_pupil_empty(pupil, None)?;
    if is_empty {
        write.disposals_mut().remove_pupil(pupil)?;
    }
    Ok(is_empty)
}

fn remove(office: &Office<'_>, write: &Write<'_>, emptied: &Emptied) -> Result<(), CommandError> {
    let mut subject = Subject::default();
    let pupil: PupilId = match emptied.case {
        Some(_) => {
            let id: CaseId = emptied.id.parse().map_err(|_| not_found())?;
            let case = write.cases().get(id)?.ok_or_else(not_found)?;
            handover::give_up_about(office, write, id)?;
            write.disposals_mut().remove_case(id)?;
            subject.case = Some(id);
            case.pupil()
        }
        None => emptied.id.parse().map_err(|_| not_found())?,
    };
    // The pupil goes along only where the user was told so.
    let told = emptied.case.is_none() || emptied.with_pupil;
    if told && remove_pupil_if_empty(write, pupil)? {
        subject.pupil = Some(pupil);
    }
    let about = Subject {
        pupil: Some(pupil),
        ..subject
    };
    trail::keep(office, write, Act::Dispose, "remove_emptied", (about, None))?;
    add_event(office, write, EventKind::Removed, subject, serde_json::json!({}))
}

/// The decisions, the last one first.
fn done(read: &Read<'_>) -> Result<Vec<DecisionView>, CommandError> {
    let mut decisions: Vec<DecisionView> = Vec::new();
    for disposal in read.disposals().all()? {
        let id = disposal.decision.to_string();
        match decisions.iter_mut().find(|one| one.decision == id) {
            Some(known) => known.documents += 1,
            None => decisions.push(DecisionView {
                decision: id,
                at: disposal.at.to_rfc3339(),
                by: disposal.by,
                reason: disposal.reason,
                documents: 1,
            }),
        }
    }
    decisions.reverse();
    Ok(decisions)
}

/// The report of one decision. It says nothing about the pupil.
pub(crate) fn sheet(office: &Office<'_>, decision: DecisionId) -> Result<Sheet, CommandError> {
    let gone = office
        .vault
        .read(|read| Ok::<_, CommandError>(read.disposals().of(decision)?))?;
    let first = gone.first().ok_or_else(not_found)?;
    let at = integrity::day_and_time(office, &first.at.to_rfc3339());
    let count = [("count", gone.len().into())];
    let last = vault::expires(office.outside.local(first.at).date_naive());
    let last = [("day", last.to_string().into())];
    let sheet = Sheet::new(
        "gallringsrapport",
        &say("disposal-sheet-title"),
        &say("sheet-source"),
    )
    .text(&swedish().say("disposal-sheet-about", &count))
    .fact(&say("disposal-sheet-at"), &at)
    .fact(&say("disposal-sheet-by"), &first.by)
    .fact(&say("disposal-sheet-reason"), &first.reason)
    .part(Some(&say("disposal-sheet-backups")))
    .text(&swedish().say("disposal-sheet-kept-until", &last));
    Ok(gone.iter().fold(sheet, |sheet, one| {
        let rule = [("years", one.years.into()), ("plan", one.plan.as_str().into())];
        let hashes: Vec<String> = one.papers.iter().map(ToString::to_string).collect();
        sheet
            .part(Some(&one.title))
            .fact(&say("disposal-sheet-document"), &one.document.to_string())
            .fact(&say("disposal-sheet-form"), &one.form.to_string())
            .fact(&say("disposal-sheet-completed"), &one.completed.to_string())
            .fact(
                &say("disposal-sheet-rule"),
                &swedish().say("disposal-sheet-years", &rule),
            )
            .fact(&say("disposal-sheet-hashes"), &hashes.join("\n"))
    }))
}
