import { describe, expect, test } from "vitest";
import { addDays, addMonths, isDay, readDay, weeksOf } from "../src/dates";

const today = "2026-11-21";

describe("a typed date", () => {
  test.each([
    ["2026-11-21", "2026-11-21"],
    ["20261121", "2026-11-21"],
    [" 2026-1-5 ", "2026-01-05"],
    ["2026.11.21", "2026-11-21"],
    ["21/11", "2026-11-21"],
    ["3/9", "2026-09-03"],
    ["7/1", "2027-01-07"],
    ["21/11 2025", "2025-11-21"],
    ["29/2 2028", "2028-02-29"],
  ])("%s is %s", (typed, day) => expect(readDay(typed, today)).toBe(day));

  test.each(["31/2", "20261321", "2026-02-30", "i går", "", "21-11", "0001-01-01"])(
    "%s stays as typed",
    (typed) => {
      expect(readDay(typed, today)).toBe(typed);
      expect(isDay(typed)).toBe(false);
    },
  );
});

describe("the calendar", () => {
  test("goes over months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
    expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  });

  test("shows whole weeks, Monday first", () => {
    const weeks = weeksOf("2026-11-21");
    expect(weeks[0]?.[0]).toBe("2026-10-26");
    expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06");
    expect(weeks.every((week) => week.length === 7)).toBe(true);
  });
});
