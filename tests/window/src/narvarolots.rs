//! What a mentor does again and again in Närvarolots, in the words on the screen.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use serde_json::{Map, Value};
use vault::{Key, Passphrase, Vault};

use crate::{Broken, Program, Step, Window};

/// What opens the mentor's vault.
pub const PASSPHRASE: &str = "lampa brygga sommar kvist";

/// A mentor at an invented school, with a window open.
pub struct Mentor {
    /// What she sees.
    pub window: Window,
}

impl Mentor {
    /// Starts for the first time: the profile, the recovery words, and two of them typed back.
    ///
    /// # Errors
    /// [`Broken`] at the first thing that is not as it should be.
    pub async fn starts(program: &Program) -> Step<Self> {
        Self::starts_as(program, "Mentor eller klasslärare").await
    }

    /// Starts for the first time in another role.
    ///
    /// # Errors
    /// [`Broken`] at the first thing that is not as it should be.
    pub async fn starts_as(program: &Program, role: &str) -> Step<Self> {
        let window = program.open().await?;
        let words = Self::is_given_words_as(&window, role).await?;
        Self::is_asked_for_words(&window).await?;
        Self::types_words_back(window, &words).await
    }

    /// Fills in her profile, and is given the recovery words.
    ///
    /// # Errors
    /// [`Broken`] where she is not.
    pub async fn is_given_words(window: &Window) -> Step<Vec<String>> {
        Self::is_given_words_as(window, "Mentor eller klasslärare").await
    }

    async fn is_given_words_as(window: &Window, role: &str) -> Step<Vec<String>> {
        window.fill("Ditt namn", "Ebba Lindqvist").await?;
        window.choose("Din roll", role).await?;
        window.fill("Skola eller arbetsplats", "Ängsskolan").await?;
        window.choose("Huvudman", "Kommunal").await?;
        window.fill("Ny lösenfras", PASSPHRASE).await?;
        window.fill("Lösenfrasen en gång till", PASSPHRASE).await?;
        window.press("Fortsätt").await?;
        Self::reads_words(window).await
    }

    /// Reads the recovery words that are shown.
    ///
    /// # Errors
    /// [`Broken`] where there are none.
    pub async fn reads_words(window: &Window) -> Step<Vec<String>> {
        window.see("Dina återställningsord").await?;
        texts(window, "ol li").await
    }

    /// Says that she has the words on paper, and is asked for two of them.
    ///
    /// # Errors
    /// [`Broken`] where she is not.
    pub async fn is_asked_for_words(window: &Window) -> Step {
        window.press("Jag har orden på papper").await?;
        window.see("Visa att du har orden").await
    }

    /// Types two of the words back, and has a vault.
    ///
    /// # Errors
    /// [`Broken`] where she has none.
    pub async fn types_words_back(window: Window, words: &[String]) -> Step<Self> {
        Self::fills_in_words(&window, words).await?;
        window.press("Skapa valvet").await?;
        window.see("Vad vill du göra?").await?;
        Ok(Self { window })
    }

    /// Types the words back that are asked for.
    ///
    /// # Errors
    /// [`Broken`] where none are.
    pub async fn fills_in_words(window: &Window, words: &[String]) -> Step {
        for label in texts(window, "label").await? {
            let place: usize = label
                .trim_start_matches("Ord nummer ")
                .parse()
                .unwrap_or_default();
            let word = words
                .get(place.wrapping_sub(1))
                .ok_or_else(|| not_seen("a word to type back", &label))?;
            window.fill(&label, word).await?;
        }
        Ok(())
    }

    /// Comes back another day and unlocks the vault.
    ///
    /// # Errors
    /// [`Broken`] where the vault does not open.
    pub async fn comes_back(program: &Program) -> Step<Self> {
        let window = program.open().await?;
        window.fill("Lösenfras", PASSPHRASE).await?;
        window.press("Lås upp").await?;
        window.see("Vad vill du göra?").await?;
        Ok(Self { window })
    }

    /// Adds a pupil, who gets a case at once.
    ///
    /// # Errors
    /// [`Broken`] where the pupil is not added.
    pub async fn adds_pupil(&self, name: &str) -> Step {
        self.window.press("Elever och ärenden").await?;
        self.window.press("Ny elev").await?;
        self.window.fill("Elevens namn", name).await?;
        self.window.choose("Skolform", "Grundskola").await?;
        self.window.press("Lägg till eleven").await?;
        self.window.see("Inga dokument än.").await
    }

    /// Goes to the only case of the only pupil.
    ///
    /// # Errors
    /// [`Broken`] where there is none.
    pub async fn goes_to_case(&self) -> Step {
        self.window.press("Elever och ärenden").await?;
        self.window.press("Skolfrånvaro").await?;
        self.window.see("Dokument").await
    }

    /// Begins a form in the case that is shown.
    ///
    /// # Errors
    /// [`Broken`] where there is no such form.
    pub async fn begins(&self, form: &str) -> Step {
        self.window.press("Nytt formulär").await?;
        self.window.press(form).await?;
        self.window.see("Granska svaren").await
    }

    /// Waits until everything typed is kept.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where it is not.
    pub async fn waits_until_saved(&self) -> Step {
        self.window.see_no("Sparar …").await?;
        self.window.see("Sparat").await
    }

    /// Looks over the answers of a form, and goes on to klar.
    ///
    /// # Errors
    /// [`Broken`] where something stands in the way.
    pub async fn says_klar(&self) -> Step {
        self.window.press("Granska svaren").await?;
        self.window.press("Fortsätt till klar").await?;
        self.completes().await
    }

    /// Says who gave the answers that are not hers, and locks them all.
    ///
    /// # Errors
    /// [`Broken`] where the document is not completed.
    pub async fn completes(&self) -> Step {
        self.window.see("Klar, lås svaren").await?;
        for label in texts(&self.window, "main label[data-name]").await? {
            self.window.fill(&label, "Siv Ekåsen").await?;
        }
        self.window.press("Klar, lås svaren").await?;
        self.window.see("Dokumentet är klart och kan inte ändras.").await
    }

    /// Signs the finished document that is shown, in the row that waits for her.
    ///
    /// # Errors
    /// [`Broken`] where the document is not signed.
    pub async fn signs(&self) -> Step {
        self.window.press("Skriv under").await?;
        self.window.fill("Lösenfras", PASSPHRASE).await?;
        self.window.press("Skriv under").await?;
        self.window.see("Hel och undertecknad av Ebba Lindqvist.").await
    }

    /// Saves the finished document that is shown, and gives the file, which is the first or only one there.
    ///
    /// # Errors
    /// [`Broken`] where no file is written.
    pub async fn saves(&self, program: &Program) -> Step<PathBuf> {
        self.window.press("Spara som PDF").await?;
        self.window.see("Dokumentet är sparat.").await?;
        let mut files = std::fs::read_dir(program.saved())?
            .flatten()
            .map(|entry| entry.path());
        files.next().ok_or_else(|| not_seen("a saved file", ""))
    }

    /// Everything that is answered on the page: what stands in fields, what is chosen and ticked.
    ///
    /// # Errors
    /// [`Broken::Command`] where the window is gone.
    pub async fn has_answered(&self) -> Step<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('main input, main textarea, main select')].map((field) => {
                const marked = field.matches('[type=radio], [type=checkbox]');
                return `${field.name || field.id}: ${marked ? field.checked && field.value : field.value}`;
            })";
        Ok(strings(&self.window.run(script, vec![]).await?))
    }

    /// Everything that stands in fields, in the order of the page.
    ///
    /// # Errors
    /// [`Broken::Command`] where the window is gone.
    pub async fn has_written(&self) -> Step<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('input:not([type=radio]):not([type=checkbox]), textarea')]
            .map((field) => field.value).filter(Boolean)";
        Ok(strings(&self.window.run(script, vec![]).await?))
    }
}

/// The vault itself, beside the window.
///
/// # Errors
/// [`Broken::Vault`] where it does not open.
pub fn open_vault(program: &Program) -> Step<Vault> {
    let passphrase = Passphrase::typed(PASSPHRASE);
    Ok(Vault::open(
        &program.data(),
        &Key::Passphrase(&passphrase),
        SystemTime::now().into(),
    )?)
}

/// What the command line finds in a saved document.
///
/// # Errors
/// [`Broken`] where it does not read the file.
pub fn inspect(file: &Path) -> Step<Value> {
    command_line(&["inspect".as_ref(), file.as_os_str()])
}

/// Every form, as the command line describes it.
///
/// # Errors
/// [`Broken`] where it does not list them.
pub fn forms() -> Step<Vec<Value>> {
    let forms = command_line(&["forms".as_ref()])?;
    Ok(forms.as_array().cloned().unwrap_or_default())
}

fn command_line(arguments: &[&OsStr]) -> Step<Value> {
    let output = Command::new(crate::from_environment("NARVAROLOTS_CLI")?)
        .args(arguments)
        .arg("--json")
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(&said).map_err(|_| {
        not_seen(
            "an answer as JSON",
            &format!("{said}{}", String::from_utf8_lossy(&output.stderr)),
        )
    })
}

async fn texts(window: &Window, selector: &str) -> Step<Vec<String>> {
    let script =
        "return [...document.querySelectorAll(arguments[0])].map((element) => element.textContent.trim())";
    Ok(strings(&window.run(script, vec![selector.into()]).await?))
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn not_seen(wanted: &str, there: &str) -> Broken {
    Broken::NotSeen {
        wanted: wanted.to_owned(),
        there: there.to_owned(),
    }
}

/// The invented answers to a form of the command line's list.
///
/// # Errors
/// [`Broken`] where there are none.
pub fn sample(form: &Value) -> Step<Map<String, Value>> {
    let id = form["id"].as_str().unwrap_or_default();
    let file = format!("{}/../samples/{id}.json", env!("CARGO_MANIFEST_DIR"));
    Ok(serde_json::from_slice(&std::fs::read(file)?).unwrap_or_default())
}
