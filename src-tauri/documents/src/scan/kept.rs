//! A scanned picture as it is filed: its own bytes where PDF can hold them, else its pixels.

use super::Turn;
use super::jpeg::{self, Colours};
use super::raster::{Raster, Tone};
use crate::error::ScanError;

/// The long side of A4, in inches: the size of a picture that does not tell its own.
const A4: f32 = 11.69;

/// A picture and how it lies on its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub pixels: Pixels,
    pub width: usize,
    pub height: usize,
    /// Dots per inch, across and down, as the file says.
    dpi: Option<(f32, f32)>,
    /// The turn that the file itself asks for.
    pub turn: Turn,
}

/// The picture itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Pixels {
    /// A JPEG file, byte for byte.
    Jpeg(Vec<u8>, Tone),
    Raster(Raster),
}

impl Kept {
    pub fn raster(raster: Raster, dpi: Option<(f32, f32)>) -> Self {
        Self {
            width: raster.width,
            height: raster.height,
            pixels: Pixels::Raster(raster),
            dpi,
            turn: Turn::None,
        }
    }

    /// The bytes as they are, if every reader of PDF shows them alike.
    pub fn jpeg(bytes: &[u8], dpi: Option<(f32, f32)>) -> Result<Self, ScanError> {
        let head = jpeg::head(bytes)?;
        let own = || head.density.map(|(x, y)| (x as f32, y as f32));
        let dpi = dpi.or_else(own);
        // A reader that looks for the line before `endstream` would take the last byte for its end.
        let last = bytes.last() != Some(&b'\r');
        // Nothing is filed that cannot be read.
        let raster = jpeg::picture(bytes)?;
        Ok(match head.colours {
            Colours::Grey if last => Self {
                pixels: Pixels::Jpeg(bytes.to_vec(), Tone::Grey),
                ..Self::raster(raster, dpi)
            },
            Colours::Rgb if last => Self {
                pixels: Pixels::Jpeg(bytes.to_vec(), Tone::Colour),
                ..Self::raster(raster, dpi)
            },
            _ => Self::raster(raster.plain(), dpi),
        })
    }

    /// The same picture, on a page that asks for it to be turned.
    pub fn turned(self, turn: Turn) -> Self {
        Self { turn, ..self }
    }

    /// Whether its samples are such.
    pub fn is(&self, tone: Tone) -> bool {
        match &self.pixels {
            Pixels::Jpeg(_, own) => *own == tone,
            Pixels::Raster(raster) => raster.tone == tone,
        }
    }

    /// Width and height of the picture as it lies in the scan, in points.
    pub fn size(&self) -> (f32, f32) {
        let long = self.width.max(self.height) as f32;
        let plausible = |dpi: f32| (60.0..=2400.0).contains(&dpi);
        let (x, y) = self
            .dpi
            .filter(|(x, y)| plausible(*x) && plausible(*y))
            .unwrap_or((long / A4, long / A4));
        // PDF knows no page below 3 points, nor one above 14,400.
        let points = |pixels: usize, dpi: f32| (pixels as f32 * 72.0 / dpi).clamp(3.0, 14_400.0);
        (points(self.width, x), points(self.height, y))
    }
}
