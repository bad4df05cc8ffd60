import { createRawSnippet } from "svelte";
import { describe, expect, test, vi } from "vitest";
import Button from "../src/components/Button.svelte";
import Choice from "../src/components/Choice.svelte";
import Choices from "../src/components/Choices.svelte";
import DateField from "../src/components/DateField.svelte";
import ErrorSummary from "../src/components/ErrorSummary.svelte";
import Grid from "../src/components/Grid.svelte";
import PersonField from "../src/components/PersonField.svelte";
import TableField from "../src/components/TableField.svelte";
import TextField from "../src/components/TextField.svelte";
import YesNo from "../src/components/YesNo.svelte";
import type { Row } from "../src/components/table";
import { bound } from "./bound.svelte";
import { all, byId, click, named, one, press, put, settle, write } from "./screen";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

describe("a field", () => {
  test("ties its label, hint and error to the control", () => {
    put(TextField, { id: "a", label: "Elev", hint: "Hela namnet.", error: "Skriv namnet." });
    const input = byId("a");
    expect(input.labels?.[0]?.textContent?.trim()).toBe("Elev");
    expect(input.getAttribute("aria-invalid")).toBe("true");
    const described = input
      .getAttribute("aria-describedby")
      ?.split(" ")
      .map((id) => byId(id));
    expect(described?.map((element) => element.textContent?.trim())).toEqual([
      "Hela namnet.",
      "Fel: Skriv namnet.",
    ]);
  });

  test("marks what is optional, and not what is required", () => {
    put(TextField, { id: "a", label: "Klass", optional: true });
    expect(document.body.textContent).toContain("(valfritt)");
    put(TextField, { id: "a", label: "Klass" });
    expect(document.body.textContent).not.toContain("(valfritt)");
    expect(byId("a").getAttribute("aria-required")).toBe("true");
  });
});

describe("a busy button", () => {
  test("takes no second press and keeps its focus", () => {
    const onclick = vi.fn();
    put(Button, { busy: true, onclick, children: words("Klar") });
    const button = one("button");
    button.focus();
    click(button);
    expect(onclick).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(button);
    expect(button.hasAttribute("disabled")).toBe(false);
  });
});

describe("the error summary", () => {
  const errors = [
    { id: "a", words: "Skriv elevens namn." },
    { id: "b", words: "Skriv en dag." },
  ];

  test("takes focus, and each line leads to its field", () => {
    put(ErrorSummary, { errors });
    expect(document.activeElement).toBe(one(".errors"));
    const field = document.createElement("input");
    field.id = "b";
    document.body.append(field);
    click(named("Skriv en dag."));
    expect(document.activeElement).toBe(field);
  });

  test("is not there when nothing is wrong", () => {
    put(ErrorSummary, { errors: [] });
    expect(all(".errors")).toEqual([]);
  });
});

describe("one of several", () => {
  const options = [
    { id: "x", label: "Ja" },
    { id: "y", label: "Nej" },
  ];

  test("is chosen, and taken back with the Delete key", () => {
    const box = bound({ id: "a", label: "Svar", options }, "");
    put(Choice, box.props);
    click(byId("a-y"));
    expect(box.now).toBe("y");
    press(byId("a-y"), "Delete");
    expect(box.now).toBe("");
  });
});

describe("yes or no", () => {
  test("keeps the comment when the answer changes", () => {
    const box = bound(
      { id: "a", label: "Sjukdom?" },
      {} as { answer?: "yes" | "no"; comment?: string },
    );
    put(YesNo, box.props);
    click(byId("a"));
    write(byId("a-comment"), "Ofta magont.");
    click(byId("a-no"));
    expect(box.now).toEqual({ answer: "no", comment: "Ofta magont." });
  });
});

describe("many of several", () => {
  test("come in the form's order, whatever the order of pressing", () => {
    const options = ["x", "y", "z"].map((id) => ({ id, label: id }));
    const box = bound({ id: "a", label: "Uppgifter", options }, [] as string[]);
    put(Choices, box.props);
    click(byId("a-z"));
    click(byId("a"));
    expect(box.now).toEqual(["x", "z"]);
    click(byId("a-z"));
    expect(box.now).toEqual(["x"]);
  });
});

describe("a grid", () => {
  test("is a table in which each radio names its statement and option", () => {
    const box = bound(
      {
        id: "g",
        label: "Vad stämmer?",
        statements: [{ id: "s1", label: "Frånvaron har ökat" }],
        options: [
          { id: "agree", label: "Stämmer" },
          { id: "not", label: "Ej" },
        ],
      },
      {} as Record<string, string | undefined>,
    );
    put(Grid, box.props);
    const radio = byId("s1-not");
    expect(radio.getAttribute("aria-label")).toBe("Frånvaron har ökat: Ej");
    expect(one("tbody th").getAttribute("scope")).toBe("row");
    click(radio);
    expect(box.now).toEqual({ s1: "not" });
    press(radio, "Delete");
    expect(box.now.s1).toBeUndefined();
  });
});

describe("a date", () => {
  test("is picked from the calendar by keyboard alone", async () => {
    const box = bound({ id: "a", label: "Dag", today: "2026-11-01" }, "2026-11-30");
    put(DateField, box.props);
    press(byId("a"), "ArrowDown", { altKey: true });
    const grid = one(".calendar");
    expect(document.activeElement?.textContent).toBe("30");
    press(grid, "ArrowRight");
    await settle();
    expect(document.activeElement?.textContent).toBe("1");
    click(document.activeElement as HTMLElement);
    expect(box.now).toBe("2026-12-01");
    expect(document.activeElement).toBe(byId("a"));
  });

  test("keeps its answer when the calendar is left with Escape", () => {
    const box = bound({ id: "a", label: "Dag", today: "2026-11-01" }, "2026-11-30");
    put(DateField, box.props);
    press(byId("a"), "ArrowDown", { altKey: true });
    press(one(".calendar"), "PageUp");
    press(one(".calendar"), "Escape");
    expect(all(".calendar")).toEqual([]);
    expect(box.now).toBe("2026-11-30");
  });
});

describe("a table", () => {
  const columns = [
    { id: "who", label: "Vem", kind: "text" },
    { id: "does", label: "Gör vad", kind: "long-text" },
  ];

  function table(rows: Row[]) {
    let count = 0;
    const newId = () => `new${++count}`;
    const box = bound({ id: "t", label: "Aktörer", columns, newId }, rows as Row[]);
    put(TableField, box.props);
    return box;
  }

  test("gets its first row from its button, and the cursor in it", async () => {
    const box = table([]);
    click(named("Lägg till rad i: Aktörer"));
    await settle();
    expect(box.now).toEqual([{ row: "new1" }]);
    expect(document.activeElement).toBe(byId("t"));
    write(byId("t"), "Skolan");
    expect(box.now).toEqual([{ row: "new1", who: "Skolan" }]);
    write(byId("t"), "");
    expect(box.now).toEqual([{ row: "new1" }]);
  });

  test("grows below the row with Ctrl+Enter and keeps the other rows' ids", async () => {
    const box = table([
      { row: "a", who: "A" },
      { row: "b", who: "B" },
    ]);
    press(byId("t"), "Enter", { ctrlKey: true });
    await settle();
    expect(box.now.map((row) => row.row)).toEqual(["a", "new1", "b"]);
    expect(document.activeElement?.id).toBe("t-new1-who");
    press(byId("t"), "Enter");
    expect(box.now.length).toBe(3);
  });

  test("loses the row with Ctrl+Delete, and gives it back", async () => {
    const box = table([
      { row: "a", who: "A" },
      { row: "b", who: "B" },
    ]);
    press(byId("t-b-who"), "Delete", { ctrlKey: true });
    await settle();
    expect(box.now).toEqual([{ row: "a", who: "A" }]);
    expect(document.activeElement).toBe(byId("t"));
    expect(document.body.textContent).toContain("Rad 2 är borttagen.");
    box.props.value = [{ row: "a", who: "A, och mer" }];
    await settle();
    click(named("Ångra"));
    expect(box.now.map((row) => row.who)).toEqual(["A, och mer", "B"]);
  });

  test("keeps the cursor near when its last row goes", async () => {
    const box = table([{ row: "a" }]);
    click(named("Ta bort rad 1"));
    await settle();
    expect(box.now).toEqual([]);
    expect(document.activeElement?.textContent).toContain("Lägg till rad");
  });
});

describe("a person", () => {
  test("is written part by part, and an emptied part is left out", () => {
    const box = bound(
      { id: "p", label: "Kontakt", parts: ["name", "phone"] },
      {} as Record<string, string | undefined>,
    );
    put(PersonField, box.props);
    write(byId("p"), "Ebba Lindqvist");
    write(byId("p-phone"), "070");
    write(byId("p-phone"), "");
    expect(box.now).toEqual({ name: "Ebba Lindqvist", phone: undefined });
  });
});
