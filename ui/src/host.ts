import { invoke as ask } from "@tauri-apps/api/core";
import { again } from "./again.svelte";
import type { Commands } from "./commands";
import { errorOf } from "./failure";
import type * as wire from "./wire";

/**
 * Asks Rust. What is refused because the passphrase was last given a while ago is asked again when it has been
 * given; given up, what was refused stays refused.
 */
async function invoke<Name extends keyof Commands>(
  name: Name,
  ...told: Told<Name>
): Promise<Commands[Name]["answer"]> {
  try {
    return await ask<Commands[Name]["answer"]>(name, told[0]);
  } catch (thrown) {
    if (errorOf(thrown).code !== "passphrase-again") throw thrown;
    if (!(await again.ask())) throw thrown;
    return invoke(name, ...told);
  }
}

/** What a command is told, if it is told anything. */
type Told<Name extends keyof Commands> =
  Commands[Name]["told"] extends Record<string, never> ? [] : [Commands[Name]["told"]];

/**
 * Everything the window can ask for, one function for each command. Each rejects with the
 * command's error: a code, its arguments and, where it concerns fields, what is wrong in each.
 * This file alone knows of Tauri.
 */
export const host = {
  status: () => invoke("status"),
  beginVault: (profile: wire.ProfileInput, passphrase: string, again: string) =>
    invoke("begin_vault", { profile, passphrase, again }),
  finishVault: (first: string, second: string) => invoke("finish_vault", { first, second }),
  unlock: (passphrase: string) => invoke("unlock", { passphrase }),
  unlockWithWords: (words: string, passphrase: string, again: string) =>
    invoke("unlock_with_words", { words, passphrase, again }),
  lock: () => invoke("lock"),
  changePassphrase: (old: string, passphrase: string, again: string) =>
    invoke("change_passphrase", { old, passphrase, again }),
  backups: () => invoke("backups"),
  backUp: () => invoke("back_up"),
  backUpWhenDue: () => invoke("back_up_when_due"),
  chooseBackupPlace: () => invoke("choose_backup_place"),
  forgetBackupPlace: () => invoke("forget_backup_place"),
  backupsKnown: () => invoke("backups_known"),
  findBackups: (elsewhere: boolean) => invoke("find_backups", { elsewhere }),
  openBackups: (passphrase: string, words: string) => invoke("open_backups", { passphrase, words }),
  lookAtBackup: (backup: string) => invoke("look_at_backup", { backup }),
  restore: () => invoke("restore"),
  drillBackup: (backup: string) => invoke("drill_backup", { backup }),
  leaveRestoring: () => invoke("leave_restoring"),
  saveLook: (look: wire.Look) => invoke("save_look", { look }),

  beginNewWords: (passphrase: string) => invoke("begin_new_words", { passphrase }),
  finishNewWords: (first: string, second: string) => invoke("finish_new_words", { first, second }),
  leaveNewWords: () => invoke("leave_new_words"),
  beginCeremony: (input: wire.CeremonyInput) => invoke("begin_ceremony", { input }),
  showShare: (number: number) => invoke("show_share", { number }),
  printShare: (printer: string) => invoke("print_share", { printer }),
  putShareAway: (number: number) => invoke("put_share_away", { number }),
  readShare: (words: string) => invoke("read_share", { words }),
  saveMunicipalityKey: () => invoke("save_municipality_key"),
  endCeremony: () => invoke("end_ceremony"),
  municipalityKey: () => invoke("municipality_key"),
  takeMunicipalityKey: (words: string, passphrase: string) =>
    invoke("take_municipality_key", { words, passphrase }),
  chooseVault: () => invoke("choose_vault"),
  beginRescue: () => invoke("begin_rescue"),
  giveShare: (holder: string, words: string) => invoke("give_share", { holder, words }),
  openRescued: (reason: string) => invoke("open_rescued", { reason }),
  beginRescueFromBackups: () => invoke("begin_rescue_from_backups"),
  rescueBackups: () => invoke("rescue_backups"),
  restoreRescued: (backup: string, reason: string) => invoke("restore_rescued", { backup, reason }),
  beginNewOwner: (profile: wire.ProfileInput, passphrase: string, again: string) =>
    invoke("begin_new_owner", { profile, passphrase, again }),
  finishNewOwner: (first: string, second: string) => invoke("finish_new_owner", { first, second }),
  endRescue: () => invoke("end_rescue"),
  keyWaits: () => invoke("key_waits"),
  stirKey: () => invoke("stir_key"),

  pupils: (search: string) => invoke("pupils", { search }),
  pupil: (pupil: string) => invoke("pupil", { pupil }),
  savePupil: (pupil: string | null, input: wire.PupilInput) =>
    invoke("save_pupil", { pupil, input }),
  unfinished: (form: wire.UnfinishedForm, about: string, part: string) =>
    invoke("unfinished", { place: { form, about, part } }),
  keepUnfinished: (
    form: wire.UnfinishedForm,
    about: string,
    part: string,
    body: Record<string, unknown> | null,
  ) => invoke("keep_unfinished", { place: { form, about, part }, body }),
  openCase: (pupil: string, input: wire.CaseInput) => invoke("open_case", { pupil, input }),
  chooseCaseList: () => invoke("choose_case_list"),
  caseList: () => invoke("case_list"),
  mapCaseList: (input: wire.CaseListInput) => invoke("map_case_list", { input }),
  chooseRegister: () => invoke("choose_register"),
  register: () => invoke("register"),
  mapRegister: (input: wire.MapRegisterInput) => invoke("map_register", { input }),
  leaveRegister: () => invoke("leave_register"),
  saveSummary: (at_least: number, kind: wire.TableKind) =>
    invoke("save_summary", { at_least, kind }),
  saveReceivedSummary: (id: string, kind: wire.TableKind) =>
    invoke("save_received_summary", { package: id, kind }),
  sumUp: (at_least: number) => invoke("sum_up", { at_least }),
  sendFigures: (input: wire.SendFiguresInput) => invoke("send_figures", { input }),
  figures: () => invoke("figures"),
  removeFigures: (packageId: string) => invoke("remove_figures", { package: packageId }),
  leaveCaseList: () => invoke("leave_case_list"),
  bringInCases: (input: wire.BringInInput) => invoke("bring_in_cases", { input }),
  imports: () => invoke("imports"),
  takeBackImport: (input: wire.TakeBackInput) => invoke("take_back_import", { input }),
  clearBroughtIn: (id: string) => invoke("clear_brought_in", { case: id }),
  case: (id: string) => invoke("case", { case: id }),

  forms: () => invoke("forms"),
  beginDocument: (caseId: string, form: string) => invoke("begin_document", { case: caseId, form }),
  continueDocument: (document: string) => invoke("continue_document", { document }),
  cancelDocument: (document: string, reason: string) =>
    invoke("cancel_document", { document, reason }),
  discardDocument: (document: string) => invoke("discard_document", { document }),
  document: (document: string) => invoke("document", { document }),
  saveDraft: (document: string, changes: Record<string, unknown>) =>
    invoke("save_draft", { document, changes }),
  readBack: (document: string) => invoke("read_back", { document }),
  review: (document: string) => invoke("review", { document }),
  complete: (document: string, completing: wire.Completing) =>
    invoke("complete", { document, completing }),

  pages: (document: string) => invoke("pages", { document }),
  blankPages: (form: string) => invoke("blank_pages", { form }),
  saveDocument: (document: string) => invoke("save_document", { document }),
  saveReport: (document: string) => invoke("save_report", { document }),
  saveBlank: (form: string) => invoke("save_blank", { form }),
  printers: () => invoke("printers"),
  print: (order: wire.PrintOrder) => invoke("print", { order }),
  ownSignature: () => invoke("own_signature"),
  makeOwnSignature: (passphrase: string) => invoke("make_own_signature", { passphrase }),
  /** A key on a card asks for its PIN in the place of the passphrase. */
  signDocument: (
    document: string,
    field: string,
    secret: { passphrase: string; pin: string | null },
    leaveUndrawn: boolean,
  ) =>
    invoke("sign_document", {
      document,
      field,
      ...secret,
      leave_undrawn: leaveUndrawn,
    }),
  drawSignature: (document: string, field: string, drawing: wire.DrawingInput) =>
    invoke("draw_signature", { document, field, drawing }),
  documentSignatures: (document: string) => invoke("document_signatures", { document }),
  consents: () => invoke("consents"),
  consent: (document: string) => invoke("consent", { document }),
  consentStep: (document: string, input: wire.ConsentInput) =>
    invoke("consent_step", { document, input }),
  consentForOther: (document: string) => invoke("consent_for_other", { document }),
  disclosures: (id: string) => invoke("disclosures", { case: id }),
  correctDisclosure: (id: string, event: string, reason: string) =>
    invoke("correct_disclosure", { case: id, event, reason }),
  disclose: (id: string, input: wire.DisclosureInput) => invoke("disclose", { case: id, input }),
  ownCard: () => invoke("own_card"),
  renewCard: (passphrase: string) => invoke("renew_card", { passphrase }),
  saveCard: () => invoke("save_card"),
  saveCardPicture: () => invoke("save_card_picture"),
  contacts: () => invoke("contacts"),
  addContact: () => invoke("add_contact"),
  addSender: (key: string) => invoke("add_sender", { key }),
  verifyContact: (contact: string, words: string) => invoke("verify_contact", { contact, words }),
  endContact: (contact: string, ended: boolean) => invoke("end_contact", { contact, ended }),
  removeContact: (contact: string) => invoke("remove_contact", { contact }),
  sendOffer: (id: string, document: string | null) => invoke("send_offer", { case: id, document }),
  sendPackage: (input: wire.SendInput) => invoke("send_package", { input }),
  saveWaiting: (id: string) => invoke("save_waiting", { package: id }),
  leaveUnsent: (id: string) => invoke("leave_unsent", { package: id }),
  openPackages: () => invoke("open_packages"),
  openDroppedPackages: () => invoke("open_dropped_packages"),
  newsInMailbox: () => invoke("news_in_mailbox"),
  packagesGiven: () => invoke("packages_given"),
  parcels: () => invoke("parcels"),
  readParcels: () => invoke("read_parcels"),
  putParcelAside: (key: string) => invoke("put_parcel_aside", { key }),
  takeParcel: (input: wire.TakeInput) => invoke("take_parcel", { input }),
  sendAnswer: (id: string) => invoke("send_answer", { package: id }),
  finishTask: (id: string, note: string) => invoke("finish_task", { package: id, note }),
  giveBack: (id: string) => invoke("give_back", { package: id }),
  takeBack: (id: string) => invoke("take_back", { package: id }),
  handovers: () => invoke("handovers"),
  handoversOfCase: (id: string) => invoke("handovers_of_case", { case: id }),
  chooseMailbox: () => invoke("choose_mailbox"),
  forgetMailbox: () => invoke("forget_mailbox"),
  lookInMailbox: () => invoke("look_in_mailbox"),
  archive: (filter: wire.ArchiveFilter) => invoke("archive", { filter }),
  saveArchiveList: (input: wire.ArchiveListInput) => invoke("save_archive_list", { input }),
  documentFile: (document: string) => invoke("document_file", { document }),
  copiedField: (document: string, field: number, system: wire.PasteSystem) =>
    invoke("copied_field", { document, field, system }),
  registerDocument: (document: string, input: wire.RegisterInput) =>
    invoke("register_document", { document, input }),
  confirmRows: (document: string, input: wire.ConfirmRowsInput) =>
    invoke("confirm_rows", { document, input }),
  paperPages: (document: string, number: number) => invoke("paper_pages", { document, number }),
  savePaper: (document: string, number: number) => invoke("save_paper", { document, number }),
  saveForSystem: (document: string, system: wire.SystemName) =>
    invoke("save_for_system", { document, system }),
  messageOffer: (document: string) => invoke("message_offer", { document }),
  saveMessage: (document: string, input: wire.MessageInput) =>
    invoke("save_message", { document, input }),
  noteSubmission: (document: string, input: wire.SubmissionInput) =>
    invoke("note_submission", { document, input }),
  calendar: () => invoke("calendar"),
  saveCalendar: () => invoke("save_calendar"),
  savePackages: (documents: string[], passphrase: string) =>
    invoke("save_packages", { documents, passphrase }),
  checkArchive: () => invoke("check_archive"),
  checkArchiveWhenDue: () => invoke("check_archive_when_due"),
  saveSheet: (sheet: wire.SheetName) => invoke("save_sheet", { sheet }),
  printSheet: (sheet: wire.SheetName, printer: string) => invoke("print_sheet", { sheet, printer }),
  choosePapers: () => invoke("choose_papers"),
  papersDropped: () => invoke("papers_dropped"),
  takeDropped: () => invoke("take_dropped"),
  intake: () => invoke("intake"),
  filePapers: (input: wire.FilingInput) => invoke("file_papers", { input }),
  placePage: (at: number, document: string, page: string) =>
    invoke("place_page", { at, document, page }),
  turnPage: (at: number) => invoke("turn_page", { at }),
  scannedPage: (at: number) => invoke("scanned_page", { at }),
  putAside: (papers: string[], pages: number[]) => invoke("put_aside", { papers, pages }),
  clearIntake: () => invoke("clear_intake"),
  progress: () => invoke("progress"),
  stop: () => invoke("stop"),
  verifyDropped: () => invoke("verify_dropped"),
  disposals: () => invoke("disposals"),
  dispose: (input: wire.DisposeInput) => invoke("dispose", { input }),
  removeEmptied: (input: wire.RemoveInput) => invoke("remove_emptied", { input }),
  releaseProposal: (pupil: string, request: wire.ReleaseRequest) =>
    invoke("release_proposal", { pupil, request }),
  releasePages: (pupil: string, input: wire.ReleaseInput) =>
    invoke("release_pages", { pupil, input }),
  printRelease: (pupil: string, input: wire.ReleaseInput, printer: string) =>
    invoke("print_release", { pupil, input, printer }),
  saveRelease: (pupil: string, input: wire.ReleaseInput) =>
    invoke("save_release", { pupil, input }),
  refuseRelease: (pupil: string, input: wire.ReleaseInput) =>
    invoke("refuse_release", { pupil, input }),
  releases: (pupil: string) => invoke("releases", { pupil }),
  signingOffer: (document: string) => invoke("signing_offer", { document }),
  prepareSigning: (document: string, order: wire.SigningOrder) =>
    invoke("prepare_signing", { document, order }),
  verifyFile: () => invoke("verify_file"),
  trustCertificate: (certificate: string) => invoke("trust_certificate", { certificate }),
  identities: () => invoke("identities"),
  chooseIdentity: (identity: string) => invoke("choose_identity", { identity }),
  exportCertificate: (identity: string) => invoke("export_certificate", { identity }),
  revokeIdentity: (identity: string, since: string, passphrase: string) =>
    invoke("revoke_identity", { identity, since, passphrase }),
  eraseIdentity: (identity: string, passphrase: string) =>
    invoke("erase_identity", { identity, passphrase }),
  chooseKeyFile: () => invoke("choose_key_file"),
  importKeyFile: (passphrase: string) => invoke("import_key_file", { key_passphrase: passphrase }),
  cardModules: () => invoke("card_modules"),
  chooseCardModule: () => invoke("choose_card_module"),
  cards: (module: string) => invoke("cards", { module }),
  cardCertificates: (card: wire.CardInput) => invoke("card_certificates", { card }),
  addCard: (card: wire.CardInput, fingerprint: string) => invoke("add_card", { card, fingerprint }),
  asked: () => invoke("asked"),
  askIssuer: (passphrase: string) => invoke("ask_issuer", { passphrase }),
  saveRequest: () => invoke("save_request"),
  openAnswer: () => invoke("open_answer"),
  issuer: () => invoke("issuer"),
  beginIssuing: (passphrase: string) => invoke("begin_issuing", { passphrase }),
  openRequest: () => invoke("open_request"),
  answerRequest: (fingerprint: string, passphrase: string) =>
    invoke("answer_request", { fingerprint, passphrase }),
  revokeIssued: (fingerprint: string, since: string, passphrase: string) =>
    invoke("revoke_issued", { fingerprint, since, passphrase }),
  saveRevoked: () => invoke("save_revoked"),
  saveAuthority: () => invoke("save_authority"),
  trusted: () => invoke("trusted"),
  openTrustFile: () => invoke("open_trust_file"),
  trustAuthority: (certificate: string, passphrase: string) =>
    invoke("trust_authority", { certificate, passphrase }),
  distrust: (fingerprint: string) => invoke("distrust", { fingerprint }),
  clock: () => invoke("clock"),
  chooseClockCertificate: () => invoke("choose_clock_certificate"),
  saveClock: (url: string, certificate: string) => invoke("save_clock", { url, certificate }),
  removeClock: () => invoke("remove_clock"),
  timeStampDocument: (document: string) => invoke("time_stamp_document", { document }),
  preserveDocument: (document: string) => invoke("preserve_document", { document }),
  watch: () => invoke("watch"),
  stir: () => invoke("stir"),
  converse: (on: boolean) => invoke("converse", { on }),
  hide: (on: boolean) => invoke("hide", { on }),
  confirm: (passphrase: string) => invoke("confirm", { passphrase }),
  trail: (filter: wire.TrailInput) => invoke("trail", { filter }),
  checkTrail: () => invoke("check_trail"),
  exportTrail: (passphrase: string) => invoke("export_trail", { passphrase }),
  recoveryPrinters: () => invoke("recovery_printers"),
  closeWindow: () => ask<null>("close_window"),
  printRecoveryWords: (printer: string) => invoke("print_recovery_words", { printer }),
};

again.confirm = host.confirm;
