import { beforeEach, describe, expect, test, vi } from "vitest";
import Figures from "../src/views/figures/Figures.svelte";
import Register from "../src/views/figures/Register.svelte";
import { wordsFor } from "../src/texts";
import type { FiguresView, RegisterView } from "../src/wire";
import { failure, fresh, world } from "./fake/host";
import { all, byId, click, named, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const read: RegisterView = {
  sheets: [""],
  sheet: 0,
  above: 0,
  count: 44,
  columns: [
    { heading: "Elev", samples: ["Astrid Almgren"], filled: 44, column: "name" },
    { heading: "Frånvaro", samples: ["12,5"], filled: 44, column: "absence" },
  ],
  choices: ["left-out", "name", "absence"],
  unit: "percent",
  from: "",
  to: "",
  mapped: false,
  pupils: 0,
  protected: [],
  wrong: [],
  by_mentor: true,
  groups: [],
  contacts: [
    { id: "rut", name: "Rut Sandberg", role: "mentor", school: "Björkskolan" },
    { id: "ek", name: "Birgitta Ek", role: "rektor", school: "Björkskolan" },
  ],
  until: "2027-06-30",
  mailbox: true,
};

const mapped: RegisterView = {
  ...read,
  from: "2026-10-01",
  to: "2026-10-31",
  mapped: true,
  pupils: 42,
  protected: [9],
  wrong: [{ row: 7, problems: [{ field: "absence", code: "not-a-number", args: {} }] }],
  groups: [
    { name: "Rut Sandberg", pupils: 21, contact: "rut" },
    { name: "Maja Nyström", pupils: 20, contact: "" },
    { name: "", pupils: 1, contact: "" },
  ],
};

const text = () => document.body.textContent;
const told = (name: string) => world.calls.filter((call) => call.name === name).at(-1)?.args;

async function push(words: string) {
  click(named(words));
  await settle();
}

async function pick(id: string, value: string) {
  const select = byId<HTMLSelectElement>(id);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

describe("a register's list", () => {
  beforeEach(async () => {
    fresh();
    world.register = { read, mapped };
    put(Register, {});
    await settle();
    await push("Välj fil");
  });

  test("is mapped by a person, whose mistakes stand at their fields", async () => {
    const problems = [{ field: "from", code: "missing", args: {} }];
    world.failing.map_register = failure("fields", { problems });
    await push("Läs siffrorna");
    expect(document.activeElement?.textContent).toContain(
      `Periodens första dag – ${wordsFor("problem-missing")}`,
    );
    world.failing = {};
    await push("Läs siffrorna");
    expect(told("map_register")).toEqual({
      input: { sheet: 0, columns: ["name", "absence"], unit: "percent", from: "", to: "" },
    });
    expect(text()).toContain("42 elever är lästa.");
    expect(text()).toContain(
      "En rad är utelämnad, eftersom den gäller eller kan gälla en elev med skyddade personuppgifter: rad 9.",
    );
    expect(text()).toContain(`Rad 7: ${wordsFor("problem-not-a-number")}`);
  });

  test("goes to each mentor, who is proposed by the name", async () => {
    await push("Läs siffrorna");
    expect(byId<HTMLSelectElement>("group-0").value).toBe("rut");
    expect(text()).toContain("Utan mentor, en elev");
    await pick("group-1", "ek");
    await push("Skicka");
    expect(told("send_figures")).toEqual({
      input: {
        kind: "figures",
        groups: [
          { name: "Rut Sandberg", contact: "rut" },
          { name: "Maja Nyström", contact: "ek" },
          { name: "", contact: "" },
        ],
        contacts: [],
        at_least: 15,
        until: "2027-06-30",
        purpose: "Frånvaro 2026-10-01 till och med 2026-10-31",
        mailbox: true,
      },
    });
    expect(text()).toContain("2 paket är sparade.");
  });

  test("is sent again only to those whom it did not reach", async () => {
    await push("Läs siffrorna");
    await pick("group-1", "ek");
    world.answering.send_figures = { to: ["rut"], failed: "disk-full" };
    await push("Skicka");
    expect(text()).toContain("Ett paket är sparat.");
    expect(text()).toContain(wordsFor("error-disk-full.what"));
    expect(byId<HTMLSelectElement>("group-0").value).toBe("");
    expect(byId<HTMLSelectElement>("group-1").value).toBe("ek");
  });

  test("is summed up before it is sent, with what is left out said in words", async () => {
    await push("Läs siffrorna");
    click(byId("kind-aggregates"));
    await settle();
    expect(told("sum_up")).toEqual({ at_least: 15 });
    expect(text()).toContain("Elever med minst 15,0 % frånvaro");
    expect(text()).toContain("visas inte");
    click(byId("at-least-20"));
    await settle();
    expect(told("sum_up")).toEqual({ at_least: 20 });
    click(byId("contacts-ek"));
    await push("Skicka");
    expect(told("send_figures")).toMatchObject({
      input: { kind: "aggregates", contacts: ["ek"], at_least: 20 },
    });
  });

  test("keeps what was said of the columns when they are looked at again", async () => {
    await push("Läs siffrorna");
    await push("Till kolumnerna");
    expect(byId("from").value).toContain("2026");
    await push("Avbryt, skicka inget");
    expect(told("leave_register")).toEqual({});
  });
});

describe("figures that came", () => {
  const came = (more: Partial<FiguresView>): FiguresView => ({
    package: "one",
    sender: "Birgitta Ek",
    purpose: "Frånvaro i oktober",
    came: "2026-11-02",
    until: "2027-06-30",
    from: "2026-10-01",
    to: "2026-10-31",
    pupils: [{ name: "Astrid Almgren", class: "7B", absence: "15,0", invalid: "" }],
    summary: null,
    ...more,
  });

  test("stand in tables and are removed after a question", async () => {
    fresh();
    const rows = [{ name: "7B", whole: false, pupils: null, mean: null, over: null }];
    world.figures = [
      came({}),
      came({ package: "two", pupils: [], summary: { at_least: "15,0", rows } }),
    ];
    put(Figures, {});
    await settle();
    const cells = all("tbody tr").map((row) => [...row.children].map((cell) => cell.textContent));
    expect(cells).toEqual([
      ["Astrid Almgren", "7B", "15,0 %", "–"],
      ["7B", "visas inte", "–", "visas inte"],
    ]);
    click(all("button").filter((one) => one.textContent.trim() === "Ta bort siffrorna")[0]!);
    await settle();
    expect(text()).toContain("Ta bort siffrorna?");
    click(all("dialog[open] button").find((one) => one.textContent.trim() === "Ta bort dem")!);
    await settle();
    expect(told("remove_figures")).toEqual({ package: "one" });
    expect(all("table")).toHaveLength(1);
  });

  test("are missed in words where there are none", async () => {
    fresh();
    put(Figures, {});
    await settle();
    expect(text()).toContain("Här finns inga siffror.");
  });
});
