//! TIFF: any number of pages, packed in the ways that scanners pack.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::{ResolutionUnit, Tag};

use super::MOST_SCANNED_PAGES;
use super::raster::{MOST_PIXELS, Raster, Tone, bounded};
use crate::error::ScanError;

type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// How many pages there are.
pub fn pages(bytes: &[u8]) -> Result<usize, ScanError> {
    let mut decoder = open(bytes)?;
    let mut pages = 1;
    while decoder.more_images() {
        decoder.next_image().map_err(|_| ScanError::Damaged)?;
        pages += 1;
        if pages > MOST_SCANNED_PAGES {
            return Err(ScanError::TooManyPages);
        }
    }
    Ok(pages)
}

/// One page, and its dots per inch, across and down.
pub fn picture(bytes: &[u8], page: usize) -> Result<(Raster, Option<(u32, u32)>), ScanError> {
    let mut decoder = open(bytes)?;
    decoder.seek_to_image(page).map_err(|_| ScanError::Damaged)?;
    let (width, height) = decoder.dimensions().map_err(|_| ScanError::Damaged)?;
    bounded(width.into(), height.into())?;
    let colours = decoder.colortype().map_err(|_| ScanError::Damaged)?;
    let density = density(&mut decoder);
    let mut read = DecodingResult::U8(Vec::new());
    let layout = decoder
        .read_image_to_buffer(&mut read)
        .map_err(|_| ScanError::Damaged)?;
    if layout.planes > 1 {
        return Err(ScanError::TooComplex);
    }
    let (width, height) = (width as usize, height as usize);
    let samples = match read {
        DecodingResult::U8(bytes) => unpacked(bytes, width, colours)?,
        DecodingResult::U16(words) => words.into_iter().map(|word| (word >> 8) as u8).collect(),
        _ => return Err(ScanError::TooComplex),
    };
    let raster = match colours {
        ColorType::Gray(_) => Raster::new(width, height, Tone::Grey, samples),
        ColorType::RGB(_) => Raster::new(width, height, Tone::Colour, samples),
        ColorType::RGBA(_) => colour(
            width,
            height,
            samples.chunks(4).map(|p| first(p, |[r, g, b, _]| [r, g, b])),
        ),
        ColorType::CMYK(_) => colour(width, height, samples.chunks(4).map(|p| first(p, from_cmyk))),
        ColorType::YCbCr(_) => colour(width, height, samples.chunks(3).map(|p| first(p, from_ycc))),
        ColorType::Palette(depth) => {
            let map = decoder
                .get_tag_u16_vec(Tag::ColorMap)
                .map_err(|_| ScanError::Damaged)?;
            let level = usize::from(255 / ((1u16 << depth.min(8)) - 1).max(1));
            let entry = |sample: &u8| {
                let at = usize::from(*sample) / level.max(1);
                [0, 1, 2].map(|part| {
                    map.get(part * map.len() / 3 + at)
                        .map_or(0, |word| (word >> 8) as u8)
                })
            };
            colour(width, height, samples.iter().map(entry))
        }
        _ => Err(ScanError::TooComplex),
    }?;
    Ok((raster, density))
}

fn open(bytes: &[u8]) -> Result<Reader<'_>, ScanError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_PIXELS as usize * 4;
    limits.intermediate_buffer_size = MOST_PIXELS as usize * 4;
    let decoder = Decoder::new(Cursor::new(bytes)).map_err(|_| ScanError::Damaged)?;
    Ok(decoder.with_limits(limits))
}

/// One byte for each sample, spread over the whole range from 0 to 255.
fn unpacked(bytes: Vec<u8>, width: usize, colours: ColorType) -> Result<Vec<u8>, ScanError> {
    let depth = match colours.bit_depth() {
        8 => return Ok(bytes),
        depth @ (1 | 2 | 4) if colours.num_samples() == 1 => usize::from(depth),
        _ => return Err(ScanError::TooComplex),
    };
    let most = (1u8 << depth) - 1;
    let samples = |byte: &u8| {
        let byte = *byte;
        (1..=8 / depth).map(move |at| (byte >> (8 - at * depth) & most) * (255 / most))
    };
    let rows = bytes.chunks((width * depth).div_ceil(8).max(1));
    Ok(rows
        .flat_map(|row| row.iter().flat_map(samples).take(width))
        .collect())
}

fn density(decoder: &mut Reader<'_>) -> Option<(u32, u32)> {
    let mut value = |tag| decoder.get_tag_f32(tag).ok().map(|value| value.clamp(0.0, 1e5));
    let (x, y) = (value(Tag::XResolution)?, value(Tag::YResolution)?);
    let unit = decoder.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok()?;
    let scale = match unit.map_or(Some(ResolutionUnit::Inch), ResolutionUnit::from_u16)? {
        ResolutionUnit::Inch => 1.0,
        ResolutionUnit::Centimeter => 2.54,
        _ => return None,
    };
    Some(((x * scale).round() as u32, (y * scale).round() as u32))
}

fn colour(width: usize, height: usize, pixels: impl Iterator<Item = [u8; 3]>) -> Result<Raster, ScanError> {
    Raster::new(width, height, Tone::Colour, pixels.flatten().collect())
}

/// What becomes of the samples of one pixel; black where there are too few.
fn first<const N: usize>(samples: &[u8], made: impl Fn([u8; N]) -> [u8; 3]) -> [u8; 3] {
    samples.first_chunk().map_or([0; 3], |samples| made(*samples))
}

/// Inks on white paper, as screens show them.
fn from_cmyk([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| (u16::from(255 - ink) * u16::from(255 - k) / 255) as u8)
}

/// ITU-T T.871, clause 7.
fn from_ycc([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    [y + 1.402 * cr, y - 0.344_14 * cb - 0.714_14 * cr, y + 1.772 * cb]
        .map(|sample| sample.round().clamp(0.0, 255.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let samples =
            |bytes: &[u8], width, depth| unpacked(bytes.to_vec(), width, ColorType::Gray(depth)).unwrap();
        assert_eq!(
            samples(&[0b1010_0000, 0b0100_0000], 3, 1),
            [255, 0, 255, 0, 255, 0]
        );
        assert_eq!(samples(&[0b0001_1011], 4, 2), [0, 85, 170, 255]);
        assert_eq!(samples(&[0x0f, 0x80], 3, 4), [0, 255, 136]);
        assert_eq!(from_cmyk([0, 0, 0, 0]), [255; 3]);
        assert_eq!(from_cmyk([0, 255, 255, 0]), [255, 0, 0]);
        assert_eq!(from_ycc([77, 128, 128]), [77; 3]);
        assert_eq!(from_ycc([76, 85, 255]), [254, 0, 0]);
    }
}
