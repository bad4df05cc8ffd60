//! Pages as pictures for the preview on screen, drawn in this process and by no foreign viewer.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::error::InspectError;
use crate::inspect::bounds;

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

/// The pages of a document of ours, `scale` pixels for each point (1.0 is 72 dots per inch).
///
/// # Errors
/// The same files that [`crate::inspect`] refuses.
pub fn pictures(bytes: &[u8], scale: f32) -> Result<Vec<PagePicture>, InspectError> {
    bounds::check(bytes)?;
    let document = bounds::load(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| InspectError::Damaged)?;
    let cache = RenderCache::new();
    let interpreter = InterpreterSettings::default();
    let settings = RenderSettings::default();
    let scale = scale.clamp(0.1, 4.0);
    let pixels = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let picture = |(index, page)| {
        let pixmap = render(page, &cache, &interpreter, &settings, &pixels);
        let (width, height) = (pixmap.width(), pixmap.height());
        let png = pixmap.into_png().map_err(|_| InspectError::TooComplex)?;
        let text = document.extract_text(&[index as u32 + 1]).unwrap_or_default();
        Ok(PagePicture {
            png,
            width,
            height,
            text,
        })
    };
    pdf.pages()
        .iter()
        .enumerate()
        .take(crate::MOST_PAGES)
        .map(picture)
        .collect()
}
