//! Packages of many kinds: every form, with and without a copy, scans, reports and events.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use documents::Provenance;
use exchange::archive::{Application, Contents, Happened, Paper, PaperKind, Step};
use forms::record::{RECORD_FORMAT, RecordForm};
use forms::{Answers, Author, Filling, Form, Record, SealedSection, Signed};
use uuid::Uuid;

/// What a package is made of, by a number.
pub struct Made {
    pub id: Uuid,
    pub made_at: DateTime<Utc>,
    form: Form,
    record: Record,
    paper: Vec<u8>,
    number: u128,
    registered: Vec<(String, String)>,
    events: Vec<Happened>,
}

impl Made {
    pub fn new(number: u128) -> Self {
        let mut forms = packs::forms().unwrap();
        let form = forms.remove(number as usize % forms.len());
        let made_at =
            "2026-11-26T12:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(number as i64);
        let document = Uuid::from_u128(1_000 + number);
        let sealed = sealed(&form, made_at);
        let record = Record {
            format: RECORD_FORMAT.to_owned(),
            document: Some(document),
            pupil: Some(Uuid::from_u128(7)),
            case: number.is_multiple_of(2).then(|| Uuid::from_u128(8)),
            predecessor: None,
            made_at,
            form: RecordForm {
                form_ref: form.form_ref().clone(),
                hash: form.hash(),
                source: form.source_text().to_owned(),
            },
            sections: sealed,
        };
        let paper = print(&form, &record, document);
        Self {
            id: Uuid::from_u128(number + 1),
            made_at,
            form,
            record,
            paper,
            number,
            registered: (0..number % 3)
                .map(|at| (format!("System & <{at}>"), format!("Dnr {number}\"{at}")))
                .collect(),
            events: events(number, made_at),
        }
    }

    pub fn contents(&self) -> Contents<'_> {
        Contents {
            id: self.id,
            made_at: self.made_at,
            application: Application {
                name: "Närvarolots",
                version: "1.2.3",
            },
            creator: "Björkskolan & Ängsskolan",
            submitter: "Birgitta Ek",
            document: self.record.document.unwrap(),
            title: self.form.short_title(),
            secrecy: "Sekretess enligt 23 kap. OSL",
            registered: &self.registered,
            papers: self.papers(),
            copy: self.number.is_multiple_of(3).then_some(self.paper.as_slice()),
            record: &self.record,
            form: &self.form,
            events: &self.events,
        }
    }

    fn papers(&self) -> Vec<Paper<'_>> {
        let paper = |kind, report| Paper {
            kind,
            bytes: self.paper.as_slice().into(),
            report,
        };
        let report = b"<ValidationReport/>".to_vec();
        let own = paper(PaperKind::Own, self.number.is_multiple_of(3).then_some(report));
        let scans = (0..self.number % 4).map(|_| paper(PaperKind::Scan, None));
        let returned = (0..self.number % 2).map(|_| paper(PaperKind::Returned, None));
        [own].into_iter().chain(scans).chain(returned).collect()
    }
}

fn sealed(form: &Form, at: DateTime<Utc>) -> Vec<SealedSection> {
    let file = format!(
        "{}/../../tests/samples/{}.json",
        env!("CARGO_MANIFEST_DIR"),
        form.form_ref().id
    );
    let answers: BTreeMap<String, serde_json::Value> = match std::fs::read_to_string(file) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(_) => BTreeMap::new(),
    };
    let answers: Answers = answers.into_iter().collect();
    let by = |role: Author| Signed {
        name: "Birgitta Ek".to_owned(),
        role,
        typed_by: None,
    };
    let sections = form.sections().iter();
    let sealed = sections.filter_map(|section| {
        form.seal(section.id(), &answers, by(section.author()), at, None)
            .ok()
    });
    sealed.collect()
}

fn print(form: &Form, record: &Record, document: Uuid) -> Vec<u8> {
    let outline = form.outline(&Filling {
        draft: None,
        sealed: &record.sections,
        manners: None,
        drawings: None,
    });
    let provenance = Provenance {
        document: Some(document),
        school: "Björkskolan".to_owned(),
        diarienummer: None,
        secrecy: None,
        made_at: record.made_at,
    };
    documents::print(&outline, &provenance, Some(record)).unwrap()
}

fn events(number: u128, at: DateTime<Utc>) -> Vec<Happened> {
    let steps = [
        Step::Creation,
        Step::Signing,
        Step::TimeStamping,
        Step::Verification,
        Step::Ingestion,
        Step::Packaging,
    ];
    let event = |(step, place): (Step, i64)| Happened {
        step,
        at: at + TimeDelta::minutes(place),
        on: None,
        by: if place % 2 == 0 {
            "Närvarolots"
        } else {
            "Åsa Öberg <rektor>"
        }
        .to_owned(),
        detail: if place % 3 == 0 {
            "Mentor & elev".to_owned()
        } else {
            String::new()
        },
        outcome: (step == Step::Verification).then(|| "hel".to_owned()),
        paper: (step == Step::Verification).then_some(0),
    };
    let many = 1 + number as usize % steps.len();
    steps.into_iter().zip(0..).take(many).map(event).collect()
}

/// Leaves a package for the judge, where one is asked.
pub fn leave(folder: &str, name: &str, bytes: &[u8]) {
    let Some(out) = std::env::var_os("PACKAGES_OUT") else {
        return;
    };
    let folder = PathBuf::from(out).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}
