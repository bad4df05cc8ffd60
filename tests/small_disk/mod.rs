//! A disk that is small enough to be filled: a tmpfs. Root mounts one; anybody else does in a namespace of their own, where
//! the system lets them. A test program that uses it has a `main` of its own.
#![allow(dead_code)] // each test program uses some of it

use std::env;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus};

use tempfile::TempDir;

/// What is written at a time on a tmpfs, in bytes.
pub const PAGE: usize = 4096;
/// What is written at a time where a great deal is, in bytes.
const MUCH: usize = 1 << 20;
/// Set where the program has started itself again in a namespace of its own.
const INSIDE: &str = "NARVAROLOTS_SMALL_DISK";

/// Runs the tests of a program where a small disk can be mounted. Where none can be, the program fails, and says what it
/// needs: what was not tried has not passed.
pub fn run(tests: fn()) -> ExitCode {
    if !cfg!(target_os = "linux") {
        println!("not tried: a small disk can only be mounted on Linux");
        return ExitCode::SUCCESS;
    }
    if Disk::mount().is_some() {
        tests();
        return ExitCode::SUCCESS;
    }
    let again = env::var_os(INSIDE).is_none().then(in_a_namespace).flatten();
    match again {
        Some(status) if status.success() => ExitCode::SUCCESS,
        Some(_) => ExitCode::FAILURE,
        None => {
            eprintln!(
                "a small disk could not be mounted: run as root, or let users have namespaces of their own"
            );
            ExitCode::FAILURE
        }
    }
}

/// The same program once more, as the root of a user namespace; nothing where the system has none.
fn in_a_namespace() -> Option<ExitStatus> {
    let unshare = |program: &PathBuf| {
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "--"])
            .arg(program);
        command
    };
    let can = unshare(&"true".into()).status();
    if !can.is_ok_and(|status| status.success()) {
        return None;
    }
    let program = env::current_exe().unwrap();
    let status = unshare(&program)
        .args(env::args_os().skip(1))
        .env(INSIDE, "1")
        .status();
    Some(status.unwrap())
}

/// A tmpfs of 16 MiB.
pub struct Disk(TempDir);

impl Disk {
    /// Nothing where it cannot be mounted.
    pub fn mount() -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=16m", "tmpfs"])
            .arg(place.path())
            .output();
        // Not made before it is mounted: what is dropped is unmounted.
        mounted
            .is_ok_and(|output| output.status.success())
            .then(|| Self(place))
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    /// Whether anything may be written on it.
    pub fn let_be_written_to(&self, can: bool) {
        // Of the mount and not of the disk: in a namespace of its own nobody may change that.
        let how = if can { "remount,bind,rw" } else { "remount,bind,ro" };
        let mounted = Command::new("mount")
            .args(["-o", how])
            .arg(self.0.path())
            .status();
        assert!(mounted.unwrap().success());
    }

    /// Removes everything that lies on it.
    pub fn clear(&self) {
        for entry in fs::read_dir(self.0.path()).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => fs::remove_dir_all(path).unwrap(),
                false => fs::remove_file(path).unwrap(),
            }
        }
    }

    /// Fills the disk until this many pages are left, for as long as the answer lives.
    pub fn full_but_for(&self, pages: usize) -> Ballast {
        let path = self.path().join("ballast");
        let mut file = File::create(&path).unwrap();
        for size in [MUCH, PAGE] {
            let block = vec![7; size];
            while file.write_all(&block).is_ok() {}
        }
        let written = file.metadata().unwrap().len();
        let left = written.saturating_sub((pages * PAGE) as u64);
        file.set_len(left).unwrap();
        Ballast(path)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(self.0.path()).status().unwrap();
        assert!(unmounted.success());
    }
}

pub struct Ballast(PathBuf);

impl Drop for Ballast {
    fn drop(&mut self) {
        fs::remove_file(&self.0).unwrap();
    }
}
