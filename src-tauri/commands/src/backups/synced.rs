//! Folders that another program copies to the cloud. It may copy half a database, or bring back an old one.

use std::path::{Path, PathBuf};

use super::is_within;

/// How such folders' names begin, in lower case.
const BEGIN: [&str; 6] = [
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
];
/// How others are called: iCloud's and all on a Mac, what Google's disk shows in Swedish and English, Box.
const CALLED: [&str; 8] = [
    "mobile documents",
    "cloudstorage",
    "min enhet",
    "my drive",
    "delade enheter",
    "shared drives",
    "box",
    "box sync",
];
/// How an organisation's folder is called by OneDrive, before the organisation's name.
const OF: &str = "OneDrive - ";

/// Whether another program copies what lies in the folder to the cloud, by how the folders above it are called and by the
/// `roots` that such programs tell of.
pub(super) fn is_synced(folder: &Path, roots: &[PathBuf]) -> bool {
    let mut told = roots.iter().flat_map(|root| all_of(root));
    is_called_so(folder) || told.any(|root| is_within(folder, &root))
}

fn is_called_so(folder: &Path) -> bool {
    folder.components().any(|part| {
        let name = part.as_os_str().to_string_lossy().to_lowercase();
        BEGIN.iter().any(|begin| name.starts_with(begin)) || CALLED.contains(&name.as_str())
    })
}

/// A root, and the folder beside it in which OneDrive puts what lies on the organisation's SharePoint and in Teams: it has the
/// organisation's name alone.
fn all_of(root: &Path) -> impl Iterator<Item = PathBuf> {
    let name = root.file_name().and_then(|name| name.to_str());
    let libraries = name
        .and_then(|name| name.strip_prefix(OF))
        .map(|of| root.with_file_name(of));
    std::iter::once(root.to_owned()).chain(libraries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for (folder, synced) in [
            ("/home/bea/OneDrive - Exempelkommun/Narvarolots", true),
            ("/home/bea/Dropbox/valv", true),
            ("/Users/bea/Library/Application Support/Narvarolots", false),
            ("/home/bea/iCloudDrive/x", true),
            ("/home/bea/.local/share/narvarolots", false),
            (
                "/Users/bea/Library/Mobile Documents/com~apple~CloudDocs/valv",
                true,
            ),
            ("/Users/bea/Library/CloudStorage/Annat-bea/valv", true),
            ("/media/g/Min enhet/valv", true),
            ("/home/bea/Box/valv", true),
            ("/home/bea/Boxholm/valv", false),
            ("/home/bea/Exempelkommun/Elevhälsan - Dokument/valv", false),
        ] {
            assert_eq!(is_synced(Path::new(folder), &[]), synced, "{folder}");
        }
    }

    #[test]
    fn what_onedrive_tells_of_itself() {
        let roots = ["/home/bea/OneDrive - Exempelkommun", "/srv/moln"].map(PathBuf::from);
        for (folder, synced) in [
            ("/home/bea/Exempelkommun/Elevhälsan - Dokument/valv", true),
            ("/home/bea/Exempelkommunen/valv", false),
            ("/srv/moln/valv", true),
            ("/srv/molnfri/valv", false),
        ] {
            assert_eq!(is_synced(Path::new(folder), &roots), synced, "{folder}");
        }
    }
}
