//! Fonts cut down to what a document uses, with the text that each glyph stands for.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub, PdfResources,
};
use subsetter::{GlyphRemapper, subset};

use super::Shared;
use crate::display::{Face, Glyph, Run, Shape, Sheets};
use crate::error::PrintError;
use crate::layout::Typeface;

/// What all faces of Source Sans 3 share, in thousandths of an em; for readers that show text before the
/// font is loaded. The bounds hold every glyph of every face.
const ASCENT: i16 = 1000;
const DESCENT: i16 = -326;
const BOUNDS: [i16; 4] = [-800, -500, 2500, 1200];

/// The fonts of one document.
pub struct Fonts(BTreeMap<Face, Subset>);

/// One face, cut down.
struct Subset {
    typeface: &'static Typeface,
    /// By the glyph's id in the whole face.
    glyphs: Vec<Option<Kept>>,
}

/// The glyphs of a font as it was cut, from glyph 1 on.
pub struct Letters {
    /// The font's PostScript name.
    pub font: &'static str,
    /// What each stands for.
    pub texts: Vec<String>,
    /// In thousandths of an em.
    pub widths: Vec<i32>,
}

/// A glyph that the document uses.
struct Kept {
    /// Its id in the cut face.
    id: u16,
    /// In thousandths of an em.
    width: i32,
    /// The text it stands for.
    text: String,
}

impl Fonts {
    /// The glyphs that the pages use.
    pub fn of(sheets: &Sheets) -> Result<Self, PrintError> {
        let mut fonts: BTreeMap<Face, Subset> = BTreeMap::new();
        let drawn = sheets.pages.iter().flat_map(|sheet| &sheet.marks);
        let drawn = drawn.filter_map(|mark| match &mark.shape {
            Shape::Text { run, .. } => Some(run),
            _ => None,
        });
        for run in drawn.chain(&sheets.spare) {
            let typeface = run
                .style
                .face
                .typeface()
                .ok_or(PrintError::Internal("a font cannot be read"))?;
            let font = fonts.entry(run.style.face).or_insert_with(|| Subset {
                typeface,
                glyphs: Vec::new(),
            });
            for (glyphs, text) in clusters(run) {
                font.add(glyphs, text);
            }
        }
        Ok(Self(fonts))
    }

    /// The glyph as it is written, and its width in thousandths of an em.
    pub fn glyph(&self, face: Face, id: u16) -> Option<(Codepoint, i32)> {
        let kept = self.0.get(&face)?.kept(id)?;
        Some((Codepoint::with_cid(kept.id, 0.0, kept.text.clone()), kept.width))
    }

    /// Whether these glyphs, one after another, read as this text without further help.
    pub fn read_as(&self, face: Face, glyphs: &[Glyph], text: &str) -> bool {
        let Some(font) = self.0.get(&face) else {
            return false;
        };
        let mut rest = Some(text);
        for glyph in glyphs {
            let said = font.kept(glyph.id).map_or("", |kept| kept.text.as_str());
            rest = rest.and_then(|rest| rest.strip_prefix(said));
        }
        rest == Some("")
    }

    /// Takes the glyphs from a document's own fonts, if it has all of them.
    pub fn take_from(&mut self, shared: &Shared) -> bool {
        let ids = |(face, font): (&Face, &Subset)| {
            let kept = (0..).zip(&font.glyphs).filter(|(_, kept)| kept.is_some());
            kept.map(|(glyph, _)| shared.glyph(*face, glyph))
                .collect::<Option<Vec<u16>>>()
        };
        let Some(ids) = self.0.iter().map(ids).collect::<Option<Vec<_>>>() else {
            return false;
        };
        for (font, ids) in self.0.values_mut().zip(ids) {
            font.glyphs
                .iter_mut()
                .flatten()
                .zip(ids)
                .for_each(|(kept, id)| kept.id = id);
        }
        true
    }

    /// What each glyph of each font stands for and how wide it is, from glyph 1 on.
    pub fn letters(&self) -> Vec<Letters> {
        let letters = |font: &Subset| {
            let mut kept: Vec<&Kept> = font.glyphs.iter().flatten().collect();
            kept.sort_by_key(|kept| kept.id);
            Letters {
                font: font.typeface.name,
                texts: kept.iter().map(|kept| kept.text.clone()).collect(),
                widths: kept.iter().map(|kept| kept.width).collect(),
            }
        };
        self.0.values().map(letters).collect()
    }

    /// Cuts the fonts down and hands them to printpdf.
    pub fn embed(&mut self, resources: &mut PdfResources) -> Result<(), PrintError> {
        for (face, font) in &mut self.0 {
            resources
                .fonts
                .map
                .insert(font_id(*face), PdfFont::new(font.cut()?));
        }
        Ok(())
    }
}

/// How wide a glyph of a whole face is, in thousandths of an em.
pub fn width_of(face: Face, glyph: u16) -> Option<i64> {
    let metrics = face.typeface()?.font.glyph_metrics();
    Some(metrics.h_advance(harfrust::GlyphId::from(glyph)) as i64)
}

/// The name of a face among a page's resources.
pub fn font_id(face: Face) -> FontId {
    FontId(format!("{face:?}"))
}

/// The clusters of a run: neighbouring glyphs with the text they show together.
pub fn clusters(run: &Run) -> impl Iterator<Item = (&[Glyph], &str)> {
    let mut groups = run
        .glyphs
        .chunk_by(|one, next| one.start == next.start)
        .peekable();
    std::iter::from_fn(move || {
        let group = groups.next()?;
        let next = groups.peek().and_then(|next| next.first());
        let text = group.first()?.start..next.map_or(run.text.len(), |glyph| glyph.start);
        Some((group, run.text.get(text).unwrap_or_default()))
    })
}

impl Subset {
    fn kept(&self, glyph: u16) -> Option<&Kept> {
        self.glyphs.get(usize::from(glyph))?.as_ref()
    }

    /// Takes up a cluster: its letters are dealt out to its glyphs, and the last glyph has what is left.
    fn add(&mut self, glyphs: &[Glyph], text: &str) {
        if glyphs.iter().all(|glyph| self.kept(glyph.id).is_some()) {
            return;
        }
        let mut letters = text.chars();
        for (index, glyph) in glyphs.iter().enumerate() {
            let last = index + 1 == glyphs.len();
            let said: String = if last {
                letters.by_ref().collect()
            } else {
                letters.next().into_iter().collect()
            };
            let metrics = self.typeface.font.glyph_metrics();
            let place = usize::from(glyph.id);
            if self.glyphs.len() <= place {
                self.glyphs.resize_with(place + 1, || None);
            }
            if let Some(kept @ None) = self.glyphs.get_mut(place) {
                *kept = Some(Kept {
                    id: 0,
                    width: metrics.h_advance(harfrust::GlyphId::from(glyph.id)) as i32,
                    text: if said.is_empty() { text.to_owned() } else { said },
                });
            }
        }
    }

    fn cut(&mut self) -> Result<ParsedFont, PrintError> {
        let mut remapper = GlyphRemapper::new();
        let mut widths = BTreeMap::new();
        for (old, kept) in (0..).zip(&mut self.glyphs) {
            let Some(kept) = kept else { continue };
            kept.id = remapper.remap(old);
            widths.insert(kept.id, u16::try_from(kept.width).unwrap_or(0));
        }
        let bytes = subset(self.typeface.bytes, 0, &remapper)
            .map_err(|_| PrintError::Internal("a font cannot be cut down"))?;
        Ok(ParsedFont {
            original_bytes: bytes,
            font_index: 0,
            font_name: Some(self.typeface.name.to_owned()),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths: widths,
            units_per_em: 1000,
            font_metrics: FontMetrics {
                ascent: ASCENT,
                descent: DESCENT,
            },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min: BOUNDS[0],
                y_min: BOUNDS[1],
                x_max: BOUNDS[2],
                y_max: BOUNDS[3],
                ..PdfFontMetricsStub::default()
            },
        })
    }
}
