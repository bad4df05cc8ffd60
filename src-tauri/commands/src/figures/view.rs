//! Figures as the window shows them.

use cases::{Counts, Figures, Share, Summary, swedish_order};

use crate::wire::figures::{PupilFigure, SummaryRow, SummaryView};

/// Percent with one decimal, as they are written in Swedish.
pub(crate) fn percent(share: Share) -> String {
    let tenths = (u32::from(share.hundredths()) + 5) / 10;
    format!("{},{}", tenths / 10, tenths % 10)
}

/// Those who were absent most come first.
pub(super) fn pupils(figures: &Figures) -> Vec<PupilFigure> {
    let mut pupils: Vec<_> = figures.pupils.iter().collect();
    pupils.sort_by_cached_key(|one| (std::cmp::Reverse(one.absence), swedish_order(one.name.as_str())));
    let shown = pupils.into_iter().map(|one| PupilFigure {
        name: one.name.to_string(),
        class: one.class.as_ref().map(ToString::to_string).unwrap_or_default(),
        absence: percent(one.absence),
        invalid: one.invalid.map(percent).unwrap_or_default(),
    });
    shown.collect()
}

pub(super) fn summary(summary: &Summary) -> SummaryView {
    let row = |name: String, whole: bool, counts: Option<Counts>| SummaryRow {
        name,
        whole,
        pupils: counts.map(|counts| counts.pupils),
        mean: counts.map(|counts| percent(counts.mean)),
        over: counts.and_then(|counts| counts.over),
    };
    let groups = summary.groups.iter().map(|group| {
        let name = group.name.as_ref().map(ToString::to_string).unwrap_or_default();
        row(name, false, group.counts)
    });
    SummaryView {
        at_least: percent(summary.at_least),
        rows: groups.chain([row(String::new(), true, summary.whole)]).collect(),
    }
}
