//! The one list of everything a user can do from the window: the name, what it is told, what it answers.
//! Both the dispatch and the window's TypeScript are made from it.

use std::sync::Mutex;

use cases::{CaseId, CaseInput, DocumentId, EventId, Id, ProfileInput, PupilId, PupilInput};
use forms::{DrawingInput, Outline};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use vault::{Act, SigningKey};

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::trail::{self, About, Kept};
use crate::wire::archive::{
    Archive, ArchiveCheck, ArchiveFilter, ConfirmRowsInput, DocumentFile, RegisterInput, SheetName,
};
use crate::wire::backup::{Backups, DrillView, FoundBackups, RestorePreview, Restored};
use crate::wire::calendar::CalendarView;
use crate::wire::case_list::{
    BringInInput, BroughtInCases, CaseListInput, CaseListView, ImportView, TakeBackInput,
};
use crate::wire::consent::{ConsentInput, ConsentView, DisclosureInput, Disclosures};
use crate::wire::contact::{ContactView, OwnCard};
use crate::wire::disposal::{Disposals, DisposeInput, RemoveInput};
use crate::wire::document::{Completing, DocumentView, PagePicture, PrintOrder, Printer, Review, Saved};
use crate::wire::errand::Progress;
use crate::wire::esigning::{SigningOffer, SigningOrder};
use crate::wire::figures::{
    FiguresSent, FiguresView, MapRegisterInput, RegisterView, SendFiguresInput, SummaryView,
};
use crate::wire::form::FormSummary;
use crate::wire::handover::{HandoverView, News, Parcels, SendInput, SendOffer, Sent, TakeInput};
use crate::wire::identity::{
    AskedView, CardCertificate, CardInput, CardModule, CardView, CertificateView, ClockView, IdentityView,
    IssuerView, OpenedTrust, TrustList,
};
use crate::wire::intake::{FilingInput, IntakeView};
use crate::wire::municipality::{
    CeremonyInput, CeremonyView, MunicipalityKeyView, RescueBackups, RescueView,
};
use crate::wire::outgoing::{MessageInput, MessageOffer, SubmissionInput};
use crate::wire::packages::PackagesSaved;
use crate::wire::people::{CaseView, PupilRow, PupilView};
use crate::wire::release::{ReleaseInput, ReleaseRequest, ReleaseView, ReleasedView};
use crate::wire::signature::{DocumentSignatures, OwnSignature, SignatureReport};
use crate::wire::systems::{PasteSystem, SystemName};
use crate::wire::tables::{ArchiveListInput, ListSaved, TableKind};
use crate::wire::trail::{TrailChecked, TrailInput, TrailView};
use crate::wire::unfinished::UnfinishedPlace;
use crate::wire::vault::{Look, RecoveryOffer, Status, WatchView};
use crate::{
    again, archive, backups, calendar, cards, case_list, ceremony, clock, consents, copying, disclosures,
    disposal, drawing, errand, esigning, figures, filling, handover, identities, intake, integrity, messages,
    packages, release, submissions,
};
use crate::{
    issuing, key_work, municipality, new_words, own_signature, papers, people, printing, rescue,
    signing_papers, systems, tables, trust, undone, unfinished, unlocking, voiding, watch,
};

/// `desk` commands work whether the vault is open or not; `office` commands only when it is; `door` commands
/// wait for the user in a dialog, and sit down at the desk only before and after; `press` commands wait for a printer in the
/// same way. The second word says what the audit trail keeps of it.
macro_rules! commands {
    ($($room:ident $kept:ident $name:ident = $path:path { $($arg:ident: $kind:ty as $ts:literal),* } -> $answer:ty as $tsa:literal;)*) => {
        /// Does one thing a user asked for.
        ///
        /// # Errors
        /// What the command answers when it cannot be done.
        pub fn call(desk: &Mutex<Desk>, name: &str, told: Json) -> Result<Json, CommandError> {
            match name {
                $(stringify!($name) => {
                    #[derive(Deserialize)]
                    #[serde(deny_unknown_fields)]
                    struct Told { $($arg: $kind),* }
                    let name = stringify!($name);
                    let about = About::read(&told);
                    let asks_itself = told.get("passphrase").is_some();
                    let Told { $($arg),* } = read(name, told)?;
                    if !asks_itself {
                        again::must_be_confirmed(desk, commands!(@kept $kept))?;
                    }
                    handover::must_all_be_own(desk, commands!(@kept $kept), &about)?;
                    voiding::none_signed_may_be_void(desk, commands!(@kept $kept), &about)?;
                    let begun = trail::begin(desk, name, commands!(@kept $kept), &about)?;
                    let answer = (|| {
                        let answer: $answer = $path(commands!(@$room desk), $($arg),*)?;
                        write(name, &answer)
                    })();
                    let kept = (commands!(@kept $kept), stringify!($room) == "door");
                    let ended = trail::end(desk, name, kept, &begun, &answer);
                    answer.and_then(|answer| ended.map(|()| answer))
                })*
                _ => Err(unknown(name)),
            }
        }

        /// Name, what it is told and what it answers, in TypeScript.
        #[cfg(test)]
        pub const SIGNATURES: &[(&str, &[(&str, &str)], &str)] =
            &[$((stringify!($name), &[$((stringify!($arg), $ts)),*], $tsa)),*];

        /// Name and what the audit trail keeps of it.
        pub const KEPT: &[(&str, Kept)] = &[$((stringify!($name), commands!(@kept $kept))),*];
    };
    (@kept nothing) => { Kept::Nothing };
    (@kept opens) => { Kept::Opens };
    (@kept locks) => { Kept::Locks };
    (@kept draft) => { Kept::Once(Act::Write) };
    (@kept copied) => { Kept::Once(Act::Export) };
    (@kept itself) => { Kept::Itself };
    (@kept read) => { Kept::Before(Act::Read) };
    (@kept write) => { Kept::Before(Act::Write) };
    (@kept print) => { Kept::Before(Act::Print) };
    (@kept export) => { Kept::Before(Act::Export) };
    (@kept sign) => { Kept::Before(Act::Sign) };
    (@kept keys) => { Kept::Before(Act::Keys) };
    (@desk $desk:ident) => { &mut at($desk) };
    (@office $desk:ident) => { &at($desk).office()? };
    (@door $desk:ident) => { $desk };
    (@press $desk:ident) => { $desk };
}

commands! {
    desk nothing status = unlocking::status {} -> Status as "Status";
    desk nothing begin_vault = unlocking::begin_vault { profile: ProfileInput as "ProfileInput", passphrase: String as "string", again: String as "string" } -> RecoveryOffer as "RecoveryOffer";
    desk opens finish_vault = unlocking::finish_vault { first: String as "string", second: String as "string" } -> Status as "Status";
    desk opens unlock = unlocking::unlock { passphrase: String as "string" } -> Status as "Status";
    desk opens unlock_with_words = unlocking::unlock_with_words { words: String as "string", passphrase: String as "string", again: String as "string" } -> Status as "Status";
    desk locks lock = unlocking::lock {} -> Status as "Status";
    desk keys change_passphrase = unlocking::change_passphrase { old: String as "string", passphrase: String as "string", again: String as "string" } -> () as "null";
    door nothing backups = backups::backups {} -> Backups as "Backups";
    door write back_up = backups::back_up {} -> Backups as "Backups";
    door itself back_up_when_due = backups::back_up_when_due {} -> Vec<String> as "string[]";
    door keys choose_backup_place = backups::choose_backup_place {} -> Option<Backups> as "Backups | null";
    door keys forget_backup_place = backups::forget_backup_place {} -> Backups as "Backups";
    door nothing backups_known = backups::backups_known {} -> bool as "boolean";
    door nothing find_backups = backups::find_backups { elsewhere: bool as "boolean" } -> bool as "boolean";
    door nothing open_backups = backups::open_backups { passphrase: String as "string", words: String as "string" } -> FoundBackups as "FoundBackups";
    door read look_at_backup = backups::look_at_backup { backup: String as "string" } -> RestorePreview as "RestorePreview";
    door itself restore = backups::restore {} -> Restored as "Restored";
    door read drill_backup = backups::drill_backup { backup: String as "string" } -> DrillView as "DrillView";
    desk nothing leave_restoring = backups::leave_restoring {} -> () as "null";
    office nothing save_look = unlocking::save_look { look: Look as "Look" } -> () as "null";

    office read pupils = people::pupils { search: String as "string" } -> Vec<PupilRow> as "PupilRow[]";
    office read pupil = people::pupil { pupil: PupilId as "string" } -> PupilView as "PupilView";
    office itself save_pupil = people::save_pupil { pupil: Option<PupilId> as "string | null", input: PupilInput as "PupilInput" } -> PupilId as "string";
    office nothing unfinished = unfinished::unfinished { place: UnfinishedPlace as "UnfinishedPlace" } -> Option<Json> as "Record<string, unknown> | null";
    office nothing keep_unfinished = unfinished::keep_unfinished { place: UnfinishedPlace as "UnfinishedPlace", body: Option<Json> as "Record<string, unknown> | null" } -> () as "null";
    office write open_case = people::open_case { pupil: PupilId as "string", input: CaseInput as "CaseInput" } -> CaseId as "string";
    office read case = people::case { case: CaseId as "string" } -> CaseView as "CaseView";

    door read choose_case_list = case_list::choose_case_list {} -> Option<CaseListView> as "CaseListView | null";
    desk nothing case_list = case_list::case_list {} -> Option<CaseListView> as "CaseListView | null";
    desk nothing map_case_list = case_list::map_case_list { input: CaseListInput as "CaseListInput" } -> CaseListView as "CaseListView";
    desk nothing leave_case_list = case_list::leave_case_list {} -> () as "null";
    desk itself bring_in_cases = case_list::bring_in_cases { input: BringInInput as "BringInInput" } -> BroughtInCases as "BroughtInCases";
    office read imports = case_list::imports {} -> Vec<ImportView> as "ImportView[]";
    office itself take_back_import = case_list::take_back_import { input: TakeBackInput as "TakeBackInput" } -> Vec<ImportView> as "ImportView[]";
    office write clear_brought_in = case_list::clear_brought_in { case: CaseId as "string" } -> () as "null";

    door read choose_register = figures::choose_register {} -> Option<RegisterView> as "RegisterView | null";
    desk nothing register = figures::register {} -> Option<RegisterView> as "RegisterView | null";
    desk nothing map_register = figures::map_register { input: MapRegisterInput as "MapRegisterInput" } -> RegisterView as "RegisterView";
    desk nothing leave_register = figures::leave_register {} -> () as "null";
    desk nothing sum_up = figures::sum_up { at_least: u8 as "number" } -> SummaryView as "SummaryView";
    door export save_summary = tables::save_summary { at_least: u8 as "number", kind: TableKind as "TableKind" } -> bool as "boolean";
    door export save_received_summary = tables::save_received_summary { package: String as "string", kind: TableKind as "TableKind" } -> bool as "boolean";
    door export send_figures = figures::send_figures { input: SendFiguresInput as "SendFiguresInput" } -> Option<FiguresSent> as "FiguresSent | null";
    office read figures = figures::figures {} -> Vec<FiguresView> as "FiguresView[]";
    office write remove_figures = figures::remove_figures { package: String as "string" } -> Vec<FiguresView> as "FiguresView[]";

    office nothing forms = papers::forms {} -> Vec<FormSummary> as "FormSummary[]";
    office write begin_document = filling::begin_document { case: CaseId as "string", form: String as "string" } -> DocumentId as "string";
    office write continue_document = filling::continue_document { document: DocumentId as "string" } -> DocumentId as "string";
    office write cancel_document = voiding::cancel_document { document: DocumentId as "string", reason: String as "string" } -> DocumentFile as "DocumentFile";
    office write discard_document = filling::discard_document { document: DocumentId as "string" } -> () as "null";
    office read document = filling::document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    office draft save_draft = filling::save_draft { document: DocumentId as "string", changes: Map<String, Json> as "Record<string, unknown>" } -> Saved as "Saved";
    office read read_back = filling::read_back { document: DocumentId as "string" } -> Outline as "Outline";
    office read review = papers::review { document: DocumentId as "string" } -> Review as "Review";
    office write complete = papers::complete { document: DocumentId as "string", completing: Completing as "Completing" } -> DocumentView as "DocumentView";
    office read pages = papers::pages { document: DocumentId as "string" } -> Vec<PagePicture> as "PagePicture[]";
    office nothing blank_pages = papers::blank_pages { form: String as "string" } -> Vec<PagePicture> as "PagePicture[]";
    door export save_document = printing::save_document { document: DocumentId as "string" } -> bool as "boolean";
    door export save_report = printing::save_report { document: DocumentId as "string" } -> bool as "boolean";
    door nothing save_blank = printing::save_blank { form: String as "string" } -> bool as "boolean";
    press nothing printers = printing::printers {} -> Vec<Printer> as "Printer[]";
    press print print = printing::print { order: PrintOrder as "PrintOrder" } -> () as "null";
    office read archive = archive::archive { filter: ArchiveFilter as "ArchiveFilter" } -> Archive as "Archive";
    door export save_archive_list = tables::save_archive_list { input: ArchiveListInput as "ArchiveListInput" } -> Option<ListSaved> as "ListSaved | null";
    office read document_file = archive::document_file { document: DocumentId as "string" } -> DocumentFile as "DocumentFile";
    office write register_document = archive::register_document { document: DocumentId as "string", input: RegisterInput as "RegisterInput" } -> DocumentFile as "DocumentFile";
    desk copied copied_field = copying::copied_field { document: DocumentId as "string", field: u32 as "number", system: PasteSystem as "PasteSystem" } -> () as "null";
    office read paper_pages = archive::paper_pages { document: DocumentId as "string", number: u32 as "number" } -> Vec<PagePicture> as "PagePicture[]";
    door export save_paper = printing::save_paper { document: DocumentId as "string", number: u32 as "number" } -> bool as "boolean";
    door nothing check_archive = integrity::check_archive {} -> ArchiveCheck as "ArchiveCheck";
    door nothing check_archive_when_due = integrity::check_archive_when_due {} -> Option<ArchiveCheck> as "ArchiveCheck | null";
    door export save_for_system = systems::save_for_system { document: DocumentId as "string", system: SystemName as "SystemName" } -> bool as "boolean";
    office read message_offer = messages::message_offer { document: DocumentId as "string" } -> MessageOffer as "MessageOffer";
    door export save_message = messages::save_message { document: DocumentId as "string", input: MessageInput as "MessageInput" } -> bool as "boolean";
    office write note_submission = submissions::note_submission { document: DocumentId as "string", input: SubmissionInput as "SubmissionInput" } -> DocumentFile as "DocumentFile";
    office read calendar = calendar::calendar {} -> CalendarView as "CalendarView";
    door export save_calendar = calendar::save_calendar {} -> bool as "boolean";
    door itself save_packages = packages::save_packages { documents: Vec<DocumentId> as "string[]", passphrase: String as "string" } -> Option<PackagesSaved> as "PackagesSaved | null";
    door export save_sheet = printing::save_sheet { sheet: SheetName as "SheetName" } -> bool as "boolean";
    press print print_sheet = printing::print_sheet { sheet: SheetName as "SheetName", printer: String as "string" } -> () as "null";
    door read choose_papers = intake::choose_papers {} -> Option<IntakeView> as "IntakeView | null";
    desk nothing papers_dropped = intake::papers_dropped {} -> bool as "boolean";
    door read take_dropped = intake::take_dropped {} -> IntakeView as "IntakeView";
    desk nothing intake = intake::intake {} -> IntakeView as "IntakeView";
    desk nothing progress = errand::progress {} -> Progress as "Progress";
    desk nothing stop = errand::stop {} -> () as "null";
    desk nothing place_page = intake::place_page { at: u32 as "number", document: String as "string", page: String as "string" } -> IntakeView as "IntakeView";
    desk nothing turn_page = intake::turn_page { at: u32 as "number" } -> () as "null";
    door read scanned_page = intake::scanned_page { at: u32 as "number" } -> String as "string";
    desk nothing put_aside = intake::put_aside { papers: Vec<String> as "string[]", pages: Vec<u32> as "number[]" } -> IntakeView as "IntakeView";
    desk nothing clear_intake = intake::clear_intake {} -> IntakeView as "IntakeView";
    door itself file_papers = intake::file_papers { input: FilingInput as "FilingInput" } -> IntakeView as "IntakeView";
    office write confirm_rows = intake::confirm_rows { document: DocumentId as "string", input: ConfirmRowsInput as "ConfirmRowsInput" } -> DocumentFile as "DocumentFile";
    office read disposals = disposal::disposals {} -> Disposals as "Disposals";
    office itself dispose = disposal::dispose { input: DisposeInput as "DisposeInput" } -> Disposals as "Disposals";
    office itself remove_emptied = disposal::remove_emptied { input: RemoveInput as "RemoveInput" } -> Disposals as "Disposals";
    office read release_proposal = release::release_proposal { pupil: PupilId as "string", request: ReleaseRequest as "ReleaseRequest" } -> ReleaseView as "ReleaseView";
    office read release_pages = release::release_pages { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> Vec<PagePicture> as "PagePicture[]";
    press print print_release = release::print_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput", printer: String as "string" } -> Vec<ReleasedView> as "ReleasedView[]";
    door export save_release = release::save_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> bool as "boolean";
    office write refuse_release = release::refuse_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> Vec<ReleasedView> as "ReleasedView[]";
    office read releases = release::releases { pupil: PupilId as "string" } -> Vec<ReleasedView> as "ReleasedView[]";
    office read signing_offer = esigning::signing_offer { document: DocumentId as "string" } -> SigningOffer as "SigningOffer";
    door export prepare_signing = esigning::prepare_signing { document: DocumentId as "string", order: SigningOrder as "SigningOrder" } -> bool as "boolean";
    office nothing own_signature = own_signature::own_signature {} -> Option<OwnSignature> as "OwnSignature | null";
    office keys make_own_signature = own_signature::make_own_signature { passphrase: String as "string" } -> OwnSignature as "OwnSignature";
    door sign sign_document = signing_papers::sign_document { document: DocumentId as "string", field: String as "string", passphrase: String as "string", leave_undrawn: bool as "boolean", pin: Option<String> as "string | null" } -> DocumentView as "DocumentView";
    office sign draw_signature = drawing::draw_signature { document: DocumentId as "string", field: String as "string", drawing: DrawingInput as "DrawingInput" } -> DocumentView as "DocumentView";
    office read document_signatures = own_signature::document_signatures { document: DocumentId as "string" } -> DocumentSignatures as "DocumentSignatures";
    door nothing verify_file = own_signature::verify_file {} -> Option<SignatureReport> as "SignatureReport | null";
    door nothing verify_dropped = own_signature::verify_dropped {} -> Option<SignatureReport> as "SignatureReport | null";
    office keys trust_certificate = trust::trust_certificate { certificate: String as "string" } -> () as "null";
    office read consents = consents::consents {} -> Vec<ConsentView> as "ConsentView[]";
    office read consent = consents::consent { document: DocumentId as "string" } -> ConsentView as "ConsentView";
    office write consent_step = consents::consent_step { document: DocumentId as "string", input: ConsentInput as "ConsentInput" } -> ConsentView as "ConsentView";
    office write consent_for_other = consents::consent_for_other { document: DocumentId as "string" } -> DocumentId as "string";
    office read disclosures = disclosures::disclosures { case: CaseId as "string" } -> Disclosures as "Disclosures";
    office write correct_disclosure = undone::correct_disclosure { case: CaseId as "string", event: EventId as "string", reason: String as "string" } -> Disclosures as "Disclosures";
    office itself disclose = disclosures::disclose { case: CaseId as "string", input: DisclosureInput as "DisclosureInput" } -> Disclosures as "Disclosures";
    door nothing own_card = handover::own_card {} -> OwnCard as "OwnCard";
    door keys renew_card = handover::renew_card { passphrase: String as "string" } -> OwnCard as "OwnCard";
    door nothing save_card = handover::save_card {} -> bool as "boolean";
    door nothing save_card_picture = handover::save_card_picture {} -> bool as "boolean";
    office nothing contacts = handover::contacts {} -> Vec<ContactView> as "ContactView[]";
    door keys add_contact = handover::add_contact {} -> Option<ContactView> as "ContactView | null";
    desk keys add_sender = handover::add_sender { key: String as "string" } -> ContactView as "ContactView";
    door keys verify_contact = handover::verify_contact { contact: String as "string", words: String as "string" } -> ContactView as "ContactView";
    office keys end_contact = handover::end_contact { contact: String as "string", ended: bool as "boolean" } -> Vec<ContactView> as "ContactView[]";
    office keys remove_contact = handover::remove_contact { contact: String as "string" } -> Vec<ContactView> as "ContactView[]";
    office read send_offer = handover::send_offer { case: CaseId as "string", document: Option<DocumentId> as "string | null" } -> SendOffer as "SendOffer";
    door export send_package = handover::send_package { input: SendInput as "SendInput" } -> Option<Sent> as "Sent | null";
    door itself save_waiting = handover::save_waiting { package: String as "string" } -> bool as "boolean";
    office itself leave_unsent = handover::leave_unsent { package: String as "string" } -> Vec<HandoverView> as "HandoverView[]";
    door read open_packages = handover::open_packages {} -> Option<Parcels> as "Parcels | null";
    door read open_dropped_packages = handover::open_dropped_packages {} -> Parcels as "Parcels";
    desk nothing parcels = handover::parcels {} -> Parcels as "Parcels";
    door nothing read_parcels = handover::read_parcels {} -> Parcels as "Parcels";
    desk nothing put_parcel_aside = handover::put_parcel_aside { key: String as "string" } -> Parcels as "Parcels";
    door itself take_parcel = handover::take_parcel { input: TakeInput as "TakeInput" } -> Parcels as "Parcels";
    door itself finish_task = handover::finish_task { package: String as "string", note: String as "string" } -> Vec<HandoverView> as "HandoverView[]";
    door itself send_answer = handover::send_answer { package: String as "string" } -> bool as "boolean";
    office read handovers = handover::handovers {} -> Vec<HandoverView> as "HandoverView[]";
    office read handovers_of_case = handover::handovers_of_case { case: CaseId as "string" } -> Vec<HandoverView> as "HandoverView[]";
    office write take_back = handover::take_back { package: String as "string" } -> Vec<HandoverView> as "HandoverView[]";
    door itself give_back = handover::give_back { package: String as "string" } -> Vec<HandoverView> as "HandoverView[]";
    door keys choose_mailbox = handover::choose_mailbox {} -> Option<Parcels> as "Parcels | null";
    desk nothing forget_mailbox = handover::forget_mailbox {} -> Parcels as "Parcels";
    door nothing news_in_mailbox = handover::news_in_mailbox {} -> News as "News";
    desk nothing packages_given = handover::packages_given {} -> bool as "boolean";
    door read look_in_mailbox = handover::look_in_mailbox {} -> Parcels as "Parcels";
    office nothing identities = identities::identities {} -> Vec<IdentityView> as "IdentityView[]";
    office keys choose_identity = identities::choose_identity { identity: Id<SigningKey> as "string" } -> Vec<IdentityView> as "IdentityView[]";
    door keys export_certificate = identities::export_certificate { identity: Id<SigningKey> as "string" } -> bool as "boolean";
    office keys revoke_identity = identities::revoke_identity { identity: Id<SigningKey> as "string", since: String as "string", passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    office keys erase_identity = identities::erase_identity { identity: Id<SigningKey> as "string", passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    door nothing choose_key_file = identities::choose_key_file {} -> bool as "boolean";
    desk keys import_key_file = identities::import_key_file { key_passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    desk nothing card_modules = cards::card_modules {} -> Vec<CardModule> as "CardModule[]";
    door nothing choose_card_module = cards::choose_card_module {} -> Option<CardModule> as "CardModule | null";
    door nothing cards = cards::cards { module: String as "string" } -> Vec<CardView> as "CardView[]";
    door nothing card_certificates = cards::card_certificates { card: CardInput as "CardInput" } -> Vec<CardCertificate> as "CardCertificate[]";
    door keys add_card = cards::add_card { card: CardInput as "CardInput", fingerprint: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    office nothing asked = issuing::asked {} -> Option<AskedView> as "AskedView | null";
    office keys ask_issuer = issuing::ask_issuer { passphrase: String as "string" } -> AskedView as "AskedView";
    door keys save_request = issuing::save_request {} -> bool as "boolean";
    door keys open_answer = issuing::open_answer {} -> Option<Vec<IdentityView>> as "IdentityView[] | null";
    office nothing issuer = issuing::issuer {} -> Option<IssuerView> as "IssuerView | null";
    office keys begin_issuing = issuing::begin_issuing { passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    door nothing open_request = issuing::open_request {} -> Option<AskedView> as "AskedView | null";
    door keys answer_request = issuing::answer_request { fingerprint: String as "string", passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    office keys revoke_issued = issuing::revoke_issued { fingerprint: String as "string", since: String as "string", passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    door keys save_revoked = issuing::save_revoked {} -> bool as "boolean";
    door keys save_authority = issuing::save_authority {} -> bool as "boolean";
    office nothing trusted = trust::trusted {} -> TrustList as "TrustList";
    door nothing open_trust_file = trust::open_trust_file {} -> Option<OpenedTrust> as "OpenedTrust | null";
    office keys trust_authority = trust::trust_authority { certificate: String as "string", passphrase: String as "string" } -> () as "null";
    office keys distrust = trust::distrust { fingerprint: String as "string" } -> TrustList as "TrustList";
    office nothing clock = clock::clock {} -> Option<ClockView> as "ClockView | null";
    door nothing choose_clock_certificate = clock::choose_clock_certificate {} -> Option<CertificateView> as "CertificateView | null";
    office keys save_clock = clock::save_clock { url: String as "string", certificate: String as "string" } -> ClockView as "ClockView";
    office keys remove_clock = clock::remove_clock {} -> () as "null";
    door sign time_stamp_document = clock::time_stamp_document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    door sign preserve_document = clock::preserve_document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    press print print_recovery_words = printing::print_recovery_words { printer: String as "string" } -> () as "null";
    press nothing recovery_printers = printing::recovery_printers {} -> Vec<Printer> as "Printer[]";
    desk nothing begin_new_words = new_words::begin_new_words { passphrase: String as "string" } -> RecoveryOffer as "RecoveryOffer";
    desk keys finish_new_words = new_words::finish_new_words { first: String as "string", second: String as "string" } -> () as "null";
    desk nothing leave_new_words = new_words::leave_new_words {} -> () as "null";
    desk nothing begin_ceremony = ceremony::begin_ceremony { input: CeremonyInput as "CeremonyInput" } -> CeremonyView as "CeremonyView";
    desk nothing show_share = ceremony::show_share { number: u8 as "number" } -> Vec<String> as "string[]";
    press nothing print_share = ceremony::print_share { printer: String as "string" } -> () as "null";
    desk nothing put_share_away = ceremony::put_share_away { number: u8 as "number" } -> CeremonyView as "CeremonyView";
    desk nothing read_share = ceremony::read_share { words: String as "string" } -> CeremonyView as "CeremonyView";
    door nothing save_municipality_key = ceremony::save_municipality_key {} -> bool as "boolean";
    desk nothing end_ceremony = ceremony::end_ceremony {} -> () as "null";
    office nothing municipality_key = municipality::municipality_key {} -> MunicipalityKeyView as "MunicipalityKeyView";
    desk keys take_municipality_key = municipality::take_municipality_key { words: String as "string", passphrase: String as "string" } -> MunicipalityKeyView as "MunicipalityKeyView";
    door nothing choose_vault = rescue::choose_vault {} -> Option<Status> as "Status | null";
    desk nothing begin_rescue = rescue::begin_rescue {} -> RescueView as "RescueView";
    desk nothing give_share = rescue::give_share { holder: String as "string", words: String as "string" } -> RescueView as "RescueView";
    desk itself open_rescued = rescue::open_rescued { reason: String as "string" } -> RescueView as "RescueView";
    door nothing begin_rescue_from_backups = backups::begin_rescue_from_backups {} -> Option<RescueView> as "RescueView | null";
    door nothing rescue_backups = backups::rescue_backups {} -> RescueBackups as "RescueBackups";
    door itself restore_rescued = backups::restore_rescued { backup: String as "string", reason: String as "string" } -> RescueView as "RescueView";
    desk nothing begin_new_owner = rescue::begin_new_owner { profile: ProfileInput as "ProfileInput", passphrase: String as "string", again: String as "string" } -> RecoveryOffer as "RecoveryOffer";
    desk opens finish_new_owner = rescue::finish_new_owner { first: String as "string", second: String as "string" } -> Status as "Status";
    desk nothing key_waits = key_work::key_waits {} -> bool as "boolean";
    desk nothing stir_key = key_work::stir_key {} -> bool as "boolean";
    desk nothing end_rescue = rescue::end_rescue {} -> () as "null";
    office read trail = trail::trail { filter: TrailInput as "TrailInput" } -> TrailView as "TrailView";
    office nothing check_trail = trail::check_trail {} -> TrailChecked as "TrailChecked";
    door export export_trail = trail::export_trail { passphrase: String as "string" } -> bool as "boolean";
    desk nothing watch = watch::watch {} -> WatchView as "WatchView";
    desk nothing stir = watch::stir {} -> WatchView as "WatchView";
    desk nothing converse = watch::converse { on: bool as "boolean" } -> WatchView as "WatchView";
    desk nothing hide = watch::hide { on: bool as "boolean" } -> WatchView as "WatchView";
    desk nothing confirm = again::confirm_again { passphrase: String as "string" } -> () as "null";
}

fn read<T: for<'de> Deserialize<'de>>(name: &str, told: Json) -> Result<T, CommandError> {
    let told = if told.is_null() {
        Json::Object(Map::new())
    } else {
        told
    };
    // The reader's own words could hold what was typed, so they go nowhere.
    serde_json::from_value(told).map_err(|_| unknown(name))
}

fn write(name: &str, answer: &impl serde::Serialize) -> Result<Json, CommandError> {
    serde_json::to_value(answer).map_err(|_| unknown(name))
}

fn unknown(name: &str) -> CommandError {
    CommandError::new(Code::UnknownCommand).with("name", name)
}
