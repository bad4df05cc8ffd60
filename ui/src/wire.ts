// Stands here until the types are written from Rust.
export type Author = "mentor" | "kurator" | "eht" | "rektor" | "coordinator" | "pupil" | "guardian";
export type Manner = "ink" | "drawn" | "electronic";
export type Look = { theme: string; zoom: number };
export type Status = {
  state: "none" | "locked" | "open";
  owner: string | null;
  role: string | null;
  school: string | null;
  look: Look;
};
export type RecoveryOffer = { words: string[]; ask: [number, number] };
export type ProfileInput = {
  name: string;
  role: string;
  school: string;
  municipality: string;
  organiser: string;
};
export type GuardianInput = { name: string; phone: string; email: string; address: string };
export type PupilInput = {
  name: string;
  class: string;
  school: string;
  school_form: string;
  sex: string;
  identity_number: string;
  protected: boolean;
  alias: string;
  guardians: GuardianInput[];
};
export type CaseRow = { id: string; title: string; opened: string; closed: string | null };
export type PupilRow = {
  id: string;
  name: string;
  class: string | null;
  school: string;
  protected: boolean;
  cases: CaseRow[];
};
export type PupilView = { id: string; display_name: string; input: PupilInput };
export type DocumentState = string;
export type DocumentRow = {
  id: string;
  title: string;
  form: string;
  state: DocumentState;
  changed: string;
  completed: string[];
  open: string[];
  continues: string | null;
};
export type CaseView = { case: CaseRow; pupil: PupilRow; documents: DocumentRow[] };
export type Source = { document: string; standing: "verbatim" | "own" };
export type FormSummary = {
  form: string;
  pack: string;
  id: string;
  version: number;
  hash: string;
  title: string;
  short_title: string;
  summary: string;
  source: Source;
};
export type Choice = { id: string; label: string; hint: string | null };
export type Place = "own" | "header" | "same-line" | "label-after";
export type PersonPart = "role" | "organisation" | "phone" | "email";
export type KindView =
  | { kind: "text"; longest: number }
  | { kind: "long-text"; longest: number; lines: number }
  | { kind: "number" }
  | { kind: "percent" }
  | { kind: "date" }
  | { kind: "month" }
  | { kind: "yes-no"; comment: string | null }
  | { kind: "choice"; options: Choice[]; grid: boolean }
  | { kind: "choices"; options: Choice[] }
  | { kind: "tick" }
  | { kind: "person"; parts: PersonPart[] }
  | { kind: "table"; columns: ColumnView[]; most: number }
  | { kind: "signature"; author: Author };
export type ColumnView = {
  id: string;
  label: string;
  required: boolean;
  weight: number;
  kind: KindView;
};
export type FieldView = {
  id: string;
  label: string;
  full_label: string;
  hint: string | null;
  help: string | null;
  required: boolean;
  place: Place;
  meaning: string | null;
  kind: KindView;
};
export type TextStyle = "body" | "clause" | "notice";
export type ItemView =
  | { item: "heading"; text: string }
  | { item: "words"; style: TextStyle; text: string }
  | ({ item: "field" } & FieldView);
export type SectionView = {
  id: string;
  name: string;
  heading: string | null;
  author: Author;
  follows: string | null;
  items: ItemView[];
};
export type FormView = FormSummary & { number: string | null; sections: SectionView[] };
export type Problem = {
  field: string;
  section: string;
  code: string;
  args: Record<string, string>;
};
export type Judgement = { applies: string[]; problems: Problem[]; notices: string[] };
export type SectionState = {
  id: string;
  open: boolean;
  completed_by: string | null;
  completed_at: string | null;
  own: boolean;
};
export type DocumentView = {
  id: string;
  case: string;
  pupil: string;
  protected: boolean;
  form: FormView;
  state: DocumentState;
  sections: SectionState[];
  answers: Record<string, unknown>;
  judgement: Judgement;
  saved_at: string | null;
};
export type Saved = { at: string; value: unknown; judgement: Judgement };
export type SignatureChoice = { field: string; label: string; manners: Manner[]; proposed: Manner };
export type Review = {
  outline: Outline;
  sections: string[];
  problems: Problem[];
  signatures: SignatureChoice[];
  others: string[];
};
export type Completing = {
  sections: string[];
  manners: Record<string, Manner>;
  authors: Record<string, string>;
};
export type PagePicture = { png: string; width: number; height: number; text: string };
export type Printer = { id: string; name: string; usual: boolean };
export type PrintOrder = { documents: string[]; blanks: string[]; printer: string; copies: number };
export type FieldProblem = { field: string; code: string; args: Record<string, string> };
export type CommandError = {
  code: string;
  args: Record<string, string>;
  field: string | null;
  problems: FieldProblem[];
};
export type Ticked = { label: string; ticked: boolean };
export type Comment = { label: string; paragraphs: string[]; lines: number };
export type Answer =
  | { answer: "short"; text: string | null }
  | { answer: "long"; paragraphs: string[]; lines: number }
  | { answer: "options"; options: Ticked[]; comment: Comment | null }
  | { answer: "tick"; ticked: boolean };
export type Question = {
  field: string;
  label: string;
  label_after: boolean;
  hint: string | null;
  answer: Answer;
};
export type Grid = {
  options: string[];
  rows: { field: string; label: string; chosen: number | null }[];
};
export type Table = {
  field: string;
  label: string;
  hint: string | null;
  columns: { label: string; weight: number }[];
  rows: string[][];
};
export type SignatureRow = {
  field: string;
  label: string;
  author: Author;
  name: string | null;
  manner: Manner | null;
};
export type Block =
  | { block: "heading"; text: string }
  | { block: "text"; style: TextStyle; text: string }
  | ({ block: "question" } & Question)
  | { block: "line"; questions: Question[] }
  | ({ block: "grid" } & Grid)
  | ({ block: "table" } & Table)
  | ({ block: "signature" } & SignatureRow);
export type OutlineSection = {
  id: string;
  heading: string | null;
  author: Author;
  blocks: Block[];
  completed: { name: string; role: Author; typed_by: string | null; at: string } | null;
};
export type Outline = {
  form: unknown;
  hash: string;
  number: string | null;
  title: string;
  source: string;
  header: Question[];
  sections: OutlineSection[];
};
export type CaseInput = { title: string };
