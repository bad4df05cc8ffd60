/** One thing the margin says about a field: where it comes from, and the words. */
export interface Guidance {
  /** What kind of remark it is, where that needs saying: “Källan”, “Lagen”, “Vem ser det?”. */
  source?: string;
  text: string;
}

/** What every field takes, whatever its kind. */
export interface FieldProps {
  /** The id of the control that takes focus; error summaries link to it. */
  id: string;
  label: string;
  hint?: string;
  /** The words of the error summary, repeated at the field. */
  error?: string;
  /** Marked “(valfritt)”; silently so in the schools' own forms, whose wording is not added to. */
  optional?: boolean | "silently";
  guidance?: Guidance[];
  /** Answered in a section that is sealed: readable, not changeable. */
  locked?: boolean;
}

/** An option to choose. */
export interface Option {
  id: string;
  label: string;
  hint?: string;
}

/** The ids that describe a control, for `aria-describedby`. */
export function describedBy(field: Pick<FieldProps, "id" | "hint" | "error">): string | undefined {
  const ids = [field.hint && `${field.id}-hint`, field.error && `${field.id}-error`];
  return ids.filter(Boolean).join(" ") || undefined;
}
