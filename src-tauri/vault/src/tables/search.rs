//! Search as one types, over shown names, classes and titles of cases; never over what is written about anyone.
//!
//! Every word typed must begin a word of the folded column. A scan with `instr` over ten thousand rows takes
//! single milliseconds, has no second index that could disagree with the rows, and knows no wildcards that a
//! name could hold; a full-text index would be quicker only from some hundred thousand rows.

use cases::{Case, Pupil, fold};
use rusqlite::Connection;

use super::{Read, body, rows, to_json};
use crate::error::{Error, StoreError};

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
    let words: Vec<String> = folded.split_whitespace().map(|word| format!(" {word}")).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let words = to_json(&words)?;
    let all_found = "NOT EXISTS (SELECT 1 FROM json_each(?1) AS word WHERE instr(searched, word.value) = 0)";
    let pupils = format!("SELECT body FROM pupils WHERE {all_found} ORDER BY sorted, id LIMIT ?2");
    let cases = format!("SELECT body FROM cases WHERE {all_found} ORDER BY changed DESC, id LIMIT ?2");
    let mut hits = rows(connection, &pupils, (&words, limit), |row| {
        body(row).map(Hit::Pupil)
    })?;
    let room = limit.saturating_sub(u32::try_from(hits.len()).unwrap_or(limit));
    for case in rows(connection, &cases, (&words, room), body::<Case>)? {
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
