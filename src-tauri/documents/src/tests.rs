//! What holds for every document, tried on the samples.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::samples::{LONG, awkward, checklist, long_checklist, plan, provenance, short_checklist, talk};
use crate::{InspectError, Kind, PrintError, Provenance, inspect, pictures, print};

/// Keeps a document where a person can look at it: `DOCUMENTS_OUT=folder cargo test -p documents`.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("DOCUMENTS_OUT") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
}

#[test]
fn check_samples() {
    let samples = [
        ("blank", checklist(None)),
        ("short", short_checklist()),
        ("long", long_checklist()),
        ("plan", plan(true)),
        ("plan-blank", plan(false)),
        ("awkward", awkward()),
    ];
    for (name, outline) in samples {
        let bytes = print(&outline, &provenance(), None).unwrap();
        assert_eq!(
            bytes,
            print(&outline, &provenance(), None).unwrap(),
            "{name}: the same bytes twice"
        );
        assert!(
            bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF\n"),
            "{name}"
        );
        keep(name, &bytes);
    }
}

#[test]
fn check_missing_glyphs() {
    let mut outline = checklist(Some(["Привет", "你好 x̲́", "ok", "", ""]));
    outline.title.push('😀');
    let Err(PrintError::MissingGlyphs(missing)) = print(&outline, &provenance(), None) else {
        panic!()
    };
    let found = |place: &str| -> String {
        missing
            .iter()
            .filter(|missing| missing.place.starts_with(place))
            .map(|missing| missing.glyph.as_str())
            .collect()
    };
    assert_eq!(
        found("question-1"),
        "Привет"
            .chars()
            .collect::<std::collections::BTreeSet<_>>()
            .iter()
            .collect::<String>()
    );
    assert_eq!(found("question-2"), "你好");
    assert_eq!(found("Checklista"), "😀");
    assert!(crate::missing_glyphs("", "Łukasz Đặng Şükrü n̈ ȩ̃ Ångström – ”fi” 50 % § ☐").is_empty());
    for text in ["ж", "α", "ش", "日", "ไทย", "👋", "\u{e000}"] {
        assert!(!crate::missing_glyphs("Elev", text).is_empty(), "{text}");
    }
}

#[test]
fn check_record() {
    let (outline, record) = talk("Alva Lindqvist", "Ja, \"ibland\" <&>", LONG);
    let bytes = print(&outline, &provenance(), Some(&record)).unwrap();
    let found = inspect(&bytes).unwrap();
    assert_eq!(found.kind, Kind::Record);
    assert_eq!(found.document, provenance().document);
    assert_eq!(found.form.as_ref(), Some(&outline.form));
    assert_eq!(found.form_hash, Some(outline.hash));
    assert_eq!(found.title.as_deref(), Some("Samtal om närvaro"));
    assert_eq!(found.record.as_ref(), Some(&record));
    assert_eq!(found.conformance, ["PDF/A-3A", "PDF/UA-1"]);
    assert_eq!((found.pages, found.remarks.as_slice()), (1, [].as_slice()));
    let files: Vec<_> = found
        .attachments
        .iter()
        .map(|file| (file.name.as_str(), file.relation.as_deref().unwrap()))
        .collect();
    assert_eq!(files, [("record.json", "Data"), ("samtal.toml", "Source")]);

    // On paper alone, as for a pupil with protected identity: nothing is attached, nothing is missing.
    let paper = inspect(&print(&outline, &provenance(), None).unwrap()).unwrap();
    assert_eq!(
        (paper.kind, paper.attachments.len(), paper.remarks.len()),
        (Kind::Answered, 0, 0)
    );

    let blank = inspect(&print(&checklist(None), &provenance(), None).unwrap()).unwrap();
    assert_eq!((blank.kind, blank.record, blank.pages), (Kind::Blank, None, 2));

    let signed = inspect(&print(&plan(true), &provenance(), None).unwrap()).unwrap();
    let fields: Vec<_> = signed
        .signatures
        .iter()
        .map(|field| (field.name.as_str(), field.signed))
        .collect();
    assert_eq!(fields, [("kurator", false)], "what is drawn has no field");
}

/// Without an id of its own, a document's id follows from what it says.
#[test]
fn check_derived_id() {
    let anonymous = Provenance {
        document: None,
        ..provenance()
    };
    let id = |outline| {
        inspect(&print(&outline, &anonymous, None).unwrap())
            .unwrap()
            .document
            .unwrap()
    };
    let blank = id(checklist(None));
    assert_eq!(blank, id(checklist(None)));
    assert_ne!(blank, id(short_checklist()));
    assert_eq!(blank.get_version_num(), 8);
}

#[test]
fn check_pictures() {
    let bytes = print(&short_checklist(), &provenance(), None).unwrap();
    let pages = pictures(&bytes, 1.0).unwrap();
    assert_eq!(pages.len(), 2);
    for (page, expected) in pages.iter().zip(["Alva Lindqvist", "Uppföljning EHT:"]) {
        assert!(
            page.png.starts_with(b"\x89PNG") && (595..=596).contains(&page.width),
            "{}",
            page.width
        );
        assert!(page.text.contains(expected), "{}", page.text);
    }
    assert!(pictures(b"%PDF-1.7", 1.0).is_err());
}

/// Files that are broken, or made to hurt.
#[test]
fn check_hostile() {
    let (outline, record) = talk("Alva Lindqvist", "", LONG);
    let sound = print(&outline, &provenance(), Some(&record)).unwrap();
    let nested = |open: &str| format!("%PDF-1.7\n1 0 obj\n{}\n", open.repeat(200_000)).into_bytes();
    let encrypted = String::from_utf8_lossy(&sound).replace("trailer\n<<", "trailer\n<</Encr#79pt 1 0 R");
    let huge = {
        let mut huge = sound.clone();
        huge.resize(crate::LARGEST_FILE + 1, b' ');
        huge
    };
    let cases: &[(&str, &[u8], InspectError)] = &[
        ("empty", b"", InspectError::NotPdf),
        ("text", b"Hej!", InspectError::NotPdf),
        ("head alone", b"%PDF-1.7\n", InspectError::Damaged),
        ("nested arrays", &nested("["), InspectError::Damaged),
        ("nested dictionaries", &nested("<</A "), InspectError::Damaged),
        (
            "many objects",
            &nested("[0 0 0 0 0 0 0"),
            InspectError::TooComplex,
        ),
        ("encrypted", encrypted.as_bytes(), InspectError::Encrypted),
        ("huge", &huge, InspectError::TooLarge),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(inspect(bytes).map(|_| ()), Err(*expected), "{name}");
    }
    for length in (0..sound.len()).step_by(997) {
        assert!(inspect(&sound[..length]).is_err(), "cut at {length}");
    }
}

/// An object stream that unpacks to a hundred times what a document of ours holds.
#[test]
fn check_bomb() {
    let mut bomb = lopdf::Document::with_version("1.7");
    let zeros = lopdf::Stream::new(
        lopdf::dictionary! { "Type" => "ObjStX", "N" => 1, "First" => 4 },
        vec![b' '; 64 << 20],
    );
    let id = bomb.add_object(zeros);
    bomb.compress();
    bomb.trailer.set("Root", id);
    let mut bytes = Vec::new();
    bomb.save_to(&mut bytes).unwrap();
    // lopdf writes no object streams as they are given.
    let at = bytes.windows(6).position(|window| window == b"ObjStX").unwrap();
    bytes[at + 5] = b'm';
    assert!(bytes.len() < 200_000);
    assert_eq!(inspect(&bytes).map(|_| ()), Err(InspectError::TooComplex));
}

/// Every form that is shipped, as a blank.
#[test]
fn check_packs() {
    let packs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs");
    let mut seen = 0;
    for pack in ["trosa", "uppsala"] {
        for file in std::fs::read_dir(packs.join(pack).join("forms")).unwrap() {
            let path = file.unwrap().path();
            let form = forms::parse(pack, "", &std::fs::read_to_string(&path).unwrap()).unwrap();
            let bytes = print(&form.blank(), &provenance(), None).unwrap();
            assert_eq!(inspect(&bytes).unwrap().form.as_ref(), Some(form.form_ref()));
            keep(&form.form_ref().id, &bytes);
            seen += 1;
        }
    }
    assert!(seen > 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is answered is read back, or refused with its place.
    #[test]
    fn check_any_text(pupil in text(80), comment in text(300), notes in text(3000)) {
        let (outline, record) = talk(&pupil, &comment, &notes);
        match print(&outline, &provenance(), Some(&record)) {
            Ok(bytes) => {
                let found = inspect(&bytes).unwrap();
                prop_assert_eq!(found.record, Some(record));
                prop_assert_eq!(found.remarks, vec![]);
            }
            Err(PrintError::MissingGlyphs(missing)) => prop_assert!(missing.iter().all(|at| !at.place.is_empty())),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    /// A changed byte never makes us fall over.
    #[test]
    fn check_mutants(at in any::<prop::sample::Index>(), byte in any::<u8>(), also in any::<prop::sample::Index>()) {
        static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let (outline, record) = talk("Alva Lindqvist", "", "Kort.");
            print(&outline, &provenance(), Some(&record)).unwrap()
        });
        let mut bytes = SOUND.clone();
        let (at, also) = (at.index(bytes.len()), also.index(bytes.len()));
        bytes[at] = byte;
        bytes[also] ^= 1;
        if let Ok(found) = inspect(&bytes) {
            prop_assert!(found.pages <= crate::MOST_PAGES);
        }
    }
}

/// Latin text with marks and breaks; now and then a character that no font of ours has.
fn text(longest: usize) -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        20 => prop::char::range('a', 'z'),
        6 => prop::sample::select("åäöÅÄÖéŁĐŞ \n–”§☐0123.,?".chars().collect::<Vec<_>>()),
        4 => Just(' '),
        1 => prop::char::range('\u{300}', '\u{330}'),
        1 => prop::char::range('\u{a0}', '\u{17f}'),
        1 => prop_oneof![199 => Just('x'), 1 => any::<char>()],
    ];
    prop::collection::vec(letter, 0..longest).prop_map(|letters| letters.into_iter().collect())
}

/// Every marked content stands in the structure tree exactly once, and the parent tree leads back from it.
#[test]
fn check_tags() {
    for outline in [checklist(None), long_checklist(), plan(true), awkward()] {
        let document = lopdf::Document::load_mem(&print(&outline, &provenance(), None).unwrap()).unwrap();
        let mut in_tree = Vec::new();
        let root = document
            .catalog()
            .unwrap()
            .get(b"StructTreeRoot")
            .unwrap()
            .as_reference()
            .unwrap();
        let first = document
            .get_dictionary(root)
            .unwrap()
            .get(b"K")
            .unwrap()
            .as_reference()
            .unwrap();
        collect(&document, first, &mut in_tree);
        let mut on_pages = Vec::new();
        for (key, page) in document.page_iter().enumerate() {
            let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
            for operation in content
                .operations
                .iter()
                .filter(|operation| operation.operator == "BDC")
            {
                let id = operation.operands[1].as_dict().unwrap().get(b"MCID");
                on_pages.extend(id.map(|id| (page, id.as_i64().unwrap())));
            }
            assert_eq!(
                document
                    .get_dictionary(page)
                    .unwrap()
                    .get(b"StructParents")
                    .unwrap()
                    .as_i64()
                    .unwrap(),
                key as i64
            );
        }
        let mut owners: Vec<_> = in_tree.iter().map(|(place, _)| *place).collect();
        owners.sort();
        on_pages.sort();
        assert_eq!(owners, on_pages);
        for ((page, mcid), element) in in_tree {
            assert_eq!(parent(&document, root, page, mcid), element);
        }
    }
}

type Id = lopdf::ObjectId;

fn collect(document: &lopdf::Document, element: Id, found: &mut Vec<((Id, i64), Id)>) {
    let entry = document.get_dictionary(element).unwrap();
    let page = entry.get(b"Pg").and_then(lopdf::Object::as_reference).ok();
    let Ok(kids) = entry.get(b"K").and_then(lopdf::Object::as_array) else {
        return;
    };
    for kid in kids {
        match kid {
            lopdf::Object::Integer(mcid) => found.push(((page.unwrap(), *mcid), element)),
            lopdf::Object::Reference(id) => collect(document, *id, found),
            lopdf::Object::Dictionary(content) => {
                let page = content.get(b"Pg").unwrap().as_reference().unwrap();
                found.push(((page, content.get(b"MCID").unwrap().as_i64().unwrap()), element));
            }
            other => panic!("{other:?}"),
        }
    }
}

fn parent(document: &lopdf::Document, root: Id, page: Id, mcid: i64) -> Id {
    let key = document
        .get_dictionary(page)
        .unwrap()
        .get(b"StructParents")
        .unwrap()
        .as_i64()
        .unwrap();
    let tree = document
        .get_dictionary(root)
        .unwrap()
        .get(b"ParentTree")
        .unwrap()
        .as_reference()
        .unwrap();
    let numbers = document
        .get_dictionary(tree)
        .unwrap()
        .get(b"Nums")
        .unwrap()
        .as_array()
        .unwrap();
    let at = numbers
        .chunks(2)
        .find(|pair| pair[0].as_i64().unwrap() == key)
        .unwrap();
    let row = document
        .get_object(at[1].as_reference().unwrap())
        .unwrap()
        .as_array()
        .unwrap();
    row[mcid as usize].as_reference().unwrap()
}

/// Each word of this crate's file is used, and each that is used is there.
#[test]
fn check_words() {
    let sources = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                code += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    let (_, file) = texts::swedish_files()
        .iter()
        .find(|(name, _)| *name == "documents.ftl")
        .unwrap();
    let keys: Vec<&str> = file
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key)
        .collect();
    for key in &keys {
        assert!(code.contains(&format!("\"{key}\"")), "{key} is not used");
    }
    for key in code
        .split('"')
        .filter(|word| word.starts_with("document-") && !word.contains(' '))
    {
        assert!(keys.contains(&key) || key == "document-", "{key} has no words");
    }
}
