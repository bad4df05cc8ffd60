//! JPEG: one page, whose bytes are kept as they are.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::raster::{Raster, Tone, bounded};
use crate::error::ScanError;

/// More passes over one picture than any scanner makes; each costs time.
const MOST_SCANS: usize = 64;

/// What the head of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub width: usize,
    pub height: usize,
    pub colours: Colours,
    /// Dots per inch, across and down.
    pub density: Option<(u32, u32)>,
}

/// What the samples mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    Grey,
    /// Red, green and blue, in whatever way they are stored; a PDF reader finds out as we do.
    Rgb,
    /// For printing presses; turned into sRGB.
    Cmyk,
}

/// Reads the markers before the picture.
pub fn head(bytes: &[u8]) -> Result<Head, ScanError> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder.decode_headers().map_err(|_| ScanError::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(ScanError::Damaged)?;
    bounded(width as u64, height as u64)?;
    let colours = match decoder.info().ok_or(ScanError::Damaged)?.components {
        1 => Colours::Grey,
        3 => Colours::Rgb,
        4 => Colours::Cmyk,
        _ => return Err(ScanError::Damaged),
    };
    Ok(Head {
        width,
        height,
        colours,
        density: density(bytes),
    })
}

/// The whole picture.
pub fn picture(bytes: &[u8]) -> Result<Raster, ScanError> {
    let head = head(bytes)?;
    let (space, tone) = match head.colours {
        Colours::Grey => (ColorSpace::Luma, Tone::Grey),
        Colours::Rgb | Colours::Cmyk => (ColorSpace::RGB, Tone::Colour),
    };
    let options = options().jpeg_set_out_colorspace(space);
    let pixels = JpegDecoder::new_with_options(ZCursor::new(bytes), options)
        .decode()
        .map_err(|_| ScanError::Damaged)?;
    Raster::new(head.width, head.height, tone, pixels)
}

fn options() -> DecoderOptions {
    DecoderOptions::default()
        .set_max_width(60_000)
        .set_max_height(60_000)
        .jpeg_set_max_scans(MOST_SCANS)
        .set_strict_mode(false)
}

/// The density in the first JFIF segment (ITU-T T.871, 10.1).
fn density(bytes: &[u8]) -> Option<(u32, u32)> {
    let at = bytes
        .get(..4096)
        .unwrap_or(bytes)
        .windows(5)
        .position(|word| word == b"JFIF\0")?;
    let [_, _, unit, x1, x2, y1, y2] = *bytes.get(at + 5..at + 12)? else {
        return None;
    };
    let (x, y) = (
        u16::from_be_bytes([x1, x2]).into(),
        u16::from_be_bytes([y1, y2]).into(),
    );
    match unit {
        1 => Some((x, y)),
        2 => Some((x * 254 / 100, y * 254 / 100)),
        _ => None,
    }
}
