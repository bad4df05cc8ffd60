//! A scanner made of code: pages are drawn, laid askew, dirtied, and written as scanners write them.

use std::io::Cursor;
use std::sync::Arc;

use fax::encoder::Encoder as Fax;
use fax::{Color, VecWriter};
use jpeg_encoder::{ColorType as JpegColours, Encoder as Jpeg, PixelDensity, PixelDensityUnit};
use lopdf::{Document, Stream, dictionary};
use tiff::encoder::colortype::{Gray8, RGB8};
use tiff::encoder::{Compression, Rational, TiffEncoder};
use tiff::tags::ResolutionUnit;
use uuid::Uuid;

use crate::samples::provenance;
use crate::scan::raster::{Raster, Tone};
use crate::scan::{Turn, pdf};
use crate::{Provenance, print};
use forms::outline::Outline;

/// How a sheet lies in the scanner, and how good the scanner is.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub dpi: u32,
    /// Degrees clockwise.
    pub askew: f32,
    pub turn: Turn,
    /// How far a pixel may be from what it should be.
    pub noise: u8,
    pub bilevel: bool,
}

/// The id of an invented document.
pub fn id(number: u32) -> Uuid {
    Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 | (u128::from(number) * 0x0001_0000_9e37))
}

/// The pages of a printed document, in grey.
pub fn printed(outline: &Outline, document: Uuid, dpi: u32) -> Vec<Raster> {
    let provenance = Provenance {
        document: Some(document),
        ..provenance()
    };
    let bytes = Arc::new(print(outline, &provenance, None).unwrap());
    let pdf = pdf::open(&bytes).unwrap();
    let pages = pdf.pages().iter();
    pages
        .map(|page| pdf::drawn(page, dpi as f32).unwrap().0.into_grey())
        .collect()
}

/// A page as it comes out of the scanner; the same `seed` gives the same dirt.
pub fn scanned(page: &Raster, sheet: Sheet, seed: u32) -> Raster {
    let mut dirt = seed.wrapping_mul(0x9e37_79b9) | 1;
    let mut noise = |light: u8| {
        dirt ^= dirt << 13;
        dirt ^= dirt >> 17;
        dirt ^= dirt << 5;
        let spread = u32::from(sheet.noise) * 2 + 1;
        // Paper is not quite white, ink not quite black.
        let light = 20 + i32::from(light) * 225 / 255;
        (light + (dirt % spread) as i32 - i32::from(sheet.noise)).clamp(0, 255) as u8
    };
    let mut askew = askew(page, sheet.askew);
    for pixel in &mut askew.pixels {
        *pixel = noise(*pixel);
        if sheet.bilevel {
            *pixel = if *pixel > 140 { 255 } else { 0 };
        }
    }
    askew.turned(Turn::of(-sheet.turn.quarters()))
}

/// Turned about its middle by some degrees, the corners filled with white.
fn askew(page: &Raster, degrees: f32) -> Raster {
    if degrees == 0.0 {
        return page.clone();
    }
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (page.width as f32 / 2.0, page.height as f32 / 2.0);
    let at = |x: i32, y: i32| {
        let inside = (0..page.width as i32).contains(&x) && (0..page.height as i32).contains(&y);
        if inside {
            f32::from(page.pixels[y as usize * page.width + x as usize])
        } else {
            255.0
        }
    };
    let mut pixels = Vec::with_capacity(page.pixels.len());
    for y in 0..page.height {
        for x in 0..page.width {
            let (dx, dy) = (x as f32 - middle_x, y as f32 - middle_y);
            let (x, y) = (middle_x + cos * dx + sin * dy, middle_y - sin * dx + cos * dy);
            let (left, top) = (x.floor(), y.floor());
            let (part_x, part_y) = (x - left, y - top);
            let (left, top) = (left as i32, top as i32);
            let row = |y| at(left, y) * (1.0 - part_x) + at(left + 1, y) * part_x;
            pixels.push((row(top) * (1.0 - part_y) + row(top + 1) * part_y) as u8);
        }
    }
    Raster {
        pixels,
        ..page.clone()
    }
}

pub fn coloured(page: &Raster) -> Raster {
    let blueish = |light: &u8| [light.saturating_sub(6), light.saturating_sub(3), *light];
    Raster {
        tone: Tone::Colour,
        pixels: page.pixels.iter().flat_map(blueish).collect(),
        ..page.clone()
    }
}

pub fn jpeg(page: &Raster, dpi: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Jpeg::new(&mut bytes, 75);
    encoder.set_density(PixelDensity {
        density: (dpi as u16, dpi as u16),
        unit: PixelDensityUnit::Inches,
    });
    let colours = match page.tone {
        Tone::Grey => JpegColours::Luma,
        Tone::Colour => JpegColours::Rgb,
    };
    encoder
        .encode(&page.pixels, page.width as u16, page.height as u16, colours)
        .unwrap();
    bytes
}

/// A file with several pages.
pub fn tiff(pages: &[Raster], dpi: u32, packing: Compression) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut file = TiffEncoder::new(&mut bytes).unwrap().with_compression(packing);
    for page in pages {
        let (width, height) = (page.width as u32, page.height as u32);
        let density = Rational { n: dpi, d: 1 };
        match page.tone {
            Tone::Grey => {
                let mut image = file.new_image::<Gray8>(width, height).unwrap();
                image.resolution(ResolutionUnit::Inch, density);
                image.write_data(&page.pixels).unwrap();
            }
            Tone::Colour => {
                let mut image = file.new_image::<RGB8>(width, height).unwrap();
                image.resolution(ResolutionUnit::Inch, density);
                image.write_data(&page.pixels).unwrap();
            }
        }
    }
    bytes.into_inner()
}

/// Black and white as CCITT group 4 packs it.
pub fn group4(page: &Raster) -> Vec<u8> {
    let mut fax = Fax::new(VecWriter::new());
    for row in page.pixels.chunks(page.width) {
        let colour = |pixel: &u8| if *pixel == 0 { Color::Black } else { Color::White };
        fax.encode_line(row.iter().map(colour), page.width as u32)
            .unwrap();
    }
    fax.finish().unwrap().finish()
}

/// A file with one page in CCITT group 4, white as zero, as office scanners write it.
pub fn tiff_group4(page: &Raster, dpi: u32) -> Vec<u8> {
    let data = group4(page);
    let mut bytes = b"II*\0".to_vec();
    bytes.extend((16 + data.len() as u32).to_le_bytes());
    bytes.extend([dpi, 1].map(u32::to_le_bytes).concat());
    bytes.extend(&data);
    let (short, long, ratio) = (3u16, 4u16, 5u16);
    let entries: [(u16, u16, u32); 11] = [
        (256, long, page.width as u32),
        (257, long, page.height as u32),
        (258, short, 1),
        (259, short, 4),
        (262, short, 0),
        (273, long, 16),
        (277, short, 1),
        (278, long, page.height as u32),
        (279, long, data.len() as u32),
        (282, ratio, 8),
        (283, ratio, 8),
    ];
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        bytes.extend([tag, kind].map(u16::to_le_bytes).concat());
        bytes.extend([1, value].map(u32::to_le_bytes).concat());
    }
    bytes.extend([0; 4]);
    bytes
}

/// How a scanner puts a page into a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Jpeg,
    Group4,
    Flate,
}

/// A PDF with one picture for each page.
pub fn pdf(pages: &[Raster], dpi: u32, packing: Packing) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let parent = document.new_object_id();
    let mut kids = Vec::new();
    for page in pages {
        let (width, height) = (page.width as i64, page.height as i64);
        let space = if page.tone == Tone::Grey {
            "DeviceGray"
        } else {
            "DeviceRGB"
        };
        let mut entry = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => space, "BitsPerComponent" => if packing == Packing::Group4 { 1 } else { 8 },
        };
        let content = match packing {
            Packing::Jpeg => {
                entry.set("Filter", "DCTDecode");
                jpeg(page, dpi)
            }
            Packing::Group4 => {
                entry.set("Filter", "CCITTFaxDecode");
                entry.set(
                    "DecodeParms",
                    dictionary! { "K" => -1, "Columns" => width, "Rows" => height },
                );
                group4(page)
            }
            Packing::Flate => page.pixels.clone(),
        };
        let mut image = Stream::new(entry, content);
        if packing == Packing::Flate {
            image.compress().unwrap();
        }
        let image = document.add_object(image);
        let points = |pixels: i64| pixels as f32 * 72.0 / dpi as f32;
        let (width, height) = (points(width), points(height));
        let drawn = format!("q {width} 0 0 {height} 0 0 cm /Im0 Do Q");
        let drawn = document.add_object(Stream::new(dictionary! {}, drawn.into_bytes()));
        kids.push(
            document
                .add_object(dictionary! {
                    "Type" => "Page", "Parent" => parent, "Contents" => drawn,
                    "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
                    "Resources" => dictionary! { "XObject" => dictionary! { "Im0" => image } },
                })
                .into(),
        );
    }
    let count = kids.len() as i64;
    let kids: Vec<lopdf::Object> = kids;
    document.set_object(
        parent,
        dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
