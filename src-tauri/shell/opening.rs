//! Files that the system gives the window. Packages that are opened in the file manager come as what the program is
//! started with, by the first start or by a second one, which hands them on and ends; macOS says them to the one that
//! runs.

use std::path::Path;
#[cfg(any(feature = "window", test))]
use std::path::PathBuf;

/// How the files of hand-over packages end.
const ENDING: &str = "lotspaket";

/// Whether a file is a package, by its name.
pub(crate) fn is_package(file: &Path) -> bool {
    file.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

/// The packages among what a program was started with in a folder, its own name first. Everything else is passed over: a
/// program that holds children's papers does nothing else for whoever starts it.
#[cfg(any(feature = "window", test))]
pub(crate) fn given(words: impl IntoIterator<Item = std::ffi::OsString>, folder: &Path) -> Vec<PathBuf> {
    packages(words.into_iter().skip(1).map(|word| folder.join(word)))
}

/// The packages among files that the program was asked to open.
#[cfg(any(feature = "window", test))]
pub(crate) fn packages(files: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let files = files.into_iter();
    files.filter(|file| is_package(file) && file.is_file()).collect()
}

/// Lays files beside those that wait to be read, none of them twice.
#[cfg(any(feature = "window", test))]
pub(crate) fn lay(waiting: &mut Vec<PathBuf>, files: &[PathBuf]) {
    for file in files {
        if !waiting.contains(file) {
            waiting.push(file.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let file = place.path().join(name);
            std::fs::write(&file, b"").unwrap();
            file
        };
        let (one, other) = (write("12345678-aa.lotspaket"), write("12345678-bb.LOTSPAKET"));
        write("brev.pdf");
        let words = |words: &[&str]| given(words.iter().map(Into::into), place.path());
        let whole = one.to_str().unwrap();
        assert!(words(&["narvarolots"]).is_empty());
        assert_eq!(
            words(&["narvarolots", whole, "12345678-bb.LOTSPAKET"]),
            [one.clone(), other],
            "from where it was started"
        );
        let others = [
            "x.lotspaket",
            "brev.pdf",
            "--help",
            "borta.lotspaket",
            "file:///x",
        ];
        assert!(
            words(&others).is_empty(),
            "the program's own name, other files, and what is not there"
        );
        let asked = [place.path().join("brev.pdf"), one.clone(), place.path().into()];
        assert_eq!(packages(asked), [one], "what macOS says is sifted too");
    }

    #[test]
    fn nothing_that_waits_is_lost_to_what_comes_after() {
        let [first, second] = ["/usb/1.lotspaket", "/usb/2.lotspaket"].map(PathBuf::from);
        let mut waiting = Vec::new();
        lay(&mut waiting, std::slice::from_ref(&first));
        lay(&mut waiting, std::slice::from_ref(&second));
        lay(&mut waiting, std::slice::from_ref(&first));
        assert_eq!(
            waiting,
            [first, second],
            "both, and the one that was opened twice once"
        );
    }
}
