import { beforeEach, describe, expect, test, vi } from "vitest";
import CaseList from "../src/views/case-list/CaseList.svelte";
import { wordsFor } from "../src/texts";
import type { CaseListView, ImportCase, ListRow } from "../src/wire";
import { failure, fresh, passphrase, world } from "./fake/host";
import { all, byId, click, named, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const row = (number: number, standing: string, more: Partial<ListRow> = {}): ListRow => ({
  row: number,
  standing,
  name: `Elev ${number}`,
  about: ["7B"],
  title: "Frånvaro",
  opened: null,
  closed: null,
  notes: [],
  unread: [],
  problems: [],
  pupils: [],
  same_as: [],
  may_be_new: true,
  ...more,
});

const column = (heading: string, name: string) => ({
  heading,
  samples: [`${heading} ett`],
  filled: 2,
  column: name,
});

const read: CaseListView = {
  sheets: ["Blad1"],
  sheet: 0,
  above: 1,
  count: 4,
  columns: [column("Elev", "name"), column("Status", "note"), column("", "left-out")],
  choices: ["left-out", "name", "note"],
  title: "Frånvaro",
  school: "Björkskolan",
  school_form: "grundskola",
  mapped: false,
  rows: [],
};

const mapped: CaseListView = {
  ...read,
  mapped: true,
  rows: [
    row(2, "new", { notes: [{ heading: "Status", text: "Pågår" }] }),
    row(3, "ask", {
      pupils: [
        { id: "pupil-1", name: "Elev 3", class: "8A", born: "2012-05-05", same_number: false },
      ],
      same_as: [{ row: 2, same_number: true }],
    }),
    row(4, "already"),
    row(5, "wrong", { problems: [{ field: "name", code: "missing", args: {} }] }),
    row(6, "protected", { name: "" }),
  ],
};

const text = () => document.body.textContent;
const told = (name: string) => world.calls.filter((call) => call.name === name).at(-1)?.args;

async function push(words: string) {
  click(named(words));
  await settle();
}

describe("an old list of cases", () => {
  beforeEach(async () => {
    fresh();
    world.list = { read, mapped };
    put(CaseList, {});
    await settle();
    await push("Välj fil");
  });

  test("says what each column seems to be and which are left out", async () => {
    expect(byId<HTMLSelectElement>("column-0").value).toBe("name");
    expect(text()).toContain("Till exempel: Status ett");
    expect(text()).toContain("Kolumn 3, utan rubrik: text i 2 rader");
    const select = byId<HTMLSelectElement>("column-1");
    select.value = "left-out";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(text()).toContain("Status: text i 2 rader");
    await push("Visa vad som händer med raderna");
    expect(told("map_case_list")).toEqual({
      input: {
        sheet: 0,
        columns: ["name", "left-out", "left-out"],
        title: "Frånvaro",
        school: "Björkskolan",
        school_form: "grundskola",
      },
    });
  });

  test("asks before a row is anybody who is here, and brings in nothing that is not chosen", async () => {
    await push("Visa vad som händer med raderna");
    expect(all("h3").map((heading) => heading.textContent)).toEqual([
      "Är det samma elev? (1)",
      "Nya elever och ärenden (1)",
      "Redan intagna (1)",
      "Kan inte tas in (1)",
      "Skyddade personuppgifter (1)",
    ]);
    expect(byId("take-4").checked).toBe(false);
    expect(text()).not.toContain("Elev 6");
    const problems = [{ field: "pupil-3", code: "whose-row", args: {} }];
    world.failing.bring_in_cases = failure("fields", { problems });
    await push("Ta in 2 rader");
    expect(told("bring_in_cases")).toEqual({
      input: {
        rows: [
          { row: 2, pupil: "new" },
          { row: 3, pupil: "" },
        ],
      },
    });
    expect(document.activeElement?.textContent).toContain(
      `Vem gäller rad 3? – ${wordsFor("problem-whose-row")}`,
    );
    world.failing = {};
    click(byId("pupil-3"));
    click(byId("take-2"));
    await settle();
    expect(text()).toContain("4 rader lämnas utanför.");
    await push("Ta in en rad");
    expect(told("bring_in_cases")).toEqual({ input: { rows: [{ row: 3, pupil: "pupil-1" }] } });
    expect(text()).toContain("Ett ärende är intaget.");
    expect(text()).toContain("Gallra dem där");
  });

  test("says that no column is a mark, and by what somebody is the same", async () => {
    expect(text()).toContain(wordsFor("case-list-no-mark"));
    await push("Visa vad som händer med raderna");
    expect(text()).toContain("Elev 3, 8A, född 2012-05-05, finns här, samma namn");
    expect(text()).toContain("Samma elev som i rad 2, samma personnummer");
  });

  test("keeps what was chosen of the rows while something else is looked at", async () => {
    await push("Visa vad som händer med raderna");
    click(byId("pupil-3"));
    click(byId("take-2"));
    await settle();
    await push("Till kolumnerna");
    await push("Visa vad som händer med raderna");
    expect(byId("take-2").checked).toBe(false);
    expect(byId("pupil-3").checked).toBe(true);
  });

  test("keeps what was chosen of the columns when they are looked at again", async () => {
    await push("Visa vad som händer med raderna");
    await push("Till kolumnerna");
    expect(byId<HTMLSelectElement>("column-0").value).toBe("name");
    await push("Avbryt, ta inte in något");
    expect(told("leave_case_list")).toEqual({});
  });
});

describe("a list that was brought in by mistake", () => {
  const one = (number: number, more: Partial<ImportCase> = {}): ImportCase => ({
    case: `case-${number}`,
    pupil: `Elev ${number}`,
    title: "Frånvaro",
    with_pupil: true,
    why: null,
    ...more,
  });

  beforeEach(async () => {
    fresh();
    world.imports = [
      {
        import: "import-1",
        at: "2026-11-21T11:00:00Z",
        by: "Ebba Lindqvist",
        goes: [one(1), one(2, { with_pupil: false })],
        stays: [one(3, { why: "document" })],
      },
    ];
    put(CaseList, {});
    await settle();
  });

  test("shows what goes and what stays, and why, before anything is removed", async () => {
    click(
      all("button").find((button) => button.textContent.includes("Ta tillbaka")) as HTMLElement,
    );
    await settle();
    expect(text()).toContain("2 ärenden tas bort");
    expect(text()).toContain("Elev 1, Frånvaro Eleven tas också bort.");
    expect(text()).toContain("Elev 2, Frånvaro Eleven finns kvar.");
    expect(text()).toContain("Elev 3, Frånvaro Ärendet har ett dokument.");
    await push("Ta bort 2 ärenden");
    expect(text()).toContain("Lösenfrasen");
    expect(world.imports[0]?.goes).toHaveLength(2);
    write(byId("passphrase"), passphrase);
    await push("Ta bort 2 ärenden");
    expect(told("take_back_import")).toEqual({
      input: { import: "import-1", cases: ["case-1", "case-2"], passphrase },
    });
    expect(text()).toContain("2 ärenden är borttagna.");
    click(
      all("button").find((button) => button.textContent.includes("Ta tillbaka")) as HTMLElement,
    );
    await settle();
    expect(text()).toContain("Inget kan tas tillbaka på en gång.");
    await push("Stäng");
    expect(all("h3")).toHaveLength(0);
  });
});
