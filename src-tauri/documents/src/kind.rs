//! What kind of document a file is.

use std::str::FromStr;

use forms::outline::{Answer, Block, Outline, Question};
use serde::Serialize;

/// What kind of document a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An answered form of ours with its record attached.
    Record,
    /// An answered form of ours on paper alone: a draft, or a pupil with protected identity.
    Answered,
    /// A form of ours to fill in.
    Blank,
    /// A paper of ours that was signed with a pen and scanned.
    Scan,
    /// A PDF that is none of ours.
    Foreign,
}

impl Kind {
    /// What an outline becomes when it is printed.
    pub fn of(outline: &Outline, has_record: bool) -> Self {
        let mut blocks = outline.sections.iter().flat_map(|section| &section.blocks);
        let completed = outline.sections.iter().any(|section| section.completed.is_some());
        if has_record {
            Self::Record
        } else if completed || outline.header.iter().any(is_answered) || blocks.any(has_answer) {
            Self::Answered
        } else {
            Self::Blank
        }
    }

    /// The word for it in a document's metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Answered => "answered",
            Self::Blank => "blank",
            Self::Scan => "scan",
            Self::Foreign => "foreign",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Record, Self::Answered, Self::Blank, Self::Scan]
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or(())
    }
}

fn has_answer(block: &Block) -> bool {
    match block {
        Block::Question(question) => is_answered(question),
        Block::Line { questions } => questions.iter().any(is_answered),
        Block::Grid(grid) => grid.rows.iter().any(|row| row.chosen.is_some()),
        Block::Table(table) => table.rows.iter().flatten().any(|cell| !cell.is_empty()),
        Block::Signature(row) => row.name.is_some(),
        Block::Heading { .. } | Block::Text { .. } => false,
    }
}

fn is_answered(question: &Question) -> bool {
    match &question.answer {
        Answer::Short { text } => text.is_some(),
        Answer::Long { paragraphs, .. } => !paragraphs.is_empty(),
        Answer::Options { options, comment } => {
            options.iter().any(|option| option.ticked)
                || comment
                    .as_ref()
                    .is_some_and(|comment| !comment.paragraphs.is_empty())
        }
        Answer::Tick { ticked } => *ticked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{checklist, plan, short_checklist};

    #[test]
    fn check() {
        assert_eq!(Kind::of(&checklist(None), false), Kind::Blank);
        assert_eq!(Kind::of(&plan(false), false), Kind::Blank);
        assert_eq!(Kind::of(&plan(true), false), Kind::Answered);
        assert_eq!(Kind::of(&plan(true), true), Kind::Record);
        let mut draft = short_checklist();
        draft.header.clear();
        draft
            .sections
            .iter_mut()
            .for_each(|section| section.completed = None);
        assert_eq!(Kind::of(&draft, false), Kind::Answered);
        for kind in [Kind::Record, Kind::Answered, Kind::Blank, Kind::Scan] {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert_eq!("foreign".parse::<Kind>(), Err(()));
    }
}
