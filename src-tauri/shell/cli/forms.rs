//! `forms`: what there is to fill in.

use clap::ArgMatches;
use commands::wire::form::{FieldView, FormDescription, FormSummary, ItemView};
use commands::{Catalogue, Code, CommandError};

use super::say;

pub fn run(told: &ArgMatches) -> Result<(), CommandError> {
    let catalogue = Catalogue::embedded()?;
    if told.get_flag("json") {
        let all: Vec<FormDescription> = catalogue
            .forms()
            .iter()
            .map(|form| FormDescription {
                view: form.into(),
                schema: form.value_schema(),
            })
            .collect();
        return print_json(&all);
    }
    for form in catalogue.forms() {
        let description = FormDescription {
            view: form.into(),
            schema: form.value_schema(),
        };
        print_form(&description);
    }
    Ok(())
}

fn print_form(form: &FormDescription) {
    let FormSummary {
        form: form_ref,
        title,
        hash,
        source,
        ..
    } = &form.view.summary;
    say::line(format_args!(
        "{form_ref}\n  {title}\n  {}\n  sha256 {hash}",
        source.document
    ));
    for section in &form.view.sections {
        say::line(format_args!("  [{}] {}", section.id, section.name));
        let fields = section.items.iter().filter_map(|item| match item {
            ItemView::Field(field) => Some(field),
            _ => None,
        });
        for FieldView {
            id,
            full_label,
            required,
            ..
        } in fields
        {
            say::line(format_args!(
                "    {id}{}  {full_label}",
                if *required { "*" } else { "" }
            ));
        }
    }
    say::line("");
}

/// Prints a value as JSON for people and machines alike.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(value).map_err(|_| CommandError::new(Code::CannotWrite))?;
    say::line(text);
    Ok(())
}
