import { beforeEach, expect, test, vi } from "vitest";
import CopyFields from "../src/views/outgoing/CopyFields.svelte";
import { failure, fresh, world } from "./fake/host";
import { click, named, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

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
  put(CopyFields, { document: "document-1", fields });
  click(named("Kopiera Orsak"));
  await settle();
}

/** Another page is gone to. */
async function leave() {
  put(CopyFields, { document: "document-2", fields: [] });
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
  expect(world.calls.map(({ name, args }) => [name, args["document"]])).toEqual([
    ["copied_field", "document-1"],
  ]);
  await leave();
  expect(there).toBe("");
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
