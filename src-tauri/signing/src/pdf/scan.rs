//! Reads PDF syntax byte by byte, only to say where each thing begins and ends.
//!
//! A signature speaks of bytes, so what lies between two places must be known exactly. Everything a lenient
//! reader would forgive is refused here: a key twice, a length that is wrong, anything between two objects.

use std::ops::Range;

use lopdf::ObjectId;

/// What is here is not PDF syntax, or is such that two readers could read it in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclear;

/// Deeper than any honest object is nested.
const DEEPEST: usize = 64;
/// A remark that some tools leave between two objects is no longer than this.
const LONGEST_REMARK: usize = 120;

/// A key, decoded, and where its value stands.
pub type Entry = (Vec<u8>, Range<usize>);

/// An object with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indirect {
    pub id: ObjectId,
    /// Its value, without a stream's data.
    pub body: Range<usize>,
    /// Behind `endobj`.
    pub end: usize,
}

/// Reads the numbered object at a place; `length` looks up a stream's length that stands elsewhere.
pub fn indirect(bytes: &[u8], at: usize, length: &dyn Fn(u32) -> Option<usize>) -> Result<Indirect, Unclear> {
    let mut scan = Scan { bytes, at };
    let number = scan.integer()?;
    scan.space();
    let generation = scan.integer()?;
    scan.space();
    scan.word(b"obj")?;
    scan.space();
    let begin = scan.at;
    scan.value(0)?;
    let body = begin..scan.at;
    scan.space();
    if scan.word(b"stream").is_ok() {
        scan.stream_data(&body, length)?;
    }
    scan.word(b"endobj")?;
    Ok(Indirect {
        id: (
            u32::try_from(number).map_err(|_| Unclear)?,
            u16::try_from(generation).map_err(|_| Unclear)?,
        ),
        body,
        end: scan.at,
    })
}

/// The entries of the dictionary at a place.
pub fn entries(bytes: &[u8], body: &Range<usize>) -> Result<Vec<Entry>, Unclear> {
    let mut scan = Scan {
        bytes,
        at: body.start,
    };
    let entries = scan.dictionary(0)?;
    if scan.at == body.end {
        Ok(entries)
    } else {
        Err(Unclear)
    }
}

/// A place in the bytes.
pub struct Scan<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub fn is_at(&self, word: &[u8]) -> bool {
        self.rest().starts_with(word)
    }

    /// Goes past white space.
    pub fn space(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_space(**byte)).count();
    }

    /// Goes past white space and past short remarks that nothing could hide in.
    pub fn space_and_remarks(&mut self) -> Result<(), Unclear> {
        self.space();
        while self.peek() == Some(b'%') {
            let line = self
                .rest()
                .iter()
                .take_while(|byte| !matches!(byte, b'\r' | b'\n'))
                .count();
            let remark = self.bytes.get(self.at..self.at + line).unwrap_or_default();
            let plain = remark.iter().all(|byte| (b' '..=b'~').contains(byte));
            if line > LONGEST_REMARK || !plain || remark.starts_with(b"%%EOF") || remark.starts_with(b"%PDF")
            {
                return Err(Unclear);
            }
            self.at += line;
            self.space();
        }
        Ok(())
    }

    /// Goes past a word that ends here.
    pub fn word(&mut self, word: &[u8]) -> Result<(), Unclear> {
        let behind = self.rest().get(word.len()).copied();
        let ends = behind.is_none_or(|byte| is_space(byte) || is_delimiter(byte));
        if !self.is_at(word) || !ends {
            return Err(Unclear);
        }
        self.at += word.len();
        Ok(())
    }

    /// Goes past a number without sign or fraction.
    pub fn integer(&mut self) -> Result<u64, Unclear> {
        let digits = self
            .rest()
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let text = self.rest().get(..digits).unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| Unclear)?;
        let number = text.parse().map_err(|_| Unclear)?;
        self.at += digits;
        Ok(number)
    }

    /// Goes past one value of any kind.
    pub fn value(&mut self, depth: usize) -> Result<(), Unclear> {
        if depth > DEEPEST {
            return Err(Unclear);
        }
        match self.peek().ok_or(Unclear)? {
            b'/' => self.name().map(|_| ()),
            b'(' => self.literal(),
            b'<' if self.is_at(b"<<") => self.dictionary(depth).map(|_| ()),
            b'<' => self.hexadecimal(),
            b'[' => {
                self.at += 1;
                self.space();
                while self.peek() != Some(b']') {
                    self.value(depth + 1)?;
                    self.space();
                }
                self.at += 1;
                Ok(())
            }
            b'0'..=b'9' if self.reference() => Ok(()),
            _ => self.bare(),
        }
    }

    /// Goes past `12 0 R` if that is what stands here.
    fn reference(&mut self) -> bool {
        let start = self.at;
        let found = self
            .integer()
            .and_then(|_| {
                self.space();
                self.integer()
            })
            .and_then(|_| {
                self.space();
                self.word(b"R")
            });
        if found.is_err() {
            self.at = start;
        }
        found.is_ok()
    }

    /// Goes past a number or one of the three words.
    fn bare(&mut self) -> Result<(), Unclear> {
        let length = self
            .rest()
            .iter()
            .take_while(|byte| !is_space(**byte) && !is_delimiter(**byte))
            .count();
        let word = self.rest().get(..length).unwrap_or_default();
        let digits = word
            .strip_prefix(b"-")
            .or(word.strip_prefix(b"+"))
            .unwrap_or(word);
        let points = digits.iter().filter(|byte| **byte == b'.').count();
        let number = points <= 1
            && digits.len() > points
            && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        if !(number || matches!(word, b"true" | b"false" | b"null")) {
            return Err(Unclear);
        }
        self.at += length;
        Ok(())
    }

    fn name(&mut self) -> Result<Vec<u8>, Unclear> {
        if self.peek() != Some(b'/') {
            return Err(Unclear);
        }
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self
            .peek()
            .filter(|byte| !is_space(*byte) && !is_delimiter(*byte))
        {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let digits = self.bytes.get(self.at..self.at + 2).ok_or(Unclear)?;
            let digits = std::str::from_utf8(digits).map_err(|_| Unclear)?;
            name.push(u8::from_str_radix(digits, 16).map_err(|_| Unclear)?);
            self.at += 2;
        }
        Ok(name)
    }

    fn literal(&mut self) -> Result<(), Unclear> {
        let mut open = 0usize;
        loop {
            match self.peek().ok_or(Unclear)? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => (),
            }
            self.at += 1;
            if open == 0 {
                return Ok(());
            }
        }
    }

    fn hexadecimal(&mut self) -> Result<(), Unclear> {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'>' => return Ok(()),
                _ if byte.is_ascii_hexdigit() || is_space(byte) => (),
                _ => return Err(Unclear),
            }
        }
        Err(Unclear)
    }

    fn dictionary(&mut self, depth: usize) -> Result<Vec<Entry>, Unclear> {
        if !self.is_at(b"<<") {
            return Err(Unclear);
        }
        self.at += 2;
        self.space();
        let mut entries: Vec<Entry> = Vec::new();
        let mut keys = std::collections::HashSet::new();
        while !self.is_at(b">>") {
            let key = self.name()?;
            self.space();
            let begin = self.at;
            self.value(depth + 1)?;
            if !keys.insert(key.clone()) {
                return Err(Unclear);
            }
            entries.push((key, begin..self.at));
            self.space();
        }
        self.at += 2;
        Ok(entries)
    }

    fn stream_data(
        &mut self,
        body: &Range<usize>,
        length: &dyn Fn(u32) -> Option<usize>,
    ) -> Result<(), Unclear> {
        if self.is_at(b"\r\n") {
            self.at += 2;
        } else if self.peek() == Some(b'\n') {
            self.at += 1;
        } else {
            return Err(Unclear);
        }
        let entries = entries(self.bytes, body)?;
        let (_, place) = entries.iter().find(|(key, _)| key == b"Length").ok_or(Unclear)?;
        let mut said = Scan {
            bytes: self.bytes,
            at: place.start,
        };
        let first = said.integer()?;
        let long = match said.at == place.end {
            true => usize::try_from(first).ok(),
            false => u32::try_from(first).ok().and_then(length),
        };
        self.at = self.at.checked_add(long.ok_or(Unclear)?).ok_or(Unclear)?;
        // At most one end of line between the data and the word.
        for _ in 0..2 {
            if matches!(self.peek(), Some(b'\r' | b'\n')) && !self.is_at(b"endstream") {
                self.at += 1;
            }
        }
        self.word(b"endstream")?;
        self.space();
        Ok(())
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let cases: &[(&str, bool)] = &[
            (
                "1 0 obj\n<< /A 1 /B [2 0 R (x\\)y(z)) <00 ff>] /C << /D true >> >>\nendobj",
                true,
            ),
            ("1 0 obj <</Length 3>> stream\nabc\nendstream\nendobj", true),
            (
                "1 0 obj <</Length 9 0 R>> stream\r\nabcde\r\nendstream\nendobj",
                true,
            ),
            ("1 0 obj -1.5 endobj", true),
            ("1 0 obj <</A 1 /A 2>> endobj", false),
            ("1 0 obj <</A 1 /#41 2>> endobj", false),
            ("1 0 obj <</Length 2>> stream\nabc\nendstream\nendobj", false),
            ("1 0 obj <</Length 300>> stream\nabc\nendstream\nendobj", false),
            ("1 0 obj <</A 1>>", false),
            ("1 0 obj <</A 1> endobj", false),
            ("1 0 obj (open endobj", false),
            ("1 0 obj %remark\n1 endobj", false),
            ("1 0 obj hello endobj", false),
            ("1 0 obj 1-2 endobj", false),
            ("1 0 obj 1.2.3 endobj", false),
            ("1 0 obj - endobj", false),
            ("1 99999999 obj 1 endobj", false),
            ("", false),
        ];
        for (text, clear) in cases {
            let read = indirect(text.as_bytes(), 0, &|id| (id == 9).then_some(5));
            assert_eq!(read.is_ok(), *clear, "{text}");
            if let Ok(object) = read {
                assert_eq!((object.id, object.end), ((1, 0), text.len()));
            }
        }
        let deep = format!("1 0 obj {} endobj", "[".repeat(100_000));
        assert_eq!(indirect(deep.as_bytes(), 0, &|_| None), Err(Unclear));
    }
}
