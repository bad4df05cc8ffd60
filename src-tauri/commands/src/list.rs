//! The one list of everything a user can do from the window: the name, what it is told, what it answers.
//! Both the dispatch and the window's TypeScript are made from it.

use std::sync::Mutex;

use cases::{CaseId, CaseInput, DocumentId, Id, ProfileInput, PupilId, PupilInput};
use forms::{DrawingInput, Outline};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use vault::SigningKey;

use crate::desk::{Desk, at};
use crate::error::{Code, CommandError};
use crate::wire::archive::{Archive, ArchiveCheck, ArchiveFilter, DocumentFile, RegisterInput, SheetName};
use crate::wire::backup::{BackupRow, Backups, DrillView, RestorePreview, Restored};
use crate::wire::consent::{ConsentInput, ConsentView, DisclosureInput, Disclosures};
use crate::wire::disposal::{Disposals, DisposeInput, RemoveInput};
use crate::wire::document::{Completing, DocumentView, PagePicture, PrintOrder, Printer, Review, Saved};
use crate::wire::errand::Progress;
use crate::wire::esigning::{SigningOffer, SigningOrder};
use crate::wire::form::FormSummary;
use crate::wire::identity::{
    AskedView, CardCertificate, CardInput, CardModule, CardView, CertificateView, ClockView, IdentityView,
    IssuerView, OpenedTrust, TrustList,
};
use crate::wire::intake::{FilingInput, IntakeView};
use crate::wire::people::{CaseView, PupilRow, PupilView};
use crate::wire::release::{ReleaseInput, ReleaseRequest, ReleaseView, ReleasedView};
use crate::wire::signature::{DocumentSignatures, OwnSignature, SignatureReport};
use crate::wire::vault::{Look, RecoveryOffer, Status};
use crate::{
    archive, backups, cards, clock, consents, disclosures, disposal, drawing, errand, esigning, filling,
    identities, intake, integrity, release,
};
use crate::{issuing, own_signature, papers, people, printing, signing_papers, trust, unlocking};

/// `desk` commands work whether the vault is open or not; `office` commands only when it is; `door` commands
/// wait for the user in a dialog, and sit down at the desk only before and after.
macro_rules! commands {
    ($($room:ident $name:ident = $path:path { $($arg:ident: $kind:ty as $ts:literal),* } -> $answer:ty as $tsa:literal;)*) => {
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
                    let Told { $($arg),* } = read(name, told)?;
                    let answer: $answer = $path(commands!(@$room desk), $($arg),*)?;
                    write(name, &answer)
                })*
                _ => Err(unknown(name)),
            }
        }

        /// Name, what it is told and what it answers, in TypeScript.
        pub const SIGNATURES: &[(&str, &[(&str, &str)], &str)] =
            &[$((stringify!($name), &[$((stringify!($arg), $ts)),*], $tsa)),*];
    };
    (@desk $desk:ident) => { &mut at($desk) };
    (@office $desk:ident) => { &at($desk).office()? };
    (@door $desk:ident) => { $desk };
}

commands! {
    desk status = unlocking::status {} -> Status as "Status";
    desk begin_vault = unlocking::begin_vault { profile: ProfileInput as "ProfileInput", passphrase: String as "string", again: String as "string" } -> RecoveryOffer as "RecoveryOffer";
    desk finish_vault = unlocking::finish_vault { first: String as "string", second: String as "string" } -> Status as "Status";
    desk unlock = unlocking::unlock { passphrase: String as "string" } -> Status as "Status";
    desk unlock_with_words = unlocking::unlock_with_words { words: String as "string", passphrase: String as "string", again: String as "string" } -> Status as "Status";
    desk lock = unlocking::lock {} -> Status as "Status";
    desk change_passphrase = unlocking::change_passphrase { old: String as "string", passphrase: String as "string", again: String as "string" } -> () as "null";
    door backups = backups::backups {} -> Backups as "Backups";
    door back_up = backups::back_up {} -> Backups as "Backups";
    door back_up_when_due = backups::back_up_when_due {} -> Vec<String> as "string[]";
    door choose_backup_place = backups::choose_backup_place {} -> Backups as "Backups";
    door forget_backup_place = backups::forget_backup_place {} -> Backups as "Backups";
    door find_backups = backups::find_backups { elsewhere: bool as "boolean" } -> bool as "boolean";
    door open_backups = backups::open_backups { passphrase: String as "string", words: String as "string" } -> Vec<BackupRow> as "BackupRow[]";
    door look_at_backup = backups::look_at_backup { backup: String as "string" } -> RestorePreview as "RestorePreview";
    door restore = backups::restore {} -> Restored as "Restored";
    door drill_backup = backups::drill_backup { backup: String as "string" } -> DrillView as "DrillView";
    desk leave_restoring = backups::leave_restoring {} -> () as "null";
    office save_look = unlocking::save_look { look: Look as "Look" } -> () as "null";

    office pupils = people::pupils { search: String as "string" } -> Vec<PupilRow> as "PupilRow[]";
    office pupil = people::pupil { pupil: PupilId as "string" } -> PupilView as "PupilView";
    office save_pupil = people::save_pupil { pupil: Option<PupilId> as "string | null", input: PupilInput as "PupilInput" } -> PupilId as "string";
    office unfinished_pupil = people::unfinished_pupil { pupil: Option<PupilId> as "string | null" } -> Option<PupilInput> as "PupilInput | null";
    office keep_unfinished_pupil = people::keep_unfinished_pupil { pupil: Option<PupilId> as "string | null", input: Option<PupilInput> as "PupilInput | null" } -> () as "null";
    office open_case = people::open_case { pupil: PupilId as "string", input: CaseInput as "CaseInput" } -> CaseId as "string";
    office case = people::case { case: CaseId as "string" } -> CaseView as "CaseView";

    office forms = papers::forms {} -> Vec<FormSummary> as "FormSummary[]";
    office begin_document = filling::begin_document { case: CaseId as "string", form: String as "string" } -> DocumentId as "string";
    office continue_document = filling::continue_document { document: DocumentId as "string" } -> DocumentId as "string";
    office discard_document = filling::discard_document { document: DocumentId as "string" } -> () as "null";
    office document = filling::document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    office save_draft = filling::save_draft { document: DocumentId as "string", changes: Map<String, Json> as "Record<string, unknown>" } -> Saved as "Saved";
    office read_back = filling::read_back { document: DocumentId as "string" } -> Outline as "Outline";
    office review = papers::review { document: DocumentId as "string" } -> Review as "Review";
    office complete = papers::complete { document: DocumentId as "string", completing: Completing as "Completing" } -> DocumentView as "DocumentView";
    office pages = papers::pages { document: DocumentId as "string" } -> Vec<PagePicture> as "PagePicture[]";
    office blank_pages = papers::blank_pages { form: String as "string" } -> Vec<PagePicture> as "PagePicture[]";
    door save_document = printing::save_document { document: DocumentId as "string" } -> bool as "boolean";
    door save_report = printing::save_report { document: DocumentId as "string" } -> bool as "boolean";
    door save_blank = printing::save_blank { form: String as "string" } -> bool as "boolean";
    office printers = printing::printers {} -> Vec<Printer> as "Printer[]";
    office print = printing::print { order: PrintOrder as "PrintOrder" } -> () as "null";
    office archive = archive::archive { filter: ArchiveFilter as "ArchiveFilter" } -> Archive as "Archive";
    office document_file = archive::document_file { document: DocumentId as "string" } -> DocumentFile as "DocumentFile";
    office register_document = archive::register_document { document: DocumentId as "string", input: RegisterInput as "RegisterInput" } -> DocumentFile as "DocumentFile";
    office paper_pages = archive::paper_pages { document: DocumentId as "string", number: u32 as "number" } -> Vec<PagePicture> as "PagePicture[]";
    door save_paper = printing::save_paper { document: DocumentId as "string", number: u32 as "number" } -> bool as "boolean";
    door check_archive = integrity::check_archive {} -> ArchiveCheck as "ArchiveCheck";
    door check_archive_when_due = integrity::check_archive_when_due {} -> Option<ArchiveCheck> as "ArchiveCheck | null";
    door save_sheet = printing::save_sheet { sheet: SheetName as "SheetName" } -> bool as "boolean";
    office print_sheet = printing::print_sheet { sheet: SheetName as "SheetName", printer: String as "string" } -> () as "null";
    door choose_papers = intake::choose_papers {} -> IntakeView as "IntakeView";
    door take_dropped = intake::take_dropped {} -> IntakeView as "IntakeView";
    desk intake = intake::intake {} -> IntakeView as "IntakeView";
    desk progress = errand::progress {} -> Progress as "Progress";
    desk stop = errand::stop {} -> () as "null";
    desk place_page = intake::place_page { at: u32 as "number", document: String as "string", page: String as "string" } -> IntakeView as "IntakeView";
    desk turn_page = intake::turn_page { at: u32 as "number" } -> () as "null";
    door scanned_page = intake::scanned_page { at: u32 as "number" } -> String as "string";
    desk put_aside = intake::put_aside { papers: Vec<String> as "string[]", pages: Vec<u32> as "number[]" } -> IntakeView as "IntakeView";
    desk clear_intake = intake::clear_intake {} -> IntakeView as "IntakeView";
    door file_papers = intake::file_papers { input: FilingInput as "FilingInput" } -> IntakeView as "IntakeView";
    office disposals = disposal::disposals {} -> Disposals as "Disposals";
    office dispose = disposal::dispose { input: DisposeInput as "DisposeInput" } -> Disposals as "Disposals";
    office remove_emptied = disposal::remove_emptied { input: RemoveInput as "RemoveInput" } -> Disposals as "Disposals";
    office release_proposal = release::release_proposal { pupil: PupilId as "string", request: ReleaseRequest as "ReleaseRequest" } -> ReleaseView as "ReleaseView";
    office release_pages = release::release_pages { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> Vec<PagePicture> as "PagePicture[]";
    office print_release = release::print_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput", printer: String as "string" } -> Vec<ReleasedView> as "ReleasedView[]";
    door save_release = release::save_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> bool as "boolean";
    office refuse_release = release::refuse_release { pupil: PupilId as "string", input: ReleaseInput as "ReleaseInput" } -> Vec<ReleasedView> as "ReleasedView[]";
    office releases = release::releases { pupil: PupilId as "string" } -> Vec<ReleasedView> as "ReleasedView[]";
    office signing_offer = esigning::signing_offer { document: DocumentId as "string" } -> SigningOffer as "SigningOffer";
    door prepare_signing = esigning::prepare_signing { document: DocumentId as "string", order: SigningOrder as "SigningOrder" } -> bool as "boolean";
    office own_signature = own_signature::own_signature {} -> Option<OwnSignature> as "OwnSignature | null";
    office make_own_signature = own_signature::make_own_signature { passphrase: String as "string" } -> OwnSignature as "OwnSignature";
    door sign_document = signing_papers::sign_document { document: DocumentId as "string", field: String as "string", passphrase: String as "string", leave_undrawn: bool as "boolean", pin: Option<String> as "string | null" } -> DocumentView as "DocumentView";
    office draw_signature = drawing::draw_signature { document: DocumentId as "string", field: String as "string", drawing: DrawingInput as "DrawingInput" } -> DocumentView as "DocumentView";
    office document_signatures = own_signature::document_signatures { document: DocumentId as "string" } -> DocumentSignatures as "DocumentSignatures";
    door verify_file = own_signature::verify_file {} -> Option<SignatureReport> as "SignatureReport | null";
    door verify_dropped = own_signature::verify_dropped {} -> Option<SignatureReport> as "SignatureReport | null";
    office trust_certificate = trust::trust_certificate { certificate: String as "string" } -> () as "null";
    office consents = consents::consents {} -> Vec<ConsentView> as "ConsentView[]";
    office consent = consents::consent { document: DocumentId as "string" } -> ConsentView as "ConsentView";
    office consent_step = consents::consent_step { document: DocumentId as "string", input: ConsentInput as "ConsentInput" } -> ConsentView as "ConsentView";
    office consent_for_other = consents::consent_for_other { document: DocumentId as "string" } -> DocumentId as "string";
    office disclosures = disclosures::disclosures { case: CaseId as "string" } -> Disclosures as "Disclosures";
    office disclose = disclosures::disclose { case: CaseId as "string", input: DisclosureInput as "DisclosureInput" } -> Disclosures as "Disclosures";
    office identities = identities::identities {} -> Vec<IdentityView> as "IdentityView[]";
    office choose_identity = identities::choose_identity { identity: Id<SigningKey> as "string" } -> Vec<IdentityView> as "IdentityView[]";
    door export_certificate = identities::export_certificate { identity: Id<SigningKey> as "string" } -> bool as "boolean";
    office revoke_identity = identities::revoke_identity { identity: Id<SigningKey> as "string", since: String as "string", passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    office erase_identity = identities::erase_identity { identity: Id<SigningKey> as "string", passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    door choose_key_file = identities::choose_key_file {} -> bool as "boolean";
    desk import_key_file = identities::import_key_file { passphrase: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    desk card_modules = cards::card_modules {} -> Vec<CardModule> as "CardModule[]";
    door choose_card_module = cards::choose_card_module {} -> Option<CardModule> as "CardModule | null";
    door cards = cards::cards { module: String as "string" } -> Vec<CardView> as "CardView[]";
    door card_certificates = cards::card_certificates { card: CardInput as "CardInput" } -> Vec<CardCertificate> as "CardCertificate[]";
    door add_card = cards::add_card { card: CardInput as "CardInput", fingerprint: String as "string" } -> Vec<IdentityView> as "IdentityView[]";
    office asked = issuing::asked {} -> Option<AskedView> as "AskedView | null";
    office ask_issuer = issuing::ask_issuer { passphrase: String as "string" } -> AskedView as "AskedView";
    door save_request = issuing::save_request {} -> bool as "boolean";
    door open_answer = issuing::open_answer {} -> Option<Vec<IdentityView>> as "IdentityView[] | null";
    office issuer = issuing::issuer {} -> Option<IssuerView> as "IssuerView | null";
    office begin_issuing = issuing::begin_issuing { passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    door open_request = issuing::open_request {} -> Option<AskedView> as "AskedView | null";
    door answer_request = issuing::answer_request { fingerprint: String as "string", passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    office revoke_issued = issuing::revoke_issued { fingerprint: String as "string", since: String as "string", passphrase: String as "string" } -> Option<IssuerView> as "IssuerView | null";
    door save_revoked = issuing::save_revoked {} -> bool as "boolean";
    door save_authority = issuing::save_authority {} -> bool as "boolean";
    office trusted = trust::trusted {} -> TrustList as "TrustList";
    door open_trust_file = trust::open_trust_file {} -> Option<OpenedTrust> as "OpenedTrust | null";
    office trust_authority = trust::trust_authority { certificate: String as "string", passphrase: String as "string" } -> () as "null";
    office distrust = trust::distrust { fingerprint: String as "string" } -> TrustList as "TrustList";
    office clock = clock::clock {} -> Option<ClockView> as "ClockView | null";
    door choose_clock_certificate = clock::choose_clock_certificate {} -> Option<CertificateView> as "CertificateView | null";
    office save_clock = clock::save_clock { url: String as "string", certificate: String as "string" } -> ClockView as "ClockView";
    office remove_clock = clock::remove_clock {} -> () as "null";
    door time_stamp_document = clock::time_stamp_document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    door preserve_document = clock::preserve_document { document: DocumentId as "string" } -> DocumentView as "DocumentView";
    desk print_recovery_words = printing::print_recovery_words { printer: String as "string" } -> () as "null";
    desk recovery_printers = printing::recovery_printers {} -> Vec<Printer> as "Printer[]";
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
