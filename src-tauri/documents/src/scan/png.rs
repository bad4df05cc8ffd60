//! PNG: one page.

use std::io::Cursor;

use png::{ColorType, Decoder, Limits, Transformations, Unit};

use super::raster::{MOST_PIXELS, Raster, Tone, bounded};
use crate::error::ScanError;

/// The whole picture on white paper, and its dots per inch, across and down.
///
/// Sixteen bits for a sample become eight: no scanner's sensor tells more.
pub fn picture(bytes: &[u8]) -> Result<(Raster, Option<(u32, u32)>), ScanError> {
    let limits = Limits {
        bytes: MOST_PIXELS as usize * 4,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let head = decoder.read_header_info().map_err(|_| ScanError::Damaged)?;
    bounded(head.width.into(), head.height.into())?;
    let mut reader = decoder.read_info().map_err(|_| ScanError::Damaged)?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or(ScanError::TooComplex)?];
    let frame = reader.next_frame(&mut samples).map_err(|_| ScanError::Damaged)?;
    samples.truncate(frame.buffer_size());
    let (tone, pixels) = match frame.color_type {
        ColorType::Grayscale => (Tone::Grey, samples),
        ColorType::Rgb => (Tone::Colour, samples),
        ColorType::GrayscaleAlpha => (Tone::Grey, on_white(&samples, 2)),
        ColorType::Rgba => (Tone::Colour, on_white(&samples, 4)),
        ColorType::Indexed => return Err(ScanError::Damaged),
    };
    let density = reader.info().pixel_dims.filter(|dims| dims.unit == Unit::Meter);
    let density = density.map(|dims| (per_inch(dims.xppu), per_inch(dims.yppu)));
    Ok((
        Raster::new(frame.width as usize, frame.height as usize, tone, pixels)?,
        density,
    ))
}

/// Reads what stands before the picture.
pub fn head(bytes: &[u8]) -> Result<(), ScanError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    let head = decoder.read_header_info().map_err(|_| ScanError::Damaged)?;
    bounded(head.width.into(), head.height.into())
}

fn per_inch(per_metre: u32) -> u32 {
    (f64::from(per_metre) * 0.0254).round() as u32
}

/// Puts pixels, whose last sample says how opaque they are, on white.
fn on_white(samples: &[u8], each: usize) -> Vec<u8> {
    let pixel = |pixel: &[u8]| {
        let (opaque, colours) = pixel.split_last().map_or((255, Vec::new()), |(alpha, colours)| {
            (u32::from(*alpha), colours.to_vec())
        });
        colours
            .into_iter()
            .map(move |colour| ((u32::from(colour) * opaque + 255 * (255 - opaque) + 127) / 255) as u8)
    };
    samples.chunks_exact(each).flat_map(pixel).collect()
}
