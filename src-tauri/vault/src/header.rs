//! The header: the slots, and what makes a change to any of them show.
//!
//! Four lines: the format's name, the slots as JSON, a seal, a checksum. The checksum (over all before it) tells
//! an accident from a wrong passphrase; the seal (over the first two lines, by a key under the vault key) tells
//! that nobody without the vault key wrote any of it. Later versions keep the first and the last line as they
//! are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use forms::Hash;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::error::{Error, HeaderError};
use crate::municipality::{MunicipalityKey, MunicipalitySecret};
use crate::passphrase::{KdfCost, Passphrase};
use crate::random::Random;
use crate::recovery::RecoveryWords;
use crate::secret::{Keys, Secret};
use crate::slots::{MunicipalitySlot, PassphraseSlot, RecoverySlot, Slots, Ways};

/// The header of a vault that has had one owner; and of one that has had several, and holds their keys.
const FORMATS: [&str; 2] = ["narvarolots-vault 1", "narvarolots-vault 2"];
const FAMILY: &str = "narvarolots-vault ";

/// A header whose bytes hold together and whose parameters are acceptable.
#[derive(Clone)]
pub(crate) struct Header {
    slots: Slots,
    cost: KdfCost,
    /// The first two lines as they were read or written.
    sealed: String,
    seal: String,
}

impl Header {
    /// The header of a new vault, the key of which is wrapped for each of `ways`.
    pub(crate) fn new(vault: Uuid, keys: &Keys, ways: &Ways, random: &mut dyn Random) -> Result<Self, Error> {
        Self::seal(Slots::new(vault, keys, ways, random)?, ways.cost, keys)
    }

    /// The same header with another passphrase.
    pub(crate) fn with_passphrase(
        &self,
        keys: &Keys,
        passphrase: &Passphrase,
        cost: KdfCost,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let passphrase = PassphraseSlot::new(self.vault(), &keys.vault, passphrase, cost, random)?;
        Self::seal(
            Slots {
                passphrase,
                ..self.slots.clone()
            },
            cost,
            keys,
        )
    }

    /// The same header with other recovery words.
    pub(crate) fn with_recovery(
        &self,
        keys: &Keys,
        words: &RecoveryWords,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let recovery = RecoverySlot::new(self.vault(), &keys.vault, words, random)?;
        Self::seal(
            Slots {
                recovery,
                ..self.slots.clone()
            },
            self.cost,
            keys,
        )
    }

    /// The header of the same vault for a new owner, with keys that follow on those there were: another passphrase and
    /// other recovery words. The municipality opens it as before.
    pub(crate) fn with_owner(
        &self,
        keys: &Keys,
        passphrase: &Passphrase,
        cost: KdfCost,
        words: &RecoveryWords,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let municipality = self.municipality()?;
        let ways = Ways {
            passphrase,
            cost,
            recovery: words,
            municipality: municipality.as_ref(),
        };
        Self::new(self.vault(), keys, &ways, random)
    }

    /// The same header that a municipality can open, by this key and no other.
    pub(crate) fn with_municipality(
        &self,
        keys: &Keys,
        municipality: &MunicipalityKey,
        random: &mut dyn Random,
    ) -> Result<Self, Error> {
        let slot = MunicipalitySlot::new(self.vault(), &keys.vault, municipality, random)?;
        Self::seal(
            Slots {
                municipality: Some(slot),
                ..self.slots.clone()
            },
            self.cost,
            keys,
        )
    }

    /// The vault's id.
    pub(crate) fn vault(&self) -> Uuid {
        self.slots.vault
    }

    /// What the passphrase costs to try.
    pub(crate) fn cost(&self) -> KdfCost {
        self.cost
    }

    /// The municipality's key that opens the vault, where there is one. Only a header that was opened proves that its
    /// owner chose it.
    pub(crate) fn municipality(&self) -> Result<Option<MunicipalityKey>, HeaderError> {
        let slot = self.slots.municipality.as_ref();
        slot.map(MunicipalitySlot::key).transpose()
    }

    /// The keys, by the passphrase.
    pub(crate) fn by_passphrase(&self, passphrase: &Passphrase) -> Result<Keys, Error> {
        self.checked(self.slots.by_passphrase(passphrase)?)
    }

    /// The keys, by the recovery words.
    pub(crate) fn by_recovery(&self, words: &RecoveryWords) -> Result<Keys, Error> {
        self.checked(self.slots.by_recovery(words)?)
    }

    /// The keys, by the municipality's private key.
    pub(crate) fn by_municipality(&self, secret: &MunicipalitySecret) -> Result<Keys, Error> {
        self.checked(self.slots.by_municipality(secret)?)
    }

    /// Whether a holder of these keys wrote this header.
    pub(crate) fn is_by(&self, keys: &Keys) -> bool {
        seal(keys, &self.sealed)
            .as_bytes()
            .ct_eq(self.seal.as_bytes())
            .into()
    }

    /// The same, of these or of those of an owner before.
    pub(crate) fn is_or_was_by(&self, keys: &Keys) -> bool {
        keys.all().any(|keys| self.is_by(keys))
    }

    /// The keys under `vault`, if it was its holder who wrote this header.
    fn checked(&self, vault: Secret) -> Result<Keys, Error> {
        let keys = Keys::under(vault);
        if self.is_by(&keys) {
            self.slots.keys(keys.vault)
        } else {
            Err(HeaderError::Tampered.into())
        }
    }

    fn seal(slots: Slots, cost: KdfCost, keys: &Keys) -> Result<Self, Error> {
        let json = serde_json::to_string(&slots).map_err(|_| HeaderError::Damaged)?;
        let [first, later] = FORMATS;
        let format = if slots.former.is_empty() { first } else { later };
        let sealed = format!("{format}\n{json}\n");
        Ok(Self {
            slots,
            cost,
            seal: seal(keys, &sealed),
            sealed,
        })
    }

    /// The header's bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        with_checksum(format!("{}{}\n", self.sealed, self.seal))
    }

    /// The header in `bytes`. Whether somebody tampered with it shows only when it is opened.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let text = std::str::from_utf8(bytes).map_err(|_| HeaderError::Damaged)?;
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let (_, checked) = lines.split_last().ok_or(HeaderError::Damaged)?;
        if with_checksum(checked.concat()) != bytes {
            return Err(HeaderError::Damaged);
        }
        let [format, json, seal] = checked else {
            return Err(HeaderError::Newer);
        };
        if !FORMATS.contains(&format.trim_end()) {
            return Err(if format.starts_with(FAMILY) {
                HeaderError::Newer
            } else {
                HeaderError::Damaged
            });
        }
        let slots: Slots = serde_json::from_str(json).map_err(|_| HeaderError::Tampered)?;
        let cost = slots.passphrase.cost()?;
        Ok(Self {
            slots,
            cost,
            sealed: [*format, *json].concat(),
            // As it was written and not otherwise: of one seal there is one header.
            seal: seal.strip_suffix('\n').unwrap_or(seal).to_owned(),
        })
    }
}

fn seal(keys: &Keys, sealed: &str) -> String {
    BASE64.encode(keys.header.code(sealed.as_bytes()))
}

fn with_checksum(checked: String) -> Vec<u8> {
    format!("{checked}{}\n", Hash::of(checked.as_bytes())).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::UnlockError;
    use crate::random::tests::Counting;
    use crate::recovery::RecoveryDraft;
    use proptest::prelude::*;
    use std::mem::swap;

    struct Made {
        header: Header,
        passphrase: Passphrase,
        words: RecoveryWords,
        municipality: MunicipalitySecret,
    }

    fn made(seed: u64) -> Made {
        let mut random = Counting::new(seed);
        let words = RecoveryDraft::new(&mut random).words().join(" ");
        let municipality = MunicipalitySecret::generate(&mut random);
        let (passphrase, words) = (
            Passphrase::typed("rätt lösenfras"),
            RecoveryWords::parse(&words).unwrap(),
        );
        let ways = Ways {
            passphrase: &passphrase,
            cost: KdfCost::for_tests(),
            recovery: &words,
            municipality: Some(&municipality.public().unwrap()),
        };
        let keys = Keys::under(Secret::random(&mut random));
        let header = Header::new(Uuid::from_u128(seed.into()), &keys, &ways, &mut random).unwrap();
        Made {
            header,
            passphrase,
            words,
            municipality,
        }
    }

    /// The header with its slots changed, and the checksum made to fit as a careful thief would.
    fn forged(made: &Made, change: impl FnOnce(&mut Slots)) -> Vec<u8> {
        let mut slots = made.header.slots.clone();
        change(&mut slots);
        let json = serde_json::to_string(&slots).unwrap();
        with_checksum(format!("{}\n{json}\n{}\n", FORMATS[0], made.header.seal))
    }

    /// What comes of opening `bytes` by passphrase, words and the municipality's key.
    fn opened(bytes: &[u8], made: &Made) -> [Option<Error>; 3] {
        match Header::parse(bytes) {
            Err(error) => [(); 3].map(|()| Some(error.into())),
            Ok(header) => [
                header.by_passphrase(&made.passphrase).err(),
                header.by_recovery(&made.words).err(),
                header.by_municipality(&made.municipality).err(),
            ],
        }
    }

    #[test]
    fn check() {
        let made = made(1);
        let header = Header::parse(&made.header.to_bytes()).unwrap();
        let keys = [
            header.by_passphrase(&made.passphrase),
            header.by_recovery(&made.words),
            header.by_municipality(&made.municipality),
        ];
        let [first, second, third] = keys.map(|keys| *keys.ok().unwrap().database.as_bytes());
        assert!(
            first == second && second == third,
            "every way leads to the same keys"
        );
        assert_eq!(header.to_bytes(), made.header.to_bytes());

        let other = self::made(2);
        let wrong = Passphrase::typed("fel lösenfras");
        assert_eq!(
            header.by_passphrase(&wrong).err(),
            Some(UnlockError::WrongPassphrase.into())
        );
        assert_eq!(
            header.by_recovery(&other.words).err(),
            Some(UnlockError::WrongRecoveryWords.into())
        );
        let municipality = header.by_municipality(&other.municipality).err();
        assert_eq!(municipality, Some(UnlockError::WrongMunicipalityKey.into()));
    }

    /// What the one who left has kept opens nothing that was written since, and what he wrote is still read.
    #[test]
    fn a_new_owner_has_new_keys() {
        let (made, mut random) = (made(1), Counting::new(9));
        let old = made.header.by_passphrase(&made.passphrase).unwrap();
        let words = RecoveryDraft::new(&mut random).words().join(" ");
        let (theirs, words) = (
            Passphrase::typed("nytt lösenfras"),
            RecoveryWords::parse(&words).unwrap(),
        );
        let keys = old.succeeded(&mut random);
        let cost = KdfCost::for_tests();
        let header = made.header.with_owner(&keys, &theirs, cost, &words, &mut random);
        let header = Header::parse(&header.unwrap().to_bytes()).unwrap();
        let vaults = |keys: Keys| -> Vec<_> { keys.all().map(|one| *one.vault.as_bytes()).collect() };
        let expected = vaults(keys.clone());
        assert_eq!(expected.len(), 2);
        for opened in [
            header.by_passphrase(&theirs),
            header.by_recovery(&words),
            header.by_municipality(&made.municipality),
        ] {
            assert_eq!(vaults(opened.ok().unwrap()), expected);
        }
        assert!(!header.is_by(&old) && !header.is_or_was_by(&old) && header.is_by(&keys));
        assert!(!made.header.is_by(&keys) && made.header.is_or_was_by(&keys));
        let mut slots = header.slots.clone();
        slots.former.clear();
        assert_eq!(slots.keys(keys.vault.clone()).unwrap().generation(), 0);
        slots.former = vec![slots.passphrase.wrapped.clone()];
        assert_eq!(slots.keys(keys.vault).err(), Some(HeaderError::Tampered.into()));
    }

    #[test]
    fn a_flipped_bit_anywhere_is_an_accident() {
        let whole = made(1).header.to_bytes();
        for place in 0..whole.len() {
            for bit in [1, 32, 128] {
                let mut torn = whole.clone();
                torn[place] ^= bit;
                assert_eq!(
                    Header::parse(&torn).err(),
                    Some(HeaderError::Damaged),
                    "byte {place}"
                );
            }
            assert_eq!(
                Header::parse(&whole[..place]).err(),
                Some(HeaderError::Damaged),
                "cut at {place}"
            );
        }
    }

    #[test]
    fn cheaper_parameters_are_refused() {
        let made = made(1);
        for (memory_kib, passes) in [(64, 3), (65_535, 3), (65_536, 2), (65_536, 0), (u32::MAX, 3)] {
            let bytes = forged(&made, |slots| {
                slots.passphrase.memory_kib = memory_kib;
                slots.passphrase.passes = passes;
            });
            assert_eq!(
                Header::parse(&bytes).err(),
                Some(HeaderError::Weakened),
                "{memory_kib} {passes}"
            );
        }
        let dearer = forged(&made, |slots| {
            slots.passphrase.memory_kib = 65_536;
            slots.passphrase.passes = 3;
        });
        let wrong = Some(UnlockError::WrongPassphrase.into());
        assert_eq!(
            opened(&dearer, &made)[0],
            wrong,
            "parameters belong to their slot"
        );
    }

    #[test]
    fn a_forged_header_opens_nowhere() {
        let (made, other) = (made(1), made(2));
        let theirs = &other.header.slots;
        let tampered = || Some(Error::from(HeaderError::Tampered));
        let passphrase = || Some(Error::from(UnlockError::WrongPassphrase));
        let words = || Some(Error::from(UnlockError::WrongRecoveryWords));
        let municipality = || Some(Error::from(UnlockError::WrongMunicipalityKey));
        let forge = |change: &dyn Fn(&mut Slots)| opened(&forged(&made, change), &made);

        assert_eq!(forge(&|_| {}), [None, None, None], "nothing changed");
        let another_vault = forge(&|slots| slots.vault = theirs.vault);
        assert_eq!(another_vault, [passphrase(), words(), municipality()]);
        let shut_out = forge(&|slots| slots.municipality = None);
        assert_eq!(
            shut_out,
            [
                tampered(),
                tampered(),
                Some(UnlockError::NoMunicipalityKey.into())
            ]
        );
        let let_in = forge(&|slots| slots.municipality = theirs.municipality.clone());
        assert_eq!(let_in, [tampered(), tampered(), municipality()]);
        let other_passphrase = forge(&|slots| slots.passphrase = theirs.passphrase.clone());
        assert_eq!(other_passphrase, [passphrase(), tampered(), tampered()]);
        let swapped = forge(&|slots| {
            swap(&mut slots.passphrase.salt, &mut slots.recovery.salt);
            swap(&mut slots.passphrase.wrapped, &mut slots.recovery.wrapped);
        });
        assert_eq!(swapped, [passphrase(), words(), tampered()]);
        let wrapped = forge(&|slots| slots.recovery.salt = slots.recovery.wrapped.clone());
        assert_eq!(
            wrapped,
            [tampered(), tampered(), tampered()],
            "a salt of another length"
        );
        let header = &made.header;
        let behind = with_checksum(format!("{}{} \n", header.sealed, header.seal));
        assert_eq!(
            opened(&behind, &made),
            [tampered(), tampered(), tampered()],
            "a blank behind the seal"
        );
    }

    #[test]
    fn what_is_no_header_of_ours_is_told_apart() {
        for (text, error) in [
            ("narvarolots-vault 3\n{}\nseal\n", HeaderError::Newer),
            (
                "narvarolots-vault 3\nanother\nshape\nof\nheader\n",
                HeaderError::Newer,
            ),
            ("another program 1\n{}\nseal\n", HeaderError::Damaged),
            ("narvarolots-vault 1\n{}\nseal\n", HeaderError::Tampered),
            ("narvarolots-vault 1\nnot json\nseal\n", HeaderError::Tampered),
        ] {
            let bytes = with_checksum(text.to_owned());
            assert_eq!(Header::parse(&bytes).err(), Some(error), "{text}");
        }
        assert_eq!(Header::parse(b"").err(), Some(HeaderError::Damaged));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "(\\PC|\n){0,200}") {
            let _ = Header::parse(&bytes);
            let _ = Header::parse(&with_checksum(format!("{}\n{text}\n", FORMATS[1])));
        }
    }
}
