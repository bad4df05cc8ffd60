//! The program under test: opened with a data folder, closed, or killed in the middle of a word.

use std::path::{Path, PathBuf};

use fantoccini::ClientBuilder;
use fantoccini::error::{CmdError, NewSessionError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::driver::Driver;
use crate::{Step, Window};

/// Why a step could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// A variable that xtask sets is not there.
    #[error("{0} is not set: start these tests with cargo xtask")]
    Environment(&'static str),
    /// WebKitWebDriver did not answer.
    #[error("WebKitWebDriver did not answer")]
    Driver,
    /// The program did not open a window that can be driven.
    #[error("no window: {0}")]
    Session(#[from] NewSessionError),
    /// A WebDriver command failed.
    #[error("WebDriver: {0}")]
    Command(#[from] CmdError),
    /// Something a person should see was not there in time.
    #[error("waited for {wanted}; there was: {there}")]
    NotSeen {
        /// What the step looked for.
        wanted: String,
        /// What the window showed instead.
        there: String,
    },
    /// The page breaks accessibility rules.
    #[error("axe-core on {view}:\n{findings}")]
    Inaccessible {
        /// The view that was judged.
        view: String,
        /// One line for each finding.
        findings: String,
    },
    /// The vault does not open, or is not sound.
    #[error("the vault: {0}")]
    Vault(#[from] vault::Error),
    /// A file or process could not be reached.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// A program that can be opened again and again on the same folders.
pub struct Program {
    binary: PathBuf,
    arguments: Vec<String>,
    home: PathBuf,
    /// Further seams: what a variable of the environment says.
    seams: Vec<(&'static str, PathBuf)>,
}

impl Program {
    /// Närvarolots with everything it writes inside `home`: its data in `data`, saved documents in `saved`.
    ///
    /// # Errors
    /// [`Broken::Environment`] where xtask has not said which binary to test.
    pub fn narvarolots(home: &Path) -> Step<Self> {
        Ok(Self {
            binary: crate::from_environment("NARVAROLOTS_APP")?,
            arguments: vec![],
            home: home.to_path_buf(),
            seams: vec![],
        })
    }

    /// WebKit's own small browser, for pages that need no shell.
    #[must_use]
    pub fn browser(home: &Path) -> Self {
        let binary = PathBuf::from("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser");
        Self {
            binary,
            arguments: vec!["--automation".into()],
            home: home.to_path_buf(),
            seams: vec![],
        }
    }

    /// The same, where a variable of the environment says this.
    #[must_use]
    pub fn with(mut self, variable: &'static str, place: &Path) -> Self {
        self.seams.push((variable, place.to_path_buf()));
        self
    }

    /// The same, started with this file, as the file manager does when it is opened there.
    #[must_use]
    pub fn given(mut self, file: &Path) -> Self {
        self.arguments.push(file.to_string_lossy().into_owned());
        self
    }

    /// The folder that "save as" writes to in a build with test seams.
    #[must_use]
    pub fn saved(&self) -> PathBuf {
        self.home.join("saved")
    }

    /// The file that "choose a PDF" opens in a build with test seams.
    #[must_use]
    pub fn chosen(&self) -> PathBuf {
        self.home.join("chosen.pdf")
    }

    /// The folder whose files "choose papers" opens in a build with test seams.
    #[must_use]
    pub fn incoming(&self) -> PathBuf {
        self.home.join("incoming")
    }

    /// The municipality's settings in a build with test seams.
    #[must_use]
    pub fn municipality(&self) -> PathBuf {
        self.home.join("kommun.toml")
    }

    /// The file that says how many days later it is in a build with test seams.
    #[must_use]
    pub fn days_later(&self) -> PathBuf {
        self.home.join("days-later")
    }

    /// The folder with the vault.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.home.join("vault")
    }

    /// Opens the window and waits until its page is there.
    ///
    /// # Errors
    /// [`Broken`] where the driver or the program does not start.
    pub async fn open(&self) -> Step<Window> {
        let (data, saved, chosen, incoming) = (self.data(), self.saved(), self.chosen(), self.incoming());
        let (municipality, later) = (self.municipality(), self.days_later());
        for folder in [&data, &saved, &incoming] {
            std::fs::create_dir_all(folder)?;
        }
        let mut seams = vec![
            ("NARVAROLOTS_DATA", data.as_path()),
            ("NARVAROLOTS_SAVE_DIR", saved.as_path()),
            ("NARVAROLOTS_OPEN_FILE", chosen.as_path()),
            ("NARVAROLOTS_OPEN_PAPERS", incoming.as_path()),
            ("NARVAROLOTS_MUNICIPALITY", municipality.as_path()),
            ("NARVAROLOTS_DAYS_LATER", later.as_path()),
        ];
        seams.extend(self.seams.iter().map(|(name, place)| (*name, place.as_path())));
        let driver = Driver::start(&self.home, &seams)?;
        let options = json!({ "binary": self.binary, "args": self.arguments });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)]
            .into_iter()
            .collect();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.url())
            .await?;
        let window = Window::new(client, driver);
        window
            .wait("a page", async |window| {
                Ok(window.run("return document.readyState", vec![]).await? == "complete")
            })
            .await?;
        Ok(window)
    }
}
