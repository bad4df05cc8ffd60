//! What the reader sees is exchanged after signing.

use lopdf::{Object, ObjectId, StringFormat};

use crate::support::forge::{Forge, dictionary, find_last, name, stream};
use crate::support::{CONSENT, School};
use crate::{Attack, signed};

type Case = (&'static str, &'static str, fn(&mut Forge));

/// Attacks that are updates of an ordinary signed document.
const UPDATES: &[Case] = &[
    ("shadow: replace", "content stream", |forge| {
        let id = forge.contents();
        forge.set(id, stream(&[], b"BT ET"));
    }),
    ("shadow: replace", "font program", |forge| {
        let id = font_file(forge);
        forge.set(id, stream(&[], b"another font"));
    }),
    ("shadow: replace", "attached answers", |forge| {
        let id = attachment(forge);
        forge.set(id, stream(&[("Type", name("EmbeddedFile"))], b"{}"));
    }),
    ("shadow: hide and replace", "page tree swapped", |forge| {
        let page = forge.page(0);
        let pages = dictionary(&[
            ("Type", name("Pages")),
            ("Count", 1.into()),
            ("Kids", vec![page.into()].into()),
        ]);
        let pages = forge.add(pages);
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| catalog.set("Pages", pages));
    }),
    ("shadow: hide and replace", "another catalog", |forge| {
        let catalog = forge.document.catalog().unwrap().clone();
        let root = forge.add(catalog);
        forge.trailer.set("Root", root);
    }),
    (
        "shadow: hide and replace",
        "number points at another object",
        |forge| {
            let contents = forge.contents();
            let other = forge.resource(b"Font");
            let place = find_last(forge.pdf, format!("\n{} 0 obj", other.0).as_bytes()) + 1;
            forge.lies.insert(contents.0, place);
        },
    ),
    ("incremental saving", "nothing but a trailer", |forge| {
        forge.trailer.set("Info", Object::Null);
        forge.trailer.set("ID", Object::Null);
    }),
    ("incremental saving", "document opens with a script", |forge| {
        let action = dictionary(&[
            ("S", name("JavaScript")),
            ("JS", Object::string_literal("app.alert(1)")),
        ]);
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| catalog.set("OpenAction", action));
    }),
    ("incremental saving", "additional actions", |forge| {
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| catalog.set("AA", dictionary(&[])));
    }),
    ("incremental saving", "stray object", |forge| {
        forge.stream(&[], b"nobody refers to it");
    }),
    ("incremental saving", "form made anew", |forge| {
        let catalog = forge.catalog();
        forge.edit(catalog, |catalog| {
            let form = catalog.get_mut(b"AcroForm").unwrap().as_dict_mut().unwrap();
            form.set("NeedAppearances", true);
        });
    }),
    ("changed appearance", "stream of the signed field", |forge| {
        let id = appearance(forge);
        forge.set(id, stream(&[("Subtype", name("Form"))], b"0 0 99 99 re f"));
    }),
    ("changed appearance", "another look", |forge| {
        let look = forge.stream(&[("Subtype", name("Form"))], b"0 0 99 99 re f");
        let (field, _) = forge.field(0);
        forge.edit(field, |field| field.set("AP", dictionary(&[("N", look.into())])));
    }),
    ("changed appearance", "moved over the text", |forge| {
        let (field, _) = forge.field(0);
        forge.edit(field, |field| field.set("Rect", sides([0.0, 0.0, 600.0, 800.0])));
    }),
    ("changed appearance", "hidden", |forge| {
        let (field, _) = forge.field(0);
        forge.edit(field, |field| field.set("F", 2));
    }),
    ("changed appearance", "empty field enlarged", |forge| {
        let (field, _) = forge.field(1);
        forge.edit(field, |field| field.set("Rect", sides([0.0, 0.0, 600.0, 800.0])));
    }),
    ("changed appearance", "look without a signature", |forge| {
        let look = forge.stream(&[("Subtype", name("Form"))], b"0 0 99 99 re f");
        let (field, _) = forge.field(1);
        forge.edit(field, |field| field.set("AP", dictionary(&[("N", look.into())])));
    }),
    ("hidden annotation", "text over the page", |forge| {
        annotate(forge, "FreeText")
    }),
    ("hidden annotation", "stamp", |forge| annotate(forge, "Stamp")),
    ("hidden annotation", "link", |forge| annotate(forge, "Link")),
    ("hidden annotation", "visible signature field", |forge| {
        add_field(forge, &[("Rect", sides([0.0, 0.0, 300.0, 300.0]))]);
    }),
    ("hidden annotation", "invisible field with an action", |forge| {
        let action = dictionary(&[("S", name("JavaScript")), ("JS", Object::string_literal("1"))]);
        add_field(forge, &[("Rect", sides([0.0; 4])), ("A", action.into())]);
    }),
    ("hidden annotation", "taken away", |forge| {
        let page = page_of_field(forge);
        forge.edit(page, |page| {
            page.remove(b"Annots");
        });
    }),
    ("page and font swap", "font", |forge| {
        let id = forge.resource(b"Font");
        let font = [
            ("Type", name("Font")),
            ("Subtype", name("Type1")),
            ("BaseFont", name("Courier")),
        ];
        forge.set(id, dictionary(&font));
    }),
    ("page and font swap", "page turned", |forge| {
        let page = forge.page(0);
        forge.edit(page, |page| page.set("Rotate", 180));
    }),
    ("page and font swap", "page cropped", |forge| {
        let page = forge.page(0);
        forge.edit(page, |page| page.set("CropBox", sides([0.0, 0.0, 10.0, 10.0])));
    }),
    ("page and font swap", "page with other contents", |forge| {
        let contents = forge.stream(&[], b"BT ET");
        let page = forge.page(0);
        forge.edit(page, |page| page.set("Contents", contents));
    }),
    ("page and font swap", "page added", |forge| {
        let (page, tree) = (forge.page(0), page_tree(forge));
        forge.edit(tree, |tree| {
            tree.get_mut(b"Kids")
                .unwrap()
                .as_array_mut()
                .unwrap()
                .push(page.into());
            tree.set("Count", 9);
        });
    }),
    ("page and font swap", "page removed", |forge| {
        let tree = page_tree(forge);
        forge.edit(tree, |tree| {
            tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap().clear();
            tree.set("Count", 0);
        });
    }),
];

pub(crate) fn attacks(school: &School) -> Vec<Attack> {
    let ordinary = signed(school, CONSENT);
    let mut attacks: Vec<Attack> = UPDATES
        .iter()
        .map(|(family, name, make)| {
            let mut forge = Forge::new(&ordinary);
            make(&mut forge);
            let forged = forge.finish();
            attack(school, family, name, &ordinary, forged)
        })
        .collect();
    attacks.extend(prepared(school));
    attacks.extend(countersigned(school, &ordinary));
    attacks
}

/// Changes that a second, trusted signer is made to sign over: the first one's document is another now.
fn countersigned(school: &School, ordinary: &[u8]) -> Vec<Attack> {
    const CASES: &[Case] = &[
        ("shadow: countersigned", "text changed first", |forge| {
            let id = forge.contents();
            forge.set(id, stream(&[], b"BT ET"));
        }),
        ("shadow: countersigned", "note laid over it first", |forge| {
            annotate(forge, "FreeText")
        }),
        ("shadow: countersigned", "first signature removed", |forge| {
            let (field, _) = forge.field(0);
            forge.edit(field, |field| {
                field.remove(b"V");
            });
        }),
    ];
    let look = crate::support::look();
    let second = &crate::support::field_names(CONSENT)[1];
    let countersign = |pdf: &[u8]| {
        let request = crate::support::request(second, &look);
        signing::sign(pdf, &school.nils, &request, None).unwrap()
    };
    let honest = countersign(ordinary);
    let cases = CASES.iter().map(|(family, name, make)| {
        let mut forge = Forge::new(ordinary);
        make(&mut forge);
        attack(school, family, name, &honest, countersign(&forge.finish()))
    });
    cases.collect()
}

fn attack(
    school: &School,
    family: &'static str,
    name: &'static str,
    honest: &[u8],
    forged: Vec<u8>,
) -> Attack {
    Attack {
        family,
        name,
        honest: honest.to_vec(),
        forged,
        trust: school.trust.clone(),
    }
}

/// Attacks that were prepared before the victim signed.
fn prepared(school: &School) -> Vec<Attack> {
    const COVER: &[u8] = b"1 g 0 0 600 800 re f\n";
    let mut forge = Forge::new(CONSENT);
    let page = forge.page(0);
    let before = forge.contents();
    let cover = forge.add(stream(&[], COVER));
    let second = forge.add(stream(&[], b"0 g 0 0 9 9 re f\n"));
    let missing = (second.0 + 10, 0);
    let groups = forge.add(dictionary(&[("BaseState", name("ON"))]));
    forge.edit(page, |page| {
        page.set("Contents", vec![before.into(), cover.into(), missing.into()]);
    });
    let catalog = forge.catalog();
    forge.edit(catalog, |catalog| {
        catalog.set("OCProperties", dictionary(&[("D", groups.into())]));
        // The description of the document is what opens it as well.
        let description = catalog.get(b"Metadata").unwrap().clone();
        catalog.set("OpenAction", description);
    });
    forge.trailer.set("Size", i64::from(missing.0) + 1);
    let honest = signed(school, &forge.finish());

    let description = Forge::new(&honest).metadata();
    let update = |make: &dyn Fn(&mut Forge)| {
        let mut forge = Forge::new(&honest);
        make(&mut forge);
        forge.finish()
    };
    let place = find_last(&honest, format!("\n{} 0 obj", second.0).as_bytes()) + 1;
    let cases = [
        (
            "shadow: hide",
            "cover emptied",
            update(&|forge| forge.set(cover, stream(&[], b""))),
        ),
        (
            "shadow: hide",
            "cover off the page",
            update(&|forge| forge.edit(page, |page| page.set("Contents", before))),
        ),
        (
            "shadow: hide",
            "layer switched off",
            update(&|forge| forge.set(groups, dictionary(&[("BaseState", name("OFF"))]))),
        ),
        (
            "shadow: hide",
            "cover's number points at another object",
            update(&|forge| {
                forge.lies.insert(cover.0, place);
            }),
        ),
        (
            "shadow: replace",
            "description that is an action as well",
            update(&|forge| {
                let entries = [("Type", name("Metadata")), ("S", name("JavaScript"))];
                forge.set(description, stream(&entries, b"app.alert(1)"));
            }),
        ),
        (
            "shadow: replace",
            "what was missing appears",
            update(&|forge| forge.set(missing, stream(&[], COVER))),
        ),
        (
            "shadow: replace",
            "what was missing appears as a proof",
            update(&|forge| {
                forge.set(missing, stream(&[], COVER));
                let store = dictionary(&[("Certs", vec![Object::from(missing)].into())]);
                forge.edit(catalog, |catalog| catalog.set("DSS", store));
            }),
        ),
    ];
    cases
        .into_iter()
        .map(|(family, name, forged)| attack(school, family, name, &honest, forged))
        .collect()
}

fn sides(sides: [f32; 4]) -> Object {
    Object::Array(sides.map(Object::Real).into())
}

fn appearance(forge: &Forge) -> ObjectId {
    let field = forge.document.get_dictionary(forge.field(0).0).unwrap();
    let look = field.get(b"AP").unwrap().as_dict().unwrap();
    look.get(b"N").unwrap().as_reference().unwrap()
}

fn page_tree(forge: &Forge) -> ObjectId {
    let page = forge.document.get_dictionary(forge.page(0)).unwrap();
    page.get(b"Parent").unwrap().as_reference().unwrap()
}

fn page_of_field(forge: &Forge) -> ObjectId {
    let field = forge.document.get_dictionary(forge.field(0).0).unwrap();
    field.get(b"P").unwrap().as_reference().unwrap()
}

fn font_file(forge: &Forge) -> ObjectId {
    let mut objects = forge
        .document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    objects
        .find_map(|entries| entries.get(b"FontFile2").or(entries.get(b"FontFile3")).ok())
        .unwrap()
        .as_reference()
        .unwrap()
}

fn attachment(forge: &Forge) -> ObjectId {
    let mut objects = forge.document.objects.iter();
    let found = objects.find(|(_, object)| {
        object
            .as_stream()
            .is_ok_and(|stream| stream.dict.has_type(b"EmbeddedFile"))
    });
    *found.unwrap().0
}

fn annotate(forge: &mut Forge, kind: &str) {
    let text = Object::String(b"void".to_vec(), StringFormat::Literal);
    let note = [
        ("Type", name("Annot")),
        ("Subtype", name(kind)),
        ("Rect", sides([0.0, 0.0, 600.0, 800.0])),
        ("Contents", text),
    ];
    let note = forge.add(dictionary(&note));
    put_on_page(forge, note);
}

fn put_on_page(forge: &mut Forge, note: ObjectId) {
    let page = page_of_field(forge);
    forge.edit(page, |page| {
        page.get_mut(b"Annots")
            .unwrap()
            .as_array_mut()
            .unwrap()
            .push(note.into());
    });
}

/// A further signature field, whose signature is a copy of the one there is.
fn add_field(forge: &mut Forge, entries: &[(&str, Object)]) {
    let (_, signature) = forge.field(0);
    let mut field = dictionary(&[
        ("Type", name("Annot")),
        ("Subtype", name("Widget")),
        ("FT", name("Sig")),
        ("T", Object::string_literal("more")),
        ("V", signature.unwrap().into()),
    ]);
    field.extend(&dictionary(entries));
    let field = forge.add(field);
    put_on_page(forge, field);
    let catalog = forge.catalog();
    forge.edit(catalog, |catalog| {
        let form = catalog.get_mut(b"AcroForm").unwrap().as_dict_mut().unwrap();
        form.get_mut(b"Fields")
            .unwrap()
            .as_array_mut()
            .unwrap()
            .push(field.into());
    });
}
