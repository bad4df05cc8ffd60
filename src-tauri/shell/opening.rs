//! Packages that are opened in the system's file manager: their paths come as what the program is started with, by the
//! first start or by a second one, which hands them on and ends.

use std::path::Path;

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
pub(crate) fn given(
    words: impl IntoIterator<Item = std::ffi::OsString>,
    folder: &Path,
) -> Vec<std::path::PathBuf> {
    let files = words.into_iter().skip(1).map(|word| folder.join(word));
    files.filter(|file| is_package(file) && file.is_file()).collect()
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
    }
}
