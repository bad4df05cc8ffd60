// Finds what a person would point at: the visible element of a kind with an accessible name.
// arguments: kind, name, name of the group it stands in (or null). Gives { element } or { there: [names] };
// the kind "focused" gives the name of what has the focus.
const [kind, name, group] = arguments;

const KINDS = {
  press: "button, a[href], summary, [role=button], [role=link], [role=menuitem], [role=tab], [role=option]",
  field: "textarea, select, [role=combobox], input:not([type=radio]):not([type=checkbox])",
  choice: "input[type=radio], input[type=checkbox], [role=radio], [role=checkbox]",
  group: "fieldset, [role=group], [role=radiogroup], [role=row], tr, dialog, section, [role=region]",
};

const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
// What stands beside the words and is no part of the name: the key that does the same, the hint.
const wordsOf = (element) => {
  const copy = element.cloneNode(true);
  for (const beside of copy.querySelectorAll("kbd, .hint")) beside.remove();
  return copy.textContent;
};
const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" ");

function accessibleName(element) {
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) return clean(byIds(labelled));
  if (element.hasAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
  if (element.labels?.length) return clean([...element.labels].map(wordsOf).join(" "));
  const caption = element.querySelector(":scope > legend, :scope > caption, :scope > th, :scope > h1, :scope > h2, :scope > h3");
  if (caption) return clean(caption.textContent);
  return clean(wordsOf(element) || element.getAttribute("title") || element.getAttribute("placeholder"));
}

function visible(element) {
  const shown = element.matches(KINDS.choice) ? (element.labels?.[0] ?? element) : element;
  return shown.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], [aria-hidden=true]");
}

if (kind === "focused") return { there: [accessibleName(document.activeElement)] };

const within = (root, selector) => [...root.querySelectorAll(selector)].filter(visible);
const groups = group === null ? [document] : within(document, KINDS.group).filter((it) => accessibleName(it) === group);
const candidates = groups.flatMap((root) => within(root, KINDS[kind]));
const found = candidates.find((element) => accessibleName(element) === name);

if (!found) return { there: group !== null && groups.length === 0 ? within(document, KINDS.group).map(accessibleName) : candidates.map(accessibleName) };
// A radio or tick is often drawn by its label, and that is what a person clicks.
const target = kind === "choice" ? (found.labels?.[0] ?? found) : found;
// A person scrolls first; WebKit's driver does not always get that far by itself.
target.scrollIntoView({ block: "center" });
return { element: target };
