//! What goes along with a case that is handed over, beside its documents' own papers: scans of originals, papers that
//! another system packed, what was made void, which papers belong together, and what has happened.
//!
//! All of it is the sender's word. A scan shows what it shows; that something is void says no; the rest is recounted, and
//! nothing follows from it.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Disclosure, EventKind};
use chrono::{DateTime, Datelike as _, Utc};
use forms::Hash;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::content::{Filed, LONGEST};

/// What of a document's history is recounted. What its papers tell by themselves is not, and what says no goes with the
/// document.
pub const OF_DOCUMENT: &[EventKind] = &[
    EventKind::RowSigned,
    EventKind::Signed,
    EventKind::TimeStamped,
    EventKind::Printed,
    EventKind::Saved,
    EventKind::Approved,
    EventKind::Refused,
    EventKind::HandedOver,
    EventKind::Received,
    EventKind::Registered,
    EventKind::Sent,
    EventKind::HandedOut,
    EventKind::Excused,
    EventKind::OriginalKept,
    EventKind::Packaged,
    EventKind::Exported,
    EventKind::Archived,
    EventKind::NotDone,
];
/// What of a case's history is recounted: what was told to others, and what of that never was.
pub const OF_CASE: &[EventKind] = &[EventKind::Disclosed, EventKind::NotDone];

/// The most notes of one case; a busy one has some hundred.
pub const MOST_TOLD: usize = 20_000;
/// How many vaults a note may have come through.
pub const MOST_TELLERS: usize = 50;
/// The most texts that a note has, and the most words in one of several.
pub const MOST_SAID: usize = 100;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The most scans of one case, a document may have some.
pub const MOST_SCANS: usize = 1000;
/// The most papers of one case that came back from other systems.
pub const MOST_RETURNED: usize = 1000;
/// What may be said in several lines.
const IN_LINES: [&str; 2] = ["note", "reason"];
/// The most scanned pages that one scan was made of.
const MOST_SOURCES: usize = 500;
/// A hash in hexadecimal digits, a colon and a page's number.
const LONGEST_SOURCE: usize = 80;

/// What goes along with a whole case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Along {
    /// Scans of originals that were signed with a pen; their bytes are the parts of the package that have their hashes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<FiledScan>,
    /// Documents as another system signed them and packed them anew, without what they answer; their bytes are parts of
    /// the package too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<FiledReturn>,
    /// The documents that were made void: one note for each, of the kind `cancelled`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cancelled: Vec<Recounted>,
    /// The consents of which each guardian has a paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// What has happened to the case and its documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Recounted>,
}

/// A scan of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledScan {
    /// The document.
    pub document: Uuid,
    /// The hash of its bytes.
    pub sha256: Hash,
    /// The scanned pages that it was made of, each by its file's hash and its place in it, so that they are known again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// A document as another system packed it: its pages, signed, and nothing that a machine reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledReturn {
    /// The document.
    pub document: Uuid,
    /// The hash of its bytes.
    pub sha256: Hash,
}

/// A consent's paper that was made beside another one, for the other guardian.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// The paper.
    pub document: Uuid,
    /// The paper that it was made beside.
    pub first: Uuid,
}

/// Something that happened, as the sender says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recounted {
    /// The id of the event in the vault where it was written down.
    pub event: Uuid,
    /// The document; nothing of what is about the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Uuid>,
    /// What happened.
    pub kind: EventKind,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// From whom the sender has it, the nearest first; nobody where the sender's own vault wrote it down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tellers: Vec<String>,
    /// What else there is to say, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said: BTreeMap<String, Words>,
}

/// What is said of something that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// A text.
    One(String),
    /// Several words, such as kinds of data.
    Several(Vec<String>),
}

impl Along {
    /// Whether nothing goes along.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is about these documents and nothing else, and no longer than one reads.
    pub(crate) fn holds_together(&self, documents: &[Filed]) -> bool {
        let documents: BTreeSet<Uuid> = documents.iter().map(|filed| filed.document).collect();
        let is_there = |document: &Uuid| documents.contains(document);
        let scans = self
            .scans
            .iter()
            .all(|scan| is_there(&scan.document) && scan.holds_together());
        let void = self.cancelled.iter().all(|one| {
            let is_of_one = one.document.as_ref().is_some_and(is_there);
            is_of_one && one.kind == EventKind::Cancelled && one.holds_together()
        });
        let told = self.told.iter().all(|one| {
            let kinds = if one.document.is_some() {
                OF_DOCUMENT
            } else {
                OF_CASE
            };
            one.document.as_ref().is_none_or(is_there) && kinds.contains(&one.kind) && one.holds_together()
        });
        scans
            && void
            && told
            && self.told.len() <= MOST_TOLD
            && self.scans.len() <= MOST_SCANS
            && is_once(self.scans.iter().map(|scan| (scan.document, scan.sha256)))
            && self.returned.len() <= MOST_RETURNED
            && self.returned.iter().all(|one| is_there(&one.document))
            && is_once(self.returned.iter().map(|one| (one.document, one.sha256)))
            && self.are_apart(is_there)
            && is_once(self.told.iter().map(|one| one.event))
            && is_once(self.cancelled.iter().filter_map(|one| one.document))
    }

    /// Whether each paper that was made beside another is of the case, and was made beside one that was not.
    fn are_apart(&self, is_there: impl Fn(&Uuid) -> bool) -> bool {
        let is_second = |paper: Uuid| self.beside.iter().any(|one| one.document == paper);
        let fits = |one: &Beside| is_there(&one.document) && !is_second(one.first);
        self.beside.iter().all(fits) && is_once(self.beside.iter().map(|one| one.document))
    }
}

fn is_once<T: Ord>(ids: impl Iterator<Item = T>) -> bool {
    let mut seen = BTreeSet::new();
    ids.into_iter().all(|id| seen.insert(id))
}

/// Whether a text is no longer than that and looks like what it is: on paper no line of it is taken for another's, and
/// nothing turns the direction of what stands beside it.
fn is_plain(text: &str, longest: usize, in_lines: bool) -> bool {
    let strays = |one: char| (one.is_control() && !(in_lines && one == '\n')) || turns(one);
    text.chars().count() <= longest && !text.contains(strays)
}

/// Unicode's marks that change the direction of writing.
fn turns(one: char) -> bool {
    matches!(one, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of ours as it may be recounted.
pub fn plainly(name: &str, text: &str) -> String {
    let in_lines = IN_LINES.contains(&name);
    let longest = if name.is_empty() { LONGEST_NAME } else { LONGEST };
    let plain = text.chars().filter(|one| !turns(*one));
    let plain = plain.map(|one| {
        if one.is_control() && !(in_lines && one == '\n') {
            ' '
        } else {
            one
        }
    });
    plain.take(longest).collect()
}

/// Whether an instant is one that calendars know.
pub(crate) fn is_in_time(at: DateTime<Utc>) -> bool {
    (1..=9999).contains(&at.year())
}

impl FiledScan {
    fn holds_together(&self) -> bool {
        let is_source = |source: &String| {
            let place = source.split_once(':');
            let fits =
                place.is_some_and(|(hash, page)| hash.parse::<Hash>().is_ok() && page.parse::<u32>().is_ok());
            fits && source.len() <= LONGEST_SOURCE
        };
        self.sources.len() <= MOST_SOURCES && self.sources.iter().all(is_source)
    }
}

impl Recounted {
    fn holds_together(&self) -> bool {
        let names = self.tellers.iter().chain([&self.by]);
        let texts = self.said.iter().all(|(name, words)| {
            let in_lines = IN_LINES.contains(&name.as_str());
            let fits = match words {
                Words::One(text) => is_plain(text, LONGEST, in_lines),
                Words::Several(texts) => {
                    texts.len() <= MOST_SAID && texts.iter().all(|text| is_plain(text, LONGEST, false))
                }
            };
            fits && is_plain(name, LONGEST_NAME, false)
        });
        let can_be_read = self.kind != EventKind::Disclosed || self.disclosure().is_some();
        names.into_iter().all(|name| is_plain(name, LONGEST_NAME, false))
            && is_in_time(self.at)
            && self.tellers.len() <= MOST_TELLERS
            && self.said.len() <= MOST_SAID
            && texts
            && can_be_read
    }

    /// What was told to somebody, where that is what happened.
    fn disclosure(&self) -> Option<Disclosure> {
        serde_json::from_value(serde_json::to_value(&self.said).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn note() -> Recounted {
        Recounted {
            event: id(7),
            document: Some(id(3)),
            kind: EventKind::Registered,
            at: DateTime::UNIX_EPOCH,
            by: "Ebba Lindqvist".into(),
            tellers: Vec::new(),
            said: BTreeMap::from([("number".into(), Words::One("2026/7".into()))]),
        }
    }

    fn filed() -> Filed {
        Filed {
            document: id(3),
            title: "Checklista".into(),
            sha256: Hash::of(b"paper"),
            taken_back: Vec::new(),
        }
    }

    fn holds(change: impl Fn(&mut Recounted)) -> bool {
        let mut told = note();
        change(&mut told);
        let along = Along {
            told: vec![told],
            ..Along::default()
        };
        along.holds_together(&[filed()])
    }

    #[test]
    fn what_is_recounted_is_of_the_case_and_of_kinds_that_are() {
        assert!(holds(|_| {}));
        assert!(!holds(|told| told.document = Some(id(4))), "of another document");
        assert!(!holds(|told| told.document = None), "no case is registered");
        for kind in EventKind::ALL {
            let expected = OF_DOCUMENT.contains(kind);
            assert_eq!(holds(|told| told.kind = *kind), expected, "{kind:?}");
        }
        assert!(!OF_DOCUMENT.contains(&EventKind::Told) && !OF_CASE.contains(&EventKind::Told));
        let of_case = |told: &mut Recounted| {
            told.document = None;
            told.kind = EventKind::Disclosed;
        };
        assert!(!holds(of_case), "nothing that can be read");
        assert!(holds(|told| {
            of_case(told);
            let said = json!({"to": "BUP", "what": "Frånvaron", "kinds": ["Frånvaro"], "ground": "duty", "how": "brev",
                "on": "2026-10-01", "reason": ""});
            told.said = serde_json::from_value(said).unwrap();
        }));
    }

    #[test]
    fn nothing_is_longer_than_one_reads() {
        let long = |length: usize| "x".repeat(length);
        assert!(holds(|told| told.by = long(LONGEST_NAME)));
        assert!(!holds(|told| told.by = long(LONGEST_NAME + 1)));
        assert!(!holds(|told| told.tellers = vec![long(LONGEST_NAME + 1)]));
        assert!(!holds(|told| told.tellers = vec![String::new(); MOST_TELLERS + 1]));
        let note =
            |words: Words| move |told: &mut Recounted| drop(told.said.insert("note".into(), words.clone()));
        assert!(holds(note(Words::One(long(LONGEST)))));
        assert!(!holds(note(Words::One(long(LONGEST + 1)))));
        assert!(!holds(note(Words::Several(vec![long(LONGEST + 1)]))));
        assert!(!holds(note(Words::Several(vec![String::new(); MOST_SAID + 1]))));
        assert!(!holds(|told| {
            told.said = (0..=MOST_SAID)
                .map(|number| (number.to_string(), Words::One(String::new())))
                .collect();
        }));
        for (text, fits) in [("Rad ett\nrad två", true), ("\t", false), ("\u{202e}", false)] {
            assert_eq!(holds(note(Words::One(text.into()))), fits, "{text:?}");
            let plain = plainly("note", text);
            assert!(holds(note(Words::One(plain))), "{text:?}");
        }
        assert!(!holds(|told| told.by = "Ebba\nUndertecknat, Birgitta Ek".into()));
        assert!(!holds(|told| drop(
            told.said.insert("system".into(), Words::One("a\nb".into()))
        )));
        assert!(!holds(|told| told.at = DateTime::<Utc>::MAX_UTC));
        let all = |count: usize| Along {
            told: (0..count)
                .map(|number| Recounted {
                    event: id(number as u128),
                    ..super::tests::note()
                })
                .collect(),
            ..Along::default()
        };
        assert!(all(MOST_TOLD).holds_together(&[filed()]));
        assert!(!all(MOST_TOLD + 1).holds_together(&[filed()]));
        let twice = Along {
            told: vec![super::tests::note(), super::tests::note()],
            ..Along::default()
        };
        assert!(!twice.holds_together(&[filed()]), "one event is recounted once");
    }

    #[test]
    fn scans_and_papers_that_belong_together_are_of_the_case() {
        let scan = |document, sources: &[&str]| Along {
            scans: vec![FiledScan {
                document,
                sha256: Hash::of(b"scan"),
                sources: sources.iter().map(|source| (*source).to_owned()).collect(),
            }],
            ..Along::default()
        };
        let page = format!("{}:0", Hash::of(b"file"));
        assert!(scan(id(3), &[&page]).holds_together(&[filed()]));
        assert!(
            !scan(id(4), &[]).holds_together(&[filed()]),
            "of a document that does not come"
        );
        let mut twice = scan(id(3), &[]);
        twice.scans.push(twice.scans[0].clone());
        assert!(!twice.holds_together(&[filed()]), "the same scan twice");
        for wrong in ["", "a:0", &page.replace(":0", ""), &page.replace(":0", ":x")] {
            assert!(!scan(id(3), &[wrong]).holds_together(&[filed()]), "{wrong}");
        }
        let returned = |documents: &[u128]| {
            let one = |document: &u128| FiledReturn {
                document: id(*document),
                sha256: Hash::of(b"returned"),
            };
            let along = Along {
                returned: documents.iter().map(one).collect(),
                ..Along::default()
            };
            along.holds_together(&[filed()])
        };
        assert!(returned(&[3]));
        assert!(!returned(&[4]), "of a document that does not come");
        assert!(!returned(&[3, 3]), "the same paper twice");
        let beside = |pairs: &[(u128, u128)]| {
            let pair = |(document, first): &(u128, u128)| Beside {
                document: id(*document),
                first: id(*first),
            };
            let along = Along {
                beside: pairs.iter().map(pair).collect(),
                ..Along::default()
            };
            let other = Filed {
                document: id(5),
                ..filed()
            };
            along.holds_together(&[filed(), other])
        };
        assert!(
            beside(&[(3, 5)]) && beside(&[(3, 9)]),
            "the first one may be gone"
        );
        assert!(!beside(&[(9, 3)]), "of another case");
        assert!(!beside(&[(3, 3)]), "beside itself");
        assert!(!beside(&[(3, 5), (5, 3)]), "each beside the other");
        assert!(!beside(&[(3, 5), (3, 9)]), "beside two");
    }

    #[test]
    fn what_is_void_is_a_document_of_the_case() {
        let void = |notes: Vec<Recounted>| {
            let along = Along {
                cancelled: notes,
                ..Along::default()
            };
            along.holds_together(&[filed()])
        };
        let cancelled = Recounted {
            kind: EventKind::Cancelled,
            ..note()
        };
        assert!(void(vec![cancelled.clone()]));
        assert!(!void(vec![note()]), "of another kind");
        assert!(!void(vec![cancelled.clone(), cancelled.clone()]));
        assert!(!void(vec![Recounted {
            document: None,
            ..cancelled
        }]));
    }
}
