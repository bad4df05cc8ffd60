//! Figures that colleagues sent: shown for as long as they said, and then removed.

use cases::Summary;
use uuid::Uuid;
use vault::{Act, Direction, FiguresKept, FiguresTold, Subject};

use super::view;
use crate::desk::Office;
use crate::error::CommandError;
use crate::handover;
use crate::people::not_found;
use crate::trail;
use crate::wire::figures::FiguresView;

/// What the audit trail calls it.
const COMMAND: &str = "remove_figures";

/// All figures that are here, those that came last first.
pub fn figures(office: &Office<'_>) -> Result<Vec<FiguresView>, CommandError> {
    office.vault.read(|read| {
        let mut all = Vec::new();
        for kept in read.figures().all()? {
            let package = read.handovers().get(kept.package, Direction::Received)?;
            let package = package.ok_or_else(not_found)?;
            let sender = handover::name_of(read, package.contact)?;
            all.push((package.at, shown(office, &kept, &package, sender)));
        }
        all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(all.into_iter().map(|(_, view)| view).collect())
    })
}

fn shown(office: &Office<'_>, kept: &FiguresKept, package: &vault::Handover, sender: String) -> FiguresView {
    let (from, to, pupils, summary) = match &kept.told {
        FiguresTold::Pupils(figures) => (figures.from, figures.to, view::pupils(figures), None),
        FiguresTold::Summary(summary) => (summary.from, summary.to, Vec::new(), Some(view::summary(summary))),
    };
    FiguresView {
        package: kept.package.to_string(),
        sender,
        purpose: handover::purpose(package),
        came: office.outside.local(package.at).date_naive().to_string(),
        until: kept.until.to_string(),
        from: from.to_string(),
        to: to.to_string(),
        pupils,
        summary,
    }
}

/// What a colleague has sent summed up.
///
/// # Errors
/// There are no such figures, or they are pupil by pupil.
pub(crate) fn received_summary(office: &Office<'_>, package: &str) -> Result<Summary, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    let mut all = office.vault.read(|read| read.figures().all())?.into_iter();
    match all.find(|kept| kept.package == package).map(|kept| kept.told) {
        Some(FiguresTold::Summary(summary)) => Ok(summary),
        _ => Err(not_found()),
    }
}

/// Removes figures before their time is out.
pub fn remove_figures(office: &Office<'_>, package: String) -> Result<Vec<FiguresView>, CommandError> {
    let package: Uuid = package.parse().map_err(|_| not_found())?;
    office.vault.write(|write| write.figures_mut().remove(package))?;
    office.vault.forget_gone()?;
    figures(office)
}

/// Removes the figures whose time is out.
pub(crate) fn end_over(office: &Office<'_>) -> Result<(), CommandError> {
    let today = office.outside.today();
    let all = office.vault.read(|read| read.figures().all())?.into_iter();
    let over: Vec<FiguresKept> = all.filter(|kept| kept.until < today).collect();
    if over.is_empty() {
        return Ok(());
    }
    office.vault.write(|write| {
        for kept in &over {
            trail::keep(office, write, Act::Write, COMMAND, (Subject::default(), None))?;
            write.figures_mut().remove(kept.package)?;
        }
        Ok::<_, CommandError>(())
    })?;
    Ok(office.vault.forget_gone()?)
}
