import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Component } from "svelte";
import { route } from "../src/route.svelte";
import ConfirmRows from "../src/views/archive/ConfirmRows.svelte";
import DocumentFile from "../src/views/archive/DocumentFile.svelte";
import ConsentStep from "../src/views/consents/ConsentStep.svelte";
import Correct from "../src/views/consents/Correct.svelte";
import Disclose from "../src/views/consents/Disclose.svelte";
import Dispose from "../src/views/disposal/Dispose.svelte";
import RemoveEmptied from "../src/views/disposal/RemoveEmptied.svelte";
import Finish from "../src/views/Finish.svelte";
import FinishTask from "../src/views/handover/FinishTask.svelte";
import Parcel from "../src/views/handover/Parcel.svelte";
import SendForm from "../src/views/handover/SendForm.svelte";
import NewCase from "../src/views/NewCase.svelte";
import EService from "../src/views/outgoing/EService.svelte";
import Message from "../src/views/outgoing/Message.svelte";
import PupilForm from "../src/views/PupilForm.svelte";
import Release from "../src/views/release/Release.svelte";
import ClockPage from "../src/views/signing/ClockPage.svelte";
import Draw from "../src/views/signing/Draw.svelte";
import PrepareSigning from "../src/views/signing/PrepareSigning.svelte";
import type { DisclosureInput, PupilInput, SendOffer } from "../src/wire";
import { failure, fresh, passphrase, world } from "./fake/host";
import { exchanged, parcel as handedOver } from "./fake/parcel";
import { people } from "./fake/people";
import { all, byId, click, named, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const done = async () => true;
const nothing = () => undefined;
const disclosures = { told: [], parties: ["BUP"], kinds: [{ id: "absence", label: "Frånvaro" }] };
const person = { field: "pupil", label: "Elev", name: "", title: "", organization: "", email: "" };
const colleague = { id: "contact-1", name: "Rut Sandberg", role: "rektor", school: "Björkskolan" };
const paper = { id: "document-1", title: "Checklista", sections: [] };

const offer: SendOffer = {
  case: "case-1",
  title: "Frånvaro",
  pupil: "Maja Berg",
  contacts: [colleague],
  kinds: ["order", "case-transfer"],
  document: null,
  documents: [],
  requests: [],
  forms: [],
  parties: [],
  data: [],
  mailbox: false,
};

const task = {
  ...exchanged,
  direction: "received",
  kind: "order",
  title: "Maja Berg, Frånvaro",
  case: "case-1",
  purpose: "Kartläggning",
  standing: "handover-waits",
  waits: true,
};

const parcel = {
  ...handedOver,
  key: "package-2",
  kind: "order",
  sender: colleague,
  purpose: "Kartläggning",
};

const consent = {
  document: "document-1",
  case: "case-1",
  pupil: "Maja Berg",
  title: "Samtycke",
  state: "giltig",
  together: null,
  may_be_parted: false,
  from: null,
  until: null,
  parties: [],
  kinds: [],
  signers: [],
  history: [],
};

const unconfirmed = {
  rows: [
    {
      field: "mentor",
      label: "Mentor",
      name: null,
      manner: "ink",
      verdict: null,
      signer: null,
      told: "Omar Lind",
      told_name: null,
      told_on: "2026-10-01",
    },
  ],
  on: "2026-10-01",
  kept_by: "",
};

const due = {
  document: "document-1",
  pupil: "Maja Berg",
  case: "Frånvaro",
  title: "Checklista",
  completed: "2020-11-21",
  from: "2025-11-21",
  rule: { form: "checklista", years: 5, plan: "KS 2024/12" },
  registered: null,
  hindrance: null,
  together: [],
};

const blank: PupilInput = {
  name: "",
  class: "",
  school: "Björkskolan",
  school_form: "",
  sex: "",
  identity_number: "",
  protected: false,
  alias: "",
  guardians: [],
};

const release = {
  pupil: "Maja Berg",
  protected: false,
  by: "Ebba Lindqvist",
  digest: "00",
  items: [],
};

/** A form, what opens it, the field that is written in, and under which key that is kept. */
interface Case {
  // Each has its own properties.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  view: Component<any>;
  props: Record<string, unknown>;
  open?: string[];
  field: string;
  key: string;
}

const forms: Case[] = [
  { view: Message, props: { document: "document-1" }, field: "text", key: "message document-1" },
  {
    view: EService,
    props: { document: "document-1" },
    field: "service",
    key: "e-service document-1",
  },
  {
    view: SendForm,
    props: { offer, onsend: done, oncancel: nothing },
    field: "what",
    key: "send-case case-1",
  },
  {
    view: SendForm,
    props: { offer: { ...offer, document: paper }, onsend: done, oncancel: nothing },
    field: "purpose",
    key: "send-document document-1",
  },
  {
    view: FinishTask,
    props: { task, ondo: done },
    open: ["Klart: Kartläggning"],
    field: "note-package-1",
    key: "task-done package-1",
  },
  {
    view: Parcel,
    props: {
      parcel,
      ontake: done,
      onreject: done,
      onaside: nothing,
      onread: nothing,
      oncompare: nothing,
    },
    open: ["Skicka tillbaka: Maja Berg, Frånvaro"],
    field: "reason-package-2",
    key: "send-back package-2",
  },
  {
    view: Disclose,
    props: { id: "case-1", view: disclosures, onsend: done, oncancel: nothing },
    field: "what",
    key: "disclose case-1",
  },
  {
    view: Correct,
    props: { id: "case-1", event: "event-1", onsend: done, oncancel: nothing },
    field: "reason",
    key: "correct-disclosure case-1 event-1",
  },
  {
    view: ConsentStep,
    props: {
      document: "document-1",
      step: "withdrawn",
      row: "",
      name: "",
      view: consent,
      onsend: done,
      oncancel: nothing,
    },
    field: "note",
    key: "consent-step document-1 withdrawn",
  },
  {
    view: DocumentFile,
    props: {
      document: "document-1",
      file: { papers: [], history: [], registered: [], fields: [] },
      protected: false,
    },
    open: ["Anteckna registrering"],
    field: "system",
    key: "register document-1",
  },
  {
    view: Dispose,
    props: { due: [due], ondone: nothing, oncancel: nothing },
    field: "reason",
    key: "dispose",
  },
  { view: NewCase, props: { pupil: "pupil-1" }, field: "title", key: "new-case pupil-1" },
  { view: Finish, props: { document: "document-1" }, field: "eht", key: "finish document-1" },
  {
    view: Draw,
    props: { document: "document-1", field: "pupil" },
    field: "name",
    key: "draw document-1 pupil",
  },
  { view: ClockPage, props: {}, field: "url", key: "clock" },
  { view: PupilForm, props: { pupil: null, input: blank }, field: "name", key: "pupil" },
  { view: Release, props: { pupil: "pupil-1" }, field: "words", key: "release pupil-1" },
];

async function open({ view, props, open = [] }: Case) {
  const shown = put(view, props);
  await settle();
  for (const words of open) {
    click(named(words));
    await settle();
  }
  return shown;
}

const again = "Det du skrev senast finns kvar.";

describe("what is half typed", () => {
  beforeEach(() => {
    fresh();
    people(world);
    const [pupil] = world.pupils;
    if (pupil) pupil.id = "pupil-1";
    world.documents = [{ id: "document-1", case: "case-1", state: "utkast", answers: {} }];
    Object.assign(world.answering, {
      message_offer: { pupil: "Maja Berg", title: "Checklista", subject: "Ämne", text: "Text" },
      disclosures,
      review: {
        outline: { title: "Checklista", sections: [] },
        sections: ["eht"],
        problems: [],
        signatures: [],
        others: [{ role: "eht", name: null }],
      },
      releases: [],
      release_proposal: release,
    });
  });

  test.each(forms)("is there again in $key, until it is thrown away", async (form) => {
    const shown = await open(form);
    expect(document.body.textContent).not.toContain(again);
    const usual = byId(form.field).value;
    write(byId(form.field), "Halvskrivet om");
    await route.farewell();
    expect(JSON.stringify(world.unfinished[form.key])).toContain("Halvskrivet om");
    shown.remove();
    await settle();

    await open(form);
    expect(byId(form.field).value).toBe("Halvskrivet om");
    expect(document.body.textContent).toContain(again);
    click(named("Börja om"));
    await settle();
    expect(byId(form.field).value).toBe(usual);
    expect(document.body.textContent).not.toContain(again);
    expect(world.unfinished).toEqual({});
  });

  test("has nothing kept of what is typed and taken back", async () => {
    await open(forms[0] as Case);
    write(byId("text"), "Text och mer");
    await route.farewell();
    expect(Object.keys(world.unfinished)).toEqual(["message document-1"]);
    write(byId("text"), "Text");
    await route.farewell();
    expect(world.unfinished).toEqual({});
  });

  test("is gone when it is sent, and not when it is not", async () => {
    const sent: DisclosureInput[] = [];
    let answer: unknown = false;
    const onsend = async (input: DisclosureInput) => {
      sent.push(input);
      if (answer === undefined) throw failure("locked");
      return answer;
    };
    await open({
      view: Disclose,
      props: { id: "case-1", view: disclosures, onsend, oncancel: nothing },
      field: "what",
      key: "",
    });
    write(byId("what"), "Att eleven är hemma");
    const push = async (words: string) => {
      click(named(words));
      await settle();
      return Object.keys(world.unfinished);
    };
    expect(await push("Spara")).toEqual(["disclose case-1"]);
    answer = undefined;
    expect(await push("Spara")).toEqual(["disclose case-1"]);
    answer = true;
    expect(await push("Spara")).toEqual([]);
    expect(sent.at(-1)?.what).toBe("Att eleven är hemma");
  });

  test("is gone when the form is left by ”Avbryt”", async () => {
    const oncancel = vi.fn();
    await open({
      view: Disclose,
      props: { id: "case-1", view: disclosures, onsend: done, oncancel },
      field: "what",
      key: "",
    });
    write(byId("what"), "Att eleven är hemma");
    await route.farewell();
    click(named("Avbryt"));
    await settle();
    expect(world.unfinished).toEqual({});
    expect(oncancel).toHaveBeenCalledOnce();
  });

  test("is a passphrase never", async () => {
    await open({
      view: Dispose,
      props: { due: [due], ondone: nothing, oncancel: nothing },
      field: "reason",
      key: "dispose",
    });
    write(byId("reason"), "Beslut 7");
    write(byId("passphrase"), passphrase);
    await route.farewell();
    expect(world.unfinished.dispose).toEqual({ documents: [], reason: "Beslut 7" });
    expect(JSON.stringify(world.calls)).not.toContain(passphrase);
  });

  test("is what was chosen among many", async () => {
    const emptied = [1, 2].map((at) => ({
      id: `case-${at}`,
      pupil: "Maja Berg",
      case: `Ärende ${at}`,
      with_pupil: false,
    }));
    const form = {
      view: RemoveEmptied,
      props: { emptied, ondone: nothing, oncancel: nothing },
      field: "",
      key: "",
    };
    const shown = await open(form);
    click(all<HTMLInputElement>("input[type=checkbox]")[1] as HTMLInputElement);
    await route.farewell();
    shown.remove();
    // One that is gone meanwhile is not chosen.
    world.unfinished["remove-emptied"] = { chosen: ["case-2", "case-9"] };
    await open(form);
    const ticks = all<HTMLInputElement>("input[type=checkbox]").map((tick) => tick.checked);
    expect(ticks).toEqual([false, true]);
    await route.farewell();
  });

  test("is which signatures were seen, and who keeps the original", async () => {
    const form = {
      view: ConfirmRows,
      props: { document: "document-1", view: unconfirmed, onsend: done, oncancel: nothing },
      field: "",
      key: "",
    };
    const shown = await open(form);
    click(byId("signed-rows"));
    await settle();
    write(byId("kept-by"), "Rektors skåp");
    await route.farewell();
    shown.remove();
    await open(form);
    expect([byId("signed-rows").checked, byId("kept-by").value]).toEqual([true, "Rektors skåp"]);
    click(named("Börja om"));
    await settle();
    expect(byId("signed-rows").checked).toBe(false);
    expect(world.unfinished).toEqual({});
  });

  test("is what was chosen and typed of those who are to sign", async () => {
    world.answering.signing_offer = { pupil: "Maja Berg", title: "Samtycke", rows: [person] };
    const form = { view: PrepareSigning, props: { document: "document-1" }, field: "", key: "" };
    const shown = await open(form);
    click(all<HTMLInputElement>("input[type=checkbox]")[0] as HTMLInputElement);
    write(byId("name-pupil"), "Maja B");
    await route.farewell();
    shown.remove();
    await open(form);
    expect(byId("name-pupil").value).toBe("Maja B");
  });

  test("of a decision is there for the same request, and for no other", async () => {
    const ask = async (requester: string) => {
      const shown = await open({ view: Release, props: { pupil: "pupil-1" }, field: "", key: "" });
      const choice = all<HTMLInputElement>("input[type=radio]").find(
        (one) => one.value === requester,
      );
      click(choice as HTMLInputElement);
      write(byId("asked"), "2026-11-20");
      click(named("Samla det som finns"));
      await settle();
      return shown;
    };
    const first = await ask("pupil");
    write(byId("ground"), "23 kap. 2 §");
    await route.farewell();
    first.remove();
    const other = await ask("public");
    expect(byId("ground").value).toBe("");
    other.remove();
    await ask("pupil");
    expect(byId("ground").value).toBe("23 kap. 2 §");
  });

  test("of another shape than the form has today is left out", async () => {
    world.unfinished["disclose case-1"] = { what: "Kvar", kinds: "fel", gone: true };
    await open({
      view: Disclose,
      props: { id: "case-1", view: disclosures, onsend: done, oncancel: nothing },
      field: "",
      key: "",
    });
    expect(byId("what").value).toBe("Kvar");
    write(byId("what"), "Kvar igen");
    await route.farewell();
    expect(world.unfinished["disclose case-1"]).toMatchObject({ what: "Kvar igen", kinds: [] });
    expect(world.unfinished["disclose case-1"]).not.toHaveProperty("gone");
  });

  test("that cannot be looked for is not written over", async () => {
    world.failing.unfinished = failure("vault-database-busy");
    await open(forms[0] as Case);
    expect(document.getElementById("text")).toBeNull();
    expect(all(".notice.error")).toHaveLength(1);
  });
});
