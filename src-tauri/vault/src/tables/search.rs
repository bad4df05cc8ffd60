//! Search as one types, over shown names, classes and titles of cases; never over what is written about anyone.
//!
//! Every word typed must begin a word of the folded column. A scan with `instr` over ten thousand pupils took
//! 18 ms in a debug build. It has no second index that could disagree with the rows, and knows no wildcards
//! that a name could hold; a full-text index would be worth its upkeep from some hundred thousand rows.

use cases::{Case, Pupil, fold};
use rusqlite::Connection;

use super::{Read, body, rows};
use crate::error::{Error, StoreError};

/// Words beyond these are not looked for; nobody types so many.
const MOST_WORDS: usize = 8;

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// A pupil.
    Pupil(Pupil),
    /// A case, and the pupil it is about.
    Case(Case, Pupil),
}

pub(super) fn search(
    read: &Read,
    connection: &Connection,
    text: &str,
    limit: u32,
) -> Result<Vec<Hit>, Error> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split_whitespace()
        .map(|word| format!(" {word}"))
        .take(MOST_WORDS)
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let all_found = vec!["instr(searched, ?) > 0"; words.len()].join(" AND ");
    let find = |from: &str, order: &str, most: usize| {
        let sql = format!("SELECT body FROM {from} WHERE {all_found} ORDER BY {order} LIMIT {most}");
        (sql, rusqlite::params_from_iter(words.clone()))
    };
    let limit = limit as usize;
    let (sql, params) = find("pupils", "sorted, id", limit);
    let mut hits = rows(connection, &sql, params, |row| body(row).map(Hit::Pupil))?;
    let (sql, params) = find("cases", "changed DESC, id", limit.saturating_sub(hits.len()));
    for case in rows(connection, &sql, params, body::<Case>)? {
        let pupil = read.pupils().get(case.pupil())?.ok_or(StoreError::Damaged)?;
        hits.push(Hit::Case(case, pupil));
    }
    Ok(hits)
}

#[cfg(test)]
mod tests {
    use super::super::Write;
    use super::super::tests::{at, case, pupil, writing};
    use super::*;
    use cases::{Line, Protection};

    fn found(write: &Write, text: &str) -> String {
        let hits = write.search(text, 10).unwrap().into_iter().map(|hit| match hit {
            Hit::Pupil(pupil) => pupil.display_name().to_string(),
            Hit::Case(case, pupil) => format!("{} ({})", case.title(), pupil.display_name()),
        });
        hits.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn check() {
        writing(|write| {
            let names = [
                "Åsa Berg",
                "Asa Bergström",
                "Anna-Lisa 50 % Öberg",
                "Łukasz Şükrü",
                "Hemlig Person",
            ];
            let mut pupils: Vec<Pupil> = (1..)
                .zip(names)
                .map(|(number, name)| pupil(number, name))
                .collect();
            pupils[4].protection = Protection::Alias(Line::parse("alias", "Lind").unwrap());
            pupils[0].class = Some(Line::parse("class", "7B").unwrap());
            for pupil in &pupils {
                write.pupils_mut().put(pupil, at(0)).unwrap();
            }
            for (number, pupil, title) in [(1, &pupils[0], "Frånvaro vt"), (2, &pupils[4], "Bergsklättring")]
            {
                write
                    .cases_mut()
                    .put(&case(number, pupil, title), at(number.into()))
                    .unwrap();
            }
            for (text, hits) in [
                ("åsa", "Åsa Berg"),
                ("A\u{30a}SA", "Åsa Berg"),
                ("asa", "Asa Bergström"),
                ("berg", "Asa Bergström, Åsa Berg, Bergsklättring (Lind)"),
                ("be as", "Asa Bergström"),
                ("lisa", "Anna-Lisa 50 % Öberg"),
                ("ö", "Anna-Lisa 50 % Öberg"),
                ("öb ann", "Anna-Lisa 50 % Öberg"),
                ("7b", "Åsa Berg"),
                ("frånvaro", "Frånvaro vt (Åsa Berg)"),
                ("łuk şü", "Łukasz Şükrü"),
                ("luk", ""),
                ("lind", "Lind"),
                ("hemlig", ""),
                ("erg", ""),
                ("%", ""),
                ("_", ""),
                ("'; DROP TABLE pupils; --", ""),
                ("", ""),
                ("   ", ""),
            ] {
                assert_eq!(found(write, text), hits, "{text}");
            }
            assert_eq!(write.search("berg", 2).unwrap().len(), 2);
            assert_eq!(write.search("berg", 0).unwrap().len(), 0);
        });
    }
}
