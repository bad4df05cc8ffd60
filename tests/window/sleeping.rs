//! The system goes to sleep: it waits until the vault is locked and what was half typed is kept. The system's login manager
//! is played by the test, on the tests' own bus.

#![allow(clippy::unwrap_used)] // clippy excuses test functions, not what they share

use std::error::Error;
use std::io::Read as _;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::{Arc, Mutex};

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, from_environment};
use zbus::blocking::{Connection, connection};

const PLACE: &str = "/org/freedesktop/login1";
const INTERFACE: &str = "org.freedesktop.login1.Manager";

/// What a program has asked to be waited for, and the other ends of what it got.
#[derive(Clone, Default)]
struct Login(Arc<Mutex<Vec<(String, UnixStream)>>>);

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn inhibit(
        &self,
        what: String,
        _who: String,
        _why: String,
        mode: String,
    ) -> zbus::fdo::Result<zbus::zvariant::OwnedFd> {
        let pair = UnixStream::pair().map_err(|error| zbus::fdo::Error::IOError(error.to_string()));
        let (ours, theirs) = pair?;
        self.0.lock().unwrap().push((format!("{what} {mode}"), ours));
        Ok(OwnedFd::from(theirs).into())
    }
}

impl Login {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// Whether what a program asked for last is given up.
    fn is_given_up(&self) -> bool {
        let mut asked = self.0.lock().unwrap();
        let Some((_, end)) = asked.last_mut() else {
            return true;
        };
        end.set_nonblocking(true).unwrap();
        matches!(end.read(&mut [0]), Ok(0))
    }
}

fn sleeps(bus: &Connection, begins: bool) -> zbus::Result<()> {
    bus.emit_signal(None::<&str>, PLACE, INTERFACE, "PrepareForSleep", &begins)
}

#[tokio::test]
async fn the_vault_is_locked_before_the_system_sleeps() -> Result<(), Box<dyn Error>> {
    let address: std::path::PathBuf = from_environment("DBUS_SESSION_BUS_ADDRESS")?;
    let login = Login::default();
    let played = login.clone();
    let serve = move || {
        connection::Builder::session()?
            .serve_at(PLACE, played)?
            .name("org.freedesktop.login1")?
            .build()
    };
    let bus = tokio::task::spawn_blocking(serve).await??;
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?.with("DBUS_SYSTEM_BUS_ADDRESS", Path::new(&address));
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    window
        .wait("the system to be asked to wait", async |_| Ok(login.count() == 1))
        .await?;
    assert_eq!(login.0.lock().unwrap()[0].0, "sleep delay");
    mentor.adds_pupil("Omar Haddad").await?;
    window.press("Lämnade uppgifter").await?;
    window.press("Anteckna att uppgifter lämnas").await?;
    window.fill("Vad som lämnas", "Att Omar har varit").await?;
    assert!(!login.is_given_up(), "held while the vault is open");

    sleeps(&bus, true)?;
    window
        .wait("the system to be let to sleep", async |_| Ok(login.is_given_up()))
        .await?;
    window.see("Lås upp ditt valv").await?;
    sleeps(&bus, false)?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window
        .wait("the system to be asked again", async |_| Ok(login.count() == 2))
        .await?;
    mentor.goes_to_case().await?;
    window.press("Lämnade uppgifter").await?;
    window.press("Anteckna att uppgifter lämnas").await?;
    window.see("Det du skrev senast finns kvar.").await?;
    assert_eq!(window.value("Vad som lämnas").await?, "Att Omar har varit");
    mentor.window.close().await?;
    Ok(())
}
