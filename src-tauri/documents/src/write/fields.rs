//! Empty signature fields, made before the first signature so that no later one changes the document.

use lopdf::{Document, Object, ObjectId, Stream};

use super::pdf::{array, dict, name, text};
use crate::display::{ElementId, Ink, PAGE, SignaturePlace};

/// Print, and locked (ISO 32000-1, 12.5.3): the annotation cannot be moved in a viewer.
const FLAGS: i64 = 4 | 128;

/// Adds the fields; gives each one's annotation, page and element.
pub fn add_fields(
    document: &mut Document,
    places: &[SignaturePlace],
    pages: &[ObjectId],
) -> Vec<(ObjectId, ObjectId, ElementId)> {
    let mut widgets = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let Some(&page) = pages.get(place.page) else {
            continue;
        };
        let [x, y, width, height] = place.area;
        let appearance = appearance(document, width, height);
        let rect = [x, PAGE.1 - y - height, x + width, PAGE.1 - y];
        let widget = document.add_object(dict([
            ("Type", name("Annot")),
            ("Subtype", name("Widget")),
            ("FT", name("Sig")),
            ("T", text(&place.name)),
            ("TU", text(&place.label)),
            ("Rect", array(rect.map(Object::Real))),
            ("F", FLAGS.into()),
            ("P", page.into()),
            ("AP", dict([("N", appearance.into())]).into()),
            ("StructParent", ((pages.len() + index) as i64).into()),
        ]));
        widgets.push((widget, page, place.element));
    }
    for page in pages {
        let of_page = widgets
            .iter()
            .filter(|(_, at, _)| at == page)
            .map(|(widget, _, _)| (*widget).into());
        let annotations: Vec<Object> = of_page.collect();
        if let Ok(entry) = document.get_dictionary_mut(*page) {
            if annotations.is_empty() {
                entry.remove(b"Annots");
            } else {
                entry.set("Annots", annotations);
            }
        }
    }
    widgets
}

/// The interactive form with these fields.
pub fn form(widgets: &[(ObjectId, ObjectId, ElementId)]) -> Object {
    dict([(
        "Fields",
        array(widgets.iter().map(|(widget, _, _)| (*widget).into())),
    )])
    .into()
}

/// A frame of corners, so that the room for the signature is seen and nothing is said before it is signed.
fn appearance(document: &mut Document, width: f32, height: f32) -> ObjectId {
    let [r, g, b] = Ink::Accent.rgb();
    let arm = 7.0;
    let (right, top) = (width - 0.5, height - 0.5);
    let corner = |x: f32, y: f32, dx: f32, dy: f32| {
        format!("{} {y} m {x} {y} l {x} {} l S\n", x + dx * arm, y + dy * arm)
    };
    let corners = [
        corner(0.5, 0.5, 1.0, 1.0),
        corner(right, 0.5, -1.0, 1.0),
        corner(0.5, top, 1.0, -1.0),
        corner(right, top, -1.0, -1.0),
    ];
    let content = format!("{r} {g} {b} RG 0.75 w\n{}", corners.concat());
    let form = dict([
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", array([0.0, 0.0, width, height].map(Object::Real))),
        ("Resources", dict([]).into()),
    ]);
    document.add_object(Stream::new(form, content.into_bytes()))
}
