//! Shamir's secret sharing of 32 bytes over GF(256): any so many of the parts give the secret back, and fewer are
//! random bytes.
//!
//! Our own because it is sixty lines: `sharks` is abandoned, `blahaj` looks secret bytes up in tables, whose timing tells
//! of them, and `vsss-rs` brings a whole algebra of curves. Nothing here branches on a secret byte or looks one up, and
//! randomness comes from where all of ours does.

use zeroize::Zeroizing;

use crate::random::Random;

/// What is split, and each part of it.
/// It lies still: a list that moves it moves where it lies, and leaves no copy.
pub(crate) type Part = Box<Zeroizing<[u8; 32]>>;

/// The parts of `secret` at 1, 2 … `count`, any `threshold` of which give it back.
pub(crate) fn split(secret: &[u8; 32], threshold: u8, count: u8, random: &mut dyn Random) -> Vec<Part> {
    let coefficients: Vec<Part> = (1..threshold)
        .map(|_| {
            let mut bytes = zeros();
            random.fill(bytes.as_mut_slice());
            bytes
        })
        .collect();
    let part = |x: u8| {
        // Horner's rule, from the highest power down to the secret itself.
        let highest = zeros();
        let sum = coefficients
            .iter()
            .rev()
            .fold(highest, |sum, one| step(&sum, x, one));
        step(&sum, x, secret)
    };
    (1..=count).map(part).collect()
}

fn zeros() -> Part {
    Box::new(Zeroizing::new([0; 32]))
}

fn step(sum: &[u8; 32], x: u8, next: &[u8; 32]) -> Part {
    let mut stepped = zeros();
    let bytes = stepped.iter_mut().zip(sum.iter().zip(next));
    bytes.for_each(|(to, (sum, next))| *to = times(*sum, x) ^ next);
    stepped
}

/// What stands at `x` on the polynomial through `parts`: the secret at 0. The places must differ.
pub(crate) fn at(x: u8, parts: &[(u8, &[u8; 32])]) -> Part {
    let mut sum = zeros();
    for (own, value) in parts {
        let others = parts.iter().map(|(other, _)| *other).filter(|other| other != own);
        let weight = others.fold(1, |weight, other| {
            times(weight, times(x ^ other, inverse(own ^ other)))
        });
        sum.iter_mut()
            .zip(value.iter())
            .for_each(|(to, byte)| *to ^= times(*byte, weight));
    }
    sum
}

/// The product in the field of AES (x⁸ + x⁴ + x³ + x + 1), in the same steps whatever the factors.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    for _ in 0..8 {
        product ^= a & (b & 1).wrapping_neg();
        let carry = (a >> 7).wrapping_neg();
        a = (a << 1) ^ (carry & 0x1b);
        b >>= 1;
    }
    product
}

/// What gives 1 with `a`, by the power of 254; 0 for 0.
fn inverse(a: u8) -> u8 {
    let square = times(a, a);
    (0..6)
        .fold((square, square), |(power, product), _| {
            let power = times(power, power);
            (power, times(product, power))
        })
        .1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::tests::Counting;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    #[test]
    fn the_field() {
        assert_eq!(
            (times(0x57, 0x83), times(0x57, 0x13)),
            (0xc1, 0xfe),
            "FIPS 197, 4.2"
        );
        for a in 1..=255 {
            assert_eq!(times(a, inverse(a)), 1, "{a}");
            assert_eq!((times(a, 0), times(a, 1)), (0, a));
        }
    }

    #[test]
    fn known_parts() {
        // f(x) = 42 + 7x in every byte.
        let parts = split(&[42; 32], 2, 3, &mut |bytes: &mut [u8]| bytes.fill(7));
        let expected = [42 ^ 7, 42 ^ 14, 42 ^ 9].map(|byte: u8| [byte; 32]);
        assert_eq!(parts.iter().map(|part| ***part).collect::<Vec<_>>(), expected);
    }

    /// Whatever the secret, some choice of the coefficient gives the part that is known: one part of two says nothing.
    #[test]
    fn too_few_parts_go_with_every_secret() {
        let known = split(&[42; 32], 2, 2, &mut |bytes: &mut [u8]| bytes.fill(7))[0][0];
        for secret in 0..=255 {
            let fitting = (0..=255_u8).filter(|coefficient| {
                let parts = split(&[secret; 32], 2, 2, &mut |bytes: &mut [u8]| {
                    bytes.fill(*coefficient)
                });
                parts[0][0] == known
            });
            assert_eq!(fitting.count(), 1, "{secret}");
        }
    }

    fn chosen() -> impl Strategy<Value = (u8, u8, Vec<u8>)> {
        (2..=8_u8).prop_flat_map(|count| {
            (2..=count, Just(count)).prop_flat_map(|(threshold, count)| {
                let places: Vec<u8> = (1..=count).collect();
                (
                    Just(threshold),
                    Just(count),
                    subsequence(places, 1..=usize::from(count)).prop_shuffle(),
                )
            })
        })
    }

    proptest! {
        #[test]
        fn enough_parts_give_the_secret_and_fewer_do_not(secret: [u8; 32], seed: u32, (threshold, count, places) in chosen()) {
            let parts = split(&secret, threshold, count, &mut Counting::new(seed.into()));
            let given: Vec<(u8, &[u8; 32])> = places.iter().map(|place| (*place, &**parts[usize::from(place - 1)])).collect();
            let enough = places.len() >= usize::from(threshold);
            prop_assert_eq!(**at(0, &given) == secret, enough);
            if enough {
                for (part, place) in parts.iter().zip(1..) {
                    prop_assert_eq!(&at(place, &given), part, "every part lies on it");
                }
            }
        }
    }
}
