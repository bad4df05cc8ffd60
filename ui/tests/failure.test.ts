import { describe, expect, test } from "vitest";
import { faultsOf, say, wordsAt } from "../src/failure";
import { problemsAt } from "../src/form/problems";
import { failure } from "./fake/host";
import { everyKind } from "./fake/form";

describe("a failure", () => {
  test("says what happened and what to do", () => {
    expect(say(failure("vault-exists"))).toBe(
      "Det finns redan ett valv på den här datorn. Starta om programmet och lås upp det.",
    );
  });

  test("without words of its own gives its code, and never the thing that was thrown", () => {
    expect(say(failure("brand-new"))).toContain("brand-new");
    for (const thrown of [new Error("Maja Berg"), "Maja Berg", null, undefined])
      expect(say(thrown)).toBe(say(failure("unexpected")));
  });

  test("leads to the controls of its fields", () => {
    const thrown = failure("fields", {
      field: "again",
      problems: [{ field: "guardians.0.email", code: "email-shape", args: {} }],
    });
    const faults = faultsOf(thrown);
    expect(faults.map(({ id }) => id)).toEqual(["again", "guardians-0-email"]);
    expect(wordsAt(faults, "guardians-0-email")).toContain("e-postadress");
    expect(wordsAt(faults, "name")).toBeUndefined();
  });

  test("in a form names the question, and leads from a cell to its table", () => {
    const problem = { section: "talk", code: "required" as const, args: {} };
    const faults = problemsAt(everyKind, [
      { ...problem, field: "pupil" },
      { ...problem, field: "actors[2].who" },
    ]);
    expect(faults).toEqual([
      { id: "pupil", words: "Elev – Fyll i ett svar." },
      { id: "actors", words: "Aktuella aktörer, vem gör vad? – Fyll i ett svar." },
    ]);
  });
});
