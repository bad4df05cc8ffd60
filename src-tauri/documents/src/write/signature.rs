//! The look of a signed field as a page of its own, which whoever signs puts into the field.

use lopdf::{Document, Object};

use super::Shared;
use super::draw::draw_with;
use super::finish::save;
use super::pdf::array;
use crate::SignatureLook;
use crate::display::{PAGE, Sheets};
use crate::error::PrintError;

/// Writes a page that is as large as the field, and says which of its fonts are to be those of the document.
pub fn write(
    sheets: &Sheets,
    (width, height): (f32, f32),
    shared: &Shared,
) -> Result<SignatureLook, PrintError> {
    let unreadable = |_| PrintError::Internal("the drawn look cannot be read back");
    let drawn = draw_with(sheets, Some(shared))?;
    let mut document = Document::load_mem(&drawn.bytes).map_err(unreadable)?;
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let page = document.get_dictionary_mut(page).map_err(unreadable)?;
        let area = [0.0, PAGE.1 - height, width, PAGE.1].map(Object::Real);
        page.set("MediaBox", array(area));
        page.remove(b"CropBox");
        page.remove(b"TrimBox");
    }
    Ok(SignatureLook {
        page: save(document)?,
        fonts: shared.fonts().filter(|_| drawn.borrows).collect(),
    })
}
