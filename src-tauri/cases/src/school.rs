//! The choices about a pupil that are the same in every municipality.

use serde::{Deserialize, Serialize};

use crate::problem::{Code, Problem};

/// Gives a closed set of choices its stable kebab-case names, in one place for text, JSON and lists.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every choice, in the order it is shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name of the choice.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The choice named `typed`; the problem is said of `field`.
            pub fn parse(field: &str, typed: &str) -> Result<Self, $crate::Problem> {
                let unknown = if typed.is_empty() { $crate::Code::Missing } else { $crate::Code::UnknownChoice };
                let mut all = Self::ALL.iter().copied();
                all.find(|choice| choice.as_str() == typed).ok_or_else(|| $crate::Problem::new(field, unknown))
            }
        }
    };
}
pub(crate) use choices;

choices! {
    /// The school form (skolform), 1 kap. 1 § skollagen (2010:800). It decides whether skolplikt or only the
    /// gymnasium's rules apply, and so which legal texts a form prints.
    SchoolForm {
        /// Compulsory school.
        Grundskola = "grundskola",
        /// Compulsory school for pupils with intellectual disabilities.
        AnpassadGrundskola = "anpassad-grundskola",
        /// State special school.
        Specialskola = "specialskola",
        /// Sámi school.
        Sameskola = "sameskola",
        /// Upper secondary school.
        Gymnasieskola = "gymnasieskola",
        /// Upper secondary school for pupils with intellectual disabilities.
        AnpassadGymnasieskola = "anpassad-gymnasieskola",
    }
}

impl SchoolForm {
    /// Whether the form belongs to the compulsory years, 7 kap. skollagen.
    pub fn is_compulsory(self) -> bool {
        !matches!(self, Self::Gymnasieskola | Self::AnpassadGymnasieskola)
    }
}

choices! {
    /// The sex that the municipality's figures ask for (domain.md 1.7).
    Sex {
        /// Girl.
        Flicka = "flicka",
        /// Boy.
        Pojke = "pojke",
        /// Not asked, or not to be told.
        Unknown = "unknown",
    }
}

impl Sex {
    /// As [`Sex::parse`], but nothing chosen is [`Sex::Unknown`]: nobody is made to answer.
    pub fn optional(field: &str, typed: &str) -> Result<Self, Problem> {
        match Self::parse(field, typed) {
            Err(problem) if problem.code == Code::Missing => Ok(Self::Unknown),
            parsed => parsed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for form in SchoolForm::ALL {
            assert_eq!(SchoolForm::parse("school-form", form.as_str()), Ok(*form));
            assert_eq!(
                serde_json::to_string(form).unwrap(),
                format!("\"{}\"", form.as_str())
            );
        }
        assert_eq!(
            SchoolForm::ALL.iter().filter(|form| form.is_compulsory()).count(),
            4
        );
        let wrong = |typed| SchoolForm::parse("school-form", typed).unwrap_err().code;
        assert_eq!(
            (wrong(""), wrong("förskola")),
            (Code::Missing, Code::UnknownChoice)
        );
        assert_eq!(Sex::optional("sex", ""), Ok(Sex::Unknown));
        assert_eq!(Sex::optional("sex", "flicka"), Ok(Sex::Flicka));
        assert!(Sex::optional("sex", "kvinna").is_err());
    }
}
