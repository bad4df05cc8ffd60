//! The usual answers, offered when a section is begun: what the definition presets, and what the vault
//! already knows of the pupil and the user.

use cases::{Guardian, Profile, Pupil};
use chrono::NaiveDate;
use forms::{Answers, Field, Kind, Meaning, Section};
use serde_json::{Value as Json, json};

use crate::filling::role_name;

/// The answers offered in a section.
pub(crate) fn prefill(section: &Section, pupil: &Pupil, profile: &Profile, today: NaiveDate) -> Answers {
    let own = role_name(section.author()) == profile.role.as_str();
    // A guardian's name can give away a pupil whose identity is protected.
    let named = if pupil.is_protected() {
        &[]
    } else {
        pupil.guardians.as_slice()
    };
    let guardian = |place: usize| {
        named
            .get(place)
            .map(|guardian: &Guardian| guardian.name.to_string())
    };
    let known = |field: &Field| match field.meaning()? {
        Meaning::PupilName => Some(pupil.display_name().to_string()),
        Meaning::SchoolName => Some(pupil.school.to_string()),
        Meaning::ClassName => pupil.class.as_ref().map(ToString::to_string),
        Meaning::AuthorName => own.then(|| profile.name.to_string()),
        Meaning::FirstGuardian => guardian(0),
        Meaning::SecondGuardian => guardian(1),
        Meaning::Today => Some(today.to_string()),
        _ => None,
    };
    let offered = |field: &Field| -> Option<(String, Json)> {
        let text = known(field)?;
        let value = match field.kind() {
            Kind::Signature { .. } | Kind::Person { .. } => json!({ "name": text }),
            _ => text.into(),
        };
        Some((field.id().to_owned(), value))
    };
    let preset = |field: &Field| {
        field
            .preset()
            .map(|preset| (field.id().to_owned(), preset.clone()))
    };
    section
        .fields()
        .filter_map(|field| preset(field).or_else(|| offered(field)))
        .collect()
}
