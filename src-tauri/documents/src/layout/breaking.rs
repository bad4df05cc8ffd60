//! Breaking shaped text into lines.

use std::ops::Range;

use crate::display::{Glyph, Run, Style};

/// A paragraph as glyphs, not yet broken.
#[derive(Default)]
pub struct Shaped {
    pub text: String,
    /// Where Unicode lets a line end, as byte offsets in order.
    pub breaks: Vec<usize>,
    glyphs: Vec<Glyph>,
    clusters: Vec<Cluster>,
}

/// What is never parted: the glyphs of what a reader sees as one letter.
struct Cluster {
    start: usize,
    width: f32,
    space: bool,
    glyphs: Range<usize>,
    style: Style,
}

/// One set line.
#[derive(Debug, Clone, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    /// Without the space at its end.
    pub width: f32,
}

impl Shaped {
    /// Adds the next glyph.
    pub fn add(&mut self, glyph: Glyph, style: Style) {
        let at = self.glyphs.len();
        self.glyphs.push(glyph);
        match self.clusters.last_mut() {
            Some(cluster) if cluster.start == glyph.start => {
                cluster.width += glyph.advance;
                cluster.glyphs.end = at + 1;
            }
            _ => self.clusters.push(Cluster {
                start: glyph.start,
                width: glyph.advance,
                space: self.text.as_bytes().get(glyph.start) == Some(&b' '),
                glyphs: at..at + 1,
                style,
            }),
        }
    }

    /// The lines: the first at most `first` points wide, the others at most `rest`.
    pub fn lines(&self, first: f32, rest: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut from = 0;
        while from < self.clusters.len() {
            let width = if lines.is_empty() { first } else { rest };
            // A first line with no room for its first word gives the word the next line.
            let to = self.line_end(from, width, lines.is_empty() && first < rest);
            lines.push(self.line(from..to));
            from = to;
        }
        lines
    }

    /// As few lines as `width` allows, as nearly of one length as can be.
    pub fn balanced(&self, width: f32) -> Vec<Line> {
        let mut best = self.lines(width, width);
        let mut narrower = width;
        while narrower > width / 2.0 {
            narrower -= width / 24.0;
            let lines = self.lines(narrower, narrower);
            if lines.len() > best.len() || lines.iter().any(|line| line.width > narrower) {
                break;
            }
            best = lines;
        }
        best
    }

    /// Where the line that begins at cluster `from` ends.
    fn line_end(&self, from: usize, width: f32, may_be_empty: bool) -> usize {
        let (mut so_far, mut fits) = (0.0, None);
        for (index, cluster) in self.clusters.iter().enumerate().skip(from) {
            if index > from && self.breaks.binary_search(&cluster.start).is_ok() {
                fits = Some(index);
            }
            so_far += cluster.width;
            // The space at a line's end may stick out; half a hundredth of a point is rounding.
            if so_far > width + 0.005 && !cluster.space {
                let broken = if may_be_empty { from } else { index.max(from + 1) };
                return fits.unwrap_or(broken);
            }
        }
        self.clusters.len()
    }

    /// The runs of a line: neighbours of one style together.
    fn line(&self, clusters: Range<usize>) -> Line {
        let mut line = Line::default();
        let mut trailing = 0.0;
        for index in clusters {
            let Some(cluster) = self.clusters.get(index) else {
                break;
            };
            let end = self
                .clusters
                .get(index + 1)
                .map_or(self.text.len(), |next| next.start);
            trailing = if cluster.space {
                trailing + cluster.width
            } else {
                0.0
            };
            line.width += cluster.width;
            if line.runs.last().is_none_or(|run| run.style != cluster.style) {
                line.runs.push(Run {
                    style: cluster.style,
                    text: String::new(),
                    glyphs: Vec::new(),
                });
            }
            if let Some(run) = line.runs.last_mut() {
                let start = run.text.len();
                run.text += self.text.get(cluster.start..end).unwrap_or_default();
                let glyphs = self.glyphs.get(cluster.glyphs.clone()).unwrap_or_default();
                run.glyphs
                    .extend(glyphs.iter().map(|glyph| Glyph { start, ..*glyph }));
            }
        }
        line.width -= trailing;
        line
    }
}
