//! The document as it was at each of its ends, read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::error::ReadError;
use crate::pdf::File;

/// Revisions by where they end.
pub struct Revisions<'a> {
    pub bytes: &'a [u8],
    read: BTreeMap<usize, Rc<File<'a>>>,
}

impl<'a> Revisions<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            read: BTreeMap::new(),
        }
    }

    pub fn at(&mut self, end: usize) -> Result<Rc<File<'a>>, ReadError> {
        if let Some(file) = self.read.get(&end) {
            return Ok(Rc::clone(file));
        }
        let bytes = self.bytes.get(..end).ok_or(ReadError::Damaged)?;
        let file = Rc::new(File::read(bytes)?);
        self.read.insert(end, Rc::clone(&file));
        Ok(file)
    }

    pub fn last(&mut self) -> Result<Rc<File<'a>>, ReadError> {
        self.at(self.bytes.len())
    }
}
