//! What the columns of an attendance register's list can be.

use crate::listed::columns::columns;

columns! {
    kept "register columns", words "register-column-words", repeated [Protected], mark Protected,
    needed [
        [Name, FirstName, LastName] or "name-column-missing",
        [Absence, Valid] or "absence-column-missing",
        [Absence, Invalid] or "absence-column-missing"
    ],
    /// It is left out.
    LeftOut = "left-out",
    /// The pupil's whole name.
    Name = "name",
    /// The pupil's first name, beside a column with the last.
    FirstName = "first-name",
    /// The pupil's last name.
    LastName = "last-name",
    /// The class or group.
    Class = "class",
    /// The pupil's personnummer or one of its kin: it is read to know a protected pupil by, and never sent.
    IdentityNumber = "identity-number",
    /// Who is the pupil's mentor.
    Mentor = "mentor",
    /// Whether the pupil's identity is protected.
    Protected = "protected",
    /// All absence.
    Absence = "absence",
    /// The valid absence.
    Valid = "valid",
    /// The invalid absence.
    Invalid = "invalid",
    /// The time that was planned, in the unit of the absence.
    Planned = "planned",
}
