//! What stands around the column on each page: running head, foot, page code.

use datamatrix::{DataMatrixBuilder, EncodationType, SymbolList};
use forms::outline::Outline;
use texts::swedish;
use uuid::Uuid;

use super::builder::{marks_of, plain, rule};
use super::flow::{LEFT, RIGHT, WIDTH};
use super::look;
use super::setter::Setter;
use crate::Provenance;
use crate::display::{Artifact, ElementId, Ink, Mark, Owner, PAGE, Role, Shape, Sheets};
use crate::error::PrintError;

const HEAD: f32 = 46.0;
const FOOT: f32 = PAGE.1 - 66.0;
/// One module of the page code: 0.45 mm, which a flatbed scanner at 150 dpi still resolves.
const MODULE: f32 = 1.28;

/// Adds head, foot and code to every page.
pub fn furnish(
    sheets: &mut Sheets,
    setter: &mut Setter,
    outline: &Outline,
    provenance: &Provenance,
    id: Uuid,
) -> Result<(), PrintError> {
    let root = ElementId(0);
    // The codes are read out last, in a part of their own: nobody wants them between two questions.
    let codes = sheets.tree.add(Some(root), Role::Sect);
    let count = sheets.pages.len();
    setter.place.clone_from(&outline.title);
    for index in 0..count {
        let mut marks = Vec::new();
        if index > 0 {
            running_head(&mut marks, setter, outline, provenance);
        }
        foot(&mut marks, setter, outline, id, (index + 1, count));
        let (code, area) = page_code(id, index + 1)?;
        let element = sheets.tree.add(Some(codes), Role::Figure(area));
        let words = [("id", id.to_string().into()), ("page", (index + 1).into())];
        sheets
            .tree
            .set_alt(element, swedish().say("document-page-code", &words).into_owned());
        marks.push(Mark {
            owner: Owner::Element(element),
            shape: code,
        });
        if let Some(sheet) = sheets.pages.get_mut(index) {
            sheet.marks.extend(marks);
        }
    }
    Ok(())
}

/// School and title to the left, the marking to the right, as on the first page but slim.
fn running_head(marks: &mut Vec<Mark>, setter: &mut Setter, outline: &Outline, provenance: &Provenance) {
    let owner = Owner::Artifact(Artifact::Header);
    let mut room = WIDTH;
    if let Some(secrecy) = &provenance.secrecy {
        let line = setter.lines(&plain(secrecy, look::SMALL_STRONG), WIDTH / 2.0, WIDTH / 2.0);
        if let Some(line) = line.first() {
            room -= line.width + 18.0;
            marks.extend(marks_of(line, owner, RIGHT - line.width, HEAD));
        }
    }
    let parts = [provenance.school.as_str(), outline.title.as_str()];
    let title = parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ");
    if let Some(line) = setter.lines(&plain(&title, look::SMALL), room, room).first() {
        marks.extend(marks_of(line, owner, LEFT, HEAD));
    }
    let line = rule(
        (LEFT, HEAD + 7.0),
        (RIGHT, HEAD + 7.0),
        look::HAIRLINE,
        Ink::Hairline,
    );
    marks.push(Mark { owner, ..line });
}

/// Form and version, document id, and the page's number.
fn foot(
    marks: &mut Vec<Mark>,
    setter: &mut Setter,
    outline: &Outline,
    id: Uuid,
    (page, pages): (usize, usize),
) {
    let owner = Owner::Artifact(Artifact::Footer);
    let line = rule((LEFT, FOOT), (RIGHT, FOOT), look::HAIRLINE, Ink::Hairline);
    marks.push(Mark { owner, ..line });
    let room = WIDTH - 110.0;
    let version = [
        ("title", outline.title.as_str().into()),
        ("version", outline.form.version.into()),
    ];
    let version = swedish().say("document-form-version", &version).into_owned();
    let id = swedish()
        .say("document-id", &[("id", id.to_string().into())])
        .into_owned();
    let texts = [version, id];
    let lines = texts
        .iter()
        .flat_map(|text| setter.lines(&plain(text, look::SMALL), room, room))
        .collect::<Vec<_>>();
    for (index, line) in lines.iter().enumerate() {
        marks.extend(marks_of(line, owner, LEFT, FOOT + 15.0 + index as f32 * 12.0));
    }
    let number = swedish()
        .say("document-page", &[("page", page.into()), ("pages", pages.into())])
        .into_owned();
    let line = setter.line(&number, look::SMALL);
    marks.extend(marks_of(&line, owner, RIGHT - 44.0 - line.width, FOOT + 15.0));
}

/// The code: document id and page, nothing about anyone. Gives the shape and its area on the page.
fn page_code(id: Uuid, page: usize) -> Result<(Shape, [f32; 4]), PrintError> {
    // Upper case, so that ECC 200 packs three characters into two bytes.
    let words = format!("NL1:{}:{page}", id.simple().to_string().to_uppercase());
    let code = DataMatrixBuilder::new()
        .with_symbol_list(SymbolList::default().enforce_square())
        .with_encodation_types(EncodationType::C40 | EncodationType::Ascii)
        .encode(words.as_bytes())
        .map_err(|_| PrintError::Internal("the page code cannot be made"))?;
    let bitmap = code.bitmap();
    let (width, height) = (bitmap.width() as f32 * MODULE, bitmap.height() as f32 * MODULE);
    let (left, top) = (RIGHT - width, FOOT + 8.0);
    let boxes = bitmap
        .pixels()
        .map(|(x, y)| [left + x as f32 * MODULE, top + y as f32 * MODULE, MODULE, MODULE])
        .collect();
    Ok((
        Shape::Fill {
            boxes: merged(boxes),
            ink: Ink::Text,
        },
        [left, top, width, height],
    ))
}

/// Neighbours in a row as one box, so that no hairline shows between them.
fn merged(boxes: Vec<[f32; 4]>) -> Vec<[f32; 4]> {
    let mut merged: Vec<[f32; 4]> = Vec::new();
    for [x, y, width, height] in boxes {
        match merged.last_mut() {
            Some(last) if last[1] == y && (last[0] + last[2] - x).abs() < 0.01 => last[2] += width,
            _ => merged.push([x, y, width, height]),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use datamatrix::DataMatrix;

    /// What is drawn is read back as the document's id and the page.
    #[test]
    fn check() {
        let id: Uuid = "01920000-0000-7000-8000-00000000abcd".parse().unwrap();
        for page in [1, 9, 12, 200] {
            let (shape, [left, top, width, height]) = page_code(id, page).unwrap();
            assert!(left + width <= RIGHT + 0.01 && top + height < PAGE.1 - 15.0);
            let Shape::Fill { boxes, .. } = shape else {
                panic!()
            };
            let side = (width / MODULE).round() as usize;
            let mut pixels = vec![false; side * side];
            for [x, y, wide, _] in boxes {
                let module = |length: f32| (length / MODULE).round() as usize;
                let row = module(y - top) * side + module(x - left);
                pixels[row..row + module(wide)].fill(true);
            }
            let read = DataMatrix::decode(&pixels, side).unwrap();
            assert_eq!(
                read,
                format!("NL1:0192000000007000800000000000ABCD:{page}").as_bytes()
            );
        }
    }
}
