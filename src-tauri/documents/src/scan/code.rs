//! Finding the page code in a scanned page.
//!
//! The code stands at the lower right of a page, so the four corners are looked at first, each a small
//! picture; the whole page only where none of them shows a code.

use rxing::Point;
use rxing::common::{BitMatrix, DetectorRXingResult as _};
use rxing::datamatrix::decoder::Decoder;
use rxing::datamatrix::detector::zxing_cpp_detector::detect;
use serde::Serialize;
use uuid::Uuid;

use super::Turn;
use super::raster::Raster;

/// What the code on a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PageCode {
    /// The document that the page belongs to.
    pub document: Uuid,
    /// The number of the page in it, from 1.
    pub page: u16,
}

impl PageCode {
    /// Reads `NL1:<32 hexadecimal digits>:<page>`, and nothing else.
    fn parse(words: &str) -> Option<Self> {
        let (id, page) = words.strip_prefix("NL1:")?.split_once(':')?;
        let plain = id.len() == 32 && !page.starts_with(['+', '0']);
        Some(Self {
            document: Uuid::try_parse(id).ok().filter(|_| plain)?,
            page: page.parse().ok()?,
        })
    }
}

/// The long side, in pixels, at which a code is looked for: a module of an A4 page is then 5 pixels wide.
const LONG_SIDE: usize = 3400;
/// The part of the page's short side that a corner reaches into the page. The code lies within 0.16 of a
/// straight page; the rest is for pages that are askew or do not fill the scanner's glass.
const CORNER: f32 = 0.26;

/// The code of a page in grey, and how the page has to be turned to stand upright.
pub fn find(page: &Raster) -> Option<(PageCode, Turn)> {
    let long = page.width.max(page.height);
    let shrunk = page.shrunk(long.div_ceil(LONG_SIDE + LONG_SIDE / 4));
    let size = (shrunk.width, shrunk.height);
    let scale = LONG_SIDE as f32 / size.0.max(size.1).max(1) as f32;
    let corners = Turn::ALL.map(|turn| Area::corner(size, turn));
    for (scale, threshold) in [
        (scale.max(1.0), Threshold::Whole),
        (scale.max(1.0), Threshold::Around),
        (scale * 0.7, Threshold::Whole),
    ] {
        let look = |corner: &Area| look(&shrunk, *corner, scale, threshold);
        if let Some(found) = corners.iter().find_map(look) {
            return Some(found);
        }
    }
    let whole = Area {
        left: 0,
        top: 0,
        width: size.0,
        height: size.1,
    };
    look(&shrunk, whole, scale.max(1.0), Threshold::Around)
}

/// A part of a picture, in pixels.
#[derive(Clone, Copy)]
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Area {
    /// Where the lower right corner of the page lies if the picture still has to be turned so.
    fn corner((width, height): (usize, usize), turn: Turn) -> Self {
        let side = (width.min(height) as f32 * CORNER) as usize;
        let (right, bottom) = (width - side, height - side);
        let (left, top) = match turn {
            Turn::None => (right, bottom),
            Turn::Right => (right, 0),
            Turn::Half => (0, 0),
            Turn::Left => (0, bottom),
        };
        Self {
            left,
            top,
            width: side,
            height: side,
        }
    }
}

/// What counts as black.
#[derive(Clone, Copy)]
enum Threshold {
    /// What is darker than the middle between the dark and the light of the whole part.
    Whole,
    /// What is darker than its surroundings: for shadows and uneven light.
    Around,
}

fn look(page: &Raster, area: Area, scale: f32, threshold: Threshold) -> Option<(PageCode, Turn)> {
    let bits = black(&scaled(page, area, scale), threshold)?;
    let decoder = Decoder::new();
    detect(&bits, true, true).ok()?.iter().find_map(|symbol| {
        let words = decoder.decode(symbol.getBits()).ok()?;
        let code = PageCode::parse(words.getText())?;
        Some((code, turn(symbol.getPoints())?))
    })
}

/// The part of a page at another size, between the pixels by their nearness.
fn scaled(page: &Raster, area: Area, scale: f32) -> Raster {
    let (width, height) = (
        (area.width as f32 * scale) as usize,
        (area.height as f32 * scale) as usize,
    );
    let place = |at: usize, from: usize, length: usize| {
        let at = ((at as f32 + 0.5) / scale - 0.5).clamp(0.0, length.saturating_sub(1) as f32);
        let whole = (at as usize).min(length.saturating_sub(2));
        (from + whole, ((at - whole as f32) * 256.0) as u32)
    };
    let columns: Vec<(usize, u32)> = (0..width).map(|x| place(x, area.left, area.width)).collect();
    let pair = |row: &[u8], x: usize, part: u32| {
        let at = |x: usize| u32::from(row.get(x).copied().unwrap_or(255));
        at(x) * (256 - part) + at(x + 1) * part
    };
    let line = |y: usize| page.pixels.get(y * page.width..).unwrap_or_default();
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let (y, part_y) = place(y, area.top, area.height);
        let (upper, lower) = (line(y), line(y + 1));
        pixels.extend(columns.iter().map(|(x, part)| {
            let mix = pair(upper, *x, *part) * (256 - part_y) + pair(lower, *x, *part) * part_y;
            (mix >> 16) as u8
        }));
    }
    Raster {
        width,
        height,
        tone: page.tone,
        pixels,
    }
}

/// The dark pixels, as the detector takes them.
fn black(part: &Raster, threshold: Threshold) -> Option<BitMatrix> {
    let mut bits = BitMatrix::new(part.width as u32, part.height as u32).ok()?;
    let levels = match threshold {
        Threshold::Whole => vec![between(&part.pixels); part.pixels.len()],
        Threshold::Around => around(part),
    };
    for (at, (pixel, level)) in part.pixels.iter().zip(levels).enumerate() {
        if *pixel < level {
            bits.set((at % part.width) as u32, (at / part.width) as u32);
        }
    }
    Some(bits)
}

/// The level that parts dark from light with the greatest difference between the two (Otsu 1979).
fn between(pixels: &[u8]) -> u8 {
    let mut counts = [0u64; 256];
    for pixel in pixels {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count += 1;
        }
    }
    let all = pixels.len() as f64;
    let sum: f64 = (0u32..)
        .zip(counts)
        .map(|(level, count)| f64::from(level) * count as f64)
        .sum();
    let (mut dark, mut dark_sum, mut best) = (0.0, 0.0, (0.0, 128));
    for (level, count) in (0u8..=254).zip(counts) {
        dark += count as f64;
        dark_sum += f64::from(level) * count as f64;
        let light = all - dark;
        if dark > 0.0 && light > 0.0 {
            let difference = dark_sum / dark - (sum - dark_sum) / light;
            let spread = dark * light * difference * difference;
            if spread > best.0 {
                best = (spread, level + 1);
            }
        }
    }
    best.1
}

/// How far the surroundings of a pixel reach to each side: four modules of the code.
const REACH: usize = 20;

/// For each pixel the mean of its surroundings, and a little less, so that empty paper stays white.
fn around(part: &Raster) -> Vec<u8> {
    let across = means(&part.pixels, part.width, 1);
    let both = means(&across, part.height, part.width);
    both.into_iter().map(|mean| mean.saturating_sub(12)).collect()
}

/// Means along lines of `length` pixels that stand `step` apart.
fn means(pixels: &[u8], length: usize, step: usize) -> Vec<u8> {
    let mut means = vec![0; pixels.len()];
    let lines = pixels.len() / length.max(1);
    for line in 0..lines {
        let start = if step == 1 { line * length } else { line };
        let pixel = |at: usize| u32::from(pixels.get(start + at * step).copied().unwrap_or(255));
        let (mut sum, mut count) = (0, 0);
        for at in 0..length + REACH {
            if at < length {
                sum += pixel(at);
                count += 1;
            }
            if at > 2 * REACH {
                sum -= pixel(at - 2 * REACH - 1);
                count -= 1;
            }
            let middle = at.checked_sub(REACH).map(|at| start + at * step);
            if let Some(mean) = middle.and_then(|at| means.get_mut(at)) {
                *mean = (sum / count.max(1)) as u8;
            }
        }
    }
    means
}

/// The turn that brings the code's corners, upper left and upper right first, to where they belong.
fn turn(corners: &[Point]) -> Option<Turn> {
    let [upper_left, upper_right, ..] = corners else {
        return None;
    };
    let (x, y) = (upper_right.x - upper_left.x, upper_right.y - upper_left.y);
    Some(match (x.abs() > y.abs(), x > 0.0, y > 0.0) {
        (true, true, _) => Turn::None,
        (true, false, _) => Turn::Half,
        (false, _, true) => Turn::Left,
        (false, _, false) => Turn::Right,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_words() {
        let id = "0192000000007000800000000000ABCD";
        let page = |words: &str| PageCode::parse(words).map(|code| code.page);
        assert_eq!(page(&format!("NL1:{id}:12")), Some(12));
        for words in [
            "",
            "NL1:",
            "NL1:0192:1",
            "https://example.org",
            &format!("NL2:{id}:1"),
            &format!("NL1:{id}"),
            &format!("NL1:{id}:"),
            &format!("NL1:{id}:0"),
            &format!("NL1:{id}:-1"),
            &format!("NL1:{id}:+1"),
            &format!("NL1:{id}:70000"),
            &format!("NL1:{id}:1 "),
            &format!("NL1:{}:1", id.replace("00", "é")),
        ] {
            assert_eq!(page(words), None, "{words}");
        }
    }

    #[test]
    fn check_levels() {
        assert!((11..=200).contains(&between(&[10, 10, 200, 200, 200])));
        let line = |pixels: &[u8]| means(pixels, pixels.len(), 1);
        assert_eq!(line(&[4, 6]), [5, 5]);
        let edge: Vec<u8> = [[0; 100], [200; 100]].concat();
        let (across, down) = (line(&edge), means(&edge, edge.len(), 1));
        assert_eq!((across[0], across[199]), (0, 200));
        assert!((90..110).contains(&across[99]));
        assert_eq!(across, down);
        assert_eq!(means(&[0, 10, 20, 30], 2, 2), [10, 20, 10, 20]);
    }

    /// A page without a code has none, whatever its size.
    #[test]
    fn check_nothing() {
        for (width, height) in [(1, 1), (1, 900), (30, 40), (600, 850)] {
            let pixels = (0..width * height).map(|at| (at * 7919 % 251) as u8).collect();
            let page = Raster {
                width,
                height,
                tone: crate::scan::raster::Tone::Grey,
                pixels,
            };
            assert_eq!(find(&page), None);
        }
    }
}
