import type {
  CaseListView,
  FiguresView,
  RegisterView,
  CaseRow,
  CommandError,
  DocumentView,
  DrawingInput,
  ImportView,
  Judgement,
  OwnSignature,
  PupilInput,
  UnfinishedPlace,
  WaitingRow,
  WatchView,
} from "../../src/wire";
import { everyKind } from "./form";
import { lists } from "./lists";
import { outlineOf } from "./outline";
import { people } from "./people";
import { rescue } from "./rescue";
import { identity, own, unknown, unsigned, whole } from "./signatures";

/**
 * What Rust would answer, in memory: enough of it for the views to be driven and looked at. It
 * stands in for `@tauri-apps/api/core` and is no part of the window.
 */
export interface World {
  state: "none" | "locked" | "open";
  look: { theme: string; zoom: number };
  pupils: { id: string; input: PupilInput; cases: CaseRow[] }[];
  /** What stands half typed, by the form, what it is about and which part of it. */
  unfinished: Record<string, Record<string, unknown>>;
  /** Commands that answer otherwise than they do here. */
  answering: Record<string, unknown>;
  documents: (Pick<DocumentView, "id" | "case" | "state"> & { answers: Record<string, unknown> })[];
  own: OwnSignature | null;
  /** Who has drawn on the screen. */
  drawn: string | null;
  /** The list of cases that the user chooses: as it is read, and when its columns are right. */
  list: Record<"read" | "mapped", CaseListView> | null;
  /** The same of a register's list. */
  register: Record<"read" | "mapped", RegisterView> | null;
  /** What colleagues sent of absence. */
  figures: FiguresView[];
  /** The lists that were brought in. */
  imports: ImportView[];
  /** Whether the file's issuer is trusted. */
  trusts: boolean;
  /** Every command that was called, in order. */
  calls: { name: string; args: Record<string, unknown> }[];
  /** Commands that are to fail, and how. */
  failing: Partial<Record<string, CommandError>>;
  /** Commands that take their time, and until when. */
  waiting: Partial<Record<string, Promise<void>>>;
  /** Whether what is done with the municipality's key still waits. */
  keyWaits: boolean;
}

export const passphrase = "lykta trappa björk hav";
// A word may come twice: they are drawn, not dealt.
export const words = "abborre blomma citron dagg eld fjord gran hav is juni korn eld".split(" ");

/** What Rust would know. */
export const world: World = empty("open");

/** Begins anew, with an empty vault in this state. */
export function fresh(state: World["state"] = "open"): World {
  rescue.end_rescue();
  return Object.assign(world, empty(state));
}

function empty(state: World["state"]): World {
  return {
    state,
    look: { theme: "system", zoom: 100 },
    pupils: [],
    unfinished: {},
    answering: {},
    documents: [],
    own: null,
    drawn: null,
    list: null,
    register: null,
    figures: [],
    imports: [],
    trusts: false,
    calls: [],
    failing: {},
    waiting: {},
    keyWaits: true,
  };
}

// A page that is only looked at says how it begins: `?vault=none`, `locked` or nothing.
const asked = new URLSearchParams(location.search).get("vault");
if (asked === "none" || asked === "locked") fresh(asked);
else people(world);

export function failure(code: string, more: Partial<CommandError> = {}): CommandError {
  return { code, args: {}, field: null, problems: [], ...more };
}

/** As `invoke` of Tauri. */
export async function invoke(name: string, args: Record<string, unknown> = {}): Promise<unknown> {
  world.calls.push({ name, args });
  const failing = world.failing[name];
  if (failing) throw failing;
  await world.waiting[name];
  if (name in world.answering) return structuredClone(world.answering[name]);
  const command = (commands as Record<string, (args: never) => unknown>)[name];
  if (!command) throw failure("unknown-command", { args: { name } });
  return structuredClone(await command(args as never));
}

const status = () => ({
  state: world.state,
  owner: world.state === "open" ? "Ebba Lindqvist" : null,
  role: world.state === "open" ? "mentor" : null,
  school: world.state === "open" ? "Björkskolan" : null,
  look: world.look,
});

/** The clock of an open vault; a locked one has none. */
function clock(): WatchView {
  if (world.state !== "open") throw failure("locked");
  return { standing: "active", seconds: 300, conversation: null };
}

const keyOf = ({ form, about, part }: UnfinishedPlace) => [form, about, part].join(" ").trim();

const commands = {
  watch: () => clock(),
  stir: () => clock(),
  key_waits: () => world.keyWaits,
  stir_key: () => world.keyWaits,
  begin_ceremony: () => ({
    count: 3,
    threshold: 2,
    key: words.slice(0, 8),
    sheet: 1,
    read: [],
    proven: false,
    apart: false,
  }),
  show_share: () => ["hemligt", ...words],
  end_ceremony: () => null,
  ...rescue,
  converse: ({ on }: { on: boolean }) => ({
    ...clock(),
    conversation: on ? "2026-11-21T13:30:00Z" : null,
  }),
  hide: ({ on }: { on: boolean }) => ({ ...clock(), standing: on ? "hidden" : "active" }),
  status,
  municipality_key: () => ({
    standing: "none",
    municipality: null,
    required: false,
    held: null,
  }),
  begin_vault: (told: { profile: { name: string }; passphrase: string; again: string }) => {
    if (!told.profile.name)
      throw failure("fields", { problems: [{ field: "name", code: "missing", args: {} }] });
    if (told.passphrase !== told.again) throw failure("passphrases-differ", { field: "again" });
    return { words, ask: [3, 9], municipality: null };
  },
  finish_vault: (told: { first: string; second: string }) => {
    if (told.first !== words[2]) throw failure("not-that-word", { field: "first" });
    if (told.second !== words[8]) throw failure("not-that-word", { field: "second" });
    world.state = "open";
    return status();
  },
  unlock: (told: { passphrase: string }) => {
    if (told.passphrase !== passphrase) throw failure("wrong-passphrase", { field: "passphrase" });
    world.state = "open";
    return status();
  },
  unlock_with_words: () => {
    world.state = "open";
    return status();
  },
  lock: () => {
    world.state = "locked";
    return status();
  },
  change_passphrase: () => null,
  save_look: (told: { look: World["look"] }) => {
    world.look = told.look;
    return null;
  },

  pupils: ({ search }: { search: string }) =>
    world.pupils
      .map(row)
      .filter((pupil) => pupil.name.toLowerCase().includes(search.toLowerCase())),
  pupil: ({ pupil }: { pupil: string }) => {
    const { id, input } = find(world.pupils, pupil);
    return { id, display_name: input.name, input };
  },
  save_pupil: (told: { pupil: string | null; input: PupilInput }) => {
    if (!told.input.name)
      throw failure("fields", { problems: [{ field: "name", code: "missing", args: {} }] });
    if (told.pupil) find(world.pupils, told.pupil).input = told.input;
    delete world.unfinished[`pupil ${told.pupil ?? ""}`.trim()];
    const id = told.pupil ?? `pupil-${world.pupils.length + 1}`;
    if (!told.pupil) world.pupils.push({ id, input: told.input, cases: [] });
    return id;
  },
  unfinished: ({ place }: { place: UnfinishedPlace }) => world.unfinished[keyOf(place)] ?? null,
  keep_unfinished: (told: { place: UnfinishedPlace; body: Record<string, unknown> | null }) => {
    if (told.body) world.unfinished[keyOf(told.place)] = told.body;
    else delete world.unfinished[keyOf(told.place)];
    return null;
  },
  open_case: (told: { pupil: string; input: { title: string } }) => {
    const pupil = find(world.pupils, told.pupil);
    const id = `case-of-${pupil.id}`;
    pupil.cases.push({ id, title: told.input.title, opened: "2026-11-21", closed: null });
    return id;
  },
  case: (told: { case: string }) => {
    const pupil = world.pupils.find((each) => each.cases.some(({ id }) => id === told.case));
    if (!pupil) throw failure("not-found");
    return {
      case: find(pupil.cases, told.case),
      pupil: row(pupil),
      holding: null,
      brought_in: null,
      both_wrote: [],
      documents: world.documents
        .filter((each) => each.case === told.case)
        .map((each) => ({
          id: each.id,
          title: everyKind.short_title,
          form: everyKind.form,
          state: each.state,
          changed: "2026-11-21T13:03:00Z",
          completed: each.state !== "utkast" ? ["Samtalet"] : [],
          open: ["Elevhälsoteamets uppföljning"],
        })),
    };
  },

  ...lists(() => world),

  forms: () => [
    everyKind,
    {
      ...everyKind,
      form: "prov/kartlaggning@1",
      short_title: "Skolsocial kartläggning",
      summary: "Kuratorns samtal med eleven om elevens egen syn på skolan och livet.",
    },
    {
      ...everyKind,
      form: "prov/samtycke@1",
      short_title: "Samtycke till samordning",
      summary: "Vårdnadshavare och elev avgör vad som får delas med vem.",
      source: { document: "Egen utformning", standing: "own" },
    },
  ],
  begin_document: (told: { case: string }) => {
    const id = `document-${world.documents.length + 1}`;
    world.documents.push({
      id,
      case: told.case,
      state: "utkast",
      answers: { school: "Björkskolan" },
    });
    return id;
  },
  continue_document: (told: { document: string }) => told.document,
  discard_document: (told: { document: string }) => {
    world.documents = world.documents.filter(({ id }) => id !== told.document);
    return null;
  },
  document: (told: { document: string }) => view(told.document),
  save_draft: (told: { document: string; changes: Record<string, unknown> }) => {
    const document = find(world.documents, told.document);
    const read = Object.entries(told.changes).map(([field, typed]) => [
      field,
      readings.get(typed) ?? typed,
    ]);
    Object.assign(document.answers, Object.fromEntries(read));
    return {
      at: "2026-11-21T13:03:00Z",
      answers: document.answers,
      judgement: judge(document.answers),
      sections: view(told.document).sections,
    };
  },
  read_back: (told: { document: string }) =>
    outlineOf(everyKind, find(world.documents, told.document).answers),
  review: (told: { document: string }) => {
    const { answers } = find(world.documents, told.document);
    return {
      outline: outlineOf(everyKind, answers),
      sections: ["talk"],
      problems: judge(answers).problems,
      signatures: [
        {
          field: "mentor",
          label: "Mentor/klasslärare",
          manners: ["ink", "electronic"],
          proposed: "ink",
        },
      ],
      others: [],
    };
  },
  complete: (told: { document: string }) => {
    find(world.documents, told.document).state = "fardigstalld";
    return view(told.document);
  },
  pages: () => [page, page],
  blank_pages: () => [page],
  save_document: () => true,
  save_blank: () => true,
  printers: () => printers,
  print: () => null,
  own_signature: () => world.own,
  make_own_signature: (told: { passphrase: string }) => {
    if (told.passphrase !== passphrase)
      throw failure("vault-wrong-passphrase", { field: "passphrase" });
    return (world.own = own);
  },
  sign_document: (told: { document: string; passphrase: string }) => {
    if (told.passphrase !== passphrase)
      throw failure("vault-wrong-passphrase", { field: "passphrase" });
    find(world.documents, told.document).state = "undertecknad";
    return view(told.document);
  },
  document_signatures: (told: { document: string }) => {
    const signed = find(world.documents, told.document).state === "undertecknad";
    return {
      report: signed ? whole : unsigned,
      waiting: signed ? [] : waitingRows(world.drawn),
      may_stamp: false,
      may_preserve: false,
      unstamped: null,
      stamp_ends: null,
    };
  },
  draw_signature: (told: { document: string; drawing: DrawingInput }) => {
    const { name, typed, strokes } = told.drawing;
    const missing = [
      ...(name ? [] : [{ field: "name", code: "required", args: {} }]),
      ...(typed || strokes.length > 0 ? [] : [{ field: "strokes", code: "required", args: {} }]),
    ];
    if (missing.length > 0) throw failure("fields", { problems: missing });
    world.drawn = name;
    return view(told.document);
  },
  copied_field: () => null,
  save_archive_list: () => ({ rows: 2, left_out: 1 }),
  save_summary: () => true,
  save_received_summary: () => true,
  document_file: () => ({
    papers: [
      {
        number: 1,
        kind: "own",
        made: "2026-11-21T11:00:00Z",
        sha256: "00".repeat(32),
        current: true,
      },
    ],
    history: [
      {
        kind: "completed",
        at: "2026-11-21T11:00:00Z",
        by: "Birgitta Ek",
        row: null,
        name: null,
        on: null,
        note: null,
        undone: false,
        told: "",
      },
    ],
    registered: [],
    fields: [{ label: "Elev", text: "Astrid Almgren" }],
    unconfirmed: null,
  }),
  check_archive_when_due: () => null,
  backups: () => ({
    places: [
      {
        own: true,
        path: "/hem/narvarolots/backups",
        there: true,
        times: ["2026-11-25 12.00", "2026-11-25 12.00"],
      },
    ],
    warnings: ["synced", "drill"],
    restored: null,
    drill: null,
  }),
  back_up_when_due: () => ["synced", "drill"],
  restore: () => ({ on: "2026-11-25 13.00", from: "2026-11-25 12.00", missing: 2 }),
  drill_backup: () => ({
    on: "2026-11-25 13.00",
    made: "2026-11-25 12.00",
    pupils: 2,
    cases: 2,
    papers: 1,
    missing: 0,
    passed: true,
  }),
  backups_known: () => true,
  find_backups: () => true,
  open_backups: () => ({
    backups: [
      {
        id: "2026-11-25T11:00:00Z",
        made: "2026-11-25 12.00",
        pupils: 2,
        cases: 2,
        papers: 1,
        unreadable: 0,
      },
    ],
    unread: [{ folder: "E:\\narvarolots", code: "vault-disk" }],
  }),
  look_at_backup: () => ({
    made: "2026-11-25 12.00",
    compared: true,
    continues: true,
    lost: [{ kind: "pupil", label: "Omar Haddad" }],
    back: [],
    disposed: 1,
    kept: 1,
  }),
  leave_restoring: () => null,
  verify_file: () => (world.trusts ? whole : unknown),
  trust_certificate: () => {
    world.trusts = true;
    return null;
  },
  identities: () => (world.own ? [identity("signs")] : []),
  export_certificate: () => true,
  revoke_identity: (told: { since: string; passphrase: string }) => {
    if (!told.since)
      throw failure("fields", { problems: [{ field: "since", code: "missing", args: {} }] });
    return [identity("revoked")];
  },
  choose_key_file: () => true,
  import_key_file: (told: { key_passphrase: string }) => {
    if (told.key_passphrase !== passphrase)
      throw failure("identity-wrong-passphrase", { field: "key-passphrase" });
    world.own = own;
    return [identity("signs")];
  },
  handovers_of_case: () => [],
  news_in_mailbox: () => ({ packages: 0, unsent: 0, stuck: false }),
  card_modules: () => [],
  trusted: () => ({ all: [], lists: [] }),
  clock: () => null,
  issuer: () => null,
  recovery_printers: () => printers,
  print_recovery_words: () => null,
};

function waitingRows(drawnBy: string | null): WaitingRow[] {
  return [
    { field: "pupil", label: "Elevens namn", manner: "drawn", name: "Omar", drawn_by: drawnBy },
    {
      field: "mentor",
      label: "Mentor/klasslärare",
      manner: "electronic",
      name: null,
      drawn_by: null,
    },
  ];
}

/** What Rust reads in what was typed. */
const readings = new Map<unknown, unknown>([["21/11", "2026-11-21"]]);

const printers = [
  { id: "arbetsrummet", name: "Arbetsrummet", usual: false },
  { id: "expeditionen", name: "Expeditionen", usual: true },
];

/** One white pixel, standing in for a page. */
const page = {
  png: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==",
  width: 952,
  height: 1347,
  text: "Checklista vid frånvaro\nElev: Maja Berg",
};

function row(pupil: World["pupils"][number]) {
  const { name, alias, school, protected: hidden } = pupil.input;
  return {
    id: pupil.id,
    name: hidden ? alias : name,
    class: pupil.input.class || null,
    school,
    protected: hidden,
    cases: pupil.cases,
  };
}

function view(id: string): DocumentView {
  const document = find(world.documents, id);
  const completed = document.state !== "utkast";
  return {
    id,
    case: document.case,
    pupil: "Maja Berg",
    protected: false,
    lent: null,
    consent: false,
    form: everyKind,
    state: document.state,
    sections: [
      {
        id: "talk",
        open: !completed,
        completed_by: completed ? "Ebba Lindqvist" : null,
        completed_at: completed ? "2026-11-21T13:05:00Z" : null,
        own: true,
      },
      { id: "eht", open: false, completed_by: null, completed_at: null, own: false },
    ],
    answers: document.answers,
    judgement: judge(document.answers),
    saved_at: null,
  };
}

function judge(answers: Record<string, unknown>): Judgement {
  const fields = everyKind.sections.flatMap(({ items }) => items).filter((i) => i.item === "field");
  const missing = fields.filter(({ id, required }) => required && !answers[id]);
  return {
    applies: fields.map(({ id }) => id),
    problems: missing.map(({ id }) => ({ field: id, section: "talk", code: "required", args: {} })),
    notices: [],
  };
}

function find<Item extends { id: string }>(items: Item[], id: string): Item {
  const found = items.find((item) => item.id === id);
  if (!found) throw failure("not-found");
  return found;
}
