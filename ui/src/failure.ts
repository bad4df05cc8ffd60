import { t, wordsFor } from "./texts";
import type { CommandError, FieldProblem } from "./wire";

/** Something a person can put right at one field. */
export interface FieldFault {
  /** The id of the control. */
  id: string;
  words: string;
}

/** What was thrown, as the error it is; what is no error of ours is said to be unexpected. */
export function errorOf(thrown: unknown): CommandError {
  const { code, args, field, problems } = (thrown ?? {}) as Partial<CommandError>;
  return {
    code: code ?? "unexpected",
    args: args ?? {},
    field: field ?? null,
    problems: problems ?? [],
  };
}

/** What happened and what to do, in the words of `errors.ftl`. */
export function say(thrown: unknown): string {
  const { code, args } = errorOf(thrown);
  const what = wordsFor(`error-${code}.what`, args);
  const todo = wordsFor(`error-${code}.do`, args);
  return what ? [what, todo].filter(Boolean).join(" ") : t("failure-unknown", { code });
}

/** The faults of single fields, each with the id of its control: the field's name behind `prefix`. */
export function faultsOf(thrown: unknown, prefix = ""): FieldFault[] {
  const error = errorOf(thrown);
  const whole = error.field ? [{ id: idOf(error.field, prefix), words: say(thrown) }] : [];
  return [...whole, ...error.problems.map((problem) => faultOf(problem, prefix))];
}

/** One problem as words at a control. `labels` names the fields that have longer names on screen. */
export function faultOf(problem: FieldProblem, prefix = "", label?: string): FieldFault {
  const words =
    wordsFor(`problem-${problem.code}`, { label: label ?? "", ...problem.args }) ??
    t("failure-unknown", { code: problem.code });
  return { id: idOf(problem.field, prefix), words };
}

/** The words at one field, if anything is wrong there. */
export function wordsAt(faults: FieldFault[], id: string): string | undefined {
  return faults.find((fault) => fault.id === id)?.words;
}

/** `guardians.0.email` and `actors[1].who` are no ids; dots and brackets become hyphens. */
function idOf(field: string, prefix: string): string {
  return prefix + field.replace(/[.[\]]+/g, "-").replace(/-$/, "");
}
