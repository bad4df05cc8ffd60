//! What a file's metadata declares.

use forms::form::FormRef;
use forms::hash::Hash;
use lopdf::{Document, Object};
use uuid::Uuid;

use crate::kind::Kind;

/// The most bytes of metadata that are read.
const LARGEST: usize = 256 << 10;

/// The declarations that matter to us.
#[derive(Debug, Default, PartialEq)]
pub struct Metadata {
    pub kind: Option<Kind>,
    pub document: Option<Uuid>,
    pub form: Option<FormRef>,
    pub form_hash: Option<Hash>,
    pub title: Option<String>,
    pub conformance: Vec<String>,
}

/// Reads the catalog's metadata; what is missing or wrong is absent.
pub fn read(document: &Document) -> Metadata {
    packet(document)
        .map(|packet| declared(&packet))
        .unwrap_or_default()
}

fn packet(document: &Document) -> Option<String> {
    let metadata = document.catalog().ok()?.get(b"Metadata").ok()?;
    let (_, object) = document.dereference(metadata).ok()?;
    let stream = Object::as_stream(object).ok()?;
    let content = match stream.dict.get(b"Filter") {
        Ok(_) => stream.decompressed_content_with_limit(LARGEST).ok()?,
        Err(_) => stream.content.get(..stream.content.len().min(LARGEST))?.to_vec(),
    };
    String::from_utf8(content).ok()
}

fn declared(packet: &str) -> Metadata {
    let mut conformance = Vec::new();
    if let Some(part) = value(packet, "pdfaid:part") {
        let level = value(packet, "pdfaid:conformance").unwrap_or_default();
        conformance.push(format!("PDF/A-{part}{level}"));
    }
    if let Some(part) = value(packet, "pdfuaid:part") {
        conformance.push(format!("PDF/UA-{part}"));
    }
    Metadata {
        kind: value(packet, "nvl:kind").and_then(|kind| kind.parse().ok()),
        document: value(packet, "nvl:document").and_then(|id| id.parse().ok()),
        form: value(packet, "nvl:form").and_then(|form| form.parse().ok()),
        form_hash: value(packet, "nvl:formHash").and_then(|hash| hash.parse().ok()),
        title: title(packet),
        conformance,
    }
}

/// A simple property, written as an element or as an attribute.
fn value(packet: &str, property: &str) -> Option<String> {
    let element = packet
        .split_once(&format!("<{property}>"))
        .and_then(|(_, rest)| rest.split_once('<'));
    let attribute = || {
        let (_, rest) = packet.split_once(&format!("{property}="))?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split_once(quote)
    };
    let (value, _) = element.or_else(attribute)?;
    let value = value.trim();
    (!value.is_empty() && value.len() <= 200).then(|| unescape(value))
}

fn title(packet: &str) -> Option<String> {
    let (_, rest) = packet.split_once("<dc:title>")?;
    let (inside, _) = rest.split_once("</dc:title>")?;
    let (_, rest) = inside.split_once("<rdf:li")?;
    let (title, _) = rest.split_once('>')?.1.split_once('<')?;
    (!title.is_empty() && title.len() <= 1000).then(|| unescape(title))
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let cases = [
            (
                "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
                &["PDF/A-3A"][..],
            ),
            (
                "<rdf:Description pdfaid:part=\"2\" pdfaid:conformance='B' pdfuaid:part=\"1\"/>",
                &["PDF/A-2B", "PDF/UA-1"],
            ),
            ("<pdfuaid:part> 1 </pdfuaid:part>", &["PDF/UA-1"]),
            ("<pdfaid:part></pdfaid:part>", &[]),
            ("pdfaid:part=", &[]),
            ("pdfaid:part=\"", &[]),
            ("", &[]),
        ];
        for (packet, expected) in cases {
            assert_eq!(declared(packet).conformance, expected, "{packet}");
        }
        let title =
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">A &lt;&amp; B</rdf:li></rdf:Alt></dc:title>";
        assert_eq!(declared(title).title.as_deref(), Some("A <& B"));
        assert_eq!(
            declared("<nvl:form>x</nvl:form><nvl:document>y</nvl:document>"),
            Metadata::default()
        );
    }
}
