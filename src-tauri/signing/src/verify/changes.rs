//! What has been done to a document since it was signed.
//!
//! Two revisions are compared object by object. What differs must have one of a few explanations: an empty
//! field was signed, an invisible time stamp was added, proofs were stored. Everything else is a change.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::proofs;
use crate::error::codes;
use crate::pdf::{Field, File, fields};

codes! {
    /// What was done.
    Kind {
        /// An empty field was signed.
        Signed = "change-signed",
        /// A signature or time stamp that shows nowhere was added.
        TimeStamped = "change-time-stamped",
        /// Proofs were stored for later (DSS).
        Proofs = "change-proofs",
        /// The description (XMP, Info) was changed, which shows on no page.
        Description = "change-description",
        /// Bytes were added that are no update, or one that can be read in two ways.
        Appended = "change-appended",
        /// An object was replaced.
        Replaced = "change-replaced",
        /// An object was taken away.
        Removed = "change-removed",
        /// An object was added.
        Added = "change-added",
        /// The catalog was changed: what opens, what runs, which pages there are.
        Catalog = "change-catalog",
        /// The form was changed.
        Form = "change-form",
        /// A page was changed.
        Page = "change-page",
        /// A field was signed although an earlier signature had locked the document.
        Locked = "change-locked",
    }
}

impl Kind {
    /// Whether a signed document allows it.
    pub fn is_allowed(self) -> bool {
        matches!(
            self,
            Self::Signed | Self::TimeStamped | Self::Proofs | Self::Description
        )
    }
}

/// Compares a signed revision with the last one. `sealed` says that the signature allows no further ones.
pub fn changes(signed: &File, last: &File, sealed: bool) -> BTreeSet<Kind> {
    let mut compare = Compare::new(signed, last, sealed);
    compare.trailer();
    compare.catalog();
    compare.fields();
    compare.pages();
    compare.rest();
    compare.found
}

struct Compare<'a> {
    signed: &'a File<'a>,
    last: &'a File<'a>,
    sealed: bool,
    /// Objects that were there and are not what they were.
    differing: BTreeSet<ObjectId>,
    /// Objects that were not there.
    added: BTreeSet<ObjectId>,
    /// Whoever refers to an object, in the signed revision.
    referrers: BTreeMap<ObjectId, BTreeSet<ObjectId>>,
    /// Added fields that show nowhere.
    invisible: BTreeSet<ObjectId>,
    found: BTreeSet<Kind>,
}

impl<'a> Compare<'a> {
    fn new(signed: &'a File, last: &'a File, sealed: bool) -> Self {
        let (old, new) = (&signed.document.objects, &last.document.objects);
        let mut referrers: BTreeMap<ObjectId, BTreeSet<ObjectId>> = BTreeMap::new();
        for (id, object) in old {
            for target in references(object) {
                referrers.entry(target).or_default().insert(*id);
            }
        }
        let mut compare = Self {
            signed,
            last,
            sealed,
            differing: old
                .iter()
                .filter(|(id, object)| new.get(*id).is_some_and(|now| now != *object))
                .map(|(id, _)| *id)
                .collect(),
            added: new.keys().filter(|id| !old.contains_key(id)).copied().collect(),
            referrers,
            invisible: BTreeSet::new(),
            found: BTreeSet::new(),
        };
        if old.keys().any(|id| !new.contains_key(id)) {
            compare.found.insert(Kind::Removed);
        }
        // What was referred to before it was there was prepared to appear later.
        if compare.added.iter().any(|id| compare.referrers.contains_key(id)) {
            compare.found.insert(Kind::Added);
        }
        compare
    }

    fn trailer(&mut self) {
        let (old, new) = (&self.signed.document.trailer, &self.last.document.trailer);
        let first = |trailer: &Dictionary| {
            let both = trailer.get(b"ID").and_then(Object::as_array).ok()?;
            both.first().cloned()
        };
        if old.get(b"Root").ok() != new.get(b"Root").ok() || first(old) != first(new) {
            self.found.insert(Kind::Catalog);
        }
        let info = |trailer: &Dictionary| trailer.get(b"Info").and_then(Object::as_reference).ok();
        if let Some(id) = info(new) {
            let only_here = !self.referrers.contains_key(&id);
            if info(old) != Some(id) || self.differing.contains(&id) {
                self.description(id, only_here && !self.added_elsewhere(id));
            }
        } else if info(old).is_some() {
            self.found.insert(Kind::Description);
        }
    }

    /// A description may change where it is nothing else as well.
    fn description(&mut self, id: ObjectId, is_nothing_else: bool) {
        if is_nothing_else {
            self.differing.remove(&id);
            self.added.remove(&id);
            self.found.insert(Kind::Description);
        }
    }

    /// Whether anything in the last revision refers to an object from outside the trailer and the catalog.
    fn added_elsewhere(&self, id: ObjectId) -> bool {
        let catalog = self.last.catalog().map(|(id, _)| id).ok();
        let objects = &self.last.document.objects;
        objects
            .iter()
            .any(|(from, object)| Some(*from) != catalog && references(object).contains(&id))
    }

    fn catalog(&mut self) {
        let (Ok((id, old)), Ok((now, new))) = (self.signed.catalog(), self.last.catalog()) else {
            self.found.insert(Kind::Catalog);
            return;
        };
        if id != now {
            return;
        }
        self.differing.remove(&id);
        for key in keys(old, new) {
            let (before, after) = (old.get(key).ok(), new.get(key).ok());
            match key {
                b"AcroForm" => self.form(before, after),
                b"DSS" => self.proofs(before, after),
                b"Metadata" => self.metadata(before, after, id),
                // Says which extensions of the format are used; shows nowhere.
                b"Extensions" => (),
                b"Version" if is_later(before, after) => (),
                _ if before == after => (),
                _ => {
                    self.found.insert(Kind::Catalog);
                }
            }
        }
    }

    fn metadata(&mut self, before: Option<&Object>, after: Option<&Object>, catalog: ObjectId) {
        let Some(Ok(id)) = after.map(Object::as_reference) else {
            if before != after {
                self.found.insert(Kind::Catalog);
            }
            return;
        };
        if before == after && !self.differing.contains(&id) {
            return;
        }
        let by_others = self
            .referrers
            .get(&id)
            .is_some_and(|by| by.iter().any(|by| *by != catalog));
        self.description(id, !by_others && !self.added_elsewhere(id));
    }

    fn proofs(&mut self, before: Option<&Object>, after: Option<&Object>) {
        let old = proofs::store(self.signed, before);
        match proofs::store(self.last, after) {
            Some(_) if before.is_some() && old.is_none() => {
                self.found.insert(Kind::Catalog);
            }
            Some(parts) => {
                let old = old.unwrap_or_default();
                let changed = parts
                    .iter()
                    .any(|id| self.added.contains(id) || self.differing.contains(id));
                if changed || before != after {
                    self.found.insert(Kind::Proofs);
                }
                for id in parts {
                    self.added.remove(&id);
                    // What was a store of proofs may grow, if it was nothing else as well.
                    let catalog = self.signed.catalog().map(|(id, _)| id).ok();
                    let by = self.referrers.get(&id);
                    let own =
                        by.is_some_and(|by| by.iter().all(|by| Some(*by) == catalog || old.contains(by)));
                    if own && old.contains(&id) && !is_stream(self.last, id) {
                        self.differing.remove(&id);
                    }
                }
            }
            None if before == after => (),
            None => {
                self.found.insert(Kind::Catalog);
            }
        }
    }

    fn form(&mut self, before: Option<&Object>, after: Option<&Object>) {
        // What is signed has a form: the one with the signature's field.
        let (Some(before), Some(after)) = (before, after) else {
            self.found.insert(Kind::Form);
            return;
        };
        let old = self.signed.resolve(before).as_dict();
        let new = self.last.resolve(after).as_dict();
        let (Ok(old), Ok(new)) = (old, new) else {
            self.found.insert(Kind::Form);
            return;
        };
        match (before.as_reference(), after.as_reference()) {
            (Ok(id), Ok(now)) if id == now => {
                self.differing.remove(&id);
            }
            (Err(_), Err(_)) => (),
            _ => {
                self.found.insert(Kind::Form);
            }
        }
        self.form_entries(old, new);
    }

    fn form_entries(&mut self, old: &Dictionary, new: &Dictionary) {
        for key in keys(old, new) {
            let (before, after) = (old.get(key).ok(), new.get(key).ok());
            match key {
                b"SigFlags" => (),
                b"Fields" => {
                    if !self.grown(before, after) {
                        self.found.insert(Kind::Form);
                    }
                }
                _ if before == after => (),
                _ => {
                    self.found.insert(Kind::Form);
                }
            }
        }
    }

    /// Whether a list is what it was, with nothing behind it but fields that show nowhere.
    fn grown(&mut self, before: Option<&Object>, after: Option<&Object>) -> bool {
        let list = |file: &File, object: Option<&Object>| match object {
            None => Some(Vec::new()),
            Some(object) => file.resolve(object).as_array().ok().cloned(),
        };
        let (Some(old), Some(new)) = (list(self.signed, before), list(self.last, after)) else {
            return before == after;
        };
        let Some(more) = new.strip_prefix(&old[..]) else {
            return false;
        };
        if let Some(Ok(id)) = after.map(Object::as_reference) {
            let same = before.is_none_or(|before| before.as_reference().ok() == Some(id));
            if !same {
                return false;
            }
            self.differing.remove(&id);
            self.added.remove(&id);
        }
        more.iter().all(|item| {
            let id = item.as_reference().ok();
            id.is_some_and(|id| self.is_invisible(id))
        })
    }

    /// Whether an added field is signed and shows nowhere.
    fn is_invisible(&mut self, id: ObjectId) -> bool {
        if self.invisible.contains(&id) {
            return true;
        }
        let Ok(field) = self.last.document.get_dictionary(id) else {
            return false;
        };
        let named = fields(self.last);
        let own = named.iter().find(|one| one.id == id).map(|one| &one.name);
        // A field of the same name would share the value of the one that was there.
        let unique = named.iter().filter(|one| Some(&one.name) == own).count() == 1;
        if !unique || !self.added.contains(&id) || !proofs::shows_nowhere(self.last, field) {
            return false;
        }
        let kind = field.get(b"V").ok().map(|value| self.last.resolve(value));
        let kind = kind.and_then(|value| value.as_dict().ok());
        let stamps = kind.is_some_and(|value| value.has_type(b"DocTimeStamp"));
        if self.sealed && !stamps {
            self.found.insert(Kind::Locked);
        }
        self.invisible.insert(id);
        self.added.remove(&id);
        self.claim(field.get(b"V").ok());
        self.found.insert(Kind::TimeStamped);
        true
    }

    /// Fields that were empty and have been signed.
    fn fields(&mut self) {
        let empty: Vec<Field> = fields(self.signed)
            .into_iter()
            .filter(|field| field.value.is_none())
            .collect();
        let now = fields(self.last);
        for field in empty {
            let signed = now
                .iter()
                .any(|now| now.id == field.id && now.name == field.name && now.value.is_some());
            if !signed || !self.differing.contains(&field.id) {
                continue;
            }
            let objects = [self.signed, self.last].map(|file| file.document.get_dictionary(field.id));
            let [Ok(old), Ok(new)] = objects else { continue };
            let own = |key: &[u8]| matches!(key, b"V" | b"AP");
            let others_same = keys(old, new)
                .into_iter()
                .filter(|key| !own(key))
                .all(|key| old.get(key).ok() == new.get(key).ok());
            if old.has(b"V") || !others_same {
                continue;
            }
            self.differing.remove(&field.id);
            self.claim(new.get(b"V").ok());
            self.claim(new.get(b"AP").ok());
            self.found
                .insert(if self.sealed { Kind::Locked } else { Kind::Signed });
        }
    }

    /// What was added and is reached from a value that may be new.
    fn claim(&mut self, from: Option<&Object>) {
        let mut open: Vec<ObjectId> = from.map(references).unwrap_or_default().into_iter().collect();
        while let Some(id) = open.pop() {
            if self.added.remove(&id)
                && let Some(object) = self.last.document.objects.get(&id)
            {
                open.extend(references(object));
            }
        }
    }

    /// Pages on which an invisible field was put.
    fn pages(&mut self) {
        let pages: Vec<ObjectId> = self.signed.document.page_iter().collect();
        for page in pages {
            let objects = [self.signed, self.last].map(|file| file.document.get_dictionary(page));
            let [Ok(old), Ok(new)] = objects else { continue };
            let others_same = keys(old, new)
                .into_iter()
                .filter(|key| *key != b"Annots")
                .all(|key| old.get(key).ok() == new.get(key).ok());
            let (before, after) = (old.get(b"Annots").ok(), new.get(b"Annots").ok());
            if !others_same || !self.grown(before, after) {
                self.found.insert(Kind::Page);
            }
            self.differing.remove(&page);
        }
    }

    /// What nothing has explained.
    fn rest(&mut self) {
        if !self.differing.is_empty() {
            self.found.insert(Kind::Replaced);
        }
        let last = self.last;
        let holds_objects = |id: &ObjectId| {
            let stream = last.document.get_object(*id).and_then(Object::as_stream);
            stream.is_ok_and(|stream| stream.dict.has_type(b"XRef") || stream.dict.has_type(b"ObjStm"))
        };
        if self.added.iter().any(|id| !holds_objects(id)) {
            self.found.insert(Kind::Added);
        }
    }
}

/// Whether a version of the format is not earlier than another; what it is used for is judged elsewhere.
fn is_later(before: Option<&Object>, after: Option<&Object>) -> bool {
    let known = |name: &Object| {
        let versions: [&[u8]; 5] = [b"1.4", b"1.5", b"1.6", b"1.7", b"2.0"];
        versions
            .iter()
            .position(|one| name.as_name().is_ok_and(|name| name == *one))
    };
    let after = after.map(known);
    after.is_some_and(|after| after.is_some() && after >= before.and_then(known))
}

fn is_stream(file: &File, id: ObjectId) -> bool {
    file.document.get_object(id).and_then(Object::as_stream).is_ok()
}

/// The keys of either, each once.
fn keys<'o>(old: &'o Dictionary, new: &'o Dictionary) -> BTreeSet<&'o [u8]> {
    old.iter().chain(new).map(|(key, _)| &key[..]).collect()
}

/// Everything that an object refers to directly.
pub fn references(object: &Object) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) => {
                found.insert(*id);
            }
            Object::Array(items) => open.extend(items),
            Object::Dictionary(entries) => open.extend(entries.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => (),
        }
    }
    found
}
