import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Autosave, type Changes, type SaveStanding } from "../src/form/autosave";

/** An autosave into a list, with a switch that makes the vault fail. */
function desk() {
  const writes: Changes[] = [];
  const standings: SaveStanding[] = [];
  const vault = { fails: false };
  const autosave = new Autosave<void>({
    write: async (changes) => {
      writes.push(changes);
      if (vault.fails) throw new Error("disk");
    },
    onstanding: (standing) => standings.push(standing),
  });
  return { autosave, writes, standings, vault };
}

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("writes once after the last key, every field that changed", async () => {
    const { autosave, writes, standings } = desk();
    for (const text of ["h", "he", "hej"]) autosave.change("a", text);
    autosave.change("b", true);
    expect(writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(writes).toEqual([{ a: "hej", b: true }]);
    expect(standings.at(-1)).toBe("saved");
  });

  test("is never more than two seconds behind someone who keeps typing", async () => {
    const { autosave, writes } = desk();
    for (let at = 0; at < 30; at++) {
      autosave.change("a", at);
      await vi.advanceTimersByTimeAsync(200);
      if (at >= 10) expect(writes.at(-1)?.a).toBeGreaterThanOrEqual(at - 10);
    }
  });

  test("writes what failed again, under what came since", async () => {
    const { autosave, writes, standings, vault } = desk();
    vault.fails = true;
    autosave.change("a", "old");
    autosave.change("b", "kept");
    await vi.advanceTimersByTimeAsync(700);
    expect(standings.at(-1)).toBe("failed");
    vault.fails = false;
    autosave.change("a", "new");
    await vi.advanceTimersByTimeAsync(2000);
    expect(writes.at(-1)).toEqual({ a: "new", b: "kept" });
    expect(standings.at(-1)).toBe("saved");
  });

  test("tries again by itself", async () => {
    const { autosave, writes, vault } = desk();
    vault.fails = true;
    autosave.change("a", 1);
    await vi.advanceTimersByTimeAsync(700);
    vault.fails = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(writes.length).toBe(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes.length).toBe(2);
  });

  test("flush writes at once, and says so when it cannot", async () => {
    const { autosave, writes, vault } = desk();
    autosave.change("a", 1);
    await autosave.flush();
    await autosave.flush();
    expect(writes).toEqual([{ a: 1 }]);
    vault.fails = true;
    autosave.change("a", 2);
    await expect(autosave.flush()).rejects.toThrow("disk");
  });

  test("a flush that failed is tried again without another key", async () => {
    const { autosave, writes, vault } = desk();
    vault.fails = true;
    autosave.change("a", 1);
    await expect(autosave.flush()).rejects.toThrow();
    vault.fails = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(writes.at(-1)).toEqual({ a: 1 });
  });

  test("a change during a write is written after it, and the two never overlap", async () => {
    const order: string[] = [];
    let free = () => {};
    const autosave = new Autosave<void>({
      write: async ({ a }) => {
        order.push(`begin ${a}`);
        if (a === 1) await new Promise<void>((done) => (free = done));
        order.push(`end ${a}`);
      },
      onstanding: (standing) => order.push(standing),
    });
    autosave.change("a", 1);
    await vi.advanceTimersByTimeAsync(700);
    autosave.change("a", 2);
    await vi.advanceTimersByTimeAsync(2000);
    expect(order).toEqual(["waiting", "begin 1", "waiting"]);
    free();
    await vi.advanceTimersByTimeAsync(2000);
    expect(order.slice(3)).toEqual(["end 1", "begin 2", "end 2", "saved"]);
  });

  test("takes nothing after its end", async () => {
    const { autosave, writes } = desk();
    autosave.change("a", 1);
    await autosave.end();
    autosave.change("a", 2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(writes).toEqual([{ a: 1 }]);
  });
});
