//! A desktop in memory for the real window: Xvfb with a session bus, Swedish, and nobody's own settings.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::process::{Failure, program};

/// A running Xvfb; it ends when this value does.
pub struct Desktop {
    server: Child,
    display: String,
}

impl Desktop {
    /// Starts Xvfb on the first free display, which it names itself.
    pub fn start() -> Result<Self, Failure> {
        let refused = |why: &str| Failure::new(format!("Xvfb gav ingen skärm: {why}."));
        let mut server = program(
            "Xvfb",
            [
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1440x1000x24",
                "-nolisten",
                "tcp",
            ],
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| refused(&error.to_string()))?;
        let mut number = String::new();
        if let Some(stdout) = server.stdout.take() {
            BufReader::new(stdout)
                .read_line(&mut number)
                .map_err(|error| refused(&error.to_string()))?;
        }
        let desktop = Self {
            server,
            display: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            Err(refused("den avslutades direkt"))
        } else {
            Ok(desktop)
        }
    }

    /// The same command, run on this desktop in a session of its own.
    pub fn session(&self, inner: &Command) -> Command {
        let mut session = program("dbus-run-session", ["--"]);
        session.arg(inner.get_program()).args(inner.get_args());
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => session.env(name, value),
                None => session.env_remove(name),
            };
        }
        session
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("LANG", "sv_SE.UTF-8")
            .env("LC_ALL", "sv_SE.UTF-8")
            .env("TZ", "Europe/Stockholm");
        session
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing left to end.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
