//! What has happened in another vault, as whoever handed the case over recounts it. It is kept and shown as told, with its
//! own day and by whom it was told: no state, no rule and no correction follows from it, and no consent. Only of an
//! electronic signature that is on a paper here and proves no day of its own, and that a person has confirmed, the day is
//! believed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use cases::{Disclosure, EventId, EventKind};
use chrono::{DateTime, Utc};
use exchange::handover::{
    MOST_SAID, MOST_TELLERS, MOST_TOLD, OF_CASE, OF_DOCUMENT, Recounted, Words, plainly,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use texts::swedish;
use uuid::Uuid;
use vault::Event;

use crate::consents::BESIDE;
use crate::undone::UNDOES;

/// What of an event is recounted: what is shown of it, and nothing that is only there for the program.
const SAID: [&str; 15] = [
    "field", "manner", "name", "by", "system", "number", "on", "note", "reason", "to", "what", "kinds",
    "ground", "how", UNDOES,
];
/// The names of everybody who has signed.
const NAMES: &str = "names";
const DRAWING: &str = "drawing";
/// What is said of the manner of a name that was drawn; the drawing itself is on the paper.
pub(crate) const DRAWN: &str = "drawn";

/// Something that was recounted, as it is kept in the event that says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Told {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    pub by: String,
    /// From whom it was heard, and from whom they had it.
    pub from: Vec<String>,
    /// The event's id where it was written down.
    pub event: Uuid,
    pub said: BTreeMap<String, Words>,
}

/// What an event recounts, if that is what it does: that a document was made void is kept in the same form, since it says
/// no and is believed.
pub(crate) fn told(event: &Event) -> Option<Told> {
    let recounts = matches!(event.kind, EventKind::Told | EventKind::Cancelled);
    recounts.then(|| serde_json::from_value(event.data.clone()).ok())?
}

impl Told {
    /// Something that a sender of this name recounts.
    pub fn heard(one: &Recounted, sender: &str) -> Self {
        Self {
            kind: one.kind,
            at: one.at,
            by: one.by.clone(),
            from: std::iter::once(sender.to_owned())
                .chain(one.tellers.iter().cloned())
                .collect(),
            event: one.event,
            said: one.said.clone(),
        }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Json {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The event as it is said to have been, for people to read.
    pub fn as_it_was(&self, event: &Event) -> Event {
        Event {
            id: event.id,
            kind: self.kind,
            at: self.at,
            by: self.by.clone(),
            subject: event.subject,
            data: serde_json::to_value(&self.said).unwrap_or_default(),
        }
    }

    /// From whom it was heard, in words: one teller, and who told that one.
    pub fn tellers(&self) -> String {
        let mut from = self.from.iter();
        let first = from.next().cloned().unwrap_or_default();
        from.fold(first, |heard, before| {
            let both = [("name", heard.into()), ("before", before.as_str().into())];
            swedish().say("told-by-through", &both).into_owned()
        })
    }

    /// A text that is told.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.said.get(name)? {
            Words::One(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Words::Several(_) => None,
        }
    }

    /// What is said to have been told to somebody.
    pub fn disclosure(&self) -> Option<Disclosure> {
        let said = (self.kind == EventKind::Disclosed).then(|| serde_json::to_value(&self.said).ok())?;
        serde_json::from_value(said?).ok()
    }
}

/// Who told it and by whom it was written down, in words.
pub(crate) fn by_whom(told: &Told) -> String {
    let names = [("by", told.by.as_str().into()), ("name", told.tellers().into())];
    swedish().say("told-by", &names).into_owned()
}

/// What an event of a document, or of the case alone, is recounted as. Nothing where it is not recounted: what papers
/// tell by themselves, and what goes with the document because it says no.
pub(crate) fn recount(event: &Event) -> Option<Recounted> {
    // That papers belong together goes as that.
    if event.kind == EventKind::Cancelled || event.data.get(BESIDE).is_some() {
        return None;
    }
    let one = as_told(event);
    let kinds = if one.document.is_some() {
        OF_DOCUMENT
    } else {
        OF_CASE
    };
    kinds.contains(&one.kind).then_some(one)
}

/// The same of any event, as whoever gets the case hears it.
pub(crate) fn as_told(event: &Event) -> Recounted {
    let document = event.subject.document.map(|document| document.uuid());
    match told(event) {
        Some(told) => Recounted {
            event: told.event,
            document,
            kind: told.kind,
            at: told.at,
            by: told.by,
            tellers: told.from.into_iter().take(MOST_TELLERS).collect(),
            said: told.said,
        },
        None => Recounted {
            event: event.id.uuid(),
            document,
            kind: event.kind,
            at: event.at,
            by: plainly("", &event.by),
            tellers: Vec::new(),
            said: said(&event.data),
        },
    }
}

/// What happened, the same whoever tells it.
pub(crate) fn in_short(one: &Recounted) -> String {
    let same = (one.document, one.kind, one.at, &one.by, &one.said);
    serde_json::to_string(&same).unwrap_or_default()
}

/// What is recounted of a case in one package: each thing once, what was written down here before what was heard, and the
/// latest where there is more than anybody reads.
pub(crate) fn once(mut told: Vec<Recounted>) -> Vec<Recounted> {
    told.sort_by_key(|one| (one.tellers.len(), Reverse(one.at)));
    let mut seen = BTreeSet::new();
    told.retain(|one| seen.insert(one.event));
    told.truncate(MOST_TOLD);
    told.sort_by_key(|one| one.at);
    told
}

/// Which of these events never came about, as their own teller says: what one colleague tells of another's is not asked.
pub(crate) fn undone(events: &[Event]) -> BTreeMap<EventId, Told> {
    let all: Vec<(EventId, Told)> = events
        .iter()
        .filter(|event| event.kind == EventKind::Told)
        .filter_map(|event| Some((event.id, told(event)?)))
        .collect();
    let never = all.iter().filter(|(_, told)| told.kind == EventKind::NotDone);
    let pairs = never.filter_map(|(_, never)| {
        let event: Uuid = never.text(UNDOES)?.parse().ok()?;
        let is_it = |told: &Told| {
            told.kind != EventKind::NotDone && told.event == event && told.from.last() == never.from.last()
        };
        let (id, _) = all.iter().find(|(_, told)| is_it(told))?;
        Some((*id, never.clone()))
    });
    pairs.collect()
}

fn said(data: &Json) -> BTreeMap<String, Words> {
    let words = |name: &str, value: &Json| match value {
        Json::String(text) => Some(Words::One(plainly(name, text))),
        Json::Array(texts) => {
            let texts = texts.iter().filter_map(Json::as_str).take(MOST_SAID);
            Some(Words::Several(texts.map(|text| plainly("kinds", text)).collect()))
        }
        _ => None,
    };
    let known = SAID.into_iter().chain([NAMES]);
    let mut said: BTreeMap<String, Words> = known
        .filter_map(|name| Some((name.to_owned(), words(name, data.get(name)?)?)))
        .collect();
    if let Some(drawn_by) = data.get(DRAWING).and_then(|drawing| drawing.get("name")) {
        said.extend(words("name", drawn_by).map(|name| ("name".to_owned(), name)));
        said.insert("manner".to_owned(), Words::One(DRAWN.to_owned()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use cases::DocumentId;
    use exchange::handover::LONGEST;
    use serde_json::json;
    use vault::Subject;

    fn event(kind: EventKind, data: Json) -> Event {
        let at = DateTime::UNIX_EPOCH;
        Event {
            id: EventId::new(at, &[1; 10]),
            kind,
            at,
            by: "Ebba Lindqvist".into(),
            subject: Subject {
                document: Some(DocumentId::new(at, &[2; 10])),
                ..Subject::default()
            },
            data,
        }
    }

    fn kept(told: &Told) -> Event {
        Event {
            by: "Rut Sandberg".into(),
            ..event(EventKind::Told, told.to_json())
        }
    }

    #[test]
    fn what_is_told_on_is_the_same_thing_with_one_teller_more() {
        let own = event(
            EventKind::Registered,
            json!({"system": "Castor", "number": "2026/7", "on": "2026-10-01", "sources": ["x"], "strokes": 7}),
        );
        let first = recount(&own).unwrap();
        assert_eq!(first.said.keys().collect::<Vec<_>>(), ["number", "on", "system"]);
        let heard = Told::heard(&first, "Rut Sandberg");
        assert_eq!(told(&kept(&heard)), Some(heard.clone()));
        let second = recount(&kept(&heard)).unwrap();
        assert_eq!(in_short(&first), in_short(&second));
        assert_eq!(
            once(vec![second.clone(), first.clone()]),
            std::slice::from_ref(&first)
        );
        assert_eq!(second.tellers, ["Rut Sandberg"]);
        let again = Told::heard(&second, "Omar Lind");
        assert_eq!(again.tellers(), "Omar Lind, enligt Rut Sandberg");
        assert_eq!(
            by_whom(&again),
            "Ebba Lindqvist, enligt Omar Lind, enligt Rut Sandberg"
        );
        assert_eq!(again.as_it_was(&own).kind, EventKind::Registered);
    }

    #[test]
    fn what_papers_tell_and_what_says_no_is_not_recounted() {
        for kind in EventKind::ALL {
            let expected = OF_DOCUMENT.contains(kind);
            assert_eq!(recount(&event(*kind, json!({}))).is_some(), expected, "{kind:?}");
        }
        let lie = Told {
            kind: EventKind::Withdrawn,
            ..Told::heard(
                &recount(&event(EventKind::Sent, json!({}))).unwrap(),
                "Rut Sandberg",
            )
        };
        assert_eq!(recount(&kept(&lie)), None);
    }

    #[test]
    fn a_drawn_name_is_told_without_its_strokes_and_long_words_are_cut() {
        let drawing = json!({"name": "Alva", "strokes": [[1, 2]], "witness": "Ebba"});
        let long = "x".repeat(LONGEST + 1);
        let told = as_told(&event(
            EventKind::RowSigned,
            json!({"field": "pupil", "drawing": drawing, "note": long}),
        ));
        let said = serde_json::to_value(&told.said).unwrap();
        let cut = "x".repeat(LONGEST);
        assert_eq!(
            said,
            json!({"field": "pupil", "manner": "drawn", "name": "Alva", "note": cut})
        );
    }

    #[test]
    fn only_its_own_teller_says_that_something_never_came_about() {
        let mut own = event(EventKind::Disclosed, json!({}));
        own.subject.document = None;
        let disclosed = Told::heard(&recount(&own).unwrap(), "Rut Sandberg");
        let never = |sender: &str| {
            let mut never = event(
                EventKind::NotDone,
                json!({ "undoes": own.id.to_string(), "reason": "Fel" }),
            );
            never.subject.document = None;
            let mut kept = kept(&Told::heard(&recount(&never).unwrap(), sender));
            kept.id = EventId::new(DateTime::UNIX_EPOCH, &[9; 10]);
            kept
        };
        assert_eq!(undone(&[kept(&disclosed), never("Omar Lind")]), BTreeMap::new());
        let found = undone(&[kept(&disclosed), never("Rut Sandberg")]);
        assert_eq!(found.values().next().unwrap().text("reason"), Some("Fel"));
        assert_eq!(
            undone(&[own.clone(), never("Rut Sandberg")]),
            BTreeMap::new(),
            "of what is written down here"
        );
    }
}
