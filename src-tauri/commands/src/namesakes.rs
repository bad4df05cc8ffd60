//! The pupils of this vault whom something from another vault may be about. A person says which it is, never a number.

use cases::Pupil;
use uuid::Uuid;
use vault::Read;

use crate::error::CommandError;
use crate::wire::intake::PupilChoice;

/// A pupil who may be offered, with the name that is compared.
pub(crate) type Known = (String, Pupil);

/// Everybody but who has protected identity, who is never offered.
pub(crate) fn everyone(read: &Read<'_>) -> Result<Vec<Known>, CommandError> {
    let pupils = read.pupils().all()?.into_iter();
    let known = pupils.filter(|pupil| !pupil.is_protected());
    Ok(known
        .map(|pupil| (cases::fold(pupil.display_name().as_str()), pupil))
        .collect())
}

/// Those with the same id, first, and those of the same name.
pub(crate) fn alike(everyone: &[Known], name: Option<&str>, id: Option<Uuid>) -> Vec<PupilChoice> {
    let is_same = |pupil: &Pupil| Some(pupil.id.uuid()) == id;
    let name = name.map(cases::fold);
    let found = everyone
        .iter()
        .filter(|(folded, pupil)| is_same(pupil) || Some(folded) == name.as_ref());
    let mut found: Vec<&Pupil> = found.map(|(_, pupil)| pupil).collect();
    found.sort_by_key(|pupil| !is_same(pupil));
    let choice = |pupil: &Pupil| PupilChoice {
        id: pupil.id.to_string(),
        name: pupil.display_name().to_string(),
        class: pupil.class.as_ref().map(ToString::to_string),
    };
    found.into_iter().map(choice).collect()
}
