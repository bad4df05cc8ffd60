import { faultOf, type FieldFault } from "../failure";
import { t } from "../texts";
import type { FormView, Problem } from "../wire";

/** The problems of a form, each with its question's name and the id of its control. */
export function problemsAt(form: FormView, problems: Problem[]): FieldFault[] {
  return problems.map((problem) => {
    const id = fieldOf(problem.field);
    const { words } = faultOf({ ...problem, field: id });
    return { id, words: t("problem-at", { label: labelOf(form, id), words }) };
  });
}

/** The name under which a question is understood on its own. */
export function labelOf(form: FormView, id: string): string {
  const items = form.sections.flatMap((section) => section.items);
  const field = items.find((item) => item.item === "field" && item.id === id);
  return field?.item === "field" ? field.full_label : id;
}

/** Takes the reader to a question. */
export function focusField(id: string) {
  const control = document.getElementById(id);
  control?.scrollIntoView({ block: "center" });
  control?.focus();
}

/** `actors[2].who` is a cell of the field `actors`. */
function fieldOf(path: string): string {
  return path.split("[")[0] ?? path;
}
