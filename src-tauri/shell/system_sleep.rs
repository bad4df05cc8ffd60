//! Linux: while the vault is open, the system waits with its sleep until the vault is locked. The login manager lets a
//! program ask for a moment (a `delay` inhibitor, by default five seconds at most); it ends when its file is closed.

use std::thread;
use std::time::{Duration, Instant};

use texts::swedish;
use zbus::blocking::Connection;
use zbus::zvariant::OwnedFd;

/// How soon it is seen that the vault was opened or locked: a small part of the moment that the system waits.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// How long a bus that is not there, or a login manager that refuses, is left alone.
const PAUSE: Duration = Duration::from_secs(60);

/// Has the system wait with its sleep whenever the vault is open, for as long as the program runs.
pub fn follow(is_open: impl Fn() -> bool + Send + 'static) {
    thread::spawn(move || {
        let mut delay = Delay::default();
        loop {
            delay.follow(is_open(), || Connection::system().and_then(|bus| ask(&bus)).ok());
            thread::sleep(LOOK_AGAIN);
        }
    });
}

/// The moment that is asked for, for as long as the vault is open.
#[derive(Default)]
struct Delay {
    held: Option<OwnedFd>,
    /// When it could not be had.
    refused: Option<Instant>,
}

impl Delay {
    /// Asks for the moment where the vault is open, and gives it up where it is not. Where there is no such bus the vault
    /// locks when the system has woken.
    fn follow(&mut self, is_open: bool, ask: impl FnOnce() -> Option<OwnedFd>) {
        let rests = self.refused.is_some_and(|refused| refused.elapsed() < PAUSE);
        if !is_open {
            *self = Self::default();
        } else if self.held.is_none() && !rests {
            self.held = ask();
            self.refused = self.held.is_none().then(Instant::now);
        }
    }
}

/// Others on the computer can read what is said here: it names nobody.
fn ask(bus: &Connection) -> zbus::Result<OwnedFd> {
    let why = swedish().say("sleep-why", &[]);
    let answer = bus.call_method(
        Some("org.freedesktop.login1"),
        "/org/freedesktop/login1",
        Some("org.freedesktop.login1.Manager"),
        "Inhibit",
        &("sleep", "Närvarolots", why.as_ref(), "delay"),
    )?;
    answer.body().deserialize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;
    use std::os::fd;
    use std::os::unix::net::UnixStream;

    /// What a login manager gives, and its own end.
    fn given() -> (OwnedFd, UnixStream) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        ours.set_nonblocking(true).unwrap();
        (fd::OwnedFd::from(theirs).into(), ours)
    }

    fn is_given_up(mut end: &UnixStream) -> bool {
        matches!(end.read(&mut [0]), Ok(0))
    }

    #[test]
    fn check() {
        let mut delay = Delay::default();
        let unasked = || panic!("not asked");
        delay.follow(false, unasked);
        let (moment, end) = given();
        delay.follow(true, || Some(moment));
        delay.follow(true, unasked);
        assert!(!is_given_up(&end), "held while the vault is open");
        delay.follow(false, unasked);
        assert!(is_given_up(&end), "given up with the lock");

        delay.follow(true, || None);
        delay.follow(true, unasked);
        delay.follow(false, unasked);
        let (moment, end) = given();
        delay.follow(true, || Some(moment));
        assert!(!is_given_up(&end), "asked again when the vault is opened again");
    }
}
