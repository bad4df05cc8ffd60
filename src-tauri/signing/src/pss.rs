//! RSA-PSS (RFC 8017, 8.1.2 and 9.1.2), checked only; no secret is ever here.
//!
//! ring wants a salt as long as the hash, and others sign with the longest that fits.

use crypto_bigint::BoxedUint;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};

use crate::asn1::{INTEGER, Reader, SEQUENCE};
use crate::crypto::Hash;

/// The lengths of a modulus that are accepted, in bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 256..=1024;

/// Whether the signature over the message was made with the private half of a key (an RSAPublicKey).
pub fn holds(key: &[u8], hash: Hash, salt: usize, message: &[u8], signature: &[u8]) -> bool {
    let encoded = open(key, signature);
    encoded.is_some_and(|(encoded, bits)| fits(&encoded, bits - 1, hash, salt, message).is_some())
}

/// The signature to the power of the public exponent, and the modulus's length in bits.
fn open(key: &[u8], signature: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut numbers = Reader(key).expect(SEQUENCE).ok()?.inside();
    let modulus = positive(numbers.expect(INTEGER).ok()?.value)?;
    let exponent = positive(numbers.expect(INTEGER).ok()?.value)?;
    let small = exponent.len() <= 4 && exponent != [1];
    if !LENGTHS.contains(&modulus.len()) || !small || signature.len() != modulus.len() {
        return None;
    }
    let precision = u32::try_from(modulus.len() * 8).ok()?;
    let number = |bytes| BoxedUint::from_be_slice(bytes, precision).ok();
    let base = number(signature)?;
    let modulus_number = number(modulus)?;
    if base >= modulus_number {
        return None;
    }
    let odd = modulus_number.into_odd().into_option()?;
    let parameters = BoxedMontyParams::new_vartime(odd);
    let exponent = BoxedUint::from_be_slice(exponent, 32).ok()?;
    let power = BoxedMontyForm::new(base, &parameters).pow(&exponent).retrieve();
    let bytes = power.to_be_bytes();
    let encoded = bytes.get(bytes.len().checked_sub(modulus.len())?..)?.to_vec();
    let leading = modulus.first()?.leading_zeros() as usize;
    Some((encoded, modulus.len() * 8 - leading))
}

fn positive(number: &[u8]) -> Option<&[u8]> {
    match number {
        [0, rest @ ..] => Some(rest),
        [first, ..] if *first < 0x80 => Some(number),
        _ => None,
    }
}

fn fits(encoded: &[u8], bits: usize, hash: Hash, salt: usize, message: &[u8]) -> Option<()> {
    let length = bits.div_ceil(8);
    let (zeros, encoded) = encoded.split_at_checked(encoded.len() - length)?;
    let (rest, mark) = encoded.split_at_checked(length - 1)?;
    let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash.length())?)?;
    let mask = mask(digest, masked.len(), hash);
    let mut block: Vec<u8> = masked.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect();
    // The bits that the modulus has no room for must be zero, before the mask as well as behind it.
    let room = 0xff_u8.checked_shr(u32::try_from(8 * length - bits).ok()?)?;
    let spill = masked.first()? & !room != 0;
    *block.first_mut()? &= room;
    let (padding, salt) = block.split_at_checked(block.len().checked_sub(salt)?)?;
    let (one, padding) = padding.split_last()?;
    let again = hash.digest(&[&[0; 8], &hash.digest(&[message]), salt]);
    let holds = !spill
        && zeros.iter().chain(padding).all(|byte| *byte == 0)
        && *one == 1
        && mark == [0xbc]
        && again == digest;
    holds.then_some(())
}

/// MGF1.
fn mask(seed: &[u8], length: usize, hash: Hash) -> Vec<u8> {
    let blocks = (0u32..).map(|count| hash.digest(&[seed, &count.to_be_bytes()]));
    blocks
        .take(length.div_ceil(hash.length()))
        .flatten()
        .take(length)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Identity;
    use ring::signature::{KeyPair, RSA_PSS_SHA256, RsaKeyPair};

    #[test]
    fn check() {
        let file = include_bytes!("../tests/samples/astrid-rsa-old.p12");
        let identity = Identity::from_pkcs12(file, "granris").unwrap();
        let key = RsaKeyPair::from_pkcs8(identity.key().pkcs8()).unwrap();
        let public = key.public_key().as_ref();
        let mut signature = vec![0; key.public().modulus_len()];
        let random = ring::rand::SystemRandom::new();
        key.sign(&RSA_PSS_SHA256, &random, b"message", &mut signature)
            .unwrap();

        assert!(holds(public, Hash::Sha256, 32, b"message", &signature));
        assert!(!holds(public, Hash::Sha256, 31, b"message", &signature));
        assert!(!holds(public, Hash::Sha256, 33, b"message", &signature));
        assert!(!holds(public, Hash::Sha256, 5000, b"message", &signature));
        assert!(!holds(public, Hash::Sha384, 32, b"message", &signature));
        assert!(!holds(public, Hash::Sha256, 32, b"massage", &signature));
        for place in (0..signature.len()).step_by(17) {
            let mut forged = signature.clone();
            forged[place] ^= 1;
            assert!(!holds(public, Hash::Sha256, 32, b"message", &forged), "{place}");
        }
        for wrong in [&[][..], &[0xff; 384], &[0; 384], &signature[1..]] {
            assert!(!holds(public, Hash::Sha256, 32, b"message", wrong));
            assert!(!holds(wrong, Hash::Sha256, 32, b"message", &signature));
        }
    }
}
