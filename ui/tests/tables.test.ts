import { beforeEach, expect, test, vi } from "vitest";
import SaveList from "../src/views/archive/SaveList.svelte";
import Figures from "../src/views/figures/Figures.svelte";
import { failure, fresh, world } from "./fake/host";
import { byId, click, named, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const text = () => document.body.textContent;
const filter = { search: "prn-77", form: "", state: "", from: "", until: "" };

async function push(words: string) {
  click(named(words));
  await settle();
}

beforeEach(() => fresh());

test("the list that is searched leaves without names unless they are asked for", async () => {
  put(SaveList, { filter, oncancel: () => undefined });
  await push("Spara som Excel-fil (XLSX)");
  const asked = () => world.calls.findLast(({ name }) => name === "save_archive_list")?.args;
  expect(asked()).toEqual({ input: { filter, names: false, kind: "xlsx" } });
  expect(text()).toContain("2 dokument är med i listan.");
  expect(text()).toContain("Ett dokument är inte med");
  click(byId("list-names"));
  await settle();
  await push("Spara som CSV");
  expect(asked()).toEqual({ input: { filter, names: true, kind: "csv" } });
});

test("a list that was given up is not said to be saved, and one that failed says why", async () => {
  world.answering.save_archive_list = null;
  put(SaveList, { filter, oncancel: () => undefined });
  await push("Spara som CSV");
  expect(text()).not.toContain("Filen är sparad.");
  delete world.answering.save_archive_list;
  world.failing.save_archive_list = failure("disk-full");
  await push("Spara som CSV");
  expect(document.querySelector("[role=alert]")?.textContent).not.toBe("");
  expect(text()).not.toContain("Filen är sparad.");
});

test("what a colleague has sent summed up is saved from where it stands", async () => {
  const whole = { name: "", whole: true, pupils: 8, mean: "12,3", over: null };
  const sent = {
    package: "package-1",
    sender: "Rut Sandberg",
    purpose: "Frånvaro i oktober",
    came: "2026-11-02",
    until: "2027-06-30",
    from: "2026-10-01",
    to: "2026-10-31",
    pupils: [],
    summary: { at_least: "15,0", rows: [whole] },
  };
  world.answering.figures = [sent];
  put(Figures, {});
  await settle();
  await push("Spara som Excel-fil (XLSX): 2026-10-01 till och med 2026-10-31");
  expect(world.calls.at(-1)).toMatchObject({
    name: "save_received_summary",
    args: { package: "package-1", kind: "xlsx" },
  });
  expect(text()).toContain("Filen är sparad.");
});
