//! Ink scans: a file from a scanner is read, its pages find their documents, and they are filed as PDF/A.
//!
//! [`Scan::open`] takes a PDF, JPEG, PNG or TIFF, recognised by its bytes; [`Scan::read`] finds the page
//! code on a page; [`group()`] sorts a pile by its codes; [`file()`] makes one document of the pages that
//! belong together. The files come from anywhere: sizes are bounded before anything is unpacked, and each
//! page is read on a thread that is given up on when it takes too long.

mod code;
mod file;
mod group;
mod jpeg;
mod kept;
mod pdf;
mod png;
mod raster;
mod sole;
#[cfg(test)]
mod tests;
mod tiff;
mod turn;

use std::sync::Arc;
use std::time::Duration;

use forms::Hash;
use serde::Serialize;

pub use code::PageCode;
pub use file::{Leaf, ScanFacts, file};
pub use group::{Gathered, Sorted, group};
pub(crate) use kept::{Kept, Pixels};
pub(crate) use raster::{Raster, Tone};
pub use turn::Turn;

use crate::error::ScanError;
use crate::inspect::bounds::guarded;

/// The largest file that is read, in bytes: two hundred pages at a megabyte each.
pub const LARGEST_SCAN: usize = 200 << 20;
/// The most pages that one file may have.
pub const MOST_SCANNED_PAGES: usize = 500;
/// The longest that opening a file, or reading one page of it, may take.
pub(crate) const MOST_TIME: Duration = Duration::from_secs(30);

/// A file from a scanner that can be read page by page.
#[derive(Debug, Clone)]
pub struct Scan {
    bytes: Arc<Vec<u8>>,
    format: Format,
    pages: usize,
}

/// What a file is, told from its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Jpeg,
    Pdf,
    Png,
    Tiff,
}

/// One scanned page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ScannedPage {
    /// Which document it belongs to, if a code was found on it.
    pub code: Option<PageCode>,
    /// How it has to be turned to stand upright; without a code it is left as it is.
    pub turn: Turn,
    /// Its width in pixels, upright; a page of a PDF as it was drawn to be read.
    pub width: usize,
    /// Its height in pixels, upright.
    pub height: usize,
}

impl Scan {
    /// Recognises a file and counts its pages.
    ///
    /// # Errors
    /// A file that is too large, in no format of ours, damaged, encrypted, or too complex; too many pages.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ScanError> {
        if bytes.len() > LARGEST_SCAN {
            return Err(ScanError::TooLarge);
        }
        let format = Format::of(&bytes).ok_or(ScanError::UnknownFormat)?;
        let bytes = Arc::new(bytes);
        let own = Arc::clone(&bytes);
        let pages = guarded(MOST_TIME, move || match format {
            Format::Jpeg => jpeg::head(&own).map(|_| 1),
            Format::Png => png::head(&own).map(|()| 1),
            Format::Tiff => tiff::pages(&own),
            Format::Pdf => pdf::pages(&own),
        })?;
        Ok(Self { bytes, format, pages })
    }

    /// How many pages it has; at least one.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// How many bytes the file has.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Whether both read the very same bytes in memory.
    pub fn is_same_file(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes)
    }

    /// The hash of the file's bytes.
    pub fn sha256(&self) -> Hash {
        Hash::of(&self.bytes)
    }

    /// The file's bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        Arc::unwrap_or_clone(self.bytes)
    }

    /// Reads a page, counted from 0, and looks for its code.
    ///
    /// # Errors
    /// A page that is not there, is damaged, or takes too much memory or more than 30 seconds.
    pub fn read(&self, page: usize) -> Result<ScannedPage, ScanError> {
        let scan = self.clone();
        guarded(MOST_TIME, move || {
            let picture = scan.picture(page)?;
            let size = (picture.width, picture.height);
            let (code, turn) = code::find(&picture.into_grey()).unzip();
            let turn = turn.unwrap_or_default();
            let (width, height) = turn.size(size);
            Ok(ScannedPage {
                code,
                turn,
                width,
                height,
            })
        })
    }

    /// A page, counted from 0, as a small PNG for the screen, turned, its long side between one and two
    /// times as long as asked for, in pixels, where the scan has so many.
    ///
    /// # Errors
    /// As [`Scan::read`].
    pub fn preview(&self, page: usize, turn: Turn, long_side: usize) -> Result<Vec<u8>, ScanError> {
        let scan = self.clone();
        guarded(MOST_TIME, move || {
            let picture = scan.picture(page)?;
            let by = picture.width.max(picture.height) / long_side.max(1);
            picture.shrunk(by).turned(turn).to_png()
        })
    }

    pub(crate) fn picture(&self, page: usize) -> Result<Raster, ScanError> {
        if page >= self.pages {
            return Err(ScanError::Damaged);
        }
        match self.format {
            Format::Jpeg => jpeg::picture(&self.bytes),
            Format::Png => png::picture(&self.bytes).map(|(raster, _)| raster),
            Format::Tiff => tiff::picture(&self.bytes, page).map(|(raster, _)| raster),
            Format::Pdf => pdf::picture(&self.bytes, page),
        }
    }

    /// The page as it is filed.
    fn kept(&self, page: usize) -> Result<Kept, ScanError> {
        let exact = |(raster, density): (Raster, Option<(u32, u32)>)| {
            Kept::raster(raster.plain(), density.map(|(x, y)| (x as f32, y as f32)))
        };
        match self.format {
            _ if page >= self.pages => Err(ScanError::Damaged),
            Format::Jpeg => Kept::jpeg(&self.bytes, None),
            Format::Png => png::picture(&self.bytes).map(exact),
            Format::Tiff => tiff::picture(&self.bytes, page).map(exact),
            Format::Pdf => pdf::kept(&self.bytes, page),
        }
    }
}

impl Format {
    fn of(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..1024).unwrap_or(bytes);
        match head {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(Self::Tiff),
            _ => head
                .windows(5)
                .any(|window| window == b"%PDF-")
                .then_some(Self::Pdf),
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Tiff => "tiff",
        }
    }
}
