//! The metadata that archives and machines read: title, conformance, and what the document is.

use chrono::{DateTime, Utc};
use forms::form::FormRef;
use forms::hash::Hash;
use uuid::Uuid;

use crate::kind::Kind;

/// The namespace of our own properties. It names, it does not lead anywhere.
pub const NAMESPACE: &str = "urn:narvarolots:document:1";
/// What made the document.
pub const PRODUCER: &str = "Närvarolots";

/// What the document is, for machines; nothing about anyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub document: Uuid,
    pub form: FormRef,
    pub form_hash: Hash,
    pub kind: Kind,
}

/// The XMP packet.
pub fn packet(title: &str, about: &About, at: DateTime<Utc>) -> String {
    let (title, at) = (escape(title), at.format("%Y-%m-%dT%H:%M:%SZ"));
    let About {
        document,
        form,
        form_hash,
        kind,
    } = about;
    let kind = kind.name();
    let schemas = [
        schema(
            "PDF/UA identification",
            "http://www.aiim.org/pdfua/ns/id/",
            "pdfuaid",
            &[(
                "part",
                "Integer",
                "Part of ISO 14289 that the document conforms to",
            )],
        ),
        schema(
            "Närvarolots document",
            NAMESPACE,
            "nvl",
            &[
                ("kind", "Text", "record, answered, blank or scan"),
                ("document", "Text", "Id of the document"),
                ("form", "Text", "Form and version, as pack/form@version"),
                ("formHash", "Text", "SHA-256 of the form's definition"),
            ],
        ),
    ]
    .concat();
    format!(
        r#"<?xpacket begin="{BOM}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:nvl="{NAMESPACE}">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>sv-SE</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{at}</xmp:CreateDate>
<xmp:ModifyDate>{at}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<nvl:kind>{kind}</nvl:kind>
<nvl:document>{document}</nvl:document>
<nvl:form>{form}</nvl:form>
<nvl:formHash>{form_hash}</nvl:formHash>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        BOM = '\u{feff}',
    )
}

/// The description of a schema that PDF/A does not know of itself (ISO 19005-3, 6.6.2.3).
fn schema(description: &str, namespace: &str, prefix: &str, properties: &[(&str, &str, &str)]) -> String {
    let property = |(name, kind, description): &(&str, &str, &str)| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
             <pdfaProperty:category>internal</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        )
    };
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{description}</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>\
         <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>{}</rdf:Seq></pdfaSchema:property></rdf:li>",
        properties.iter().map(property).collect::<String>()
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
