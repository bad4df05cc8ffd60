//! Setting type: text becomes glyphs.

use std::mem;

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShaperFont, shape};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation as _;

use super::breaking::{Line, Shaped};
use super::clean::clean;
use super::look::Look;
use super::typeface::{FEATURES, Typeface};
use crate::display::{Face, Glyph, Style};
use crate::error::MissingGlyph;

/// A piece of a paragraph in one style.
#[derive(Clone, Copy)]
pub struct Span<'a> {
    pub text: &'a str,
    pub style: Style,
}

impl<'a> Span<'a> {
    pub fn new(text: &'a str, style: Style) -> Self {
        Self { text, style }
    }
}

/// Sets type and remembers which characters no face has.
pub struct Setter {
    pub look: Look,
    shapers: Vec<(ShaperFont<'static, 'static>, &'static Typeface)>,
    breaker: LineSegmenterBorrowed<'static>,
    buffer: Buffer,
    /// What is being set, for the report on missing characters.
    pub place: String,
    pub missing: Vec<MissingGlyph>,
}

impl Setter {
    /// Nothing when a font built into the program cannot be read.
    pub fn new(look: Look) -> Option<Self> {
        let faces = Face::ALL.into_iter().map(|face| {
            let typeface = face.typeface()?;
            Some((ShaperFont::new(&typeface.font), typeface))
        });
        Some(Self {
            look,
            shapers: faces.collect::<Option<_>>()?,
            breaker: LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()),
            buffer: Buffer::new(),
            place: String::new(),
            missing: Vec::new(),
        })
    }

    /// A paragraph broken into lines: the first at most `first` points wide, the others at most `rest`.
    ///
    /// A word that is wider than a whole line is broken between what a reader sees as letters.
    pub fn lines(&mut self, spans: &[Span], first: f32, rest: f32) -> Vec<Line> {
        self.shaped(spans).lines(first, rest)
    }

    /// The same for a title: no more lines, but as nearly of one length as can be.
    pub fn balanced(&mut self, spans: &[Span], width: f32) -> Vec<Line> {
        self.shaped(spans).balanced(width)
    }

    /// A single line, however wide.
    pub fn line(&mut self, text: &str, style: Style) -> Line {
        let lines = self.lines(&[Span { text, style }], f32::MAX, f32::MAX);
        lines.into_iter().next().unwrap_or_default()
    }

    fn shaped(&mut self, spans: &[Span]) -> Shaped {
        let mut shaped = Shaped::default();
        for span in spans {
            let start = shaped.text.len();
            shaped.text += &clean(span.text).replace('\n', " ");
            self.refuse_other_scripts(shaped.text.get(start..).unwrap_or_default());
            self.shape(&mut shaped, start, self.look.style(span.style));
        }
        shaped.breaks = self.breaker.segment_str(&shaped.text).collect();
        shaped
    }

    /// Greek and Cyrillic are in the fonts, but their shaping and line breaking have not been tried.
    fn refuse_other_scripts(&mut self, text: &str) {
        if !text.contains(is_greek_or_cyrillic) {
            return;
        }
        for letter in text
            .graphemes(true)
            .filter(|letter| letter.contains(is_greek_or_cyrillic))
        {
            self.miss(letter);
        }
    }

    fn miss(&mut self, letter: &str) {
        self.missing.push(MissingGlyph {
            place: self.place.clone(),
            glyph: letter.to_owned(),
        });
    }

    /// Shapes `text[start..]` of what is being set and adds its glyphs.
    fn shape(&mut self, shaped: &mut Shaped, start: usize, style: Style) {
        let Some((shaper, typeface)) = self.shapers.get(style.face as usize) else {
            return;
        };
        let mut buffer = mem::take(&mut self.buffer);
        buffer.reset();
        buffer.push_str(shaped.text.get(start..).unwrap_or_default());
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(Some(Script::LATIN));
        buffer.set_language(Some(typeface.language.clone()));
        let options = ShapeOptions::new()
            .plan(Some(&typeface.plan))
            .features(FEATURES.as_slice());
        if shape(shaper, &mut buffer, options).is_ok() {
            let scale = style.size / 1000.0;
            for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
                let glyph = Glyph {
                    id: u16::try_from(info.glyph_id).unwrap_or(0),
                    start: start + info.cluster as usize,
                    advance: position.x_advance as f32 * scale,
                    offset: (position.x_offset as f32 * scale, position.y_offset as f32 * scale),
                };
                if glyph.id == 0 {
                    let letter = shaped
                        .text
                        .get(glyph.start..)
                        .and_then(|rest| rest.graphemes(true).next());
                    self.miss(letter.unwrap_or_default());
                }
                shaped.add(glyph, style);
            }
        }
        self.buffer = buffer;
    }
}

fn is_greek_or_cyrillic(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{1f00}'..='\u{1fff}'
        | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::look;

    fn texts(lines: &[Line]) -> Vec<String> {
        let text = |line: &Line| line.runs.iter().map(|run| run.text.as_str()).collect();
        lines.iter().map(text).collect()
    }

    fn set(text: &str, first: f32, rest: f32) -> Vec<String> {
        texts(
            &Setter::new(Look::USUAL)
                .unwrap()
                .lines(&[Span::new(text, look::BODY)], first, rest),
        )
    }

    #[test]
    fn check() {
        let cases: &[(&str, f32, &[&str])] = &[
            ("", 100.0, &[]),
            ("ett", 100.0, &["ett"]),
            (
                "ett två tre fyra fem sex",
                60.0,
                &["ett två tre ", "fyra fem sex"],
            ),
            (
                "sms-, mejl- eller telefonkontakt",
                60.0,
                &["sms-, mejl- ", "eller ", "telefonkonta", "kt"],
            ),
            (
                "50\u{a0}% av\u{a0}tiden",
                30.0,
                &["50\u{a0}% ", "av\u{a0}tide", "n"],
            ),
            (
                "n\u{308}n\u{308}n\u{308}",
                8.0,
                &["n\u{308}", "n\u{308}", "n\u{308}"],
            ),
            ("rad\nrad", 100.0, &["rad rad"]),
            ("A\u{30a}sa", 100.0, &["Åsa"]),
            ("W", 1.0, &["W"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(set(text, *width, *width), *expected, "{text:?}");
        }
        // A word that does not fit after a label goes to the next line whole.
        assert_eq!(set("skolplikten", 20.0, 100.0), ["", "skolplikten"]);
    }

    #[test]
    fn check_balanced() {
        let mut setter = Setter::new(Look::USUAL).unwrap();
        let spans = [Span::new(
            "Förslag på åtgärder och anpassningar som skolan kan göra",
            look::TITLE,
        )];
        let greedy = setter.lines(&spans, 467.0, 467.0);
        let balanced = setter.balanced(&spans, 467.0);
        assert_eq!((greedy.len(), balanced.len()), (2, 2));
        assert!(balanced[1].width > greedy[1].width);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// Nothing is lost, and nothing sticks out that could have been broken.
        #[test]
        fn check_any(text in "[a-zåäö \u{308}–-]{0,200}", width in 20.0f32..300.0) {
            let lines = Setter::new(Look::USUAL).unwrap().lines(&[Span::new(&text, look::BODY)], width, width);
            prop_assert_eq!(texts(&lines).concat(), clean(&text).into_owned());
            for line in &lines {
                let clusters = line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.advance > 0.0);
                prop_assert!(line.width <= width + 0.01 || clusters.count() == 1, "{}", line.width);
            }
        }
    }
}
