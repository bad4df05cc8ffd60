//! What the package is about, in Dublin Core: the document and whose it is, never whom it concerns. Whom it concerns
//! stands in the document and in its record, which only those may read who may read the package.

use super::Contents;
use crate::xml::Tags;

const SPACES: [(&str, &str); 2] = [
    ("xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
];

pub fn write(contents: &Contents<'_>) -> Vec<u8> {
    let mut tags = Tags::begin();
    tags.within("oai_dc:dc", &SPACES, |tags| {
        tags.text("dc:title", contents.title);
        tags.text("dc:creator", contents.creator);
        tags.text("dc:date", &contents.record.made_at.date_naive().to_string());
        tags.text("dc:type", "Text");
        tags.text("dc:format", "application/pdf");
        tags.text("dc:identifier", &contents.document.urn().to_string());
        if let Some(case) = contents.record.case {
            tags.text("dc:relation", &case.urn().to_string());
        }
        for (system, number) in contents.registered {
            tags.text("dc:identifier", format!("{system} {number}").trim());
        }
        tags.text("dc:language", "sv");
        if !contents.secrecy.is_empty() {
            tags.text("dc:rights", contents.secrecy);
        }
    });
    tags.finish()
}
