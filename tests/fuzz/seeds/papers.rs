//! Documents of ours, archive packages of them, scans, definitions and answers.

use std::borrow::Cow;

use documents::scan::{Leaf, Scan, ScanFacts, Turn, file};
use documents::{Provenance, qr};
use exchange::archive::{Application, Contents, Happened, Paper, PaperKind, Step, collection, package};
use forms::record::{RECORD_FORMAT, RecordForm};
use forms::{Answers, Filling, Form, Hash, Record, SealedSection, Signed};
use fuzz::files;
use fuzz::school::NOW;
use jpeg_encoder::{ColorType, Encoder};
use lopdf::Document;
use tiff::encoder::{TiffEncoder, colortype};
use uuid::Uuid;

use crate::{sample, seed, unzipped};

pub fn make() {
    for (number, form) in packs::forms().unwrap().into_iter().enumerate() {
        let name = form.form_ref().id.clone();
        seed("form", &name, form.source_text());
        let json = sample(&format!("tests/samples/{name}.json"));
        seed("answers", &name, [&[number as u8][..], &json].concat());
        let record = record(&form, &serde_json::from_slice(&json).unwrap());
        seed(
            "answers",
            &format!("{name}-record"),
            serde_json::to_vec(&record).unwrap(),
        );
        if number < 2 {
            document(&name, &form, &record);
        }
    }
    seed("form", "municipality", MUNICIPALITY);
    scans();
}

const MUNICIPALITY: &str = "name = \"Exempelkommun\"\n[key]\npublic = \"ab\"\nrequired = true\n[signatures]\nissues = true\nauthority = \"pem\"\n[[disposal]]\nform = \"checklista\"\nyears = 5\nplan = \"KS 2024/12\"\n";

fn record(form: &Form, answers: &Answers) -> Record {
    let seal = |section: &forms::Section| -> Option<SealedSection> {
        let by = Signed {
            name: "Birgitta Ek".into(),
            role: section.author(),
            typed_by: None,
        };
        form.seal(section.id(), answers, by, NOW, None).ok()
    };
    Record {
        format: RECORD_FORMAT.to_owned(),
        document: Some(Uuid::from_u128(3)),
        pupil: Some(Uuid::from_u128(1)),
        case: None,
        predecessor: None,
        made_at: NOW,
        form: RecordForm {
            form_ref: form.form_ref().clone(),
            hash: form.hash(),
            source: form.source_text().to_owned(),
        },
        sections: form.sections().iter().filter_map(seal).collect(),
    }
}

fn document(name: &str, form: &Form, record: &Record) {
    let outline = form.outline(&Filling {
        sealed: &record.sections,
        ..Filling::default()
    });
    let provenance = Provenance {
        document: record.document,
        school: "Björkskolan".to_owned(),
        diarienummer: None,
        secrecy: None,
        made_at: NOW,
    };
    let paper = documents::print(&outline, &provenance, Some(record)).unwrap();
    seed("document", &format!("{name}-whole"), &paper);
    seed("document", name, open(&paper));
    seed("pages", name, open(&paper));
    archive(&format!("{name}-paper"), form, record, &paper);
    archive(name, form, record, b"%PDF-1.7 no paper at all");
}

/// The objects of a document, unpacked where that can be, without the cross-reference, and without what a font is made
/// of, which nobody reads here.
fn open(paper: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(paper).unwrap();
    document.decompress();
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream.content.len() > 20_000
        {
            stream.set_content(Vec::new());
        }
    }
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let end = bytes
        .windows(5)
        .rposition(|part| part == b"xref\n" || part == b"\nxref")
        .unwrap_or(bytes.len());
    let end = bytes[..end]
        .windows(6)
        .rposition(|part| part == b"endobj")
        .map_or(end, |at| at + 6);
    bytes.truncate(end);
    bytes.push(b'\n');
    bytes
}

fn archive(name: &str, form: &Form, record: &Record, paper: &[u8]) {
    let paper = Paper {
        kind: PaperKind::Own,
        bytes: Cow::Borrowed(paper),
        report: Some(b"<ValidationReport/>".to_vec()),
    };
    let events = [Happened {
        step: Step::Creation,
        at: NOW,
        on: None,
        by: "Birgitta Ek".into(),
        detail: String::new(),
        outcome: Some("Hel".into()),
    }];
    let contents = Contents {
        id: Uuid::from_u128(5),
        made_at: NOW,
        application: Application {
            name: "Närvarolots",
            version: "1.0",
        },
        creator: "Björkskolan",
        submitter: "Birgitta Ek",
        document: Uuid::from_u128(3),
        title: form.short_title(),
        secrecy: "Sekretess enligt 23 kap. OSL",
        registered: &[("Platina".to_owned(), "BUN 2026/118".to_owned())],
        papers: vec![paper],
        copy: None,
        record,
        form,
        events: &events,
    };
    let zip = package(&contents).unwrap();
    seed("archive", name, files::join(unzipped(&zip)));
    seed("archive", &format!("{name}-whole"), &zip);
    let both = [
        ("arkivpaket-1.zip".to_owned(), zip.clone()),
        ("arkivpaket-2.zip".to_owned(), zip),
    ];
    seed(
        "archive",
        &format!("{name}-both"),
        collection(&both, NOW).unwrap(),
    );
}

/// Pictures of a few pixels and of a code, in every format, and as pages of a PDF.
fn scans() {
    let grey: Vec<u8> = (0..32 * 24).map(|at| (at * 7 % 256) as u8).collect();
    let colour: Vec<u8> = grey.iter().flat_map(|grey| [*grey, 255 - grey, 128]).collect();
    let code = qr::Code::of("narvarolots").unwrap().to_png().unwrap();
    let mut pictures = vec![("code.png", code)];
    for (name, kind, bytes) in [
        ("grey.jpg", ColorType::Luma, &grey),
        ("colour.jpg", ColorType::Rgb, &colour),
    ] {
        let mut jpeg = Vec::new();
        Encoder::new(&mut jpeg, 80).encode(bytes, 32, 24, kind).unwrap();
        pictures.push((name, jpeg));
    }
    let mut progressive = Vec::new();
    let mut encoder = Encoder::new(&mut progressive, 60);
    encoder.set_progressive(true);
    encoder.encode(&colour, 32, 24, ColorType::Rgb).unwrap();
    pictures.push(("progressive.jpg", progressive));
    for (name, kind, bytes) in [
        ("grey.png", png::ColorType::Grayscale, &grey),
        ("colour.png", png::ColorType::Rgb, &colour),
    ] {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 32, 24);
        encoder.set_color(kind);
        encoder.write_header().unwrap().write_image_data(bytes).unwrap();
        pictures.push((name, out));
    }
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut tiff).unwrap();
    encoder.write_image::<colortype::Gray8>(32, 24, &grey).unwrap();
    encoder.write_image::<colortype::RGB8>(32, 24, &colour).unwrap();
    pictures.push(("both.tiff", tiff.into_inner()));
    for (name, bytes) in pictures {
        let scan = Scan::open(bytes.clone()).unwrap();
        let facts = ScanFacts {
            document: Uuid::from_u128(3),
            form: packs::forms().unwrap()[0].form_ref().clone(),
            form_hash: Hash::of(b"a form"),
            title: "Checklista".into(),
            school: "Björkskolan".into(),
            description: String::new(),
            made_at: NOW,
        };
        let leaf = Leaf {
            scan: &scan,
            page: 0,
            turn: Turn::default(),
        };
        let filed = file(&[leaf], &facts).unwrap();
        seed("scan", name, bytes);
        seed("scan_pdf", &format!("{name}-whole"), &filed);
        seed("scan_pdf", name, open(&filed));
        seed("pages", name, open(&filed));
    }
}
