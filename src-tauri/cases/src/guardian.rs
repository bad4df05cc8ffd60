//! Guardians (vårdnadshavare), in the order the user gave them.

use serde::{Deserialize, Serialize};

use crate::line::Line;
use crate::problem::{Code, Problem, keep};

/// A guardian: whom the school phones, and who signs a consent on a row of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// The name.
    pub name: Line,
    /// A telephone number, as typed.
    pub phone: Option<Line>,
    /// An e-mail address.
    pub email: Option<Line>,
    /// A postal address on one line.
    pub address: Option<Line>,
}

/// A guardian as typed; every string may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct GuardianInput {
    /// The name.
    pub name: String,
    /// A telephone number.
    pub phone: String,
    /// An e-mail address.
    pub email: String,
    /// A postal address.
    pub address: String,
}

impl GuardianInput {
    /// Whether nothing at all is typed: such a row is no guardian and no problem.
    pub fn is_blank(&self) -> bool {
        [&self.name, &self.phone, &self.email, &self.address]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The guardian, or every problem, said of fields below `path` (`guardians.0`).
    pub fn parse(&self, path: &str) -> Result<Guardian, Vec<Problem>> {
        let mut problems = Vec::new();
        let field = |name: &str| format!("{path}.{name}");
        let name = keep(&mut problems, Line::parse(&field("name"), &self.name));
        let phone = keep(
            &mut problems,
            shaped(&field("phone"), &self.phone, Code::PhoneShape, is_phone),
        );
        let email = keep(
            &mut problems,
            shaped(&field("email"), &self.email, Code::EmailShape, is_email),
        );
        let address = keep(&mut problems, Line::optional(&field("address"), &self.address));
        match (name, phone, email, address) {
            (Some(name), Some(phone), Some(email), Some(address)) => Ok(Guardian {
                name,
                phone,
                email,
                address,
            }),
            _ => Err(problems),
        }
    }
}

impl From<&Guardian> for GuardianInput {
    fn from(guardian: &Guardian) -> Self {
        let text = |line: &Option<Line>| line.as_ref().map(Line::to_string).unwrap_or_default();
        Self {
            name: guardian.name.to_string(),
            phone: text(&guardian.phone),
            email: text(&guardian.email),
            address: text(&guardian.address),
        }
    }
}

fn shaped(field: &str, typed: &str, code: Code, fits: fn(&str) -> bool) -> Result<Option<Line>, Problem> {
    match Line::optional(field, typed)? {
        Some(line) if !fits(line.as_str()) => Err(Problem::new(field, code)),
        line => Ok(line),
    }
}

// Only what is surely a slip of the finger is refused: a strict rule would refuse addresses that exist.
fn is_email(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let domain = |name: &str| name.contains('.') && !name.starts_with('.') && !name.ends_with('.');
    matches!(parts[..], [user, host] if !user.is_empty() && domain(host)) && !text.contains(' ')
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    (5..=15).contains(&digits) && rest.chars().all(|c| c.is_ascii_digit() || " -–()/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, phone: &str, email: &str) -> GuardianInput {
        GuardianInput {
            name: name.into(),
            phone: phone.into(),
            email: email.into(),
            ..Default::default()
        }
    }

    fn problems(input: &GuardianInput) -> Vec<(String, Code)> {
        let problems = input.parse("guardians.1").unwrap_err();
        problems
            .into_iter()
            .map(|problem| (problem.field, problem.code))
            .collect()
    }

    #[test]
    fn check() {
        for phone in ["", "070-123 45 67", "+46 (0)70 123 45 67", "08–123 45", "112 12"] {
            assert!(input("Maj", phone, "").parse("g").is_ok(), "{phone}");
        }
        for phone in [
            "12",
            "ring på kvällen",
            "0701234567 (jobb)",
            "07+01234567",
            "1234567890123456",
        ] {
            assert!(input("Maj", phone, "").parse("g").is_err(), "{phone}");
        }
        for email in ["maj@example.se", "maj.lind+skola@post.exämple.se"] {
            assert!(input("Maj", "", email).parse("g").is_ok(), "{email}");
        }
        for email in [
            "maj",
            "maj@",
            "@example.se",
            "maj@example",
            "a@b@c.se",
            "maj lind@x.se",
            "maj@.se",
        ] {
            assert!(input("Maj", "", email).parse("g").is_err(), "{email}");
        }
        assert_eq!(
            problems(&input(" ", "12", "maj")),
            [
                ("guardians.1.name".into(), Code::Missing),
                ("guardians.1.phone".into(), Code::PhoneShape),
                ("guardians.1.email".into(), Code::EmailShape),
            ]
        );
        assert!(input("", " ", "").is_blank());
        assert!(!input("", "1", "").is_blank());
        let typed = input("Maj Lind", "070-123 45 67", "maj@example.se");
        assert!(GuardianInput::from(&typed.parse("g").unwrap()) == typed);
    }
}
