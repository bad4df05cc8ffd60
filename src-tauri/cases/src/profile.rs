//! The person whose vault it is.

use serde::{Deserialize, Serialize};

use crate::line::Line;
use crate::problem::{Problem, keep};
use crate::school::choices;

choices! {
    /// What the vault's owner does at the school; it chooses the home view and the sections one fills in.
    Role {
        /// Mentor: checklists and weekly talks.
        Mentor = "mentor",
        /// Kurator: the kartläggning, in conversation with the pupil.
        Kurator = "kurator",
        /// Rektor: consents, notices, decisions and the archive.
        Rektor = "rektor",
        /// Coordinator of 7 kap. 21 § skollagen or of the municipality's attendance work.
        Coordinator = "coordinator",
        /// Another member of the pupil health team (elevhälsoteam).
        Eht = "eht",
        /// The school's administrator: imports and packs.
        Administrator = "administrator",
    }
}

choices! {
    /// Who runs the school; it decides between OSL and 29 kap. 14 § skollagen in the legal texts.
    Organiser {
        /// The municipality.
        Kommunal = "kommunal",
        /// An independent organiser.
        Fristaende = "fristaende",
    }
}

/// The vault's owner, as the documents name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name.
    pub name: Line,
    /// The role.
    pub role: Role,
    /// The school, or the office.
    pub school: Line,
    /// The municipality.
    pub municipality: Option<Line>,
    /// Who runs the school.
    pub organiser: Organiser,
}

/// A profile as typed; every string may be empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default)]
pub struct ProfileInput {
    /// The name.
    pub name: String,
    /// A [`Role`] by its stable name.
    pub role: String,
    /// The school, or the office.
    pub school: String,
    /// The municipality, if any.
    pub municipality: String,
    /// An [`Organiser`] by its stable name.
    pub organiser: String,
}

impl ProfileInput {
    /// The profile, or every problem at once, in the order of the fields.
    pub fn parse(&self) -> Result<Profile, Vec<Problem>> {
        let mut problems = Vec::new();
        let name = keep(&mut problems, Line::parse("name", &self.name));
        let role = keep(&mut problems, Role::parse("role", &self.role));
        let school = keep(&mut problems, Line::parse("school", &self.school));
        let municipality = keep(&mut problems, Line::optional("municipality", &self.municipality));
        let organiser = keep(&mut problems, Organiser::parse("organiser", &self.organiser));
        match (name, role, school, municipality, organiser) {
            (Some(name), Some(role), Some(school), Some(municipality), Some(organiser)) => Ok(Profile {
                name,
                role,
                school,
                municipality,
                organiser,
            }),
            _ => Err(problems),
        }
    }
}

/// What the user would have typed, to be edited.
impl From<&Profile> for ProfileInput {
    fn from(profile: &Profile) -> Self {
        Self {
            name: profile.name.to_string(),
            role: profile.role.as_str().into(),
            school: profile.school.to_string(),
            municipality: profile
                .municipality
                .as_ref()
                .map(Line::to_string)
                .unwrap_or_default(),
            organiser: profile.organiser.as_str().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let input = ProfileInput {
            name: "Birgitta Ek".into(),
            role: "kurator".into(),
            school: "Björkskolan".into(),
            municipality: "".into(),
            organiser: "fristaende".into(),
        };
        let profile = input.parse().unwrap();
        assert_eq!(
            (profile.role, profile.organiser),
            (Role::Kurator, Organiser::Fristaende)
        );
        assert!(ProfileInput::from(&profile) == input);
        let json = serde_json::to_string(&profile).unwrap();
        assert_eq!(serde_json::from_str::<Profile>(&json).unwrap(), profile);
        let problems = ProfileInput {
            role: "kung".into(),
            ..Default::default()
        }
        .parse()
        .unwrap_err();
        let said: Vec<_> = problems
            .iter()
            .map(|p| format!("{} {}", p.field, p.code))
            .collect();
        assert_eq!(
            said,
            [
                "name missing",
                "role unknown-choice",
                "school missing",
                "organiser missing"
            ]
        );
    }
}
