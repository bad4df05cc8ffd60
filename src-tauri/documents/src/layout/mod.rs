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

use forms::outline::Outline;
use uuid::Uuid;

use crate::Provenance;
use crate::display::Sheets;
use crate::error::{MissingGlyph, PrintError};
use builder::Builder;
use look::Look;
use setter::Setter;

/// The most pages a document can have; far beyond any form.
pub const MOST_PAGES: usize = 200;

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
    furniture::furnish(&mut sheets, &mut setter, outline, provenance, id)?;
    setter.missing.sort();
    setter.missing.dedup();
    if setter.missing.is_empty() {
        Ok(sheets)
    } else {
        Err(PrintError::MissingGlyphs(setter.missing))
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

pub use typeface::Typeface;
