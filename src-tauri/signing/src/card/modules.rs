//! Where makers put their modules.

use std::path::PathBuf;

#[cfg(target_os = "linux")]
const USUAL: &[&str] = &[
    "/usr/lib/libiidp11.so",
    "/usr/lib/x86_64-linux-gnu/libiidp11.so",
    "/usr/lib/personal/libtokenapi.so",
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
    "/usr/lib64/pkcs11/opensc-pkcs11.so",
    "/usr/lib/opensc-pkcs11.so",
];

#[cfg(target_os = "macos")]
const USUAL: &[&str] = &[
    "/usr/local/lib/libiidp11.dylib",
    "/Library/Application Support/SecMaker/libiidp11.dylib",
    "/Library/OpenSC/lib/opensc-pkcs11.so",
    "/opt/homebrew/lib/opensc-pkcs11.so",
];

#[cfg(windows)]
const USUAL: &[&str] = &[
    r"C:\Program Files\Net iD\Client\iidp11.dll",
    r"C:\Program Files\Net iD Enterprise\iidp11.dll",
    r"C:\Windows\System32\iidp11.dll",
    r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",
];

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
const USUAL: &[&str] = &[];

/// The modules worth offering here, if they are there: Net iD (SITHS, EFOS) and OpenSC.
pub fn usual_modules() -> impl Iterator<Item = PathBuf> {
    USUAL.iter().map(PathBuf::from)
}
