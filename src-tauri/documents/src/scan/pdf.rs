//! PDF: pages are drawn to be read; a page that is one picture gives up that picture as it was stored.

use std::sync::Arc;

use flate2::{Decompress, FlushDecompress, Status};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::Object;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::MOST_SCANNED_PAGES;
use super::jpeg;
use super::kept::Kept;
use super::raster::{MOST_PIXELS, Raster, Tone, bounded};
use super::sole::sole;
use crate::error::ScanError;

/// Dots per inch at which a page is drawn when it is no single picture.
const DRAWN: f32 = 200.0;
/// The most pixels along a side of a drawn page: A3 at 216 dots per inch and some more.
const LONGEST_SIDE: f32 = 4_000.0;
/// The most bytes that one stream may unpack to: a picture of the largest size, and its rows' heads.
const MOST_UNPACKED: u64 = MOST_PIXELS * 3 + (1 << 20);

/// How many pages there are, once the file is known to be worth unpacking.
pub fn pages(bytes: &Arc<Vec<u8>>) -> Result<usize, ScanError> {
    weigh(bytes)?;
    let pdf = open(bytes)?;
    for object in pdf.objects() {
        picture_bounded(&object)?;
    }
    let pages = pdf.pages().len();
    match pages {
        0 => Err(ScanError::Damaged),
        1..=MOST_SCANNED_PAGES => Ok(pages),
        _ => Err(ScanError::TooManyPages),
    }
}

/// The page as a reader shows it.
pub fn picture(bytes: &Arc<Vec<u8>>, page: usize) -> Result<Raster, ScanError> {
    let pdf = open(bytes)?;
    drawn(pdf.pages().get(page).ok_or(ScanError::Damaged)?, 216.0).map(|(raster, _)| raster)
}

/// The page's own picture if it is all there is on it, else the page drawn.
pub fn kept(bytes: &Arc<Vec<u8>>, page: usize) -> Result<Kept, ScanError> {
    let pdf = open(bytes)?;
    let page = pdf.pages().get(page).ok_or(ScanError::Damaged)?;
    if let Some(kept) = sole(page) {
        return Ok(kept);
    }
    let (raster, dpi) = drawn(page, DRAWN)?;
    Ok(Kept::raster(raster.plain(), Some((dpi, dpi))))
}

pub(super) fn open(bytes: &Arc<Vec<u8>>) -> Result<Pdf, ScanError> {
    Pdf::new(Arc::clone(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ScanError::Encrypted,
        _ => ScanError::Damaged,
    })
}

/// What a picture says of its size is what a reader sets memory aside for.
fn picture_bounded(object: &Object<'_>) -> Result<(), ScanError> {
    let Object::Stream(stream) = object else {
        return Ok(());
    };
    let side = |key| stream.dict().get::<f32>(key).map(|side| side.max(0.0) as u64);
    match (side("Width"), side("Height")) {
        // Their product may be too large for a number: `bounded` knows.
        (Some(width), Some(height)) if width > 0 && height > 0 => bounded(width, height),
        _ => Ok(()),
    }
}

/// The page in colour, and the dots per inch it was drawn at.
pub(super) fn drawn(page: &Page<'_>, dpi: f32) -> Result<(Raster, f32), ScanError> {
    let (width, height) = page.render_dimensions();
    let scale = (dpi / 72.0).min(LONGEST_SIDE / width.max(height).max(1.0));
    let pixels = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    if width.min(height) * scale < 1.0 {
        return Err(ScanError::Damaged);
    }
    let interpreter = InterpreterSettings::default();
    let pixmap = render(
        page,
        &RenderCache::new(),
        &interpreter,
        &RenderSettings::default(),
        &pixels,
    );
    let (width, height) = (pixmap.width().into(), pixmap.height().into());
    let opaque = pixmap.data_as_u8_slice().as_chunks::<4>().0;
    let pixels = opaque.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    Ok((Raster::new(width, height, Tone::Colour, pixels)?, scale * 72.0))
}

/// Refuses what would unpack to more than any scan, before anything is unpacked in earnest.
///
/// Streams are found by their keyword, so that none is missed whatever the file's tables say.
fn weigh(bytes: &[u8]) -> Result<(), ScanError> {
    let mut scratch = vec![0; 1 << 16];
    let keyword = b"stream";
    let mut rest = bytes;
    while let Some(at) = find(rest, keyword) {
        rest = rest.get(at + keyword.len()..).unwrap_or_default();
        let data = rest.trim_ascii_start();
        if data.starts_with(&[0xff, 0xd8]) {
            if matches!(jpeg::head(data), Err(ScanError::TooComplex)) {
                return Err(ScanError::TooComplex);
            }
        } else if data.first().is_some_and(|byte| byte & 0x0f == 8) && unpacks_to_too_much(data, &mut scratch)
        {
            return Err(ScanError::TooComplex);
        }
    }
    Ok(())
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..at + word.len()) == Some(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn unpacks_to_too_much(data: &[u8], scratch: &mut [u8]) -> bool {
    let mut unpacker = Decompress::new(true);
    loop {
        let before = (unpacker.total_in(), unpacker.total_out());
        let left = data.get(before.0 as usize..).unwrap_or_default();
        match unpacker.decompress(left, scratch, FlushDecompress::None) {
            Ok(Status::Ok) if (unpacker.total_in(), unpacker.total_out()) != before => {}
            _ => return unpacker.total_out() > MOST_UNPACKED,
        }
        if unpacker.total_out() > MOST_UNPACKED {
            return true;
        }
    }
}
