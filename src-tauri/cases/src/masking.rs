//! What is proposed to be masked when papers are given out. Few rules, each with a name; a person decides.
//!
//! Whole answers are judged by whose part of a form they stand in and by who asks; words inside an answer by whom they
//! name. Nothing here can know every name: whoever decides reads it all, and adds words of their own.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::order::fold;
use crate::school::choices;

choices! {
    /// Who asks for what is kept about a pupil.
    Requester {
        /// The pupil.
        Pupil = "pupil",
        /// A guardian.
        Guardian = "guardian",
        /// Another authority.
        Authority = "authority",
        /// Anybody else, who need not say why or who.
        Public = "public",
    }
}

choices! {
    /// Why something is proposed to be masked or left out.
    Why {
        /// It names somebody else who is not staff.
        OtherPerson = "other-person",
        /// A telephone number, an e-mail address or a personnummer that is not the requester's own.
        Contact = "contact",
        /// A word that the user said is to be masked.
        Word = "word",
        /// A kurator or the EHT wrote it, and it is not the pupil who asks.
        StudentHealth = "student-health",
        /// It is about the pupil's personal circumstances, and an outsider asks.
        Outsider = "outsider",
        /// The pupil's identity is protected.
        Protected = "protected",
        /// It is working material.
        Draft = "draft",
        /// It says what staff did in the vault, and belongs to a registerutdrag alone.
        Log = "log",
    }
}

choices! {
    /// What was decided on a request.
    Outcome {
        /// Everything that was asked for goes.
        Wholly = "wholly",
        /// Some of it is withheld.
        Partly = "partly",
        /// Nothing goes.
        Refused = "refused",
    }
}

choices! {
    /// What becomes of a part when papers are given out.
    Measure {
        /// It goes as it is.
        Include = "include",
        /// It goes, with the words masked that are to be.
        Words = "words",
        /// That there is an answer shows, and nothing of what it says.
        Mask = "mask",
        /// It is not there.
        LeaveOut = "leave-out",
    }
}

/// Whose part of a form something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The kurator's or the EHT's.
    StudentHealth,
    /// Any other.
    Other,
}

/// Why a whole answer is proposed to be masked, if it is.
pub fn whole(requester: Requester, origin: Origin) -> Option<Why> {
    match (requester, origin) {
        (Requester::Authority | Requester::Public, _) => Some(Why::Outsider),
        (Requester::Guardian, Origin::StudentHealth) => Some(Why::StudentHealth),
        (Requester::Guardian, Origin::Other) | (Requester::Pupil, _) => None,
    }
}

/// Names and numbers that are masked, and those that are not.
#[derive(Default)]
pub struct Words {
    /// Each name as folded words, with why.
    masked: Vec<(Vec<String>, Why)>,
    kept: Vec<Vec<String>>,
    /// The requester's and the pupil's own numbers and addresses, bare.
    own: Vec<String>,
}

/// The shortest part of a name that is looked for alone.
const SHORTEST_PART: usize = 3;

impl Words {
    /// The pupil, the requester, and those who act in office: their names stand.
    pub fn keep(&mut self, name: &str) {
        self.kept
            .extend(Some(words(name)).filter(|name| !name.is_empty()));
    }

    /// Numbers and addresses that are the requester's or the pupil's own.
    pub fn own(&mut self, contact: &str) {
        self.own.extend(Some(bare(contact)).filter(|own| !own.is_empty()));
    }

    /// Somebody whose whole name is masked, and each part of it that none of those bears whose names are kept, who are
    /// to be named before.
    pub fn mask_person(&mut self, name: &str) {
        let name = words(name);
        if self.kept.contains(&name) {
            return;
        }
        let alone = |part: &&String| {
            let borne = self.kept.iter().any(|kept| kept.contains(part));
            part.chars().count() >= SHORTEST_PART && !borne
        };
        let parts = name.iter().filter(alone).map(|part| vec![part.clone()]);
        let parts: Vec<Vec<String>> = parts.collect();
        self.masked
            .extend(parts.into_iter().map(|part| (part, Why::OtherPerson)));
        self.mask(name, Why::OtherPerson);
    }

    /// Somebody whose whole name is masked, and no part of it alone.
    pub fn mask_name(&mut self, name: &str) {
        let name = words(name);
        if !self.kept.contains(&name) {
            self.mask(name, Why::OtherPerson);
        }
    }

    /// Words that the user said are to be masked.
    pub fn mask_words(&mut self, typed: &str) {
        self.mask(words(typed), Why::Word);
    }

    fn mask(&mut self, name: Vec<String>, why: Why) {
        if !name.is_empty() {
            self.masked.push((name, why));
        }
    }

    /// The places in a text that are proposed to be masked, in order and apart, each with why.
    pub fn found(&self, text: &str) -> Vec<(Range<usize>, Why)> {
        let tokens = tokens(text);
        let mut found: Vec<(Range<usize>, Why)> = contacts(text)
            .into_iter()
            .filter(|place| {
                text.get(place.clone())
                    .is_some_and(|there| !self.own.contains(&bare(there)))
            })
            .map(|place| (place, Why::Contact))
            .collect();
        let mut at = 0;
        while at < tokens.len() {
            let rest = tokens.get(at..).unwrap_or_default();
            let longest = |names: &mut dyn Iterator<Item = usize>| names.max().unwrap_or(0);
            let kept = longest(&mut self.kept.iter().filter(|name| begins(rest, name)).map(Vec::len));
            let masked = self.masked.iter().filter(|(name, _)| begins(rest, name));
            let masked = masked.max_by_key(|(name, _)| name.len());
            match masked {
                Some((name, why)) if name.len() > kept => {
                    let last = rest.get(name.len() - 1).or(rest.first());
                    if let (Some(first), Some(last)) = (rest.first(), last) {
                        found.push((first.0.start..last.0.end, *why));
                    }
                    at += name.len();
                }
                _ => at += kept.max(1),
            }
        }
        found.sort_by_key(|(place, _)| (place.start, place.end));
        apart(found)
    }

    /// The text with `instead` in the place of what is to be masked.
    pub fn masked(&self, text: &str, instead: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (place, _) in self.found(text) {
            out.push_str(text.get(done..place.start).unwrap_or_default());
            out.push_str(instead);
            done = place.end;
        }
        out + text.get(done..).unwrap_or_default()
    }
}

/// Places that overlap are one.
fn apart(found: Vec<(Range<usize>, Why)>) -> Vec<(Range<usize>, Why)> {
    let mut apart: Vec<(Range<usize>, Why)> = Vec::new();
    for (place, why) in found {
        match apart.last_mut() {
            Some((before, _)) if place.start < before.end => before.end = before.end.max(place.end),
            _ => apart.push((place, why)),
        }
    }
    apart
}

fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// The words of a text, each with its place, parted as [`fold`] parts them.
fn tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let mut tokens = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, letter) in ends {
        // A mark belongs to the letter before it.
        let inside = !words(&letter.to_string()).is_empty() || (start.is_some() && is_mark(letter));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).map(|word| words(word).concat());
                tokens.extend(word.map(|word| (from..at, word)));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

/// Whether the words begin with a name; its last word may stand in the genitive.
fn begins(rest: &[(Range<usize>, String)], name: &[String]) -> bool {
    let Some((last, before)) = name.split_last() else {
        return false;
    };
    let same = before.iter().zip(rest).all(|(word, (_, there))| word == there);
    let ending = rest
        .get(before.len())
        .is_some_and(|(_, there)| there == last || there.strip_suffix('s').is_some_and(|bare| bare == last));
    same && ending
}

/// Digits and letters alone, so that a number is itself however it is written.
fn bare(contact: &str) -> String {
    let letters = contact.chars().filter(|letter| letter.is_alphanumeric());
    let bare: String = letters.flat_map(char::to_lowercase).collect();
    // `+46 70` and `070` begin the same number; twelve digits of a personnummer hold the ten.
    let bare = bare
        .strip_prefix("46")
        .map(|rest| format!("0{rest}"))
        .unwrap_or(bare);
    let century = bare.len() == 12 && bare.bytes().all(|b| b.is_ascii_digit());
    match bare.get(2..) {
        Some(short) if century => short.to_owned(),
        _ => bare,
    }
}

/// Telephone numbers, personnummer and e-mail addresses in a text.
fn contacts(text: &str) -> Vec<Range<usize>> {
    let plain = Plain::of(text);
    let bytes = plain.bytes.as_slice();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let begins = at == 0 || !bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphanumeric());
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match byte {
            b'0'..=b'9' | b'+' if begins => dated_identity(rest)
                .map(|length| (length, true))
                .or_else(|| date(rest).map(|length| (length, false)))
                .or_else(|| identity(rest).map(|length| (length, true)))
                .or_else(|| phone(rest).map(|length| (length, true))),
            _ => None,
        };
        if let Some((length, is_contact)) = length {
            found.extend(is_contact.then(|| plain.place(at..at + length)));
            at += length;
        } else {
            at += 1;
        }
    }
    found.extend(addresses(text));
    found.sort_by_key(|place| place.start);
    found
}

/// A text with a byte for each character: dashes and spaces of every kind are plain, and what is not ASCII is neither
/// digit nor letter.
struct Plain {
    bytes: Vec<u8>,
    /// Where each character begins in the text, and where the text ends.
    places: Vec<usize>,
}

impl Plain {
    fn of(text: &str) -> Self {
        let byte = |c: char| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
            c if c.is_whitespace() => b' ',
            c => u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(0),
        };
        let places = text.char_indices().map(|(place, _)| place);
        Self {
            bytes: text.chars().map(byte).collect(),
            places: places.chain([text.len()]).collect(),
        }
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        let at = |place: usize| self.places.get(place).copied().unwrap_or_default();
        at(range.start)..at(range.end)
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// `2026-11-21`, which is no telephone number.
fn date(rest: &[u8]) -> Option<usize> {
    let shape = |at: usize, length: usize| rest.get(at..).is_some_and(|part| digits(part) == length);
    let dashes = rest.get(4) == Some(&b'-') && rest.get(7) == Some(&b'-');
    (shape(0, 4) && dashes && shape(5, 2) && shape(8, 2)).then_some(10)
}

/// `2013-01-01-2399`: a personnummer that is written as a day and four digits.
fn dated_identity(rest: &[u8]) -> Option<usize> {
    let day = date(rest)?;
    let tail = rest.get(day + 1..)?;
    let separated = matches!(rest.get(day), Some(b'-' | b'+'));
    let ends = !tail.get(4).is_some_and(u8::is_ascii_alphanumeric) && date(tail).is_none();
    (separated && digits(tail) == 4 && ends).then_some(day + 5)
}

/// Six or eight digits, a separator or none, and four more; or `TF` and two.
fn identity(rest: &[u8]) -> Option<usize> {
    let run = digits(rest);
    let ends = |at: usize| !rest.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if matches!(run, 10 | 12) && !rest.starts_with(b"00") && ends(run) {
        // Ten digits that begin with a nought may be a telephone number: it is masked as well.
        return Some(run);
    }
    if !matches!(run, 6 | 8) {
        return None;
    }
    let after = run + usize::from(matches!(rest.get(run), Some(b'-' | b'+' | b' ')));
    let tail = rest.get(after..)?;
    let last = match tail.get(..2) {
        Some(letters) if letters.eq_ignore_ascii_case(b"tf") => 2 + digits(tail.get(2..)?),
        _ => digits(tail),
    };
    (last == 4 && ends(after + last)).then_some(after + last)
}

/// A nought or a plus, and at least seven digits with single separators between them.
fn phone(rest: &[u8]) -> Option<usize> {
    if !matches!(rest.first(), Some(b'0' | b'+')) {
        return None;
    }
    let (mut end, mut count, mut gap) = (0, 0, 0);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'0'..=b'9' => (end, count, gap) = (at + 1, count + 1, 0),
            b'+' if at == 0 => {}
            b' ' | b'-' | b'/' | b'(' | b')' if gap < 2 => gap += 1,
            _ => break,
        }
    }
    (7..=15).contains(&count).then_some(end)
}

/// Something, one `@`, and something with a dot.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let parts = text.split(|c: char| c.is_whitespace() || "<>(),;\"”".contains(c));
    let places = parts.filter_map(|part| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let part = part.trim_end_matches(['.', ':', '!', '?']);
        let (name, domain) = part.split_once('@')?;
        (!name.is_empty() && domain.contains('.')).then(|| start..start + part.len())
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours() -> Words {
        let mut words = Words::default();
        words.keep("Astrid Maria Almgren");
        words.keep("Maj Almgren");
        words.keep("Omar Lind");
        words.own("070-123 45 67");
        words.own("20130101-2399");
        words.own("maj@exempel.se");
        words.mask_person("Maj Almgren");
        words.mask_person("Torbjörn Lind Bo");
        words.mask_name("Saga Ek");
        words.mask_words("storasyster");
        words
    }

    #[test]
    fn names() {
        let words = ours();
        for (text, masked) in [
            ("Torbjörn ringde.", "X ringde."),
            ("TORBJÖRNS jobb", "X jobb"),
            ("Torbjo\u{308}rn kom", "X kom"),
            ("Torbjörn Lind Bo, far", "X, far"),
            ("Omar Lind, kurator, och Lind", "Omar Lind, kurator, och Lind"),
            ("Bo kom inte", "Bo kom inte"),
            (
                "Astrid Maria Almgren och Maj Almgren",
                "Astrid Maria Almgren och Maj Almgren",
            ),
            (
                "Saga Eks bror. Saga läser en saga.",
                "X bror. Saga läser en saga.",
            ),
            ("Hennes storasyster vet", "Hennes X vet"),
            ("Storasysters rum; torbjörnsson", "X rum; torbjörnsson"),
            ("", ""),
        ] {
            assert_eq!(words.masked(text, "X"), masked, "{text}");
        }
        let whys: Vec<Why> = words
            .found("Torbjörn, storasyster, 08-123 45 67")
            .into_iter()
            .map(|one| one.1)
            .collect();
        assert_eq!(whys, [Why::OtherPerson, Why::Word, Why::Contact]);
    }

    #[test]
    fn numbers_and_addresses() {
        let words = ours();
        for (text, masked) in [
            ("Ring 073-765 43 21 före kl. 10", "Ring X före kl. 10"),
            ("Ring +46 73 765 43 21.", "Ring X."),
            ("Ring 070 123 45 67", "Ring 070 123 45 67"),
            ("Ring +46701234567", "Ring +46701234567"),
            ("2026-11-21 073-7654321", "2026-11-21 X"),
            ("den 2026-11-21 kl. 08.30–09.10", "den 2026-11-21 kl. 08.30–09.10"),
            ("20100203-2384 och 100203-2384", "X och X"),
            ("201002032384", "X"),
            ("20130101-2399, 130101-2399", "20130101-2399, 130101-2399"),
            ("20130101-TF01", "X"),
            (
                "20100203–2384, 20100203\u{2011}2384, 20100203\u{a0}2384",
                "X, X, X",
            ),
            ("född 2010-02-03-2384", "född X"),
            ("073–765\u{a0}43\u{202f}21 ringer", "X ringer"),
            (
                "2026-11-21–2026-12-01, 2026-11-21 1030",
                "2026-11-21–2026-12-01, 2026-11-21 1030",
            ),
            ("dnr 2024/1234567", "dnr 2024/1234567"),
            ("12 34 56 78", "12 34 56 78"),
            ("far@exempel.se, maj@exempel.se.", "X, maj@exempel.se."),
            ("<Far.Larsson@a.example.se>", "<X>"),
            ("@ensam och a@b", "@ensam och a@b"),
        ] {
            assert_eq!(words.masked(text, "X"), masked, "{text}");
        }
    }

    #[test]
    fn whole_answers() {
        use Requester::*;
        for (requester, origin, why) in [
            (Pupil, Origin::StudentHealth, None),
            (Pupil, Origin::Other, None),
            (Guardian, Origin::StudentHealth, Some(Why::StudentHealth)),
            (Guardian, Origin::Other, None),
            (Authority, Origin::Other, Some(Why::Outsider)),
            (Public, Origin::Other, Some(Why::Outsider)),
        ] {
            assert_eq!(whole(requester, origin), why, "{requester:?} {origin:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_written_makes_it_panic_and_nothing_found_is_left(text in "\\PC{0,60}", name in "\\PC{0,20}") {
            let mut words = Words::default();
            words.mask_words(&name);
            words.mask_person("Torbjörn Lind");
            let masked = words.masked(&text, " \u{25a0} ");
            prop_assert_eq!(words.masked(&masked, " \u{25a0} "), masked);
        }

        #[test]
        fn a_name_is_found_wherever_it_stands(before in "[ .,;a-zåäö\n]{0,20}", after in "[ .,;\n]{1,10}") {
            let text = format!("{before} Torbjörn{after}");
            prop_assert!(!ours().masked(&text, "X").contains("Torbjörn"));
        }
    }
}
