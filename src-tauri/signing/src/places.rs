//! Where a document may be signed: what a caller needs to know before it draws an appearance.

use lopdf::Object;

use crate::error::ReadError;
use crate::pdf::{File, fields};

/// A signature field.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its whole name.
    pub field: String,
    /// It holds a signature, whatever that is worth.
    pub is_signed: bool,
    /// The page it stands on, counted from 0; none when it stands on none.
    pub page: Option<usize>,
    /// Width and height in points; nothing when it shows nowhere.
    pub size: (f32, f32),
}

/// The signature fields of a document, in its own order.
pub fn places(pdf: &[u8]) -> Result<Vec<Place>, ReadError> {
    let file = File::read(pdf)?;
    let pages: Vec<_> = file.document.page_iter().collect();
    let places = fields(&file).into_iter().filter_map(|field| {
        let entries = file.document.get_dictionary(field.id).ok()?;
        let page = entries.get(b"P").and_then(Object::as_reference).ok();
        let area = entries.get(b"Rect").ok().map(|area| file.resolve(area));
        let sides = area.and_then(|area| area.as_array().ok());
        let sides: Vec<f32> = sides
            .into_iter()
            .flatten()
            .filter_map(|side| side.as_float().ok())
            .collect();
        let size = match sides[..] {
            [left, bottom, right, top] => ((right - left).abs(), (top - bottom).abs()),
            _ => (0.0, 0.0),
        };
        Some(Place {
            is_signed: entries.has(b"V"),
            field: field.name,
            page: page.and_then(|page| pages.iter().position(|one| *one == page)),
            size,
        })
    });
    Ok(places.collect())
}
