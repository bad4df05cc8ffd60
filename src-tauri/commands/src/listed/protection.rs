//! Which rows of a list are about somebody whose identity is protected. A list has no sure way to say so: what any mark says,
//! what any cell says in words, and who is protected here or in another row counts alike, and a doubt counts as a yes.

use std::collections::BTreeSet;

use cases::{IdentityNumber, Pupil, fold};
use exchange::table::reading::Row;

use super::columns::Column;
use super::words::is_yes;

/// By what somebody is known.
pub(crate) struct Known {
    name: String,
    number: Option<IdentityNumber>,
}

impl Known {
    pub fn new(name: &str, number: Option<IdentityNumber>) -> Self {
        let name = fold(name);
        Self { name, number }
    }

    pub fn is_number_of(&self, other: &Self) -> bool {
        self.number.is_some() && self.number == other.number
    }

    /// The same number, or the same name and not two numbers.
    pub fn may_be(&self, other: &Self) -> bool {
        let differ = self.number.is_some() && other.number.is_some();
        self.is_number_of(other) || !differ && self.is_named_as(other)
    }

    /// The same words in any order, or two of them where the other has more: `Almgren Astrid`, `Astrid Maria Almgren`.
    fn is_named_as(&self, other: &Self) -> bool {
        let words = |known: &'_ Self| {
            let words = known.name.split_whitespace().map(str::to_owned);
            words.collect::<BTreeSet<_>>()
        };
        let (own, others) = (words(self), words(other));
        let is_part = own.is_subset(&others) || others.is_subset(&own);
        !own.is_empty() && (own == others || is_part && own.len().min(others.len()) > 1)
    }
}

impl From<&Pupil> for Known {
    fn from(pupil: &Pupil) -> Self {
        Self::new(pupil.name.as_str(), pupil.identity_number.clone())
    }
}

/// Whether a row itself says that the identity is protected: in a column that is a mark, or in words in any other.
pub(crate) fn is_marked<C: Column>(row: &Row, columns: &[(C, &str)]) -> bool {
    let is_mark = |at: usize| columns.get(at).is_some_and(|(column, _)| *column == C::MARK);
    let words = C::MARK.words();
    let speaks = |cell: &str| {
        let cell = fold(cell);
        // A word may go on: `sekretessmarkerad`, `skyddat boende`.
        words.iter().any(|word| cell.contains(word))
    };
    let mut cells = row.cells.iter().enumerate();
    cells.any(|(at, cell)| if is_mark(at) { is_yes(cell) } else { speaks(cell) })
}

/// The numbers of the rows about somebody whose identity is protected, and about anybody who may be the same: by number or
/// name, in the rows, of which `who` says whom each is about, or among the protected pupils that are `here`.
pub(crate) fn protected_rows<C: Column>(
    rows: &[Row],
    columns: &[(C, &str)],
    who: &[Known],
    here: &[Known],
) -> BTreeSet<u32> {
    let (mut found, mut open): (Vec<_>, Vec<_>) = rows
        .iter()
        .zip(who)
        .partition(|(row, own)| is_marked(row, columns) || here.iter().any(|known| known.may_be(own)));
    let mut at = 0;
    // Whoever is found may lead to others: one row has the number, another only the name.
    while let Some((_, known)) = found.get(at).copied() {
        let (same, others): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, own)| known.may_be(own));
        found.extend(same);
        open = others;
        at += 1;
    }
    found.into_iter().map(|(row, _)| row.number).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::listed::columns;

    columns! {
        kept "test", words "list-column-words", repeated [Protected], mark Protected, needed [],
        /// It is left out.
        LeftOut = "left-out",
        /// The name.
        Name = "name",
        /// The number.
        Number = "identity-number",
        /// The mark.
        Protected = "protected",
    }

    /// The numbers of the protected rows among rows that are parted by line ends, with cells parted by bars.
    fn found(text: &str, here: &[Known]) -> Vec<u32> {
        let columns = [
            (Column::Name, "Namn"),
            (Column::Number, "Pnr"),
            (Column::Protected, "Skydd"),
            (Column::Protected, "Sekretess"),
            (Column::LeftOut, "Övrigt"),
        ];
        let rows: Vec<Row> = (1..)
            .zip(text.lines())
            .map(|(number, line)| Row {
                number,
                cells: line.split('|').map(|cell| cell.trim().to_owned()).collect(),
            })
            .collect();
        let who: Vec<Known> = rows
            .iter()
            .map(|row| known(&row.cells[0], &row.cells[1]))
            .collect();
        protected_rows(&rows, &columns, &who, here).into_iter().collect()
    }

    fn known(name: &str, number: &str) -> Known {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        Known::new(name, IdentityNumber::parse("number", number, today).ok())
    }

    #[test]
    fn names_are_words_in_any_order() {
        let known = |name: &str| Known::new(name, None);
        for (one, other, same) in [
            ("Astrid Almgren", "Almgren Astrid", true),
            ("Astrid Maria Almgren", "Astrid Almgren", true),
            ("Astrid", "Astrid Almgren", false),
            ("Astrid Almgren", "Astrid Berg", false),
            ("", "", false),
        ] {
            assert_eq!(known(one).may_be(&known(other)), same, "{one} {other}");
            assert_eq!(known(other).may_be(&known(one)), same, "{other} {one}");
        }
    }

    #[test]
    fn check() {
        for (rows, expected) in [
            ("A||||", &[][..]),
            ("A||nej|-|Ja", &[]),
            ("A||ja||", &[1]),
            ("A||nej|x|", &[1]),
            ("A||||Eleven har skyddad identitet", &[1]),
            ("A||||SEKRETESS", &[1]),
            ("A||||Sekretessmarkerad sedan i våras", &[1]),
            ("A||||bor på skyddat boende", &[1]),
            ("A||||skyddad-id", &[1]),
            ("A||||oskyddad", &[]),
            // Two rows of one pupil, of which one is marked, in whichever order.
            ("A||nej||\na||ja||", &[1, 2]),
            ("A||ja||\nB||||\nA||||", &[1, 3]),
            ("A|201301012389|ja||\nB|130101-2389|||", &[1, 2]),
            // Two numbers are two persons; a name leads to a number, and that to another name.
            ("A|201301012389|ja||\nA|201008172387|||", &[1]),
            ("A||ja||\nA|201301012389|||\nB|201301012389|||", &[1, 2, 3]),
            // Nobody is the same by having no name.
            ("||ja||\n||||", &[1]),
        ] {
            assert_eq!(found(rows, &[]), expected, "{rows}");
        }
        let here = [known("Hemlig Person", "201301012389")];
        assert_eq!(
            found("hemlig person||||\nB||||\nC|201301012389|||", &here),
            [1, 3]
        );
    }
}
