//! Pages as pictures for the preview on screen, drawn in this process and by no foreign viewer.

use std::time::Duration;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use lopdf::Document;

use crate::error::InspectError;
use crate::inspect::bounds;

/// The most pixels along a side of a picture: A3 at the largest scale. A page says of itself how large it is.
const LONGEST_SIDE: f32 = 4_800.0;
/// The longest that all pages of a document may take.
const TIME: Duration = Duration::from_secs(30);

/// One page as it will be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePicture {
    /// The picture as PNG.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u16,
    /// Its height in pixels.
    pub height: u16,
    /// The page's words, for those who listen to the preview.
    pub text: String,
}

/// The pages of a document, `scale` pixels for each point (1.0 is 72 dots per inch), fewer where a page is larger than
/// A3. The document may have come from elsewhere: it is drawn on a thread of its own, which is given up on when it takes
/// too long.
///
/// # Errors
/// The same files that [`crate::inspect`] refuses; pages that take more than 30 seconds, or have no size.
pub fn pictures(bytes: &[u8], scale: f32) -> Result<Vec<PagePicture>, InspectError> {
    bounds::check(bytes)?;
    let owned = bytes.to_vec();
    bounds::guarded(TIME, move || drawn(owned, scale.clamp(0.1, 4.0)))
}

fn drawn(bytes: Vec<u8>, scale: f32) -> Result<Vec<PagePicture>, InspectError> {
    let document = bounds::load(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(|_| InspectError::Damaged)?;
    let cache = RenderCache::new();
    let pages = pdf.pages().iter().zip(1..).take(crate::MOST_PAGES);
    pages
        .map(|(page, number)| picture(&document, page, number, &cache, scale))
        .collect()
}

fn picture<'a>(
    document: &Document,
    page: &'a Page<'a>,
    number: u32,
    cache: &RenderCache<'a>,
    scale: f32,
) -> Result<PagePicture, InspectError> {
    let (width, height) = page.render_dimensions();
    let scale = scale.min(LONGEST_SIDE / width.max(height).max(1.0));
    if width.min(height) * scale < 1.0 {
        return Err(InspectError::Damaged);
    }
    let pixels = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let (interpreter, settings) = (InterpreterSettings::default(), RenderSettings::default());
    let pixmap = render(page, cache, &interpreter, &settings, &pixels);
    let (width, height) = (pixmap.width(), pixmap.height());
    Ok(PagePicture {
        png: pixmap.into_png().map_err(|_| InspectError::TooComplex)?,
        width,
        height,
        text: document.extract_text(&[number]).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Object, dictionary};

    /// A document of one page that says of itself how large it is.
    fn sized(width: i64, height: i64) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let sides = [0, 0, width, height].map(Object::Integer);
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => pages,
            "MediaBox" => sides.to_vec(),
        });
        let list = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.set_object(pages, list);
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    /// A page of forty thousand points would take sixteen gigabytes, and a program that is refused them ends.
    #[test]
    fn a_page_is_no_larger_than_a_sheet() {
        let size = |width, height| {
            let pages = pictures(&sized(width, height), 1.6)?;
            Ok(pages
                .iter()
                .map(|page| (page.width, page.height))
                .collect::<Vec<_>>())
        };
        assert_eq!(size(595, 842), Ok(vec![(952, 1347)]));
        assert_eq!(size(40_000, 40_000), Ok(vec![(4800, 4800)]));
        assert_eq!(size(400_000, 10), Err(InspectError::Damaged));
    }
}
