//! The forms that come with the application, embedded as the bytes they were written as, and the shape of what a
//! municipality adds.
//!
//! Pure data: a pack is a folder of definitions, and this crate knows their names and nothing else.

mod municipality;

pub use municipality::{
    DisposalRule, Municipality, RecoveryKey, Signatures, UnreadableMunicipality, municipality,
    settings_of_key,
};

use forms::{DefinitionError, Form};

macro_rules! definition {
    ($pack:literal, $form:literal) => {
        (
            $pack,
            concat!($form, ".toml"),
            include_str!(concat!("../", $pack, "/forms/", $form, ".toml")),
        )
    };
}

/// Pack, file name and source of every definition, in the order in which they are offered.
const DEFINITIONS: [(&str, &str, &str); 9] = [
    definition!("trosa", "checklista"),
    definition!("trosa", "kartlaggning"),
    definition!("trosa", "analysfragor"),
    definition!("trosa", "atgarder"),
    definition!("trosa", "samtycke-skola-socialtjanst"),
    definition!("uppsala", "samtycke-samordning-7-21"),
    definition!("uppsala", "samtycke-flera-aktorer"),
    definition!("uppsala", "motesanteckningar-uppstart"),
    definition!("uppsala", "motesanteckningar-uppfoljning"),
];

/// Every form that comes with the application.
///
/// # Errors
/// A definition that does not parse; the tests hold that there is none.
pub fn forms() -> Result<Vec<Form>, DefinitionError> {
    DEFINITIONS
        .iter()
        .map(|(pack, file, source)| forms::parse(pack, file, source))
        .collect()
}

#[cfg(test)]
mod tests;
