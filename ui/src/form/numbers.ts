/** A number as it is typed in Swedish (`17,5`), or the text itself where it is no number. */
export function readNumber(typed: string): number | string | null {
  const text = typed.trim().replace("−", "-");
  if (text === "") return null;
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
}

/** A number as it is written in Swedish. */
export function writeNumber(value: unknown): string {
  return typeof value === "number" ? String(value).replace(".", ",") : String(value ?? "");
}

/** A month as it is typed (`202611`, `11/2026`), or the text itself. */
export function readMonth(typed: string): string {
  const text = typed.trim();
  const parts =
    /^(?<y>\d{4})[-./ ]?(?<m>\d{1,2})$/.exec(text)?.groups ??
    /^(?<m>\d{1,2})[-./ ](?<y>\d{4})$/.exec(text)?.groups;
  return parts ? `${parts.y}-${parts.m?.padStart(2, "0")}` : text;
}
