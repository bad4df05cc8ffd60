//! From an outline to set pages: what stands where, and what it is.

mod blocks;
mod breaking;
mod builder;
mod civil;
mod clean;
mod flow;
mod furniture;
mod look;
mod setter;
pub mod signature;
mod typeface;

use std::cell::RefCell;

use forms::outline::Outline;
use uuid::Uuid;

use crate::Provenance;
use crate::display::{Face, Sheets};
use crate::error::{MissingGlyph, PrintError};
use builder::Builder;
use look::Look;
use setter::Setter;

/// The most pages a document can have; far beyond any form.
pub const MOST_PAGES: usize = 200;

/// The letters that nearly every name, title and time is written with; a document that is signed electronically holds
/// them, so that a signature need not bring a font.
const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜabcdefghijklmnopqrstuvwxyzåäöéü0123456789 .,-";

/// Sets a whole document.
pub fn lay_out(outline: &Outline, provenance: &Provenance, id: Uuid) -> Result<Sheets, PrintError> {
    let look = if outline.one_page {
        Look::CLOSE
    } else {
        Look::USUAL
    };
    let setter = Setter::new(look).ok_or(PrintError::Internal("a font cannot be read"))?;
    let mut builder = Builder::new(setter);
    builder.head(outline, provenance);
    for section in &outline.sections {
        builder.section(section);
    }
    let (mut sheets, mut setter) = builder.finish()?;
    if !sheets.signatures.is_empty() {
        let styles = [look::LABEL, look::BODY].into_iter();
        sheets.spare = styles
            .flat_map(|style| setter.line(ALPHABET, style).runs)
            .collect();
    }
    furniture::furnish(&mut sheets, &mut setter, outline, provenance, id)?;
    setter.missing.sort();
    setter.missing.dedup();
    if setter.missing.is_empty() {
        Ok(sheets)
    } else {
        Err(PrintError::MissingGlyphs(setter.missing))
    }
}

/// The glyph in a whole face that shows a text, where it is one.
pub fn glyph_of(face: Face, text: &str) -> Option<u16> {
    thread_local! {
        static SETTER: RefCell<Option<Setter>> = RefCell::new(Setter::new(Look::USUAL));
    }
    // A ticked box is read as a crossed one and drawn by us; the glyph behind it is never seen.
    let text = if text == builder::TICKED {
        TICKED_GLYPH
    } else {
        text
    };
    let style = crate::display::Style { face, ..look::BODY };
    let line = SETTER.with_borrow_mut(|setter| Some(setter.as_mut()?.line(text, style)))?;
    match line.runs.first()?.glyphs.as_slice() {
        [glyph] if line.runs.len() == 1 && glyph.id != 0 => Some(glyph.id),
        _ => None,
    }
}

/// The characters of a text that no font of ours has.
pub fn missing_glyphs(place: &str, text: &str) -> Vec<MissingGlyph> {
    let Some(mut setter) = Setter::new(Look::USUAL) else {
        return Vec::new();
    };
    setter.place = place.to_owned();
    for paragraph in clean::paragraphs(text) {
        setter.line(&paragraph, look::BODY);
    }
    setter.missing.sort();
    setter.missing.dedup();
    setter.missing
}

pub use blocks::TICKED_GLYPH;
pub use typeface::Typeface;
