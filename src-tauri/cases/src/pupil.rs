//! A pupil, and how what is typed about one is read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::guardian::{Guardian, GuardianInput};
use crate::id::PupilId;
use crate::identity::IdentityNumber;
use crate::line::Line;
use crate::problem::{Problem, keep};
use crate::school::{SchoolForm, Sex};

/// A pupil. Every combination of these values is possible, so that the fields are open; each value is parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pupil {
    /// The id, the same in every vault.
    pub id: PupilId,
    /// The name. For what is shown, see [`Pupil::display_name`].
    pub name: Line,
    /// The class or group.
    pub class: Option<Line>,
    /// The school's name.
    pub school: Line,
    /// The school form.
    pub school_form: SchoolForm,
    /// The sex, for the figures alone.
    pub sex: Sex,
    /// Personnummer or one of its kin; never needed.
    pub identity_number: Option<IdentityNumber>,
    /// Whether the pupil's identity is protected.
    pub protection: Protection,
    /// Guardians, in the order given; none is possible (a grown-up pupil, an unaccompanied child).
    pub guardians: Vec<Guardian>,
}

/// Protected identity (skyddade personuppgifter): sekretessmarkering, skyddad folkbokföring or a new identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// No protection.
    None,
    /// Protected, and shown by this alias that the user chose.
    Alias(Line),
}

impl Pupil {
    /// The name that lists, titles and search show: the alias of a pupil whose identity is protected.
    pub fn display_name(&self) -> &Line {
        match &self.protection {
            Protection::None => &self.name,
            Protection::Alias(alias) => alias,
        }
    }

    /// Whether the pupil's identity is protected: print only, no export, no statistics.
    pub fn is_protected(&self) -> bool {
        self.protection != Protection::None
    }
}

/// A pupil as typed; every string may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct PupilInput {
    /// The name.
    pub name: String,
    /// The class or group, if any.
    pub class: String,
    /// The school's name.
    pub school: String,
    /// A [`SchoolForm`] by its stable name.
    pub school_form: String,
    /// A [`Sex`] by its stable name, or nothing.
    pub sex: String,
    /// A personnummer or one of its kin, or nothing.
    pub identity_number: String,
    /// Whether the identity is protected.
    pub protected: bool,
    /// The alias; read only when the identity is protected.
    pub alias: String,
    /// Guardians; blank rows are passed over.
    pub guardians: Vec<GuardianInput>,
}

impl PupilInput {
    /// The pupil, or every problem at once, in the order of the fields.
    pub fn parse(&self, id: PupilId, today: NaiveDate) -> Result<Pupil, Vec<Problem>> {
        let mut problems = Vec::new();
        let name = keep(&mut problems, Line::parse("name", &self.name));
        let class = keep(&mut problems, Line::optional("class", &self.class));
        let school = keep(&mut problems, Line::parse("school", &self.school));
        let school_form = keep(&mut problems, SchoolForm::parse("school-form", &self.school_form));
        let sex = keep(&mut problems, Sex::optional("sex", &self.sex));
        let identity_number = keep(&mut problems, self.identity_number(today));
        let protection = keep(&mut problems, self.protection());
        let guardians = self.guardians(&mut problems);
        match (name, class, school, school_form, sex, identity_number, protection) {
            (
                Some(name),
                Some(class),
                Some(school),
                Some(school_form),
                Some(sex),
                Some(identity_number),
                Some(protection),
            ) if problems.is_empty() => Ok(Pupil {
                id,
                name,
                class,
                school,
                school_form,
                sex,
                identity_number,
                protection,
                guardians,
            }),
            _ => Err(problems),
        }
    }

    fn identity_number(&self, today: NaiveDate) -> Result<Option<IdentityNumber>, Problem> {
        let typed = self.identity_number.trim();
        (!typed.is_empty())
            .then(|| IdentityNumber::parse("identity-number", typed, today))
            .transpose()
    }

    fn protection(&self) -> Result<Protection, Problem> {
        if self.protected {
            Line::parse("alias", &self.alias).map(Protection::Alias)
        } else {
            Ok(Protection::None)
        }
    }

    fn guardians(&self, problems: &mut Vec<Problem>) -> Vec<Guardian> {
        let rows = self
            .guardians
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_blank());
        let mut guardians = Vec::new();
        for (place, row) in rows {
            match row.parse(&format!("guardians.{place}")) {
                Ok(guardian) => guardians.push(guardian),
                Err(found) => problems.extend(found),
            }
        }
        guardians
    }
}

/// What the user would have typed, to be edited.
impl From<&Pupil> for PupilInput {
    fn from(pupil: &Pupil) -> Self {
        let alias = match &pupil.protection {
            Protection::None => String::new(),
            Protection::Alias(alias) => alias.to_string(),
        };
        Self {
            name: pupil.name.to_string(),
            class: pupil.class.as_ref().map(Line::to_string).unwrap_or_default(),
            school: pupil.school.to_string(),
            school_form: pupil.school_form.as_str().into(),
            sex: pupil.sex.as_str().into(),
            identity_number: pupil
                .identity_number
                .as_ref()
                .map(|n| n.to_string())
                .unwrap_or_default(),
            protected: pupil.is_protected(),
            alias,
            guardians: pupil.guardians.iter().map(GuardianInput::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    fn astrid() -> PupilInput {
        PupilInput {
            name: "Astrid Almgren".into(),
            class: "7B".into(),
            school: "Björkskolan".into(),
            school_form: "grundskola".into(),
            sex: "flicka".into(),
            identity_number: "20130101-TF01".into(),
            guardians: vec![GuardianInput {
                name: "Maj Almgren".into(),
                ..Default::default()
            }],
            ..Default::default()
        }
    }

    fn parse(input: &PupilInput) -> Result<Pupil, Vec<Problem>> {
        let id = PupilId::new(chrono::DateTime::UNIX_EPOCH, &[7; 10]);
        input.parse(id, NaiveDate::from_ymd_opt(2026, 11, 21).unwrap())
    }

    fn problems(input: &PupilInput) -> Vec<(String, Code)> {
        parse(input)
            .unwrap_err()
            .into_iter()
            .map(|problem| (problem.field, problem.code))
            .collect()
    }

    #[test]
    fn check() {
        let pupil = parse(&astrid()).unwrap();
        assert_eq!(pupil.display_name().as_str(), "Astrid Almgren");
        assert!(
            PupilInput::from(&pupil) == astrid(),
            "what was typed can be edited again"
        );
        let json = serde_json::to_string(&pupil).unwrap();
        assert_eq!(serde_json::from_str::<Pupil>(&json).unwrap(), pupil);

        let hidden = PupilInput {
            protected: true,
            alias: "Lind".into(),
            ..astrid()
        };
        let pupil = parse(&hidden).unwrap();
        assert_eq!(
            (pupil.display_name().as_str(), pupil.is_protected()),
            ("Lind", true)
        );
        assert!(PupilInput::from(&pupil) == hidden);

        let few = PupilInput {
            class: "".into(),
            sex: "".into(),
            identity_number: " ".into(),
            ..astrid()
        };
        let pupil = parse(&few).unwrap();
        assert_eq!(
            (pupil.class, pupil.sex, pupil.identity_number),
            (None, Sex::Unknown, None)
        );
    }

    #[test]
    fn every_problem_comes_at_once() {
        let blank = GuardianInput::default();
        let nameless = GuardianInput {
            phone: "1".into(),
            ..Default::default()
        };
        let input = PupilInput {
            protected: true,
            sex: "x".into(),
            identity_number: "850709-9804".into(),
            guardians: vec![blank, nameless],
            ..Default::default()
        };
        let expected = [
            ("name", Code::Missing),
            ("school", Code::Missing),
            ("school-form", Code::Missing),
            ("sex", Code::UnknownChoice),
            ("identity-number", Code::IdentityCheckDigit),
            ("alias", Code::Missing),
            ("guardians.1.name", Code::Missing),
            ("guardians.1.phone", Code::PhoneShape),
        ];
        assert_eq!(
            problems(&input),
            expected.map(|(field, code)| (field.to_owned(), code))
        );
    }

    #[test]
    fn debug_shows_no_personal_data() {
        let hidden = PupilInput {
            protected: true,
            alias: "Lind".into(),
            ..astrid()
        };
        let shown = format!("{:?}", parse(&hidden).unwrap());
        for secret in ["Astrid", "Almgren", "Björk", "7B", "Lind", "TF01"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
