//! A printer for the tests: CUPS with cups-pdf, which prints to a folder of the user's.

use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::process::{Failure, program, run};

/// The printer's name; nothing else of ours or anybody's has it.
pub const NAME: &str = "Narvarolots_provskrivare";

/// How cups-pdf says what it can.
const DRIVER: &str = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd";

/// A printer that is there as long as this value.
pub struct Printer;

impl Printer {
    /// Starts the print service where none answers, and adds the printer.
    pub fn add() -> Result<Self, Failure> {
        if !answers() {
            run(&mut program("cupsd", ["-c", "/etc/cups/cupsd.conf"]))?;
        }
        for _ in 0..50 {
            if answers() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        run(&mut program(
            "lpadmin",
            ["-p", NAME, "-E", "-v", "cups-pdf:/", "-P", DRIVER],
        ))?;
        Ok(Self)
    }
}

impl Drop for Printer {
    fn drop(&mut self) {
        // A printer that cannot be removed is replaced the next time.
        program("lpadmin", ["-x", NAME]).status().ok();
    }
}

fn answers() -> bool {
    let asked: &mut Command = &mut program("lpstat", ["-r"]);
    let output = asked.env("LC_ALL", "C.UTF-8").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("is running"))
}
