//! The little of DER that CMS and time stamps need: writing by nesting, reading strictly.
//!
//! Reading keeps the raw bytes: a signature is made over bytes, and what is written anew may come out in
//! another order.

use der::asn1::ObjectIdentifier;

pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BITS: u8 = 0x03;
pub const OCTETS: u8 = 0x04;
pub const NULL: u8 = 0x05;
pub const OID: u8 = 0x06;
pub const UTC_TIME: u8 = 0x17;
pub const TIME: u8 = 0x18;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// The tag of a constructed, context-specific field.
pub const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// The bytes are not DER, or not what was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

/// One value with its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    pub tag: u8,
    /// Tag, length and value as they stand.
    pub whole: &'a [u8],
    pub value: &'a [u8],
}

impl<'a> Item<'a> {
    /// The values inside.
    pub fn inside(self) -> Reader<'a> {
        Reader(self.value)
    }

    pub fn oid(self) -> Result<ObjectIdentifier, Malformed> {
        match self.tag {
            OID => ObjectIdentifier::from_bytes(self.value).map_err(|_| Malformed),
            _ => Err(Malformed),
        }
    }
}

/// Reads values one after the other; every length must be definite and written the shortest way.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn next(&mut self) -> Result<Item<'a>, Malformed> {
        let (&tag, rest) = self.0.split_first().ok_or(Malformed)?;
        let (&first, rest) = rest.split_first().ok_or(Malformed)?;
        if tag & 0x1f == 0x1f {
            return Err(Malformed);
        }
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => {
                let (bytes, rest) = rest
                    .split_at_checked(usize::from(first & 0x7f))
                    .ok_or(Malformed)?;
                let length = bytes
                    .iter()
                    .fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
                let shortest = length >= 0x80 && bytes.first() != Some(&0);
                (if shortest { length } else { return Err(Malformed) }, rest)
            }
            _ => return Err(Malformed),
        };
        let (value, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        let whole = self.0.get(..self.0.len() - rest.len()).ok_or(Malformed)?;
        self.0 = rest;
        Ok(Item { tag, whole, value })
    }

    /// The next value, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Result<Item<'a>, Malformed> {
        self.optional(tag)?.ok_or(Malformed)
    }

    /// The next value if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Item<'a>>, Malformed> {
        if self.0.first() != Some(&tag) {
            return Ok(None);
        }
        self.next().map(Some)
    }

    /// Every value that is left.
    pub fn all(mut self) -> Result<Vec<Item<'a>>, Malformed> {
        let mut items = Vec::new();
        while !self.0.is_empty() {
            items.push(self.next()?);
        }
        Ok(items)
    }

    pub fn end(self) -> Result<(), Malformed> {
        if self.0.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// A value with its tag, made of parts.
pub fn tagged(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut bytes = vec![tag];
    let big_endian = length.to_be_bytes();
    let skip = big_endian.iter().take_while(|byte| **byte == 0).count();
    match length {
        0..=0x7f => bytes.push(length as u8),
        _ => {
            bytes.push(0x80 | (big_endian.len() - skip) as u8);
            bytes.extend(big_endian.iter().skip(skip));
        }
    }
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(SEQUENCE, parts)
}

/// A set, in the order that DER wants.
pub fn set(mut parts: Vec<Vec<u8>>) -> Vec<u8> {
    parts.sort();
    tagged(SET, &[&parts.concat()])
}

pub fn oid(oid: ObjectIdentifier) -> Vec<u8> {
    tagged(OID, &[oid.as_bytes()])
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tagged(OCTETS, &[bytes])
}

/// A number of unsigned big-endian bytes.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let rest = bytes.get(zeros..).unwrap_or_default();
    let sign: &[u8] = match rest.first() {
        Some(0..=0x7f) => &[],
        _ => &[0],
    };
    tagged(INTEGER, &[sign, rest])
}

/// An algorithm without parameters.
pub fn algorithm(name: ObjectIdentifier) -> Vec<u8> {
    algorithm_with(name, &[])
}

/// An algorithm with its parameters.
pub fn algorithm_with(name: ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    sequence(&[&oid(name), parameters])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let long = vec![7; 300];
        for value in [&[][..], &[1], &[1; 127], &[2; 128], &long] {
            let bytes = octets(value);
            let mut reader = Reader(&bytes);
            let item = reader.next().unwrap();
            assert_eq!((item.tag, item.value, item.whole), (OCTETS, value, &bytes[..]));
            assert_eq!(reader.end(), Ok(()));
        }
        assert_eq!(set(vec![octets(&[2]), octets(&[1])]), [0x31, 6, 4, 1, 1, 4, 1, 2]);
        assert_eq!(integer(&[0, 0]), [2, 1, 0]);
        assert_eq!(integer(&[0, 0x80]), [2, 2, 0, 0x80]);
        let refused: &[&[u8]] = &[
            &[],
            &[4],
            &[4, 1],
            &[4, 0x80, 0, 0],          // indefinite
            &[4, 0x81, 1, 0],          // not the shortest
            &[4, 0x82, 0, 0x81],       // not the shortest, and too little there
            &[4, 0x85, 1, 0, 0, 0, 0], // more than any file holds
            &[0x1f, 1, 0],             // a long tag
        ];
        for bytes in refused {
            assert_eq!(Reader(bytes).next(), Err(Malformed), "{bytes:?}");
        }
    }
}
