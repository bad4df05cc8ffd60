//! Filling in any form from a set of answers, control by control.

use std::cell::RefCell;

use fantoccini::key::Key;
use serde_json::{Map, Value};

use crate::{Broken, Step, Window};

const CONTROL: &str = include_str!("control.js");

impl Window {
    /// Fills in the form that is shown, section by section, as the command line describes it (`form`, of
    /// `narvarolots-cli forms --json`), with answers as `render` takes them.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where a question that has an answer cannot be answered.
    pub async fn answer(&self, form: &Value, answers: &Map<String, Value>) -> Step {
        for field in fields(form) {
            if let Some(answer) = answers.get(field) {
                let answered = self.answer_field(field, answer).await;
                answered.map_err(|error| Broken::NotSeen {
                    wanted: format!("an answer to {field}"),
                    there: error.to_string(),
                })?;
            }
        }
        Ok(())
    }

    async fn answer_field(&self, field: &str, answer: &Value) -> Step {
        match answer {
            Value::Bool(on) => self.mark(field, "true", *on).await,
            Value::Number(number) => self.write(field, &number.to_string().replace('.', ",")).await,
            Value::String(text) => self.choose_or_write(field, text).await,
            Value::Object(parts) => self.answer_parts(field, parts).await,
            Value::Array(list) if list.iter().all(Value::is_string) => self.mark_each(field, list).await,
            Value::Array(rows) => self.answer_rows(field, rows).await,
            Value::Null => Ok(()),
        }
    }

    /// A person or a signature has a name, a question with yes and no an answer and a comment.
    async fn answer_parts(&self, field: &str, parts: &Map<String, Value>) -> Step {
        for (part, text) in parts {
            let text = text.as_str().unwrap_or_default();
            match part.as_str() {
                "answer" => self.mark(field, text, true).await?,
                "name" => self.write(field, text).await?,
                part => self.write(&format!("{field}-{part}"), text).await?,
            }
        }
        Ok(())
    }

    /// Ticks those that are answered and unticks those that were offered.
    async fn mark_each(&self, field: &str, chosen: &[Value]) -> Step {
        let offered = self
            .run(
                "return [...document.getElementsByName(arguments[0])].map((mark) => mark.value)",
                vec![field.into()],
            )
            .await?;
        for option in offered.as_array().into_iter().flatten() {
            let on = chosen.contains(option);
            self.mark(field, option.as_str().unwrap_or_default(), on).await?;
        }
        Ok(())
    }

    async fn answer_rows(&self, field: &str, rows: &[Value]) -> Step {
        for (at, row) in rows.iter().enumerate() {
            let cells = row.as_object().into_iter().flatten();
            for (column, cell) in cells.filter(|(column, _)| *column != "row") {
                let find = [field.into(), "cell".into(), at.into(), column.as_str().into()];
                self.put(&find, cell.as_str().unwrap_or_default()).await?;
            }
        }
        Ok(())
    }

    async fn choose_or_write(&self, field: &str, text: &str) -> Step {
        let found = self.control(&[field.into(), "field".into()]).await?;
        if found["mark"] == true {
            self.mark(field, text, true).await
        } else {
            self.write(field, text).await
        }
    }

    async fn write(&self, id: &str, text: &str) -> Step {
        self.put(&[id.into(), "field".into()], text).await
    }

    /// Puts text into what can be written in, or chooses it in a list.
    async fn put(&self, find: &[Value], text: &str) -> Step {
        let found = self.control(find).await?;
        let Some(control) = self.element(&found) else {
            return Ok(());
        };
        if found["list"] == true {
            return Ok(control.select_by_value(text).await?);
        }
        self.empty(&control).await?;
        // WebDriver's own sign for the key, which a line break is not.
        let enter = char::from(Key::Enter).to_string();
        Ok(control.send_keys(&text.replace('\n', &enter)).await?)
    }

    /// Ticks, chooses or unticks by pressing the words beside the mark. A section that opens meanwhile moves them from
    /// under the mouse, so that it is looked whether the mark was met.
    async fn mark(&self, name: &str, option: &str, on: bool) -> Step {
        let find = [name.into(), "mark".into(), option.into()];
        self.wait(
            &format!("{option} of {name} to be marked: {on}"),
            async |window| {
                let found = window.control(&find).await?;
                match window.element(&found) {
                    Some(mark) if found["on"] != on => mark.click().await?,
                    _ => return Ok(true),
                }
                Ok(false)
            },
        )
        .await
    }

    /// Waits for a control that can be used: a section may open only when the one before it is complete.
    async fn control(&self, find: &[Value]) -> Step<Value> {
        let found = RefCell::new(Value::Null);
        self.wait(&format!("a control for {find:?}"), async |window| {
            let answer = window.run(CONTROL, find.to_vec()).await?;
            let there = !answer.is_null();
            found.replace(answer);
            Ok(there)
        })
        .await?;
        Ok(found.into_inner())
    }
}

/// The ids of a form's fields, in the order in which they are asked.
fn fields(form: &Value) -> impl Iterator<Item = &str> {
    let sections = form["sections"].as_array().into_iter().flatten();
    sections
        .flat_map(|section| section["items"].as_array().into_iter().flatten())
        .filter_map(|item| item["id"].as_str())
}
