//! XML, written element by element.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

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
        self.put(Event::Start(start(name, attributes)));
        inside(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.put(Event::Empty(start(name, attributes)));
    }

    pub fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    pub fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.put(Event::Start(start(name, attributes)));
        self.put(Event::Text(BytesText::new(&allowed(text))));
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn put(&mut self, event: Event) {
        // Writing to memory does not fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let allowed: Vec<(&str, String)> = attributes
        .iter()
        .map(|(name, value)| (*name, allowed(value)))
        .collect();
    BytesStart::new(name).with_attributes(allowed.iter().map(|(name, value)| (*name, value.as_str())))
}

/// What XML 1.0 can hold (production 2); a title may be anything.
fn allowed(text: &str) -> String {
    let fits = |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    text.chars().filter(fits).collect()
}
