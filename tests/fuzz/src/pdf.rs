//! PDF files whose cross-reference fits what lies in them, so that a strict reader gets as far as the objects.

use std::collections::BTreeMap;

/// The input as it is where it has a cross-reference of its own; else with one for the objects that lie in it.
pub fn whole(input: &[u8]) -> Vec<u8> {
    match find(input, b"startxref") {
        Some(_) => input.to_vec(),
        None => updated(&[], input),
    }
}

/// A file and an update behind it with these objects; without a file, the objects as the first revision of one.
pub fn updated(base: &[u8], objects: &[u8]) -> Vec<u8> {
    let mut bytes = [base, objects, b"\n"].concat();
    let places = places(&bytes, base.len());
    let start = bytes.len();
    let mut table = String::from("xref\n");
    if base.is_empty() {
        table += "0 1\n0000000000 65535 f \n";
    }
    for (number, (generation, at)) in &places {
        table += &format!("{number} 1\n{at:010} {generation:05} n \n");
    }
    let before = number_behind(base, b"startxref").map_or(String::new(), |at| format!("/Prev {at}"));
    let root = number_behind(base, b"/Root").or_else(|| catalog(&bytes, &places));
    let size = number_behind(base, b"/Size").unwrap_or(0);
    let size = places
        .keys()
        .next_back()
        .map_or(size, |last| size.max(u64::from(*last) + 1));
    let root = root.unwrap_or(1);
    table += &format!("trailer\n<</Size {size}/Root {root} 0 R{before}>>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(table.into_bytes());
    bytes
}

/// Where the objects lie behind a place, by number: their generation and their first byte.
fn places(bytes: &[u8], from: usize) -> BTreeMap<u32, (u16, usize)> {
    let mut places = BTreeMap::new();
    let mut at = from;
    for line in bytes[from..].split_inclusive(|byte| *byte == b'\n') {
        if let Some((number, generation)) = heading(line) {
            places.insert(number, (generation, at));
        }
        at += line.len();
    }
    places
}

/// The number and generation of an object that begins on this line: `12 0 obj`.
fn heading(line: &[u8]) -> Option<(u32, u16)> {
    let line = line.get(..24).unwrap_or(line);
    let text = std::str::from_utf8(line.get(..find(line, b" obj")?)?).ok()?;
    let (number, generation) = text.split_once(' ')?;
    Some((number.parse().ok()?, generation.parse().ok()?))
}

/// The object that calls itself the catalog.
fn catalog(bytes: &[u8], places: &BTreeMap<u32, (u16, usize)>) -> Option<u64> {
    let at = find(bytes, b"/Catalog")?;
    let before = places.iter().filter(|(_, (_, place))| *place < at);
    before
        .max_by_key(|(_, (_, place))| *place)
        .map(|(number, _)| u64::from(*number))
}

/// The number that stands behind the last of these words.
fn number_behind(bytes: &[u8], word: &[u8]) -> Option<u64> {
    let at = bytes.windows(word.len()).rposition(|part| part == word)?;
    let rest = bytes[at + word.len()..].trim_ascii_start();
    let end = rest
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(rest.len());
    std::str::from_utf8(&rest[..end]).ok()?.parse().ok()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|part| part == word)
}
