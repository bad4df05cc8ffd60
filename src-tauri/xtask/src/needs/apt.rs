//! Debian's packages, as root or through sudo.

use std::io::IsTerminal;
use std::process::Command;

use crate::process::{Failure, found, output, program, run};

/// The package that holds the sources of locales; Swedish is made of them after it is installed.
pub const LOCALE: &str = "locales";

/// Installs packages after refreshing the index, which is empty on many fresh machines.
pub fn install(packages: Vec<&str>) -> Result<(), Failure> {
    let by_hand = format!("apt-get update && apt-get install {}", packages.join(" "));
    if found("apt-get").is_none() {
        return Err(Failure::new(format!(
            "Här finns inte apt. Installera motsvarigheterna till: {}.",
            packages.join(" ")
        )));
    }
    let Some(mut update) = as_root("apt-get") else {
        return Err(Failure::new(format!(
            "Det krävs rättigheter som root. Kör som root: {by_hand}"
        )));
    };
    println!("Det installeras nu med apt-get.\n");
    run(update.args(["--quiet", "update"]))?;
    if let Some(mut install) = as_root("apt-get") {
        install.args([
            "--quiet",
            "--yes",
            "--no-install-recommends",
            "-o",
            "DPkg::Lock::Timeout=300",
            "install",
        ]);
        run(install.args(&packages))?;
    }
    if packages.contains(&LOCALE) {
        make_swedish_locale()?;
    }
    Ok(())
}

fn make_swedish_locale() -> Result<(), Failure> {
    match as_root("localedef") {
        Some(mut localedef) => run(localedef.args(["-i", "sv_SE", "-f", "UTF-8", "sv_SE.UTF-8"])),
        None => Ok(()),
    }
}

/// The command as root: directly, else through sudo, which asks for a password only where somebody can answer.
fn as_root(name: &str) -> Option<Command> {
    let mut command = if output(&mut program("id", ["-u"])).is_ok_and(|id| id.trim() == "0") {
        program::<&str>(name, [])
    } else {
        found("sudo")?;
        let quiet: &[&str] = if std::io::stdin().is_terminal() {
            &[]
        } else {
            &["--non-interactive"]
        };
        let mut sudo = program("sudo", quiet);
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", name]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Some(command)
}
