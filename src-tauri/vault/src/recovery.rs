//! The recovery words: printed, put in a safe place, and proven to be on paper before the vault is made.
//!
//! Twelve words say 128 bits, more than anyone can guess, so that no dear key derivation is needed; twice as
//! many would only be typed wrong more often.

use zeroize::Zeroizing;

use crate::error::{Error, WordsError};
use crate::random::Random;
use crate::secret::Secret;
use crate::words;

/// Words that open a vault whose passphrase is forgotten. They leave memory when they are dropped.
pub struct RecoveryWords(Zeroizing<[u8; 16]>);

impl RecoveryWords {
    /// The words as typed from the paper; capitals, spaces, commas and numbering do not matter.
    pub fn parse(typed: &str) -> Result<Self, Error> {
        Ok(Self(words::decode(typed)?))
    }

    /// The twelve words, in order.
    pub fn words(&self) -> [&'static str; words::COUNT] {
        words::encode(&self.0)
    }

    /// The key these words give with `salt`.
    pub(crate) fn key(&self, salt: &[u8; 16]) -> Secret {
        let mut material = Zeroizing::new([0; 32]);
        material
            .iter_mut()
            .zip(self.0.iter().chain(salt))
            .for_each(|(to, from)| *to = *from);
        Secret::from_array(&material).derive(b"narvarolots/1 recovery words")
    }
}

/// New words, shown and printed but not yet proven to be on paper.
pub struct RecoveryDraft {
    words: RecoveryWords,
    asked: [usize; 2],
}

/// Words proven to be on paper: what a new vault is made with.
pub struct Recovery(RecoveryWords);

impl RecoveryDraft {
    /// New words.
    pub fn new(random: &mut dyn Random) -> Self {
        let mut secret = Zeroizing::new([0; 16]);
        random.fill(secret.as_mut_slice());
        let mut dice = [0; 2];
        random.fill(&mut dice);
        Self {
            words: RecoveryWords(secret),
            asked: two_places(dice),
        }
    }

    /// The twelve words, in order, to show and print.
    pub fn words(&self) -> [&'static str; words::COUNT] {
        self.words.words()
    }

    /// The places, counted from 1, of the two words that the user types back.
    pub fn asked(&self) -> [usize; 2] {
        self.asked
    }

    /// The words, if `typed` are those in the two places asked for.
    pub fn confirm(&self, typed: [&str; 2]) -> Result<Recovery, Error> {
        for (typed, place) in typed.into_iter().zip(self.asked) {
            if !self
                .words()
                .get(place - 1)
                .is_some_and(|word| words::same(typed, word))
            {
                return Err(WordsError::NotTheWord(place).into());
            }
        }
        Ok(Recovery(RecoveryWords(self.words.0.clone())))
    }
}

impl Recovery {
    /// The words.
    pub(crate) fn words(&self) -> &RecoveryWords {
        &self.0
    }
}

/// Two different places of twelve, the earlier one first.
fn two_places(dice: [u8; 2]) -> [usize; 2] {
    let first = usize::from(dice[0]) % words::COUNT;
    let second = (first + 1 + usize::from(dice[1]) % (words::COUNT - 1)) % words::COUNT;
    [first.min(second) + 1, first.max(second) + 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;

    #[test]
    fn check() {
        let draft = RecoveryDraft::new(&mut Counting::new(3));
        let [first, second] = draft.asked().map(|place| draft.words()[place - 1]);
        assert!(draft.confirm([first, &second.to_uppercase()]).is_ok());
        let not = |place: usize| Some(Error::Words(WordsError::NotTheWord(draft.asked()[place])));
        assert_eq!(draft.confirm([second, second]).err(), not(0));
        assert_eq!(draft.confirm([first, ""]).err(), not(1));

        let typed = RecoveryWords::parse(&draft.words().join(" ")).unwrap();
        assert_eq!(
            typed.key(&[1; 16]).as_bytes(),
            draft.words.key(&[1; 16]).as_bytes()
        );
        assert_ne!(typed.key(&[1; 16]).as_bytes(), typed.key(&[2; 16]).as_bytes());
        let other = RecoveryDraft::new(&mut Counting::new(4));
        assert_ne!(
            other.words.key(&[1; 16]).as_bytes(),
            typed.key(&[1; 16]).as_bytes()
        );
    }

    #[test]
    fn two_different_words_are_asked_for() {
        for dice in (0..=255).flat_map(|a| (0..=255).map(move |b| [a, b])) {
            let [first, second] = two_places(dice);
            assert!(1 <= first && first < second && second <= 12, "{dice:?}");
        }
    }
}
