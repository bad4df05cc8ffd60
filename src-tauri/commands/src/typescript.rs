//! The window's view of the commands, written from the types and the one list: `ui/src/wire.ts` says what goes over,
//! `ui/src/commands.ts` by which command.

use std::collections::BTreeSet;

use ts_rs::{Config, TS};

use crate::list::SIGNATURES;
use crate::{error, wire};

/// What each file begins with.
const WRITTEN: &str = "// Written by `cargo xtask types` from the crate `commands`. Do not edit.\n\n";

/// `wire.ts`: every type that a command is told or answers with.
fn types_file() -> String {
    let mut out = WRITTEN.to_owned();
    for declaration in declarations() {
        out.push_str("export ");
        out.push_str(&without_comments(&declaration));
        out.push_str("\n\n");
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// `commands.ts`: every command, what it is told and what it answers.
fn commands_file() -> String {
    let (mut lines, mut named) = (String::new(), BTreeSet::new());
    for (name, told, answer) in SIGNATURES {
        named.extend(types_in(answer));
        named.extend(told.iter().flat_map(|(_, kind)| types_in(kind)));
        let told: Vec<String> = told
            .iter()
            .map(|(name, kind)| format!("{name}: {kind}"))
            .collect();
        let told = match told.is_empty() {
            true => "Record<string, never>".into(),
            false => format!("{{ {} }}", told.join("; ")),
        };
        lines.push_str(&format!("  {name}: {{ told: {told}; answer: {answer} }};\n"));
    }
    let named: Vec<&str> = named.into_iter().collect();
    format!(
        "{WRITTEN}import type {{\n  {},\n}} from \"./wire\";\n\n/** Every command: what it is told and what it answers. */\nexport interface Commands {{\n{lines}}}\n",
        named.join(",\n  ")
    )
}

/// The types of ours that a piece of TypeScript names; TypeScript's own begin with a capital too.
fn types_in(code: &str) -> impl Iterator<Item = &str> {
    let words = code.split(|one: char| !one.is_ascii_alphanumeric());
    words.filter(|word| {
        word.starts_with(|one: char| one.is_ascii_uppercase()) && !matches!(*word, "Array" | "Record")
    })
}

/// The declaration on one line: what it means is said once, in Rust.
fn without_comments(declaration: &str) -> String {
    let mut code = String::new();
    for (place, part) in declaration.split("/**").enumerate() {
        let part = if place == 0 {
            part
        } else {
            part.split_once("*/").map_or("", |(_, code)| code)
        };
        code.push_str(part);
    }
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

macro_rules! declare {
    ($config:expr; $($kind:ty),* $(,)?) => { vec![$(<$kind as TS>::decl($config)),*] };
}

fn declarations() -> Vec<String> {
    let config = &Config::default();
    let mut all = forms_declarations(config);
    all.extend(declare![config;
        cases::ProfileInput, cases::PupilInput, cases::GuardianInput, cases::CaseInput,
        error::CommandError, error::FieldProblem,
        wire::form::FormSummary, wire::form::FormView, wire::form::SectionView, wire::form::ItemView,
        wire::form::FieldView, wire::form::KindView, wire::form::ColumnView,
        wire::people::PupilRow, wire::people::CaseRow, wire::people::PupilView, wire::people::CaseView,
        wire::people::DocumentRow, wire::people::HoldingView,
        wire::document::DocumentView, wire::document::SectionState, wire::document::Judgement,
        wire::document::Saved, wire::document::Review, wire::document::SignatureChoice, wire::document::OtherAuthor,
        wire::signature::SignatureReport, wire::signature::SignatureView, wire::signature::Signatory,
        wire::signature::OwnSignature, wire::signature::DocumentSignatures, wire::signature::WaitingRow,
        wire::identity::CertificateView, wire::identity::IdentityView, wire::identity::TrustedView,
        wire::identity::TrustList, wire::identity::OpenedTrust, wire::identity::ClockView,
        wire::identity::CardModule, wire::identity::CardCertificate, wire::identity::CardView, wire::identity::CardInput,
        wire::identity::AskedView, wire::identity::IssuerView, wire::identity::IssuedView,
        wire::consent::ConsentView, wire::consent::TogetherView, wire::consent::PartyView, wire::consent::DataKind, wire::consent::SignerView,
        wire::consent::HistoryView, wire::consent::ConsentInput, wire::consent::DisclosureInput,
        wire::consent::DisclosureView, wire::consent::UndoneView, wire::consent::Disclosures,
        wire::contact::OwnCard, wire::contact::ContactView, wire::handover::SendOffer, wire::handover::Recipient,
        wire::handover::SendDocument, wire::handover::SendRequest, wire::handover::SendChoice, wire::handover::SendInput, wire::handover::Sent, wire::handover::News,
        wire::handover::ParcelView, wire::handover::Asks, wire::handover::Effect, wire::handover::Parcels,
        wire::handover::RefusedParcel, wire::handover::TakenView, wire::handover::TakeInput,
        wire::handover::HandoverView, wire::handover::HandoverStepView,
        wire::backup::Backups, wire::backup::BackupPlace, wire::backup::Restored, wire::backup::BackupRow,
        wire::backup::FoundBackups, wire::backup::UnreadShelf,
        wire::backup::DrillView,
        wire::backup::RestorePreview, wire::backup::RestoreLine, wire::backup::TrailCut,
        wire::archive::Archive, wire::archive::ArchiveFilter, wire::archive::ArchiveRow, wire::archive::Registered,
        wire::archive::RegisterInput, wire::archive::DocumentFile, wire::archive::UnconfirmedView,
        wire::archive::UnconfirmedRow, wire::archive::ConfirmRowsInput, wire::archive::PaperView,
        wire::archive::DocumentEvent, wire::archive::PasteField, wire::archive::ArchiveCheck,
        wire::case_list::ListedView, wire::case_list::CaseListView, wire::case_list::ListColumn, wire::case_list::ListRow,
        wire::case_list::ListPupil, wire::case_list::ListSame, wire::case_list::ListNote,
        wire::case_list::ListUnread, wire::case_list::CaseListInput, wire::case_list::BringInInput, wire::case_list::BringInRow,
        wire::case_list::BroughtInCases, wire::case_list::BroughtInCase, wire::case_list::BroughtInView,
        wire::figures::RegisterView, wire::figures::RegisterRow, wire::figures::RegisterGroup, wire::figures::MapRegisterInput,
        wire::figures::SendFiguresInput, wire::figures::FiguresKind, wire::figures::FiguresSent, wire::figures::GroupTo, wire::figures::FiguresView, wire::figures::PupilFigure,
        wire::figures::SummaryView, wire::figures::SummaryRow,
        wire::case_list::ImportView, wire::case_list::ImportCase, wire::case_list::TakeBackInput,
        wire::systems::SystemName, wire::systems::PasteSystem,
        wire::tables::TableKind, wire::tables::ArchiveListInput, wire::tables::ListSaved,
        wire::calendar::CalendarView, wire::calendar::CalendarDay,
        wire::outgoing::MessageOffer, wire::outgoing::MessageRecipient, wire::outgoing::GroundInput,
        wire::outgoing::MessageInput, wire::outgoing::SubmissionInput, wire::packages::PackagesSaved, wire::packages::LeftOutDocument,
        wire::archive::CheckFault, wire::archive::SheetName,
        wire::disposal::Disposals, wire::disposal::RuleView, wire::disposal::DueDocument, wire::disposal::Emptied,
        wire::disposal::DecisionView, wire::disposal::DisposeInput, wire::disposal::RemoveInput,
        wire::municipality::CeremonyInput, wire::municipality::CeremonyView,
        wire::municipality::MunicipalityKeyView, wire::municipality::KeyStanding, wire::municipality::RescueView,
        wire::unfinished::UnfinishedForm, wire::unfinished::UnfinishedPlace,
        wire::municipality::RescueBackup, wire::municipality::RescueBackups,
        wire::municipality::GivenShare,
        wire::vault::WatchView, wire::vault::WatchStanding,
        wire::trail::TrailInput, wire::trail::TrailView, wire::trail::TrailRow, wire::trail::TrailEntry, wire::trail::TrailSubject,
        wire::trail::TrailChecked, wire::trail::TrailWrong,
        wire::release::ReleaseRequest, wire::release::ReleaseView, wire::release::ReleaseItem,
        wire::release::ReleasePart, wire::release::ReleaseInput, wire::release::ReleasedView,
        wire::esigning::SigningOffer, wire::esigning::SigningPerson, wire::esigning::SigningOrder,
        wire::intake::IntakeView, wire::errand::Progress, wire::intake::IncomingPaper,
        wire::intake::IncomingPage, wire::intake::IncomingRow, wire::intake::PagePlace, wire::intake::PupilChoice,
        wire::intake::RefusedFile, wire::intake::FiledPaper, wire::intake::FilingInput, wire::intake::FilingPaper,
        wire::document::Completing, wire::document::PagePicture, wire::document::Printer,
        wire::document::PrintOrder,
        wire::vault::Status, wire::vault::State, wire::vault::Look, wire::vault::RecoveryOffer, wire::vault::KeyOffer,
    ]);
    all
}

fn forms_declarations(config: &Config) -> Vec<String> {
    use forms::{form, outline, problem};
    declare![config;
        form::FormRef, form::Source, form::Standing, form::Author, form::PersonPart, form::Place, form::Choice,
        form::Meaning, problem::Problem, problem::ProblemCode,
        outline::Outline, outline::OutlineSection, outline::Completion, outline::Block, outline::TextStyle,
        outline::Question, outline::Answer, outline::Ticked, outline::Comment, outline::Grid, outline::GridRow,
        outline::Table, outline::TableColumn, outline::SignatureRow, outline::Manner,
        forms::Drawing, forms::DrawingInput,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the files lie; `cargo xtask types` sets the variable that has them written anew.
    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src");

    #[test]
    fn the_committed_files_are_the_generated_ones() {
        for (name, written) in [("wire.ts", types_file()), ("commands.ts", commands_file())] {
            let file = format!("{FOLDER}/{name}");
            if std::env::var_os("WRITE_TYPES").is_some() {
                std::fs::write(&file, &written).unwrap();
            }
            assert!(
                std::fs::read_to_string(&file).unwrap() == written,
                "run `cargo xtask types`"
            );
        }
    }
}
