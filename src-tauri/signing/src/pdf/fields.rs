//! The signature fields of a form.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::{File, read_text};

/// Deeper than any honest form is nested.
const DEEPEST: usize = 16;

/// A signature field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub id: ObjectId,
    /// The whole name, with those of the groups it lies in.
    pub name: String,
    /// The signature, when there is one: the object that holds it.
    pub value: Option<ObjectId>,
}

/// Every signature field, in the form's order.
pub fn fields(file: &File) -> Vec<Field> {
    let form = file.catalog().ok();
    let form = form.and_then(|(_, catalog)| file.dictionary(catalog, b"AcroForm"));
    let roots = form.and_then(|form| form.get(b"Fields").ok());
    let mut walk = Walk {
        file,
        seen: HashSet::new(),
        found: Vec::new(),
    };
    if let Some(Object::Array(roots)) = roots.map(|roots| file.resolve(roots)) {
        for root in roots {
            walk.visit(root, "", false, 0);
        }
    }
    walk.found
}

struct Walk<'a> {
    file: &'a File<'a>,
    seen: HashSet<ObjectId>,
    found: Vec<Field>,
}

impl Walk<'_> {
    fn visit(&mut self, node: &Object, above: &str, inherited: bool, depth: usize) {
        let Ok(id) = node.as_reference() else { return };
        if depth > DEEPEST || !self.seen.insert(id) {
            return;
        }
        let file = self.file;
        let Ok(field) = file.document.get_dictionary(id) else {
            return;
        };
        let signs = match field.get(b"FT") {
            Ok(kind) => matches!(file.resolve(kind), Object::Name(kind) if kind == b"Sig"),
            Err(_) => inherited,
        };
        let own = partial_name(file, field);
        let name = match (above, &own) {
            (_, None) => above.to_owned(),
            ("", Some(own)) => own.clone(),
            (above, Some(own)) => format!("{above}.{own}"),
        };
        if signs && own.is_some() && !has_named_kids(file, field) {
            let value = field.get(b"V").ok().and_then(|value| value.as_reference().ok());
            self.found.push(Field { id, name, value });
            return;
        }
        if let Some(Object::Array(kids)) = field.get(b"Kids").ok().map(|kids| file.resolve(kids)) {
            for kid in kids {
                self.visit(kid, &name, signs, depth + 1);
            }
        }
    }
}

fn partial_name(file: &File, field: &Dictionary) -> Option<String> {
    let name = field.get(b"T").ok().map(|name| file.resolve(name));
    name.and_then(|name| name.as_str().ok()).map(read_text)
}

/// Whether what lies under a field are fields, not only the places where it shows.
fn has_named_kids(file: &File, field: &Dictionary) -> bool {
    let Some(Object::Array(kids)) = field.get(b"Kids").ok().map(|kids| file.resolve(kids)) else {
        return false;
    };
    kids.iter()
        .filter_map(|kid| file.resolve(kid).as_dict().ok())
        .any(|kid| kid.has(b"T"))
}
