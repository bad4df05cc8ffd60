// Finds a control that can be used now, by the id that the form's definition gives it; null while there is none.
// arguments: field, "field" | "mark" | "cell", and for a mark its option, for a cell its row and column.
const [id, what, at, column] = arguments;

function cell() {
  const start = document.getElementById(id);
  const frame = start?.closest("fieldset, [role=group]");
  const row = frame?.querySelectorAll("tbody tr:has(textarea, input, select)")[at];
  if (!row) {
    frame?.querySelector(".foot button")?.click();
    return null;
  }
  const cells = [...row.querySelectorAll("textarea, input, select")];
  return cells.find((it) => it.id.endsWith(`-${column}`)) ?? cells.find((it) => it.id === id);
}

const marks = () => [...document.getElementsByName(id)];
const found =
  what === "cell" ? cell()
  : what === "mark" ? (marks().find((mark) => mark.value === at) ?? null)
  : document.getElementById(id);
if (!found || found.disabled || found.readOnly) return null;

const target = what === "mark" ? (found.labels?.[0] ?? found) : found;
target.scrollIntoView({ block: "center" });
return {
  element: target,
  on: found.checked === true,
  mark: found.matches("[type=radio], [type=checkbox]"),
  list: found.matches("select"),
};
