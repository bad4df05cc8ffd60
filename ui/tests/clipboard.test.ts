import { beforeEach, expect, test, vi } from "vitest";
import Paste from "../src/views/archive/Paste.svelte";
import CopyFields from "../src/views/outgoing/CopyFields.svelte";
import type { PasteSystem } from "../src/wire";
import { failure, fresh, world } from "./fake/host";
import { all, byId, click, named, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const system: PasteSystem = "pmo";

let there = "";
let readable = true;

Object.defineProperty(navigator, "clipboard", {
  value: {
    writeText: (text: string) => Promise.resolve(void (there = text)),
    readText: () => (readable ? Promise.resolve(there) : Promise.reject(new Error("no"))),
  },
});

async function copied() {
  const fields = [{ label: "Orsak", text: "Sorg i familjen" }];
  put(CopyFields, { document: "document-1", fields, system });
  click(named("Kopiera Orsak"));
  await settle();
}

/** Another page is gone to. */
async function leave() {
  put(CopyFields, { document: "document-2", fields: [], system });
  await settle();
}

beforeEach(() => {
  fresh();
  there = "";
  readable = true;
});

test("what was copied goes when its page is left, and is kept as leaving", async () => {
  await copied();
  expect(there).toBe("Sorg i familjen");
  expect(world.calls.map(({ name, args }) => [name, args])).toEqual([
    ["copied_field", { document: "document-1", field: 0, system: "pmo" }],
  ]);
  await leave();
  expect(there).toBe("");
});

test("nothing is copied before it is said where it is pasted", async () => {
  put(Paste, { document: "document-1", fields: [{ label: "Orsak", text: "Sorg i familjen" }] });
  expect(all("dd button")).toEqual([]);
  click(byId("paste-system-other"));
  await settle();
  click(named("Kopiera Orsak"));
  await settle();
  expect(world.calls.at(-1)?.args).toEqual({ document: "document-1", field: 0, system: "other" });
});

test("what was copied since from elsewhere stays", async () => {
  await copied();
  there = "något annat";
  await leave();
  expect(there).toBe("något annat");
});

test("where nobody may look it goes too, and nothing is copied that cannot be kept", async () => {
  await copied();
  readable = false;
  await leave();
  expect(there).toBe("");
  world.failing["copied_field"] = failure("locked");
  await copied();
  expect(there).toBe("");
});
