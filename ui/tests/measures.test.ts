import { describe, expect, test } from "vitest";
import { choose, measureOf, seen, still } from "../src/views/release/measures";
import type { ReleasePart } from "../src/wire";

const part = (id: string, measure: string): ReleasePart => ({
  id,
  label: "Fråga",
  text: "Svar",
  masked: "Svar",
  measure,
  reasons: [],
});

describe("what becomes of a part", () => {
  const parts = [part("0-0", "include"), part("0-1", "mask")];
  const now = (chosen: Record<string, string>) => parts.map((each) => measureOf(each, chosen));

  test("is what is proposed until a person chooses", () => {
    expect(now({})).toEqual(["include", "mask"]);
    expect(now(choose({}, parts, "leave-out"))).toEqual(["leave-out", "leave-out"]);
    expect(now(choose({}, parts.slice(1), "include"))).toEqual(["include", "include"]);
  });

  test("is as proposed again when the choice is taken back", () => {
    const chosen = choose({}, parts, "mask");
    expect(choose(chosen, parts.slice(0, 1), "")).toEqual({ "0-1": "mask" });
  });

  test("that was chosen before stands only for the text that was seen", () => {
    const chosen = choose({}, parts, "include");
    const texts = seen(chosen, parts);
    expect(still(chosen, texts, parts)).toEqual(chosen);
    const other = [parts[0]!, { ...part("0-1", "mask"), text: "Svra" }];
    expect(still(chosen, texts, other)).toEqual({ "0-0": "include" });
    expect(still(chosen, {}, parts)).toEqual({});
  });
});
