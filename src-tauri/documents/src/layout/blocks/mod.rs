//! The blocks of an outline, each set in its own way.

mod grid;
mod head;
mod options;
mod question;
mod section;
mod signature;
mod table;

pub use options::TICKED_GLYPH;
