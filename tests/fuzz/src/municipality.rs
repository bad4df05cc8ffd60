//! A municipality with a key that was shared out.

use std::sync::LazyLock;

use vault::{Ceremony, Gathering, MunicipalityKey, MunicipalitySecret, Sharing};

use crate::school::Counting;

static MADE: LazyLock<(MunicipalityKey, Vec<String>)> = LazyLock::new(|| {
    let mut ceremony = Ceremony::begin(Sharing::new(2, 3).unwrap(), &mut Counting(7)).unwrap();
    let mut sheets = Vec::new();
    while let Some(share) = ceremony.sheet() {
        let number = share.number();
        sheets.push(share.words().join(" "));
        ceremony.put_away(number).unwrap();
    }
    (ceremony.key(), sheets)
});
/// The public key.
pub static KEY: LazyLock<MunicipalityKey> = LazyLock::new(|| MADE.0);
/// What stands on the sheets of the three holders, any two of whom open.
pub static SHEETS: LazyLock<Vec<String>> = LazyLock::new(|| MADE.1.clone());
/// The private key.
pub static SECRET: LazyLock<MunicipalitySecret> = LazyLock::new(|| {
    let mut gathering = Gathering::of(*KEY);
    SHEETS
        .iter()
        .take(2)
        .for_each(|sheet| _ = gathering.give(sheet).unwrap());
    gathering.join().unwrap()
});
