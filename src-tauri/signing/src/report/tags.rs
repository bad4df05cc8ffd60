//! XML, written element by element.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

/// A document that is being written.
pub struct Tags(Writer<Vec<u8>>);

impl Tags {
    pub fn begin() -> Self {
        let mut tags = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        tags.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        tags
    }

    pub fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// An element with others inside.
    pub fn within(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Start(start));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Empty(start));
    }

    pub fn text(&mut self, name: &str, text: &str) {
        self.put(Event::Start(BytesStart::new(name)));
        self.put(Event::Text(BytesText::new(&allowed(text))));
        self.put(Event::End(BytesEnd::new(name)));
    }

    pub fn base64(&mut self, name: &str, bytes: &[u8]) {
        self.text(name, &STANDARD.encode(bytes));
    }

    /// A reference to a validation object.
    pub fn refer(&mut self, name: &str, id: &str) {
        self.empty(name, &[("VOReference", id)]);
    }

    /// A SHA-256 under a name.
    pub fn digest(&mut self, name: &str, digest: &[u8]) {
        self.within(name, &[], |tags| tags.digest_parts(digest));
    }

    pub fn digest_parts(&mut self, digest: &[u8]) {
        self.empty("ds:DigestMethod", &[("Algorithm", SHA256)]);
        self.base64("ds:DigestValue", digest);
    }

    fn put(&mut self, event: Event) {
        // Writing to memory does not fail.
        let _ = self.0.write_event(event);
    }
}

/// What XML 1.0 can hold (production 2); a field's name may be anything.
fn allowed(text: &str) -> String {
    let fits = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(fits).collect()
}
