//! What may change in a document's catalog, and in what only the catalog and the trailer name.

use lopdf::{Dictionary, Object, ObjectId};

use super::changes::{Change, Compare, keys, references};
use super::proofs;
use crate::pdf::File;

impl Compare<'_> {
    pub fn trailer(&mut self) {
        let (old, new) = (&self.signed.document.trailer, &self.last.document.trailer);
        let first = |trailer: &Dictionary| {
            let both = trailer.get(b"ID").and_then(Object::as_array).ok()?;
            both.first().cloned()
        };
        if old.get(b"Root").ok() != new.get(b"Root").ok() || first(old) != first(new) {
            self.note(Change::Catalog);
        }
        let info = |trailer: &Dictionary| trailer.get(b"Info").and_then(Object::as_reference).ok();
        if let Some(id) = info(new) {
            let only_here = !self.referrers.contains_key(&id);
            if info(old) != Some(id) || self.differing.contains(&id) {
                self.description(id, only_here && !self.added_elsewhere(id));
            }
        } else if info(old).is_some() {
            self.note(Change::Description);
        }
    }

    /// A description may change where it is nothing else as well.
    fn description(&mut self, id: ObjectId, is_nothing_else: bool) {
        if is_nothing_else {
            self.differing.remove(&id);
            self.added.remove(&id);
            self.note(Change::Description);
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

    pub fn catalog(&mut self) {
        let (Ok((id, old)), Ok((now, new))) = (self.signed.catalog(), self.last.catalog()) else {
            self.note(Change::Catalog);
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
                b"Perms" if before.is_none() && self.may_be_certified => (),
                _ if before == after => (),
                _ => self.note(Change::Catalog),
            }
        }
    }

    fn metadata(&mut self, before: Option<&Object>, after: Option<&Object>, catalog: ObjectId) {
        let Some(Ok(id)) = after.map(Object::as_reference) else {
            if before != after {
                self.note(Change::Catalog);
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
        let is_metadata = [self.signed, self.last]
            .iter()
            .all(|file| is_only_metadata(file, id));
        self.description(id, is_metadata && !by_others && !self.added_elsewhere(id));
    }

    fn proofs(&mut self, before: Option<&Object>, after: Option<&Object>) {
        let old = proofs::store(self.signed, before);
        match proofs::store(self.last, after) {
            Some(_) if before.is_some() && old.is_none() => self.note(Change::Catalog),
            Some(parts) => {
                let old = old.unwrap_or_default();
                let changed = parts
                    .iter()
                    .any(|id| self.added.contains(id) || self.differing.contains(id));
                if changed || before != after {
                    self.note(Change::Proofs);
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
            None => self.note(Change::Catalog),
        }
    }

    fn form(&mut self, before: Option<&Object>, after: Option<&Object>) {
        // What is signed has a form: the one with the signature's field.
        let (Some(before), Some(after)) = (before, after) else {
            self.note(Change::Form);
            return;
        };
        let old = self.signed.resolve(before).as_dict();
        let new = self.last.resolve(after).as_dict();
        let (Ok(old), Ok(new)) = (old, new) else {
            self.note(Change::Form);
            return;
        };
        match (before.as_reference(), after.as_reference()) {
            (Ok(id), Ok(now)) if id == now => {
                self.differing.remove(&id);
            }
            (Err(_), Err(_)) => (),
            _ => self.note(Change::Form),
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
                        self.note(Change::Form);
                    }
                }
                _ if before == after => (),
                _ => self.note(Change::Form),
            }
        }
    }
}

/// Whether an object is XMP if it is there at all, and stands in the catalog for nothing else.
fn is_only_metadata(file: &File, id: ObjectId) -> bool {
    let entries = file.catalog().map(|(_, entries)| entries.iter());
    let elsewhere = entries.is_ok_and(|mut entries| {
        entries.any(|(key, value)| key != b"Metadata" && references(value).contains(&id))
    });
    let object = file.document.get_object(id).and_then(Object::as_stream);
    !elsewhere
        && object.map_or(!file.document.has_object(id), |stream| {
            stream.dict.has_type(b"Metadata")
        })
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
