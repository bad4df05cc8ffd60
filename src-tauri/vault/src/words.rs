//! Bytes as Swedish words that a person can write down, read aloud and type.
//!
//! The list holds 2,048 words, so that a word says eleven bits. The words are common, four to eight letters, in
//! lower case; no two begin with the same four letters, so that a smudged ending does no harm. There is nothing
//! sad among them.

use std::collections::HashMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::error::WordsError;

/// Words of a 16-byte secret: 128 bits and a checksum of 4 are 132 bits, twelve words of eleven.
pub(crate) const COUNT: usize = 12;

/// The list, in its order.
static LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("../words.txt").lines().collect());

/// The place of each word in the list.
static PLACES: LazyLock<HashMap<&'static str, u16>> =
    LazyLock::new(|| LIST.iter().zip(0..).map(|(word, place)| (*word, place)).collect());

/// The twelve words of `secret`.
pub(crate) fn encode(secret: &[u8; 16]) -> [&'static str; COUNT] {
    let bits = bits(secret);
    let mut places = bits
        .chunks(11)
        .map(|chunk| chunk.iter().fold(0, |n, bit| n << 1 | usize::from(*bit)));
    std::array::from_fn(|_| {
        places
            .next()
            .and_then(|place| LIST.get(place))
            .copied()
            .unwrap_or_default()
    })
}

/// The words in these places of the list.
pub(crate) fn listed(places: &[u16]) -> Vec<&'static str> {
    let word = |place: &u16| LIST.get(usize::from(*place)).copied();
    places.iter().filter_map(word).collect()
}

/// The places in the list of the words in `typed`, as generously as [`decode`] reads; nothing for one that is not there.
pub(crate) fn places(typed: &str) -> Zeroizing<Vec<Option<u16>>> {
    let words = Zeroizing::new(split(typed));
    let place = |word: &String| PLACES.get(word.as_str()).copied();
    Zeroizing::new(words.iter().map(place).collect())
}

/// `bytes` as symbols of eleven bits; bits that are left over are not said.
pub(crate) fn symbols(bytes: &[u8]) -> Vec<u16> {
    let bits = in_one_place(bytes.len() * 8, bits_of(bytes.iter()));
    let symbol = |chunk: &[bool]| chunk.iter().fold(0, |n, bit| n << 1 | u16::from(*bit));
    bits.chunks_exact(11).map(symbol).collect()
}

/// The bytes that symbols of eleven bits say; bits that are left over are dropped.
pub(crate) fn bytes(symbols: &[u16]) -> Vec<u8> {
    let bits = symbols
        .iter()
        .flat_map(|symbol| (0..11).rev().map(move |bit| symbol >> bit & 1 == 1));
    let bits = in_one_place(symbols.len() * 11, bits);
    let byte = |chunk: &[bool]| chunk.iter().fold(0, |n, bit| n << 1 | u8::from(*bit));
    bits.chunks_exact(8).map(byte).collect()
}

/// What does not move while it grows leaves no copy that nobody wipes.
pub(crate) fn in_one_place<T: Zeroize>(most: usize, items: impl Iterator<Item = T>) -> Zeroizing<Vec<T>> {
    let mut kept = Zeroizing::new(Vec::with_capacity(most));
    kept.extend(items.take(most));
    kept
}

fn bits_of<'a>(bytes: impl Iterator<Item = &'a u8>) -> impl Iterator<Item = bool> {
    bytes.flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
}

/// The first `count` words of `bytes`, eleven bits each, to be read aloud and compared: eight words say 88 bits of a
/// certificate's fingerprint. There is no checksum; fewer words come out when the bytes are too few.
pub fn spoken(bytes: &[u8], count: usize) -> Vec<&'static str> {
    listed(&symbols(bytes)).into_iter().take(count).collect()
}

/// The secret that `typed` words say. Capitals, spaces, numbering, commas and line breaks do not matter.
pub(crate) fn decode(typed: &str) -> Result<Zeroizing<[u8; 16]>, WordsError> {
    let words = Zeroizing::new(split(typed));
    if words.len() != COUNT {
        return Err(WordsError::Count(words.len()));
    }
    let mut bits = Zeroizing::new(Vec::with_capacity(COUNT * 11));
    for (word, number) in words.iter().zip(1..) {
        let place = PLACES.get(word.as_str()).ok_or(WordsError::Unknown(number))?;
        bits.extend((0..11).rev().map(|bit| place >> bit & 1 == 1));
    }
    let mut secret = Zeroizing::new([0; 16]);
    for (byte, chunk) in secret.iter_mut().zip(bits.chunks(8)) {
        *byte = chunk.iter().fold(0, |n, bit| n << 1 | u8::from(*bit));
    }
    if self::bits(&secret) == bits {
        Ok(secret)
    } else {
        Err(WordsError::Checksum)
    }
}

/// Whether `typed` is `word`, as generously as [`decode`] reads.
pub(crate) fn same(typed: &str, word: &str) -> bool {
    matches!(&split(typed)[..], [one] if one == word)
}

/// Whether `typed` are just the words that [`spoken`] says, as generously as [`decode`] reads.
pub fn is_spoken(typed: &str, bytes: &[u8], count: usize) -> bool {
    split(typed) == spoken(bytes, count)
}

/// The words in `typed`, composed and in lower case.
fn split(typed: &str) -> Vec<String> {
    // No letter is longer than three times another when it is composed and small.
    let mut lower = Zeroizing::new(String::with_capacity(3 * typed.len()));
    lower.extend(typed.nfc().flat_map(char::to_lowercase));
    lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The secret's bits and the first four of its SHA-256.
fn bits(secret: &[u8; 16]) -> Zeroizing<Vec<bool>> {
    let check = Sha256::digest(secret);
    let bytes = secret.iter().chain(check.first());
    in_one_place(COUNT * 11, bits_of(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    #[test]
    fn the_list() {
        assert_eq!(LIST.len(), 2048);
        let beginnings: HashSet<String> = LIST.iter().map(|word| word.chars().take(4).collect()).collect();
        assert_eq!(beginnings.len(), 2048, "four letters say which word it is");
        for word in LIST.iter() {
            assert!((4..=8).contains(&word.chars().count()), "{word}");
            assert!(
                word.chars().all(|c| c.is_ascii_lowercase() || "åäö".contains(c)),
                "{word}"
            );
        }
        let order: Vec<String> = LIST.iter().map(|word| cases::swedish_order(word)).collect();
        assert!(
            order.is_sorted(),
            "in alphabetical order, so that a word can be looked up on paper"
        );
    }

    #[test]
    fn check() {
        let words = encode(&[7; 16]).join(" ");
        let numbered: String = encode(&[7; 16])
            .iter()
            .zip(1..)
            .map(|(w, n)| format!("{n}. {w},\n"))
            .collect();
        let decomposed: String = words.nfd().collect();
        for typed in [
            words.clone(),
            words.to_uppercase(),
            format!("  {words}\t"),
            numbered,
            decomposed,
        ] {
            assert_eq!(decode(&typed).as_deref(), Ok(&[7; 16]), "{typed}");
        }
        let without_last = words.rsplit_once(' ').unwrap().0;
        assert_eq!(decode(without_last), Err(WordsError::Count(11)));
        assert_eq!(decode(""), Err(WordsError::Count(0)));
        assert_eq!(
            decode(&format!("{without_last} xyzzy")),
            Err(WordsError::Unknown(12))
        );
        assert!(same(" A\u{30a}SKA, ", "åska") && !same("åska åska", "åska") && !same("", "åska"));
    }

    #[test]
    fn spoken_aloud() {
        assert_eq!(spoken(&[0; 32], 8), [LIST[0]; 8]);
        assert_eq!(spoken(&[0xff; 32], 8), [LIST[2047]; 8]);
        assert_eq!(spoken(&[0, 0x20], 8), [LIST[1]], "five bits are left over");
        assert_eq!(
            spoken(&[7; 16], 11),
            encode(&[7; 16])[..11],
            "the words of a secret, without its checksum"
        );
        assert_eq!(spoken(&[], 8), [""; 0]);
        let words = spoken(&[7; 16], 6).join(" ");
        for typed in [
            words.to_uppercase(),
            words.replace(' ', ", "),
            format!("1. {words}."),
        ] {
            assert!(is_spoken(&typed, &[7; 16], 6), "{typed}");
        }
        for typed in [&words[..words.len() - 1], &format!("{words} {words}"), ""] {
            assert!(!is_spoken(typed, &[7; 16], 6), "{typed}");
        }
    }

    #[test]
    fn the_last_word_checks_the_others() {
        let words = encode(&[7; 16]);
        // The last word says seven bits of the secret and four of the checksum.
        let sixteen = usize::from(PLACES[words[11]]) / 16 * 16;
        let right = (sixteen..sixteen + 16).filter(|place| {
            let typed = [words[..11].join(" "), LIST[*place].into()].join(" ");
            decode(&typed) != Err(WordsError::Checksum)
        });
        assert_eq!(right.map(|place| LIST[place]).collect::<Vec<_>>(), [words[11]]);
    }

    proptest! {
        #[test]
        fn words_say_their_secret(secret: [u8; 16]) {
            prop_assert_eq!(*decode(&encode(&secret).join(" ")).unwrap(), secret);
        }

        #[test]
        fn a_wrong_word_is_noticed_or_gives_another_secret(secret: [u8; 16], place in 0..12_usize, other in 0..2048_usize) {
            let mut words = encode(&secret);
            prop_assume!(words[place] != LIST[other]);
            words[place] = LIST[other];
            match decode(&words.join(" ")) {
                Ok(read) => prop_assert_ne!(*read, secret),
                Err(error) => prop_assert_eq!(error, WordsError::Checksum),
            }
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,200}") {
            let _ = decode(&typed);
        }
    }
}
