//! Files that are whole or not there, and that only their owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};

/// The ending of a file that is being written; one left behind by a crash is removed.
pub(crate) const UNFINISHED: &str = "new";

/// Puts `bytes` at `path` in one step: written beside it, made durable, and renamed over it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, File::sync_all)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Puts `bytes` at `path` in one step, to be made durable by [`settle`] and [`sync_folder`] before anything relies on
/// it: of many files that is far quicker than one at a time.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write(path, bytes, |_| Ok(()))
}

/// Makes a file durable. Windows wants it open for writing.
pub(crate) fn settle(path: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_all()
}

fn write(path: &Path, bytes: &[u8], settle: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
    let unfinished = path.with_added_extension(UNFINISHED);
    let written = private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&unfinished)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| settle(&file)))
        .and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // On a full disk the half of a file takes the last of the room.
        let _ = remove(&unfinished);
    }
    written
}

/// Copies a file to where none is, or over one that counts for nothing, durably; what failed leaves nothing.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = File::open(from)?;
    let copied = private()
        .write(true)
        .create(true)
        .truncate(true)
        .open(to)
        .and_then(|mut file| io::copy(&mut source, &mut file).and_then(|_| file.sync_all()));
    if copied.is_err() {
        remove(to).ok();
    }
    copied
}

/// The file's bytes, or nothing if it is not there.
pub(crate) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

/// Removes the file, if it is there.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Removes a database and its logs, if they are there.
pub(crate) fn remove_database(path: &Path) -> io::Result<()> {
    remove(path)?;
    remove_database_logs(path)
}

/// Removes the logs of a database that nobody has open.
pub(crate) fn remove_database_logs(path: &Path) -> io::Result<()> {
    logs(path).iter().try_for_each(|log| remove(log))
}

/// Moves a database that nobody has open, with its logs, to where nothing lies. The logs go first: one that stayed
/// behind alone would be taken for that of whatever database comes next.
pub(crate) fn move_database(from: &Path, to: &Path) -> io::Result<()> {
    for (log, moved) in logs(from).iter().zip(logs(to)) {
        if log.try_exists()? {
            fs::rename(log, moved)?;
        }
    }
    if from.try_exists()? {
        fs::rename(from, to)?;
    }
    Ok(())
}

/// Whether a database or any of its logs is there.
pub(crate) fn is_database_there(path: &Path) -> io::Result<bool> {
    Ok(path.try_exists()? || has_logs(path)?)
}

/// Whether a database has a log with something in it.
pub(crate) fn has_logs(path: &Path) -> io::Result<bool> {
    for log in logs(path) {
        match fs::metadata(&log) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            there => {
                if there?.len() > 0 {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

/// The names of what lies in a folder; none if it is not there.
pub(crate) fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries?.map(|entry| Ok(entry?.path())).collect(),
    }
}

fn logs(path: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    })
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Writes zeros over a file, durably.
pub(crate) fn blank(path: &Path, length: u64) -> io::Result<()> {
    let mut file = private().write(true).open(path)?;
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}

/// Makes a folder, and those above it, that only their owner can look into.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes renames in the folder durable. Windows keeps folders durable by itself and cannot open one; some network drives
/// cannot either, and say so.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(path)?.sync_all() {
        Err(error) if [ErrorKind::Unsupported, ErrorKind::InvalidInput].contains(&error.kind()) => Ok(()),
        synced => synced,
    }
}

/// Options for files that only their owner can read.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/file.txt");
        make_folder(path.parent().unwrap()).unwrap();
        assert_eq!(read(&path).unwrap(), None);
        replace(&path, b"first").unwrap();
        replace(&path, b"second").unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"second"[..]));
        assert_eq!(
            fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "nothing is left behind"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert_eq!(read(&path).unwrap(), None);
    }
}
