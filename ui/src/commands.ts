// Written by `cargo xtask types` from the crate `commands`. Do not edit.

import type {
  Archive,
  ArchiveCheck,
  ArchiveFilter,
  ArchiveListInput,
  AskedView,
  Backups,
  BringInInput,
  BroughtInCases,
  CalendarView,
  CardCertificate,
  CardInput,
  CardModule,
  CardView,
  CaseInput,
  CaseListInput,
  CaseListView,
  CaseView,
  CeremonyInput,
  CeremonyView,
  CertificateView,
  ClockView,
  Completing,
  ConfirmRowsInput,
  ConsentInput,
  ConsentView,
  ContactView,
  DisclosureInput,
  Disclosures,
  Disposals,
  DisposeInput,
  DocumentFile,
  DocumentSignatures,
  DocumentView,
  DrawingInput,
  DrillView,
  FiguresSent,
  FiguresView,
  FilingInput,
  FormSummary,
  FoundBackups,
  HandoverView,
  IdentityView,
  ImportView,
  IntakeView,
  IssuerView,
  ListSaved,
  Look,
  MapRegisterInput,
  MessageInput,
  MessageOffer,
  MunicipalityKeyView,
  News,
  OpenedTrust,
  Outline,
  OwnCard,
  OwnSignature,
  PackagesSaved,
  PagePicture,
  Parcels,
  PasteSystem,
  PrintOrder,
  Printer,
  ProfileInput,
  Progress,
  PupilInput,
  PupilRow,
  PupilView,
  RecoveryOffer,
  RegisterInput,
  RegisterView,
  ReleaseInput,
  ReleaseRequest,
  ReleaseView,
  ReleasedView,
  RemoveInput,
  RescueBackups,
  RescueView,
  RestorePreview,
  Restored,
  Review,
  Saved,
  SendFiguresInput,
  SendInput,
  SendOffer,
  Sent,
  SheetName,
  SignatureReport,
  SigningOffer,
  SigningOrder,
  Status,
  SubmissionInput,
  SummaryView,
  SystemName,
  TableKind,
  TakeBackInput,
  TakeInput,
  TrailChecked,
  TrailInput,
  TrailView,
  TrustList,
  UnfinishedPlace,
  WatchView,
} from "./wire";

/** Every command: what it is told and what it answers. */
export interface Commands {
  status: { told: Record<string, never>; answer: Status };
  begin_vault: { told: { profile: ProfileInput; passphrase: string; again: string }; answer: RecoveryOffer };
  finish_vault: { told: { first: string; second: string }; answer: Status };
  unlock: { told: { passphrase: string }; answer: Status };
  unlock_with_words: { told: { words: string; passphrase: string; again: string }; answer: Status };
  lock: { told: Record<string, never>; answer: Status };
  change_passphrase: { told: { old: string; passphrase: string; again: string }; answer: null };
  backups: { told: Record<string, never>; answer: Backups };
  back_up: { told: Record<string, never>; answer: Backups };
  back_up_when_due: { told: Record<string, never>; answer: string[] };
  choose_backup_place: { told: Record<string, never>; answer: Backups | null };
  forget_backup_place: { told: Record<string, never>; answer: Backups };
  backups_known: { told: Record<string, never>; answer: boolean };
  find_backups: { told: { elsewhere: boolean }; answer: boolean };
  open_backups: { told: { passphrase: string; words: string }; answer: FoundBackups };
  look_at_backup: { told: { backup: string }; answer: RestorePreview };
  restore: { told: Record<string, never>; answer: Restored };
  drill_backup: { told: { backup: string }; answer: DrillView };
  leave_restoring: { told: Record<string, never>; answer: null };
  save_look: { told: { look: Look }; answer: null };
  pupils: { told: { search: string }; answer: PupilRow[] };
  pupil: { told: { pupil: string }; answer: PupilView };
  save_pupil: { told: { pupil: string | null; input: PupilInput }; answer: string };
  unfinished: { told: { place: UnfinishedPlace }; answer: Record<string, unknown> | null };
  keep_unfinished: { told: { place: UnfinishedPlace; body: Record<string, unknown> | null }; answer: null };
  open_case: { told: { pupil: string; input: CaseInput }; answer: string };
  case: { told: { case: string }; answer: CaseView };
  choose_case_list: { told: Record<string, never>; answer: CaseListView | null };
  case_list: { told: Record<string, never>; answer: CaseListView | null };
  map_case_list: { told: { input: CaseListInput }; answer: CaseListView };
  leave_case_list: { told: Record<string, never>; answer: null };
  bring_in_cases: { told: { input: BringInInput }; answer: BroughtInCases };
  imports: { told: Record<string, never>; answer: ImportView[] };
  take_back_import: { told: { input: TakeBackInput }; answer: ImportView[] };
  clear_brought_in: { told: { case: string }; answer: null };
  choose_register: { told: Record<string, never>; answer: RegisterView | null };
  register: { told: Record<string, never>; answer: RegisterView | null };
  map_register: { told: { input: MapRegisterInput }; answer: RegisterView };
  leave_register: { told: Record<string, never>; answer: null };
  sum_up: { told: { at_least: number }; answer: SummaryView };
  save_summary: { told: { at_least: number; kind: TableKind }; answer: boolean };
  save_received_summary: { told: { package: string; kind: TableKind }; answer: boolean };
  send_figures: { told: { input: SendFiguresInput }; answer: FiguresSent | null };
  figures: { told: Record<string, never>; answer: FiguresView[] };
  remove_figures: { told: { package: string }; answer: FiguresView[] };
  forms: { told: Record<string, never>; answer: FormSummary[] };
  begin_document: { told: { case: string; form: string }; answer: string };
  continue_document: { told: { document: string }; answer: string };
  cancel_document: { told: { document: string; reason: string }; answer: DocumentFile };
  discard_document: { told: { document: string }; answer: null };
  document: { told: { document: string }; answer: DocumentView };
  save_draft: { told: { document: string; changes: Record<string, unknown> }; answer: Saved };
  read_back: { told: { document: string }; answer: Outline };
  review: { told: { document: string }; answer: Review };
  complete: { told: { document: string; completing: Completing }; answer: DocumentView };
  pages: { told: { document: string }; answer: PagePicture[] };
  blank_pages: { told: { form: string }; answer: PagePicture[] };
  save_document: { told: { document: string }; answer: boolean };
  save_report: { told: { document: string }; answer: boolean };
  save_blank: { told: { form: string }; answer: boolean };
  printers: { told: Record<string, never>; answer: Printer[] };
  print: { told: { order: PrintOrder }; answer: null };
  archive: { told: { filter: ArchiveFilter }; answer: Archive };
  save_archive_list: { told: { input: ArchiveListInput }; answer: ListSaved | null };
  document_file: { told: { document: string }; answer: DocumentFile };
  register_document: { told: { document: string; input: RegisterInput }; answer: DocumentFile };
  copied_field: { told: { document: string; field: number; system: PasteSystem }; answer: null };
  paper_pages: { told: { document: string; number: number }; answer: PagePicture[] };
  save_paper: { told: { document: string; number: number }; answer: boolean };
  check_archive: { told: Record<string, never>; answer: ArchiveCheck };
  check_archive_when_due: { told: Record<string, never>; answer: ArchiveCheck | null };
  save_for_system: { told: { document: string; system: SystemName }; answer: boolean };
  message_offer: { told: { document: string }; answer: MessageOffer };
  save_message: { told: { document: string; input: MessageInput }; answer: boolean };
  note_submission: { told: { document: string; input: SubmissionInput }; answer: DocumentFile };
  calendar: { told: Record<string, never>; answer: CalendarView };
  save_calendar: { told: Record<string, never>; answer: boolean };
  save_packages: { told: { documents: string[]; passphrase: string }; answer: PackagesSaved | null };
  save_sheet: { told: { sheet: SheetName }; answer: boolean };
  print_sheet: { told: { sheet: SheetName; printer: string }; answer: null };
  choose_papers: { told: Record<string, never>; answer: IntakeView | null };
  papers_dropped: { told: Record<string, never>; answer: boolean };
  take_dropped: { told: Record<string, never>; answer: IntakeView };
  intake: { told: Record<string, never>; answer: IntakeView };
  progress: { told: Record<string, never>; answer: Progress };
  stop: { told: Record<string, never>; answer: null };
  place_page: { told: { at: number; document: string; page: string }; answer: IntakeView };
  turn_page: { told: { at: number }; answer: null };
  scanned_page: { told: { at: number }; answer: string };
  put_aside: { told: { papers: string[]; pages: number[] }; answer: IntakeView };
  clear_intake: { told: Record<string, never>; answer: IntakeView };
  file_papers: { told: { input: FilingInput }; answer: IntakeView };
  confirm_rows: { told: { document: string; input: ConfirmRowsInput }; answer: DocumentFile };
  disposals: { told: Record<string, never>; answer: Disposals };
  dispose: { told: { input: DisposeInput }; answer: Disposals };
  remove_emptied: { told: { input: RemoveInput }; answer: Disposals };
  release_proposal: { told: { pupil: string; request: ReleaseRequest }; answer: ReleaseView };
  release_pages: { told: { pupil: string; input: ReleaseInput }; answer: PagePicture[] };
  print_release: { told: { pupil: string; input: ReleaseInput; printer: string }; answer: ReleasedView[] };
  save_release: { told: { pupil: string; input: ReleaseInput }; answer: boolean };
  refuse_release: { told: { pupil: string; input: ReleaseInput }; answer: ReleasedView[] };
  releases: { told: { pupil: string }; answer: ReleasedView[] };
  signing_offer: { told: { document: string }; answer: SigningOffer };
  prepare_signing: { told: { document: string; order: SigningOrder }; answer: boolean };
  own_signature: { told: Record<string, never>; answer: OwnSignature | null };
  make_own_signature: { told: { passphrase: string }; answer: OwnSignature };
  sign_document: { told: { document: string; field: string; passphrase: string; leave_undrawn: boolean; pin: string | null }; answer: DocumentView };
  draw_signature: { told: { document: string; field: string; drawing: DrawingInput }; answer: DocumentView };
  document_signatures: { told: { document: string }; answer: DocumentSignatures };
  verify_file: { told: Record<string, never>; answer: SignatureReport | null };
  verify_dropped: { told: Record<string, never>; answer: SignatureReport | null };
  trust_certificate: { told: { certificate: string }; answer: null };
  consents: { told: Record<string, never>; answer: ConsentView[] };
  consent: { told: { document: string }; answer: ConsentView };
  consent_step: { told: { document: string; input: ConsentInput }; answer: ConsentView };
  consent_for_other: { told: { document: string }; answer: string };
  disclosures: { told: { case: string }; answer: Disclosures };
  correct_disclosure: { told: { case: string; event: string; reason: string }; answer: Disclosures };
  disclose: { told: { case: string; input: DisclosureInput }; answer: Disclosures };
  own_card: { told: Record<string, never>; answer: OwnCard };
  renew_card: { told: { passphrase: string }; answer: OwnCard };
  save_card: { told: Record<string, never>; answer: boolean };
  save_card_picture: { told: Record<string, never>; answer: boolean };
  contacts: { told: Record<string, never>; answer: ContactView[] };
  add_contact: { told: Record<string, never>; answer: ContactView | null };
  add_sender: { told: { key: string }; answer: ContactView };
  verify_contact: { told: { contact: string; words: string }; answer: ContactView };
  end_contact: { told: { contact: string; ended: boolean }; answer: ContactView[] };
  remove_contact: { told: { contact: string }; answer: ContactView[] };
  send_offer: { told: { case: string; document: string | null }; answer: SendOffer };
  send_package: { told: { input: SendInput }; answer: Sent | null };
  save_waiting: { told: { package: string }; answer: boolean };
  leave_unsent: { told: { package: string }; answer: HandoverView[] };
  open_packages: { told: Record<string, never>; answer: Parcels | null };
  open_dropped_packages: { told: Record<string, never>; answer: Parcels };
  parcels: { told: Record<string, never>; answer: Parcels };
  read_parcels: { told: Record<string, never>; answer: Parcels };
  put_parcel_aside: { told: { key: string }; answer: Parcels };
  take_parcel: { told: { input: TakeInput }; answer: Parcels };
  finish_task: { told: { package: string; note: string }; answer: HandoverView[] };
  send_answer: { told: { package: string }; answer: boolean };
  handovers: { told: Record<string, never>; answer: HandoverView[] };
  handovers_of_case: { told: { case: string }; answer: HandoverView[] };
  take_back: { told: { package: string }; answer: HandoverView[] };
  give_back: { told: { package: string }; answer: HandoverView[] };
  choose_mailbox: { told: Record<string, never>; answer: Parcels | null };
  forget_mailbox: { told: Record<string, never>; answer: Parcels };
  news_in_mailbox: { told: Record<string, never>; answer: News };
  packages_given: { told: Record<string, never>; answer: boolean };
  look_in_mailbox: { told: Record<string, never>; answer: Parcels };
  identities: { told: Record<string, never>; answer: IdentityView[] };
  choose_identity: { told: { identity: string }; answer: IdentityView[] };
  export_certificate: { told: { identity: string }; answer: boolean };
  revoke_identity: { told: { identity: string; since: string; passphrase: string }; answer: IdentityView[] };
  erase_identity: { told: { identity: string; passphrase: string }; answer: IdentityView[] };
  choose_key_file: { told: Record<string, never>; answer: boolean };
  import_key_file: { told: { key_passphrase: string }; answer: IdentityView[] };
  card_modules: { told: Record<string, never>; answer: CardModule[] };
  choose_card_module: { told: Record<string, never>; answer: CardModule | null };
  cards: { told: { module: string }; answer: CardView[] };
  card_certificates: { told: { card: CardInput }; answer: CardCertificate[] };
  add_card: { told: { card: CardInput; fingerprint: string }; answer: IdentityView[] };
  asked: { told: Record<string, never>; answer: AskedView | null };
  ask_issuer: { told: { passphrase: string }; answer: AskedView };
  save_request: { told: Record<string, never>; answer: boolean };
  open_answer: { told: Record<string, never>; answer: IdentityView[] | null };
  issuer: { told: Record<string, never>; answer: IssuerView | null };
  begin_issuing: { told: { passphrase: string }; answer: IssuerView | null };
  open_request: { told: Record<string, never>; answer: AskedView | null };
  answer_request: { told: { fingerprint: string; passphrase: string }; answer: IssuerView | null };
  revoke_issued: { told: { fingerprint: string; since: string; passphrase: string }; answer: IssuerView | null };
  save_revoked: { told: Record<string, never>; answer: boolean };
  save_authority: { told: Record<string, never>; answer: boolean };
  trusted: { told: Record<string, never>; answer: TrustList };
  open_trust_file: { told: Record<string, never>; answer: OpenedTrust | null };
  trust_authority: { told: { certificate: string; passphrase: string }; answer: null };
  distrust: { told: { fingerprint: string }; answer: TrustList };
  clock: { told: Record<string, never>; answer: ClockView | null };
  choose_clock_certificate: { told: Record<string, never>; answer: CertificateView | null };
  save_clock: { told: { url: string; certificate: string }; answer: ClockView };
  remove_clock: { told: Record<string, never>; answer: null };
  time_stamp_document: { told: { document: string }; answer: DocumentView };
  preserve_document: { told: { document: string }; answer: DocumentView };
  print_recovery_words: { told: { printer: string }; answer: null };
  recovery_printers: { told: Record<string, never>; answer: Printer[] };
  begin_new_words: { told: { passphrase: string }; answer: RecoveryOffer };
  finish_new_words: { told: { first: string; second: string }; answer: null };
  leave_new_words: { told: Record<string, never>; answer: null };
  begin_ceremony: { told: { input: CeremonyInput }; answer: CeremonyView };
  show_share: { told: { number: number }; answer: string[] };
  print_share: { told: { printer: string }; answer: null };
  put_share_away: { told: { number: number }; answer: CeremonyView };
  read_share: { told: { words: string }; answer: CeremonyView };
  save_municipality_key: { told: Record<string, never>; answer: boolean };
  end_ceremony: { told: Record<string, never>; answer: null };
  municipality_key: { told: Record<string, never>; answer: MunicipalityKeyView };
  take_municipality_key: { told: { words: string; passphrase: string }; answer: MunicipalityKeyView };
  choose_vault: { told: Record<string, never>; answer: Status | null };
  begin_rescue: { told: Record<string, never>; answer: RescueView };
  give_share: { told: { holder: string; words: string }; answer: RescueView };
  open_rescued: { told: { reason: string }; answer: RescueView };
  begin_rescue_from_backups: { told: Record<string, never>; answer: RescueView | null };
  rescue_backups: { told: Record<string, never>; answer: RescueBackups };
  restore_rescued: { told: { backup: string; reason: string }; answer: RescueView };
  begin_new_owner: { told: { profile: ProfileInput; passphrase: string; again: string }; answer: RecoveryOffer };
  finish_new_owner: { told: { first: string; second: string }; answer: Status };
  key_waits: { told: Record<string, never>; answer: boolean };
  stir_key: { told: Record<string, never>; answer: boolean };
  end_rescue: { told: Record<string, never>; answer: null };
  trail: { told: { filter: TrailInput }; answer: TrailView };
  check_trail: { told: Record<string, never>; answer: TrailChecked };
  export_trail: { told: { passphrase: string }; answer: boolean };
  watch: { told: Record<string, never>; answer: WatchView };
  stir: { told: Record<string, never>; answer: WatchView };
  converse: { told: { on: boolean }; answer: WatchView };
  hide: { told: { on: boolean }; answer: WatchView };
  confirm: { told: { passphrase: string }; answer: null };
}
