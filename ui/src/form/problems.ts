import { faultOf, type FieldFault } from "../failure";
import { t } from "../texts";
import type { FieldView, FormView, Problem } from "../wire";

/** The problems of a form, each with its question's name, its place in a table, and the id of its control. */
export function problemsAt(form: FormView, problems: Problem[]): FieldFault[] {
  return problems.map((problem) => {
    const { id, row, column } = placeOf(problem.field);
    const { words } = faultOf({ ...problem, field: id });
    const cell = column && t("table-cell", { column: columnOf(form, id, column), row: row ?? "" });
    const label = [labelOf(form, id), cell].filter(Boolean).join(", ");
    return { id, words: t("problem-at", { label, words }) };
  });
}

/** The name under which a question is understood on its own. */
export function labelOf(form: FormView, id: string): string {
  return question(form, id)?.full_label ?? id;
}

function columnOf(form: FormView, id: string, column: string): string {
  const kind = question(form, id)?.kind;
  const columns = kind?.kind === "table" ? kind.columns : [];
  return columns.find((each) => each.id === column)?.label ?? column;
}

function question(form: FormView, id: string): FieldView | undefined {
  const items = form.sections.flatMap((section) => section.items);
  return items.filter((item) => item.item === "field").find((field) => field.id === id);
}

/** Takes the reader to a question. */
export function focusField(id: string) {
  const control = document.getElementById(id);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
}

/** `actors[2].who` is a cell of the field `actors`, in its second row. */
function placeOf(path: string): { id: string; row?: string; column?: string } {
  const parts = /^(?<id>[^[]+)\[(?<row>\d+)\](?:\.(?<column>.+))?$/.exec(path)?.groups;
  return { id: parts?.id ?? path, row: parts?.row, column: parts?.column };
}
