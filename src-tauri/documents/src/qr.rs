//! QR codes (ISO/IEC 18004): a short text drawn as squares, and read from a picture of them.

use qrcode::{Color, EcLevel, QrCode};
use rxing::common::HybridBinarizer;
use rxing::qrcode::QRCodeReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader as _};

use crate::error::ScanError;
use crate::inspect::bounds::guarded;
use crate::scan::{MOST_TIME, Raster, Tone};

/// The white border that readers need, in squares.
const QUIET: usize = 4;
/// The side of a square in the picture, in pixels.
const SQUARE: usize = 8;

/// A code that is drawn: a square of so many squares, dark or light, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// How many squares a row has.
    pub side: usize,
    /// Which of them are dark.
    pub dark: Vec<bool>,
}

impl Code {
    /// The code that says a text; nothing where it is too long for one, beyond some 2,300 characters.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Self {
            side: code.width(),
            dark: code
                .into_colors()
                .into_iter()
                .map(|color| color == Color::Dark)
                .collect(),
        })
    }

    /// The code as a PNG, with its border.
    ///
    /// # Errors
    /// The picture cannot be packed.
    pub fn to_png(&self) -> Result<Vec<u8>, ScanError> {
        let side = (self.side + 2 * QUIET) * SQUARE;
        let square = |at: usize| {
            (at / SQUARE)
                .checked_sub(QUIET)
                .filter(|square| *square < self.side)
        };
        let is_dark = |x: usize, y: usize| {
            let (x, y) = (square(x)?, square(y)?);
            self.dark.get(y * self.side + x).copied()
        };
        let pixels = (0..side * side).map(|at| match is_dark(at % side, at / side) {
            Some(true) => 0,
            _ => 255,
        });
        Raster::new(side, side, Tone::Grey, pixels.collect())?.to_png()
    }
}

/// What the QR code in a picture says, if there is one: PNG, JPEG or TIFF, a photograph of a screen or paper too.
///
/// # Errors
/// The file cannot be read as a picture.
pub fn read(picture: Vec<u8>) -> Result<Option<String>, ScanError> {
    let scan = crate::scan::Scan::open(picture)?;
    guarded(MOST_TIME, move || {
        let raster = scan.picture(0)?.into_grey();
        // A photograph has far more pixels than a code needs; fewer of them are less noise too.
        let shrinks = [1, 2, 4].into_iter();
        Ok(shrinks
            .map(|by| raster.shrunk(by))
            .find_map(|raster| decode(&raster)))
    })
}

fn decode(raster: &Raster) -> Option<String> {
    let (width, height) = (
        u32::try_from(raster.width).ok()?,
        u32::try_from(raster.height).ok()?,
    );
    let source = Luma8LuminanceSource::new(raster.pixels.clone(), width, height).ok()?;
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let hints = |harder, pure| DecodeHints {
        TryHarder: Some(harder),
        PureBarcode: Some(pure),
        ..DecodeHints::default()
    };
    // The squares of some codes look like more finders than there are: then every row is looked at, and at last the
    // picture is taken for a code and nothing else, as we draw it.
    let ways = [hints(false, false), hints(true, false), hints(false, true)];
    let read = |hints| QRCodeReader::new().decode_with_hints(&mut bitmap, hints).ok();
    let found = ways.iter().find_map(read)?;
    Some(found.getText().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn check() {
        let text = "narvarolots-card ".repeat(50);
        let code = Code::of(&text).unwrap();
        assert_eq!(code.dark.len(), code.side * code.side);
        let png = code.to_png().unwrap();
        assert_eq!(read(png).unwrap(), Some(text));
        let confusing = r#"ta5qv-@96L\YAVPHb"3qsRsBc8u`'bIyD$/`%Q$-f"y\/dU%<]aU /,=]"gS"25nG2E/k'/uZ0{k*Xl0?0%?<w,e\q}Qj=I;3_18\")*\/SB4Ao/d$eS=,|=/k::[{:P*=iAXq'mDR~/=/X"&B%{uw(=q@=&g&=+${FF=PL:g'7,Cr:\]2UT.Vw;&>~C:\LT?~4%?&=.v>T3(w5H:M-****KR)tL0VG$"unbCwy\D%TnLv-,&&}\`\}89{$}(5["f1*t#1=Dr>A.l&qE%Z]yA5<5x0S"i?qM6Ix/"`h%_hGn<{&'=*6ykQd7:p:4!2'`*wen*FGS&:+nY>K'&$6?A1n{$`&VnI%}CNX"?=yq9.1$%M\=:5'%n"`c-,cL]!"#.to_owned();
        let png = Code::of(&confusing).unwrap().to_png().unwrap();
        assert_eq!(read(png).unwrap(), Some(confusing));
        assert_eq!(Code::of(&"x".repeat(2400)), None, "too long");
        assert!(read(b"no picture".to_vec()).is_err());
    }

    /// A code that was photographed: small in a large grey picture, uneven and blurred.
    #[test]
    fn a_photograph_is_read() {
        let code = Code::of(&"0123456789abcdef".repeat(40)).unwrap();
        let (side, square, at) = (1400, 5, 300);
        let mut pixels: Vec<u8> = (0..side * side)
            .map(|place| 170 + (place % side * 60 / side) as u8)
            .collect();
        for (place, dark) in code.dark.iter().enumerate() {
            let (x, y) = (place % code.side * square + at, place / code.side * square + at);
            for (dx, dy) in (0..square * square).map(|n| (n % square, n / square)) {
                let pixel = &mut pixels[(y + dy) * side + x + dx];
                *pixel = if *dark { 60 + (dx * 3) as u8 } else { 200 };
            }
        }
        let blurred: Vec<u8> = (0..pixels.len())
            .map(|at| {
                let around = [at, at.saturating_sub(1), (at + 1).min(pixels.len() - 1)];
                (around.iter().map(|at| u32::from(pixels[*at])).sum::<u32>() / 3) as u8
            })
            .collect();
        let png = Raster::new(side, side, Tone::Grey, blurred)
            .unwrap()
            .to_png()
            .unwrap();
        assert_eq!(read(png).unwrap(), Some("0123456789abcdef".repeat(40)));
        let blank = Raster::new(90, 90, Tone::Grey, vec![255; 8100])
            .unwrap()
            .to_png()
            .unwrap();
        assert_eq!(read(blank).unwrap(), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn what_is_drawn_is_read(text in "[ -~]{1,400}") {
            prop_assert_eq!(read(Code::of(&text).unwrap().to_png().unwrap()).unwrap(), Some(text));
        }
    }
}
