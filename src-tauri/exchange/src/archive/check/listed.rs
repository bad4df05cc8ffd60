//! What METS and PREMIS say lies in a package. Only what is asked for is read; nothing is resolved or fetched.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The text is no XML, or says nothing of any file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// A file as METS lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    pub size: Option<u64>,
    pub checksum: String,
    pub algorithm: String,
}

/// What a METS file calls its package, and what it lists.
pub fn mets(xml: &[u8]) -> Result<(String, Vec<Entry>), Unreadable> {
    let (mut object, mut entries, mut file) = (String::new(), Vec::new(), Entry::default());
    read(xml, |tag, _| match tag.local_name().as_ref() {
        "mets" => object = attribute(tag, "OBJID"),
        "mdRef" => entries.push(entry(tag)),
        "file" => file = entry(tag),
        "FLocat" => entries.push(Entry {
            path: attribute(tag, "href"),
            ..std::mem::take(&mut file)
        }),
        _ => {}
    })?;
    (!entries.is_empty())
        .then_some((object, entries))
        .ok_or(Unreadable)
}

fn entry(tag: &BytesStart<'_>) -> Entry {
    Entry {
        path: attribute(tag, "href"),
        size: attribute(tag, "SIZE").parse().ok(),
        checksum: attribute(tag, "CHECKSUM"),
        algorithm: attribute(tag, "CHECKSUMTYPE"),
    }
}

/// The paths and the SHA-256 of the files that PREMIS tells of.
pub fn premis(xml: &[u8]) -> Result<Vec<(String, String)>, Unreadable> {
    let (mut objects, mut path, mut within) = (Vec::new(), String::new(), String::new());
    read(xml, |tag, text| {
        if let Some(text) = text {
            match within.as_str() {
                "objectIdentifierValue" => path = text.to_owned(),
                "messageDigest" => objects.push((std::mem::take(&mut path), text.to_owned())),
                _ => {}
            }
            within.clear();
        } else {
            within = tag.local_name().as_ref().to_owned();
        }
    })?;
    (!objects.is_empty()).then_some(objects).ok_or(Unreadable)
}

/// Goes through every element; the text right after its beginning comes with it a second time.
fn read(xml: &[u8], mut each: impl FnMut(&BytesStart<'_>, Option<&str>)) -> Result<(), Unreadable> {
    let text = std::str::from_utf8(xml).map_err(|_| Unreadable)?;
    let mut reader = Reader::from_str(text);
    let mut last = BytesStart::new("");
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Unreadable)? {
            Event::Start(tag) => {
                each(&tag, None);
                depth += 1;
                last = tag.into_owned();
            }
            Event::Empty(tag) => each(&tag, None),
            Event::Text(text) => {
                let text: &str = &text;
                if !text.trim().is_empty() {
                    each(&last, Some(text.trim()));
                }
            }
            Event::DocType(_) => return Err(Unreadable),
            Event::End(_) => depth = depth.saturating_sub(1),
            // The reader holds a text that was cut off between two elements for whole.
            Event::Eof => return (depth == 0).then_some(()).ok_or(Unreadable),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let named = tag
        .attributes()
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name);
    let value = named.map(|one| one.value);
    let plain = value
        .as_deref()
        .and_then(|value| quick_xml::escape::unescape(value).ok());
    plain.map(|text| text.into_owned()).unwrap_or_default()
}
