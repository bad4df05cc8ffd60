import { invoke as ask } from "@tauri-apps/api/core";
import { again } from "./again.svelte";
import { errorOf } from "./failure";
import type * as wire from "./wire";

/**
 * Asks Rust. What is refused because the passphrase was last given a while ago is asked again when it has been
 * given; given up, what was refused stays refused.
 */
async function invoke<T>(name: string, told?: Record<string, unknown>): Promise<T> {
  try {
    return await ask<T>(name, told);
  } catch (thrown) {
    if (errorOf(thrown).code !== "passphrase-again") throw thrown;
    if (!(await again.ask())) throw thrown;
    return invoke(name, told);
  }
}

/**
 * Everything the window can ask for, one function for each command. Each rejects with the
 * command's error: a code, its arguments and, where it concerns fields, what is wrong in each.
 * This file alone knows of Tauri.
 */
export const host = {
  status: () => invoke<wire.Status>("status"),
  beginVault: (profile: wire.ProfileInput, passphrase: string, again: string) =>
    invoke<wire.RecoveryOffer>("begin_vault", { profile, passphrase, again }),
  finishVault: (first: string, second: string) =>
    invoke<wire.Status>("finish_vault", { first, second }),
  unlock: (passphrase: string) => invoke<wire.Status>("unlock", { passphrase }),
  unlockWithWords: (words: string, passphrase: string, again: string) =>
    invoke<wire.Status>("unlock_with_words", { words, passphrase, again }),
  lock: () => invoke<wire.Status>("lock"),
  changePassphrase: (old: string, passphrase: string, again: string) =>
    invoke<null>("change_passphrase", { old, passphrase, again }),
  backups: () => invoke<wire.Backups>("backups"),
  backUp: () => invoke<wire.Backups>("back_up"),
  backUpWhenDue: () => invoke<string[]>("back_up_when_due"),
  chooseBackupPlace: () => invoke<wire.Backups | null>("choose_backup_place"),
  forgetBackupPlace: () => invoke<wire.Backups>("forget_backup_place"),
  findBackups: (elsewhere: boolean) => invoke<boolean>("find_backups", { elsewhere }),
  openBackups: (passphrase: string, words: string) =>
    invoke<wire.BackupRow[]>("open_backups", { passphrase, words }),
  lookAtBackup: (backup: string) => invoke<wire.RestorePreview>("look_at_backup", { backup }),
  restore: () => invoke<wire.Restored>("restore"),
  drillBackup: (backup: string) => invoke<wire.DrillView>("drill_backup", { backup }),
  leaveRestoring: () => invoke<null>("leave_restoring"),
  saveLook: (look: wire.Look) => invoke<null>("save_look", { look }),

  beginNewWords: (passphrase: string) =>
    invoke<wire.RecoveryOffer>("begin_new_words", { passphrase }),
  finishNewWords: (first: string, second: string) =>
    invoke<null>("finish_new_words", { first, second }),
  leaveNewWords: () => invoke<null>("leave_new_words", {}),
  beginCeremony: (input: wire.CeremonyInput) =>
    invoke<wire.CeremonyView>("begin_ceremony", { input }),
  showShare: (number: number) => invoke<string[]>("show_share", { number }),
  printShare: (printer: string) => invoke<null>("print_share", { printer }),
  putShareAway: (number: number) => invoke<wire.CeremonyView>("put_share_away", { number }),
  readShare: (words: string) => invoke<wire.CeremonyView>("read_share", { words }),
  saveMunicipalityKey: () => invoke<boolean>("save_municipality_key"),
  endCeremony: () => invoke<null>("end_ceremony"),
  municipalityKey: () => invoke<wire.MunicipalityKeyView>("municipality_key"),
  takeMunicipalityKey: (words: string, passphrase: string) =>
    invoke<wire.MunicipalityKeyView>("take_municipality_key", { words, passphrase }),
  chooseVault: () => invoke<wire.Status | null>("choose_vault"),
  beginRescue: () => invoke<wire.RescueView>("begin_rescue"),
  giveShare: (holder: string, words: string) =>
    invoke<wire.RescueView>("give_share", { holder, words }),
  openRescued: (reason: string) => invoke<wire.RescueView>("open_rescued", { reason }),
  beginRescueFromBackups: () => invoke<wire.RescueView | null>("begin_rescue_from_backups"),
  rescueBackups: () => invoke<wire.RescueBackup[]>("rescue_backups"),
  restoreRescued: (backup: string, reason: string) =>
    invoke<wire.RescueView>("restore_rescued", { backup, reason }),
  beginNewOwner: (profile: wire.ProfileInput, passphrase: string, again: string) =>
    invoke<wire.RecoveryOffer>("begin_new_owner", { profile, passphrase, again }),
  finishNewOwner: (first: string, second: string) =>
    invoke<wire.Status>("finish_new_owner", { first, second }),
  endRescue: () => invoke<null>("end_rescue"),
  keyWaits: () => invoke<boolean>("key_waits"),
  stirKey: () => invoke<boolean>("stir_key"),

  pupils: (search: string) => invoke<wire.PupilRow[]>("pupils", { search }),
  pupil: (pupil: string) => invoke<wire.PupilView>("pupil", { pupil }),
  savePupil: (pupil: string | null, input: wire.PupilInput) =>
    invoke<string>("save_pupil", { pupil, input }),
  unfinished: (form: wire.UnfinishedForm, about: string, part: string) =>
    invoke<Record<string, unknown> | null>("unfinished", { place: { form, about, part } }),
  keepUnfinished: (form: wire.UnfinishedForm, about: string, part: string, body: object | null) =>
    invoke<null>("keep_unfinished", { place: { form, about, part }, body }),
  openCase: (pupil: string, input: wire.CaseInput) => invoke<string>("open_case", { pupil, input }),
  chooseCaseList: () => invoke<wire.CaseListView | null>("choose_case_list"),
  caseList: () => invoke<wire.CaseListView | null>("case_list"),
  mapCaseList: (input: wire.CaseListInput) => invoke<wire.CaseListView>("map_case_list", { input }),
  chooseRegister: () => invoke<wire.RegisterView | null>("choose_register"),
  register: () => invoke<wire.RegisterView | null>("register"),
  mapRegister: (input: wire.MapRegisterInput) =>
    invoke<wire.RegisterView>("map_register", { input }),
  leaveRegister: () => invoke<null>("leave_register"),
  sumUp: (at_least: number) => invoke<wire.SummaryView>("sum_up", { at_least }),
  sendFigures: (input: wire.SendFiguresInput) =>
    invoke<wire.FiguresSent | null>("send_figures", { input }),
  figures: () => invoke<wire.FiguresView[]>("figures"),
  removeFigures: (packageId: string) =>
    invoke<wire.FiguresView[]>("remove_figures", { package: packageId }),
  leaveCaseList: () => invoke<null>("leave_case_list"),
  bringInCases: (input: wire.BringInInput) =>
    invoke<wire.BroughtInCases>("bring_in_cases", { input }),
  imports: () => invoke<wire.ImportView[]>("imports"),
  takeBackImport: (input: wire.TakeBackInput) =>
    invoke<wire.ImportView[]>("take_back_import", { input }),
  clearBroughtIn: (id: string) => invoke<null>("clear_brought_in", { case: id }),
  case: (id: string) => invoke<wire.CaseView>("case", { case: id }),

  forms: () => invoke<wire.FormSummary[]>("forms"),
  beginDocument: (caseId: string, form: string) =>
    invoke<string>("begin_document", { case: caseId, form }),
  continueDocument: (document: string) => invoke<string>("continue_document", { document }),
  discardDocument: (document: string) => invoke<null>("discard_document", { document }),
  document: (document: string) => invoke<wire.DocumentView>("document", { document }),
  saveDraft: (document: string, changes: Record<string, unknown>) =>
    invoke<wire.Saved>("save_draft", { document, changes }),
  readBack: (document: string) => invoke<wire.Outline>("read_back", { document }),
  review: (document: string) => invoke<wire.Review>("review", { document }),
  complete: (document: string, completing: wire.Completing) =>
    invoke<wire.DocumentView>("complete", { document, completing }),

  pages: (document: string) => invoke<wire.PagePicture[]>("pages", { document }),
  blankPages: (form: string) => invoke<wire.PagePicture[]>("blank_pages", { form }),
  saveDocument: (document: string) => invoke<boolean>("save_document", { document }),
  saveReport: (document: string) => invoke<boolean>("save_report", { document }),
  saveBlank: (form: string) => invoke<boolean>("save_blank", { form }),
  printers: () => invoke<wire.Printer[]>("printers"),
  print: (order: wire.PrintOrder) => invoke<null>("print", { order }),
  ownSignature: () => invoke<wire.OwnSignature | null>("own_signature"),
  makeOwnSignature: (passphrase: string) =>
    invoke<wire.OwnSignature>("make_own_signature", { passphrase }),
  /** A key on a card asks for its PIN in the place of the passphrase. */
  signDocument: (
    document: string,
    field: string,
    secret: { passphrase: string; pin: string | null },
    leaveUndrawn: boolean,
  ) =>
    invoke<wire.DocumentView>("sign_document", {
      document,
      field,
      ...secret,
      leave_undrawn: leaveUndrawn,
    }),
  drawSignature: (document: string, field: string, drawing: wire.DrawingInput) =>
    invoke<wire.DocumentView>("draw_signature", { document, field, drawing }),
  documentSignatures: (document: string) =>
    invoke<wire.DocumentSignatures>("document_signatures", { document }),
  consents: () => invoke<wire.ConsentView[]>("consents"),
  consent: (document: string) => invoke<wire.ConsentView>("consent", { document }),
  consentStep: (document: string, input: wire.ConsentInput) =>
    invoke<wire.ConsentView>("consent_step", { document, input }),
  consentForOther: (document: string) => invoke<string>("consent_for_other", { document }),
  disclosures: (id: string) => invoke<wire.Disclosures>("disclosures", { case: id }),
  correctDisclosure: (id: string, event: string, reason: string) =>
    invoke<wire.Disclosures>("correct_disclosure", { case: id, event, reason }),
  disclose: (id: string, input: wire.DisclosureInput) =>
    invoke<wire.Disclosures>("disclose", { case: id, input }),
  ownCard: () => invoke<wire.OwnCard>("own_card"),
  renewCard: (passphrase: string) => invoke<wire.OwnCard>("renew_card", { passphrase }),
  saveCard: () => invoke<boolean>("save_card"),
  saveCardPicture: () => invoke<boolean>("save_card_picture"),
  contacts: () => invoke<wire.ContactView[]>("contacts"),
  addContact: () => invoke<wire.ContactView | null>("add_contact"),
  addSender: (key: string) => invoke<wire.ContactView>("add_sender", { key }),
  verifyContact: (contact: string, words: string) =>
    invoke<wire.ContactView>("verify_contact", { contact, words }),
  endContact: (contact: string, ended: boolean) =>
    invoke<wire.ContactView[]>("end_contact", { contact, ended }),
  removeContact: (contact: string) => invoke<wire.ContactView[]>("remove_contact", { contact }),
  sendOffer: (id: string, document: string | null) =>
    invoke<wire.SendOffer>("send_offer", { case: id, document }),
  sendPackage: (input: wire.SendInput) => invoke<boolean>("send_package", { input }),
  openPackages: () => invoke<wire.Parcels | null>("open_packages"),
  openDroppedPackages: () => invoke<wire.Parcels>("open_dropped_packages"),
  newsInMailbox: () => invoke<number>("news_in_mailbox", {}),
  packagesGiven: () => invoke<boolean>("packages_given", {}),
  parcels: () => invoke<wire.Parcels>("parcels"),
  putParcelAside: (key: string) => invoke<wire.Parcels>("put_parcel_aside", { key }),
  takeParcel: (input: wire.TakeInput) => invoke<wire.Parcels>("take_parcel", { input }),
  sendAnswer: (id: string) => invoke<boolean>("send_answer", { package: id }),
  finishTask: (id: string, note: string) =>
    invoke<wire.HandoverView[]>("finish_task", { package: id, note }),
  giveBack: (id: string) => invoke<wire.HandoverView[]>("give_back", { package: id }),
  takeBack: (id: string) => invoke<wire.HandoverView[]>("take_back", { package: id }),
  handovers: () => invoke<wire.HandoverView[]>("handovers"),
  handoversOfCase: (id: string) => invoke<wire.HandoverView[]>("handovers_of_case", { case: id }),
  chooseMailbox: () => invoke<wire.Parcels | null>("choose_mailbox"),
  forgetMailbox: () => invoke<wire.Parcels>("forget_mailbox"),
  lookInMailbox: () => invoke<wire.Parcels>("look_in_mailbox"),
  archive: (filter: wire.ArchiveFilter) => invoke<wire.Archive>("archive", { filter }),
  documentFile: (document: string) => invoke<wire.DocumentFile>("document_file", { document }),
  copiedField: (document: string) => invoke<null>("copied_field", { document }),
  registerDocument: (document: string, input: wire.RegisterInput) =>
    invoke<wire.DocumentFile>("register_document", { document, input }),
  paperPages: (document: string, number: number) =>
    invoke<wire.PagePicture[]>("paper_pages", { document, number }),
  savePaper: (document: string, number: number) =>
    invoke<boolean>("save_paper", { document, number }),
  saveForSystem: (document: string, system: wire.SystemName) =>
    invoke<boolean>("save_for_system", { document, system }),
  messageOffer: (document: string) => invoke<wire.MessageOffer>("message_offer", { document }),
  saveMessage: (document: string, input: wire.MessageInput) =>
    invoke<boolean>("save_message", { document, input }),
  noteSubmission: (document: string, input: wire.SubmissionInput) =>
    invoke<wire.DocumentFile>("note_submission", { document, input }),
  calendar: () => invoke<wire.CalendarView>("calendar"),
  saveCalendar: () => invoke<boolean>("save_calendar"),
  savePackages: (documents: string[], passphrase: string) =>
    invoke<wire.PackagesSaved | null>("save_packages", { documents, passphrase }),
  checkArchive: () => invoke<wire.ArchiveCheck>("check_archive"),
  checkArchiveWhenDue: () => invoke<wire.ArchiveCheck | null>("check_archive_when_due"),
  saveSheet: (sheet: wire.SheetName) => invoke<boolean>("save_sheet", { sheet }),
  printSheet: (sheet: wire.SheetName, printer: string) =>
    invoke<null>("print_sheet", { sheet, printer }),
  choosePapers: () => invoke<wire.IntakeView | null>("choose_papers"),
  takeDropped: () => invoke<wire.IntakeView>("take_dropped"),
  intake: () => invoke<wire.IntakeView>("intake"),
  filePapers: (input: wire.FilingInput) => invoke<wire.IntakeView>("file_papers", { input }),
  placePage: (at: number, document: string, page: string) =>
    invoke<wire.IntakeView>("place_page", { at, document, page }),
  turnPage: (at: number) => invoke<null>("turn_page", { at }),
  scannedPage: (at: number) => invoke<string>("scanned_page", { at }),
  putAside: (papers: string[], pages: number[]) =>
    invoke<wire.IntakeView>("put_aside", { papers, pages }),
  clearIntake: () => invoke<wire.IntakeView>("clear_intake"),
  progress: () => invoke<wire.Progress>("progress"),
  stop: () => invoke<null>("stop"),
  verifyDropped: () => invoke<wire.SignatureReport | null>("verify_dropped"),
  disposals: () => invoke<wire.Disposals>("disposals"),
  dispose: (input: wire.DisposeInput) => invoke<wire.Disposals>("dispose", { input }),
  removeEmptied: (input: wire.RemoveInput) => invoke<wire.Disposals>("remove_emptied", { input }),
  releaseProposal: (pupil: string, request: wire.ReleaseRequest) =>
    invoke<wire.ReleaseView>("release_proposal", { pupil, request }),
  releasePages: (pupil: string, input: wire.ReleaseInput) =>
    invoke<wire.PagePicture[]>("release_pages", { pupil, input }),
  printRelease: (pupil: string, input: wire.ReleaseInput, printer: string) =>
    invoke<wire.ReleasedView[]>("print_release", { pupil, input, printer }),
  saveRelease: (pupil: string, input: wire.ReleaseInput) =>
    invoke<boolean>("save_release", { pupil, input }),
  refuseRelease: (pupil: string, input: wire.ReleaseInput) =>
    invoke<wire.ReleasedView[]>("refuse_release", { pupil, input }),
  releases: (pupil: string) => invoke<wire.ReleasedView[]>("releases", { pupil }),
  signingOffer: (document: string) => invoke<wire.SigningOffer>("signing_offer", { document }),
  prepareSigning: (document: string, order: wire.SigningOrder) =>
    invoke<boolean>("prepare_signing", { document, order }),
  verifyFile: () => invoke<wire.SignatureReport | null>("verify_file"),
  trustCertificate: (certificate: string) => invoke<null>("trust_certificate", { certificate }),
  identities: () => invoke<wire.IdentityView[]>("identities"),
  chooseIdentity: (identity: string) =>
    invoke<wire.IdentityView[]>("choose_identity", { identity }),
  exportCertificate: (identity: string) => invoke<boolean>("export_certificate", { identity }),
  revokeIdentity: (identity: string, since: string, passphrase: string) =>
    invoke<wire.IdentityView[]>("revoke_identity", { identity, since, passphrase }),
  eraseIdentity: (identity: string, passphrase: string) =>
    invoke<wire.IdentityView[]>("erase_identity", { identity, passphrase }),
  chooseKeyFile: () => invoke<boolean>("choose_key_file"),
  importKeyFile: (passphrase: string) =>
    invoke<wire.IdentityView[]>("import_key_file", { key_passphrase: passphrase }),
  cardModules: () => invoke<wire.CardModule[]>("card_modules"),
  chooseCardModule: () => invoke<wire.CardModule | null>("choose_card_module"),
  cards: (module: string) => invoke<wire.CardView[]>("cards", { module }),
  cardCertificates: (card: wire.CardInput) =>
    invoke<wire.CardCertificate[]>("card_certificates", { card }),
  addCard: (card: wire.CardInput, fingerprint: string) =>
    invoke<wire.IdentityView[]>("add_card", { card, fingerprint }),
  asked: () => invoke<wire.AskedView | null>("asked"),
  askIssuer: (passphrase: string) => invoke<wire.AskedView>("ask_issuer", { passphrase }),
  saveRequest: () => invoke<boolean>("save_request"),
  openAnswer: () => invoke<wire.IdentityView[] | null>("open_answer"),
  issuer: () => invoke<wire.IssuerView | null>("issuer"),
  beginIssuing: (passphrase: string) =>
    invoke<wire.IssuerView | null>("begin_issuing", { passphrase }),
  openRequest: () => invoke<wire.AskedView | null>("open_request"),
  answerRequest: (fingerprint: string, passphrase: string) =>
    invoke<wire.IssuerView | null>("answer_request", { fingerprint, passphrase }),
  revokeIssued: (fingerprint: string, since: string, passphrase: string) =>
    invoke<wire.IssuerView | null>("revoke_issued", { fingerprint, since, passphrase }),
  saveRevoked: () => invoke<boolean>("save_revoked"),
  saveAuthority: () => invoke<boolean>("save_authority"),
  trusted: () => invoke<wire.TrustList>("trusted"),
  openTrustFile: () => invoke<wire.OpenedTrust | null>("open_trust_file"),
  trustAuthority: (certificate: string, passphrase: string) =>
    invoke<null>("trust_authority", { certificate, passphrase }),
  distrust: (fingerprint: string) => invoke<wire.TrustList>("distrust", { fingerprint }),
  clock: () => invoke<wire.ClockView | null>("clock"),
  chooseClockCertificate: () => invoke<wire.CertificateView | null>("choose_clock_certificate"),
  saveClock: (url: string, certificate: string) =>
    invoke<wire.ClockView>("save_clock", { url, certificate }),
  removeClock: () => invoke<null>("remove_clock"),
  timeStampDocument: (document: string) =>
    invoke<wire.DocumentView>("time_stamp_document", { document }),
  preserveDocument: (document: string) =>
    invoke<wire.DocumentView>("preserve_document", { document }),
  watch: () => invoke<wire.WatchView>("watch"),
  stir: () => invoke<wire.WatchView>("stir"),
  converse: (on: boolean) => invoke<wire.WatchView>("converse", { on }),
  hide: (on: boolean) => invoke<wire.WatchView>("hide", { on }),
  confirm: (passphrase: string) => invoke<null>("confirm", { passphrase }),
  trail: (filter: wire.TrailInput) => invoke<wire.TrailView>("trail", { filter }),
  checkTrail: () => invoke<wire.TrailChecked>("check_trail"),
  exportTrail: (passphrase: string) => invoke<boolean>("export_trail", { passphrase }),
  recoveryPrinters: () => invoke<wire.Printer[]>("recovery_printers"),
  closeWindow: () => invoke<null>("close_window"),
  printRecoveryWords: (printer: string) => invoke<null>("print_recovery_words", { printer }),
};

again.confirm = host.confirm;
