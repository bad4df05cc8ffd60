//! What another reader, which repairs and guesses, shows of a document.

use lopdf::{Document, Object};

/// How deep what a page refers to is followed.
const DEEPEST: usize = 12;

/// The first page with all that it draws, as text; the fields on it are left out, for they may be signed.
pub fn shown(bytes: &[u8]) -> Option<String> {
    let document = Document::load_mem(bytes).ok()?;
    let (_, page) = document.get_pages().into_iter().next()?;
    let page = document.get_dictionary(page).ok()?;
    let drawn = page
        .iter()
        .filter(|(key, _)| !matches!(key.as_slice(), b"Annots" | b"Parent"));
    let mut text = String::new();
    for (key, value) in drawn {
        text += &String::from_utf8_lossy(key);
        write(&document, value, 0, &mut text);
    }
    Some(text)
}

fn write(document: &Document, object: &Object, depth: usize, text: &mut String) {
    let Ok((_, object)) = document.dereference(object) else {
        return;
    };
    if depth > DEEPEST {
        return;
    }
    match object {
        Object::Array(items) => items
            .iter()
            .for_each(|item| write(document, item, depth + 1, text)),
        Object::Dictionary(entries) => entries.iter().for_each(|(key, value)| {
            *text += &String::from_utf8_lossy(key);
            write(document, value, depth + 1, text);
        }),
        Object::Stream(stream) => *text += &format!("{:?}{:?}", stream.dict, stream.content),
        other => *text += &format!("{other:?}"),
    }
}
