//! A picture in memory, and how it is turned, shrunk and packed.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use super::Turn;
use crate::error::ScanError;

/// The most pixels of one picture: A3 at 600 dots per inch.
pub const MOST_PIXELS: u64 = 72_000_000;

/// The bytes of one pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// One: 0 is black.
    Grey,
    /// Three: sRGB.
    Colour,
}

impl Tone {
    pub fn samples(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Colour => 3,
        }
    }
}

/// Pixels, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    pub width: usize,
    pub height: usize,
    pub tone: Tone,
    pub pixels: Vec<u8>,
}

/// Whether a picture of this size is read at all.
pub fn bounded(width: u64, height: u64) -> Result<(), ScanError> {
    match width.checked_mul(height) {
        Some(0) => Err(ScanError::Damaged),
        Some(pixels) if pixels <= MOST_PIXELS && width.max(height) <= 60_000 => Ok(()),
        _ => Err(ScanError::TooComplex),
    }
}

impl Raster {
    /// # Errors
    /// A picture without pixels or with too many; pixels that are not as many as the size says.
    pub fn new(width: usize, height: usize, tone: Tone, pixels: Vec<u8>) -> Result<Self, ScanError> {
        bounded(width as u64, height as u64)?;
        if pixels.len() != width * height * tone.samples() {
            return Err(ScanError::Damaged);
        }
        Ok(Self {
            width,
            height,
            tone,
            pixels,
        })
    }

    /// The same picture without its colours.
    pub fn into_grey(self) -> Self {
        match self.tone {
            Tone::Grey => self,
            Tone::Colour => Self {
                tone: Tone::Grey,
                pixels: self.pixels.as_chunks::<3>().0.iter().map(luma).collect(),
                ..self
            },
        }
    }

    /// The same picture in grey where it has no colours.
    pub fn plain(self) -> Self {
        let coloured = |[r, g, b]: &[u8; 3]| r != g || g != b;
        match self.tone {
            Tone::Colour if !self.pixels.as_chunks::<3>().0.iter().any(coloured) => self.into_grey(),
            _ => self,
        }
    }

    /// The picture made so many times smaller, each pixel the mean of those it stands for.
    pub fn shrunk(&self, by: usize) -> Self {
        if by <= 1 {
            return self.clone();
        }
        let samples = self.tone.samples();
        let (width, height) = ((self.width / by).max(1), (self.height / by).max(1));
        let mut pixels = Vec::with_capacity(width * height * samples);
        let mut sums = vec![0u32; width * samples];
        let (wide, high) = (by.min(self.width), by.min(self.height));
        let count = (wide * high) as u32;
        let row = (self.width * samples).max(1);
        for band in self.pixels.chunks(row * high).take(height) {
            sums.fill(0);
            for line in band.chunks_exact(row) {
                for (sum, block) in sums.chunks_exact_mut(samples).zip(line.chunks(wide * samples)) {
                    for pixel in block.chunks_exact(samples) {
                        sum.iter_mut()
                            .zip(pixel)
                            .for_each(|(sum, sample)| *sum += u32::from(*sample));
                    }
                }
            }
            pixels.extend(sums.iter().map(|sum| (sum / count) as u8));
        }
        Self {
            width,
            height,
            tone: self.tone,
            pixels,
        }
    }

    /// The picture turned.
    pub fn turned(&self, turn: Turn) -> Self {
        let samples = self.tone.samples();
        let (width, height) = turn.size((self.width, self.height));
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = match turn {
                    Turn::None => (x, y),
                    Turn::Right => (y, width - 1 - x),
                    Turn::Half => (width - 1 - x, height - 1 - y),
                    Turn::Left => (height - 1 - y, x),
                };
                let at = (from_y * self.width + from_x) * samples;
                pixels.extend_from_slice(self.pixels.get(at..at + samples).unwrap_or_default());
            }
        }
        Self {
            width,
            height,
            tone: self.tone,
            pixels,
        }
    }

    /// Whether every pixel is black or white.
    pub fn is_bilevel(&self) -> bool {
        self.tone == Tone::Grey && self.pixels.iter().all(|pixel| matches!(pixel, 0 | 255))
    }

    /// The picture as PNG; black and white alone take one bit for each pixel.
    pub fn to_png(&self) -> Result<Vec<u8>, ScanError> {
        let size = |side| u32::try_from(side).map_err(|_| ScanError::TooComplex);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, size(self.width)?, size(self.height)?);
        let bilevel = self.is_bilevel();
        encoder.set_color(match self.tone {
            Tone::Grey => ColorType::Grayscale,
            Tone::Colour => ColorType::Rgb,
        });
        encoder.set_depth(if bilevel { BitDepth::One } else { BitDepth::Eight });
        encoder.set_compression(Compression::Balanced);
        // Filters guess a sample from its neighbours, which says nothing of single bits.
        encoder.set_filter(if bilevel {
            Filter::NoFilter
        } else {
            Filter::Adaptive
        });
        let written = encoder.write_header().and_then(|mut writer| {
            if bilevel {
                writer.write_image_data(&self.bits())?;
            } else {
                writer.write_image_data(&self.pixels)?;
            }
            writer.finish()
        });
        written.map_err(|_| ScanError::Internal("a picture cannot be packed"))?;
        Ok(bytes)
    }

    /// One bit for each pixel, white set, each row in whole bytes.
    fn bits(&self) -> Vec<u8> {
        let byte = |pixels: &[u8]| {
            let bit = |(at, pixel): (usize, &u8)| u8::from(*pixel != 0) << (7 - at);
            pixels.iter().enumerate().map(bit).sum::<u8>()
        };
        let rows = self.pixels.chunks(self.width.max(1));
        rows.flat_map(|row| row.chunks(8).map(byte)).collect()
    }
}

fn luma([r, g, b]: &[u8; 3]) -> u8 {
    let sum = 299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b);
    (sum / 1000) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, pixels: &[u8]) -> Raster {
        Raster::new(width, pixels.len() / width, Tone::Grey, pixels.to_vec()).unwrap()
    }

    #[test]
    fn check() {
        let picture = grey(3, &[1, 2, 3, 4, 5, 6]);
        let turned = |turn| picture.turned(turn).pixels;
        assert_eq!(turned(Turn::Right), [4, 1, 5, 2, 6, 3]);
        assert_eq!(turned(Turn::Half), [6, 5, 4, 3, 2, 1]);
        assert_eq!(turned(Turn::Left), [3, 6, 2, 5, 1, 4]);
        for turn in Turn::ALL {
            assert_eq!(picture.turned(turn).turned(Turn::of(-turn.quarters())), picture);
        }
        assert_eq!(grey(2, &[0, 10, 20, 30]).shrunk(2).pixels, [15]);
        assert_eq!(grey(5, &[0, 2, 4, 6, 9]).shrunk(2).pixels, [1, 5]);
        assert_eq!(
            grey(9, &[0, 255, 0, 0, 0, 0, 0, 255, 255]).bits(),
            [0b0100_0001, 0b1000_0000]
        );
        let colour = |pixels: &[u8]| Raster::new(1, 1, Tone::Colour, pixels.to_vec()).unwrap();
        assert_eq!(colour(&[7, 7, 7]).plain(), grey(1, &[7]));
        assert_eq!(colour(&[7, 7, 8]).plain().tone, Tone::Colour);
    }

    #[test]
    fn check_bounds() {
        let made = |width, height, length| {
            Raster::new(width, height, Tone::Grey, vec![0; length]).map(|raster| raster.height)
        };
        assert_eq!(made(2, 3, 6), Ok(3));
        assert_eq!(made(2, 3, 5), Err(ScanError::Damaged));
        assert_eq!(made(0, 3, 0), Err(ScanError::Damaged));
        assert_eq!(bounded(60_000, 60_000), Err(ScanError::TooComplex));
        assert_eq!(bounded(u64::MAX, 2), Err(ScanError::TooComplex));
    }
}
