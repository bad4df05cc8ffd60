//! Scanned pages: each one picture, tagged as one figure.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::Facts;
use super::finish::complete;
use super::pdf::{array, dict, name};
use crate::display::{PAGE, Role, Sheets};
use crate::error::ScanError;
use crate::scan::{Kept, Pixels, Tone, Turn};

/// A page to be written.
pub struct Page {
    pub picture: Kept,
    /// How the picture is turned to stand upright.
    pub turn: Turn,
    /// What is said in its place.
    pub words: String,
}

/// Writes a document, each page as large as its picture.
pub fn write(pages: &[Page], facts: &Facts) -> Result<Vec<u8>, ScanError> {
    let mut sheets = Sheets::default();
    let root = sheets.tree.add(None, Role::Document);
    let mut document = Document::with_version("1.7");
    let parent = document.new_object_id();
    let mut contents = Vec::new();
    let mut kids = Vec::new();
    for page in pages {
        let (width, height) = page.turn.size(page.picture.size());
        // The tree measures from the top of an A4 page.
        let figure = Role::Figure([0.0, PAGE.1 - height, width, height]);
        let figure = sheets.tree.add(Some(root), figure);
        sheets.tree.set_alt(figure, page.words.clone());
        contents.push(vec![figure]);
        kids.push(Object::Reference(add_page(
            &mut document,
            page,
            (width, height),
            parent,
        )?));
    }
    let tree = dict([
        ("Type", name("Pages")),
        ("Count", (kids.len() as i64).into()),
        ("Kids", array(kids)),
    ]);
    document.set_object(parent, tree);
    let catalog = document.add_object(dict([("Type", name("Catalog")), ("Pages", parent.into())]));
    document.trailer.set("Root", catalog);
    complete(document, &contents, &sheets, facts)
        .map_err(|_| ScanError::Internal("the document cannot be written"))
}

fn add_page(
    document: &mut Document,
    page: &Page,
    (width, height): (f32, f32),
    parent: ObjectId,
) -> Result<ObjectId, ScanError> {
    let picture = picture(&page.picture)?;
    let picture = document.add_object(picture);
    let [a, b, c, d, e, f] = match page.turn {
        Turn::None => [width, 0.0, 0.0, height, 0.0, 0.0],
        Turn::Right => [0.0, -height, width, 0.0, 0.0, height],
        Turn::Half => [-width, 0.0, 0.0, -height, width, height],
        Turn::Left => [0.0, height, -width, 0.0, width, 0.0],
    };
    let drawn = format!("/Figure <</MCID 0>> BDC\nq {a} {b} {c} {d} {e} {f} cm /Scan Do Q\nEMC\n");
    let drawn = document.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
    let pictures = dict([("Scan", picture.into())]);
    Ok(document.add_object(dict([
        ("Type", name("Page")),
        ("Parent", parent.into()),
        ("MediaBox", array([0.0, 0.0, width, height].map(Object::Real))),
        ("Resources", dict([("XObject", pictures.into())]).into()),
        ("Contents", drawn.into()),
    ])))
}

fn picture(picture: &Kept) -> Result<Stream, ScanError> {
    let (tone, depth, filter, parameters, content) = match &picture.pixels {
        Pixels::Jpeg(bytes, tone) => (*tone, 8, "DCTDecode", None, bytes.clone()),
        Pixels::Raster(raster) => {
            let depth = if raster.is_bilevel() { 1 } else { 8 };
            // PDF unpacks what PNG packs, rows and filters and all (ISO 32000-1, 7.4.4.4).
            let parameters = dict([
                ("Predictor", 15.into()),
                ("Colors", (raster.tone.samples() as i64).into()),
                ("BitsPerComponent", depth.into()),
                ("Columns", (raster.width as i64).into()),
            ]);
            (
                raster.tone,
                depth,
                "FlateDecode",
                Some(parameters),
                packed(&raster.to_png()?)?,
            )
        }
    };
    let space = match tone {
        Tone::Grey => "DeviceGray",
        Tone::Colour => "DeviceRGB",
    };
    let mut entry = dict([
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", (picture.width as i64).into()),
        ("Height", (picture.height as i64).into()),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", depth.into()),
        ("Filter", name(filter)),
    ]);
    if let Some(parameters) = parameters {
        entry.set("DecodeParms", parameters);
    }
    Ok(Stream::new(entry, content).with_compression(false))
}

/// The packed rows of a PNG of ours.
fn packed(png: &[u8]) -> Result<Vec<u8>, ScanError> {
    let broken = ScanError::Internal("a picture cannot be packed");
    let mut rows = Vec::new();
    let mut rest = png.get(8..).ok_or(broken)?;
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        if after.starts_with(b"IDAT") {
            rows.extend_from_slice(after.get(4..4 + length).ok_or(broken)?);
        }
        rest = after.get(4 + length + 4..).ok_or(broken)?;
    }
    // Data that ends in a carriage return would be counted one byte short by some readers; what follows the
    // packed data is not looked at.
    if rows.last() == Some(&b'\r') {
        rows.push(0);
    }
    Ok(rows)
}
