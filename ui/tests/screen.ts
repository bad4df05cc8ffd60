import { flushSync, mount, unmount, type Component } from "svelte";

/** What is on the page: it must let go of the keyboard before the next comes. */
let last: { remove: () => void } | undefined;

/** Puts one component on an empty page; gives a way to look at it and to take it away. */
export function put<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
) {
  last?.remove();
  document.body.replaceChildren();
  const mounted = mount(component, { target: document.body, props });
  flushSync();
  let there = true;
  last = {
    remove: () => {
      if (there) void unmount(mounted);
      there = false;
    },
  };
  return last;
}

/** The element with this id, as what it is. */
export function byId<T extends HTMLElement = HTMLInputElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id} in ${document.body.innerHTML}`);
  return found as T;
}

/** The first element that matches. */
export function one<T extends HTMLElement = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector} in ${document.body.innerHTML}`);
  return found;
}

export function all<T extends HTMLElement = HTMLElement>(selector: string): T[] {
  return [...document.querySelectorAll<T>(selector)];
}

/** The button or link with these words. */
export function named(words: string): HTMLElement {
  const found = all("button, a").find((element) => nameOf(element) === words);
  if (!found) throw new Error(`nothing called ”${words}” in ${document.body.innerHTML}`);
  return found;
}

/** The name by which an element is known: its label, or its text without what is only seen. */
function nameOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll("[aria-hidden]")) hidden.remove();
  return (element.getAttribute("aria-label") ?? copy.textContent).trim();
}

export function write(input: HTMLInputElement | HTMLTextAreaElement, text: string) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
  flushSync();
}

export function click(target: HTMLElement) {
  target.click();
  flushSync();
}

/** Lets everything that was promised happen. */
export async function settle() {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((done) => setTimeout(done, 0));
    flushSync();
  }
}
