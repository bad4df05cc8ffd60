//! Sorting a pile: which scanned pages make up which document.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::PageCode;

/// A pile, sorted. The pages are named by their places in the pile, from 0; each is named once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sorted {
    /// The documents, in the order in which the pile comes upon them.
    pub documents: Vec<Gathered>,
    /// Pages without a code that lie before every page with one.
    pub unrecognised: Vec<usize>,
}

/// The scanned pages of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gathered {
    /// The document.
    pub document: Uuid,
    /// Its pages in order, each by its number in the document and its place in the pile.
    pub pages: Vec<(u16, usize)>,
    /// Further scans of pages that are there already; the first one in the pile counts.
    pub duplicates: Vec<usize>,
    /// Pages without a code that lie behind a page of this document: a back, an enclosure, or a page whose
    /// code cannot be read. A person says where they belong.
    pub uncertain: Vec<usize>,
}

impl Gathered {
    /// The pages that are not there, of a document with so many.
    pub fn missing(&self, pages: u16) -> Vec<u16> {
        let there = |number: &u16| self.pages.iter().any(|(page, _)| page == number);
        (1..=pages).filter(|number| !there(number)).collect()
    }

    /// The pages that a document with so many does not have; such a scan is of another version.
    pub fn beyond(&self, pages: u16) -> Vec<u16> {
        let numbers = self.pages.iter().map(|(page, _)| *page);
        numbers.filter(|page| *page > pages).collect()
    }
}

/// Sorts a pile by what stands on its pages, in the order in which they lie.
pub fn group(pile: &[Option<PageCode>]) -> Sorted {
    let mut sorted = Sorted::default();
    let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut last = None;
    for (at, code) in pile.iter().enumerate() {
        if let Some(code) = code {
            last = Some(*places.entry(code.document).or_insert_with(|| {
                sorted.documents.push(Gathered::new(code.document));
                sorted.documents.len() - 1
            }));
        }
        let document = last.and_then(|place| sorted.documents.get_mut(place));
        match (document, code) {
            (Some(document), Some(code)) => document.add(code.page, at),
            (Some(document), None) => document.uncertain.push(at),
            (None, _) => sorted.unrecognised.push(at),
        }
    }
    sorted
}

impl Gathered {
    fn new(document: Uuid) -> Self {
        Self {
            document,
            pages: Vec::new(),
            duplicates: Vec::new(),
            uncertain: Vec::new(),
        }
    }

    fn add(&mut self, page: u16, at: usize) {
        match self.pages.binary_search_by_key(&page, |(page, _)| *page) {
            Ok(_) => self.duplicates.push(at),
            Err(place) => self.pages.insert(place, (page, at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(document: u128, page: u16) -> Option<PageCode> {
        let document = Uuid::from_u128(document);
        Some(PageCode { document, page })
    }

    #[test]
    fn check() {
        let pile = [
            None,
            code(2, 2),
            None,
            code(1, 1),
            code(2, 1),
            code(2, 2),
            None,
            code(2, 4),
        ];
        let sorted = group(&pile);
        assert_eq!(sorted.unrecognised, [0]);
        let [second, first] = sorted.documents.as_slice() else {
            panic!()
        };
        assert_eq!(second.pages, [(1, 4), (2, 1), (4, 7)]);
        assert_eq!(
            (second.duplicates.as_slice(), second.uncertain.as_slice()),
            ([5].as_slice(), [2, 6].as_slice())
        );
        assert_eq!((second.missing(3), second.beyond(3)), (vec![3], vec![4]));
        assert_eq!(
            (first.pages.as_slice(), first.missing(1)),
            ([(1, 3)].as_slice(), vec![])
        );
        assert_eq!(group(&[]), Sorted::default());
    }

    fn pile() -> impl Strategy<Value = Vec<Option<PageCode>>> {
        let page =
            prop_oneof![1 => Just(None), 4 => (0u128..6, 1u16..6).prop_map(|(id, page)| code(id, page))];
        prop::collection::vec(page, 0..60)
    }

    proptest! {
        /// Every page is somewhere, once; what has a code is with its document, in order.
        #[test]
        fn check_all_there(pile in pile()) {
            let sorted = group(&pile);
            let mut seen = sorted.unrecognised.clone();
            for document in &sorted.documents {
                prop_assert!(!document.pages.is_empty());
                prop_assert!(document.pages.is_sorted_by(|one, next| one.0 < next.0));
                for (page, at) in &document.pages {
                    prop_assert_eq!(pile[*at], Some(PageCode { document: document.document, page: *page }));
                    seen.push(*at);
                }
                for at in &document.duplicates {
                    let code = pile[*at].unwrap();
                    prop_assert_eq!(code.document, document.document);
                    let first = document.pages.iter().find(|(page, _)| *page == code.page).unwrap().1;
                    prop_assert!(first < *at);
                }
                for at in &document.uncertain {
                    prop_assert_eq!(pile[*at], None);
                    let before = pile[..*at].iter().rev().find_map(|code| *code).unwrap();
                    prop_assert_eq!(before.document, document.document);
                }
                seen.extend(document.duplicates.iter().chain(&document.uncertain));
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..pile.len()).collect::<Vec<_>>());
        }

        /// The order of the pile does not matter to what has a code.
        #[test]
        fn check_any_order(pile in pile(), turn in any::<prop::sample::Index>()) {
            let coded: Vec<_> = pile.into_iter().flatten().map(Some).collect();
            let mut other = coded.clone();
            let by = turn.index(coded.len().max(1));
            other.rotate_left(by);
            let pages = |pile: &[Option<PageCode>]| {
                let documents = group(pile).documents;
                documents
                    .into_iter()
                    .map(|one| (one.document, one.pages.iter().map(|(page, _)| *page).collect::<Vec<_>>()))
                    .collect::<BTreeMap<_, _>>()
            };
            prop_assert_eq!(pages(&coded), pages(&other));
        }
    }
}
