//! What may be added to a signed document because it shows nowhere.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};

use crate::pdf::File;

/// The objects that make up a store of proofs (DSS), if it is one and nothing more.
pub fn store(file: &File, root: Option<&Object>) -> Option<BTreeSet<ObjectId>> {
    let mut parts = BTreeSet::new();
    let entries = open(file, root?, &mut parts)?;
    for (key, value) in entries {
        match &key[..] {
            b"Type" => (),
            b"Certs" | b"CRLs" | b"OCSPs" => streams(file, value, &mut parts)?,
            b"VRI" => {
                for (_, one) in open(file, value, &mut parts)? {
                    for (key, value) in open(file, one, &mut parts)? {
                        match &key[..] {
                            b"Type" | b"TU" => (),
                            b"Cert" | b"CRL" | b"OCSP" => streams(file, value, &mut parts)?,
                            b"TS" => stream(file, value, &mut parts)?,
                            _ => return None,
                        }
                    }
                }
            }
            _ => return None,
        }
    }
    Some(parts)
}

fn open<'o>(file: &'o File, object: &'o Object, parts: &mut BTreeSet<ObjectId>) -> Option<&'o Dictionary> {
    parts.extend(object.as_reference().ok());
    file.resolve(object).as_dict().ok()
}

fn streams(file: &File, object: &Object, parts: &mut BTreeSet<ObjectId>) -> Option<()> {
    parts.extend(object.as_reference().ok());
    let items = file.resolve(object).as_array().ok()?;
    items.iter().try_for_each(|item| stream(file, item, parts))
}

/// A stream that holds a proof and is nothing that a page could show.
fn stream(file: &File, object: &Object, parts: &mut BTreeSet<ObjectId>) -> Option<()> {
    let id = object.as_reference().ok()?;
    let entries = &file.resolve(object).as_stream().ok()?.dict;
    let plain = entries
        .iter()
        .all(|(key, _)| matches!(&key[..], b"Length" | b"Filter" | b"DecodeParms"));
    parts.insert(id);
    plain.then_some(())
}

/// The streams under a key of the store, unpacked; not more than so many bytes in all, so that many small streams
/// do not become what one large one may not.
pub fn stored(file: &File, key: &[u8]) -> Vec<Vec<u8>> {
    let store = file
        .catalog()
        .ok()
        .and_then(|(_, catalog)| file.dictionary(catalog, b"DSS"));
    let items = store
        .and_then(|store| store.get(key).ok())
        .and_then(|items| file.resolve(items).as_array().ok());
    let streams = items
        .into_iter()
        .flatten()
        .filter_map(|item| file.resolve(item).as_stream().ok());
    let mut room = ROOM;
    let unpacked = streams.take(MOST).map_while(|stream| {
        let proof = file.unpacked_within(stream, room)?;
        room -= proof.len();
        Some(proof)
    });
    unpacked.collect()
}

/// More proofs than this are not read.
const MOST: usize = 64;
/// What the proofs of one kind may be together, in bytes; large lists of revoked certificates have a few million.
const ROOM: usize = 16 << 20;
/// Whether a signature field shows nowhere: no area, no look, no action.
pub fn shows_nowhere(file: &File, field: &Dictionary) -> bool {
    let known = field.iter().all(|(key, _)| {
        matches!(
            &key[..],
            b"Type" | b"Subtype" | b"FT" | b"T" | b"TU" | b"V" | b"F" | b"Ff" | b"P" | b"Rect" | b"Lock"
        )
    });
    let signs = field.get(b"FT").and_then(Object::as_name).ok() == Some(b"Sig");
    let area = field.get(b"Rect").ok().map(|area| file.resolve(area));
    let without_area = match area {
        None => !field.has(b"Subtype"),
        Some(Object::Array(sides)) => {
            let sides: Vec<f32> = sides.iter().filter_map(|side| side.as_float().ok()).collect();
            matches!(sides[..], [left, bottom, right, top] if left == right && bottom == top)
        }
        Some(_) => false,
    };
    known && signs && without_area && field.has(b"V")
}
