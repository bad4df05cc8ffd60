import { describe, expect, test } from "vitest";

const sources = import.meta.glob<string>("../src/**/*.{ts,svelte}", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The files in which something stands. */
const having = (what: RegExp) =>
  Object.entries(sources)
    .filter(([, source]) => what.test(source))
    .map(([name]) => name.replace("../src/", ""));

describe("the window keeps to its security policy", () => {
  test.each([
    ["styles in attributes", /\sstyle(=["{]|:[\w-]+=)/],
    ["raw HTML", /\{@html|innerHTML|insertAdjacentHTML/],
    ["code from text", /\beval\(|new Function\(/],
    ["anything fetched", /\bfetch\(|XMLHttpRequest|WebSocket|https?:\/\/(?!127)/],
    ["the browser's own stores", /localStorage|sessionStorage|indexedDB|document\.cookie/],
    ["a log", /console\./],
  ])("no %s", (_name, what) => expect(having(what)).toEqual([]));

  test("one file alone knows of Tauri", () => {
    expect(having(/@tauri-apps/)).toEqual(["host.ts"]);
  });

  test("no component has a colour of its own", () => {
    const coloured = having(/:\s*[^;{]*(#[0-9a-f]{3,8}\b|rgb\(|hsl\()/i);
    expect(coloured).toEqual([]);
  });
});

test("a document's page shares no id with what opens within it", () => {
  const ids = (name: string) => {
    const source = sources[`../src/views/archive/${name}.svelte`] ?? "";
    return [...source.matchAll(/\sid="([\w-]+)"/g)].map(([, id]) => id);
  };
  const page = ids("DocumentFile");
  const within = ["ForSystem", "Packages", "Paste"].flatMap(ids);
  expect(page.filter((id) => within.includes(id))).toEqual([]);
});
