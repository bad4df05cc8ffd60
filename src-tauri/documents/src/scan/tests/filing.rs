//! What is filed is what was scanned.

use forms::form::FormRef;
use forms::hash::Hash;
use lopdf::{Document, Object, Stream};
use tiff::encoder::Compression;

use super::press::{self, Packing, Sheet, id, printed, scanned};
use crate::samples::{short_checklist, talk};
use crate::scan::raster::Raster;
use crate::scan::{Leaf, Scan, ScanFacts, Turn, file};
use crate::{Kind, ScanError, inspect, pictures};

fn facts() -> ScanFacts {
    ScanFacts {
        document: id(3),
        form: FormRef {
            pack: "trosa".into(),
            id: "checklista".into(),
            version: 1,
        },
        form_hash: Hash::of(b"checklista"),
        title: "Checklista vid frånvaro".into(),
        school: "Björkbackens skola".into(),
        description: "Underskriven av Maja Lindqvist".into(),
        made_at: "2026-11-24T10:00:00Z".parse().unwrap(),
    }
}

/// Two pages, the second on its head, in grey at a low resolution.
fn sheets() -> [Raster; 2] {
    let pages = printed(&short_checklist(), id(3), 150);
    [Turn::None, Turn::Half].map(|turn| {
        let sheet = Sheet {
            dpi: 150,
            askew: 1.0,
            turn,
            noise: 6,
            bilevel: false,
        };
        scanned(&pages[usize::from(turn == Turn::Half)], sheet, 5)
    })
}

fn bilevel(page: &Raster) -> Raster {
    let pixels = page.pixels.iter().map(|pixel| if *pixel > 140 { 255 } else { 0 });
    Raster {
        pixels: pixels.collect(),
        ..page.clone()
    }
}

fn leaves<'a>(scans: &'a [Scan]) -> Vec<Leaf<'a>> {
    let of = |scan: &'a Scan| {
        (0..scan.pages()).map(move |page| Leaf {
            scan,
            page,
            turn: scan.read(page).unwrap().turn,
        })
    };
    scans.iter().flat_map(of).collect()
}

/// The pictures in a filed document, in the order of its pages.
fn filed(bytes: &[u8]) -> Vec<Stream> {
    let document = Document::load_mem(bytes).unwrap();
    let picture = |page| {
        let (resources, _) = document.get_page_resources(page).unwrap();
        let pictures = resources.unwrap().get(b"XObject").unwrap().as_dict().unwrap();
        let picture = pictures.get(b"Scan").unwrap().as_reference().unwrap();
        document
            .get_object(picture)
            .and_then(Object::as_stream)
            .unwrap()
            .clone()
    };
    document.page_iter().map(picture).collect()
}

/// Keeps a document where the judges find it: `SCANS_OUT=folder cargo test -p documents`.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("SCANS_OUT") {
        let folder = std::path::Path::new(&folder);
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn check_every_kind() {
    let [one, two] = sheets();
    let both = [one.clone(), two.clone()];
    let (one_bit, two_bits) = (bilevel(&one), bilevel(&two));
    let bits = [one_bit.clone(), two_bits];
    let cases = [
        (
            "jpeg",
            vec![press::jpeg(&one, 150), press::jpeg(&press::coloured(&two), 150)],
            "DCTDecode",
        ),
        (
            "png",
            vec![one.to_png().unwrap(), press::coloured(&two).to_png().unwrap()],
            "FlateDecode",
        ),
        (
            "tiff",
            vec![press::tiff(&both, 150, Compression::Lzw)],
            "FlateDecode",
        ),
        ("fax", vec![press::tiff_group4(&one_bit, 150)], "FlateDecode"),
        (
            "pdf-jpeg",
            vec![press::pdf(&both, 150, Packing::Jpeg)],
            "DCTDecode",
        ),
        (
            "pdf-flate",
            vec![press::pdf(&both, 150, Packing::Flate)],
            "FlateDecode",
        ),
        (
            "pdf-fax",
            vec![press::pdf(&bits, 150, Packing::Group4)],
            "FlateDecode",
        ),
    ];
    for (name, files, filter) in cases {
        let scans: Vec<Scan> = files
            .iter()
            .map(|bytes| Scan::open(bytes.clone()).unwrap())
            .collect();
        let leaves = leaves(&scans);
        let bytes = file(&leaves, &facts()).unwrap();
        assert_eq!(
            bytes,
            file(&leaves, &facts()).unwrap(),
            "{name}: the same bytes twice"
        );
        keep(name, &bytes);
        let found = inspect(&bytes).unwrap();
        assert_eq!(
            (found.kind, found.document, found.pages),
            (Kind::Scan, Some(id(3)), leaves.len()),
            "{name}"
        );
        assert_eq!(
            (found.form, found.form_hash),
            (Some(facts().form), Some(facts().form_hash))
        );
        assert_eq!(found.conformance, ["PDF/A-3A", "PDF/UA-1"]);
        assert!(found.record.is_none() && found.remarks.is_empty());
        let sizes: Vec<_> = found.attachments.iter().map(|file| file.size).collect();
        assert_eq!(sizes, files.iter().map(Vec::len).collect::<Vec<_>>(), "{name}");
        assert!(
            found
                .attachments
                .iter()
                .all(|file| file.relation.as_deref() == Some("Source"))
        );
        for picture in filed(&bytes) {
            assert_eq!(
                picture.dict.get(b"Filter").unwrap().as_name().unwrap(),
                filter.as_bytes(),
                "{name}"
            );
            assert!(!picture.dict.has(b"Interpolate"));
        }
        files_itself(name, bytes);
    }
}

/// What is filed stands upright in its own size, and files itself again.
fn files_itself(name: &str, bytes: Vec<u8>) {
    // The pages stand upright and have the size of the paper, as a reader draws them.
    for page in pictures(&bytes, 1.0).unwrap() {
        assert!(
            page.width.abs_diff(595) <= 2 && page.height.abs_diff(842) <= 2,
            "{name}"
        );
    }
    // What is filed files itself again, and nothing has to be turned any more.
    let again = Scan::open(bytes).unwrap();
    for page in 0..again.pages() {
        let read = again.read(page).unwrap();
        let code = read.code.map(|code| (code.document, usize::from(code.page)));
        assert_eq!((code, read.turn), (Some((id(3), page + 1)), Turn::None), "{name}");
    }
}

/// The bytes of a JPEG are in the document as they are; pixels of the others are all there.
#[test]
fn check_untouched() {
    let [one, two] = sheets();
    let jpeg = press::jpeg(&one, 150);
    for scan in [
        jpeg.clone(),
        press::pdf(std::slice::from_ref(&one), 150, Packing::Jpeg),
    ] {
        let scan = Scan::open(scan).unwrap();
        let bytes = file(&leaves(&[scan]), &facts()).unwrap();
        assert_eq!(filed(&bytes)[0].content, jpeg);
    }
    for (page, depth) in [(press::coloured(&two), 8), (one.clone(), 8), (bilevel(&one), 1)] {
        for scan in [
            page.to_png().unwrap(),
            press::tiff(std::slice::from_ref(&page), 150, Compression::Packbits),
            press::pdf(std::slice::from_ref(&page), 150, Packing::Flate),
        ] {
            let scan = Scan::open(scan).unwrap();
            let kept = scan.kept(0).unwrap();
            assert_eq!(kept.pixels, crate::scan::Pixels::Raster(page.clone()));
            let leaf = Leaf {
                scan: &scan,
                page: 0,
                turn: Turn::None,
            };
            let picture = filed(&file(&[leaf], &facts()).unwrap()).remove(0);
            assert_eq!(
                picture.dict.get(b"BitsPerComponent").unwrap().as_i64().unwrap(),
                depth
            );
            let rows = picture.decompressed_content().unwrap();
            if depth == 8 {
                assert_eq!(rows, page.pixels);
            }
        }
    }
}

/// A file with a page of somebody else's is not attached; nothing of that page is in the document.
#[test]
fn check_nobody_else() {
    let [one, two] = sheets();
    let other = press::jpeg(&printed(&talk("Noah", "", "").0, id(4), 150)[0], 150);
    let own = press::jpeg(&one, 150);
    let scan = Scan::open(press::pdf(&[one, two], 150, Packing::Jpeg)).unwrap();
    let alone = Scan::open(own).unwrap();
    let pages = [
        Leaf {
            scan: &scan,
            page: 0,
            turn: Turn::None,
        },
        Leaf {
            scan: &alone,
            page: 0,
            turn: Turn::None,
        },
    ];
    let found = inspect(&file(&pages, &facts()).unwrap()).unwrap();
    let names: Vec<_> = found.attachments.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["inskannat-1.jpg"]);

    let pile = Scan::open(press::tiff(
        &[press_page(&other), press_page(&press::jpeg(&sheets()[0], 150))],
        150,
        Compression::Uncompressed,
    ))
    .unwrap();
    let mine = Leaf {
        scan: &pile,
        page: 1,
        turn: Turn::None,
    };
    let bytes = file(&[mine], &facts()).unwrap();
    assert!(inspect(&bytes).unwrap().attachments.is_empty());
    assert_eq!(filed(&bytes).len(), 1);

    assert_eq!(file(&[], &facts()), Err(ScanError::NoPages));
    let beyond = Leaf {
        scan: &alone,
        page: 1,
        turn: Turn::None,
    };
    assert_eq!(file(&[beyond], &facts()), Err(ScanError::Damaged));
}

fn press_page(jpeg: &[u8]) -> Raster {
    crate::scan::jpeg::picture(jpeg).unwrap()
}

/// A page that holds more than its picture is drawn as it looks.
#[test]
fn check_drawn() {
    let printed = crate::print(&short_checklist(), &crate::samples::provenance(), None).unwrap();
    let scan = Scan::open(printed).unwrap();
    let bytes = file(&leaves(&[scan]), &facts()).unwrap();
    keep("drawn", &bytes);
    let again = Scan::open(bytes).unwrap();
    assert_eq!(again.pages(), 2);
    assert!(again.read(1).unwrap().code.is_some());
}

/// A scan that would make too large a document is refused, and one whose file alone is too large is filed
/// without it.
#[test]
fn check_too_large() {
    let noise = |width: usize, height: usize| {
        let mut dirt = 1u32;
        let mut next = || {
            dirt = dirt.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dirt >> 24) as u8
        };
        let pixels = (0..width * height).map(|_| next()).collect();
        Raster::new(width, height, crate::scan::Tone::Grey, pixels).unwrap()
    };
    let scan = |page: &Raster| Scan::open(page.to_png().unwrap()).unwrap();
    let large = scan(&noise(4_000, 2_500));
    let leaf = Leaf {
        scan: &large,
        page: 0,
        turn: Turn::None,
    };
    assert!(
        inspect(&file(&[leaf], &facts()).unwrap())
            .unwrap()
            .attachments
            .is_empty()
    );
    let larger = scan(&noise(4_000, 4_500));
    let leaf = Leaf {
        scan: &larger,
        page: 0,
        turn: Turn::None,
    };
    assert_eq!(file(&[leaf], &facts()), Err(ScanError::DocumentTooLarge));
}
