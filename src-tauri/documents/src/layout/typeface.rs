//! The one family of type, parsed once: which characters it has and how it is shaped.

use std::sync::LazyLock;

use harfrust::{Direction, Feature, Font, Language, Script, ShapePlan, Tag};

use crate::display::Face;

/// One face: its bytes and what shaping needs of it.
pub struct Typeface {
    pub bytes: &'static [u8],
    /// The PostScript name, as the PDF names the font.
    pub name: &'static str,
    pub font: Font,
    pub plan: ShapePlan,
    pub language: Language,
}

/// Ligatures are off: a glyph for each letter keeps text search and reading aloud exact.
pub static FEATURES: LazyLock<[Feature; 2]> = LazyLock::new(|| {
    [
        Feature::new(Tag::new(b"liga"), 0, ..),
        Feature::new(Tag::new(b"clig"), 0, ..),
    ]
});

impl Face {
    /// The face, or nothing if the file built into the program were not a font.
    pub fn typeface(self) -> Option<&'static Typeface> {
        static FACES: LazyLock<[Option<Typeface>; 3]> = LazyLock::new(|| {
            [
                read(
                    "SourceSans3-Regular",
                    include_bytes!("../../fonts/SourceSans3-Regular.ttf"),
                ),
                read("SourceSans3-It", include_bytes!("../../fonts/SourceSans3-It.ttf")),
                read(
                    "SourceSans3-Semibold",
                    include_bytes!("../../fonts/SourceSans3-Semibold.ttf"),
                ),
            ]
        });
        FACES.get(self as usize)?.as_ref()
    }
}

fn read(name: &'static str, bytes: &'static [u8]) -> Option<Typeface> {
    let font = Font::new(bytes, 0)?;
    let language: Language = "sv".parse().ok()?;
    let plan = ShapePlan::new(
        &font,
        Direction::LeftToRight,
        Some(Script::LATIN),
        Some(&language),
        FEATURES.as_slice(),
    );
    Some(Typeface {
        bytes,
        name,
        font,
        plan,
        language,
    })
}
