//! What the XML and the answers are written by. The schemas lie in every package, so that it explains itself in a
//! hundred years; `schemas/README.md` says where they come from.

use forms::Form;
use forms::record::RECORD_FORMAT;
use serde_json::{Value as Json, json};

/// The schemas of the XML in a package: the names and the bytes as they were published.
pub const XML: [(&str, &[u8]); 5] = [
    (
        "DILCISExtensionMETS.xsd",
        include_bytes!("../../schemas/DILCISExtensionMETS.xsd"),
    ),
    (
        "DILCISExtensionSIPMETS.xsd",
        include_bytes!("../../schemas/DILCISExtensionSIPMETS.xsd"),
    ),
    ("mets.xsd", include_bytes!("../../schemas/mets.xsd")),
    ("premis-v3-0.xsd", include_bytes!("../../schemas/premis-v3-0.xsd")),
    ("xlink.xsd", include_bytes!("../../schemas/xlink.xsd")),
];

/// The JSON Schema of a record that answers this form (draft 2020-12).
pub fn record(form: &Form) -> Json {
    let id = json!({ "type": ["string", "null"], "format": "uuid" });
    let hash = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let form_ref = form.form_ref();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:narvarolots:record:{form_ref}"),
        "title": form.title(),
        "type": "object",
        "required": ["format", "made_at", "form", "sections"],
        "properties": {
            "format": { "const": RECORD_FORMAT },
            "document": id,
            "pupil": id,
            "case": id,
            "predecessor": {
                "type": ["object", "null"],
                "required": ["document", "sha256"],
                "properties": { "document": { "type": "string", "format": "uuid" }, "sha256": hash },
            },
            "made_at": { "type": "string", "format": "date-time" },
            "form": {
                "type": "object",
                "required": ["hash", "source"],
                "properties": { "hash": { "const": form.hash().to_string() }, "source": { "type": "string" } },
            },
            "sections": { "type": "array", "items": section(form) },
        },
    })
}

fn section(form: &Form) -> Json {
    let sections: Vec<&str> = form.sections().iter().map(|section| section.id()).collect();
    json!({
        "type": "object",
        "required": ["section", "answers"],
        "properties": { "section": { "enum": sections }, "answers": form.value_schema() },
    })
}
