import type { Option } from "./field";

/** A column of a table that is filled in. */
export interface Column {
  id: string;
  label: string;
  kind: string;
  options?: Option[];
  /** Its share of the width, beside the other columns' shares. */
  weight?: number;
}

/** A column's share of the width. Text wraps; the words of a list do not, so its longest ones must fit. */
export function weightOf({ weight = 1, options = [] }: Column): number {
  const longest = Math.max(0, ...options.map(({ label }) => label.length));
  return Math.max(weight, longest * 0.16);
}

/** A row: its stable id under `row`, and a value for each column. */
export type Row = { row: string } & Record<string, unknown>;

/** The rows with an empty one after `at` (at the end without it). */
export function withRow(rows: Row[], id: string, at = rows.length - 1): Row[] {
  return rows.toSpliced(at + 1, 0, { row: id });
}

/** The rows without the one named. */
export function withoutRow(rows: Row[], id: string): Row[] {
  return rows.filter((row) => row.row !== id);
}

/** The rows with one value changed; an empty value is left out. */
export function withCell(rows: Row[], id: string, column: string, value: unknown): Row[] {
  return rows.map((row) => {
    if (row.row !== id) return row;
    const { [column]: _old, ...rest } = row;
    const changed = value === "" || value === undefined ? rest : { ...rest, [column]: value };
    return changed as Row;
  });
}
