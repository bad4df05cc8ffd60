//! Which files lie in a package, and where.

use std::ops::RangeFrom;

use forms::Hash;
use uuid::Uuid;

use super::mets::{Administrative, Group, Kind, Mets};
use super::{Contents, PackageError, Paper, PaperKind, descriptive, page, premis, schemas};

/// Where a package's METS file lies in its folder, and a representation's in its own.
pub const METS: &str = "METS.xml";
/// Where what has happened is told.
pub const PREMIS: &str = "metadata/preservation/premis.xml";
/// Where the answers lie.
pub const RECORD: &str = "representations/answers/data/record.json";
/// Where the definition lies that they were answered with.
pub const DEFINITION: &str = "representations/answers/data/definition.toml";
/// Where the paper lies as it is now.
pub const PAPER: &str = "representations/original/data/dokument.pdf";

const PDF: &str = "application/pdf";
const XML: &str = "text/xml";

/// A file of a package.
#[derive(Debug, Clone)]
pub struct File {
    /// Its place, seen from whatever describes it.
    pub path: String,
    /// Its kind (IANA).
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn new(path: &str, mime: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.to_owned(),
            mime,
            bytes: bytes.into(),
        }
    }

    pub fn sha256(&self) -> String {
        Hash::of(&self.bytes).to_string()
    }

    fn under(self, folder: &str) -> Self {
        Self {
            path: format!("{folder}/{}", self.path),
            ..self
        }
    }
}

/// The name of a package's folder.
pub fn root(id: Uuid) -> String {
    format!("uuid-{id}")
}

/// Every file of the package; the one that describes the others first.
pub fn files(contents: &Contents<'_>) -> Result<Vec<File>, PackageError> {
    if contents.papers.is_empty() {
        return Err(PackageError::NoPaper);
    }
    let parts = representations(contents)?;
    let data: Vec<File> = parts
        .iter()
        .flat_map(Representation::data_seen_from_root)
        .collect();
    let reports = reports(contents);
    let premis = File::new(PREMIS, XML, premis::whole(contents, &data));
    let about = File::new("metadata/descriptive/dc.xml", XML, descriptive::write(contents));
    let schemas = schema_files(contents)?;
    let page = File::new(
        "documentation/las-mig.html",
        "text/html",
        page::write(contents, &data),
    );
    let described: Vec<File> = parts.iter().map(|part| part.mets(contents)).collect();

    let mut administrative = vec![Administrative {
        file: &premis,
        kind: Kind::Premis,
    }];
    let told = |file| Administrative {
        file,
        kind: Kind::ValidationReport,
    };
    administrative.extend(reports.iter().map(told));
    let mut groups = vec![
        Group {
            name: "Documentation".to_owned(),
            files: vec![&page],
        },
        Group {
            name: "Schemas".to_owned(),
            files: schemas.iter().collect(),
        },
    ];
    groups.extend(parts.iter().zip(&described).map(|(part, mets)| Group {
        name: format!("Representations/{}", part.name),
        files: vec![mets],
    }));
    let mets = Mets {
        contents,
        object: &root(contents.id),
        descriptive: std::slice::from_ref(&about),
        administrative: &administrative,
        groups: &groups,
    };
    let mets = File::new(METS, XML, mets.write());
    let beside = [vec![mets, about, premis], reports, vec![page], schemas, described].concat();
    let inside = parts.into_iter().flat_map(Representation::files);
    Ok(beside.into_iter().chain(inside).collect())
}

/// What was found of the signatures, a report for each paper that has any.
fn reports(contents: &Contents<'_>) -> Vec<File> {
    let found = names(&contents.papers).into_iter().filter_map(|(name, paper)| {
        let report = paper.report.as_ref()?;
        let path = format!("metadata/other/{name}-kontroll.xml");
        Some(File::new(&path, XML, report.as_slice()))
    });
    found.collect()
}

/// The papers with the names of their files.
fn names<'a, 'b>(papers: &'a [Paper<'b>]) -> Vec<(String, &'a Paper<'b>)> {
    let (mut scans, mut returned) = (1.., 1..);
    let numbered = |name: &str, numbers: &mut RangeFrom<u32>| {
        let number = numbers.next().unwrap_or_default();
        format!("{name}-{number}")
    };
    let name = |paper: &'a Paper<'b>| {
        let name = match paper.kind {
            PaperKind::Own => "dokument".to_owned(),
            PaperKind::Scan => numbered("skannat", &mut scans),
            PaperKind::Returned => numbered("aterkommet", &mut returned),
        };
        (name, paper)
    };
    papers.iter().map(name).collect()
}

fn schema_files(contents: &Contents<'_>) -> Result<Vec<File>, PackageError> {
    let record =
        serde_json::to_vec_pretty(&schemas::record(contents.form)).map_err(|_| PackageError::Record)?;
    let xml = schemas::XML.iter();
    let xml = xml.map(|(name, bytes)| File::new(&format!("schemas/{name}"), XML, *bytes));
    let record = File::new("schemas/record.schema.json", "application/json", record);
    Ok(xml.chain([record]).collect())
}

/// One form in which the document is kept; the paths of its files are seen from its own folder.
struct Representation {
    name: &'static str,
    data: Vec<File>,
    premis: File,
}

fn representations(contents: &Contents<'_>) -> Result<Vec<Representation>, PackageError> {
    let papers = names(&contents.papers);
    let papers = papers.into_iter();
    let papers =
        papers.map(|(name, paper)| File::new(&format!("data/{name}.pdf"), PDF, paper.bytes.as_ref()));
    let record = serde_json::to_vec_pretty(contents.record).map_err(|_| PackageError::Record)?;
    let source = contents.record.form.source.as_bytes();
    let copy = contents
        .copy
        .map(|bytes| File::new("data/dokument-utan-underskrift.pdf", PDF, bytes));
    let answers = vec![
        File::new("data/record.json", "application/json", record),
        File::new("data/definition.toml", "application/toml", source),
    ];
    let all = [
        ("original", papers.collect()),
        ("copy", copy.into_iter().collect()),
        ("answers", answers),
    ];
    let there = all
        .into_iter()
        .filter(|(_, data): &(_, Vec<File>)| !data.is_empty());
    Ok(there
        .map(|(name, data)| Representation::new(name, data))
        .collect())
}

impl Representation {
    fn new(name: &'static str, data: Vec<File>) -> Self {
        let premis = File::new(PREMIS, XML, premis::representation(&data));
        Self { name, data, premis }
    }

    fn folder(&self) -> String {
        format!("representations/{}", self.name)
    }

    fn data_seen_from_root(&self) -> Vec<File> {
        let folder = self.folder();
        self.data.iter().map(|file| file.clone().under(&folder)).collect()
    }

    /// Its METS file, seen from the package's folder.
    fn mets(&self, contents: &Contents<'_>) -> File {
        let mets = Mets {
            contents,
            object: self.name,
            descriptive: &[],
            administrative: &[Administrative {
                file: &self.premis,
                kind: Kind::Premis,
            }],
            groups: &[Group {
                name: "Data".to_owned(),
                files: self.data.iter().collect(),
            }],
        };
        File::new(METS, XML, mets.write()).under(&self.folder())
    }

    /// Its files but the METS file, seen from the package's folder.
    fn files(self) -> Vec<File> {
        let folder = self.folder();
        let all = self.data.into_iter().chain([self.premis]);
        all.map(|file| file.under(&folder)).collect()
    }
}
