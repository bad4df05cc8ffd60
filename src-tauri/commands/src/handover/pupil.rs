//! What two vaults know of the same pupil: filled in where one knows nothing, and told where they differ.

use cases::{Guardian, Pupil, Sex};
use texts::swedish;

/// A pupil with what another vault knows and this one does not. Where both say something, this one's stays.
pub(super) fn filled_in(known: &Pupil, told: &Pupil) -> Pupil {
    let mut pupil = known.clone();
    pupil.class = known.class.clone().or_else(|| told.class.clone());
    pupil.identity_number = known
        .identity_number
        .clone()
        .or_else(|| told.identity_number.clone());
    if pupil.sex == Sex::Unknown {
        pupil.sex = told.sex;
    }
    for guardian in &told.guardians {
        match pupil.guardians.iter_mut().find(|own| own.name == guardian.name) {
            Some(own) => {
                own.phone = own.phone.take().or_else(|| guardian.phone.clone());
                own.email = own.email.take().or_else(|| guardian.email.clone());
                own.address = own.address.take().or_else(|| guardian.address.clone());
            }
            None => pupil.guardians.push(guardian.clone()),
        }
    }
    pupil
}

/// What the other vault says otherwise than this one, each in words: a person has to see which is right.
pub(super) fn differences(known: &Pupil, told: &Pupil) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, whose: &str, (own, other): (Option<String>, Option<String>)| {
        if let (Some(own), Some(other)) = (own, other)
            && own != other
        {
            let args = [
                ("what", what.into()),
                ("whose", whose.into()),
                ("other", other.into()),
                ("own", own.into()),
            ];
            found.push(swedish().say("pupil-difference", &args).into_owned());
        }
    };
    let pupil = |pupil: &Pupil| {
        [
            ("class", pupil.class.as_ref().map(ToString::to_string)),
            ("school", Some(pupil.school.to_string())),
            (
                "identity",
                pupil.identity_number.as_ref().map(ToString::to_string),
            ),
        ]
    };
    for ((what, own), (_, other)) in pupil(known).into_iter().zip(pupil(told)) {
        compare(what, "", (own, other));
    }
    let guardian = |one: &Guardian| {
        [
            ("phone", &one.phone),
            ("email", &one.email),
            ("address", &one.address),
        ]
        .map(|(what, said)| (what, said.as_ref().map(ToString::to_string)))
    };
    for own in &known.guardians {
        let Some(other) = told.guardians.iter().find(|other| other.name == own.name) else {
            continue;
        };
        for ((what, here), (_, there)) in guardian(own).into_iter().zip(guardian(other)) {
            compare(what, own.name.as_str(), (here, there));
        }
    }
    found
}
