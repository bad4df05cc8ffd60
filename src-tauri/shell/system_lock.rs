//! Linux: the system says over D-Bus that its screen is locked or that it goes to sleep. On Windows and macOS nobody is
//! asked, and the vault's own clock locks, at the latest when the computer has woken.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use zbus::MatchRule;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::OwnedObjectPath;

/// Which signals say so, on which bus, and whether they tell by a first argument that is true.
const SIGNALS: &[(Bus, &str, &str, bool)] = &[
    (
        Bus::System,
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        true,
    ),
    (Bus::System, "org.freedesktop.login1.Session", "Lock", false),
    (Bus::Session, "org.freedesktop.ScreenSaver", "ActiveChanged", true),
    (Bus::Session, "org.gnome.ScreenSaver", "ActiveChanged", true),
    (Bus::Session, "org.cinnamon.ScreenSaver", "ActiveChanged", true),
    (Bus::Session, "org.mate.ScreenSaver", "ActiveChanged", true),
    (Bus::Session, "org.xfce.ScreenSaver", "ActiveChanged", true),
];

#[derive(Clone, Copy)]
enum Bus {
    System,
    Session,
}

/// The system's login manager: nobody else on the system's bus may say that it is locked.
const LOGIN: &str = "org.freedesktop.login1";

/// How long a bus that is not there, or has gone, is left alone.
const PAUSE: Duration = Duration::from_secs(60);

/// Calls `locked` whenever the system is locked or goes to sleep, for as long as the program runs. Where there is no
/// such bus nothing is ever called.
pub fn follow(locked: impl Fn() + Send + Sync + 'static) {
    let locked: Arc<dyn Fn() + Send + Sync> = Arc::new(locked);
    for (bus, interface, member, telling) in SIGNALS.iter().copied() {
        let locked = Arc::clone(&locked);
        thread::spawn(move || {
            loop {
                // Whatever went wrong, the bus may be there again later.
                listen(bus, interface, member, telling, locked.as_ref()).ok();
                thread::sleep(PAUSE);
            }
        });
    }
}

fn listen(
    bus: Bus,
    interface: &'static str,
    member: &'static str,
    telling: bool,
    locked: &dyn Fn(),
) -> zbus::Result<()> {
    let connection = match bus {
        Bus::System => Connection::system()?,
        Bus::Session => Connection::session()?,
    };
    let mut rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(interface)?
        .member(member)?;
    if matches!(bus, Bus::System) {
        rule = rule.sender(LOGIN)?;
        // On a computer that several people use at once, the others' sessions are no business of ours.
        if !telling {
            rule = rule.path(own_session(&connection)?)?;
        }
    }
    for message in MessageIterator::for_match_rule(rule.build(), &connection, None)? {
        if says_so(&message?, telling) {
            locked();
        }
    }
    Ok(())
}

/// The session of the system's login manager in which the program runs; the one on the user's display where it was started
/// outside of any, as by the desktop's own service manager.
fn own_session(connection: &Connection) -> zbus::Result<OwnedObjectPath> {
    let by_process = login(connection, "GetSessionByPID", &std::process::id());
    let answer = by_process.or_else(|_| login(connection, "GetSession", &"auto"))?;
    answer.body().deserialize()
}

fn login<B>(connection: &Connection, method: &str, about: &B) -> zbus::Result<Message>
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    let manager = Some("org.freedesktop.login1.Manager");
    connection.call_method(Some(LOGIN), "/org/freedesktop/login1", manager, method, about)
}

/// Whether a signal says that the system is locked now, and not that it is free again.
fn says_so(message: &Message, telling: bool) -> bool {
    !telling || message.body().deserialize::<bool>().unwrap_or(false)
}
