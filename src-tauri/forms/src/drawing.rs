//! A name drawn or typed on the screen, in the presence of a member of staff.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::problem::{Fault, Problem, ProblemCode};

/// Most strokes of one drawing, and most points of all of them: a name is a few hundred.
const MOST_STROKES: usize = 200;
const MOST_POINTS: usize = 8_000;
/// Longest name, in characters.
const LONGEST_NAME: usize = 120;

/// One movement of the pen: points from its touch to its lift, x to the right and y down, in thousandths of the
/// pad's height.
pub type Stroke = Vec<(u16, u16)>;

/// What was drawn, as the pad hands it over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct DrawingInput {
    /// The name of the person who drew, as typed.
    pub name: String,
    /// Whether the person typed the name and drew nothing.
    pub typed: bool,
    /// What was drawn.
    pub strokes: Vec<Stroke>,
}

/// A name that someone drew or typed on the screen: an ”enkel elektronisk underskrift” (eIDAS article 3.10). It is
/// no more than what it shows; who was present says more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Drawing {
    /// Who drew.
    pub name: String,
    /// What was drawn; nothing where the name was typed.
    pub strokes: Vec<Stroke>,
    /// The member of staff who was present.
    pub witness: String,
    /// When it was drawn.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub at: DateTime<Utc>,
}

impl DrawingInput {
    /// The drawing, made in the presence of `witness`.
    ///
    /// # Errors
    /// The name is missing or too long (`name`); nothing is drawn, or more than anyone draws (`strokes`).
    pub fn parse(self, witness: &str, at: DateTime<Utc>) -> Result<Drawing, Problem> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(problem("name", Fault::new(ProblemCode::Required)));
        }
        let length = name.chars().count();
        if length > LONGEST_NAME {
            let fault = Fault::new(ProblemCode::TooLong).with("longest", LONGEST_NAME);
            return Err(problem("name", fault.with("length", length)));
        }
        let strokes = if self.typed { Vec::new() } else { self.strokes };
        let points: usize = strokes.iter().map(Vec::len).sum();
        if points == 0 && !self.typed {
            return Err(problem("strokes", Fault::new(ProblemCode::Required)));
        }
        if strokes.len() > MOST_STROKES || points > MOST_POINTS {
            let fault = Fault::new(ProblemCode::TooLong).with("longest", MOST_POINTS);
            return Err(problem("strokes", fault.with("length", points)));
        }
        Ok(Drawing {
            name,
            strokes: strokes.into_iter().filter(|stroke| !stroke.is_empty()).collect(),
            witness: witness.to_owned(),
            at,
        })
    }
}

fn problem(place: &str, fault: Fault) -> Problem {
    fault.in_field("", place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let at = "2026-11-21T10:00:00Z".parse().unwrap();
        let parse = |name: &str, strokes: Vec<Stroke>| {
            let typed = false;
            let name = name.into();
            let input = DrawingInput { name, typed, strokes };
            input
                .parse("Birgitta Ek", at)
                .map_err(|problem| (problem.field, problem.code))
        };
        let drawn = parse(
            "  Alva  Lindqvist ",
            vec![vec![(1, 2), (3, 4)], vec![], vec![(5, 5)]],
        )
        .unwrap();
        assert_eq!(drawn.name, "Alva Lindqvist");
        assert_eq!(
            drawn.strokes.len(),
            2,
            "a touch that left nothing is nothing, a dot is a stroke"
        );
        let typed = DrawingInput {
            name: "Alva".into(),
            typed: true,
            strokes: vec![vec![(1, 1)]],
        };
        assert!(
            typed.parse("Birgitta Ek", at).unwrap().strokes.is_empty(),
            "typed"
        );
        let line = |points: usize| vec![(7, 7); points];
        for (name, strokes, field, code) in [
            ("Alva", vec![vec![]], "strokes", ProblemCode::Required),
            (" \t", vec![line(2)], "name", ProblemCode::Required),
            (&*"å".repeat(121), vec![line(2)], "name", ProblemCode::TooLong),
            ("Alva", vec![line(8_001)], "strokes", ProblemCode::TooLong),
            ("Alva", vec![line(1); 201], "strokes", ProblemCode::TooLong),
        ] {
            assert_eq!(
                parse(name, strokes),
                Err((field.to_owned(), code)),
                "{name:.10} {field}"
            );
        }
    }
}
