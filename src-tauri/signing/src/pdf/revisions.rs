//! What was appended to a file: update after update, with every byte accounted for.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use lopdf::ObjectId;
use lopdf::xref::XrefEntry;

use super::File;
use super::packed::check_packed;
use super::scan::{Indirect, Scan, Unclear, entries, indirect};

/// More updates than any honest document has.
const MOST: usize = 200;

/// Judges every byte behind a revision: updates and nothing else, each holding exactly the objects that its
/// cross-reference names, each of them once.
pub fn appended(base: &File, last: &File) -> Result<(), Unclear> {
    let whole = last.bytes;
    if base.bytes.len() == whole.len() {
        return Ok(());
    }
    let mut at = base.bytes.len();
    let mut before = None;
    for _ in 0..MOST {
        let update = Update::read(last, at)?;
        let known = before.as_ref().unwrap_or(base);
        if update.end == whole.len() {
            return update.check(known, last);
        }
        let file = File::read(whole.get(..update.end).ok_or(Unclear)?).map_err(|_| Unclear)?;
        update.check(known, &file)?;
        at = update.end;
        before = Some(file);
    }
    Err(Unclear)
}

/// One update as its bytes show it.
struct Update {
    objects: Vec<(ObjectId, usize)>,
    /// Where the cross-reference before it stands, as it says.
    previous: usize,
    end: usize,
}

impl Update {
    fn read(last: &File, at: usize) -> Result<Self, Unclear> {
        let bytes = last.bytes;
        let mut scan = Scan { bytes, at };
        let mut objects: Vec<(ObjectId, usize)> = Vec::new();
        let mut trailer = 0..0;
        let xref = loop {
            scan.space_and_remarks()?;
            let start = scan.at;
            if scan.word(b"xref").is_ok() {
                let mut rows = table(&mut scan)?;
                rows.sort_unstable();
                objects.sort_unstable();
                if rows != objects {
                    return Err(Unclear);
                }
                scan.word(b"trailer")?;
                scan.space();
                let begin = scan.at;
                scan.value(0)?;
                trailer = begin..scan.at;
                break start;
            }
            if scan.is_at(b"startxref") {
                // A cross-reference stream is the last object, and its own trailer.
                break objects.last().map(|(_, at)| *at).ok_or(Unclear)?;
            }
            let Indirect { id, body, end } = indirect(bytes, start, &|number| last.length(number))?;
            objects.push((id, start));
            trailer = body;
            scan.at = end;
        };
        scan.space_and_remarks()?;
        scan.word(b"startxref")?;
        scan.space();
        if scan.integer()? != xref as u64 {
            return Err(Unclear);
        }
        scan.space();
        Ok(Self {
            objects,
            previous: previous(bytes, &trailer)?,
            end: end_of_file(bytes, scan.at).ok_or(Unclear)?,
        })
    }

    /// What changed in the cross-reference is what stands here, and the other way round.
    fn check(&self, before: &File, after: &File) -> Result<(), Unclear> {
        let (old, new) = (&before.document.reference_table, &after.document.reference_table);
        let forgets = old.entries.keys().any(|id| !new.entries.contains_key(id));
        if forgets || self.previous != before.document.xref_start {
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

/// Reads a table: where each number's object stands. Free numbers are not among them; only the head of their
/// list, which says nothing, may be named.
fn table(scan: &mut Scan) -> Result<Vec<(ObjectId, usize)>, Unclear> {
    let mut rows = Vec::new();
    loop {
        scan.space();
        if scan.is_at(b"trailer") {
            return Ok(rows);
        }
        let first = scan.integer()?;
        scan.space();
        let count = scan.integer()?;
        scan.space();
        for number in first..first.checked_add(count).ok_or(Unclear)? {
            let row = scan.bytes.get(scan.at..scan.at + 20).ok_or(Unclear)?;
            scan.at += 20;
            let mut fields = Scan { bytes: row, at: 0 };
            let at = usize::try_from(fields.integer()?).map_err(|_| Unclear)?;
            fields.space();
            let generation = u16::try_from(fields.integer()?).map_err(|_| Unclear)?;
            let number = u32::try_from(number).map_err(|_| Unclear)?;
            match row.get(10..) {
                Some([b' ', _, _, _, _, _, b' ', b'n', b' ' | b'\r', b'\r' | b'\n']) => {
                    rows.push(((number, generation), at));
                }
                Some([b' ', _, _, _, _, _, b' ', b'f', b' ' | b'\r', b'\r' | b'\n']) if number == 0 => (),
                _ => return Err(Unclear),
            }
        }
    }
}

/// What a trailer says of the one before it. A second cross-reference beside the first would be read by some
/// and not by others.
fn previous(bytes: &[u8], trailer: &Range<usize>) -> Result<usize, Unclear> {
    let entries = entries(bytes, trailer)?;
    if entries.iter().any(|(key, _)| key == b"XRefStm") {
        return Err(Unclear);
    }
    let (_, place) = entries.iter().find(|(key, _)| key == b"Prev").ok_or(Unclear)?;
    let at = place.start;
    let number = Scan { bytes, at }.integer()?;
    usize::try_from(number).map_err(|_| Unclear)
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
