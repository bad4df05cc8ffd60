// Written by `cargo xtask types` from the crate `commands`. Do not edit.

export type FormRef = { pack: string, id: string, version: number, };

export type Source = { document: string, standing: Standing, };

export type Standing = "verbatim" | "own";

export type Author = "mentor" | "kurator" | "eht" | "rektor" | "coordinator" | "pupil" | "guardian";

export type PersonPart = "role" | "organisation" | "phone" | "email";

export type Place = "own" | "header" | "same-line" | "label-after";

export type Choice = { id: string, label: string, hint: string | null, };

export type Meaning = "pupil-name" | "school-name" | "class-name" | "author-name" | "first-guardian" | "second-guardian" | "today" | "absence-continues" | "pupil-approval" | "third-no-show" | "consent-decision" | "consent-end" | "next-meeting";

export type Problem = { field: string, section: string, code: ProblemCode, args: Record<string, string>, };

export type ProblemCode = "unknown-field" | "unknown-section" | "wrong-kind" | "required" | "too-long" | "out-of-range" | "not-a-date" | "not-a-month" | "outside-span" | "unknown-option" | "too-few-rows" | "too-many-rows" | "row-id" | "unknown-column" | "unprintable";

export type Outline = { form: FormRef, hash: string, number: string | null, title: string, source: string, one_page: boolean, header: Array<Question>, sections: Array<OutlineSection>, };

export type OutlineSection = { id: string, heading: string | null, author: Author | null, blocks: Array<Block>, completed: Completion | null, };

export type Completion = { name: string, role: Author, typed_by: string | null, at: string, };

export type Block = { "block": "heading", text: string, } | { "block": "text", style: TextStyle, text: string, } | { "block": "question" } & Question | { "block": "line", questions: Array<Question>, } | { "block": "grid" } & Grid | { "block": "table" } & Table | { "block": "signature" } & SignatureRow;

export type TextStyle = "body" | "clause" | "notice";

export type Question = { field: string, label: string, label_after: boolean, hint: string | null, answer: Answer, };

export type Answer = { "answer": "short", text: string | null, } | { "answer": "long", paragraphs: Array<string>, lines: number, } | { "answer": "options", options: Array<Ticked>, comment: Comment | null, } | { "answer": "tick", ticked: boolean, };

export type Ticked = { label: string, ticked: boolean, };

export type Comment = { label: string, paragraphs: Array<string>, lines: number, };

export type Grid = { options: Array<string>, rows: Array<GridRow>, };

export type GridRow = { field: string, label: string, chosen: number | null, };

export type Table = { field: string, label: string, hint: string | null, columns: Array<TableColumn>, rows: Array<Array<string>>, };

export type TableColumn = { label: string, weight: number, };

export type SignatureRow = { field: string, label: string, author: Author, name: string | null, manner: Manner | null, drawing: Drawing | null, };

export type Manner = "ink" | "drawn" | "electronic";

export type Drawing = { name: string, strokes: Array<Array<[number, number]>>, witness: string, at: string, };

export type DrawingInput = { name: string, typed: boolean, strokes: Array<Array<[number, number]>>, };

export type ProfileInput = { name: string, role: string, school: string, municipality: string, organiser: string, };

export type PupilInput = { name: string, class: string, school: string, school_form: string, sex: string, identity_number: string, protected: boolean, alias: string, guardians: Array<GuardianInput>, };

export type GuardianInput = { name: string, phone: string, email: string, address: string, };

export type CaseInput = { title: string, };

export type CommandError = { code: string, args: { [key in string]: string }, field: string | null, problems: Array<FieldProblem>, };

export type FieldProblem = { field: string, code: string, args: { [key in string]: string }, };

export type FormSummary = { form: string, pack: string, id: string, version: number, hash: string, title: string, short_title: string, summary: string, source: Source, };

export type FormView = { number: string | null, sections: Array<SectionView>, form: string, pack: string, id: string, version: number, hash: string, title: string, short_title: string, summary: string, source: Source, };

export type SectionView = { id: string, name: string, heading: string | null, author: Author, follows: string | null, items: Array<ItemView>, };

export type ItemView = { "item": "heading", text: string, } | { "item": "words", style: TextStyle, text: string, } | { "item": "field" } & FieldView;

export type FieldView = { id: string, label: string, full_label: string, hint: string | null, help: string | null, required: boolean, place: Place, meaning: Meaning | null, kind: KindView, };

export type KindView = { "kind": "text", longest: number, } | { "kind": "long-text", longest: number, lines: number, } | { "kind": "number" } | { "kind": "percent" } | { "kind": "date" } | { "kind": "month" } | { "kind": "yes-no", comment: string | null, } | { "kind": "choice", options: Array<Choice>, grid: boolean, } | { "kind": "choices", options: Array<Choice>, } | { "kind": "tick" } | { "kind": "person", parts: Array<PersonPart>, } | { "kind": "table", columns: Array<ColumnView>, most: number, } | { "kind": "signature", author: Author, };

export type ColumnView = { id: string, label: string, required: boolean, weight: number, kind: KindView, };

export type PupilRow = { id: string, name: string, class: string | null, school: string, protected: boolean, cases: Array<CaseRow>, };

export type CaseRow = { id: string, title: string, opened: string, closed: string | null, };

export type PupilView = { id: string, display_name: string, input: PupilInput, };

export type CaseView = { case: CaseRow, pupil: PupilRow, documents: Array<DocumentRow>, both_wrote: Array<Array<string>>, holding: HoldingView | null, brought_in: BroughtInView | null, };

export type DocumentRow = { id: string, title: string, form: string, state: string, changed: string, completed: Array<string>, open: Array<string>, };

export type HoldingView = { standing: string, name: string, until: string, package: string | null, };

export type DocumentView = { id: string, case: string, pupil: string, protected: boolean, lent: string | null, consent: boolean, form: FormView, state: string, sections: Array<SectionState>, answers: Record<string, unknown>, judgement: Judgement, saved_at: string | null, };

export type SectionState = { id: string, open: boolean, completed_by: string | null, completed_at: string | null, own: boolean, };

export type Judgement = { applies: Array<string>, problems: Array<Problem>, notices: Array<string>, };

export type Saved = { at: string, answers: Record<string, unknown>, judgement: Judgement, sections: Array<SectionState>, };

export type Review = { outline: Outline, sections: Array<string>, problems: Array<Problem>, signatures: Array<SignatureChoice>, others: Array<OtherAuthor>, };

export type SignatureChoice = { field: string, label: string, manners: Array<Manner>, proposed: Manner, };

export type OtherAuthor = { role: Author, name: string | null, };

export type SignatureReport = { verdict: string, names: Array<string>, unreadable: string | null, faults: Array<string>, signatures: Array<SignatureView>, };

export type SignatureView = { field: string, is_time_stamp: boolean, locks: boolean, verdict: string, fault: string | null, signer: Signatory, issuer: Signatory, standing: string, fingerprint: string, spoken: string, certificate: string, claimed: string | null, proven: string | null, time_unknown: boolean, in_future: boolean, covers_all: boolean, remarks: Array<string>, changes: Array<string>, };

export type Signatory = { name: string, title: string, organisation: string, };

export type OwnSignature = { signatory: Signatory, fingerprint: string, spoken: string, from: string, until: string, card: string | null, };

export type DocumentSignatures = { report: SignatureReport, waiting: Array<WaitingRow>, may_stamp: boolean, may_preserve: boolean, unstamped: string | null, stamp_ends: string | null, };

export type WaitingRow = { field: string, label: string, manner: Manner, name: string | null, drawn_by: string | null, };

export type CertificateView = { subject: Signatory, issuer: Signatory, fingerprint: string, spoken: string, from: string, until: string, is_authority: boolean, pem: string, };

export type IdentityView = { id: string, source: string, card: string | null, certificate: CertificateView, standing: string, revoked: string | null, erased: boolean, };

export type TrustedView = { certificate: CertificateView, trusted_as: string, since: string | null, };

export type TrustList = { all: Array<TrustedView>, lists: Array<Signatory>, };

export type OpenedTrust = { certificates: Array<CertificateView>, list_of: Signatory | null, };

export type ClockView = { url: string, certificate: CertificateView, standing: string, };

export type CardModule = { file: string, kind: string, };

export type CardCertificate = { is_for_documents: boolean, certificate: CertificateView, };

export type CardView = { label: string, serial: string, has_pin_pad: boolean, is_final_try: boolean, is_locked: boolean, };

export type CardInput = { module: string, serial: string, label: string, pin: string, };

export type AskedView = { subject: Signatory, fingerprint: string, spoken: string, };

export type IssuerView = { authority: CertificateView | null, issued: Array<IssuedView>, };

export type IssuedView = { certificate: CertificateView, made: string, revoked: string | null, };

export type ConsentView = { document: string, case: string, pupil: string, title: string, state: string, together: TogetherView | null, may_be_parted: boolean, from: string | null, until: string | null, parties: Array<PartyView>, kinds: Array<DataKind>, signers: Array<SignerView>, history: Array<HistoryView>, };

export type TogetherView = { state: string, other: string, name: string | null, other_state: string, };

export type PartyView = { name: string, receives: boolean, };

export type DataKind = { id: string, label: string, };

export type SignerView = { row: string, label: string, name: string | null, standing: string, may_be_excused: boolean, };

export type HistoryView = { kind: string, at: string, by: string, row: string | null, name: string | null, on: string | null, note: string | null, };

export type ConsentInput = { "step": "handed-out", on: string, } | { "step": "signed", row: string, name: string, on: string, note: string, } | { "step": "excused", row: string, note: string, } | { "step": "declined", row: string, name: string, on: string, } | { "step": "withdrawn", whole: boolean, parties: Array<string>, kinds: Array<string>, name: string, on: string, note: string, };

export type DisclosureInput = { to: string, what: string, kinds: Array<string>, ground: string, how: string, on: string, reason: string, };

export type DisclosureView = { event: string, at: string, by: string, to: string, what: string, kinds: Array<string>, ground: string, how: string, on: string, reason: string, undone: UndoneView | null, heard: string, };

export type UndoneView = { at: string, by: string, reason: string, };

export type Disclosures = { told: Array<DisclosureView>, parties: Array<string>, kinds: Array<DataKind>, };

export type OwnCard = { name: string, role: string, school: string, words: Array<string>, certificate: boolean, since: string, side: number, path: string, };

export type ContactView = { id: string, name: string, role: string, school: string, standing: string, added: string, verified: string | null, ended: string | null, certificate: CertificateView | null, trusted: boolean, earlier: string | null, exchanged: boolean, };

export type SendOffer = { case: string, title: string, pupil: string, contacts: Array<Recipient>, kinds: Array<string>, document: SendDocument | null, documents: Array<SendDocument>, requests: Array<SendRequest>, forms: Array<SendChoice>, parties: Array<string>, data: Array<DataKind>, mailbox: boolean, };

export type Recipient = { id: string, name: string, role: string, school: string, };

export type SendDocument = { id: string, title: string, sections: Array<SendChoice>, };

export type SendRequest = { package: string, contact: string, purpose: string, };

export type SendChoice = { id: string, label: string, };

export type SendInput = { case: string, document: string | null, kind: string, contact: string, purpose: string, ground: string, reason: string, party: string, data: Array<string>, section: string, form: string, what: string, until: string, documents: Array<string>, answers: string | null, mailbox: boolean, };

export type Sent = "gone" | "waits";

export type News = { packages: number, unsent: number, stuck: boolean, };

export type ParcelView = { key: string, standing: string, can_be_taken: boolean, can_be_sent_back: boolean, gives_reason: boolean, kind: string, sender: Recipient, purpose: string, ground: string, reason: string, made: string, expires: string, pupil: string | null, case: string | null, asks: Asks | null, effects: Array<Effect>, missing: number, late: boolean, needs_pupil: boolean, pupils: Array<PupilChoice>, refused: string | null, };

export type Asks = { form: string | null, what: string, until: string | null, };

export type Effect = { effect: string, to: string, };

export type Parcels = { waiting: Array<ParcelView>, refused: Array<RefusedParcel>, taken: Array<TakenView>, mailbox: string | null, left: Array<string>, reachable: boolean, stuck: CommandError | null, };

export type RefusedParcel = { file: string, code: string, };

export type TakenView = { package: string, sender: string, case: string | null, document: string | null, title: string, figures: boolean, };

export type TakeInput = { key: string, pupil: string, reject: string | null, };

export type HandoverView = { package: string, direction: string, kind: string, contact: string, title: string, case: string | null, document: string | null, purpose: string, ground: string, asks: Asks | null, at: string, standing: string, steps: Array<HandoverStepView>, waits: boolean, can_be_answered: boolean, answered: boolean, can_be_taken_back: boolean, until: string, can_be_given_back: boolean, in_outbox: boolean, };

export type HandoverStepView = { step: string, at: string, note: string, why: string | null, };

export type Backups = { places: Array<BackupPlace>, warnings: Array<string>, restored: Restored | null, drill: DrillView | null, };

export type BackupPlace = { own: boolean, path: string, there: boolean, gone: boolean, times: Array<string>, };

export type Restored = { on: string, from: string, missing: number, aside: boolean, cut: TrailCut | null, former: string | null, };

export type BackupRow = { id: string, made: string, pupils: number, cases: number, papers: number, unreadable: number, };

export type FoundBackups = { backups: Array<BackupRow>, unread: Array<UnreadShelf>, };

export type UnreadShelf = { folder: string, code: string, };

export type DrillView = { on: string, made: string, pupils: number, cases: number, papers: number, missing: number, passed: boolean, };

export type RestorePreview = { made: string, compared: boolean, continues: boolean, lost: Array<RestoreLine>, back: Array<RestoreLine>, disposed: number, kept: number, cut: TrailCut | null, owner: string | null, former: boolean, };

export type RestoreLine = { kind: string, label: string, };

export type TrailCut = { known: number, kept: number, };

export type Archive = { rows: Array<ArchiveRow>, more: number, forms: Array<DataKind>, check: ArchiveCheck | null, };

export type ArchiveFilter = { search: string, form: string, state: string, from: string, until: string, };

export type ArchiveRow = { document: string, pupil: string, case: string, title: string, state: string, made: string, received: string | null, scanned: boolean, registered: Registered | null, };

export type Registered = { system: string, number: string, on: string, };

export type RegisterInput = { system: string, number: string, on: string, };

export type DocumentFile = { papers: Array<PaperView>, history: Array<DocumentEvent>, registered: Array<Registered>, fields: Array<PasteField>, unconfirmed: UnconfirmedView | null, };

export type UnconfirmedView = { rows: Array<UnconfirmedRow>, on: string, kept_by: string, };

export type UnconfirmedRow = { field: string, label: string, name: string | null, manner: string, verdict: string | null, signer: string | null, told: string, told_name: string | null, told_on: string | null, };

export type ConfirmRowsInput = { rows: Array<string>, on: string, kept_by: string, };

export type PaperView = { number: number, kind: string, made: string, sha256: string, current: boolean, };

export type DocumentEvent = { kind: string, at: string, by: string, row: string | null, name: string | null, on: string | null, note: string | null, undone: boolean, told: string, };

export type PasteField = { label: string, text: string, };

export type ArchiveCheck = { at: string, papers: number, of: number, faults: Array<CheckFault>, };

export type ListedView = { sheets: Array<string>, sheet: number, above: number, count: number, columns: Array<ListColumn>, choices: Array<string>, mapped: boolean, };

export type CaseListView = { title: string, school: string, school_form: string, rows: Array<ListRow>, sheets: Array<string>, sheet: number, above: number, count: number, columns: Array<ListColumn>, choices: Array<string>, mapped: boolean, };

export type ListColumn = { heading: string, samples: Array<string>, filled: number, column: string, };

export type ListRow = { row: number, standing: string, name: string, about: Array<string>, title: string, opened: string | null, closed: string | null, notes: Array<ListNote>, unread: Array<ListUnread>, problems: Array<FieldProblem>, pupils: Array<ListPupil>, same_as: Array<ListSame>, may_be_new: boolean, };

export type ListPupil = { id: string, name: string, class: string | null, born: string | null, same_number: boolean, };

export type ListSame = { row: number, same_number: boolean, };

export type ListNote = { heading: string, text: string, };

export type ListUnread = { heading: string, why: FieldProblem, };

export type CaseListInput = { sheet: number, columns: Array<string>, title: string, school: string, school_form: string, };

export type BringInInput = { rows: Array<BringInRow>, };

export type BringInRow = { row: number, pupil: string, };

export type BroughtInCases = { cases: Array<BroughtInCase>, left_out: number, };

export type BroughtInCase = { case: string, pupil: string, title: string, };

export type BroughtInView = { on: string, by: string, notes: Array<ListNote>, };

export type RegisterView = { unit: string, from: string, to: string, pupils: number, protected: Array<number>, wrong: Array<RegisterRow>, by_mentor: boolean, groups: Array<RegisterGroup>, contacts: Array<Recipient>, until: string, mailbox: boolean, sheets: Array<string>, sheet: number, above: number, count: number, columns: Array<ListColumn>, choices: Array<string>, mapped: boolean, };

export type RegisterRow = { row: number, problems: Array<FieldProblem>, };

export type RegisterGroup = { name: string, pupils: number, contact: string, };

export type MapRegisterInput = { sheet: number, columns: Array<string>, unit: string, from: string, to: string, };

export type SendFiguresInput = { kind: FiguresKind, groups: Array<GroupTo>, contacts: Array<string>, at_least: number, until: string, purpose: string, mailbox: boolean, };

export type FiguresKind = "aggregates" | "figures";

export type FiguresSent = { to: Array<string>, waiting: number, failed: string | null, };

export type GroupTo = { name: string, contact: string, };

export type FiguresView = { package: string, sender: string, purpose: string, came: string, until: string, from: string, to: string, pupils: Array<PupilFigure>, summary: SummaryView | null, };

export type PupilFigure = { name: string, class: string, absence: string, invalid: string, };

export type SummaryView = { at_least: string, rows: Array<SummaryRow>, };

export type SummaryRow = { name: string, whole: boolean, pupils: number | null, mean: string | null, over: number | null, };

export type ImportView = { import: string, at: string, by: string, goes: Array<ImportCase>, stays: Array<ImportCase>, };

export type ImportCase = { case: string, pupil: string, title: string, with_pupil: boolean, why: string | null, };

export type TakeBackInput = { import: string, cases: Array<string>, passphrase: string, };

export type SystemName = "prorenata" | "pmo" | "diary";

export type PasteSystem = "prorenata" | "pmo" | "diary" | "e-service" | "other";

export type TableKind = "xlsx" | "csv";

export type ArchiveListInput = { filter: ArchiveFilter, names: boolean, kind: TableKind, };

export type ListSaved = { rows: number, left_out: number, };

export type CalendarView = { days: Array<CalendarDay>, left_out: boolean, };

export type CalendarDay = { on: string, kind: string, title: string, pupil: string, case: string, };

export type MessageOffer = { pupil: string, title: string, subject: string, text: string, };

export type MessageRecipient = { to: string, role: string, address: string, };

export type GroundInput = { kinds: Array<string>, ground: string, reason: string, };

export type MessageInput = { recipients: Array<MessageRecipient>, subject: string, text: string, ground: GroundInput, };

export type SubmissionInput = { service: string, number: string, on: string, ground: GroundInput, };

export type PackagesSaved = { saved: number, left_out: Array<LeftOutDocument>, stopped: boolean, };

export type LeftOutDocument = { document: string, label: string, code: string, };

export type CheckFault = { document: string | null, label: string, code: string, };

export type SheetName = { "sheet": "archive-check" } | { "sheet": "signatures", document: string, } | { "sheet": "disclosures", case: string, } | { "sheet": "release", event: string, } | { "sheet": "disposal", decision: string, } | { "sheet": "trail", filter: TrailInput, };

export type Disposals = { rules: Array<RuleView>, due: Array<DueDocument>, emptied: Array<Emptied>, done: Array<DecisionView>, };

export type RuleView = { form: string, years: number, plan: string, };

export type DueDocument = { document: string, pupil: string, case: string, title: string, completed: string, from: string, rule: RuleView, registered: Registered | null, hindrance: string | null, together: Array<string>, };

export type Emptied = { id: string, pupil: string, case: string | null, with_pupil: boolean, };

export type DecisionView = { decision: string, at: string, by: string, reason: string, documents: number, };

export type DisposeInput = { documents: Array<string>, reason: string, passphrase: string, };

export type RemoveInput = { emptied: Array<string>, passphrase: string, };

export type CeremonyInput = { municipality: string, count: string, threshold: string, required: boolean, };

export type CeremonyView = { count: number, threshold: number, key: Array<string>, sheet: number | null, read: Array<number>, proven: boolean, apart: boolean, };

export type MunicipalityKeyView = { standing: KeyStanding, municipality: string | null, required: boolean, held: Array<string> | null, };

export type KeyStanding = "none" | "held" | "missing" | "other";

export type RescueView = { key: Array<string>, given: Array<GivenShare>, missing: number | null, opened: boolean, from_backups: boolean, apart: boolean, };

export type UnfinishedForm = "pupil" | "new-case" | "release" | "release-decision" | "disclose" | "correct-disclosure" | "send-case" | "send-document" | "send-figures" | "message" | "e-service" | "register" | "confirm-rows" | "cancel-document" | "finish" | "prepare-signing" | "draw" | "consent-step" | "task-done" | "send-back" | "dispose" | "remove-emptied" | "clock";

export type UnfinishedPlace = { form: UnfinishedForm, about: string, part: string, };

export type RescueBackup = { id: string, owner: string | null, made: string, pupils: number, cases: number, papers: number, unreadable: number, };

export type RescueBackups = { backups: Array<RescueBackup>, unread: Array<UnreadShelf>, };

export type GivenShare = { number: number, holder: string, };

export type WatchView = { standing: WatchStanding, seconds: number, conversation: string | null, };

export type WatchStanding = "active" | "warning" | "conversation" | "hidden" | "due";

export type TrailInput = { from: string, until: string, act: string, pupil: string, case: string, before: number | null, };

export type TrailView = { rows: Array<TrailRow>, more: boolean, entries: number, owner: string, check: TrailChecked | null, municipality: string | null, pupils: Array<DataKind>, case: string | null, };

export type TrailRow = { number: number, entry: TrailEntry | null, };

export type TrailEntry = { at: string, act: string, command: string, pupil: TrailSubject | null, case: TrailSubject | null, document: TrailSubject | null, ground: string | null, reason: string | null, follows: number | null, };

export type TrailSubject = { id: string, label: string | null, };

export type TrailChecked = { at: string, entries: number, fault: TrailWrong | null, };

export type TrailWrong = { kind: string, number: number | null, at: string | null, };

export type ReleaseRequest = { requester: string, name: string, access: boolean, asked: string, words: string, };

export type ReleaseView = { pupil: string, protected: boolean, by: string, digest: string, items: Array<ReleaseItem>, };

export type ReleaseItem = { title: string, parts: Array<ReleasePart>, };

export type ReleasePart = { id: string, label: string, text: string, masked: string, measure: string, reasons: Array<string>, };

export type ReleaseInput = { request: ReleaseRequest, digest: string, measures: { [key in string]: string }, outcome: string, ground: string, reasons: string, by: string, };

export type ReleasedView = { event: string, at: string, requester: string, name: string, access: boolean, outcome: string, by: string, items: number, undone: boolean, protected: boolean, };

export type SigningOffer = { pupil: string, title: string, rows: Array<SigningPerson>, };

export type SigningPerson = { field: string, label: string, name: string, title: string, organization: string, email: string, };

export type SigningOrder = { signatories: Array<SigningPerson>, };

export type IntakeView = { papers: Array<IncomingPaper>, loose: Array<IncomingPage>, places: Array<PagePlace>, refused: Array<RefusedFile>, filed: Array<FiledPaper>, };

export type Progress = { going: boolean, done: number, of: number, };

export type IncomingPaper = { key: string, standing: string, can_be_filed: boolean, title: string, pupil: string | null, case: string | null, document: string | null, verdict: string | null, names: Array<string>, pages: Array<IncomingPage>, missing: Array<number>, rows: Array<IncomingRow>, is_consent: boolean, named: string | null, needs_pupil: boolean, pupils: Array<PupilChoice>, refused: string | null, };

export type IncomingPage = { at: number, file: string, page: number, number: number | null, };

export type IncomingRow = { field: string, label: string, name: string | null, };

export type PagePlace = { document: string, label: string, };

export type PupilChoice = { id: string, name: string, class: string | null, };

export type RefusedFile = { file: string, code: string, };

export type FiledPaper = { document: string, title: string, pupil: string, };

export type FilingInput = { papers: Array<FilingPaper>, on: string, kept_by: string, };

export type FilingPaper = { key: string, rows: Array<string>, pupil: string, };

export type Completing = { sections: Array<string>, manners: { [key in string]: Manner }, authors: { [key in Author]?: string }, };

export type PagePicture = { png: string, width: number, height: number, text: string, };

export type Printer = { id: string, name: string, usual: boolean, };

export type PrintOrder = { documents: Array<string>, blanks: Array<string>, printer: string, copies: string, };

export type Status = { state: State, owner: string | null, role: string | null, school: string | null, look: Look, };

export type State = "none" | "locked" | "open";

export type Look = { theme: string, zoom: number, };

export type RecoveryOffer = { words: Array<string>, ask: [number, number], municipality: KeyOffer | null, };

export type KeyOffer = { name: string, words: Array<string>, };
