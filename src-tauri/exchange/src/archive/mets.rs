//! What lies in a package or in one of its representations, with sizes and checksums, in METS.

use chrono::SecondsFormat;
use forms::record::RECORD_FORMAT;

use super::Contents;
use super::layout::File;
use crate::xml::Tags;

const SPACES: [(&str, &str); 6] = [
    ("xmlns:mets", "http://www.loc.gov/METS/"),
    ("xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"),
    ("xmlns:sip", "https://DILCIS.eu/XML/METS/SIPExtensionMETS"),
    ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("PROFILE", "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"),
];
/// The categories of CSIP's vocabulary.
const TYPE: (&str, &str) = ("TYPE", "Textual works – Digital");

/// A METS file that is to be written; every path is seen from the folder it lies in.
pub struct Mets<'a> {
    pub contents: &'a Contents<'a>,
    /// The name of the folder it lies in.
    pub object: &'a str,
    /// What it describes: the files of the descriptive metadata, of what happened, and the groups.
    pub descriptive: &'a [File],
    pub administrative: &'a [Administrative<'a>],
    pub groups: &'a [Group<'a>],
}

/// Metadata of what has happened.
pub struct Administrative<'a> {
    pub file: &'a File,
    /// The name of the format: METS's own for PREMIS, ours for another.
    pub kind: Kind,
}

#[derive(Clone, Copy)]
pub enum Kind {
    Premis,
    ValidationReport,
}

/// Files that belong together.
pub struct Group<'a> {
    pub name: String,
    pub files: Vec<&'a File>,
}

impl Group<'_> {
    /// A representation is a METS file of its own.
    fn is_representation(&self) -> bool {
        self.name.starts_with("Representations/")
    }

    fn id(&self) -> String {
        format!("group-{}", self.name.to_lowercase().replace('/', "-"))
    }
}

impl Mets<'_> {
    pub fn write(&self) -> Vec<u8> {
        let content = [
            ("OBJID", self.object),
            ("LABEL", self.contents.title),
            TYPE,
            ("csip:CONTENTINFORMATIONTYPE", "MIXED"),
        ];
        let attributes = [SPACES.as_slice(), &content].concat();
        let mut tags = Tags::begin();
        tags.within("mets:mets", &attributes, |tags| {
            self.header(tags);
            self.sections(tags);
            self.files(tags);
            self.map(tags);
        });
        tags.finish()
    }

    fn created(&self) -> String {
        self.contents.made_at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    fn header(&self, tags: &mut Tags) {
        let created = self.created();
        let attributes = [
            ("CREATEDATE", created.as_str()),
            ("LASTMODDATE", &created),
            ("RECORDSTATUS", "NEW"),
            ("csip:OAISPACKAGETYPE", "SIP"),
        ];
        let application = self.contents.application;
        tags.within("mets:metsHdr", &attributes, |tags| {
            let software = [("ROLE", "CREATOR"), ("TYPE", "OTHER"), ("OTHERTYPE", "SOFTWARE")];
            tags.within("mets:agent", &software, |tags| {
                tags.text("mets:name", application.name);
                let version = [("csip:NOTETYPE", "SOFTWARE VERSION")];
                tags.text_with("mets:note", &version, application.version);
            });
            tags.within(
                "mets:agent",
                &[("ROLE", "ARCHIVIST"), ("TYPE", "ORGANIZATION")],
                |tags| {
                    tags.text("mets:name", self.contents.creator);
                },
            );
            let submitter = [
                ("ROLE", "OTHER"),
                ("OTHERROLE", "SUBMITTER"),
                ("TYPE", "INDIVIDUAL"),
            ];
            tags.within("mets:agent", &submitter, |tags| {
                tags.text("mets:name", self.contents.submitter);
            });
        });
    }

    fn sections(&self, tags: &mut Tags) {
        let created = self.created();
        for (file, number) in self.descriptive.iter().zip(1..) {
            let id = format!("dmd-{number}");
            let attributes = [("ID", id.as_str()), ("CREATED", &created), ("STATUS", "CURRENT")];
            tags.within("mets:dmdSec", &attributes, |tags| {
                self.reference(tags, file, &[("MDTYPE", "DC")])
            });
        }
        if self.administrative.is_empty() {
            return;
        }
        tags.within("mets:amdSec", &[("ID", "amd-1")], |tags| {
            for (one, number) in self.administrative.iter().zip(1..) {
                let id = format!("digiprov-{number}");
                let attributes = [("ID", id.as_str()), ("CREATED", &created), ("STATUS", "CURRENT")];
                let kind: &[(&str, &str)] = match one.kind {
                    Kind::Premis => &[("MDTYPE", "PREMIS"), ("MDTYPEVERSION", "3.0")],
                    Kind::ValidationReport => &[("MDTYPE", "OTHER"), ("OTHERMDTYPE", "ETSI TS 119 102-2")],
                };
                tags.within("mets:digiprovMD", &attributes, |tags| {
                    self.reference(tags, one.file, kind)
                });
            }
        });
    }

    fn reference(&self, tags: &mut Tags, file: &File, kind: &[(&str, &str)]) {
        let (size, sum, created) = (file.bytes.len().to_string(), file.sha256(), self.created());
        let place = [
            ("LOCTYPE", "URL"),
            ("xlink:type", "simple"),
            ("xlink:href", file.path.as_str()),
        ];
        tags.empty(
            "mets:mdRef",
            &[&place, kind, &facts(file, &size, &created, &sum)].concat(),
        );
    }

    fn files(&self, tags: &mut Tags) {
        let created = self.created();
        tags.within("mets:fileSec", &[("ID", "files")], |tags| {
            for group in self.groups {
                let id = group.id();
                let attributes = [
                    ("ID", id.as_str()),
                    ("USE", &group.name),
                    // The validator's rule CSIP63 accepts no other word here.
                    ("csip:CONTENTINFORMATIONTYPE", "OTHER"),
                    ("csip:OTHERCONTENTINFORMATIONTYPE", RECORD_FORMAT),
                ];
                tags.within("mets:fileGrp", &attributes, |tags| {
                    for (file, number) in group.files.iter().zip(1..) {
                        let (id, size) = (format!("{id}-{number}"), file.bytes.len().to_string());
                        let sum = file.sha256();
                        let facts = facts(file, &size, &created, &sum);
                        let attributes = [&[("ID", id.as_str())], facts.as_slice()].concat();
                        tags.within("mets:file", &attributes, |tags| {
                            let href = file.path.as_str();
                            tags.empty(
                                "mets:FLocat",
                                &[("LOCTYPE", "URL"), ("xlink:type", "simple"), ("xlink:href", href)],
                            );
                        });
                    }
                });
            }
        });
    }

    fn map(&self, tags: &mut Tags) {
        let map = [("ID", "map"), ("TYPE", "PHYSICAL"), ("LABEL", "CSIP")];
        let (representations, others): (Vec<&Group>, Vec<&Group>) =
            self.groups.iter().partition(|group| group.is_representation());
        tags.within("mets:structMap", &map, |tags| {
            tags.within(
                "mets:div",
                &[("ID", "map-whole"), ("LABEL", self.object)],
                |tags| {
                    self.metadata(tags);
                    for group in others {
                        let id = format!("map-{}", group.name.to_lowercase());
                        tags.within("mets:div", &[("ID", &id), ("LABEL", &group.name)], |tags| {
                            tags.empty("mets:fptr", &[("FILEID", &group.id())]);
                        });
                    }
                    if !representations.is_empty() {
                        parts(tags, &representations);
                    }
                },
            );
        });
    }

    fn metadata(&self, tags: &mut Tags) {
        let ids = |kind: &str, many: usize| {
            let ids: Vec<String> = (1..=many).map(|number| format!("{kind}-{number}")).collect();
            ids.join(" ")
        };
        let (descriptive, administrative) = (
            ids("dmd", self.descriptive.len()),
            ids("digiprov", self.administrative.len()),
        );
        let all = [
            ("ID", "map-metadata"),
            ("LABEL", "Metadata"),
            ("DMDID", &descriptive),
            ("ADMID", &administrative),
        ];
        let there: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        tags.empty("mets:div", &there);
    }
}

fn parts(tags: &mut Tags, representations: &[&Group<'_>]) {
    let all = [("ID", "map-representations"), ("LABEL", "Representations")];
    tags.within("mets:div", &all, |tags| {
        for group in representations {
            tags.empty("mets:fptr", &[("FILEID", &group.id())]);
        }
        for group in representations {
            let id = format!("map-{}", group.id());
            tags.within("mets:div", &[("ID", &id), ("LABEL", &group.name)], |tags| {
                let href = group
                    .files
                    .first()
                    .map(|file| file.path.as_str())
                    .unwrap_or_default();
                let pointer = [
                    ("LOCTYPE", "URL"),
                    ("xlink:type", "simple"),
                    ("xlink:href", href),
                    ("xlink:title", &group.id()),
                ];
                tags.empty("mets:mptr", &pointer);
            });
        }
    });
}

fn facts<'a>(file: &'a File, size: &'a str, created: &'a str, sum: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("MIMETYPE", file.mime),
        ("SIZE", size),
        ("CREATED", created),
        ("CHECKSUM", sum),
        ("CHECKSUMTYPE", "SHA-256"),
    ]
}
