//! From drawn pages to an archival, accessible document.

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use super::Facts;
use super::attach::attach;
use super::draw::Drawn;
use super::fields::{add_fields, form};
use super::fonts::Letters;
use super::icc::srgb;
use super::pdf::{array, date, dict, name, text};
use super::tags::Tags;
use super::xmp::{PRODUCER, packet};
use crate::display::{Bookmark, ElementId, PAGE, Sheets};
use crate::error::PrintError;

/// Makes a PDF/A-3a and PDF/UA-1 document of what was drawn.
pub fn finish(drawn: Drawn, sheets: &Sheets, facts: &Facts) -> Result<Vec<u8>, PrintError> {
    let mut document = Document::load_mem(&drawn.bytes)
        .map_err(|_| PrintError::Internal("the drawn pages cannot be read back"))?;
    if !sheets.spare.is_empty() {
        spell_out(&mut document, &drawn.letters);
    }
    complete(document, &drawn.contents, sheets, facts)
}

/// Gives pages the rest of what makes a document; `contents` as in [`Drawn`].
pub fn complete(
    mut document: Document,
    contents: &[Vec<ElementId>],
    sheets: &Sheets,
    facts: &Facts,
) -> Result<Vec<u8>, PrintError> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let tags = Tags::reserve(&mut document, sheets);
    let widgets = add_fields(&mut document, &sheets.signatures, &pages);
    tags.write(&mut document, sheets, contents, &pages, &widgets);
    prepare_pages(&mut document, &pages);

    let mut catalog = dict([
        ("Type", name("Catalog")),
        ("Pages", page_tree(&document)),
        ("Lang", text("sv-SE")),
        ("MarkInfo", dict([("Marked", true.into())]).into()),
        ("StructTreeRoot", tags.root.into()),
        (
            "ViewerPreferences",
            dict([("DisplayDocTitle", true.into())]).into(),
        ),
        ("Metadata", metadata(&mut document, facts)),
        ("OutputIntents", output_intents(&mut document)),
    ]);
    if let Some(outlines) = outlines(&mut document, &sheets.bookmarks, &pages) {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", name("UseOutlines"));
    }
    if !widgets.is_empty() {
        catalog.set("AcroForm", form(&widgets));
    }
    if let Some((associated, names)) = attach(&mut document, &facts.attachments, facts.made_at) {
        catalog.set("AF", associated);
        catalog.set("Names", names);
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let information = information(facts);
    let information = document.add_object(information);
    document.trailer.set("Info", information);
    let id = Object::String(facts.file_id.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    save(document)
}

/// Says of every glyph of a font what it stands for and how wide it is; printpdf says it of those that are drawn.
fn spell_out(document: &mut Document, letters: &[Letters]) {
    let mut told = Vec::new();
    for object in document.objects.values_mut() {
        let Ok(font) = object.as_dict_mut() else { continue };
        let called = font
            .get(b"BaseFont")
            .and_then(Object::as_name)
            .unwrap_or_default();
        let Some(letters) = letters.iter().find(|letters| letters.font.as_bytes() == called) else {
            continue;
        };
        if let Ok(map) = font.get(b"ToUnicode").and_then(Object::as_reference) {
            told.push((map, to_unicode(&letters.texts)));
        }
        let kept = font.get_mut(b"DescendantFonts").and_then(Object::as_array_mut);
        let kept = kept.ok().and_then(|fonts| fonts.first_mut()?.as_dict_mut().ok());
        if let Some(kept) = kept {
            let widths = letters.widths.iter().map(|width| i64::from(*width).into());
            kept.set("W", array([1.into(), array(widths)]));
        }
    }
    for (id, map) in told {
        document.set_object(id, Stream::new(Dictionary::new(), map.into_bytes()));
    }
}

/// Glyph 1 stands for the first text, and so on (ISO 32000-1, 9.10.3).
fn to_unicode(letters: &[String]) -> String {
    // Readers take no more than a hundred at once.
    const AT_ONCE: usize = 100;
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let numbered: Vec<(usize, &String)> = (1..).zip(letters).collect();
    for some in numbered.chunks(AT_ONCE) {
        map += &format!("{} beginbfchar\n", some.len());
        for (id, text) in some {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            map += &format!("<{id:04X}> <{units}>\n");
        }
        map += "endbfchar\n";
    }
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}

/// Reading order by structure, and nothing that was left empty.
fn prepare_pages(document: &mut Document, pages: &[ObjectId]) {
    for (index, page) in pages.iter().enumerate() {
        if let Ok(page) = document.get_dictionary_mut(*page) {
            page.set("StructParents", index as i64);
            page.set("Tabs", name("S"));
        }
    }
}

fn page_tree(document: &Document) -> Object {
    document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages"))
        .cloned()
        .unwrap_or(Object::Null)
}

fn metadata(document: &mut Document, facts: &Facts) -> Object {
    let packet = packet(&facts.title, &facts.about, facts.made_at).into_bytes();
    let entry = dict([("Type", name("Metadata")), ("Subtype", name("XML"))]);
    // Archives read it without unpacking the file.
    document
        .add_object(Stream::new(entry, packet).with_compression(false))
        .into()
}

fn output_intents(document: &mut Document) -> Object {
    let profile = document.add_object(Stream::new(dict([("N", 3.into())]), srgb()));
    let intent = dict([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", text("sRGB")),
        ("Info", text("sRGB IEC 61966-2-1")),
        ("DestOutputProfile", profile.into()),
    ]);
    array([intent.into()])
}

fn information(facts: &Facts) -> Dictionary {
    dict([
        ("Title", text(&facts.title)),
        ("Creator", text(PRODUCER)),
        ("Producer", text(PRODUCER)),
        ("CreationDate", date(facts.made_at)),
        ("ModDate", date(facts.made_at)),
    ])
}

/// The table of contents: headings under the headings above them.
fn outlines(document: &mut Document, bookmarks: &[Bookmark], pages: &[ObjectId]) -> Option<Object> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parent = |index: usize| {
        let level = bookmarks.get(index).map_or(0, |bookmark| bookmark.level);
        let above = bookmarks
            .get(..index)?
            .iter()
            .rposition(|above| above.level < level)?;
        ids.get(above).copied()
    };
    let parents: Vec<ObjectId> = (0..bookmarks.len())
        .map(|index| parent(index).unwrap_or(root))
        .collect();
    let children = |of: ObjectId| -> Vec<ObjectId> {
        ids.iter()
            .zip(&parents)
            .filter(|(_, parent)| **parent == of)
            .map(|(id, _)| *id)
            .collect()
    };
    for ((bookmark, id), parent) in bookmarks.iter().zip(&ids).zip(&parents) {
        let page = pages.get(bookmark.page)?;
        let top = PAGE.1 - bookmark.y + 6.0;
        let place = [
            (*page).into(),
            name("XYZ"),
            Object::Null,
            Object::Real(top),
            Object::Null,
        ];
        let mut entry = dict([
            ("Title", text(&bookmark.title)),
            ("Parent", (*parent).into()),
            ("Dest", array(place)),
        ]);
        let siblings = children(*parent);
        let at = siblings.iter().position(|sibling| sibling == id)?;
        if let Some(previous) = at.checked_sub(1).and_then(|before| siblings.get(before)) {
            entry.set("Prev", *previous);
        }
        if let Some(next) = siblings.get(at + 1) {
            entry.set("Next", *next);
        }
        add_children(&mut entry, &children(*id));
        document.set_object(*id, entry);
    }
    let mut entry = dict([("Type", name("Outlines"))]);
    add_children(&mut entry, &children(root));
    entry.set("Count", bookmarks.len() as i64);
    document.set_object(root, entry);
    (!bookmarks.is_empty()).then(|| root.into())
}

fn add_children(entry: &mut Dictionary, children: &[ObjectId]) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", *first);
        entry.set("Last", *last);
        entry.set("Count", children.len() as i64);
    }
}

/// Writes the document, packed, ending on a line of its own.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>, PrintError> {
    document.version = "1.7".to_owned();
    document.prune_objects();
    document.renumber_objects();
    // One for all: what it works with takes longer to lay out than most streams take to pack.
    let mut packer = Compress::new(Compression::new(EFFORT), true);
    document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .for_each(|stream| pack(stream, &mut packer));
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|_| PrintError::Internal("the document cannot be written"))?;
    // A signature is appended later, and begins on a line of its own (ISO 19005-3, 6.1.9).
    if bytes.last() != Some(&b'\n') {
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// How hard to pack: level 4 would take a tenth longer for the whole document and save two parts in a hundred.
const EFFORT: u32 = 2;

/// Packs a stream.
///
/// Data that ends in a carriage return would make one line end with the line feed before `endstream`, and
/// a careful reader would count its length one short (ISO 32000-1, 7.3.8.1): such a stream stays as it is.
fn pack(stream: &mut Stream, packer: &mut Compress) {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return;
    }
    packer.reset();
    // What does not become shorter stays as it is.
    let mut packed = Vec::with_capacity(stream.content.len());
    let done = packer.compress_vec(&stream.content, &mut packed, FlushCompress::Finish);
    if matches!(done, Ok(Status::StreamEnd)) && packed.last() != Some(&b'\r') {
        stream.dict.set("Filter", name("FlateDecode"));
        stream.set_content(packed);
    }
}
