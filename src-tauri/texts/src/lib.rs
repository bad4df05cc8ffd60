//! The words a user sees: Fluent files, one for each part of the application.
//!
//! Rust and the window read the same files. No text stands in code; a key without a text is a defect that
//! the tests find, and [`Texts::say`] then gives the key itself, so that nothing is ever silently empty.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

pub use fluent_bundle::FluentValue as Value;

include!(concat!(env!("OUT_DIR"), "/swedish_files.rs"));

/// The texts of one language.
pub struct Texts(FluentBundle<FluentResource>);

/// The Swedish texts.
pub fn swedish() -> &'static Texts {
    static SWEDISH: LazyLock<Texts> = LazyLock::new(|| Texts::read("sv", SWEDISH_FILES));
    &SWEDISH
}

/// The files the Swedish texts come from, as (name, content), in the order of their names.
pub fn swedish_files() -> &'static [(&'static str, &'static str)] {
    SWEDISH_FILES
}

impl Texts {
    /// The text with this key, its arguments put in; `say("key", &[("name", name.into())])`.
    ///
    /// An attribute of a text is written `key.attribute`. The key comes back where there is no such text.
    pub fn say<'a>(&'a self, key: &'a str, arguments: &[(&'a str, Value<'a>)]) -> Cow<'a, str> {
        let (name, attribute) = parts(key);
        let message = self.0.get_message(name);
        let pattern = message.and_then(|message| match attribute {
            Some(attribute) => message
                .get_attribute(attribute)
                .map(|attribute| attribute.value()),
            None => message.value(),
        });
        let Some(pattern) = pattern else {
            return Cow::Borrowed(key);
        };
        let arguments: FluentArgs = arguments.iter().cloned().collect();
        self.0
            .format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned()
            .into()
    }

    /// Whether there is a text with this key.
    pub fn has(&self, key: &str) -> bool {
        let (name, attribute) = parts(key);
        self.0.get_message(name).is_some_and(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).is_some(),
            None => message.value().is_some(),
        })
    }

    /// Reads what can be read: a fault in one entry costs that entry alone, and the tests refuse it.
    fn read(language: &str, files: &[(&str, &str)]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
        // Fluent's isolation marks would turn up in the text of a PDF, on terminals and in searches.
        bundle.set_use_isolating(false);
        for (_, content) in files {
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*content).to_owned());
            // An error here is a key given twice: the first one stays.
            bundle.add_resource(resource).ok();
        }
        Self(bundle)
    }
}

fn parts(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((name, attribute)) => (name, Some(attribute)),
        None => (key, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let texts = Texts::read(
            "sv",
            &[
                (
                    "a.ftl",
                    "hej = Hej { $namn }!\n    .titel = Hälsning\nsida = Sida { $x } av { $y }\nbad = {",
                ),
                (
                    "b.ftl",
                    "hej = Någon annan\nantal = { $n ->\n    [one] en elev\n   *[other] { $n } elever\n }",
                ),
            ],
        );
        type Case<'a> = (&'a str, &'a [(&'a str, Value<'a>)], &'a str);
        let cases: &[Case] = &[
            ("hej", &[("namn", "Åsa".into())], "Hej Åsa!"),
            ("hej.titel", &[], "Hälsning"),
            ("sida", &[("x", 1.into()), ("y", 12.into())], "Sida 1 av 12"),
            ("antal", &[("n", 1.into())], "en elev"),
            ("antal", &[("n", 2.into())], "2 elever"),
            ("saknas", &[], "saknas"),
            ("hej.saknas", &[], "hej.saknas"),
            ("hej", &[], "Hej {$namn}!"),
            ("bad", &[], "bad"),
        ];
        for (key, arguments, expected) in cases {
            assert_eq!(texts.say(key, arguments), *expected);
        }
        assert!(texts.has("hej") && texts.has("hej.titel") && !texts.has("hej.x") && !texts.has("bad"));
    }

    /// Every file is read without a fault, and no key stands in two places.
    #[test]
    fn check_files() {
        assert!(!swedish_files().is_empty());
        let mut bundle = FluentBundle::new_concurrent(vec![]);
        for (name, content) in swedish_files() {
            let resource = FluentResource::try_new((*content).to_owned());
            let resource = resource.unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        }
    }

    /// Typewriter quotation marks and hyphens in the place of dashes do not reach a reader.
    #[test]
    fn check_typography() {
        for (name, content) in swedish_files() {
            for line in content.lines().filter(|line| !line.starts_with('#')) {
                assert!(!line.contains(" - ") && !line.contains("..."), "{name}: {line}");
                let outside: String = line.split(['{', '}']).step_by(2).collect();
                assert!(!outside.contains(['"', '“']), "{name}: {line}");
            }
        }
    }
}
