//! The page code is found, however the page was scanned; a pile files itself.

use std::time::Instant;

use tiff::encoder::{Compression, DeflateLevel};

use super::press::{self, Packing, Sheet, id, printed, scanned};
use crate::samples::{short_checklist, talk};
use crate::scan::raster::Raster;
use crate::scan::{PageCode, Scan, Turn, code, group};

const STRAIGHT: Sheet = Sheet {
    dpi: 200,
    askew: 0.0,
    turn: Turn::None,
    noise: 12,
    bilevel: false,
};

/// One page of a document, at each resolution, under what scanners do to it.
#[test]
fn check_code() {
    let expected = PageCode {
        document: id(1),
        page: 1,
    };
    for dpi in [150, 200, 300] {
        let page = &printed(&talk("Alva", "", "").0, id(1), dpi)[0];
        let straight = Sheet { dpi, ..STRAIGHT };
        let mut sheets = vec![straight];
        sheets.extend(Turn::ALL.map(|turn| Sheet {
            turn,
            askew: 1.5,
            ..straight
        }));
        sheets.extend([-4.0, -2.0, 3.0, 4.5].map(|askew| Sheet {
            askew,
            noise: 30,
            ..straight
        }));
        sheets.extend([0.0, 1.0, -2.5].map(|askew| Sheet {
            askew,
            bilevel: true,
            ..straight
        }));
        for (seed, sheet) in sheets.into_iter().enumerate() {
            let picture = scanned(page, sheet, seed as u32);
            assert_eq!(code::find(&picture), Some((expected, sheet.turn)), "{sheet:?}");
        }
    }
}

/// A file and the codes that its pages bear, each with the turn it lies in.
type File = (Vec<u8>, Vec<(PageCode, Turn)>);

/// Forty documents, their sixty pages shuffled, scanned in every way and into every kind of file.
fn pile() -> Vec<File> {
    let mut pages: Vec<(PageCode, Sheet, Raster)> = Vec::new();
    for number in 0..40 {
        let dpi = [150, 200, 200, 300][number as usize % 4];
        let outline = if number % 2 == 0 {
            short_checklist()
        } else {
            talk("Alva", "", "").0
        };
        for (index, page) in printed(&outline, id(number), dpi).into_iter().enumerate() {
            let seed = number * 8 + index as u32;
            let sheet = Sheet {
                dpi,
                askew: (seed % 7) as f32 - 3.0,
                turn: Turn::of((seed % 11 / 3) as i32),
                noise: 8 + (seed % 20) as u8,
                bilevel: seed.is_multiple_of(5),
            };
            let code = PageCode {
                document: id(number),
                page: index as u16 + 1,
            };
            pages.push((code, sheet, scanned(&page, sheet, seed)));
        }
    }
    let count = pages.len();
    let order = (0..count).map(|at| at * 37 % count);
    let pages: Vec<_> = order.map(|at| pages[at].clone()).collect();
    let file = |(index, batch): (usize, &[(PageCode, Sheet, Raster)])| {
        let codes = batch.iter().map(|(code, sheet, _)| (*code, sheet.turn)).collect();
        let rasters: Vec<Raster> = batch.iter().map(|(.., raster)| raster.clone()).collect();
        let dpi = batch[0].1.dpi;
        let bytes = match index % 5 {
            0 => press::pdf(&rasters, dpi, Packing::Jpeg),
            1 => press::tiff(&rasters, dpi, Compression::Lzw),
            2 => press::tiff(&rasters, dpi, Compression::Deflate(DeflateLevel::Fast)),
            3 => press::pdf(&rasters, dpi, Packing::Flate),
            _ => press::tiff(&rasters, dpi, Compression::Packbits),
        };
        (bytes, codes)
    };
    let (batches, singles) = pages.split_at(count - 6);
    let mut files: Vec<File> = batches.chunks(9).enumerate().map(file).collect();
    for (index, (code, sheet, raster)) in singles.iter().enumerate() {
        let bytes = match index % 3 {
            0 => press::jpeg(raster, sheet.dpi),
            1 => raster.to_png().unwrap(),
            _ => press::jpeg(&press::coloured(raster), sheet.dpi),
        };
        files.push((bytes, vec![(*code, sheet.turn)]));
    }
    files
}

#[test]
fn check_forty() {
    let mut found = Vec::new();
    let mut took = std::time::Duration::ZERO;
    for (bytes, codes) in pile() {
        let begin = Instant::now();
        let scan = Scan::open(bytes).unwrap();
        assert_eq!(scan.pages(), codes.len());
        let pages: Vec<_> = (0..scan.pages()).map(|page| scan.read(page).unwrap()).collect();
        took += begin.elapsed();
        for (page, (code, turn)) in pages.iter().zip(codes) {
            assert_eq!((page.code, page.turn), (Some(code), turn), "{:?}", scan.format);
            assert!(page.height > page.width);
        }
        found.extend(pages);
    }
    println!(
        "{} pages, {} ms each",
        found.len(),
        took.as_millis() / found.len() as u128
    );
    let codes: Vec<_> = found.iter().map(|page| page.code).collect();
    let sorted = group(&codes);
    assert_eq!((sorted.documents.len(), sorted.unrecognised.len()), (40, 0));
    for document in &sorted.documents {
        let number = (0..40).find(|number| id(*number) == document.document).unwrap();
        let pages = if number % 2 == 0 { 2 } else { 1 };
        assert!(document.missing(pages).is_empty() && document.beyond(pages).is_empty());
        assert!(document.duplicates.is_empty() && document.uncertain.is_empty());
    }
}

/// Black and white alone, as fax machines pack it, in TIFF and PDF.
#[test]
fn check_group4() {
    let sheet = Sheet {
        bilevel: true,
        turn: Turn::Half,
        ..STRAIGHT
    };
    let page = scanned(&printed(&talk("Alva", "", "").0, id(7), 200)[0], sheet, 1);
    for bytes in [
        press::tiff_group4(&page, 200),
        press::pdf(std::slice::from_ref(&page), 200, Packing::Group4),
    ] {
        let scan = Scan::open(bytes).unwrap();
        let read = scan.read(0).unwrap();
        assert_eq!(
            (read.code.map(|code| code.document), read.turn),
            (Some(id(7)), Turn::Half)
        );
        let kept = scan.kept(0).unwrap();
        assert_eq!(
            kept.pixels,
            crate::scan::Pixels::Raster(page.clone()),
            "{:?}",
            scan.format
        );
    }
}

/// A page that bears no code is no error, and the preview is as large as asked for.
#[test]
fn check_without_code() {
    let page = printed(&talk("Alva", "", "").0, id(1), 150).remove(0);
    let cut = page.height * 9 / 10 * page.width;
    let mut without = page.clone();
    without.pixels[cut..].fill(255);
    let scan = Scan::open(press::jpeg(&without, 150)).unwrap();
    let begin = Instant::now();
    let read = scan.read(0).unwrap();
    println!("without a code: {} ms", begin.elapsed().as_millis());
    assert_eq!((read.code, read.turn, read.width), (None, Turn::None, page.width));
    let (preview, _) = crate::scan::png::picture(&scan.preview(0, Turn::Right, 400).unwrap()).unwrap();
    assert!((400..800).contains(&preview.width) && preview.width > preview.height);
}
