//! How lists write names and marks.

use cases::fold;
use texts::swedish;

/// Whether a text is one of the words for a value.
pub(crate) fn means(value: &str, text: &str) -> bool {
    let words = swedish().say("list-value-words", &[("value", value.into())]);
    let text = fold(text);
    words.split(',').any(|word| fold(word) == text)
}

/// Whether a mark says yes. What is neither a yes nor a no is taken for a yes.
pub(super) fn is_yes(text: &str) -> bool {
    let is_bare = fold(text).is_empty();
    !is_bare && !means("no", text)
}

/// The whole name, or its parts where it is empty; of `Almgren, Astrid` the last name comes last.
pub(crate) fn name(whole: &str, parts: [&str; 2]) -> String {
    if whole.is_empty() {
        return parts.join(" ").trim().to_owned();
    }
    match whole.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() && !first.contains(',') => {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => whole.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_yes_unless_it_is_a_no() {
        for (mark, yes) in [
            ("", false),
            ("Nej", false),
            ("-", false),
            ("0", false),
            ("Ja", true),
            ("x", true),
            ("Sekretessmarkering", true),
            ("vet inte", true),
        ] {
            assert_eq!(is_yes(mark), yes, "{mark}");
        }
    }
}
