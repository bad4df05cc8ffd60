//! What the machine must have, found out in well under a second when all is there.
//!
//! Each need says why before anything is installed. Debian's packages are installed with apt; on other
//! systems the reader is told what to install.

mod apt;
mod node;
mod python;

use std::path::Path;

use crate::process::{Failure, found, output, program, succeeds};

/// What somebody wants to do; a later purpose needs all that the earlier ones need.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    CommandLine,
    Window,
    Tests,
}

/// One thing that must be there.
struct Need {
    purpose: Purpose,
    probe: Probe,
    packages: &'static str,
    why: &'static str,
}

/// How to see that a thing is there, on any Linux.
enum Probe {
    Program(&'static str),
    Library(&'static str),
    File(&'static str),
    Locale(&'static str),
}

const NEEDS: &[Need] = &[
    need(
        Purpose::CommandLine,
        Probe::Program("cc"),
        "build-essential",
        "bygger det som är skrivet i C",
    ),
    need(
        Purpose::CommandLine,
        Probe::Program("pkg-config"),
        "pkg-config",
        "hittar systemets bibliotek",
    ),
    need(
        Purpose::CommandLine,
        Probe::Library("libcrypto"),
        "libssl-dev",
        "krypteringen i valvets databas (SQLCipher)",
    ),
    need(
        Purpose::Window,
        Probe::Library("webkit2gtk-4.1"),
        "libwebkit2gtk-4.1-dev",
        "fönstret ritas av WebKitGTK",
    ),
    need(
        Purpose::Window,
        Probe::Library("librsvg-2.0"),
        "librsvg2-dev",
        "programmets ikon i fönstret",
    ),
    need(
        Purpose::Tests,
        Probe::Program("Xvfb"),
        "xvfb",
        "en skärm i minnet för det riktiga fönstret",
    ),
    need(
        Purpose::Tests,
        Probe::Program("xdotool"),
        "xdotool",
        "tangentbordet i proven av det program som lämnas ut",
    ),
    need(
        Purpose::Tests,
        Probe::Program("openbox"),
        "openbox",
        "stänger fönstret i proven, som på en riktig dator",
    ),
    need(
        Purpose::Tests,
        Probe::Program("WebKitWebDriver"),
        "webkit2gtk-driver",
        "styr det riktiga fönstret i proven",
    ),
    need(
        Purpose::Tests,
        Probe::Program("dbus-run-session"),
        "dbus",
        "en egen sessionsbuss, som på en riktig dator",
    ),
    need(
        Purpose::Tests,
        Probe::Program("openssl"),
        "openssl",
        "en tidsstämplingstjänst i proven av underskrifter",
    ),
    need(
        Purpose::Tests,
        Probe::File("/usr/lib/softhsm/libsofthsm2.so"),
        "softhsm2",
        "ett kort i proven av underskrifter",
    ),
    need(
        Purpose::Tests,
        Probe::Program("pkcs11-tool"),
        "opensc",
        "lägger nycklar på kortet i proven",
    ),
    need(
        Purpose::Tests,
        Probe::Program("gs"),
        "ghostscript",
        "skriver ut och skannar bunten i proven av arkivet",
    ),
    need(
        Purpose::Tests,
        Probe::Program("age"),
        "age",
        "öppnar paketen mellan kollegor i proven",
    ),
    need(
        Purpose::Tests,
        Probe::Program("gio"),
        "libglib2.0-bin",
        "säger vilket program som öppnar en fil",
    ),
    need(
        Purpose::Tests,
        Probe::Program("update-mime-database"),
        "shared-mime-info",
        "lär filhanteraren vad ett lotspaket är",
    ),
    need(
        Purpose::Tests,
        Probe::Program("desktop-file-validate"),
        "desktop-file-utils",
        "dömer programmets rad i menyn",
    ),
    need(
        Purpose::Tests,
        Probe::Program("qpdf"),
        "qpdf",
        "dömer PDF-filernas uppbyggnad",
    ),
    need(
        Purpose::Tests,
        Probe::Program("pdftotext"),
        "poppler-utils",
        "läser PDF-filernas text och ritar sidorna",
    ),
    need(
        Purpose::Tests,
        Probe::File("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
        "fonts-noto-core",
        "tecken utanför programmets eget typsnitt",
    ),
    need(
        Purpose::Tests,
        Probe::Program("cupsd"),
        "cups cups-client cups-filters",
        "utskrift genom CUPS",
    ),
    need(
        Purpose::Tests,
        Probe::File("/usr/lib/cups/backend/cups-pdf"),
        "printer-driver-cups-pdf",
        "en skrivare som skriver till fil i proven",
    ),
    need(
        Purpose::Tests,
        Probe::Locale("sv_SE.utf8"),
        apt::LOCALE,
        "fönstret provas på svenska, som det används",
    ),
];

const fn need(purpose: Purpose, probe: Probe, packages: &'static str, why: &'static str) -> Need {
    Need {
        purpose,
        probe,
        packages,
        why,
    }
}

/// Finds out what is missing for a purpose, says what and why, and installs it.
pub fn install(purpose: Purpose) -> Result<(), Failure> {
    if cfg!(target_os = "linux") {
        system_packages(purpose)?;
    } else {
        elsewhere(purpose)?;
    }
    if purpose >= Purpose::Window {
        node::install()?;
    }
    if purpose >= Purpose::Tests {
        python::install()?;
    }
    Ok(())
}

fn system_packages(purpose: Purpose) -> Result<(), Failure> {
    let mut missing: Vec<(&str, &str)> = NEEDS
        .iter()
        .filter(|need| need.purpose <= purpose && !need.probe.is_there())
        .map(|need| (need.packages, need.why))
        .collect();
    if purpose >= Purpose::Tests {
        missing.extend(python::missing_package());
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("Det här saknas på datorn:");
    for (packages, why) in &missing {
        println!("  {packages} – {why}");
    }
    apt::install(
        missing
            .iter()
            .flat_map(|(packages, _)| packages.split(' '))
            .collect(),
    )
}

/// Windows and macOS carry their own web view; the rest is for the developer to install.
fn elsewhere(purpose: Purpose) -> Result<(), Failure> {
    let tools: &[(&str, &str)] = if cfg!(windows) {
        &[
            ("age", "winget install FiloSottile.age"),
            ("qpdf", "winget install qpdf.qpdf"),
            ("pdftotext", "winget install oschwartz10612.Poppler"),
        ]
    } else {
        &[
            ("cc", "xcode-select --install"),
            ("age", "brew install age"),
            ("qpdf", "brew install qpdf"),
            ("pdftotext", "brew install poppler"),
        ]
    };
    let missing: Vec<&str> = tools
        .iter()
        .filter(|(name, _)| purpose >= Purpose::Tests || *name == "cc")
        .filter(|(name, _)| found(name).is_none())
        .map(|(_, command)| *command)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Det här saknas på datorn. Kör och försök igen:\n  {}",
        missing.join("\n  ")
    )))
}

impl Probe {
    fn is_there(&self) -> bool {
        match self {
            Self::Program(name) => found(name).is_some(),
            Self::Library(name) => succeeds(&mut program("pkg-config", ["--exists", name])),
            Self::File(path) => Path::new(path).is_file(),
            Self::Locale(name) => output(&mut program("locale", ["-a"]))
                .is_ok_and(|list| list.lines().any(|line| line == *name)),
        }
    }
}
