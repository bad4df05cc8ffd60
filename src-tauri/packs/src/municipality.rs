//! What a municipality says of its own use of the application: the file that its IT department puts on every
//! computer. It may carry the key with which the municipality recovers a vault.
//!
//! ```toml
//! name = "Exempelkommun"
//!
//! [key]
//! public = "64 hexadecimal digits"
//! required = true
//!
//! [signatures]
//! issues = true
//! authority = """
//! -----BEGIN CERTIFICATE-----
//! …
//! -----END CERTIFICATE-----
//! """
//! ```

use serde::Deserialize;

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

/// The public half of a municipality's recovery key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryKey {
    /// An X25519 key as 64 hexadecimal digits.
    pub public: String,
    /// Whether no vault may be made that the municipality cannot open.
    #[serde(default)]
    pub required: bool,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let named = Municipality {
            name: "Exempelkommun".into(),
            key: None,
            signatures: None,
        };
        assert_eq!(municipality("name = 'Exempelkommun'"), Ok(named.clone()));
        let key = |required| {
            Some(RecoveryKey {
                public: "ab".into(),
                required,
            })
        };
        for (key_table, expected) in [
            ("public = 'ab'", key(false)),
            ("public = 'ab'\nrequired = true", key(true)),
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
        for (text, line) in [
            ("", 1),
            ("name = 'A'\nnamn = 'B'", 2),
            ("name = 'A'\n[key]\nrequired = true", 2),
            ("name = 'A'\n\n[key]\npublic = 7", 4),
        ] {
            assert_eq!(
                municipality(text),
                Err(UnreadableMunicipality { line }),
                "{text:?}"
            );
        }
    }
}
