import { expect, test } from "vitest";
import { wordsFor } from "../src/texts";
import Rows from "../src/views/trail/Rows.svelte";
import { all, put, settle } from "./screen";

const entry = {
  at: "2026-11-21T11:00:00Z",
  act: "read",
  command: "pupils",
  pupil: null,
  case: null,
  document: null,
  ground: null,
  reason: null,
  follows: null,
};

test("a row that cannot be read is said at its place, and hides no other", async () => {
  const rows = [
    { number: 3, entry },
    { number: 2, entry: null },
    { number: 1, entry },
  ];
  put(Rows, { rows });
  await settle();
  const shown = all("tbody tr").map((row) => row.textContent);
  expect(shown).toHaveLength(3);
  expect(shown[1]).toContain(wordsFor("trail-unreadable"));
  expect(shown[2]).not.toContain(wordsFor("trail-unreadable"));
});
