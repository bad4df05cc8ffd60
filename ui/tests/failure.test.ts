import { describe, expect, test } from "vitest";
import { faultsOf, say, wordsAt } from "../src/failure";
import { problemsAt } from "../src/form/problems";
import { wordsFor } from "../src/texts";
import { failure } from "./fake/host";
import { everyKind } from "./fake/form";

describe("a failure", () => {
  test("says what happened and what to do", () => {
    const [what, todo] = [wordsFor("error-locked.what"), wordsFor("error-locked.do")];
    expect(what).toBeTruthy();
    expect(say(failure("locked"))).toBe(`${what} ${todo}`);
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
    expect(wordsAt(faults, "guardians-0-email")).toBe(wordsFor("problem-email-shape"));
    expect(wordsAt(faults, "name")).toBeUndefined();
  });

  test("in a form names the question, and leads from a cell to its table", () => {
    const problem = { section: "talk", code: "required" as const, args: {} };
    const required = wordsFor("problem-required");
    const faults = problemsAt(everyKind, [
      { ...problem, field: "pupil" },
      { ...problem, field: "actors[2].who" },
    ]);
    expect(faults).toEqual([
      { id: "pupil", words: `Elev – ${required}` },
      { id: "actors", words: `Aktuella aktörer, vem gör vad?, Aktör, rad 2 – ${required}` },
    ]);
  });
});
