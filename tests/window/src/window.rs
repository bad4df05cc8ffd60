//! An open window: what a person presses, types, chooses and sees.

use std::time::{Duration, Instant};

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::{Broken, Step};

/// How long a person waits before calling it broken; the machine may be busy with other tests.
const PATIENCE: Duration = Duration::from_secs(20);
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// More stops than any view has.
const LONGEST_WALK: usize = 120;

const FIND: &str = include_str!("find.js");

/// WebDriver's name for an element reference in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What kind of thing a name belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A button, link, tab or menu item.
    Press,
    /// A field for text, numbers or dates, or a list to choose from.
    Field,
    /// A radio button or a tick.
    Choice,
}

/// The window of a running program; the program ends when this value does.
pub struct Window {
    client: Client,
    driver: Driver,
    patience: Duration,
}

impl Window {
    pub(crate) fn new(client: Client, driver: Driver) -> Self {
        Self {
            client,
            driver,
            patience: PATIENCE,
        }
    }

    /// The same window, waited for no longer than this.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Presses the button, link or tab with these words.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where there is none.
    pub async fn press(&self, words: &str) -> Step {
        self.act(Kind::Press, words, None, async |button| {
            Ok(button.click().await?)
        })
        .await
    }

    /// Replaces what stands in the field with this label.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where there is no such field.
    pub async fn fill(&self, label: &str, text: &str) -> Step {
        self.act(Kind::Field, label, None, async |field| {
            self.replace(&field, text).await
        })
        .await
    }

    /// As [`Window::fill`], in the group, row or section with this name.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where there is no such field in such a group.
    pub async fn fill_in(&self, group: &str, label: &str, text: &str) -> Step {
        let group = Some(group);
        self.act(Kind::Field, label, group, async |field| {
            self.replace(&field, text).await
        })
        .await
    }

    /// Chooses one of the alternatives of a question.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where the question or the alternative is not there.
    pub async fn choose(&self, question: &str, alternative: &str) -> Step {
        let group = Some(question);
        self.act(Kind::Choice, alternative, group, async |mark| {
            Ok(mark.click().await?)
        })
        .await
    }

    /// Picks one of the alternatives of a list that folds out.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where the list is not there; [`Broken::Command`] where the alternative is not.
    pub async fn pick(&self, label: &str, alternative: &str) -> Step {
        self.act(Kind::Field, label, None, async |list| {
            Ok(list.select_by_label(alternative).await?)
        })
        .await
    }

    /// Ticks, or unticks, the box with this label.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where there is none.
    pub async fn tick(&self, label: &str) -> Step {
        self.act(Kind::Choice, label, None, async |mark| Ok(mark.click().await?))
            .await
    }

    /// Presses a key where the focus is, as WebDriver writes it (`Key::Tab.into()`).
    ///
    /// # Errors
    /// [`Broken::Command`] where the window is gone.
    pub async fn key(&self, key: char) -> Step {
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Draws three strokes on the pad.
    ///
    /// # Errors
    /// [`Broken::Command`] where there is none.
    pub async fn draw(&self) -> Step {
        let show = "document.querySelector('main canvas').scrollIntoView({ block: 'center' })";
        self.run(show, vec![]).await?;
        let pad = self.client.find(Locator::Css("main canvas")).await?;
        for [x, y, right, down] in [[-120, 60, 60, -110], [-60, -50, 60, 110], [-95, 15, 70, 0]] {
            let to = |part: i64| PointerAction::MoveToElement {
                element: pad.clone(),
                duration: None,
                x: (x + right * part / 8) as f64,
                y: (y + down * part / 8) as f64,
            };
            let button = MOUSE_BUTTON_LEFT;
            let touched = MouseActions::new("pen".to_owned())
                .then(to(0))
                .then(PointerAction::Down { button });
            let moved = (1..=8).fold(touched, |pen, part| pen.then(to(part)));
            let drawn = moved.then(PointerAction::Up { button });
            self.client.perform_actions(drawn).await?;
        }
        Ok(())
    }

    /// Walks with the tab key to what has this name.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] with everything the focus met instead.
    pub async fn tab_to(&self, name: &str) -> Step {
        let mut met = vec![];
        for _ in 0..LONGEST_WALK {
            self.key(Key::Tab.into()).await?;
            let focused = self
                .run(FIND, vec!["focused".into(), name.into(), Value::Null])
                .await?;
            let focused = focused["there"][0].as_str().unwrap_or_default().to_owned();
            if focused == name {
                return Ok(());
            }
            met.push(focused);
        }
        Err(Broken::NotSeen {
            wanted: format!("focus on {name}"),
            there: met.join(", "),
        })
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// [`Broken::Command`] where nothing there can be typed into.
    pub async fn types(&self, text: &str) -> Step {
        Ok(self.client.active_element().await?.send_keys(text).await?)
    }

    /// Waits until these words are seen somewhere in the window.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] with what was seen instead.
    pub async fn see(&self, words: &str) -> Step {
        self.wait(words, async |window| Ok(window.text().await?.contains(words)))
            .await
    }

    /// Waits until these words are gone.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where they stay.
    pub async fn see_no(&self, words: &str) -> Step {
        self.wait(&format!("no {words}"), async |window| {
            Ok(!window.text().await?.contains(words))
        })
        .await
    }

    /// Everything that is seen, as text.
    ///
    /// # Errors
    /// [`Broken::Command`] where the window is gone.
    pub async fn text(&self) -> Step<String> {
        let text = self.run("return document.body.innerText", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What stands in the field with this label.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where there is no such field.
    pub async fn value(&self, label: &str) -> Step<String> {
        let field = self.find(Kind::Field, label, None).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Goes to an address; for pages in the plain browser.
    ///
    /// # Errors
    /// [`Broken::Command`] where the page cannot be reached.
    pub async fn go(&self, address: &str) -> Step {
        Ok(self.client.goto(address).await?)
    }

    /// Runs JavaScript in the page and gives what it returns.
    ///
    /// # Errors
    /// [`Broken::Command`] where the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Step<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Closes the window as a person does, and waits until the program has ended.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where the program goes on.
    pub async fn close(self) -> Step {
        let process = self.driver.started();
        self.client.close().await?;
        ended(process).await
    }

    /// Ends the program at once, as a power cut does.
    ///
    /// # Errors
    /// [`Broken::Driver`] where there is no program, [`Broken::NotSeen`] where it goes on.
    pub async fn kill(self) -> Step {
        let process = self.driver.started().ok_or(Broken::Driver)?;
        std::process::Command::new("kill")
            .args(["-9", &process.to_string()])
            .status()?;
        ended(Some(process)).await
    }

    /// Waits until something is true of the window.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] with what the window showed when patience ended.
    pub async fn wait(&self, wanted: &str, is_so: impl AsyncFn(&Self) -> Step<bool>) -> Step {
        let start = Instant::now();
        while !is_so(self).await? {
            if start.elapsed() > self.patience {
                let there = self.text().await?;
                return Err(Broken::NotSeen {
                    wanted: wanted.to_owned(),
                    there,
                });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Ok(())
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The element that a script found, if it found one.
    pub(crate) fn element(&self, found: &Value) -> Option<Element> {
        let id = found["element"][ELEMENT].as_str()?;
        let element = ElementRef::from(id.to_owned());
        Some(Element::from_element_id(self.client.clone(), element))
    }

    /// Takes away what stands in a field, as keys do: WebDriver's own way tells the page nothing.
    pub(crate) async fn empty(&self, field: &Element) -> Step {
        let script = "arguments[0].value = '';
            arguments[0].dispatchEvent(new InputEvent('input', { bubbles: true }))";
        let field = json!({ ELEMENT: field.element_id().to_string() });
        self.run(script, vec![field]).await.map(drop)
    }

    async fn replace(&self, field: &Element, text: &str) -> Step {
        self.empty(field).await?;
        Ok(field.send_keys(text).await?)
    }

    /// Does something to what has this name. What the page took away before it was touched is looked for again, as
    /// a person does.
    async fn act(
        &self,
        kind: Kind,
        name: &str,
        group: Option<&str>,
        act: impl AsyncFn(Element) -> Step,
    ) -> Step {
        let start = Instant::now();
        loop {
            let element = self.find(kind, name, group).await?;
            match act(element).await {
                Err(Broken::Command(error)) if is_gone(&error) && start.elapsed() < self.patience => {}
                other => return other,
            }
        }
    }

    async fn find(&self, kind: Kind, name: &str, group: Option<&str>) -> Step<Element> {
        let start = Instant::now();
        loop {
            let found = self
                .run(FIND, vec![kind.word().into(), name.into(), json!(group)])
                .await;
            // A page that changes while it is searched is searched again.
            let found = match found {
                Err(Broken::Command(CmdError::Standard(_))) if start.elapsed() < self.patience => Value::Null,
                other => other?,
            };
            if let Some(element) = self.element(&found) {
                return Ok(element);
            }
            if start.elapsed() > self.patience {
                let wanted = format!("{} ”{name}” in {group:?}", kind.word());
                return Err(Broken::NotSeen {
                    wanted,
                    there: found["there"].to_string(),
                });
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

fn is_gone(error: &CmdError) -> bool {
    matches!(error, CmdError::Standard(error) if error.error == ErrorStatus::StaleElementReference)
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Field => "field",
            Self::Choice => "choice",
        }
    }
}

async fn ended(process: Option<u32>) -> Step {
    let Some(process) = process else { return Ok(()) };
    let start = Instant::now();
    let folder = std::path::PathBuf::from(format!("/proc/{process}"));
    while folder.exists() && !is_zombie(process) {
        if start.elapsed() > PATIENCE {
            return Err(Broken::NotSeen {
                wanted: "the program's end".into(),
                there: process.to_string(),
            });
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    Ok(())
}

/// Whether a process has ended, with every thread that could hold a file, and only waits for its parent to notice.
fn is_zombie(process: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    if threads > 1 {
        return false;
    }
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit(')')
        .next()
        .is_some_and(|rest| rest.trim_start().starts_with('Z'))
}
