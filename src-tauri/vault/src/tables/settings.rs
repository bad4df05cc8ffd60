//! The vault owner's profile and preferences.

use cases::Profile;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Write, body, first, to_json, to_text};
use crate::error::{Error, StoreError};

pub(crate) const V1: &str = "
    CREATE TABLE settings (
        key TEXT NOT NULL PRIMARY KEY,
        origin TEXT NOT NULL,
        value TEXT NOT NULL CHECK (json_valid(value)),
        changed TEXT NOT NULL
    ) STRICT;
";

const PROFILE: &str = "profile";

/// Reads settings.
pub struct Settings<'t>(pub(super) &'t Connection);

/// Writes settings.
pub struct SettingsMut<'t>(pub(super) &'t Write<'t>);

impl Settings<'_> {
    /// The owner's profile; every vault has one.
    pub fn profile(&self) -> Result<Profile, Error> {
        self.get(PROFILE)?.ok_or_else(|| StoreError::Damaged.into())
    }

    /// A preference, if it was set. The names are the caller's own.
    pub fn preference<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        self.get(&preference(name))
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Error> {
        first(self.0, "SELECT value FROM settings WHERE key = ?1", [key], body)
    }
}

impl SettingsMut<'_> {
    /// Keeps the owner's profile.
    pub fn set_profile(&self, profile: &Profile, at: DateTime<Utc>) -> Result<(), Error> {
        self.set(PROFILE, profile, at)
    }

    /// Keeps a preference.
    pub fn set_preference(&self, name: &str, value: &impl Serialize, at: DateTime<Utc>) -> Result<(), Error> {
        self.set(&preference(name), value, at)
    }

    /// Forgets a preference.
    pub fn forget_preference(&self, name: &str) -> Result<(), Error> {
        self.0
            .execute("DELETE FROM settings WHERE key = ?1", [preference(name)])?;
        Ok(())
    }

    fn set(&self, key: &str, value: &impl Serialize, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.execute(
            "INSERT INTO settings (key, origin, value, changed) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed = excluded.changed",
            (key, self.0.origin, to_json(value)?, to_text(at)),
        )?;
        Ok(())
    }
}

// A prefix of their own keeps preferences from ever meeting the profile.
fn preference(name: &str) -> String {
    format!("preference {name}")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, writing};
    use super::*;
    use cases::ProfileInput;

    #[test]
    fn check() {
        writing(|write| {
            assert_eq!(
                write.settings().profile().unwrap_err(),
                StoreError::Damaged.into()
            );
            let input = |role: &str| ProfileInput {
                name: "Birgitta Ek".into(),
                role: role.into(),
                school: "Björkskolan".into(),
                organiser: "kommunal".into(),
                ..Default::default()
            };
            for role in ["kurator", "rektor"] {
                let profile = input(role).parse().unwrap();
                write.settings_mut().set_profile(&profile, at(0)).unwrap();
                assert_eq!(write.settings().profile().unwrap(), profile);
            }
            assert_eq!(write.settings().preference::<String>("theme").unwrap(), None);
            write
                .settings_mut()
                .set_preference("theme", &"dark", at(0))
                .unwrap();
            write.settings_mut().set_preference("profile", &1, at(0)).unwrap();
            assert_eq!(
                write.settings().preference::<String>("theme").unwrap().as_deref(),
                Some("dark")
            );
            write.settings_mut().forget_preference("theme").unwrap();
            assert_eq!(write.settings().preference::<String>("theme").unwrap(), None);
            assert_eq!(write.settings().profile().unwrap().role, cases::Role::Rektor);
        });
    }
}
