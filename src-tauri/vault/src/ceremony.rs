//! The making of a municipality's key: a sheet for each holder, one at a time, and then so many of them typed back.
//!
//! The private key is dropped as soon as it is split, and each share when its sheet is put away, so that what is typed
//! back is restored from paper alone. The public key is given out only then: a key that nobody can restore never is.

use std::collections::VecDeque;

use crate::error::{Error, ShareError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret};
use crate::random::Random;
use crate::share::{Gathering, Share, Sharing};

/// A key in the making. It has no `Debug` form.
pub struct Ceremony {
    key: MunicipalityKey,
    sharing: Sharing,
    /// The shares whose sheets are not put away, the present one first.
    unseen: VecDeque<Share>,
    read: Gathering,
}

impl Ceremony {
    /// A new key, split.
    ///
    /// # Errors
    /// None that randomness fit for keys gives.
    pub fn begin(sharing: Sharing, random: &mut dyn Random) -> Result<Self, Error> {
        let secret = MunicipalitySecret::generate(random);
        let key = secret.public()?;
        Ok(Self {
            key,
            sharing,
            unseen: Share::split(&secret, sharing, random)?.into(),
            read: Gathering::of(key),
        })
    }

    /// The public key, to be called by its words. It is given out by [`Self::proven`] alone.
    pub fn key(&self) -> MunicipalityKey {
        self.key
    }

    /// How many shares there are, and how many open.
    pub fn sharing(&self) -> Sharing {
        self.sharing
    }

    /// The share that is shown to its holder now; nothing when all sheets are put away.
    pub fn sheet(&self) -> Option<&Share> {
        self.unseen.front()
    }

    /// The present sheet is put away, and its share leaves memory. The next one is there.
    ///
    /// # Errors
    /// It is not the sheet of this number that is shown: whoever presses twice would pass over one unseen.
    pub fn put_away(&mut self, number: u8) -> Result<(), Error> {
        if self.sheet().map(Share::number) != Some(number) {
            return Err(ShareError::NotTheSheet.into());
        }
        self.unseen.pop_front();
        Ok(())
    }

    /// Takes a share as typed back from its sheet, and gives its number.
    ///
    /// # Errors
    /// A sheet is not put away yet; the share cannot be read, is of another key, or was typed already.
    pub fn read_back(&mut self, typed: &str) -> Result<u8, Error> {
        if self.sheet().is_some() {
            return Err(ShareError::NotTheSheet.into());
        }
        self.read.give(typed)
    }

    /// The numbers of the shares that were typed back.
    pub fn read(&self) -> Vec<u8> {
        self.read.numbers()
    }

    /// The public key, when the private one was restored from what was typed back.
    ///
    /// # Errors
    /// Too few have been typed back.
    pub fn proven(&self) -> Result<MunicipalityKey, Error> {
        if self.read.numbers().is_empty() {
            return Err(ShareError::TooFew(self.sharing.threshold().into()).into());
        }
        self.read.join()?.public().map_err(Error::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use proptest::prelude::*;

    fn begun(seed: u64) -> Ceremony {
        Ceremony::begin(Sharing::new(2, 3).unwrap(), &mut Counting::new(seed)).unwrap()
    }

    fn all_put_away(ceremony: &mut Ceremony) -> Vec<String> {
        let mut sheets = Vec::new();
        while let Some(share) = ceremony.sheet() {
            let number = share.number();
            sheets.push(share.words().join(" "));
            ceremony.put_away(number).unwrap();
        }
        sheets
    }

    #[test]
    fn check() {
        let mut ceremony = begun(1);
        let error = |error: ShareError| Some(Error::from(error));
        let first = ceremony.sheet().unwrap().words().join(" ");
        assert_eq!(ceremony.read_back(&first).err(), error(ShareError::NotTheSheet));
        assert_eq!(ceremony.put_away(2).err(), error(ShareError::NotTheSheet));
        ceremony.put_away(1).unwrap();
        assert_eq!(
            ceremony.put_away(1).err(),
            error(ShareError::NotTheSheet),
            "pressed twice"
        );
        let sheets = all_put_away(&mut ceremony);
        assert_eq!(sheets.len(), 2);
        assert_eq!(ceremony.proven().err(), error(ShareError::TooFew(2)));
        assert_eq!(ceremony.read_back(&sheets[1]), Ok(3));
        assert_eq!(ceremony.proven().err(), error(ShareError::TooFew(1)));
        assert_eq!(ceremony.read_back(&first), Ok(1));
        assert_eq!(
            (ceremony.proven(), ceremony.read()),
            (Ok(ceremony.key()), vec![3, 1])
        );
        assert_eq!(ceremony.read_back(&sheets[0]), Ok(2), "the third as well");
    }

    #[derive(Debug, Clone)]
    enum Step {
        PutAway(u8),
        ReadBack(usize),
        Another,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            3 => (1..=4_u8).prop_map(Step::PutAway),
            3 => (0..3_usize).prop_map(Step::ReadBack),
            1 => Just(Step::Another),
        ];
        proptest::collection::vec(step, 0..40)
    }

    proptest! {
        // Each step that restores the key costs some milliseconds.
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_key_is_given_out_only_when_it_was_restored(steps in steps()) {
            let sheets = all_put_away(&mut begun(1));
            let foreign = all_put_away(&mut begun(2));
            let mut ceremony = begun(1);
            let (mut away, mut read) = (0_u8, Vec::new());
            for step in steps {
                match step {
                    Step::PutAway(number) => {
                        let fits = number == away + 1 && away < 3;
                        prop_assert_eq!(ceremony.put_away(number).is_ok(), fits);
                        away += u8::from(fits);
                    }
                    Step::ReadBack(place) => {
                        let fits = away == 3 && !read.contains(&place);
                        prop_assert_eq!(ceremony.read_back(&sheets[place]).is_ok(), fits);
                        read.extend(fits.then_some(place));
                    }
                    Step::Another => prop_assert!(ceremony.read_back(&foreign[0]).is_err()),
                }
                prop_assert_eq!(ceremony.sheet().map(Share::number), (away < 3).then_some(away + 1));
                prop_assert_eq!(ceremony.proven().is_ok(), read.len() >= 2);
            }
        }
    }
}
