import type {
  CaseListView,
  FiguresView,
  RegisterView,
  CaseRow,
  CommandError,
  DocumentView,
  DrawingInput,
  IdentityView,
  Judgement,
  OwnSignature,
  PupilInput,
  SignatureReport,
  WaitingRow,
  WatchView,
} from "../../src/wire";
import { everyKind } from "./form";
import { outlineOf } from "./outline";
import { people } from "./people";

/**
 * What Rust would answer, in memory: enough of it for the views to be driven and looked at. It
 * stands in for `@tauri-apps/api/core` and is no part of the window.
 */
export interface World {
  state: "none" | "locked" | "open";
  look: { theme: string; zoom: number };
  pupils: { id: string; input: PupilInput; cases: CaseRow[] }[];
  /** What was typed of a pupil and not saved; `new` for one who is not there yet. */
  unfinished: Record<string, PupilInput | null>;
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
  /** Whether the file's issuer is trusted. */
  trusts: boolean;
  /** Every command that was called, in order. */
  calls: { name: string; args: Record<string, unknown> }[];
  /** Commands that are to fail, and how. */
  failing: Partial<Record<string, CommandError>>;
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
  return Object.assign(world, empty(state));
}

function empty(state: World["state"]): World {
  return {
    state,
    look: { theme: "system", zoom: 100 },
    pupils: [],
    unfinished: {},
    documents: [],
    own: null,
    drawn: null,
    list: null,
    register: null,
    figures: [],
    trusts: false,
    calls: [],
    failing: {},
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
  begin_rescue: () => ({
    key: words.slice(0, 8),
    given: [],
    missing: null,
    opened: false,
    apart: false,
  }),
  end_rescue: () => null,
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
    world.unfinished[told.pupil ?? "new"] = null;
    const id = told.pupil ?? `pupil-${world.pupils.length + 1}`;
    if (!told.pupil) world.pupils.push({ id, input: told.input, cases: [] });
    return id;
  },
  unfinished_pupil: ({ pupil }: { pupil: string | null }) =>
    world.unfinished[pupil ?? "new"] ?? null,
  keep_unfinished_pupil: (told: { pupil: string | null; input: PupilInput | null }) => {
    world.unfinished[told.pupil ?? "new"] = told.input;
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

  choose_register: () => world.register?.read ?? null,
  register: () => null,
  map_register: () => world.register?.mapped,
  leave_register: () => null,
  sum_up: (told: { at_least: number }) => ({
    at_least: `${told.at_least},0`,
    rows: [
      { name: "7B", whole: false, pupils: 21, mean: "12,3", over: null },
      { name: "", whole: true, pupils: 44, mean: "11,0", over: 9 },
    ],
  }),
  send_figures: (told: { input: { groups: { contact: string }[]; contacts: string[] } }) =>
    told.input.groups.filter(({ contact }) => contact).length || told.input.contacts.length,
  figures: () => world.figures,
  remove_figures: (told: { package: string }) =>
    (world.figures = world.figures.filter((one) => one.package !== told.package)),
  choose_case_list: () => world.list?.read ?? null,
  case_list: () => null,
  map_case_list: () => world.list?.mapped,
  leave_case_list: () => null,
  bring_in_cases: (told: { input: { rows: { row: number }[] } }) => ({
    cases: told.input.rows.map(({ row }) => ({
      case: `case-${row}`,
      pupil: `Elev ${row}`,
      title: "Frånvaro",
    })),
    left_out: (world.list?.mapped.rows.length ?? 0) - told.input.rows.length,
  }),

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
      },
    ],
    registered: [],
    fields: [{ label: "Elev", text: "Astrid Almgren" }],
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
  find_backups: () => true,
  open_backups: () => [
    {
      id: "2026-11-25T11:00:00Z",
      made: "2026-11-25 12.00",
      pupils: 2,
      cases: 2,
      papers: 1,
      unreadable: 0,
    },
  ],
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

const own: OwnSignature = {
  signatory: { name: "Ebba Lindqvist", title: "mentor", organisation: "Björkskolan" },
  fingerprint: "0123456789abcdef".repeat(4),
  spoken: "abborre blomma citron dagg eld fjord gran hav",
  from: "2026-11-21",
  until: "2029-11-20",
  card: null,
};

/** The user's own key, as the page of all of them shows it. */
function identity(standing: string): IdentityView {
  const { signatory, card, ...certificate } = own;
  return {
    id: "identity-1",
    source: "made",
    card,
    certificate: {
      ...certificate,
      subject: signatory,
      issuer: signatory,
      is_authority: false,
      pem: "-----BEGIN CERTIFICATE-----",
    },
    standing,
    revoked: standing === "revoked" ? "2026-11-21" : null,
    erased: false,
  };
}

const whole: SignatureReport = {
  verdict: "verdict-whole",
  names: ["Ebba Lindqvist"],
  unreadable: null,
  faults: [],
  signatures: [
    {
      field: "mentor",
      is_time_stamp: false,
      locks: false,
      verdict: "verdict-whole",
      fault: null,
      signer: own.signatory,
      issuer: own.signatory,
      standing: "chain-trusted",
      fingerprint: own.fingerprint,
      spoken: own.spoken,
      remarks: [],
      certificate: "-----BEGIN CERTIFICATE-----",
      time_unknown: false,
      in_future: false,
      claimed: "2026-11-21T13:10:00Z",
      proven: null,
      covers_all: true,
      changes: [],
    },
  ],
};
const unsigned = { ...whole, verdict: "verdict-unsigned", names: [], signatures: [] };
const unknown = {
  ...whole,
  verdict: "verdict-unknown-issuer",
  signatures: whole.signatures.map((one) => ({
    ...one,
    verdict: "verdict-unknown-issuer",
    standing: "chain-unknown",
  })),
};

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
