//! Forms as data: a definition becomes a sealed [`Form`]; answers become what applies, what is wrong,
//! an [`outline::Outline`] for screen and paper, and a [`record::Record`] for machines.
//!
//! The crate knows nothing of schools, storage, screens, PDF or the clock.

mod answer;
pub mod answers;
mod canonical;
mod drawing;
pub mod evaluate;
mod field;
mod fill;
pub mod form;
pub mod hash;
mod kind;
pub mod outline;
pub mod parse;
mod parse_field;
pub mod problem;
mod raw;
mod read;
mod read_table;
mod reader;
pub mod record;
pub mod schema;
pub mod section;
mod shown;
#[cfg(test)]
mod tests;
pub mod typed;
pub mod value;

pub use answers::Answers;
pub use drawing::{Drawing, DrawingInput, Stroke};
pub use evaluate::Evaluation;
pub use fill::Filling;
pub use form::{Author, Field, Form, FormRef, Item, Kind, Meaning, Place, Section, Standing};
pub use hash::{Hash, NotAHash};
pub use outline::{Block, Manner, Outline};
pub use parse::{DefinitionCode, DefinitionError, parse};
pub use problem::{Problem, ProblemCode};
pub use record::{Record, RecordError};
pub use section::{SealedSection, Signed};
