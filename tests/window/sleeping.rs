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
const OWN_SESSION: &str = "/org/freedesktop/login1/session/_31";
/// Somebody else's, on the same computer.
const OTHER_SESSION: &str = "/org/freedesktop/login1/session/_32";

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

    #[zbus(name = "GetSessionByPID")]
    fn session_of(&self, _process: u32) -> zbus::zvariant::OwnedObjectPath {
        zbus::zvariant::ObjectPath::from_static_str_unchecked(OWN_SESSION).into()
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

/// The login manager takes its place on the tests' bus.
async fn appears(login: &Login) -> Result<Connection, Box<dyn Error>> {
    let played = login.clone();
    let serve = move || {
        connection::Builder::session()?
            .serve_at(PLACE, played)?
            .name("org.freedesktop.login1")?
            .build()
    };
    Ok(tokio::task::spawn_blocking(serve).await??)
}

/// The application, for which the tests' own bus is the system's too.
fn program(home: &Path) -> Result<Program, Box<dyn Error>> {
    let address: std::path::PathBuf = from_environment("DBUS_SESSION_BUS_ADDRESS")?;
    Ok(Program::narvarolots(home)?.with("DBUS_SYSTEM_BUS_ADDRESS", Path::new(&address)))
}

/// Every desktop says in its own way that the screen is locked; the login manager says it of each session.
#[tokio::test]
async fn the_vault_locks_with_every_desktop() -> Result<(), Box<dyn Error>> {
    let login = Login::default();
    let bus = appears(&login).await?;
    let home = tempdir()?;
    let mentor = Mentor::starts(&program(home.path())?).await?;
    let window = &mentor.window;
    let of_session = |session: &str| {
        let interface = "org.freedesktop.login1.Session";
        bus.emit_signal(None::<&str>, session, interface, "Lock", &())
    };
    let of_screen = |desktop: &str, active: bool| {
        let place = format!("/org/{desktop}/ScreenSaver");
        let interface = format!("org.{desktop}.ScreenSaver");
        bus.emit_signal(None::<&str>, place, interface, "ActiveChanged", &active)
    };
    let comes_back = async || {
        window.see("Lås upp ditt valv").await?;
        window.fill("Lösenfras", PASSPHRASE).await?;
        window.press("Lås upp").await?;
        window.press("Inställningar").await?;
        window.see("Byt lösenfras").await
    };
    window
        .wait("the system to be followed", async |_| Ok(login.count() == 1))
        .await?;
    window.press("Inställningar").await?;
    for desktop in ["freedesktop", "gnome", "cinnamon", "mate", "xfce"] {
        of_screen(desktop, false)?;
        window.see("Byt lösenfras").await?;
        of_screen(desktop, true)?;
        comes_back().await?;
    }
    of_session(OTHER_SESSION)?;
    window.see("Byt lösenfras").await?;
    of_session(OWN_SESSION)?;
    window.see("Lås upp ditt valv").await?;
    mentor.window.close().await?;
    Ok(())
}

#[tokio::test]
async fn the_vault_is_locked_before_the_system_sleeps() -> Result<(), Box<dyn Error>> {
    let login = Login::default();
    let bus = appears(&login).await?;
    let home = tempdir()?;
    let program = program(home.path())?;
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
