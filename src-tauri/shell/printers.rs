//! The system's printers, through CUPS. The document goes over standard input: no file lies in between.

use std::io::Write as _;
use std::process::{Command, Stdio};

use commands::wire::document::Printer;
use commands::{Code, CommandError};

/// What a print queue shows: jobs stay in its history, so the title says nothing of anybody.
const JOB_TITLE: &str = "Dokument";

/// The printers, the usual one first.
///
/// # Errors
/// There is no print service that answers.
pub fn list() -> Result<Vec<Printer>, CommandError> {
    let usual = lpstat("-d")?;
    let usual = usual
        .rsplit(": ")
        .next()
        .map(str::trim)
        .unwrap_or_default()
        .to_owned();
    let names = lpstat("-e")?;
    let printer = |id: &str| Printer {
        id: id.to_owned(),
        name: id.replace('_', " "),
        usual: id == usual,
    };
    let mut printers: Vec<Printer> = names
        .lines()
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .map(printer)
        .collect();
    printers.sort_by_key(|printer| !printer.usual);
    Ok(printers)
}

fn lpstat(option: &str) -> Result<String, CommandError> {
    // The answer is read by its English words.
    let output = Command::new("lpstat")
        .arg(option)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|_| CommandError::new(Code::NoPrinting))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Hands a PDF to a printer.
///
/// # Errors
/// The print service does not answer, or refuses the document.
pub fn print(printer: &str, copies: u8, pdf: &[u8]) -> Result<(), CommandError> {
    let mut job = Command::new("lp")
        .args([
            "-d",
            printer,
            "-n",
            &copies.to_string(),
            "-t",
            JOB_TITLE,
            "-s",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| CommandError::new(Code::NoPrinting))?;
    let sent = job
        .stdin
        .take()
        .is_some_and(|mut input| input.write_all(pdf).is_ok());
    let done = job.wait().is_ok_and(|status| status.success());
    if sent && done {
        Ok(())
    } else {
        Err(CommandError::new(Code::PrintFailed))
    }
}
