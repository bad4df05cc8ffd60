//! What the signature covers is not what the reader thinks.

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId, Writer};

use crate::support::forge::{Forge, byte_range, dictionary, find, find_last, replace, stream, with_range};
use crate::support::{CONSENT, School};
use crate::{Attack, signed};

type Case = (&'static str, &'static str, fn(&[u8]) -> Vec<u8>);

const CASES: &[Case] = &[
    ("byte range", "does not begin at the beginning", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("1 {} {b} {c}", a - 1))
    }),
    ("byte range", "leaves out more than the signature", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {} {b} {c}", a - 20))
    }),
    ("byte range", "leaves out what follows", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {a} {} {}", b + 20, c - 20))
    }),
    ("byte range", "ends before the end", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {a} {b} {}", c - 10))
    }),
    ("byte range", "goes beyond the end", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {a} {b} {}", c + 10))
    }),
    ("byte range", "parts overlap", |pdf| {
        let (_, [_, a, _, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {a} {} {c}", a - 5))
    }),
    ("byte range", "six numbers", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        with_range(pdf, &format!("0 {a} {b} {} 1 1", c - 1))
    }),
    ("universal forgery", "no range", |pdf| {
        replace(pdf, b"/ByteRange", b"/ByteRangf")
    }),
    ("universal forgery", "no contents", |pdf| {
        replace(pdf, b"/Contents<", b"/Contentt<")
    }),
    ("universal forgery", "range of zeros", |pdf| {
        with_range(pdf, "0 0 0 0")
    }),
    ("universal forgery", "negative range", |pdf| {
        with_range(pdf, "0 -1 -1 10")
    }),
    ("universal forgery", "range is no list", |pdf| {
        let at = find_last(pdf, b"/ByteRange[");
        let mut bytes = pdf.to_vec();
        bytes[at + 10..at + 50].fill(b' ');
        bytes[at + 10..at + 15].copy_from_slice(b" null");
        bytes
    }),
    ("universal forgery", "numbers without end", |pdf| {
        with_range(pdf, "0 18446744073709551615 1 1")
    }),
    ("universal forgery", "contents of zeros", |pdf| {
        fill_contents(pdf, b'0')
    }),
    ("universal forgery", "contents of ones", |pdf| {
        fill_contents(pdf, b'1')
    }),
    ("universal forgery", "empty contents in an update", |pdf| {
        in_update(pdf, |value| {
            let (before, after) = (find(value, b"/Contents<") + 10, find_last(value, b">>>"));
            [&value[..before], &value[after..]].concat()
        })
    }),
    ("universal forgery", "contents are null in an update", |pdf| {
        in_update(pdf, |value| {
            let before = find(value, b"/Contents<") + 9;
            [&value[..before], b" null>>"].concat()
        })
    }),
    ("signature wrapping", "second part moved to the end", |pdf| {
        let (_, [_, a, b, c]) = byte_range(pdf);
        let (first, hole, second) = (&pdf[..a], &pdf[a..b], &pdf[b..]);
        let evil = b"\n999 0 obj\n(evil)\nendobj\n";
        let moved = [first, hole, evil, second].concat();
        with_range(&moved, &format!("0 {a} {} {c}", b + evil.len()))
    }),
    ("signature wrapping", "second part behind another table", |pdf| {
        wrapped(pdf, |forge| {
            let id = forge.contents();
            forge.document.set_object(id, stream(&[], b"BT ET"));
            vec![id]
        })
    }),
    ("signature wrapping", "second part behind another page", |pdf| {
        wrapped(pdf, |forge| {
            let page = forge.page(0);
            forge
                .document
                .get_dictionary_mut(page)
                .unwrap()
                .set("Rotate", 180);
            vec![page]
        })
    }),
    ("signature wrapping", "evil inside the hole", |pdf| {
        let (_, [_, _, b, _]) = byte_range(pdf);
        let mut bytes = pdf.to_vec();
        let evil = b">/Evil(1)/X<";
        bytes[b - 40..b - 40 + evil.len()].copy_from_slice(evil);
        bytes
    }),
    ("signature wrapping", "copied into a new object", |pdf| {
        let mut forge = Forge::new(pdf);
        let (field, signature) = forge.field(0);
        let copy = forge.document.get_dictionary(signature.unwrap()).unwrap().clone();
        let copy = forge.add(copy);
        forge.edit(field, |field| field.set("V", copy));
        forge.finish()
    }),
    ("signature wrapping", "copied into another field", |pdf| {
        let mut forge = Forge::new(pdf);
        let (_, signature) = forge.field(0);
        let (field, _) = forge.field(1);
        forge.edit(field, |field| field.set("V", signature.unwrap()));
        forge.finish()
    }),
    ("signature wrapping", "taken out of its field", |pdf| {
        let mut forge = Forge::new(pdf);
        let (field, _) = forge.field(0);
        forge.edit(field, |field| {
            field.remove(b"V");
        });
        forge.finish()
    }),
    ("signature wrapping", "written into its field", |pdf| {
        let mut forge = Forge::new(pdf);
        let (field, signature) = forge.field(0);
        let copy = forge.document.get_dictionary(signature.unwrap()).unwrap().clone();
        forge.edit(field, |field| field.set("V", copy));
        forge.finish()
    }),
    ("two contents", "in an update, real one first", |pdf| {
        in_update(pdf, |value| {
            let end = find_last(value, b">>");
            [&value[..end], b"/Contents<00>>>"].concat()
        })
    }),
    ("two contents", "in an update, real one last", |pdf| {
        in_update(pdf, |value| [b"<</Contents<00>", &value[2..]].concat())
    }),
    ("two contents", "under a disguised name", |pdf| {
        in_update(pdf, |value| [b"<</#43ontents<00>", &value[2..]].concat())
    }),
    ("two contents", "in place", |pdf| {
        replace(pdf, b"/Filter/Adobe.PPKLite", b"/Contents<00>        ")
    }),
    ("two contents", "two ranges", |pdf| {
        in_update(pdf, |value| [b"<</ByteRange[0 1 2 3]", &value[2..]].concat())
    }),
    ("truncated or appended", "last line cut", |pdf| {
        pdf[..pdf.len() - 6].to_vec()
    }),
    ("truncated or appended", "half", |pdf| {
        pdf[..pdf.len() / 2].to_vec()
    }),
    ("truncated or appended", "an empty line", |pdf| {
        [pdf, b"\n"].concat()
    }),
    ("truncated or appended", "a remark", |pdf| {
        [pdf, b"% nothing to see\n"].concat()
    }),
    ("truncated or appended", "another document", |pdf| {
        [pdf, CONSENT].concat()
    }),
    ("truncated or appended", "zeros", |pdf| {
        [pdf, &[0; 64][..]].concat()
    }),
    ("truncated or appended", "something before it", |pdf| {
        [b"GIF89a", pdf].concat()
    }),
    ("truncated or appended", "second end mark", |pdf| {
        [pdf, b"startxref\n0\n%%EOF\n"].concat()
    }),
    ("incremental saving", "objects without cross-reference", |pdf| {
        [pdf, b"1 0 obj\n<<>>\nendobj\n%%EOF\n"].concat()
    }),
    ("incremental saving", "trailer without cross-reference", |pdf| {
        [pdf, b"trailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"].concat()
    }),
    ("incremental saving", "previous one skipped", |pdf| {
        let mut forge = Forge::new(pdf);
        let before = lopdf::Document::load_mem(CONSENT).unwrap().xref_start;
        forge.trailer.set("Prev", before as i64);
        forge.add(dictionary(&[]));
        forge.finish()
    }),
    ("incremental saving", "table points outside the update", |pdf| {
        let mut forge = Forge::new(pdf);
        let page = forge.page(0);
        let hidden = format!("\n{} 0 obj", page.0);
        forge.lies.insert(page.0, find_last(pdf, hidden.as_bytes()));
        forge.finish()
    }),
];

pub(crate) fn attacks(school: &School) -> Vec<Attack> {
    let honest = signed(school, CONSENT);
    let cases = CASES.iter().map(|(family, name, make)| Attack {
        family,
        name,
        honest: honest.clone(),
        forged: make(&honest),
        trust: school.trust.clone(),
    });
    cases.collect()
}

fn fill_contents(pdf: &[u8], digit: u8) -> Vec<u8> {
    let (_, [_, a, b, _]) = byte_range(pdf);
    let mut bytes = pdf.to_vec();
    bytes[a + 1..b - 1].fill(digit);
    bytes
}

/// The signature's dictionary, changed, in an update.
fn in_update(pdf: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut forge = Forge::new(pdf);
    let (_, signature) = forge.field(0);
    let id = signature.unwrap();
    let head = format!("\n{} 0 obj\n", id.0);
    let start = find_last(pdf, head.as_bytes()) + head.len();
    let end = start + find(&pdf[start..], b"\nendobj");
    forge.raw(id, &change(&pdf[start..end]));
    forge.finish()
}

/// The attack that gave the family its name: what is signed stays in two parts, byte for byte, and between them
/// come a cross-reference where the old one is looked for, evil objects, and a copy of the signature that says
/// where the second part has gone.
fn wrapped(pdf: &[u8], change: impl Fn(&mut Forge) -> Vec<ObjectId>) -> Vec<u8> {
    let mut forge = Forge::new(pdf);
    let (_, signature) = forge.field(0);
    let signature = signature.unwrap();
    let mut changed = change(&mut forge);
    changed.push(signature);
    let (_, [_, before, after, rest]) = byte_range(pdf);
    let table = forge.document.xref_start;
    let previous = Forge::new(CONSENT).trailer.get(b"Prev").unwrap().clone();
    forge.trailer.set("Prev", previous);

    // The length of what comes between is needed inside it: the third time it no longer changes.
    let mut moved = after;
    let mut whole = Vec::new();
    for _ in 0..3 {
        let mut evil = vec![b' '; table - after];
        let rows = table + 5 + 40 * (forge.document.max_id as usize) + 4096;
        let mut bodies = Vec::new();
        let mut places = Vec::new();
        for id in &changed {
            if *id == signature {
                let entries = forge.document.get_dictionary_mut(*id).unwrap();
                let numbers = [0, before, moved, rest].map(|number| Object::Integer(number as i64));
                entries.set("ByteRange", numbers.to_vec());
            }
            places.push((*id, rows + bodies.len()));
            bodies.extend(format!("{} 0 obj\n", id.0).bytes());
            Writer::write_object(&mut bodies, &forge.document.objects[id]).unwrap();
            bodies.extend(b"\nendobj\n");
        }
        // What the honest update brought is still there, behind.
        let honest = Document::load_mem(pdf).unwrap().reference_table;
        evil.extend(b"xref\n");
        for (number, entry) in &honest.entries {
            let at = match (places.iter().find(|(id, _)| id.0 == *number), entry) {
                (Some((_, at)), _) => *at,
                (None, XrefEntry::Normal { offset, .. }) if (*offset as usize) < before => *offset as usize,
                (None, XrefEntry::Normal { offset, .. }) => *offset as usize - after + moved,
                _ => continue,
            };
            evil.extend(format!("{number} 1\n{at:010} 00000 n \n").bytes());
        }
        evil.extend(b"trailer\n");
        Writer::write_object(&mut evil, &Object::Dictionary(forge.trailer.clone())).unwrap();
        evil.resize(rows - after, b' ');
        evil.extend(bodies);
        moved = after + evil.len();
        whole = [&pdf[..after], &evil, &pdf[after..]].concat();
    }
    whole
}
