import type { ReleaseInput, ReleasePart } from "../../wire";

/** What is decided, on which ground, why and by whom. */
export type Decision = Pick<ReleaseInput, "outcome" | "ground" | "reasons" | "by">;

/** What was chosen for parts, by their ids; what is not here is as proposed. */
export type Measures = Record<string, string>;

export const measures = ["include", "words", "mask", "leave-out"] as const;

/** What becomes of a part. */
export const measureOf = (part: ReleasePart, chosen: Measures): string =>
  chosen[part.id] ?? part.measure;

/** Without an entry where the proposal is chosen. */
export function choose(chosen: Measures, parts: ReleasePart[], measure: string): Measures {
  const next = { ...chosen };
  for (const { id } of parts) {
    if (measure) next[id] = measure;
    else delete next[id];
  }
  return next;
}
