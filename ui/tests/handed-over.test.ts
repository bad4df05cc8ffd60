import { beforeEach, expect, test, vi } from "vitest";
import { wordsFor } from "../src/texts";
import CasePage from "../src/views/CasePage.svelte";
import CancelDocument from "../src/views/archive/CancelDocument.svelte";
import ConfirmRows from "../src/views/archive/ConfirmRows.svelte";
import DocumentFile from "../src/views/archive/DocumentFile.svelte";
import Disclosures from "../src/views/consents/Disclosures.svelte";
import Exchanged from "../src/views/handover/Exchanged.svelte";
import Parcel from "../src/views/handover/Parcel.svelte";
import type {
  DocumentFile as File,
  HandoverView,
  ParcelView,
  UnconfirmedRow,
  UnconfirmedView,
} from "../src/wire";
import { failure, fresh, world } from "./fake/host";
import { exchanged, parcel } from "./fake/parcel";
import { all, byId, click, named, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

beforeEach(fresh);

const row: UnconfirmedRow = {
  field: "guardian-1",
  label: "Vårdnadshavare 1",
  name: null,
  manner: "ink",
  verdict: null,
  signer: null,
  told: "Maja Nyström",
  told_name: "Mira Öberg",
  told_on: "2026-11-20",
};
const electronic: UnconfirmedRow = {
  ...row,
  field: "guardian-2",
  label: "Vårdnadshavare 2",
  name: "Torbjörn Öberg",
  manner: "electronic",
  verdict: "verdict-unknown-issuer",
  signer: "Omar Lind",
  told_name: null,
};
const unconfirmed: UnconfirmedView = {
  rows: [row, electronic],
  on: "2026-11-20",
  kept_by: "Expeditionen",
};

const event = {
  kind: "registered",
  at: "2026-10-01T11:00:00Z",
  by: "Omar Lind",
  row: null,
  name: "Castor",
  on: "2026-09-30",
  note: "2026/7",
  undone: false,
  told: "Maja Nyström",
};

const file: File = {
  papers: [],
  history: [event, { ...event, told: "" }],
  registered: [],
  fields: [],
  unconfirmed,
};

const text = () => document.body.textContent.replace(/\s+/g, " ");

test("what a colleague tells is shown as told, with its own day", () => {
  put(DocumentFile, { document: "document-1", file, protected: false });
  const [told, own] = all("ol li").map((item) => item.textContent.replace(/\s+/g, " "));
  expect(told).toContain("Enligt Maja Nyström: Registrerat i annat system");
  expect(told).toContain("2026-10-01");
  expect(own).not.toContain("Enligt");
});

test("signatures that somebody else has seen are confirmed by whoever looks at them", async () => {
  const onconfirmed = vi.fn();
  put(DocumentFile, { document: "document-1", file, protected: false, onconfirmed });
  click(named("Bekräfta underskrifter"));
  await settle();
  const boxes = all<HTMLInputElement>("input[type=checkbox]");
  expect(
    boxes.map((box) => box.checked),
    "what is told is no proposal",
  ).toEqual([false, false]);
  boxes.forEach(click);
  await settle();
  expect(byId("signed-on").value).toBe("2026-11-20");
  write(byId("kept-by"), "");
  world.failing.confirm_rows = failure("wrong-fields", {
    problems: [{ field: "kept-by", code: "missing", args: {} }],
  });
  click(named("Bekräfta underskrifterna"));
  await settle();
  expect(byId("kept-by").getAttribute("aria-invalid")).toBe("true");
  delete world.failing.confirm_rows;
  world.answering.confirm_rows = { ...file, unconfirmed: null };
  write(byId("kept-by"), "Rektors skåp");
  click(named("Bekräfta underskrifterna"));
  await settle();
  expect(world.calls.findLast((call) => call.name === "confirm_rows")?.args).toEqual({
    document: "document-1",
    input: { rows: ["guardian-1", "guardian-2"], on: "2026-11-20", kept_by: "Rektors skåp" },
  });
  expect(onconfirmed).toHaveBeenCalledOnce();
  expect(text()).not.toContain("Bekräfta underskrift");
});

test("what is told of a signature stands beside it, and what is seen of it before", async () => {
  const nothing = () => undefined;
  const onsend = () => Promise.resolve();
  const drawn = { ...row, field: "pupil", manner: "drawn", told_name: null };
  const whole = { ...electronic, field: "mentor", verdict: "verdict-whole", told: "" };
  const elsewhere = {
    ...whole,
    field: "rektor",
    manner: "elsewhere",
    signer: "Signeringstjänsten",
  };
  const view = { ...unconfirmed, rows: [row, electronic, drawn, whole, elsewhere] };
  put(ConfirmRows, { document: "document-1", view, onsend, oncancel: nothing });
  await settle();
  const hints = all(".hint").map((hint) => hint.textContent);
  expect(hints.slice(0, 5)).toEqual([
    "Titta på det inskannade originalet. Enligt Maja Nyström: undertecknad 2026-11-20 av Mira Öberg.",
    "Hel sedan den undertecknades, men utfärdaren är okänd. Det går inte att bedöma vem som har undertecknat. Enligt certifikatet: Omar Lind. Vem som helst kan göra ett sådant certifikat, med vilket namn som helst. Kontrollera att det är rätt person. Enligt Maja Nyström: undertecknad 2026-11-20.",
    "Titta på dokumentet. Namnet ska vara ritat på raden. Enligt Maja Nyström: undertecknad 2026-11-20.",
    "Hel och undertecknad av Omar Lind. Kontrollera att det är rätt person.",
    "Hel och undertecknad av Signeringstjänsten. Läs papperet som kom från det andra systemet: det ska säga samma sak som dokumentet, och vem som har skrivit under.",
  ]);
  click(byId("signed-rows-rektor"));
  await settle();
  expect(document.getElementById("signed-on"), "the day stands in the paper").toBeNull();
  expect(text(), "the sender's name is none in print").not.toContain(
    "Vårdnadshavare 1: Mira Öberg",
  );
});

test("what a colleague has told to others is seen and not corrected here", async () => {
  const told = {
    event: "event-1",
    at: "2026-10-01T11:00:00Z",
    by: "Omar Lind",
    to: "Polisen",
    what: "Att eleven är hemma",
    kinds: [],
    ground: "duty",
    how: "telefon",
    on: "2026-10-01",
    reason: "",
    undone: null,
    heard: "Maja Nyström",
  };
  world.answering.disclosures = {
    told: [told, { ...told, event: "event-2", to: "BUP", heard: "" }],
    parties: [],
    kinds: [],
  };
  put(Disclosures, { id: "case-1" });
  await settle();
  const [heard, own] = all("ol li").map((item) => item.textContent);
  expect(heard).toContain("Enligt Maja Nyström");
  expect(heard).not.toContain("Lämnades aldrig");
  expect(own).toContain("Lämnades aldrig");
});

function putParcel(more: Partial<ParcelView>) {
  const nothing = () => undefined;
  const no = () => Promise.resolve(false);
  const answers = {
    ontake: no,
    onreject: no,
    onaside: nothing,
    onread: nothing,
    oncompare: nothing,
  };
  put(Parcel, { parcel: { ...parcel, ...more }, ...answers });
}

test("what goes along with a case is said before the yes", () => {
  putParcel({ effects: ["scan", "told"].map((one) => ({ effect: `effect-${one}`, to: "3" })) });
  expect(text()).toContain("Inskannat original av 3.");
  expect(text()).toContain("Anteckningar om vad som har hänt: 3.");
});

test("a case that is refused says which of its papers stand in the way", () => {
  const kinds = ["refused-document", "refused-scan", "refused-returned", "disposed-document"];
  const refused = kinds.map((one, at) => ({ effect: `effect-${one}`, to: `Samtycke ${at}` }));
  const effects = [...refused, { effect: "effect-new-document", to: "Checklista" }];
  putParcel({ standing: "parcel-paper", can_be_taken: false, effects });
  const notice = document.querySelector(".notice")?.textContent;
  for (const { to } of refused) expect(notice).toContain(to);
  expect(notice).not.toContain("Checklista");
});

test("what became of a package is said step by step, each with its day", () => {
  const asked: HandoverView = {
    ...exchanged,
    kind: "order",
    purpose: "Ring hem",
    standing: "handover-done",
    steps: [
      { step: "saved", at: "2026-11-20", note: "", why: null },
      { step: "accepted", at: "2026-11-23", note: "", why: null },
      { step: "done", at: "2026-11-25", note: "Pappa svarade", why: null },
    ],
  };
  const back = { step: "rejected", at: "2026-11-24", note: "Fel elev", why: null };
  const refused = { ...asked, package: "package-2", direction: "received", steps: [back] };
  const begun = { ...asked, package: "package-3", steps: [] };
  put(Exchanged, { all: [asked, refused, begun] });
  const lines = all(".steps li").map((line) => line.textContent.replace(/\s+/g, " ").trim());
  expect(lines).toEqual([
    "2026-11-20 Skickades",
    "2026-11-23 Kollegan tog emot",
    "2026-11-25 Blev klart. Svar: Pappa svarade",
    "2026-11-24 Skickades tillbaka. Skäl: Fel elev",
  ]);
  const days = all(".about").map((line) => line.textContent.includes("2026-11-20"));
  expect(days, "the day stands there alone where nothing else says it").toEqual([
    false,
    false,
    true,
  ]);
});

test("what waits for the folder can be saved or left, and why it never went is said", () => {
  const waits = { ...exchanged, standing: "handover-in-outbox", in_outbox: true };
  const struck = { step: "unsent", at: "2026-11-21", note: "", why: "contact-ended" };
  const never = {
    ...waits,
    package: "package-2",
    standing: "handover-unsent",
    steps: [struck],
    in_outbox: false,
  };
  const chosen: string[] = [];
  const note = (what: string) => (one: HandoverView) => void chosen.push(what, one.package);
  put(Exchanged, { all: [waits, never], onsave: note("save"), onunsend: note("leave") });
  expect(all("li .top").map((line) => line.textContent)).toEqual([
    "Kopia av ett dokument Väntar på postmappen",
    "Kopia av ett dokument Skickades inte",
  ]);
  expect(all(".steps li")[0]?.textContent).toContain(
    "Skickades inte. Kollegans namnkort används inte längre.",
  );
  for (const button of all("button")) button.click();
  expect(chosen, "what never went offers nothing").toEqual([
    "save",
    "package-1",
    "leave",
    "package-1",
  ]);
});

test("where two wrote on the same both are named, and what is void is said to be", async () => {
  const row = (id: string, state: string) => ({
    id,
    title: "Checklista",
    form: "trosa/checklista@1",
    state,
    changed: "2026-11-21T13:03:00Z",
    completed: state === "utkast" ? [] : ["Elevhälsoteamets uppföljning"],
    open: [],
  });
  world.answering.case = {
    case: { id: "case-1", title: "Frånvaro", opened: "2026-11-21", closed: null },
    pupil: { id: "pupil-1", name: "Maja Berg", class: "", school: "", protected: false },
    documents: [row("one", "fardigstalld"), row("two", "utkast"), row("three", "fardigstalld")],
    both_wrote: [["one", "two"]],
    holding: null,
    brought_in: null,
  };
  world.answering.handovers_of_case = [];
  world.answering.cancel_document = null;
  put(CasePage, { id: "case-1" });
  await settle();
  expect(text()).toContain(wordsFor("case-both-wrote"));
  const both = all(".notice li").map((item) => item.textContent.trim());
  expect(both).toEqual([
    "Checklista, Elevhälsoteamets uppföljning, 2026-11-21",
    "Checklista, Utkast, 2026-11-21",
  ]);

  const made: string[] = [];
  put(CancelDocument, { document: "one", ondone: () => made.push("done") });
  click(named(wordsFor("cancel-open") ?? ""));
  await settle();
  write(byId("reason"), "Elevhälsan hade redan ringt");
  click(named(wordsFor("cancel-do") ?? ""));
  await settle();
  expect(world.calls.find(({ name }) => name === "cancel_document")).toMatchObject({
    name: "cancel_document",
    args: { document: "one", reason: "Elevhälsan hade redan ringt" },
  });
  expect(made).toEqual(["done"]);
});
