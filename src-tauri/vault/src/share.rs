//! Shares of the municipality's private key: each on a sheet of its own, as thirty words, with a holder of its own.
//!
//! ```text
//! words 1–2    the first two words by which the key is called
//! words 3–26   2 bits format, 3 bits threshold − 1, 3 bits number − 1, 256 bits of the share itself
//! words 27–30  a code over the others that tells which word is wrong
//! ```

use zeroize::Zeroizing;

use crate::checkwords::{self, CHECKS, Fault};
use crate::error::{Error, ShareError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret};
use crate::random::Random;
use crate::sharing::{self, Part};
use crate::words;

/// Words that a share says of the key it belongs to.
const NAMED: usize = 2;
/// Words of a share, its checks included.
const COUNT: usize = NAMED + 24 + CHECKS;

/// How many shares there are, and how many of them open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    threshold: u8,
    count: u8,
}

/// One share. It has no `Debug` form, and leaves memory when it is dropped.
pub struct Share {
    named: [u16; NAMED],
    threshold: u8,
    number: u8,
    part: Part,
}

/// Shares of one key that are being typed, until there are enough.
#[derive(Default)]
pub struct Gathering {
    key: Option<MunicipalityKey>,
    shares: Vec<Share>,
}

impl Sharing {
    /// The most shares there can be.
    pub const MOST: u8 = 8;

    /// `threshold` of `count`; nothing unless two persons at least are needed, and no more than there are.
    pub fn new(threshold: u8, count: u8) -> Option<Self> {
        let holds = 2 <= threshold && threshold <= count && count <= Self::MOST;
        holds.then_some(Self { threshold, count })
    }

    /// How many open.
    pub fn threshold(self) -> u8 {
        self.threshold
    }

    /// How many there are.
    pub fn count(self) -> u8 {
        self.count
    }
}

impl Share {
    /// The shares of `secret`, in order.
    ///
    /// # Errors
    /// The secret is no X25519 key.
    pub(crate) fn split(
        secret: &MunicipalitySecret,
        sharing: Sharing,
        random: &mut dyn Random,
    ) -> Result<Vec<Self>, Error> {
        let named = named(&secret.public()?);
        let parts = sharing::split(secret.as_bytes(), sharing.threshold, sharing.count, random);
        let share = |(part, number)| Self {
            named,
            threshold: sharing.threshold,
            number,
            part,
        };
        Ok(parts.into_iter().zip(1..).map(share).collect())
    }

    /// A share as typed from its sheet; capitals, spaces, commas and numbering do not matter.
    ///
    /// # Errors
    /// A word is not in the list, or the words do not belong together.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        let places = words::places(typed);
        let unknown = places.iter().position(Option::is_none);
        let symbols = words::in_one_place(places.len(), places.iter().copied().flatten());
        match unknown {
            Some(at) => return Err(ShareError::Unknown(at + 1).into()),
            None if symbols.len() != COUNT => return Err(ShareError::Count(symbols.len()).into()),
            None => {}
        }
        match checkwords::fault(&symbols) {
            Some(Fault::One(place)) => return Err(ShareError::Wrong(place).into()),
            Some(Fault::Two(one, other)) => return Err(ShareError::WrongTwo([one, other]).into()),
            Some(Fault::More) => return Err(ShareError::Garbled.into()),
            None => {}
        }
        Self::read(&symbols).ok_or_else(|| ShareError::Newer.into())
    }

    /// Nothing if it is of another format.
    fn read(symbols: &[u16]) -> Option<Self> {
        let (named, rest) = symbols.split_first_chunk::<NAMED>()?;
        let (content, _) = rest.split_last_chunk::<CHECKS>()?;
        let bytes = Zeroizing::new(words::bytes(content));
        let (meta, part) = bytes.split_first()?;
        let share = Self {
            named: *named,
            threshold: (meta >> 3 & 7) + 1,
            number: (meta & 7) + 1,
            part: Box::new(Zeroizing::new(part.try_into().ok()?)),
        };
        (meta >> 6 == 0 && share.threshold >= 2).then_some(share)
    }

    /// The words, in order.
    pub fn words(&self) -> Vec<&'static str> {
        let meta = (self.threshold - 1) << 3 | (self.number - 1);
        let bytes = Zeroizing::new([&[meta], &self.part[..]].concat());
        let said = Zeroizing::new(words::symbols(&bytes));
        // Room for all of them: a list that grows leaves what it held behind.
        let mut symbols = Zeroizing::new(Vec::with_capacity(COUNT));
        symbols.extend(self.named.iter().chain(said.iter()));
        let checks = checkwords::checks(&symbols);
        symbols.extend(checks);
        words::listed(&symbols)
    }

    /// Its number, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// How many shares open.
    pub fn threshold(&self) -> u8 {
        self.threshold
    }
}

impl Gathering {
    /// Shares of a key that is known.
    pub fn of(key: MunicipalityKey) -> Self {
        Self {
            key: Some(key),
            shares: Vec::new(),
        }
    }

    /// Takes a share as typed, and gives its number.
    ///
    /// # Errors
    /// It cannot be read, it is of another key, or it was taken already: what was taken before stays. Or all of them
    /// together do not give the key: which of them is wrong nobody can tell, and none is kept.
    pub fn give(&mut self, typed: &str) -> Result<u8, Error> {
        let share = Share::parse(typed)?;
        let number = share.number;
        let is_of_key = self.key.is_none_or(|key| named(&key) == share.named);
        let goes_with = |other: &Share| other.named == share.named && other.threshold == share.threshold;
        if !is_of_key || !self.shares.iter().all(goes_with) {
            return Err(ShareError::AnotherKey.into());
        }
        if self.shares.iter().any(|other| other.number == number) {
            return Err(ShareError::Twice(number.into()).into());
        }
        self.shares.push(share);
        match self.missing() {
            Some(0) if self.join().is_err() => {
                self.shares.clear();
                Err(ShareError::NotJoined.into())
            }
            _ => Ok(number),
        }
    }

    /// The numbers of the shares that were taken, in the order in which they came.
    pub fn numbers(&self) -> Vec<u8> {
        self.shares.iter().map(|share| share.number).collect()
    }

    /// How many are still missing; nothing before the first one, which says it.
    pub fn missing(&self) -> Option<u8> {
        let threshold = self.shares.first()?.threshold;
        let taken = u8::try_from(self.shares.len()).unwrap_or(u8::MAX);
        Some(threshold.saturating_sub(taken))
    }

    /// The private key, out of all that were taken.
    ///
    /// # Errors
    /// There are too few, or together they give another key.
    pub fn join(&self) -> Result<MunicipalitySecret, Error> {
        if self.missing() != Some(0) {
            return Err(ShareError::TooFew(self.missing().unwrap_or(2).into()).into());
        }
        let parts: Vec<(u8, &[u8; 32])> = self
            .shares
            .iter()
            .map(|share| (share.number, &**share.part))
            .collect();
        let secret = MunicipalitySecret::from_bytes(*sharing::at(0, &parts));
        let public = secret.public()?;
        let is_key = match self.key {
            Some(key) => key == public,
            None => self.shares.iter().all(|share| share.named == named(&public)),
        };
        is_key
            .then_some(secret)
            .ok_or_else(|| ShareError::NotJoined.into())
    }
}

/// What a share says of its key: the first of the words by which the key is called.
fn named(key: &MunicipalityKey) -> [u16; NAMED] {
    let fingerprint = key.fingerprint();
    let mut symbols = words::symbols(&fingerprint).into_iter();
    std::array::from_fn(|_| symbols.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    fn made(seed: u64, threshold: u8, count: u8) -> (MunicipalityKey, Vec<Share>) {
        let mut random = Counting::new(seed);
        let secret = MunicipalitySecret::generate(&mut random);
        let sharing = Sharing::new(threshold, count).unwrap();
        let shares = Share::split(&secret, sharing, &mut random).unwrap();
        (secret.public().unwrap(), shares)
    }

    fn typed(share: &Share) -> String {
        share.words().join(" ")
    }

    #[test]
    fn check() {
        let (key, shares) = made(1, 2, 3);
        let words = shares[0].words();
        assert_eq!(words.len(), 30);
        assert_eq!(
            words[..2],
            words::spoken(&key.fingerprint(), 2),
            "it says whose it is"
        );
        for (share, number) in shares.iter().zip(1..) {
            let read = Share::parse(&typed(share).to_uppercase()).unwrap();
            assert_eq!((read.number(), read.threshold()), (number, 2));
            assert_eq!(read.part, share.part);
        }
        let refused = |typed: &str| Share::parse(typed).err();
        let error = |error: ShareError| Some(Error::from(error));
        assert_eq!(refused(""), error(ShareError::Count(0)));
        assert_eq!(refused(&words[..29].join(" ")), error(ShareError::Count(29)));
        let mut other = words.clone();
        other[6] = "xyzzy";
        assert_eq!(refused(&other.join(" ")), error(ShareError::Unknown(7)));
        let mut other = words.clone();
        other[29] = words[0];
        assert_eq!(refused(&other.join(" ")), error(ShareError::Wrong(30)));
        other.rotate_left(3);
        assert_eq!(refused(&other.join(" ")), error(ShareError::Garbled));
        for (threshold, count) in [(1, 3), (3, 2), (2, 9), (0, 0)] {
            assert_eq!(Sharing::new(threshold, count), None, "{threshold} of {count}");
        }
    }

    #[test]
    fn a_share_of_another_format_is_told_apart() {
        let (_, shares) = made(1, 2, 3);
        let mut symbols: Vec<u16> = words::places(&typed(&shares[0]))
            .iter()
            .flatten()
            .copied()
            .collect();
        symbols.truncate(26);
        symbols[2] |= 1 << 10;
        symbols.extend(checkwords::checks(&symbols));
        let refused = Share::parse(&words::listed(&symbols).join(" ")).err();
        assert_eq!(refused, Some(ShareError::Newer.into()));
    }

    #[test]
    fn what_is_refused_leaves_what_was_given() {
        let (key, shares) = made(1, 3, 5);
        let (_, others) = made(2, 3, 5);
        let mut gathering = Gathering::of(key);
        let error = |error: ShareError| Some(Error::from(error));
        assert_eq!(gathering.missing(), None);
        assert_eq!(gathering.join().err(), error(ShareError::TooFew(2)));
        assert_eq!(gathering.give(&typed(&shares[3])), Ok(4));
        assert_eq!(
            gathering.give(&typed(&shares[3])).err(),
            error(ShareError::Twice(4))
        );
        assert_eq!(
            gathering.give(&typed(&others[0])).err(),
            error(ShareError::AnotherKey)
        );
        assert_eq!(gathering.give("hej").err(), error(ShareError::Unknown(1)));
        assert_eq!(gathering.give(&typed(&shares[0])), Ok(1));
        assert_eq!(gathering.join().err(), error(ShareError::TooFew(1)));
        let mut forged = Share::parse(&typed(&shares[1])).unwrap();
        forged.part[0] ^= 1;
        assert_eq!(
            gathering.give(&typed(&forged)).err(),
            error(ShareError::NotJoined)
        );
        assert_eq!(
            (gathering.numbers(), gathering.missing()),
            (vec![], None),
            "nobody is blamed"
        );
        for (share, number) in [(3, 4), (0, 1), (1, 2)] {
            assert_eq!(gathering.give(&typed(&shares[share])), Ok(number));
        }
        assert_eq!(gathering.join().ok().unwrap().public(), Ok(key));
        assert_eq!(gathering.give(&typed(&forged)).err(), error(ShareError::Twice(2)));
        let mut forged = Share::parse(&typed(&shares[4])).unwrap();
        forged.part[31] ^= 1;
        assert_eq!(
            gathering.give(&typed(&forged)).err(),
            error(ShareError::NotJoined),
            "more than are needed"
        );
        assert!(gathering.numbers().is_empty());

        let mut unknown = Gathering::default();
        assert_eq!(unknown.give(&typed(&others[0])), Ok(1));
        assert_eq!(
            unknown.give(&typed(&shares[1])).err(),
            error(ShareError::AnotherKey)
        );
    }

    proptest! {
        // Each key costs some milliseconds to make.
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_so_many_shares_give_the_key_and_fewer_never_do(seed: u16, threshold in 2..=4_u8, places in subsequence((0..5_usize).collect::<Vec<_>>(), 1..=5).prop_shuffle()) {
            let (key, shares) = made(seed.into(), threshold, 5);
            let mut gathering = Gathering::of(key);
            for place in &places {
                prop_assert!(gathering.give(&typed(&shares[*place])).is_ok());
            }
            match gathering.join() {
                Ok(secret) => {
                    prop_assert!(places.len() >= usize::from(threshold));
                    prop_assert_eq!(secret.public(), Ok(key));
                }
                Err(error) => {
                    let missing = usize::from(threshold) - places.len();
                    prop_assert_eq!(error, ShareError::TooFew(missing).into());
                }
            }
        }

        #[test]
        fn every_altered_word_is_named(seed: u16, place in 0..30_usize, other in 0..2048_u16) {
            let (_, shares) = made(seed.into(), 2, 3);
            let mut words = shares[1].words();
            let other = words::listed(&[other])[0];
            prop_assume!(words[place] != other);
            words[place] = other;
            prop_assert_eq!(Share::parse(&words.join(" ")).err(), Some(ShareError::Wrong(place + 1).into()));
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed in "\\PC{0,200}") {
            let _ = Share::parse(&typed);
        }
    }
}
