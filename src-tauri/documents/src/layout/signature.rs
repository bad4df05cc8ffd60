//! What stands in a signed field: a few words set as large as the field allows.

use super::builder::marks_of;
use super::look::{self, Look};
use super::setter::{Setter, Span};
use crate::display::{Artifact, Ink, Mark, Owner, Shape, Sheet, Sheets, Style};
use crate::error::PrintError;

/// From the largest size that the words are set in to the smallest, in points.
const SIZES: [f32; 7] = [8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5];
/// From baseline to baseline, in the size of the text.
const LEADING: f32 = 1.22;
/// The rule at the left of the words, and the room beside it.
const RULE: f32 = 1.5;
const INDENT: f32 = 7.0;
/// No words are drawn for a reader who listens: the field has its own.
const OWNER: Owner = Owner::Artifact(Artifact::Layout);

/// Sets words into a field of this size; the first ones, the name, stand out.
pub fn lay_out(words: &[impl AsRef<str>], (width, height): (f32, f32)) -> Result<Sheets, PrintError> {
    let mut setter = Setter::new(Look::USUAL).ok_or(PrintError::Internal("a font cannot be read"))?;
    let mut marks = Vec::new();
    for size in SIZES {
        marks = set(&mut setter, words, width, size);
        if lowest(&marks) + size * 0.3 <= height {
            break;
        }
    }
    if !setter.missing.is_empty() {
        setter.missing.dedup();
        return Err(PrintError::MissingGlyphs(setter.missing));
    }
    marks.push(Mark {
        owner: OWNER,
        shape: Shape::Rule {
            from: (RULE / 2.0, 1.0),
            to: (RULE / 2.0, height - 1.0),
            width: RULE,
            ink: Ink::Accent,
        },
    });
    let page = Sheet { marks };
    Ok(Sheets {
        pages: vec![page],
        ..Sheets::default()
    })
}

fn set(setter: &mut Setter, words: &[impl AsRef<str>], width: f32, size: f32) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut baseline = size;
    for (at, text) in words.iter().enumerate() {
        let style = Style {
            size,
            ..if at == 0 { look::LABEL } else { look::BODY }
        };
        let room = width - INDENT;
        for line in setter.lines(&[Span::new(text.as_ref(), style)], room, room) {
            marks.extend(marks_of(&line, OWNER, INDENT, baseline));
            baseline += size * LEADING;
        }
    }
    marks
}

/// The lowest baseline.
fn lowest(marks: &[Mark]) -> f32 {
    let baselines = marks.iter().map(|mark| match mark.shape {
        Shape::Text { y, .. } => y,
        _ => 0.0,
    });
    baselines.fold(0.0, f32::max)
}
