//! The picture on a page that holds nothing else, as scanners make them.

use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::content::ops::TypedInstruction;
use hayro::hayro_syntax::object::stream::ImageDecodeParams;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro::hayro_syntax::page::{Page, Rotation};

use super::Turn;
use super::kept::Kept;
use super::raster::{Raster, Tone, bounded};

/// How far a picture may reach beyond its page, in points: what rounding does.
const SLACK: f64 = 3.0;

/// The page's picture with its own pixels; nothing if the page shows anything else, or in another way.
pub fn sole(page: &Page<'_>) -> Option<Kept> {
    let annotated = page
        .raw()
        .get::<Array<'_>>("Annots")
        .is_some_and(|list| list.raw_iter().next().is_some());
    if annotated {
        return None;
    }
    let (image, [width, height]) = placed(page)?;
    let dict = image.dict();
    let (across, down) = (dict.get::<u32>("Width")?, dict.get::<u32>("Height")?);
    bounded(across.into(), down.into()).ok()?;
    let dpi = (
        (f64::from(across) * 72.0 / width) as f32,
        (f64::from(down) * 72.0 / height) as f32,
    );
    let kept = pixels(&image, (across, down), dpi)?;
    let turn = match page.rotation() {
        Rotation::None => Turn::None,
        Rotation::Horizontal => Turn::Right,
        Rotation::Flipped => Turn::Half,
        Rotation::FlippedHorizontal => Turn::Left,
    };
    Some(kept.turned(turn))
}

/// The one picture that is drawn, upright and whole, and its width and height in points.
fn placed<'a>(page: &Page<'a>) -> Option<(Stream<'a>, [f64; 2])> {
    type Scale = [f64; 4];
    let mut now: Scale = [1.0, 1.0, 0.0, 0.0];
    let mut saved: Vec<Scale> = Vec::new();
    let mut found = None;
    let mut hidden = false;
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::SaveState(_) => saved.push(now),
            TypedInstruction::RestoreState(_) => now = saved.pop()?,
            TypedInstruction::Transform(matrix) => {
                let [a, b, c, d, e, f] = [matrix.0, matrix.1, matrix.2, matrix.3, matrix.4, matrix.5]
                    .map(|number| number.as_f64());
                if b != 0.0 || c != 0.0 || a <= 0.0 || d <= 0.0 {
                    return None;
                }
                let [x, y, left, bottom] = now;
                now = [x * a, y * d, x * e + left, y * f + bottom];
            }
            TypedInstruction::XObject(name) => {
                let image = page.resources().get_x_object(name.0)?;
                if found.replace((image, now)).is_some() {
                    return None;
                }
            }
            // Words that a scanner recognised lie unseen behind the picture.
            TypedInstruction::TextRenderingMode(mode) => hidden = mode.0.as_i64() == 3,
            TypedInstruction::ShowText(_)
            | TypedInstruction::ShowTexts(_)
            | TypedInstruction::NextLineAndShowText(_)
            | TypedInstruction::ShowTextWithParameters(_)
                if !hidden =>
            {
                return None;
            }
            other if shows_nothing(&other) => {}
            _ => return None,
        }
    }
    let (image, [width, height, left, bottom]) = found?;
    let area = page.intersected_crop_box();
    let inside = left > area.x0 - SLACK
        && bottom > area.y0 - SLACK
        && left + width < area.x1 + SLACK
        && bottom + height < area.y1 + SLACK;
    inside.then_some((image, [width, height]))
}

fn shows_nothing(operation: &TypedInstruction<'_, '_>) -> bool {
    use TypedInstruction as Op;
    matches!(
        operation,
        Op::BeginText(_)
            | Op::EndText(_)
            | Op::TextFont(_)
            | Op::SetTextMatrix(_)
            | Op::NextLine(_)
            | Op::NextLineAndSetLeading(_)
            | Op::NextLineUsingLeading(_)
            | Op::CharacterSpacing(_)
            | Op::WordSpacing(_)
            | Op::HorizontalScaling(_)
            | Op::TextLeading(_)
            | Op::TextRise(_)
            | Op::ShowText(_)
            | Op::ShowTexts(_)
            | Op::NextLineAndShowText(_)
            | Op::ShowTextWithParameters(_)
            | Op::MarkedContentPoint(_)
            | Op::MarkedContentPointWithProperties(_)
            | Op::BeginMarkedContent(_)
            | Op::BeginMarkedContentWithProperties(_)
            | Op::EndMarkedContent(_)
            | Op::RenderingIntent(_)
    )
}

fn pixels(image: &Stream<'_>, (width, height): (u32, u32), dpi: (f32, f32)) -> Option<Kept> {
    let dict = image.dict();
    let strange = dict.get::<Name<'_>>("Subtype")?.as_str() != "Image"
        || dict.get::<bool>("ImageMask") == Some(true)
        || ["SMask", "Mask", "SMaskInData", "Alternates"]
            .iter()
            .any(|key| dict.contains_key(key));
    if strange {
        return None;
    }
    let tone = tone(dict)?;
    let inverted = inverted(dict, tone)?;
    if *image.filters() == [Filter::DctDecode] && !inverted && !dict.contains_key("DecodeParms") {
        let kept = Kept::jpeg(&image.raw_data(), Some(dpi)).ok()?;
        return ((kept.width, kept.height) == (width as usize, height as usize) && kept.is(tone))
            .then_some(kept);
    }
    let depth = dict.get::<u8>("BitsPerComponent").unwrap_or(1);
    let wanted = ImageDecodeParams {
        is_indexed: false,
        bpc: Some(depth),
        num_components: Some(tone.samples() as u8),
        target_dimension: None,
        width,
        height,
    };
    let decoded = image.decoded_image(&wanted).ok()?;
    let depth = match &decoded.image_data {
        Some(own) if (own.width, own.height) != (width, height) || own.alpha.is_some() => return None,
        Some(own) => own.bits_per_component,
        None => depth,
    };
    let (width, height) = (width as usize, height as usize);
    let mut samples = match (depth, tone) {
        (8, _) => decoded.data.get(..width * height * tone.samples())?.to_vec(),
        (1, Tone::Grey) => bits(&decoded.data, width, height)?,
        _ => return None,
    };
    if inverted {
        samples.iter_mut().for_each(|sample| *sample = 255 - *sample);
    }
    let raster = Raster::new(width, height, tone, samples).ok()?;
    Some(Kept::raster(raster.plain(), Some(dpi)))
}

/// Grey or sRGB; a profile of the scanner's own is read as that.
fn tone(dict: &Dict<'_>) -> Option<Tone> {
    let of_name = |name: &str| match name {
        "DeviceGray" | "CalGray" => Some(Tone::Grey),
        "DeviceRGB" | "CalRGB" => Some(Tone::Colour),
        _ => None,
    };
    match dict.get::<Object<'_>>("ColorSpace")? {
        Object::Name(name) => of_name(name.as_str()),
        Object::Array(space) => {
            let mut parts = space.flex_iter();
            let name = parts.next::<Name<'_>>()?;
            if name.as_str() != "ICCBased" {
                return of_name(name.as_str());
            }
            match parts.next::<Stream<'_>>()?.dict().get::<u8>("N")? {
                1 => Some(Tone::Grey),
                3 => Some(Tone::Colour),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether black and white are exchanged; nothing if the samples mean something else still.
fn inverted(dict: &Dict<'_>, tone: Tone) -> Option<bool> {
    let Some(decode) = dict.get::<Array<'_>>("Decode") else {
        return Some(false);
    };
    let pairs: Vec<f32> = decode.iter::<f32>().collect();
    let all = |pair: [f32; 2]| pairs == pair.repeat(tone.samples());
    match (all([0.0, 1.0]), all([1.0, 0.0])) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        _ => None,
    }
}

/// One byte for each bit; a set bit is white.
fn bits(packed: &[u8], width: usize, height: usize) -> Option<Vec<u8>> {
    let row = width.div_ceil(8);
    let packed = packed.get(..row * height)?;
    let byte = |byte: &u8| {
        let byte = *byte;
        (0..8).map(move |at| if byte >> (7 - at) & 1 == 1 { 255 } else { 0 })
    };
    Some(
        packed
            .chunks(row)
            .flat_map(|row| row.iter().flat_map(byte).take(width))
            .collect(),
    )
}
