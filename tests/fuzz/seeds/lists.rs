//! Lists as CSV and as workbooks.

use chrono::NaiveDate;
use exchange::table::{Cell, Table, xlsx};
use fuzz::files;
use fuzz::school::NOW;

use crate::{sample, seed, unzipped};

pub fn make() {
    let csv = sample("tests/samples/arendelista.csv");
    seed("list", "cases", &csv);
    let text = String::from_utf8_lossy(&csv).into_owned();
    let text = text.trim_start_matches('\u{feff}');
    let begin: String = text.lines().take(4).map(|line| format!("{line}\r\n")).collect();
    let units = begin.encode_utf16().flat_map(u16::to_le_bytes);
    seed(
        "list",
        "utf-16",
        [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>(),
    );
    let latin: Vec<u8> = begin
        .chars()
        .map(|letter| u8::try_from(letter).unwrap_or(b'?'))
        .collect();
    seed("list", "latin", latin);
    seed("list", "said", format!("sep=,\r\n{}", begin.replace(';', ",")));
    seed("list", "quoted", "Lista\n\n\"a\"\"b\";\"c\nd\"\n'=1;2026-11-26\n");
    let table = Table {
        columns: vec!["Namn".to_owned(), "Andel".to_owned(), "Dag".to_owned()],
        rows: vec![vec![
            "=Åsa".into(),
            Cell::Number(12.5),
            Cell::Day(NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()),
        ]],
    };
    let book = xlsx(&table, "Uppgifter", NOW).unwrap();
    // What is never looked at would only be in the way.
    let parts = unzipped(&book)
        .into_iter()
        .filter(|(name, _)| !name.starts_with("docProps") && !name.contains("theme"));
    seed("workbook", "parts", files::join(parts));
    seed("workbook", "whole", &book);
    seed("workbook", "small", files::join(small()));
}

/// A workbook of the fewest words, with each kind of cell.
fn small() -> Vec<(&'static str, &'static str)> {
    vec![
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
        ),
        (
            "xl/sharedStrings.xml",
            r#"<sst uniqueCount="2"><si><t>Namn</t></si><si><r><t>D</t></r><r><t>ag</t></r></si></sst>"#,
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>=Åsa</t></is></c><c r="B2" s="1"><v>45000.5</v></c><c r="C2" t="b"><v>1</v></c></row><row r="3"><c t="str"><f>A1</f><v>x</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-11-26T10:00:00</v></c></row></sheetData></worksheet>"#,
        ),
    ]
}
