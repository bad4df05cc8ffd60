//! Name cards: as a file that comes, and as what an owner of keys signs.
//!
//! A card that is read is written as it was read, and read again as the same.
#![no_main]

use exchange::handover::NameCard;
use fuzz::parcel::MENTOR;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    must_be_written_as_read(input);
    if let Ok(text) = std::str::from_utf8(input) {
        must_be_written_as_read(MENTOR.card_of(text).as_bytes());
    }
});

fn must_be_written_as_read(bytes: &[u8]) {
    let Ok(card) = NameCard::parse(bytes) else {
        return;
    };
    let again = NameCard::parse(&card.to_bytes()).expect("a card that is read can be written");
    assert!(again == card && again.fingerprint() == card.fingerprint());
    assert!(again.certificate() == card.certificate() && again.to_bytes() == card.to_bytes());
}
