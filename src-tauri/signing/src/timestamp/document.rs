//! A time stamp over the whole document, added when the network is there again, even after a lock.

use lopdf::{Object, ObjectId};

use super::{TimeStamper, stamp};
use crate::error::{Error, ReadError};
use crate::pdf::{File, Update, array, dict, fields, name, seal, text};
use crate::sign::mark_form;

/// Room for a token with its certificates.
const ROOM: usize = 12_288;
/// Print and locked, as archival documents want of every annotation.
const FLAGS: i64 = 4 | 128;
/// A place without extent, outside every page: nothing is seen, and nothing needs a tag (ISO 14289-1, 7.18.1).
const NOWHERE: i64 = -9;

/// Adds a time stamp over everything that is there. `label` says to a screen reader what the field is.
pub fn time_stamp(pdf: &[u8], label: &str, stamper: &mut dyn TimeStamper) -> Result<Vec<u8>, Error> {
    let file = File::read(pdf)?;
    let mut update = Update::new(&file);
    let value = update.reserve();
    let page = file.document.page_iter().next().ok_or(ReadError::Damaged)?;
    let field = update.add(dict([
        ("Type", name("Annot")),
        ("Subtype", name("Widget")),
        ("FT", name("Sig")),
        ("T", text(&free_name(&file))),
        ("TU", text(label)),
        ("Rect", array([NOWHERE; 4].map(Object::Integer))),
        ("F", FLAGS.into()),
        ("P", page.into()),
        ("V", value.into()),
    ]));
    append(&mut update, page, b"Annots", field)?;
    let (catalog, entries) = file.catalog()?;
    mark_form(&mut update, catalog)?;
    let form = entries.get(b"AcroForm").and_then(Object::as_reference);
    match form {
        Ok(form) => append(&mut update, form, b"Fields", field)?,
        Err(_) => {
            let entries = update.edit(catalog)?;
            let form = entries.get_mut(b"AcroForm").and_then(Object::as_dict_mut);
            let fields = form.and_then(|form| form.get_mut(b"Fields"));
            let fields = fields.and_then(Object::as_array_mut);
            fields.map_err(|_| ReadError::Damaged)?.push(field.into());
        }
    }
    let entries = dict([
        ("Type", name("DocTimeStamp")),
        ("Filter", name("Adobe.PPKLite")),
        ("SubFilter", name("ETSI.RFC3161")),
    ]);
    seal(update, value, entries, ROOM, |parts| stamp(stamper, parts))
}

/// A name that no field has.
fn free_name(file: &File) -> String {
    let taken = fields(file);
    let names = (1..).map(|number| format!("time-stamp-{number}"));
    let mut free = names.filter(|name| taken.iter().all(|field| field.name != *name));
    free.next().unwrap_or_default()
}

/// Puts a reference behind a list of an object, wherever the list stands.
fn append(update: &mut Update, of: ObjectId, key: &[u8], item: ObjectId) -> Result<(), Error> {
    let file = update.file();
    let owner = file.document.get_dictionary(of).map_err(|_| ReadError::Damaged)?;
    let list = owner.get(key).ok();
    let items = list.map(|list| file.resolve(list).as_array());
    let mut items = items
        .transpose()
        .map_err(|_| ReadError::Damaged)?
        .cloned()
        .unwrap_or_default();
    items.push(item.into());
    match list.and_then(|list| list.as_reference().ok()) {
        Some(id) => update.set(id, items),
        None => update.edit(of)?.set(key, items),
    }
    Ok(())
}
