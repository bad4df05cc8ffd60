//! Short words for PDF objects.

use lopdf::{Dictionary, Object, StringFormat};

/// A dictionary from its entries, in order.
pub fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().collect()
}

/// A name.
pub fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

/// A text string: ASCII as it is, everything else as UTF-16 with its mark.
pub fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let units = [0xfeff].into_iter().chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// An array.
pub fn array(items: impl IntoIterator<Item = Object>) -> Object {
    Object::Array(items.into_iter().collect())
}

/// An instant as PDF writes it.
pub fn date(at: chrono::DateTime<chrono::Utc>) -> Object {
    text(&at.format("D:%Y%m%d%H%M%S+00'00'").to_string())
}
