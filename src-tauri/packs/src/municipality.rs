//! What a municipality says of its own use of the application: the file that its IT department puts on every
//! computer. It may carry the key with which the municipality recovers a vault.
//!
//! ```toml
//! name = "Exempelkommun"
//!
//! [key]
//! public = "64 hexadecimal digits"
//! required = true
//! packages = true
//!
//! [signatures]
//! issues = true
//! authority = """
//! -----BEGIN CERTIFICATE-----
//! …
//! -----END CERTIFICATE-----
//! """
//!
//! [[disposal]]
//! form = "checklista"
//! years = 5
//! plan = "KS 2024/12, punkt 3.2"
//! ```
//!
//! A form without such a rule is kept for ever.

use serde::{Deserialize, Deserializer, Serialize, de};

/// A municipality's own settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    /// What it is called.
    pub name: String,
    /// Its recovery key, if it has one.
    pub key: Option<RecoveryKey>,
    /// Who issues certificates to its staff, if anybody does.
    pub signatures: Option<Signatures>,
    /// How long it keeps what; one rule at most for each form.
    #[serde(default, deserialize_with = "rules")]
    pub disposal: Vec<DisposalRule>,
}

/// What a municipality says of its staff's signatures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signatures {
    /// Whether a rektor may issue certificates from the vault on this computer.
    #[serde(default)]
    pub issues: bool,
    /// The certificate of the authority that every vault is to trust, as PEM.
    pub authority: Option<String>,
}

/// How long documents of a form are kept, and where the municipality's plan (dokumenthanteringsplan) says so.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisposalRule {
    /// The form's id, in any pack and version.
    pub form: String,
    /// Full calendar years, counted from the end of the year in which a document was completed.
    #[serde(deserialize_with = "years")]
    pub years: u32,
    /// The plan and its paragraph.
    #[serde(deserialize_with = "plan")]
    pub plan: String,
}

/// The longest that a rule keeps anything.
const MOST_YEARS: u32 = 150;

fn years<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let years = u32::deserialize(from)?;
    (years <= MOST_YEARS)
        .then_some(years)
        .ok_or_else(|| de::Error::custom("years"))
}

/// A rule without a plan is none.
fn plan<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let plan = String::deserialize(from)?.trim().to_owned();
    (!plan.is_empty())
        .then_some(plan)
        .ok_or_else(|| de::Error::custom("plan"))
}

/// Two rules for one form would leave it to chance which holds.
fn rules<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<DisposalRule>, D::Error> {
    let rules = Vec::<DisposalRule>::deserialize(from)?;
    let twice =
        |(at, rule): (usize, &DisposalRule)| rules.iter().take(at).any(|earlier| earlier.form == rule.form);
    if rules.iter().enumerate().any(twice) {
        return Err(de::Error::custom("twice"));
    }
    Ok(rules)
}

/// The public half of a municipality's recovery key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryKey {
    /// An X25519 key as 64 hexadecimal digits.
    pub public: String,
    /// Whether no vault may be made that the municipality cannot open.
    #[serde(default)]
    pub required: bool,
    /// Whether it reads what goes from vault to vault too.
    #[serde(default)]
    pub packages: bool,
}

/// The settings cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}")]
pub struct UnreadableMunicipality {
    /// Where, counted from 1.
    pub line: usize,
}

/// Reads a municipality's settings.
///
/// # Errors
/// The text is not TOML of this shape.
pub fn municipality(text: &str) -> Result<Municipality, UnreadableMunicipality> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;
        UnreadableMunicipality { line }
    })
}

/// The settings of a municipality that has a key and nothing else, below what is said about them.
pub fn settings_of_key(name: &str, key: &RecoveryKey, about: &str) -> String {
    #[derive(Serialize)]
    struct Settings<'a> {
        name: &'a str,
        key: &'a RecoveryKey,
    }
    let about = about.lines().map(|line| format!("# {line}\n"));
    // Two strings and two truths can always be written.
    let settings = toml::to_string(&Settings { name, key }).unwrap_or_default();
    about.chain([settings]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_a_key_are_read_as_they_were_written() {
        let key = RecoveryKey {
            public: "ab".into(),
            required: true,
            packages: false,
        };
        let name = "\"Exempel\"\nkommun # 1";
        let text = settings_of_key(name, &key, "Ett\nTvå");
        assert!(text.starts_with("# Ett\n# Två\nname = "), "{text}");
        let read = municipality(&text).unwrap();
        assert_eq!((read.name.as_str(), read.key), (name, Some(key)));
    }

    #[test]
    fn check() {
        let named = Municipality {
            name: "Exempelkommun".into(),
            key: None,
            signatures: None,
            disposal: Vec::new(),
        };
        assert_eq!(municipality("name = 'Exempelkommun'"), Ok(named.clone()));
        let key = |required| {
            Some(RecoveryKey {
                public: "ab".into(),
                required,
                packages: false,
            })
        };
        for (key_table, expected) in [
            ("public = 'ab'", key(false)),
            ("public = 'ab'\nrequired = true", key(true)),
            (
                "public = 'ab'\npackages = true",
                key(false).map(|key| RecoveryKey {
                    packages: true,
                    ..key
                }),
            ),
        ] {
            let text = format!("name = 'Exempelkommun'\n[key]\n{key_table}\n");
            assert_eq!(municipality(&text).unwrap().key, expected, "{key_table}");
        }
        for (table, issues, authority) in [
            ("", false, None),
            ("issues = true", true, None),
            ("authority = 'pem'", false, Some("pem")),
        ] {
            let text = format!("name = 'Exempelkommun'\n[signatures]\n{table}\n");
            let expected = Signatures {
                issues,
                authority: authority.map(Into::into),
            };
            assert_eq!(municipality(&text).unwrap().signatures, Some(expected), "{table}");
        }
        let rule = "[[disposal]]\nform = 'checklista'\nyears = 5\nplan = ' KS 2024/12 '\n";
        let read = municipality(&format!("name = 'A'\n{rule}")).unwrap().disposal;
        let expected = DisposalRule {
            form: "checklista".into(),
            years: 5,
            plan: "KS 2024/12".into(),
        };
        assert_eq!(read, [expected]);
        assert!(
            municipality(&format!("name = 'A'\n{rule}{rule}")).is_err(),
            "one rule for one form"
        );
        for (text, line) in [
            ("", 1),
            ("name = 'A'\nnamn = 'B'", 2),
            ("name = 'A'\n[key]\nrequired = true", 2),
            ("name = 'A'\n\n[key]\npublic = 7", 4),
            ("name = 'A'\n[[disposal]]\nform = 'a'\nyears = 5", 2),
            ("name = 'A'\n[[disposal]]\nform = 'a'\nyears = -1\nplan = 'b'", 4),
            ("name = 'A'\n[[disposal]]\nform = 'a'\nyears = 500\nplan = 'b'", 4),
            ("name = 'A'\n[[disposal]]\nform = 'a'\nyears = 5\nplan = ' '", 5),
        ] {
            assert_eq!(
                municipality(text),
                Err(UnreadableMunicipality { line }),
                "{text:?}"
            );
        }
    }
}
