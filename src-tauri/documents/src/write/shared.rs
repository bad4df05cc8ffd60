//! Fonts of a document that what is added to it may be set with: those that this program would have cut just so.
//!
//! A signature's name is drawn by the document's own font, so that it adds little. The document may come from anywhere,
//! and a font that calls a B an A would show another name than the signer's: only a font whose every byte and width
//! is what we would have made of the same letters is used.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use subsetter::{GlyphRemapper, subset};

use super::fonts::{font_id, width_of};
use crate::display::Face;
use crate::layout::glyph_of;

/// The fonts that are shared; none of a document that has none of ours.
#[derive(Default)]
pub struct Shared(BTreeMap<Face, Font>);

struct Font {
    object: ObjectId,
    /// By the glyph's id in the whole face, its id in the document's font.
    glyphs: BTreeMap<u16, u16>,
}

impl Shared {
    /// The fonts on a document's first page that are ours to the byte.
    pub fn of(pdf: &[u8]) -> Self {
        let Ok(document) = Document::load_mem(pdf) else {
            return Self::default();
        };
        let fonts = Face::ALL
            .into_iter()
            .filter_map(|face| Some((face, ours(&document, face)?)));
        Self(fonts.collect())
    }

    /// The glyph's id in the document's font of a face.
    pub fn glyph(&self, face: Face, glyph: u16) -> Option<u16> {
        self.0.get(&face)?.glyphs.get(&glyph).copied()
    }

    /// The names of the fonts among a page's resources, and the objects that they are.
    pub fn fonts(&self) -> impl Iterator<Item = (String, ObjectId)> {
        self.0.iter().map(|(face, font)| (font_id(*face).0, font.object))
    }
}

fn ours(document: &Document, face: Face) -> Option<Font> {
    let page = document.page_iter().next()?;
    let (resources, others) = document.get_page_resources(page).ok()?;
    let resources = match (resources, others.first()) {
        (Some(resources), _) => resources,
        (None, Some(id)) => document.get_dictionary(*id).ok()?,
        (None, None) => return None,
    };
    let fonts = within(document, resources, b"Font")?;
    let object = fonts.get(font_id(face).0.as_bytes()).ok()?.as_reference().ok()?;
    let font = document.get_dictionary(object).ok()?;
    let kept = value(document, font, b"DescendantFonts")?.as_array().ok()?;
    let kept = document.dereference(kept.first()?).ok()?.1.as_dict().ok()?;
    let named = |of: &Dictionary, key: &[u8], name: &[u8]| {
        value(document, of, key)?.as_name().ok().map(|is| is == name)
    };
    let plain = named(font, b"Subtype", b"Type0")?
        && named(font, b"Encoding", b"Identity-H")?
        && named(kept, b"Subtype", b"CIDFontType2")?
        && named(kept, b"CIDToGIDMap", b"Identity")?;
    let program = within(document, kept, b"FontDescriptor")?
        .get(b"FontFile2")
        .ok()?;
    let program = unpacked(document, program)?;
    let texts = texts(&unpacked(document, font.get(b"ToUnicode").ok()?)?)?;
    let mut remapper = GlyphRemapper::new();
    let mut glyphs = BTreeMap::new();
    for (id, text) in (1..).zip(&texts) {
        let glyph = glyph_of(face, text)?;
        if remapper.remap(glyph) != id || glyphs.insert(glyph, id).is_some() {
            return None;
        }
    }
    let same = subset(face.typeface()?.bytes, 0, &remapper).ok()? == program;
    let widths = widths(value(document, kept, b"W")?)?;
    let expected: Vec<i64> = glyphs_in_order(&glyphs)
        .map(|glyph| width_of(face, glyph))
        .collect::<Option<_>>()?;
    (plain && same && widths == expected).then_some(Font { object, glyphs })
}

fn glyphs_in_order(glyphs: &BTreeMap<u16, u16>) -> impl Iterator<Item = u16> {
    let mut pairs: Vec<(u16, u16)> = glyphs.iter().map(|(glyph, id)| (*id, *glyph)).collect();
    pairs.sort_unstable();
    pairs.into_iter().map(|(_, glyph)| glyph)
}

fn value<'a>(document: &'a Document, entries: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    Some(document.dereference(entries.get(key).ok()?).ok()?.1)
}

fn within<'a>(document: &'a Document, entries: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    value(document, entries, key)?.as_dict().ok()
}

fn unpacked(document: &Document, stream: &Object) -> Option<Vec<u8>> {
    /// Larger than the whole face, in bytes.
    const MOST: usize = 1 << 20;
    let stream = document.dereference(stream).ok()?.1.as_stream().ok()?;
    match stream.dict.has(b"Filter") {
        true => stream.decompressed_content_with_limit(MOST).ok(),
        false => Some(stream.content.clone()),
    }
}

/// What the glyphs 1, 2, 3 and on stand for, as our own writer says it: `<0001> <0041>`, a line each.
fn texts(map: &[u8]) -> Option<Vec<String>> {
    let map = std::str::from_utf8(map).ok()?;
    let mut texts = Vec::new();
    for line in map.lines() {
        let Some((id, text)) = line
            .strip_prefix('<')
            .and_then(|line| line.strip_suffix('>')?.split_once("> <"))
        else {
            continue;
        };
        if id == "0000" && text == "FFFF" {
            continue;
        }
        if u16::from_str_radix(id, 16).ok()? != u16::try_from(texts.len() + 1).ok()? {
            return None;
        }
        let units = text
            .as_bytes()
            .chunks(4)
            .map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
        texts.push(String::from_utf16(&units.collect::<Option<Vec<_>>>()?).ok()?);
    }
    Some(texts)
}

/// The widths from glyph 1 on, as our own writer says them: one run.
fn widths(array: &Object) -> Option<Vec<i64>> {
    let [first, run] = array.as_array().ok()?.as_slice() else {
        return None;
    };
    let run = run
        .as_array()
        .ok()
        .filter(|_| first.as_i64().is_ok_and(|first| first == 1))?;
    let widths = run
        .iter()
        .map(|width| width.as_float().ok().map(|width| width.round() as i64));
    widths.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn check_our_own() {
        let pdf = crate::print(&samples::plan(true), &samples::provenance(), None).unwrap();
        let shared = Shared::of(&pdf);
        let faces: Vec<String> = shared.fonts().map(|(name, _)| name).collect();
        assert!(
            faces.contains(&"Regular".to_owned()) && faces.contains(&"Semibold".to_owned()),
            "{faces:?}"
        );
        let words = [
            "Åsa Öberg-Lindqvist",
            "skolkurator, Björkskolan",
            "Undertecknad elektroniskt 2026-11-25 kl. 08.00",
        ];
        let size = (200.0, 40.0);
        let look = crate::signature_look(&words, size, &pdf).unwrap();
        assert_eq!(look.fonts.len(), faces.len());
        // A letter that the document has nowhere brings a font along.
        assert_eq!(crate::signature_look(&["Łukasz"], size, &pdf).unwrap().fonts, []);
        assert_eq!(
            crate::signature_look(&words, size, b"no document").unwrap().fonts,
            []
        );
        // A font in which a letter is another, or that is written otherwise, is no font of ours.
        let touched = |touch: &dyn Fn(&mut Object)| {
            let mut document = Document::load_mem(&pdf).unwrap();
            document.objects.values_mut().for_each(touch);
            let mut bytes = Vec::new();
            document.save_to(&mut bytes).unwrap();
            Shared::of(&bytes).fonts().count()
        };
        assert_eq!(touched(&|_| ()), faces.len());
        let other_letter = touched(&|object| {
            let Ok(stream) = object.as_stream_mut() else {
                return;
            };
            let text = String::from_utf8(stream.get_plain_content().unwrap_or_default()).unwrap_or_default();
            if text.contains("beginbfchar") {
                let swapped = text
                    .replace("<0061>", "<?>")
                    .replace("<0065>", "<0061>")
                    .replace("<?>", "<0065>");
                stream.dict.remove(b"Filter");
                stream.set_content(swapped.into_bytes());
            }
        });
        assert_eq!(other_letter, 0);
        let other_way = touched(&|object| {
            if let Ok(entries) = object.as_dict_mut()
                && entries.has(b"DescendantFonts")
            {
                entries.set("Encoding", Object::Name(b"Identity-V".to_vec()));
            }
        });
        assert_eq!(other_way, 0);
    }

    #[test]
    fn check() {
        let map = b"begincmap\n<0000> <FFFF>\n2 beginbfchar\n<0001> <0041>\n<0002> <00E5>\nendbfchar\n";
        assert_eq!(texts(map).unwrap(), ["A", "\u{e5}"]);
        assert_eq!(texts(b"<0002> <0041>\n"), None, "one after the other");
        assert_eq!(texts(b"<0001> <D800>\n"), None, "half a character");
    }
}
