//! What is taken away from a text before it is set: nothing that a reader could see.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// The text in composed form (NFC), its line breaks as line feeds, without control characters and
/// without invisible marks that steer direction or joining.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| seen_as(c) != Some(c)) && is_nfc(text) {
        return Cow::Borrowed(text);
    }
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(seen_as)
        .nfc()
        .collect::<String>()
        .into()
}

/// The character as it is set; nothing for what has no form of its own.
fn seen_as(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        _ if c.is_control() => None,
        _ => Some(c),
    }
}

/// The paragraphs of a text, without empty ones.
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = clean(text);
    text.split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let cases = [
            ("Åsa", "Åsa"),
            ("A\u{30a}sa", "Åsa"),
            ("\u{212b}sa", "Åsa"),
            ("a\tb\u{7}c", "a bc"),
            ("a\r\nb\u{2028}c\rd", "a\nb\nc\nd"),
            ("bar\u{ad}net\u{200f}", "barnet"),
            ("n\u{308}", "n\u{308}"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected, "{text:?}");
        }
        assert_eq!(paragraphs("\n ett \r\n\n två\n"), ["ett", "två"]);
    }
}
