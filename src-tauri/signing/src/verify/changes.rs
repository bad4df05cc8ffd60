//! What has been done to a document since it was signed.
//!
//! Two revisions are compared object by object. What differs must have one of a few explanations: an empty
//! field was signed, an invisible time stamp was added, proofs were stored. Everything else is a change.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::proofs;
use crate::error::{ReadError, codes};
use crate::pdf::{Field, File, fields};

codes! {
    /// What was done.
    Change {
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

impl Change {
    /// Whether a signed document allows it.
    pub fn is_allowed(self) -> bool {
        matches!(
            self,
            Self::Signed | Self::TimeStamped | Self::Proofs | Self::Description
        )
    }
}

/// Compares a signed revision with the last one. `sealed` says that the signature allows no further ones.
pub fn changes(signed: &File, last: &File, sealed: bool) -> BTreeSet<Change> {
    Compare::new(signed, last, sealed).all()
}

/// What has been done to a document since it ended after so many bytes, whoever did it.
///
/// # Errors
/// Either cannot be read.
pub fn changes_since(pdf: &[u8], end: usize) -> Result<BTreeSet<Change>, ReadError> {
    let before = File::read(pdf.get(..end).ok_or(ReadError::Damaged)?)?;
    let last = File::read(pdf)?;
    let mut compare = Compare::new(&before, &last, false);
    compare.may_be_certified = true;
    Ok(compare.all())
}

/// Two revisions, and what is still without an explanation.
pub struct Compare<'a> {
    pub signed: &'a File<'a>,
    pub last: &'a File<'a>,
    sealed: bool,
    /// Whether the first signature may come, which certifies the document.
    pub may_be_certified: bool,
    /// Objects that were there and are not what they were.
    pub differing: BTreeSet<ObjectId>,
    /// Objects that were not there.
    pub added: BTreeSet<ObjectId>,
    /// Whoever refers to an object, in the signed revision.
    pub referrers: BTreeMap<ObjectId, BTreeSet<ObjectId>>,
    /// Added fields that show nowhere.
    invisible: BTreeSet<ObjectId>,
    found: BTreeSet<Change>,
}

impl<'a> Compare<'a> {
    /// Everything that was done.
    fn all(mut self) -> BTreeSet<Change> {
        self.trailer();
        self.catalog();
        self.fields();
        self.pages();
        self.rest();
        self.found
    }

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
            may_be_certified: false,
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
            compare.found.insert(Change::Removed);
        }
        // What was referred to before it was there was prepared to appear later.
        if compare.added.iter().any(|id| compare.referrers.contains_key(id)) {
            compare.found.insert(Change::Added);
        }
        compare
    }

    pub fn note(&mut self, kind: Change) {
        self.found.insert(kind);
    }

    /// Whether a list is what it was, with nothing behind it but fields that show nowhere.
    pub fn grown(&mut self, before: Option<&Object>, after: Option<&Object>) -> bool {
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
            self.note(Change::Locked);
        }
        self.invisible.insert(id);
        self.added.remove(&id);
        self.claim(field.get(b"V").ok());
        self.note(Change::TimeStamped);
        true
    }

    /// Fields that were empty and have been signed.
    fn fields(&mut self) {
        let (empty, filled): (Vec<Field>, Vec<Field>) = fields(self.signed)
            .into_iter()
            .partition(|field| field.value.is_none());
        let nobody_has_signed = filled.is_empty();
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
            // Whoever signs first may say in the same step that nothing is filled in after it. Once somebody has signed,
            // other judges call a lock on an empty field a change.
            let lock = new
                .get(b"Lock")
                .ok()
                .filter(|_| nobody_has_signed && !old.has(b"Lock"));
            let lock = lock.filter(|lock| is_lock(self.last, lock));
            let own = |key: &[u8]| matches!(key, b"V" | b"AP") || (lock.is_some() && key == b"Lock");
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
            self.claim(lock);
            self.found.insert(if self.sealed {
                Change::Locked
            } else {
                Change::Signed
            });
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
                self.note(Change::Page);
            }
            self.differing.remove(&page);
        }
    }

    /// What nothing has explained.
    fn rest(&mut self) {
        if !self.differing.is_empty() {
            self.note(Change::Replaced);
        }
        let last = self.last;
        let holds_objects = |id: &ObjectId| {
            let stream = last.document.get_object(*id).and_then(Object::as_stream);
            stream.is_ok_and(|stream| stream.dict.has_type(b"XRef") || stream.dict.has_type(b"ObjStm"))
        };
        if self.added.iter().any(|id| !holds_objects(id)) {
            self.note(Change::Added);
        }
    }
}

/// Whether an entry says which fields a signature locks, and nothing else (SigFieldLock, ISO 32000-2, table 236).
fn is_lock(file: &File, lock: &Object) -> bool {
    let Ok(lock) = file.resolve(lock).as_dict() else {
        return false;
    };
    let is_name = |object: &Object, names: &[&[u8]]| object.as_name().is_ok_and(|name| names.contains(&name));
    lock.has(b"Action")
        && lock.iter().all(|(key, value)| match &key[..] {
            b"Type" => is_name(value, &[b"SigFieldLock"]),
            b"Action" => is_name(value, &[b"All", b"Include", b"Exclude"]),
            b"Fields" => value
                .as_array()
                .is_ok_and(|names| names.iter().all(|name| name.as_str().is_ok())),
            b"P" => value.as_i64().is_ok(),
            _ => false,
        })
}

/// The keys of either, each once.
pub fn keys<'o>(old: &'o Dictionary, new: &'o Dictionary) -> BTreeSet<&'o [u8]> {
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
