import type { ReleaseInput, ReleasePart } from "../../wire";

/** What is decided, on which ground, why and by whom. */
export type Decision = Pick<ReleaseInput, "outcome" | "ground" | "reasons" | "by">;

/** What was chosen for parts, by their ids; what is not here is as proposed. */
export type Measures = Record<string, string>;

export const measures = ["include", "words", "mask", "leave-out"] as const;

/** What becomes of a part. */
export const measureOf = (part: ReleasePart, chosen: Measures): string =>
  chosen[part.id] ?? part.measure;

/** Whether a text is the one that was seen: its length, and a sum in which every place counts. */
const markOf = (text: string): string => {
  const sum = [...text].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) | 0, 7);
  return `${text.length} ${sum}`;
};

/** The texts that the choices were made for, by the parts' ids. */
export function seen(chosen: Measures, parts: ReleasePart[]): Record<string, string> {
  const those = parts.filter(({ id }) => id in chosen);
  return Object.fromEntries(those.map(({ id, text }) => [id, markOf(text)]));
}

/** Of choices that were made before, those for parts whose text is the same now; the others are as proposed. */
export function still(
  chosen: Measures,
  texts: Record<string, string>,
  parts: ReleasePart[],
): Measures {
  const same = parts.filter(({ id, text }) => id in chosen && texts[id] === markOf(text));
  return Object.fromEntries(same.map(({ id }) => [id, chosen[id] ?? ""]));
}

/** Without an entry where the proposal is chosen. */
export function choose(chosen: Measures, parts: ReleasePart[], measure: string): Measures {
  const next = { ...chosen };
  for (const { id } of parts) {
    if (measure) next[id] = measure;
    else delete next[id];
  }
  return next;
}
