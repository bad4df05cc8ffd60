//! The forms at hand.

use forms::{Form, FormRef, Hash};

use crate::error::{Code, CommandError};

/// Every form that comes with the application.
pub struct Catalogue(Vec<Form>);

impl Catalogue {
    /// Reads the embedded definitions.
    ///
    /// # Errors
    /// A definition does not parse.
    pub fn embedded() -> Result<Self, CommandError> {
        let forms = packs::forms();
        forms
            .map(Self)
            .map_err(|error| CommandError::new(Code::BrokenDefinition).with("place", error))
    }

    /// The forms, in the order in which they are offered.
    pub fn forms(&self) -> &[Form] {
        &self.0
    }

    /// The form a user names: `checklista`, `trosa/checklista` or `trosa/checklista@1`.
    ///
    /// # Errors
    /// There is no such form.
    pub fn find(&self, name: &str) -> Result<&Form, CommandError> {
        let matches = |form: &&Form| {
            let form_ref = form.form_ref();
            name == form_ref.id
                || name == form_ref.to_string()
                || name == format!("{}/{}", form_ref.pack, form_ref.id)
        };
        self.0
            .iter()
            .find(matches)
            .ok_or_else(|| CommandError::new(Code::NoSuchForm).with("form", name))
    }

    /// Exactly the definition a document was answered with.
    pub fn exact(&self, form_ref: &FormRef, hash: Hash) -> Option<&Form> {
        self.0
            .iter()
            .find(|form| form.form_ref() == form_ref && form.hash() == hash)
    }
}
