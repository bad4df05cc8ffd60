import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { t, wordsFor } from "../src/texts";

const sources = import.meta.glob<string>("../src/**/*.{ts,svelte}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const files = import.meta.glob<string>("../../src-tauri/texts/sv/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const keysOf = (source: string) => [...new FluentResource(source).body].map((entry) => entry.id);
/** The files that the window asks by keys that stand in its code. */
const isOwn = (name: string) =>
  /\/(window|case-list|figures|consents|archive|backups|keys|disposal|release|handover|packages|outgoing|systems|trail|municipality)\.ftl$/.test(
    name,
  );
const windowFile = Object.entries(files)
  .filter(([name]) => isOwn(name))
  .map(([, source]) => source)
  .join("\n");
const written = keysOf(windowFile);

/** What the code asks for: `t("key")`, always with the key itself in the code. */
const calls = Object.entries(sources)
  .filter(([name]) => !name.includes("/gallery/"))
  .flatMap(([name, source]) =>
    [...source.matchAll(/\bt\(\s*([^,)]*)/g)].map((call) => ({ name, argument: call[1] ?? "" })),
  )
  .filter((call) => call.argument !== "key: string");

describe("the window's texts", () => {
  test("are asked for by keys that stand in the code", () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter((call) => !/^"[a-z][a-z0-9-]*"$/.test(call.argument.trim()))).toEqual([]);
  });

  test("are all there, and all used", () => {
    const used = new Set(calls.map((call) => call.argument.trim().slice(1, -1)));
    expect([...used].filter((key) => !written.includes(key))).toEqual([]);
    expect(written.filter((key) => !used.has(key))).toEqual([]);
  });

  test("share no key with the files of the other parts", () => {
    const others = Object.entries(files).filter(([name]) => !isOwn(name));
    const theirs = new Set(others.flatMap(([, source]) => keysOf(source)));
    expect(theirs.size).toBeGreaterThan(0);
    expect(written.filter((key) => theirs.has(key))).toEqual([]);
    expect(written.filter((key, at) => written.indexOf(key) !== at)).toEqual([]);
  });

  test("use real quotation marks, dashes and dots", () => {
    const lines = windowFile.split("\n").filter((line) => !line.startsWith("#"));
    expect(lines.filter((line) => /"|'|\.\.\.| - /.test(line))).toEqual([]);
  });

  test("are filled in, choose by their argument, and read attributes", () => {
    expect(t("save-done", { time: "14:03" })).toBe("Sparat 14:03");
    expect(t("answer-clear-label", { label: "Elev" })).toBe("Ta bort svaret på: Elev");
    expect(t("manner", { manner: "ink" })).toBe("Med penna på papper");
    expect(wordsFor("no-such-key")).toBeUndefined();
  });
});
