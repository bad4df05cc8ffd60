//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    narvarolots::cli::run()
}
