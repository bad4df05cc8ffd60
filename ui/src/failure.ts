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

/** The faults of single fields, each with the id of its control. */
export function faultsOf(thrown: unknown): FieldFault[] {
  const error = errorOf(thrown);
  const whole = error.field ? [{ id: idOf(error.field), words: say(thrown) }] : [];
  return [...whole, ...error.problems.map(faultOf)];
}

/** One problem as words at a control. */
export function faultOf({ field, code, args }: FieldProblem): FieldFault {
  const words = wordsFor(`problem-${code}`, args) ?? t("failure-unknown", { code });
  return { id: idOf(field), words };
}

/** The words at one field, if anything is wrong there. */
export function wordsAt(faults: FieldFault[], id: string): string | undefined {
  return faults.find((fault) => fault.id === id)?.words;
}

/** `guardians.0.email` is no id: dots become hyphens. */
function idOf(field: string): string {
  return field.replaceAll(".", "-");
}
