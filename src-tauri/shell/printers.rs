//! The system's printers, through CUPS. The document goes over standard input: no file lies in between.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use commands::wire::document::Printer;
use commands::{Code, CommandError};

/// What a print queue shows: jobs stay in its history, so the title says nothing of anybody.
const JOB_TITLE: &str = "Dokument";

/// How long the print service may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

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
    let mut asked = Command::new("lpstat");
    // The answer is read by its English words.
    asked.arg(option).env("LC_ALL", "C.UTF-8").stdout(Stdio::piped());
    let answer = carried_out(asked, &[])?;
    Ok(String::from_utf8_lossy(&answer.stdout).into_owned())
}

/// Hands a PDF to a printer.
///
/// # Errors
/// The print service does not answer, or refuses the document.
pub fn print(printer: &str, copies: u8, pdf: &[u8]) -> Result<(), CommandError> {
    let copies = copies.to_string();
    let mut job = Command::new("lp");
    job.args(["-d", printer, "-n", &copies, "-t", JOB_TITLE, "-s", "-"])
        .stdout(Stdio::null());
    if carried_out(job, pdf)?.status.success() {
        Ok(())
    } else {
        Err(CommandError::new(Code::PrintFailed))
    }
}

/// Runs a command of the print service, which may hang where a print server does not answer.
fn carried_out(mut command: Command, input: &[u8]) -> Result<Output, CommandError> {
    let silent = || CommandError::new(Code::NoPrinting);
    command.stdin(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.spawn().map_err(|_| silent())?;
    let pipe = process.stdin.take();
    thread::scope(|scope| {
        // A pipe holds little, and who does not read it would hold us up too. What the service did not take
        // shows in how it ends.
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if process.try_wait().is_ok_and(|ended| ended.is_some()) {
                return process.wait_with_output().map_err(|_| silent());
            }
            thread::sleep(Duration::from_millis(10));
        }
        // It may have ended at this very moment.
        process.kill().and_then(|()| process.wait()).ok();
        Err(silent())
    })
}
