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

  /** A form whose text is kept while it is half typed, and one in which a secret is typed. */
  const keeps = /<Form[^>]*\bkept\b/;
  const asksForSecret = /PassphraseField|type="password"/;

  // What is reviewed here: either there is no open vault to keep it in, or the list or the papers that the choices are
  // about go from memory when the vault is locked, or nothing is typed that is not compared at once with what was heard.
  test("what is half typed in a form is kept, unless there is a reason", () => {
    const others = having(/<Form[\s>]/).filter((name) => {
      const source = sources[`../src/${name}`] ?? "";
      return !keeps.test(source) && !asksForSecret.test(source);
    });
    expect(others).toEqual([
      "views/archive/FileReady.svelte",
      "views/archive/LoosePage.svelte",
      "views/case-list/Columns.svelte",
      "views/case-list/Rows.svelte",
      "views/figures/RegisterColumns.svelte",
      "views/first-start/ProfileStep.svelte",
      "views/first-start/ProofStep.svelte",
      "views/handover/Compare.svelte",
      "views/municipality/CeremonyBegin.svelte",
      "views/municipality/CeremonyRead.svelte",
      "views/municipality/RescueReason.svelte",
      "views/municipality/RescueShare.svelte",
      "views/print/PrinterChoice.svelte",
    ]);
  });

  test("no secret is among what is kept", () => {
    const kept = having(/new Unfinished\(/).flatMap((name) =>
      [...(sources[`../src/${name}`] ?? "").matchAll(/new Unfinished\([^;]*;/g)].map(
        ([call]) => call,
      ),
    );
    expect(kept.length).toBeGreaterThan(15);
    expect(kept.filter((call) => /passphrase|\bpin\b|again|shares?\b/i.test(call))).toEqual([]);
  });

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
  const within = ["ConfirmRows", "ForSystem", "Packages", "Paste"].flatMap(ids);
  expect(page.filter((id) => within.includes(id))).toEqual([]);
});
