//! The rows of a register's list, read as pupils with their absence.

use cases::{Amount, IdentityNumber, Line, Problem, PupilAbsence, Share, Written};
use chrono::NaiveDate;
use exchange::table::reading::Row;

use super::columns::Column;
use crate::listed::{Known, name};

/// In what the absence is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Percent of the time that was planned.
    Percent,
    /// Parts of one, as a spreadsheet keeps percent.
    Fraction,
    /// Minutes, hours or lessons, as the time that was planned.
    Time,
}

impl Unit {
    pub const ALL: &[Self] = &[Self::Percent, Self::Fraction, Self::Time];

    /// The stable name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Fraction => "fraction",
            Self::Time => "time",
        }
    }

    /// The unit of this stable name; the problem is said of `field`.
    pub fn parse(field: &str, name: &str) -> Result<Self, Problem> {
        let mut all = Self::ALL.iter().copied();
        let found = all.find(|unit| unit.as_str() == name);
        found.ok_or_else(|| Problem::new(field, cases::Code::Missing))
    }

    /// What it seems to be: time where the planned time stands there or a number says so, parts of one where nothing is more
    /// than one and no number says that it is percent.
    pub fn proposed(columns: &[(Column, &str)], rows: &[Row]) -> Self {
        let counts = |column: Column| [Column::Absence, Column::Valid, Column::Invalid].contains(&column);
        let cells = rows.iter().flat_map(|row| columns.iter().zip(&row.cells));
        let cells: Vec<&str> = cells
            .filter(|((column, _), _)| counts(*column))
            .map(|(_, cell)| cell.as_str())
            .collect();
        let says = |unit: Written| cells.iter().any(|cell| Amount::written(cell) == unit);
        let is_planned = columns.iter().any(|(column, _)| *column == Column::Planned);
        if is_planned || says(Written::Minutes) || says(Written::Hours) {
            return Self::Time;
        }
        let mut amounts = cells
            .iter()
            .filter_map(|cell| Amount::parse("absence", cell).ok())
            .peekable();
        let is_fraction = amounts.peek().is_some() && amounts.all(|amount| amount <= Amount::ONE);
        match is_fraction && !says(Written::Percent) {
            true => Self::Fraction,
            false => Self::Percent,
        }
    }

    /// Whether a number can be in this unit, by what it says itself.
    fn allows(self, written: Written) -> bool {
        match self {
            Self::Percent => matches!(written, Written::Bare | Written::Percent),
            Self::Fraction => written == Written::Bare,
            Self::Time => written != Written::Percent,
        }
    }
}

/// A row of the list.
pub(super) enum Entry {
    /// A pupil, and the mentor where the list says who that is.
    Pupil(PupilAbsence, Option<Line>),
    /// What is wrong in it.
    Wrong(Vec<Problem>),
}

impl Entry {
    pub fn read(row: &Row, columns: &[(Column, &str)], unit: Unit) -> Self {
        let cells = Cells { row, columns };
        let mut problems = Vec::new();
        let name = Line::parse("name", &cells.name());
        let class = Line::optional("class", cells.text(Column::Class));
        let mentor = Line::optional("mentor", cells.text(Column::Mentor));
        let shares = cells.shares(unit);
        let name = name.map_err(|problem| problems.push(problem)).ok();
        let class = class.map_err(|problem| problems.push(problem)).ok();
        let mentor = mentor.map_err(|problem| problems.push(problem)).ok();
        let shares = shares.map_err(|problem| problems.push(problem)).ok();
        match (name, class, mentor, shares) {
            (Some(name), Some(class), Some(mentor), Some((absence, invalid))) => Self::Pupil(
                PupilAbsence {
                    name,
                    class,
                    absence,
                    invalid,
                },
                mentor,
            ),
            _ => Self::Wrong(problems),
        }
    }
}

/// By what the pupil of a row is known. The number serves to know somebody by whose identity is protected, and goes no
/// further.
pub(super) fn known(row: &Row, columns: &[(Column, &str)], today: NaiveDate) -> Known {
    let cells = Cells { row, columns };
    let number = IdentityNumber::parse("identity-number", cells.text(Column::IdentityNumber), today);
    Known::new(&cells.name(), number.ok())
}

struct Cells<'a> {
    row: &'a Row,
    columns: &'a [(Column, &'a str)],
}

impl Cells<'_> {
    fn text(&self, column: Column) -> &str {
        let at = self.columns.iter().position(|(one, _)| *one == column);
        at.and_then(|at| self.row.cells.get(at))
            .map_or("", String::as_str)
    }

    fn name(&self) -> String {
        let parts = [Column::FirstName, Column::LastName].map(|part| self.text(part));
        name(self.text(Column::Name), parts)
    }

    /// A number, in the unit that is counted in; minutes and hours in one row are not of one unit.
    fn amount(&self, column: Column, unit: Unit) -> Result<Option<Amount>, Problem> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let counted = [Column::Absence, Column::Valid, Column::Invalid, Column::Planned];
        let others = counted.map(|other| Amount::written(self.text(other)));
        let mixed = others.contains(&Written::Minutes) && others.contains(&Written::Hours);
        match unit.allows(Amount::written(text)) && !mixed {
            true => Amount::parse(column_field(column), text).map(Some),
            false => Err(Problem::new(column_field(column), cases::Code::NotANumber)),
        }
    }

    /// All absence and the invalid part of it. Where the list has no column for all, it is the valid and the invalid.
    fn shares(&self, unit: Unit) -> Result<(Share, Option<Share>), Problem> {
        let field = column_field(Column::Absence);
        let missing = || Problem::new(field, cases::Code::Missing);
        let invalid = self.amount(Column::Invalid, unit)?;
        let all = match self.amount(Column::Absence, unit)? {
            Some(all) => all,
            None => {
                let valid = self.amount(Column::Valid, unit)?;
                if valid.is_none() && invalid.is_none() {
                    return Err(missing());
                }
                valid
                    .unwrap_or(Amount::NONE)
                    .plus(invalid.unwrap_or(Amount::NONE))
            }
        };
        let whole = match unit {
            Unit::Percent => Amount::HUNDRED,
            Unit::Fraction => Amount::ONE,
            Unit::Time => self.amount(Column::Planned, unit)?.ok_or_else(missing)?,
        };
        let absence = Share::part_of(field, all, whole)?;
        let invalid = invalid.map(|invalid| Share::part_of(column_field(Column::Invalid), invalid, whole));
        let invalid = invalid.transpose()?;
        match invalid.is_some_and(|invalid| invalid > absence) {
            true => Err(Problem::new(
                column_field(Column::Invalid),
                cases::Code::MoreThanAll,
            )),
            false => Ok((absence, invalid)),
        }
    }
}

fn column_field(column: Column) -> &'static str {
    use crate::listed::Column as _;
    column.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [(Column, &str); 7] = [
        (Column::Name, "Namn"),
        (Column::Class, "Klass"),
        (Column::Absence, "Frånvaro"),
        (Column::Invalid, "Ogiltig"),
        (Column::Valid, "Giltig"),
        (Column::Planned, "Planerad"),
        (Column::Protected, "Skydd"),
    ];

    fn row(text: &str) -> Row {
        Row {
            number: 2,
            cells: text.split('|').map(str::to_owned).collect(),
        }
    }

    fn read(text: &str, unit: Unit) -> String {
        match Entry::read(&row(text), &COLUMNS, unit) {
            Entry::Wrong(problems) => {
                let each = problems
                    .iter()
                    .map(|one| format!("{} {}", one.field, one.code.as_str()));
                each.collect::<Vec<_>>().join(", ")
            }
            Entry::Pupil(pupil, _) => {
                let invalid = pupil
                    .invalid
                    .map_or("–".into(), |share| share.hundredths().to_string());
                format!("{} {} {invalid}", pupil.name, pupil.absence.hundredths())
            }
        }
    }

    #[test]
    fn check() {
        for (text, unit, expected) in [
            (
                "Almgren, Astrid|7B|12,5|2|||",
                Unit::Percent,
                "Astrid Almgren 1250 200",
            ),
            (
                "Astrid Almgren|7B|12,5||||",
                Unit::Percent,
                "Astrid Almgren 1250 –",
            ),
            (
                "Astrid Almgren||0,125||||nej",
                Unit::Fraction,
                "Astrid Almgren 1250 –",
            ),
            (
                "Astrid Almgren|7B||30|90|1200|",
                Unit::Time,
                "Astrid Almgren 1000 250",
            ),
            ("Astrid Almgren|7B||||1200|", Unit::Time, "absence missing"),
            ("Astrid Almgren|7B|30|||0|", Unit::Time, "absence more-than-all"),
            ("Astrid Almgren|7B|30||||", Unit::Time, "absence missing"),
            (
                "Astrid Almgren|7B|120||||",
                Unit::Percent,
                "absence more-than-all",
            ),
            (
                "Astrid Almgren|7B|10|20|||",
                Unit::Percent,
                "invalid more-than-all",
            ),
            (
                "|7B|mycket||||",
                Unit::Percent,
                "name missing, absence not-a-number",
            ),
        ] {
            assert_eq!(read(text, unit), expected, "{text}");
        }
        let seems = |columns: &[(Column, &str)], cells: &[&str]| {
            let rows: Vec<Row> = cells.iter().map(|text| row(text)).collect();
            Unit::proposed(columns, &rows).as_str()
        };
        let bare = &COLUMNS[..3];
        assert_eq!(seems(bare, &["A|7B|12,5", "B|7B|0"]), "percent");
        assert_eq!(seems(bare, &["A|7B|0,125", "B|7B|1"]), "fraction");
        assert_eq!(seems(bare, &["A|7B|"]), "percent");
        assert_eq!(seems(bare, &["A|7B|0,5 %"]), "percent");
        assert_eq!(seems(bare, &["A|7B|12:30"]), "time");
        assert_eq!(seems(&COLUMNS, &["A|7B|0,125"]), "time");
    }
}
