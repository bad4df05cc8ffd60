//! What was appended to a file: update after update, with every byte accounted for.

use std::collections::{BTreeMap, HashMap};

use lopdf::xref::XrefEntry;
use lopdf::{Object, ObjectId};

use super::File;
use super::scan::{Indirect, Scan, Unclear, indirect};

/// More updates than any honest document has.
const MOST: usize = 200;

/// Judges every byte behind a revision: updates and nothing else, each holding exactly the objects that its
/// cross-reference names, each of them once.
pub fn appended(base: &File, last: &File) -> Result<(), Unclear> {
    let whole = last.bytes;
    let mut at = base.bytes.len();
    let mut before = None;
    for _ in 0..MOST {
        if at == whole.len() {
            return Ok(());
        }
        let update = Update::read(last, at)?;
        let file = File::read(whole.get(..update.end).ok_or(Unclear)?).map_err(|_| Unclear)?;
        update.check(before.as_ref().unwrap_or(base), &file)?;
        at = update.end;
        before = Some(file);
    }
    Err(Unclear)
}

/// One update as its bytes show it.
struct Update {
    objects: Vec<(ObjectId, usize)>,
    end: usize,
}

impl Update {
    fn read(last: &File, at: usize) -> Result<Self, Unclear> {
        let bytes = last.bytes;
        let mut scan = Scan { bytes, at };
        let mut objects = Vec::new();
        let xref = loop {
            scan.space_and_remarks()?;
            let start = scan.at;
            if scan.word(b"xref").is_ok() {
                table(&mut scan)?;
                break start;
            }
            if scan.is_at(b"startxref") {
                // A cross-reference stream is the last object.
                break objects.last().map(|(_, at)| *at).ok_or(Unclear)?;
            }
            let Indirect { id, end, .. } = indirect(bytes, start, &|number| last.length(number))?;
            objects.push((id, start));
            scan.at = end;
        };
        scan.space_and_remarks()?;
        scan.word(b"startxref")?;
        scan.space();
        if scan.integer()? != xref as u64 {
            return Err(Unclear);
        }
        scan.space();
        let end = end_of_file(bytes, scan.at).ok_or(Unclear)?;
        Ok(Self { objects, end })
    }

    /// What changed in the cross-reference is what stands here, and the other way round.
    fn check(&self, before: &File, after: &File) -> Result<(), Unclear> {
        let (old, new) = (&before.document.reference_table, &after.document.reference_table);
        if old.entries.keys().any(|id| !new.entries.contains_key(id)) {
            return Err(Unclear);
        }
        let mut here: HashMap<usize, ObjectId> = self.objects.iter().map(|(id, at)| (*at, *id)).collect();
        let mut packed: BTreeMap<u32, Vec<(u32, u16)>> = BTreeMap::new();
        let holders: Vec<u32> = self.objects.iter().map(|(id, _)| id.0).collect();
        for (id, entry) in &new.entries {
            match (old.entries.get(id), entry) {
                (Some(old), new) if same(old, new) => (),
                (_, XrefEntry::Normal { offset, generation }) => {
                    let at = usize::try_from(*offset).map_err(|_| Unclear)?;
                    if here.remove(&at) != Some((*id, *generation)) {
                        return Err(Unclear);
                    }
                }
                (_, XrefEntry::Compressed { container, index }) if holders.contains(container) => {
                    packed.entry(*container).or_default().push((*id, *index));
                }
                // The head of the list of free numbers says nothing.
                (_, XrefEntry::Free | XrefEntry::UnusableFree) if *id == 0 => (),
                _ => return Err(Unclear),
            }
        }
        packed
            .iter()
            .try_for_each(|(container, named)| check_packed(after, *container, named))?;
        // A cross-reference stream need not name itself.
        let left: Vec<_> = here.keys().collect();
        let itself = after.has_xref_stream() && left == [&after.document.xref_start];
        if left.is_empty() || itself {
            Ok(())
        } else {
            Err(Unclear)
        }
    }
}

/// An object stream holds what the cross-reference names and nothing else, each in its place and readable in
/// one way alone.
fn check_packed(file: &File, container: u32, named: &[(u32, u16)]) -> Result<(), Unclear> {
    let stream = file
        .document
        .get_object((container, 0))
        .and_then(Object::as_stream);
    let stream = stream.map_err(|_| Unclear)?;
    let number = |key: &[u8]| {
        let number = stream.dict.get(key).and_then(Object::as_i64);
        number
            .ok()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or(Unclear)
    };
    let (count, first) = (number(b"N")?, number(b"First")?);
    let content = file.unpacked(stream).ok_or(Unclear)?;
    if count != named.len() {
        return Err(Unclear);
    }
    let mut head = Scan {
        bytes: &content,
        at: 0,
    };
    for place in 0..count {
        let place = u16::try_from(place).map_err(|_| Unclear)?;
        head.space();
        let id = u32::try_from(head.integer()?).map_err(|_| Unclear)?;
        head.space();
        let offset = usize::try_from(head.integer()?).map_err(|_| Unclear)?;
        if !named.contains(&(id, place)) {
            return Err(Unclear);
        }
        let at = first.checked_add(offset).ok_or(Unclear)?;
        let mut value = Scan { bytes: &content, at };
        value.space();
        value.value(0)?;
    }
    Ok(())
}

fn same(old: &XrefEntry, new: &XrefEntry) -> bool {
    use XrefEntry::{Compressed, Free, Normal, UnusableFree};
    match (old, new) {
        (
            Normal { offset, generation },
            Normal {
                offset: at,
                generation: number,
            },
        ) => (offset, generation) == (at, number),
        (
            Compressed { container, index },
            Compressed {
                container: holder,
                index: place,
            },
        ) => (container, index) == (holder, place),
        (Free | UnusableFree, Free | UnusableFree) => true,
        _ => false,
    }
}

/// Goes past a table and the trailer behind it.
fn table(scan: &mut Scan) -> Result<(), Unclear> {
    loop {
        scan.space();
        if scan.word(b"trailer").is_ok() {
            scan.space();
            return scan.value(0);
        }
        if scan.word(b"f").is_err() && scan.word(b"n").is_err() {
            scan.integer()?;
        }
    }
}

/// Where the file ends by the mark at a place, with the end of its line.
fn end_of_file(bytes: &[u8], at: usize) -> Option<usize> {
    const MARK: &[u8] = b"%%EOF";
    let rest = bytes.get(at..)?.strip_prefix(MARK)?;
    let line = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Some(at + MARK.len() + line)
}

/// Whether a revision ends as a file does.
pub fn ends_as_file(revision: &[u8]) -> bool {
    let end = revision
        .strip_suffix(b"\r\n")
        .or(revision.strip_suffix(b"\n"))
        .or(revision.strip_suffix(b"\r"))
        .unwrap_or(revision);
    end.ends_with(b"%%EOF")
}
