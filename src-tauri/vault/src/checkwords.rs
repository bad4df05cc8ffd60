//! Four words after twenty-six that tell which word is wrong: a Reed-Solomon code over GF(2048), a word for each symbol.
//!
//! Up to four wrong words are always seen, and one or two are named, two that changed places among them. More than two
//! may be named wrongly, so that nothing is ever mended here, only told. The field is that of x¹¹ + x² + 1.

/// How many words check the others.
pub(crate) const CHECKS: usize = 4;

/// What is wrong with words, places counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    One(usize),
    Two(usize, usize),
    More,
}

/// The places in the list of the words that check `content`.
pub(crate) fn checks(content: &[u16]) -> [u16; CHECKS] {
    let factors = generator();
    content.iter().fold([0; CHECKS], |rest, symbol| {
        let [first, second, third, fourth] = rest;
        let lead = symbol ^ first;
        let [a, b, c, d] = factors.map(|factor| times(lead, factor));
        [second ^ a, third ^ b, fourth ^ c, d]
    })
}

/// What is wrong with `symbols`, content and checks together.
pub(crate) fn fault(symbols: &[u16]) -> Option<Fault> {
    let found = syndromes(symbols);
    if found == [0; CHECKS] {
        return None;
    }
    let places = || (1..=symbols.len()).map(|place| (place, root(symbols.len() - place)));
    let one = places().find(|(_, x)| found == seen(&[(found[0], *x)]));
    if let Some((place, _)) = one {
        return Some(Fault::One(place));
    }
    let pairs = places().flat_map(|one| {
        let later = places().skip(one.0);
        later.map(move |other| (one, other))
    });
    for ((first, x), (second, y)) in pairs {
        let other = times(found[1] ^ times(found[0], x), inverse(x ^ y));
        if found == seen(&[(found[0] ^ other, x), (other, y)]) {
            return Some(Fault::Two(first, second));
        }
    }
    Some(Fault::More)
}

/// The values at the code's roots: all zero for words that belong together.
fn syndromes(symbols: &[u16]) -> [u16; CHECKS] {
    [0, 1, 2, 3].map(|power| {
        let x = root(power);
        symbols.iter().fold(0, |sum, symbol| times(sum, x) ^ symbol)
    })
}

/// The syndromes of errors, each with its value and the root of its place.
fn seen(errors: &[(u16, u16)]) -> [u16; CHECKS] {
    let mut powers: Vec<(u16, u16)> = errors.to_vec();
    [(); CHECKS].map(|()| {
        let sum = powers.iter().fold(0, |sum, (value, _)| sum ^ value);
        powers
            .iter_mut()
            .for_each(|(value, x)| *value = times(*value, *x));
        sum
    })
}

/// The polynomial (x − 1)(x − α)(x − α²)(x − α³) without its leading one, the highest power first.
fn generator() -> [u16; CHECKS] {
    let mut factors = [1, 0, 0, 0, 0];
    for power in 0..CHECKS {
        let before = factors;
        factors
            .iter_mut()
            .skip(1)
            .zip(before)
            .for_each(|(to, lower)| *to ^= times(lower, root(power)));
    }
    let [_, a, b, c, d] = factors;
    [a, b, c, d]
}

/// A power of the field's generator.
fn root(power: usize) -> u16 {
    (0..power).fold(1, |product, _| times(product, 2))
}

/// The product in the field, in the same steps whatever the factors.
fn times(mut a: u16, mut b: u16) -> u16 {
    let mut product = 0;
    for _ in 0..11 {
        product ^= a & (b & 1).wrapping_neg();
        let carry = (a >> 10 & 1).wrapping_neg();
        a = (a << 1 & 0x7ff) ^ (carry & 0x005);
        b >>= 1;
    }
    product
}

/// What gives 1 with `a`, by the power of 2046.
fn inverse(a: u16) -> u16 {
    let square = times(a, a);
    (0..9)
        .fold((square, square), |(power, product), _| {
            let power = times(power, power);
            (power, times(product, power))
        })
        .1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    const LENGTH: usize = 30;

    #[test]
    fn the_field() {
        let powers: std::collections::BTreeSet<u16> = (0..2047).map(root).collect();
        assert_eq!(powers.len(), 2047, "every symbol is a power of the generator");
        for a in 1..2048 {
            assert_eq!(times(a, inverse(a)), 1, "{a}");
        }
    }

    fn whole() -> impl Strategy<Value = Vec<u16>> {
        proptest::collection::vec(0..2048_u16, LENGTH - CHECKS).prop_map(|content| {
            let checks = checks(&content);
            [content, checks.to_vec()].concat()
        })
    }

    fn errors() -> impl Strategy<Value = Vec<(usize, u16)>> {
        let places: Vec<usize> = (0..LENGTH).collect();
        (
            subsequence(places, 1..=4),
            [1..2048_u16, 1..2048, 1..2048, 1..2048],
        )
            .prop_map(|(places, values)| places.into_iter().zip(values).collect())
    }

    proptest! {
        #[test]
        fn up_to_four_wrong_words_are_seen_and_two_named(symbols in whole(), errors in errors()) {
            prop_assert_eq!(fault(&symbols), None);
            let mut wrong = symbols.clone();
            for (place, value) in &errors {
                wrong[*place] ^= value;
            }
            let found = fault(&wrong);
            match &errors[..] {
                [(one, _)] => prop_assert_eq!(found, Some(Fault::One(one + 1))),
                [(one, _), (two, _)] => prop_assert_eq!(found, Some(Fault::Two(one + 1, two + 1))),
                _ => prop_assert!(found.is_some()),
            }
        }

        #[test]
        fn two_that_changed_places_are_named(symbols in whole(), one in 0..LENGTH, other in 0..LENGTH) {
            prop_assume!(symbols[one] != symbols[other]);
            let mut swapped = symbols.clone();
            swapped.swap(one, other);
            prop_assert_eq!(fault(&swapped), Some(Fault::Two(one.min(other) + 1, one.max(other) + 1)));
        }
    }
}
