use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{Cell, Table, csv, xlsx};
use super::*;

/// The only sheet as lines: the headings, then each row with its number.
fn lines(bytes: &[u8]) -> String {
    let sheets = read(bytes).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sheets.len(), 1);
    let sheet = &sheets[0];
    let rows = sheet
        .rows
        .iter()
        .map(|row| format!("{}: {}", row.number, row.cells.join("|")));
    let all = std::iter::once(sheet.headings.join("|")).chain(rows);
    all.collect::<Vec<_>>().join("\n")
}

fn refused(bytes: &[u8]) -> ReadError {
    match read(bytes) {
        Ok(_) => panic!("read"),
        Err(error) => error,
    }
}

fn windows_1252(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
}

#[test]
fn check() {
    let people = "Namn|Klass\n2: Åsa Öberg|7B";
    let utf_16: Vec<u8> = "\u{feff}Namn\tKlass\r\nÅsa Öberg\t7B"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, expected) in [
        (b"Namn;Klass\nA;7B".to_vec(), "Namn|Klass\n2: A|7B"),
        ("Namn;Klass\r\nÅsa Öberg;7B\r\n".into(), people),
        ("\u{feff}Namn,Klass\nÅsa Öberg,7B\n".into(), people),
        ("sep=,\nNamn,Klass\nÅsa Öberg,7B\n".into(), people),
        (windows_1252("Namn;Klass\r\nÅsa Öberg;7B"), people),
        (utf_16, people),
        ("Namn\nÅsa".into(), "Namn\n2: Åsa"),
        (
            "Namn;\"Anteckning, lång\"\nA;\"rad 1\nrad 2; \"\"så\"\"\"".into(),
            "Namn|Anteckning, lång\n2: A|rad 1\nrad 2; \"så\"",
        ),
        (
            "Namn;Klass\n;\n A ; 7B ;extra\nB".into(),
            "Namn|Klass|\n3: A|7B|extra\n4: B||",
        ),
        (
            "Namn;Klass\n\n\nA;7B\n\nB;8A".into(),
            "Namn|Klass\n4: A|7B\n6: B|8A",
        ),
        (
            "Namn;Klass\r\n\r\nA;7B\r\nB;8A".into(),
            "Namn|Klass\n3: A|7B\n4: B|8A",
        ),
        (
            "Namn;Tel\nA;'+46 70\nB;'sitt\nC;'  +46".into(),
            "Namn|Tel\n2: A|+46 70\n3: B|'sitt\n4: C|+46",
        ),
        (
            "Namn;Tel\nA;'\t'=x\nB;'\t''=x".into(),
            "Namn|Tel\n2: A|'\t'=x\n3: B|'\t''=x",
        ),
        (
            "Namn;Klass\nA;=1+1\nB;@x".into(),
            "Namn|Klass\n2: A|=1+1\n3: B|@x",
        ),
        ("Ärendelista\nNamn;Klass\nA;7B".into(), "Namn|Klass\n3: A|7B"),
        (
            "Ärendelista\n;;;;Utskriven\nNamn;Klass\nA;7B".into(),
            "Namn|Klass\n4: A|7B",
        ),
    ] {
        assert_eq!(lines(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
    }
    assert_eq!(
        read(b"\xc3\x84rendelista\nNamn;Klass\nA;7B").ok().unwrap()[0].above,
        1
    );
    assert_eq!(
        day_of_serial("45894").map(|day| day.to_string()).as_deref(),
        Some("2025-08-25")
    );
    for text in ["", "19999", "80001", "+45894", "45894.5", "201301012382"] {
        assert_eq!(day_of_serial(text), None, "{text}");
    }
}

#[test]
fn what_is_no_list_is_refused_in_its_own_words() {
    for (bytes, error) in [
        (b"".to_vec(), ReadError::Empty),
        (b"Namn;Klass\n".to_vec(), ReadError::Empty),
        (b"%PDF-1.7\n".to_vec(), ReadError::NoList),
        (b"\x89PNG\r\n\0\0".to_vec(), ReadError::NoList),
        (b"Namn;Klass\nA;\"7B\nB;8A\n".to_vec(), ReadError::Damaged),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(),
            ReadError::OldWorkbook,
        ),
        (
            [
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
                wide("EncryptedPackage"),
            ]
            .concat(),
            ReadError::Locked,
        ),
        (vec![b'x'; MOST_BYTES + 1], ReadError::TooLarge),
        ("a;b\n".repeat(MOST_ROWS + 1).into_bytes(), ReadError::TooManyRows),
        (
            format!("a\n{}x", ";".repeat(MOST_COLUMNS)).into_bytes(),
            ReadError::TooManyColumns,
        ),
        (
            format!("a;b\nx;{}", "å".repeat(LONGEST_CELL + 1)).into_bytes(),
            ReadError::CellTooLong { row: 2, column: 2 },
        ),
        (b"PK\x03\x04 and nothing else".to_vec(), ReadError::Damaged),
        (zipped(&[("content.xml", "<x/>")]), ReadError::NoList),
    ] {
        assert_eq!(refused(&bytes), error);
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with these cells in its sheet and these shared strings.
fn workbook(cells: &str, strings: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"s\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{cells}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", strings),
    ])
}

fn inline(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_workbook_is_read_cell_by_cell_within_limits() {
    let strings = "<sst uniqueCount=\"2\"><si><t>Namn</t></si><si><t>Start</t></si></sst>";
    let head = "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>";
    let row = |cells: &str| workbook(&format!("{head}<row>{cells}</row>"), strings);
    for (cells, expected) in [
        (inline("A2", "Åsa"), "2: Åsa|"),
        ("<c r=\"A2\"><v>201301012382</v></c>".into(), "2: 201301012382|"),
        (
            "<c r=\"A2\" t=\"str\"><f>HYPERLINK(1)</f><v>Visad</v></c>".into(),
            "2: Visad|",
        ),
        (
            "<c r=\"A2\" t=\"e\"><v>#REF!</v></c><c r=\"B2\" t=\"d\"><v>2025-08-25T00:00:00</v></c>".into(),
            "2: #REF!|2025-08-25",
        ),
        (
            format!("{}<c r=\"XFD1048576\" s=\"3\"/>", inline("A900000", "Långt ner")),
            "900000: Långt ner|",
        ),
    ] {
        assert_eq!(lines(&row(&cells)), format!("Namn|Start\n{expected}"));
    }
    for (book, error) in [
        (row(&inline("XFD2", "långt ut")), ReadError::TooManyColumns),
        (row(&inline("ZZZZZZZZZ2", "bortom")), ReadError::Damaged),
        (row("<c r=\"A2\" t=\"s\"><v>99</v></c>"), ReadError::Damaged),
        (row("<c r=\"A2\"><v>1"), ReadError::Damaged),
        (
            workbook(
                head,
                "<sst uniqueCount=\"99999999999999\"><si><t>a</t></si></sst>",
            ),
            ReadError::Damaged,
        ),
        (
            workbook(head, "<sst uniqueCount=\"999999999999999999999999\"/>"),
            ReadError::Damaged,
        ),
        (workbook(head, "\0<\0s\0s\0t"), ReadError::Damaged),
        (workbook(&" ".repeat(65 << 20), strings), ReadError::TooLarge),
    ] {
        assert_eq!(refused(&book), error);
    }
    // One long text that a thousand cells point at.
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(LONGEST_CELL));
    let cells = (1..1000).map(|at| format!("<row><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>"));
    assert_eq!(
        refused(&workbook(&cells.collect::<String>(), &long)),
        ReadError::TooLarge
    );
}

fn made() -> chrono::DateTime<chrono::Utc> {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

fn within_limits(bytes: &[u8]) {
    for sheet in read(bytes).into_iter().flatten() {
        assert!(sheet.rows.len() < MOST_ROWS && sheet.headings.len() <= MOST_COLUMNS);
        for row in sheet.rows {
            assert_eq!(row.cells.len(), sheet.headings.len());
            assert!(row.cells.iter().all(|cell| cell.chars().count() <= LONGEST_CELL));
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), text in "[a-c;,\t\"'\r\n=åäö \\PC]{0,200}") {
        within_limits(&bytes);
        within_limits(text.as_bytes());
        within_limits(&[b"PK\x03\x04", &bytes[..]].concat());
    }

    #[test]
    fn a_workbook_with_a_changed_byte_does_not_make_it_panic(at in any::<prop::sample::Index>(), byte: u8) {
        let table = Table {
            columns: vec!["Namn".to_owned(), "Start".to_owned()],
            rows: vec![vec!["Åsa".into(), Cell::Day(NaiveDate::from_ymd_opt(2025, 8, 25).unwrap())]],
        };
        let mut book = xlsx(&table, "Blad1", made()).unwrap();
        let at = at.index(book.len());
        book[at] = byte;
        within_limits(&book);
    }

    #[test]
    fn what_is_written_is_read(
        cells in prop::collection::vec(prop::collection::vec("[ =+@;\",\\n＝a-cåäö\\-]{1,8}", 3), 1..6)
    ) {
        let rows: Vec<Vec<Cell>> =
            cells.iter().map(|row| row.iter().map(|cell| cell.as_str().into()).collect()).collect();
        let table = Table { columns: ["Namn", "Klass", "Anteckning"].map(str::to_owned).to_vec(), rows };
        let filled = cells.iter().map(|row| row.iter().map(|cell| cell.trim()).collect::<Vec<_>>());
        let filled: Vec<_> = filled.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        for bytes in [csv(&table), xlsx(&table, "Blad1", made()).unwrap()] {
            let rows = read(&bytes).map_or_else(|_| Vec::new(), |sheets| sheets[0].rows.clone());
            prop_assert_eq!(rows.len(), filled.len());
            for (row, cells) in rows.iter().zip(&filled) {
                for (found, cell) in row.cells.iter().zip(cells) {
                    // A mark before blanks that are trimmed away stays: it was no formula to whoever wrote it.
                    prop_assert_eq!(found.trim_start_matches('\'').trim(), cell.trim_start_matches('\''));
                }
            }
        }
    }

    #[test]
    fn what_is_read_and_written_is_read_the_same(cells in prop::collection::vec("[ \\t='a@]{1,6}", 1..5)) {
        let text = cells.iter().map(|cell| format!("\nA;{cell}")).collect::<String>();
        let sheets = read(format!("Namn;Tel{text}").as_bytes()).ok().unwrap();
        let rows = sheets[0].rows.iter();
        let rows: Vec<Vec<Cell>> = rows.map(|row| row.cells.iter().map(|cell| cell.as_str().into()).collect()).collect();
        let table = Table { columns: sheets[0].headings.clone(), rows };
        let again = read(&csv(&table)).ok().unwrap();
        prop_assert_eq!(
            again[0].rows.iter().map(|row| &row.cells).collect::<Vec<_>>(),
            sheets[0].rows.iter().map(|row| &row.cells).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_day_in_a_workbook_is_that_day(days in 0..60_000_u64) {
        let day = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(days);
        let table = Table { columns: vec!["Start".to_owned()], rows: vec![vec![Cell::Day(day)]] };
        let book = xlsx(&table, "Blad1", made()).unwrap();
        prop_assert_eq!(lines(&book), format!("Start\n2: {}", day));
    }
}
