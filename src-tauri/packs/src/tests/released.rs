//! A definition that has been released never changes: a document made years ago names it by its hash.

use std::collections::BTreeMap;

use forms::{FormRef, Hash};

const RELEASED: &str = include_str!("../../released.txt");

#[test]
fn check() {
    assert_eq!(wrong_in(RELEASED), Vec::<String>::new());
    let line = RELEASED.lines().last().unwrap();
    let (form, hash) = line.split_once(' ').unwrap();
    let older = format!("{}@1", form.split_once('@').unwrap().0);
    for (list, wrong) in [
        (format!("{line}\n{line}"), format!("{form} is listed twice")),
        (
            format!("{form} {}", Hash::of(b"")),
            format!("{form} was released and has changed: raise its version"),
        ),
        (
            format!("trosa/no-such@1 {hash}"),
            "trosa/no-such@1 is gone".into(),
        ),
        (format!("{form}9 {hash}"), format!("{form}9 is gone")),
        (
            format!("{older} {}", &hash[1..]),
            format!("not a line: {older} {}", &hash[1..]),
        ),
    ] {
        assert_eq!(wrong_in(&list), [wrong]);
    }
}

/// What is wrong with the list beside the forms as they are. Of each form only the newest version is
/// embedded; older ones live on in the vaults and documents that were answered with them.
fn wrong_in(list: &str) -> Vec<String> {
    let forms = crate::forms().map_err(|error| error.to_string()).unwrap();
    let mut seen = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let Some((released, hash)) = entry(line) else {
            wrong.push(format!("not a line: {line}"));
            continue;
        };
        let newest = forms.iter().find(|form| same_form(form.form_ref(), &released));
        match newest {
            Some(form) if form.form_ref().version < released.version => {
                wrong.push(format!("{released} is gone"))
            }
            Some(form) if *form.form_ref() == released && form.hash() != hash => {
                wrong.push(format!(
                    "{released} was released and has changed: raise its version"
                ));
            }
            Some(_) => {}
            None => wrong.push(format!("{released} is gone")),
        }
        if seen.insert(released.clone(), hash).is_some() {
            wrong.push(format!("{released} is listed twice"));
        }
    }
    wrong
}

fn same_form(one: &FormRef, other: &FormRef) -> bool {
    (&one.pack, &one.id) == (&other.pack, &other.id)
}

/// The form's reference and its hash.
fn entry(line: &str) -> Option<(FormRef, Hash)> {
    let (form, hash) = line.split_once(' ')?;
    Some((form.parse().ok()?, hash.parse().ok()?))
}
