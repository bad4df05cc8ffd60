//! The look of a signed field as a page of its own, which whoever signs puts into the field.

use lopdf::{Document, Object};

use super::draw::draw;
use super::finish::save;
use super::pdf::array;
use crate::display::{PAGE, Sheets};
use crate::error::PrintError;

/// Writes a page that is as large as the field.
pub fn write(sheets: &Sheets, (width, height): (f32, f32)) -> Result<Vec<u8>, PrintError> {
    let unreadable = |_| PrintError::Internal("the drawn look cannot be read back");
    let mut document = Document::load_mem(&draw(sheets)?.bytes).map_err(unreadable)?;
    let pages: Vec<_> = document.page_iter().collect();
    for page in pages {
        let page = document.get_dictionary_mut(page).map_err(unreadable)?;
        let area = [0.0, PAGE.1 - height, width, PAGE.1].map(Object::Real);
        page.set("MediaBox", array(area));
        page.remove(b"CropBox");
        page.remove(b"TrimBox");
    }
    save(document)
}
