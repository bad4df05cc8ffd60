//! The command line: the same commands as the window, for scripts and for machines without a screen.
//!
//! Texts are Swedish; names, options and JSON are English. Exit status: 0 done, 2 not done; `verify`, `check-package`
//! and `log` have their own.

mod backups;
mod case_list;
mod demo;
mod forms;
mod inspect;
mod log;
mod municipality;
mod open_package;
mod packages;
mod render;
mod say;
mod scans;
mod shares;
mod sign;
mod verify;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use commands::{Code, CommandError};
use texts::swedish;

/// Runs the command that the program was started with.
pub fn run() -> ExitCode {
    match run_with(std::env::args_os()) {
        Ok(status) => status,
        Err(error) => {
            eprint!("{}", say::error(&error));
            ExitCode::from(2)
        }
    }
}

fn run_with(words: impl Iterator<Item = OsString>) -> Result<ExitCode, CommandError> {
    let matches = match command().try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(asked) if !asked.use_stderr() => {
            say::line(asked);
            return Ok(ExitCode::SUCCESS);
        }
        Err(wrong) => return Err(say::usage(&wrong)),
    };
    match matches.subcommand() {
        Some(("forms", told)) => forms::run(told),
        Some(("render", told)) => render::run(told),
        Some(("inspect", told)) => inspect::run(told),
        Some(("demo", told)) => demo::run(told),
        Some(("scans", told)) => scans::run(told),
        Some(("case-list", told)) => case_list::run(told),
        Some(("backups", told)) => backups::run(told),
        Some(("sign", told)) => sign::run(told),
        Some(("verify", told)) => return verify::run(told),
        Some(("check-package", told)) => return packages::run(told),
        Some(("log", told)) => return log::run(told),
        Some(("open-package", told)) => open_package::run(told),
        Some(("municipality-key", told)) => municipality::make(told),
        Some(("recover", told)) => municipality::recover(told),
        _ => {
            say::line(command().render_help());
            Ok(())
        }
    }
    .map(|()| ExitCode::SUCCESS)
}

fn command() -> Command {
    let subcommands = [
        subcommand("forms", "cli-about-forms").arg(flag("json", "cli-json")),
        subcommand("render", "cli-about-render")
            .arg(text("form", "ID", "cli-render-form").required(true))
            .arg(path("answers", "FILE", "cli-render-answers"))
            .arg(path("out", "FILE", "cli-render-out").required(true))
            .arg(text("time", "RFC3339", "cli-render-time"))
            .arg(text("id", "UUID", "cli-render-id"))
            .arg(path("provenance", "FILE", "cli-render-provenance")),
        subcommand("inspect", "cli-about-inspect")
            .arg(pdf_file())
            .arg(flag("json", "cli-json")),
        subcommand("scans", "cli-about-scans")
            .arg(
                Arg::new("files")
                    .value_name("FILE")
                    .help(words("cli-scans-files"))
                    .required(true)
                    .num_args(1..)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(flag("json", "cli-json")),
        subcommand("case-list", "cli-about-case-list")
            .arg(file("cli-case-list-file"))
            .arg(flag("json", "cli-json")),
        subcommand("sign", "cli-about-sign")
            .arg(pdf_file())
            .arg(path("p12", "FILE", "cli-sign-p12").required_unless_present("module"))
            .arg(path("module", "FILE", "cli-sign-module").conflicts_with("p12"))
            .arg(path("out", "FILE", "cli-sign-out").required(true))
            .arg(text("field", "NAME", "cli-sign-field"))
            .arg(path("passphrase-file", "FILE", "cli-sign-passphrase"))
            .arg(text("time", "RFC3339", "cli-sign-time"))
            .arg(text("tsa", "URL", "cli-sign-tsa"))
            .arg(flag("lock", "cli-sign-lock")),
        subcommand("verify", "cli-about-verify")
            .arg(pdf_file())
            .arg(path("trust", "DIR", "cli-verify-trust"))
            .arg(path("report", "FILE", "cli-verify-report"))
            .arg(flag("json", "cli-json")),
        subcommand("check-package", "cli-about-check-package")
            .arg(file("cli-package-file"))
            .arg(flag("json", "cli-json")),
        subcommand("log", "cli-about-log")
            .arg(
                Arg::new("file")
                    .value_name("FILE")
                    .help(words("cli-log-file"))
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(path("key", "FILE", "cli-log-key")),
        subcommand("backups", "cli-about-backups")
            .arg(
                Arg::new("folder")
                    .value_name("DIR")
                    .help(words("cli-backups-place"))
                    .required(true)
                    .value_parser(value_parser!(PathBuf)),
            )
            .arg(flag("check", "cli-backups-check"))
            .arg(path("passphrase-file", "FILE", "cli-backups-passphrase"))
            .arg(flag("json", "cli-json")),
        subcommand("open-package", "cli-about-open-package")
            .arg(file("cli-open-file"))
            .arg(path("out", "DIR", "cli-open-out").required(true))
            .arg(path("key", "FILE", "cli-log-key")),
        municipality_key(),
        recover(),
        subcommand("demo", "cli-about-demo").arg(path("out", "DIR", "cli-demo-out").required(true)),
    ];
    root("narvarolots-cli", "cli-about")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommands(subcommands)
}

fn municipality_key() -> Command {
    subcommand("municipality-key", "cli-about-municipality-key")
        .arg(text("name", "NAME", "cli-key-name").required(true))
        .arg(path("out", "FILE", "cli-key-out").required(true))
        .arg(text("shares", "N", "cli-key-shares").default_value("3"))
        .arg(text("threshold", "K", "cli-key-threshold").default_value("2"))
        .arg(flag("required", "cli-key-required"))
        .arg(text("printer", "NAME", "cli-key-printer"))
}

fn recover() -> Command {
    subcommand("recover", "cli-about-recover")
        .arg(path("vault", "DIR", "cli-recover-vault").required(true))
        .arg(path("backups", "DIR", "cli-recover-backups"))
        .arg(text("reason", "TEXT", "cli-recover-reason").required(true))
        .arg(path("passphrase-file", "FILE", "cli-recover-passphrase").required(true))
        .arg(text("name", "NAME", "cli-recover-name").required(true))
        .arg(text("role", "ROLE", "cli-recover-role").required(true))
        .arg(text("school", "NAME", "cli-recover-school").required(true))
        .arg(text("municipality", "NAME", "cli-recover-municipality"))
        .arg(text("organiser", "KIND", "cli-recover-organiser").default_value("kommunal"))
}

fn root(name: &'static str, about: &'static str) -> Command {
    let version = Arg::new("version")
        .long("version")
        .action(ArgAction::Version)
        .help(words("cli-version"));
    Command::new(name)
        .about(words(about))
        .help_template(words("cli-help-template"))
        .subcommand_help_heading(words("cli-heading-commands"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(version)
        .arg(help())
}

fn subcommand(name: &'static str, about: &'static str) -> Command {
    Command::new(name)
        .about(words(about))
        .help_template(words("cli-help-template"))
        .disable_help_flag(true)
        .arg(help())
}

fn help() -> Arg {
    option("help", "cli-help").short('h').action(ArgAction::Help)
}

fn pdf_file() -> Arg {
    file("cli-pdf-file")
}

fn file(help: &'static str) -> Arg {
    Arg::new("file")
        .value_name("FILE")
        .help(words(help))
        .required(true)
        .value_parser(value_parser!(PathBuf))
}

fn option(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .help(words(help))
        .help_heading(words("cli-heading-options"))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    option(name, help).action(ArgAction::SetTrue)
}

fn text(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    option(name, help).value_name(value)
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    text(name, value, help).value_parser(value_parser!(PathBuf))
}

fn words(key: &'static str) -> String {
    swedish().say(key, &[]).into_owned()
}

fn argument<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, CommandError> {
    text.parse()
        .map_err(|_| CommandError::named("usage").with("argument", format!("--{name} {text}")))
}

fn cannot_read(file: &Path) -> CommandError {
    CommandError::new(Code::CannotRead).with("file", file.display())
}

fn name_taken(file: &Path) -> CommandError {
    CommandError::new(Code::NameTaken).with("file", file.display())
}

fn given_path<'a>(told: &'a ArgMatches, name: &str) -> Option<&'a Path> {
    told.get_one::<PathBuf>(name).map(PathBuf::as_path)
}
