//! The structure tree: what a screen reader follows, and the way back from each marked content.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pdf::{array, dict, name, text};
use crate::display::{Element, ElementId, PAGE, Role, Sheets};

/// The standard structure type of a role (ISO 32000-1, 14.8.4).
pub fn structure_type(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::Div => "Div",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(_) => "H3",
        Role::P => "P",
        Role::Caption => "Caption",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::ColumnHeader | Role::RowHeader => "TH",
        Role::Cell => "TD",
        Role::Tick { .. } | Role::Signature => "Form",
        Role::Figure(_) => "Figure",
    }
}

/// The structure tree's root, and the object of each element.
pub struct Tags {
    pub root: ObjectId,
    elements: Vec<ObjectId>,
}

impl Tags {
    /// Sets objects aside, so that annotations can name their elements before the tree is written.
    pub fn reserve(document: &mut Document, sheets: &Sheets) -> Self {
        let root = document.new_object_id();
        let elements = (0..sheets.tree.len()).map(|_| document.new_object_id()).collect();
        Self { root, elements }
    }

    /// The object of an element.
    pub fn object(&self, element: ElementId) -> Object {
        self.elements
            .get(element.0)
            .map_or(Object::Null, |id| Object::Reference(*id))
    }

    /// Writes the tree.
    ///
    /// `contents` says which element each MCID of each page belongs to; `widgets` gives each signature
    /// field's annotation, its page and its element.
    pub fn write(
        &self,
        document: &mut Document,
        sheets: &Sheets,
        contents: &[Vec<ElementId>],
        pages: &[ObjectId],
        widgets: &[(ObjectId, ObjectId, ElementId)],
    ) {
        let mut kids: Vec<Vec<(ObjectId, i64)>> = vec![Vec::new(); self.elements.len()];
        for (page, owners) in pages.iter().zip(contents) {
            for (mcid, owner) in owners.iter().enumerate() {
                if let Some(kids) = kids.get_mut(owner.0) {
                    kids.push((*page, mcid as i64));
                }
            }
        }
        for ((id, element), kids) in sheets.tree.iter().zip(&kids) {
            let Some(object) = self.elements.get(id.0) else {
                continue;
            };
            let mut entry = self.element(element);
            if let Some((widget, page, _)) = widgets.iter().find(|(_, _, owner)| *owner == id) {
                // The dictionary itself, not an array of one: pyHanko calls the latter a change.
                let content = [
                    ("Type", name("OBJR")),
                    ("Obj", (*widget).into()),
                    ("Pg", (*page).into()),
                ];
                entry.set("K", dict(content));
            } else if let Some((page, _)) = kids.first() {
                entry.set("Pg", *page);
                entry.set(
                    "K",
                    array(kids.iter().map(|(at, mcid)| content(*at, *mcid, *page))),
                );
            }
            document.set_object(*object, entry);
        }
        let root = dict([
            ("Type", name("StructTreeRoot")),
            ("K", self.object(ElementId(0))),
            ("ParentTree", self.parent_tree(document, contents, widgets)),
            (
                "ParentTreeNextKey",
                ((contents.len() + widgets.len()) as i64).into(),
            ),
        ]);
        document.set_object(self.root, root);
    }

    fn element(&self, element: &Element) -> Dictionary {
        let parent = element
            .parent
            .map_or(self.root.into(), |parent| self.object(parent));
        let mut entry = dict([
            ("Type", name("StructElem")),
            ("S", name(structure_type(element.role))),
            ("P", parent),
        ]);
        if let Some(attributes) = attributes(element.role) {
            entry.set("A", attributes);
        }
        if let Some(alt) = &element.alt {
            entry.set("Alt", text(alt));
        }
        if !element.children.is_empty() {
            entry.set(
                "K",
                array(element.children.iter().map(|child| self.object(*child))),
            );
        }
        entry
    }

    /// From a page's or an annotation's key back to the elements.
    fn parent_tree(
        &self,
        document: &mut Document,
        contents: &[Vec<ElementId>],
        widgets: &[(ObjectId, ObjectId, ElementId)],
    ) -> Object {
        let mut numbers = Vec::new();
        for (key, owners) in contents.iter().enumerate() {
            let owners = document.add_object(array(owners.iter().map(|owner| self.object(*owner))));
            numbers.extend([Object::from(key as i64), owners.into()]);
        }
        for (index, (_, _, element)) in widgets.iter().enumerate() {
            numbers.extend([
                Object::from((contents.len() + index) as i64),
                self.object(*element),
            ]);
        }
        document.add_object(dict([("Nums", array(numbers))])).into()
    }
}

/// A marked content as a child: its number alone on the element's own page.
fn content(at: ObjectId, mcid: i64, page: ObjectId) -> Object {
    if at == page {
        return mcid.into();
    }
    dict([("Type", name("MCR")), ("Pg", at.into()), ("MCID", mcid.into())]).into()
}

fn attributes(role: Role) -> Option<Dictionary> {
    Some(match role {
        Role::ColumnHeader => dict([("O", name("Table")), ("Scope", name("Column"))]),
        Role::RowHeader => dict([("O", name("Table")), ("Scope", name("Row"))]),
        // ISO 32000-1, 14.8.5.6: a form field on paper, so that it reads as the box that it is.
        Role::Tick { on, exclusive } => dict([
            ("O", name("PrintField")),
            ("Role", name(if exclusive { "rb" } else { "cb" })),
            ("checked", name(if on { "on" } else { "off" })),
        ]),
        Role::Figure([x, y, width, height]) => dict([
            ("O", name("Layout")),
            ("Placement", name("Block")),
            (
                "BBox",
                array([x, PAGE.1 - y - height, x + width, PAGE.1 - y].map(Object::Real)),
            ),
        ]),
        _ => return None,
    })
}
