import { describe, expect, test } from "vitest";
import { addDays, addMonths, isDay, weeksOf } from "../src/dates";

test("a day is a day that exists", () => {
  expect(isDay("2028-02-29")).toBe(true);
  for (const value of ["2026-02-29", "20261121", "21/11", "", "0001-01-01"]) {
    expect(isDay(value), value).toBe(false);
  }
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
