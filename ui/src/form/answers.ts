/** Answers come as JSON of any shape; these give the shape a field can show, and nothing else. */

/** A text; empty where there is none. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What stands in a field whose answer may be a number: the text as typed, or the number in Swedish. */
export function written(value: unknown): string {
  return typeof value === "number" ? String(value).replace(".", ",") : text(value);
}

/** A list; empty where there is none. */
export function list<Item>(value: unknown): Item[] {
  return Array.isArray(value) ? (value as Item[]) : [];
}

/** An object of parts; empty where there is none. */
export function parts<Parts extends object>(value: unknown): Parts {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}
  ) as Parts;
}

/** The parts that hold something, or null where none does. */
export function unlessEmpty(value: object): object | null {
  const held = Object.entries(value).filter(([, part]) => part !== undefined && part !== "");
  return held.length > 0 ? Object.fromEntries(held) : null;
}
