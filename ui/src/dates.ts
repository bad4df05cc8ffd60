/** Walking a calendar. Dates are `åååå-mm-dd` strings everywhere; what people type is read by Rust. */

/** A civil date as `åååå-mm-dd`. */
export type Day = string;

/** Whether a value is a day that exists. */
export function isDay(value: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  return parts !== null && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) === value;
}

/** `days` later (or earlier). */
export function addDays(day: Day, days: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same day `months` later, or the month's last where it has fewer days. */
export function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const count = year * 12 + (month - 1) + months;
  const y = Math.floor(count / 12);
  const m = (count % 12) + 1;
  return dayOf(y, m, date) ?? addDays(addMonths(`${day.slice(0, 8)}01`, months + 1), -1);
}

/** The weeks, Monday first, that hold the month of `day`, with the days around it. */
export function weeksOf(day: Day): Day[][] {
  const first = `${day.slice(0, 8)}01`;
  const offset = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const start = addDays(first, -offset);
  const end = addMonths(first, 1);
  const weeks: Day[][] = [];
  for (let monday = start; monday < end; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(monday, at)));
  }
  return weeks;
}

/** An instant (RFC 3339) as people write it: day and clock. */
export function clock(at: string): string {
  return new Date(at).toLocaleString("sv", { dateStyle: "short", timeStyle: "short" });
}

/** Today on this machine's clock. */
export function today(): Day {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? "";
}

function dayOf(year: number, month: number, date: number): Day | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  at.setUTCFullYear(year);
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === date && year >= 1000;
  return same ? at.toISOString().slice(0, 10) : undefined;
}
