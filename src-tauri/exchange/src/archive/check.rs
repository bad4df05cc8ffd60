//! What is wrong with a package: whether every file is there, is what it was, and belongs to the others. The checkers
//! of others look at the XML alone, and let a changed file pass.

mod listed;
mod opened;

use std::collections::BTreeMap;

use forms::{Hash, Record};

use super::layout::{DEFINITION, METS, PAPER, PREMIS, RECORD};
use listed::Entry;

/// What was found in a file: of each package in it, what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The package's name: its folder, or its file in a collection; empty where it is the file itself.
    pub name: String,
    /// What is wrong; nothing where it is whole.
    pub faults: Vec<Fault>,
}

/// Something wrong in a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Which file; empty where it is the whole package.
    pub path: String,
}

macro_rules! faults {
    ($($(#[$doc:meta])* $kind:ident = $code:literal,)*) => {
        /// What can be wrong with a package.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FaultKind {
            $($(#[$doc])* $kind,)*
        }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The key of the words for it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code,)*
                }
            }
        }
    };
}

faults! {
    /// It is no ZIP file, or one that is damaged.
    NotAZip = "package-fault-zip",
    /// It unpacks to more than is ever read.
    TooLarge = "package-fault-large",
    /// A file has a name that leads out of the package.
    UnsafeName = "package-fault-name",
    /// Two files have the same name, so that two readers may see two packages.
    Twice = "package-fault-twice",
    /// Not everything lies in one folder with the package's name.
    NotOneFolder = "package-fault-folder",
    /// METS.xml is missing.
    MetsMissing = "package-fault-mets-missing",
    /// METS.xml is no XML that lists files.
    MetsUnreadable = "package-fault-mets",
    /// The package calls itself something else than its folder.
    OtherName = "package-fault-other-name",
    /// A file is listed and not there.
    Missing = "package-fault-missing",
    /// A file is there and not listed.
    Unlisted = "package-fault-unlisted",
    /// A file has another size than is listed.
    Size = "package-fault-size",
    /// A file has another checksum than is listed.
    Checksum = "package-fault-checksum",
    /// A file is listed without a SHA-256.
    NoChecksum = "package-fault-no-checksum",
    /// What has happened is not told, or not as PREMIS.
    Premis = "package-fault-premis",
    /// PREMIS says another checksum than the file has.
    PremisChecksum = "package-fault-premis-checksum",
    /// The paper is missing or no PDF.
    Paper = "package-fault-paper",
    /// The record is missing, cannot be read, or its parts do not belong together.
    Record = "package-fault-record",
    /// The definition is not the one that was answered.
    Definition = "package-fault-definition",
    /// The record is another than the one in the paper.
    OtherRecord = "package-fault-other-record",
    /// A signed paper has no report of its signatures.
    Report = "package-fault-report",
}

/// Says what is wrong with a file that is to be a package, or several of them.
pub fn check(zip: &[u8]) -> Vec<Checked> {
    match opened::collection(zip) {
        Some(packages) => {
            let faults = opened::outer_faults(zip, &packages);
            let outer = (!faults.is_empty()).then(|| Checked {
                name: String::new(),
                faults,
            });
            let packages = packages
                .into_iter()
                .map(|(name, bytes)| Checked { name, ..one(&bytes) });
            outer.into_iter().chain(packages).collect()
        }
        None => vec![one(zip)],
    }
}

fn one(zip: &[u8]) -> Checked {
    let (name, files, mut faults) = match opened::files(zip) {
        Ok(opened) => (opened.folder, opened.files, opened.faults),
        Err(kind) => {
            return Checked {
                name: String::new(),
                faults: vec![Fault::new(kind, "")],
            };
        }
    };
    let mut package = Package {
        files: &files,
        faults: &mut faults,
    };
    package.list(&name);
    package.premis();
    package.content();
    faults.sort();
    faults.dedup();
    Checked { name, faults }
}

impl Fault {
    fn new(kind: FaultKind, path: &str) -> Self {
        Self {
            kind,
            path: path.to_owned(),
        }
    }
}

/// The files of a package by their paths in its folder.
type Files = BTreeMap<String, Vec<u8>>;

struct Package<'a> {
    files: &'a Files,
    faults: &'a mut Vec<Fault>,
}

impl Package<'_> {
    fn wrong(&mut self, kind: FaultKind, path: &str) {
        self.faults.push(Fault::new(kind, path));
    }

    /// Every file is listed, and is what is listed.
    fn list(&mut self, name: &str) {
        let Some(mets) = self.files.get(METS) else {
            return self.wrong(FaultKind::MetsMissing, METS);
        };
        let mut seen = vec![METS.to_owned()];
        let Ok((object, entries)) = listed::mets(mets) else {
            return self.wrong(FaultKind::MetsUnreadable, METS);
        };
        if object != name {
            self.wrong(FaultKind::OtherName, METS);
        }
        self.entries("", entries, &mut seen);
        let parts: Vec<String> = self.files.keys().filter(|path| is_part(path)).cloned().collect();
        for part in parts {
            let folder = part.trim_end_matches(METS);
            match self.files.get(&part).map(|mets| listed::mets(mets)) {
                Some(Ok((_, entries))) => self.entries(folder, entries, &mut seen),
                _ => self.wrong(FaultKind::MetsUnreadable, &part),
            }
        }
        let unlisted: Vec<&String> = self.files.keys().filter(|path| !seen.contains(path)).collect();
        for path in unlisted {
            self.faults.push(Fault::new(FaultKind::Unlisted, path));
        }
    }

    fn entries(&mut self, folder: &str, entries: Vec<Entry>, seen: &mut Vec<String>) {
        for entry in entries {
            let path = format!("{folder}{}", entry.path);
            match self.files.get(&path) {
                None => self.wrong(FaultKind::Missing, &path),
                Some(bytes) => {
                    let size = entry.size == Some(bytes.len() as u64);
                    let is_sha256 = entry.algorithm == "SHA-256" && entry.checksum.parse::<Hash>().is_ok();
                    if !size {
                        self.wrong(FaultKind::Size, &path);
                    }
                    if !is_sha256 {
                        self.wrong(FaultKind::NoChecksum, &path);
                    } else if entry.checksum.parse() != Ok(Hash::of(bytes)) {
                        self.wrong(FaultKind::Checksum, &path);
                    }
                }
            }
            seen.push(path);
        }
    }

    /// What has happened is told, and the checksums that are told are those of the files.
    fn premis(&mut self) {
        let premis = self.files.get(PREMIS).map(|bytes| listed::premis(bytes));
        let Some(Ok(objects)) = premis else {
            return self.wrong(FaultKind::Premis, PREMIS);
        };
        for (path, digest) in &objects {
            match self.files.get(path) {
                None => self.wrong(FaultKind::Missing, path),
                Some(bytes) if digest.parse() != Ok(Hash::of(bytes)) => {
                    self.wrong(FaultKind::PremisChecksum, path);
                }
                Some(_) => {}
            }
        }
        let is_data = |path: &&String| path.contains("/data/") && path.starts_with("representations/");
        let untold: Vec<&String> = self
            .files
            .keys()
            .filter(is_data)
            .filter(|path| objects.iter().all(|(told, _)| told != *path))
            .collect();
        for path in untold {
            self.faults.push(Fault::new(FaultKind::Premis, path));
        }
    }

    /// The paper, the record and the definition belong together, and what is signed has been judged.
    fn content(&mut self) {
        let record = self.files.get(RECORD).and_then(|bytes| Record::read(bytes).ok());
        let definition = self.files.get(DEFINITION);
        match &record {
            None => self.wrong(FaultKind::Record, RECORD),
            Some(record) if definition.is_none_or(|source| source != record.form.source.as_bytes()) => {
                self.wrong(FaultKind::Definition, DEFINITION);
            }
            Some(_) => {}
        }
        let Some(Ok(paper)) = self.files.get(PAPER).map(|bytes| documents::inspect(bytes)) else {
            return self.wrong(FaultKind::Paper, PAPER);
        };
        if paper.record.is_some() && record.is_some() && paper.record != record {
            self.wrong(FaultKind::OtherRecord, RECORD);
        }
        let report = "metadata/other/dokument-kontroll.xml";
        // A time stamp lies in a field of its own, and nobody has signed by it: there is no report of it alone.
        let persons = |name: &str| !name.starts_with("time-stamp-");
        let is_signed = paper
            .signatures
            .iter()
            .any(|field| field.signed && persons(&field.name));
        if is_signed && !self.files.contains_key(report) {
            self.wrong(FaultKind::Report, report);
        }
    }
}

fn is_part(path: &str) -> bool {
    path.starts_with("representations/") && path.ends_with("/METS.xml") && path.matches('/').count() == 2
}
