//! A screen of its own whose pixels can be read: for programs that cannot be asked, as a released one cannot.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::{Broken, Step};

/// Xvfb with its picture in a file; it ends when this value does.
pub struct Screen {
    server: Child,
    /// What moves and closes windows, where a test wants that done.
    keeper: Option<Child>,
    display: String,
    folder: TempDir,
}

/// Everything that a screen shows at one moment.
pub struct Frame(Vec<u8>);

impl Screen {
    /// Starts a screen.
    ///
    /// # Errors
    /// [`Broken::Io`] where Xvfb does not start.
    pub fn start() -> Step<Self> {
        let folder = tempfile::tempdir()?;
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "1440x1000x24", "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        let display = format!(":{}", number.trim());
        Ok(Self {
            server,
            keeper: None,
            display,
            folder,
        })
    }

    /// Lets somebody look after the windows, as on a real desktop: Alt+F4 closes one.
    ///
    /// # Errors
    /// [`Broken::Io`] where openbox does not start.
    pub fn with_windows_kept(mut self, home: &Path) -> Step<Self> {
        self.keeper = Some(self.command(Path::new("openbox"), home).spawn()?);
        Ok(self)
    }

    /// A command whose windows are shown here and whose files all lie in `home`.
    #[must_use]
    pub fn command(&self, program: &Path, home: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("HOME", home)
            .env("TMPDIR", home.join("tmp"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// What is shown now.
    ///
    /// # Errors
    /// [`Broken::Io`] where the screen is gone.
    pub fn frame(&self) -> Step<Frame> {
        let file: PathBuf = self.folder.path().join("Xvfb_screen0");
        Ok(Frame(std::fs::read(file)?))
    }

    /// Waits until something is shown and nothing has moved for a second, and gives what is shown then.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where it goes on moving, or nothing is ever shown.
    pub fn settled(&self) -> Step<Frame> {
        self.at_rest(|frame| !frame.is_empty())
    }

    /// The same, once another view is shown than `before`; a button that says it is at work is not one, and can stand
    /// still longer than a second.
    ///
    /// # Errors
    /// [`Broken::NotSeen`] where it goes on moving, or no other view is ever shown.
    pub fn settled_after(&self, before: &Frame) -> Step<Frame> {
        self.at_rest(|frame| frame.differing(before) > frame.pixels() / 20)
    }

    fn at_rest(&self, is_it: impl Fn(&Frame) -> bool) -> Step<Frame> {
        let start = Instant::now();
        let (mut last, mut since) = (self.frame()?, Instant::now());
        while start.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(50));
            let frame = self.frame()?;
            if !frame.shows(&last) {
                (last, since) = (frame, Instant::now());
            } else if since.elapsed() > Duration::from_secs(1) && is_it(&last) {
                return Ok(last);
            }
        }
        Err(Broken::NotSeen {
            wanted: "a screen at rest".to_owned(),
            there: "a screen that moves, or an empty one".to_owned(),
        })
    }

    /// Types as a keyboard does: `xdotool` with these arguments.
    ///
    /// # Errors
    /// [`Broken::Io`] where xdotool does not start.
    pub fn keys(&self, arguments: &[&str]) -> Step {
        let mut xdotool = Command::new("xdotool");
        xdotool.args(arguments).env("DISPLAY", &self.display).status()?;
        Ok(())
    }
}

impl Frame {
    /// Whether it shows what the other one does; a caret that blinks makes no difference.
    #[must_use]
    pub fn shows(&self, other: &Self) -> bool {
        self.differing(other) < self.pixels() / 1000
    }

    /// How many pixels are not the same as in the other one.
    fn differing(&self, other: &Self) -> usize {
        let both = self.0.chunks(4).zip(other.0.chunks(4));
        both.filter(|(one, two)| one != two).count()
    }

    fn pixels(&self) -> usize {
        self.0.len() / 4
    }

    /// Whether nothing is shown: almost every pixel is black.
    fn is_empty(&self) -> bool {
        let lit = self
            .0
            .chunks(4)
            .filter(|pixel| pixel.iter().take(3).any(|&part| part != 0));
        lit.count() < self.pixels() / 1000
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Each may have ended already, and then there is nothing left to end.
        for process in self.keeper.iter_mut().chain([&mut self.server]) {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
