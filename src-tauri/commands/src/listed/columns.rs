//! What the columns of a list can be, and what they seem to be by the words of their headings.

use std::collections::BTreeSet;

use cases::fold;
use serde::{Deserialize, Serialize};
use texts::swedish;

use crate::error::{CommandError, FieldProblem};

/// What a column of some kind of list is.
pub(crate) trait Column: Copy + Ord + 'static {
    /// Every one, in the order in which they are offered.
    const ALL: &'static [Self];
    /// The one that is left out.
    const LEFT_OUT: Self;
    /// The one that says whether somebody's identity is protected.
    const MARK: Self;
    /// Those that several columns can be.
    const REPEATED: &'static [Self];
    /// The key of the words by which each is known.
    const WORDS: &'static str;
    /// Under which name it is kept what the headings of the last list meant.
    const KEPT: &'static str;
    /// Of each of these there must be one; what is said where there is none.
    const NEEDED: &'static [(&'static [Self], &'static str)];

    /// The stable name.
    fn as_str(self) -> &'static str;

    /// The one of this stable name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.as_str() == name)
    }

    /// Whether several columns can be it.
    fn may_repeat(self) -> bool {
        Self::REPEATED.contains(&self)
    }

    /// The words by which it is known, folded; the longest word that a heading holds decides.
    fn words(self) -> Vec<String> {
        let said = swedish().say(Self::WORDS, &[("column", self.as_str().into())]);
        let words = said.split(',').map(fold);
        words.filter(|word| !word.is_empty()).collect()
    }
}

/// Gives the columns of a kind of list their stable names, in the order in which they are offered; the first is left out.
macro_rules! columns {
    (kept $kept:literal, words $words:literal, repeated [$($repeated:ident),*], mark $mark:ident,
     needed [$([$($any:ident),+] or $code:literal),*],
     $(#[$first_doc:meta])* $first:ident = $first_name:literal, $($(#[$doc:meta])* $column:ident = $name:literal,)+) => {
        /// What a column of the list is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column { $(#[$first_doc])* $first, $($(#[$doc])* $column,)+ }

        impl $crate::listed::Column for Column {
            const ALL: &'static [Self] = &[Self::$first, $(Self::$column),+];
            const LEFT_OUT: Self = Self::$first;
            const MARK: Self = Self::$mark;
            const REPEATED: &'static [Self] = &[Self::$first, $(Self::$repeated),*];
            const WORDS: &'static str = $words;
            const KEPT: &'static str = $kept;
            const NEEDED: &'static [(&'static [Self], &'static str)] = &[$((&[$(Self::$any),+], $code)),*];

            fn as_str(self) -> &'static str {
                match self { Self::$first => $first_name, $(Self::$column => $name),+ }
            }
        }
    };
}
pub(crate) use columns;

/// What each heading seems to be: by the longest known word in it, each thing once.
pub(crate) fn proposed<C: Column>(headings: &[String]) -> Vec<C> {
    let known: Vec<(C, String)> = C::ALL
        .iter()
        .flat_map(|column| column.words().into_iter().map(|word| (*column, word)))
        .collect();
    let mut taken = BTreeSet::new();
    let seems = |heading: &String| {
        let heading = fold(heading) + " ";
        let found = known
            .iter()
            .filter(|(_, word)| heading.contains(&format!("{word} ")));
        found
            .max_by_key(|(_, word)| word.len())
            .map(|(column, _)| *column)
    };
    let each = headings.iter().map(|heading| {
        let column = seems(heading).unwrap_or(C::LEFT_OUT);
        let is_free = column.may_repeat() || taken.insert(column);
        if is_free { column } else { C::LEFT_OUT }
    });
    each.collect()
}

/// The columns that a person chose, one for each heading.
///
/// # Errors
/// At `column-…`: a choice that there is not, one chosen twice, or none of those of which one must be there.
pub(crate) fn chosen<C: Column>(names: &[String], headings: usize) -> Result<Vec<C>, CommandError> {
    let problem = |at: usize, code: &str| FieldProblem {
        field: format!("column-{at}"),
        code: code.to_owned(),
        args: Default::default(),
    };
    let (mut columns, mut taken, mut problems) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        let column = C::named(name);
        match column {
            None => problems.push(problem(at, cases::Code::UnknownChoice.as_str())),
            Some(column) if !column.may_repeat() && !taken.insert(column) => {
                problems.push(problem(at, "column-twice"));
            }
            Some(_) => {}
        }
        columns.push(column.unwrap_or(C::LEFT_OUT));
    }
    for (any, code) in C::NEEDED {
        if !any.iter().any(|one| taken.contains(one)) {
            problems.push(problem(0, code));
        }
    }
    if columns.len() != headings {
        problems.push(problem(0, cases::Code::UnknownChoice.as_str()));
    }
    match problems.is_empty() {
        true => Ok(columns),
        false => Err(CommandError::fields(problems)),
    }
}

/// What the headings of the last list meant, so that it is not to be said again where the list is read again.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept(Vec<(String, String)>);

impl Kept {
    pub fn of<C: Column>(headings: &[String], columns: &[C]) -> Self {
        let pairs = headings.iter().zip(columns);
        Self(
            pairs
                .map(|(heading, column)| (heading.clone(), column.as_str().to_owned()))
                .collect(),
        )
    }

    /// What the same headings meant; nothing where they are others.
    pub fn for_headings<C: Column>(&self, headings: &[String]) -> Option<Vec<C>> {
        let same =
            headings.len() == self.0.len() && self.0.iter().zip(headings).all(|((kept, _), now)| kept == now);
        let columns = self.0.iter().map(|(_, name)| C::named(name));
        columns.collect::<Option<Vec<_>>>().filter(|_| same)
    }
}
