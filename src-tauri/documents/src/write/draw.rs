//! Draws the pages with printpdf and says which marked content belongs to which element.

use std::collections::BTreeMap;
use std::mem;

use printpdf::{
    Color, DictItem, Line, LineCapStyle, LineJoinStyle, LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, TextMatrix, TextRenderingMode,
};

use super::Shared;
use super::fonts::{Fonts, Letters, clusters, font_id};
use super::tags::structure_type;
use crate::display::{Artifact, BOX, ElementId, Glyph, Ink, Owner, PAGE, Run, Shape, Sheet, Sheets};
use crate::error::PrintError;

/// Drawn pages, not yet a document of its own kind.
pub struct Drawn {
    pub bytes: Vec<u8>,
    /// The glyphs of the fonts.
    pub letters: Vec<Letters>,
    /// Whether the words are set with the fonts of another document.
    pub borrows: bool,
    /// For each page: the element that each marked content (by its MCID) belongs to.
    pub contents: Vec<Vec<ElementId>>,
}

/// Draws all pages.
pub fn draw(sheets: &Sheets) -> Result<Drawn, PrintError> {
    draw_with(sheets, None)
}

/// Draws all pages, where it can be with the fonts of the document that they become a part of.
pub fn draw_with(sheets: &Sheets, shared: Option<&Shared>) -> Result<Drawn, PrintError> {
    let mut fonts = Fonts::of(sheets)?;
    let mut document = PdfDocument::new("");
    fonts.embed(&mut document.resources)?;
    let borrows = shared.is_some_and(|shared| fonts.take_from(shared));
    let mut contents = Vec::new();
    for sheet in &sheets.pages {
        let mut pen = Pen {
            fonts: &fonts,
            sheets,
            ops: Vec::new(),
            contents: Vec::new(),
            fill: None,
        };
        pen.page(sheet);
        let area = || Rect::from_wh(Pt(PAGE.0), Pt(PAGE.1));
        document.pages.push(PdfPage {
            media_box: area(),
            trim_box: area(),
            crop_box: area(),
            ops: pen.ops,
        });
        contents.push(pen.contents);
    }
    let options = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        ..PdfSaveOptions::default()
    };
    Ok(Drawn {
        bytes: document.save(&options, &mut Vec::new()),
        letters: fonts.letters(),
        borrows,
        contents,
    })
}

/// Draws one page.
struct Pen<'a> {
    fonts: &'a Fonts,
    sheets: &'a Sheets,
    ops: Vec<Op>,
    contents: Vec<ElementId>,
    /// The ink that words are drawn with until another one is dipped into.
    fill: Option<Ink>,
}

impl Pen<'_> {
    fn fill_with(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn page(&mut self, sheet: &Sheet) {
        let mut owner = None;
        for mark in &sheet.marks {
            if owner != Some(mark.owner) {
                if owner.is_some() {
                    self.ops.push(Op::EndMarkedContent);
                }
                self.begin(mark.owner);
                owner = Some(mark.owner);
            }
            self.shape(&mark.shape);
        }
        if owner.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin(&mut self, owner: Owner) {
        let (tag, properties) = match owner {
            Owner::Element(element) => {
                let mcid = self.contents.len() as i64;
                self.contents.push(element);
                let role = self.sheets.tree.get(element).map(|element| element.role);
                (
                    role.map_or("P", structure_type),
                    dict([("MCID", DictItem::Int(mcid))]),
                )
            }
            Owner::Artifact(artifact) => ("Artifact", artifact_properties(artifact)),
        };
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties,
        });
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Text { x, y, run } => self.text(*x, *y, run),
            Shape::Tick { x, y, on } => self.tick(*x, *y, *on),
            Shape::Rule { from, to, width, ink } => self.rule(*from, *to, *width, *ink),
            Shape::Strokes { strokes, width, ink } => self.strokes(strokes, *width, *ink),
            Shape::Fill { boxes, ink } => {
                self.fill_with(*ink);
                for [x, y, width, height] in boxes {
                    let Point { x, y } = point(*x, *y + *height);
                    let area = Rect::from_wh(Pt(round(*width)), Pt(round(*height)));
                    let rectangle = Rect {
                        x,
                        y,
                        mode: Some(PaintMode::Fill),
                        ..area
                    };
                    self.ops.push(Op::DrawRectangle { rectangle });
                }
            }
        }
    }

    /// Round where the pen touched, turned and lifted.
    fn strokes(&mut self, strokes: &[Vec<(f32, f32)>], width: f32, ink: Ink) {
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetLineCapStyle {
            cap: LineCapStyle::Round,
        });
        self.ops.push(Op::SetLineJoinStyle {
            join: LineJoinStyle::Round,
        });
        self.ops.push(Op::SetOutlineColor { col: color(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        for stroke in strokes {
            let dot = (stroke.len() == 1).then(|| stroke.first()).flatten();
            let points = stroke.iter().chain(dot).map(|&(x, y)| LinePoint {
                p: point(x, y),
                bezier: false,
            });
            self.ops.push(Op::DrawLine {
                line: Line {
                    points: points.collect(),
                    is_closed: false,
                },
            });
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        self.ops.push(Op::SetOutlineColor { col: color(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        let points = [from, to]
            .map(|(x, y)| LinePoint {
                p: point(x, y),
                bezier: false,
            })
            .to_vec();
        self.ops.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: false,
            },
        });
    }

    /// A square on the baseline, with a cross that stays inside it.
    fn tick(&mut self, x: f32, y: f32, on: bool) {
        let (left, bottom, right, top) = (x + 0.4, y + 0.6, x + BOX - 0.4, y + 0.6 - BOX + 0.8);
        let corners = [(left, bottom), (right, bottom), (right, top), (left, top)];
        self.ops.push(Op::SetOutlineColor {
            col: color(Ink::Text),
        });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(0.8) });
        let points = corners
            .map(|(x, y)| LinePoint {
                p: point(x, y),
                bezier: false,
            })
            .to_vec();
        self.ops.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: true,
            },
        });
        if on {
            let inset = 1.8;
            let (left, right, top, bottom) = (left + inset, right - inset, top + inset, bottom - inset);
            self.rule((left, top), (right, bottom), 1.5, Ink::Text);
            self.rule((left, bottom), (right, top), 1.5, Ink::Text);
        }
    }

    fn text(&mut self, x: f32, y: f32, run: &Run) {
        let Point { x, y } = point(x, y);
        self.ops.push(Op::StartTextSection);
        self.fill_with(run.style.ink);
        let font = PdfFontHandle::External(font_id(run.style.face));
        self.ops.push(Op::SetFont {
            font,
            size: Pt(run.style.size),
        });
        self.ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x.0, y.0]),
        });
        let unseen = run.style.ink == Ink::Unseen;
        if unseen {
            self.ops.push(Op::SetTextRenderingMode {
                mode: TextRenderingMode::Invisible,
            });
        }
        let mut line = Glyphs {
            fonts: self.fonts,
            run,
            items: Vec::new(),
            pen: 0.0,
            origin: 0.0,
        };
        for (glyphs, text) in clusters(run) {
            let plain = self.fonts.read_as(run.style.face, glyphs, text);
            if plain && glyphs.iter().all(|glyph| glyph.offset.1 == 0.0) {
                line.add(glyphs);
                continue;
            }
            line.flush(&mut self.ops);
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: dict([("ActualText", text_string(text))]),
            });
            for glyph in glyphs {
                self.ops.push(Op::SetLineOffset {
                    multiplier: round(glyph.offset.1),
                });
                line.add(&[*glyph]);
                line.flush(&mut self.ops);
            }
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
            self.ops.push(Op::EndMarkedContent);
        }
        line.flush(&mut self.ops);
        if unseen {
            self.ops.push(Op::SetTextRenderingMode {
                mode: TextRenderingMode::Fill,
            });
        }
        self.ops.push(Op::EndTextSection);
    }
}

/// Glyphs on their way into one text operator.
struct Glyphs<'a> {
    fonts: &'a Fonts,
    run: &'a Run,
    items: Vec<TextItem>,
    /// Where the reader's pen is, and where the next glyph's origin is to be; points from the run's start.
    pen: f32,
    origin: f32,
}

impl Glyphs<'_> {
    fn add(&mut self, glyphs: &[Glyph]) {
        let style = self.run.style;
        for glyph in glyphs {
            let Some((code, width)) = self.fonts.glyph(style.face, glyph.id) else {
                continue;
            };
            let target = self.origin + glyph.offset.0;
            // Whole thousandths of an em are finer than any eye; what is left over goes to the next one.
            let em = style.size / 1000.0;
            let thousandths = ((self.pen - target) / em).round();
            if thousandths != 0.0 {
                self.items.push(TextItem::Offset(thousandths));
            }
            self.pen -= thousandths * em;
            match self.items.last_mut() {
                Some(TextItem::GlyphIds(codes)) => codes.push(code),
                _ => self.items.push(TextItem::GlyphIds(vec![code])),
            }
            self.pen += width as f32 * em;
            self.origin += glyph.advance;
        }
    }

    fn flush(&mut self, ops: &mut Vec<Op>) {
        let items = mem::take(&mut self.items);
        if !items.is_empty() {
            ops.push(Op::ShowText { items });
        }
    }
}

fn artifact_properties(artifact: Artifact) -> DictItem {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    match artifact {
        Artifact::Header => dict([("Type", name("Pagination")), ("Subtype", name("Header"))]),
        Artifact::Footer => dict([("Type", name("Pagination")), ("Subtype", name("Footer"))]),
        Artifact::Layout => dict([("Type", name("Layout"))]),
    }
}

fn dict<const N: usize>(entries: [(&str, DictItem); N]) -> DictItem {
    let map: BTreeMap<String, DictItem> = entries.map(|(key, value)| (key.to_owned(), value)).into();
    DictItem::Dict { map }
}

fn text_string(text: &str) -> DictItem {
    let units = [0xfeff].into_iter().chain(text.encode_utf16());
    DictItem::String {
        data: units.flat_map(u16::to_be_bytes).collect(),
        literal: false,
    }
}

/// From the top of the page, y downward, to PDF's own corner.
fn point(x: f32, y: f32) -> Point {
    Point {
        x: Pt(round(x)),
        y: Pt(round(PAGE.1 - y)),
    }
}

/// A thousandth of a point is enough for any printer.
fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

fn color(ink: Ink) -> Color {
    let [r, g, b] = ink.rgb();
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}
