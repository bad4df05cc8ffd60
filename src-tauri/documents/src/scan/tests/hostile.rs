//! Files that are broken, or made to hurt.

use std::time::{Duration, Instant};

use lopdf::{Document, Stream, dictionary};
use proptest::prelude::*;
use tiff::encoder::Compression;

use super::press::{self, Packing};
use crate::ScanError;
use crate::scan::raster::{Raster, Tone};
use crate::scan::{LARGEST_SCAN, Scan};

/// Opened, and every page read.
fn read(bytes: &[u8]) -> Result<usize, ScanError> {
    let scan = Scan::open(bytes.to_vec())?;
    for page in 0..scan.pages() {
        scan.read(page)?;
    }
    Ok(scan.pages())
}

/// A small picture that does not pack to nothing.
fn picture() -> Raster {
    let pixels = (0..120 * 170).map(|at| (at * 31 % 199) as u8).collect();
    Raster::new(120, 170, Tone::Grey, pixels).unwrap()
}

/// The same picture in every kind of file.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let page = picture();
    let bilevel = Raster {
        pixels: page
            .pixels
            .iter()
            .map(|pixel| if *pixel > 99 { 255 } else { 0 })
            .collect(),
        ..page.clone()
    };
    let two = [page.clone(), press::coloured(&page)];
    vec![
        ("jpeg", press::jpeg(&page, 150)),
        ("png", page.to_png().unwrap()),
        ("tiff", press::tiff(&two, 150, Compression::Lzw)),
        ("tiff group 4", press::tiff_group4(&bilevel, 150)),
        ("pdf", press::pdf(&two, 150, Packing::Jpeg)),
        ("pdf flate", press::pdf(&two, 150, Packing::Flate)),
        ("pdf group 4", press::pdf(&[bilevel], 150, Packing::Group4)),
    ]
}

#[test]
fn check_kinds() {
    for (name, bytes) in files() {
        assert!(read(&bytes).is_ok(), "{name}");
    }
    let huge = {
        let mut huge = b"%PDF-1.4\n".to_vec();
        huge.resize(LARGEST_SCAN + 1, b' ');
        huge
    };
    let cases: &[(&str, &[u8], ScanError)] = &[
        ("empty", b"", ScanError::UnknownFormat),
        ("text", b"Hej!", ScanError::UnknownFormat),
        ("GIF", b"GIF89a\x01\0\x01\0\0\0\0;", ScanError::UnknownFormat),
        ("PDF head alone", b"%PDF-1.7\n", ScanError::Damaged),
        ("JPEG head alone", b"\xff\xd8\xff\xe0", ScanError::Damaged),
        ("PNG head alone", b"\x89PNG\r\n\x1a\n", ScanError::Damaged),
        ("TIFF head alone", b"II*\0\x08\0\0\0", ScanError::Damaged),
        ("huge", &huge, ScanError::TooLarge),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read(bytes), Err(*expected), "{name}");
    }
}

/// A page that says it is larger than any scan is refused before memory is set aside for it.
#[test]
fn check_vast() {
    let mut jpeg = press::jpeg(&picture(), 150);
    let frame = jpeg.windows(2).position(|word| word == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xea);
    let mut png = picture().to_png().unwrap();
    png[16..24].copy_from_slice(&[0, 0, 0xea, 0, 0, 0, 0xea, 0]);
    let mut tiff = press::tiff_group4(&picture(), 150);
    let sizes = tiff.len() - 4 - 11 * 12;
    tiff[sizes + 8..sizes + 12].copy_from_slice(&50_000u32.to_le_bytes());
    tiff[sizes + 20..sizes + 24].copy_from_slice(&50_000u32.to_le_bytes());
    let in_pdf = |side: i64| {
        let mut document = Document::load_mem(&press::pdf(&[picture()], 150, Packing::Jpeg)).unwrap();
        let streams = document
            .objects
            .values_mut()
            .filter_map(|object| object.as_stream_mut().ok());
        for stream in streams.filter(|stream| stream.dict.has(b"Width")) {
            stream.dict.set("Width", side);
            stream.dict.set("Height", side);
        }
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    // Two sides whose product is nothing in 64 bits are no picture without pixels.
    assert_eq!(read(&in_pdf(1 << 32)), Err(ScanError::TooComplex));
    for (name, bytes) in [
        ("jpeg", jpeg),
        ("png", png),
        ("tiff", tiff),
        ("pdf", in_pdf(50_000)),
    ] {
        let begin = Instant::now();
        // A PNG's own check may find the lie first.
        assert!(
            matches!(read(&bytes), Err(ScanError::TooComplex | ScanError::Damaged)),
            "{name}: {:?}",
            read(&bytes)
        );
        assert!(begin.elapsed() < Duration::from_secs(5), "{name}");
    }
}

/// A stream of a PDF that unpacks to more than any picture.
#[test]
fn check_bomb() {
    let mut document = Document::with_version("1.4");
    let mut bomb = Stream::new(dictionary! {}, vec![0; 230 << 20]);
    bomb.compress().unwrap();
    assert!(bomb.content.len() < 1 << 20);
    document.add_object(bomb);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(read(&bytes), Err(ScanError::TooComplex));
}

/// Cut anywhere, or with any byte changed, a file is read or refused; it never stops the program.
#[test]
fn check_cut() {
    for (name, bytes) in files() {
        for part in 1..12 {
            let cut = &bytes[..bytes.len() * part / 12];
            if let Ok(pages) = read(cut) {
                assert!(pages <= 2, "{name}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn check_mutants(which in 0usize..7, at in any::<prop::sample::Index>(), byte in any::<u8>(), also in any::<prop::sample::Index>()) {
        static FILES: std::sync::LazyLock<Vec<(&str, Vec<u8>)>> = std::sync::LazyLock::new(files);
        let mut bytes = FILES[which].1.clone();
        // The head is where a file says what it is.
        let (at, also) = (at.index(bytes.len()), also.index(bytes.len().min(600)));
        bytes[at] = byte;
        bytes[also] ^= 1 << (byte & 7);
        if let Ok(pages) = read(&bytes) {
            prop_assert!(pages <= 4);
        }
    }

    #[test]
    fn check_garbage(head in 0usize..4, rest in prop::collection::vec(any::<u8>(), 0..600)) {
        let heads: [&[u8]; 4] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"%PDF-1.4\n"];
        prop_assert!(read(&[heads[head], &rest].concat()).is_err());
    }
}
