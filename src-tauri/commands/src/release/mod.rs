//! Papers about a pupil given out on request (utlämnande av allmän handling, registerutdrag): everything is gathered,
//! masking is proposed, a person decides, and what left is written down.

mod gather;
mod papers;

use std::sync::{Arc, Mutex};

use cases::{EventId, EventKind, Measure, Outcome, Pupil, PupilId, Requester, fold};
use chrono::NaiveDate;
use forms::Hash;
use serde::{Deserialize, Serialize};
use serde_json::json;
use vault::{Event, Subject};

use self::gather::{Gathered, Kind};
use crate::desk::{Desk, Office, at};
use crate::error::{Code, CommandError, FieldProblem};
use crate::filling::add_leaving;
use crate::people::not_found;
use crate::printing;
use crate::sheet::Sheet;
use crate::typing::Typed;
use crate::undone::{self, Trace};
use crate::wire::document::PagePicture;
use crate::wire::release::{
    ReleaseInput, ReleaseItem, ReleasePart, ReleaseRequest, ReleaseView, ReleasedView,
};

pub(crate) use papers::decision_sheet;

/// A request, read.
pub(crate) struct Request {
    requester: Requester,
    name: String,
    access: bool,
    asked: NaiveDate,
    words: Vec<String>,
}

impl Request {
    fn read(office: &Office<'_>, typed: &mut Typed, input: &ReleaseRequest) -> Option<Self> {
        let requester = typed.choice(Requester::parse("requester", &input.requester));
        let name = match requester {
            Some(Requester::Guardian) => typed.line("name", &input.name),
            _ => typed.optional_line("name", &input.name),
        };
        let asked = typed
            .past_day("asked", &input.asked)
            .filter(|day| *day <= office.outside.today());
        let is_own = matches!(requester, Some(Requester::Pupil | Requester::Guardian) | None);
        if input.access && !is_own {
            // Article 15 gives the right to whom the data is about, and to those who speak for a child.
            typed.wrong("access", cases::Code::UnknownChoice);
        }
        let words = input.words.split([',', '\n']).map(|word| word.trim().to_owned());
        Some(Self {
            requester: requester?,
            name,
            access: input.access,
            asked: asked?,
            words: words.filter(|word| !word.is_empty()).collect(),
        })
    }

    /// Whether it is this person who asks.
    fn is_by(&self, name: &str) -> bool {
        self.requester == Requester::Guardian && fold(name) == fold(&self.name)
    }
}

/// Everything about a pupil, with what is proposed to be masked and left out.
pub fn release_proposal(
    office: &Office<'_>,
    pupil: PupilId,
    request: ReleaseRequest,
) -> Result<ReleaseView, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let request = Request::read(office, &mut typed, &request);
    typed.end()?;
    let request = request.ok_or_else(not_found)?;
    let gathered = gathered(office, pupil, &request)?;
    let by = office.profile()?.name.to_string();
    Ok(ReleaseView {
        pupil: gathered.pupil.display_name().to_string(),
        protected: gathered.pupil.is_protected(),
        by,
        digest: digest(&gathered).to_string(),
        items: gathered
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| view(&gathered, &request, at, item))
            .collect(),
    })
}

fn gathered(office: &Office<'_>, pupil: PupilId, request: &Request) -> Result<Gathered, CommandError> {
    office.vault.read(|read| {
        let pupil = read.pupils().get(pupil)?.ok_or_else(not_found)?;
        gather::gather(office, read, pupil, request)
    })
}

fn view(gathered: &Gathered, request: &Request, at: usize, item: &gather::Item) -> ReleaseItem {
    let part = |(place, part): (usize, &gather::Part)| {
        let (measure, reasons) = gathered.proposal(request, item, part);
        ReleasePart {
            id: part_id(at, place),
            label: part.label.clone(),
            masked: gathered.words.masked(&part.text, &papers::masked()),
            text: part.text.clone(),
            measure: measure.as_str().to_owned(),
            reasons: reasons.into_iter().map(|why| why.as_str().to_owned()).collect(),
        }
    };
    ReleaseItem {
        title: item.title.clone(),
        parts: item.parts.iter().enumerate().map(part).collect(),
    }
}

fn part_id(item: usize, part: usize) -> String {
    format!("{item}-{part}")
}

/// What a decision is about. The log grows by the decision itself, and so is not in it.
fn digest(gathered: &Gathered) -> Hash {
    let items = gathered.items.iter().filter(|item| item.kind != Kind::Log);
    let parts = items.flat_map(|item| &item.parts);
    let texts: Vec<(&str, &str)> = parts
        .map(|part| (part.label.as_str(), part.text.as_str()))
        .collect();
    Hash::of(json!(texts).to_string().as_bytes())
}

/// A decision on a request, as it is kept.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Decided {
    requester: Requester,
    name: String,
    access: bool,
    asked: NaiveDate,
    outcome: Outcome,
    ground: String,
    reasons: String,
    by: String,
    /// How it left: `printed` or `saved`; nothing where it was refused.
    way: Option<String>,
    /// The hash of the file that left.
    sha256: Option<Hash>,
    /// What left, item by item.
    items: Vec<Left>,
}

/// An item that was asked for: how much of it left.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Left {
    title: String,
    /// How many parts went as they are, with masked words or wholly masked, and how many stayed.
    whole: usize,
    masked: usize,
    left_out: usize,
    /// The hash of the words that left.
    sha256: Hash,
}

/// What leaves: titles, and under each the questions with what is printed as the answer.
struct Outgoing {
    decided: Decided,
    pupil: Pupil,
    parts: Vec<(String, Vec<(String, String)>)>,
}

fn decide(office: &Office<'_>, pupil: PupilId, input: &ReleaseInput) -> Result<Outgoing, CommandError> {
    let mut typed = Typed::today(office.outside.today());
    let request = Request::read(office, &mut typed, &input.request);
    let outcome = typed.choice(Outcome::parse("outcome", &input.outcome));
    let by = typed.line("by", &input.by);
    let withheld = outcome.is_some_and(|outcome| outcome != Outcome::Wholly);
    let (ground, reasons) = if withheld {
        (
            typed.line("ground", &input.ground),
            typed.text("reasons", &input.reasons),
        )
    } else {
        (
            typed.optional_line("ground", &input.ground),
            input.reasons.trim().to_owned(),
        )
    };
    typed.end()?;
    let (Some(request), Some(outcome)) = (request, outcome) else {
        return Err(not_found());
    };
    let gathered = gathered(office, pupil, &request)?;
    if digest(&gathered).to_string() != input.digest {
        return Err(CommandError::new(Code::ReleaseChanged));
    }
    let sorted = sort(&gathered, &request, input)?;
    agrees(outcome, &sorted)?;
    let (parts, items) = (sorted.outgoing, sorted.left);
    let refused = outcome == Outcome::Refused;
    Ok(Outgoing {
        decided: Decided {
            requester: request.requester,
            name: request.name,
            access: request.access,
            asked: request.asked,
            outcome,
            ground,
            reasons,
            by,
            way: None,
            sha256: None,
            items: if refused { Vec::new() } else { items },
        },
        pupil: gathered.pupil,
        parts,
    })
}

/// What is printed of each item, and what is written down of it.
struct Sorted {
    outgoing: Vec<(String, Vec<(String, String)>)>,
    left: Vec<Left>,
    /// Whether anything but working material and the log is withheld or masked.
    withholds: bool,
}

fn sort(gathered: &Gathered, request: &Request, input: &ReleaseInput) -> Result<Sorted, CommandError> {
    let (mut outgoing, mut left, mut withholds) = (Vec::new(), Vec::new(), false);
    for (at, item) in gathered.items.iter().enumerate() {
        let mut printed = Vec::new();
        let mut counts = [0; 3];
        for (place, part) in item.parts.iter().enumerate() {
            let measure = match input.measures.get(&part_id(at, place)) {
                Some(chosen) => Measure::parse("measures", chosen).map_err(|problem| vec![problem])?,
                None => gathered.proposal(request, item, part).0,
            };
            let (count, text) = match measure {
                Measure::Include => (0, Some(part.text.clone())),
                Measure::Words => {
                    let masked = gathered.words.masked(&part.text, &papers::masked());
                    (usize::from(masked != part.text), Some(masked))
                }
                Measure::Mask => (1, Some(papers::masked())),
                Measure::LeaveOut => (2, None),
            };
            if let Some(counted) = counts.get_mut(count) {
                *counted += 1;
            }
            printed.extend(text.map(|text| (part.label.clone(), text)));
        }
        let [whole, masked, left_out] = counts;
        let asked_for = !matches!(item.kind, Kind::Draft | Kind::Log);
        withholds |= asked_for && masked + left_out > 0;
        // What is withheld as a whole is written down too.
        if asked_for || !printed.is_empty() {
            left.push(Left {
                title: item.title.clone(),
                whole,
                masked,
                left_out,
                sha256: Hash::of(json!(printed).to_string().as_bytes()),
            });
        }
        if !printed.is_empty() {
            outgoing.push((item.title.clone(), printed));
        }
    }
    Ok(Sorted {
        outgoing,
        left,
        withholds,
    })
}

/// The decision says what the list does.
fn agrees(outcome: Outcome, sorted: &Sorted) -> Result<(), CommandError> {
    let code = match outcome {
        Outcome::Wholly if sorted.withholds => "wholly-but-masked",
        Outcome::Wholly | Outcome::Partly if sorted.outgoing.is_empty() => "nothing-given",
        _ => return Ok(()),
    };
    Err(CommandError::fields(vec![FieldProblem {
        field: "outcome".to_owned(),
        code: code.to_owned(),
        args: Default::default(),
    }]))
}

/// The pages of what would leave.
pub fn release_pages(
    office: &Office<'_>,
    pupil: PupilId,
    input: ReleaseInput,
) -> Result<Vec<PagePicture>, CommandError> {
    let outgoing = decide(office, pupil, &input)?;
    crate::papers::pictures(&given(office, &outgoing)?)
}

/// Prints what is given out, and writes down what left.
pub fn print_release(
    desk: &Mutex<Desk>,
    pupil: PupilId,
    input: ReleaseInput,
    printer: String,
) -> Result<Vec<ReleasedView>, CommandError> {
    let (pdf, trace, released, outside) = {
        let desk = at(desk);
        let office = desk.office()?;
        let outgoing = decide(&office, pupil, &input)?;
        let pdf = given(&office, &outgoing)?;
        let trace = keep(&office, outgoing, Some(("printed", &pdf)))?;
        (pdf, trace, releases(&office, pupil)?, Arc::clone(&desk.outside))
    };
    printing::hand_over(desk, trace, || outside.print(&printer, 1, &pdf))?;
    Ok(released)
}

/// Saves what is given out where the user chooses, and writes down what left; false if the user changed their mind.
pub fn save_release(desk: &Mutex<Desk>, pupil: PupilId, input: ReleaseInput) -> Result<bool, CommandError> {
    printing::save(
        desk,
        |office| {
            let outgoing = decide(office, pupil, &input)?;
            if outgoing.pupil.is_protected() {
                return Err(CommandError::new(Code::ProtectedPrintOnly));
            }
            given(office, &outgoing)?;
            let name = papers::file_name(&outgoing);
            Ok(format!("{name}-{}.pdf", office.outside.today()))
        },
        |office, _| {
            let outgoing = decide(office, pupil, &input)?;
            let pdf = given(office, &outgoing)?;
            let trace = keep(office, outgoing, Some(("saved", &pdf)))?;
            Ok(printing::Outgoing { trace, ..pdf.into() })
        },
    )
}

/// Writes down that a request is refused: nothing leaves.
pub fn refuse_release(
    office: &Office<'_>,
    pupil: PupilId,
    input: ReleaseInput,
) -> Result<Vec<ReleasedView>, CommandError> {
    let outgoing = decide(office, pupil, &input)?;
    if outgoing.decided.outcome != Outcome::Refused {
        return Err(not_found());
    }
    keep(office, outgoing, None)?;
    releases(office, pupil)
}

/// The file that leaves; where it is refused there is none.
fn given(office: &Office<'_>, outgoing: &Outgoing) -> Result<Vec<u8>, CommandError> {
    match outgoing.decided.outcome {
        Outcome::Refused => Err(not_found()),
        _ => papers::print(office, outgoing),
    }
}

fn keep(office: &Office<'_>, outgoing: Outgoing, left: Option<(&str, &[u8])>) -> Result<Trace, CommandError> {
    let decided = Decided {
        way: left.map(|(way, _)| way.to_owned()),
        sha256: left.map(|(_, pdf)| Hash::of(pdf)),
        ..outgoing.decided
    };
    let subject = Subject {
        pupil: Some(outgoing.pupil.id),
        ..Default::default()
    };
    office
        .vault
        .write(|write| add_leaving(office, write, EventKind::Released, subject, json!(decided)))
}

/// What was decided on requests about a pupil before, the last first.
pub fn releases(office: &Office<'_>, pupil: PupilId) -> Result<Vec<ReleasedView>, CommandError> {
    let (events, protected) = office.vault.read(|read| {
        let is_protected = read
            .pupils()
            .get(pupil)?
            .is_some_and(|pupil| pupil.is_protected());
        Ok::<_, CommandError>((read.events().about_pupil(pupil)?, is_protected))
    })?;
    let never = undone::undone(&events);
    let released = events
        .iter()
        .rev()
        .filter(|event| event.kind == EventKind::Released);
    released
        .map(|event| {
            let decided = decided(event)?;
            Ok(ReleasedView {
                event: event.id.to_string(),
                at: event.at.to_rfc3339(),
                requester: decided.requester.as_str().to_owned(),
                name: decided.name,
                access: decided.access,
                outcome: decided.outcome.as_str().to_owned(),
                by: decided.by,
                items: decided.items.len() as u32,
                undone: never.contains_key(&event.id),
                protected,
            })
        })
        .collect()
}

fn decided(event: &Event) -> Result<Decided, CommandError> {
    serde_json::from_value(event.data.clone()).map_err(|_| not_found())
}

/// The pupil whom a decision is about, and the decision.
pub(crate) fn find(office: &Office<'_>, event: &str) -> Result<(Pupil, Event), CommandError> {
    let id: EventId = event.parse().map_err(|_| not_found())?;
    office.vault.read(|read| {
        let event = read.events().get(id)?.ok_or_else(not_found)?;
        let pupil = event.subject.pupil.ok_or_else(not_found)?;
        let pupil = read.pupils().get(pupil)?.ok_or_else(not_found)?;
        Ok((pupil, event))
    })
}

/// The decision as a paper, for whoever asked.
pub(crate) fn sheet(office: &Office<'_>, event: &str) -> Result<Sheet, CommandError> {
    let (pupil, event) = find(office, event)?;
    Ok(decision_sheet(office, &pupil, &event, &decided(&event)?))
}
