import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Autosave, type SaveStanding, type Write } from "../src/form/autosave";

/** An autosave into a list, with a switch that makes the vault fail. */
function desk() {
  const writes: Write<string>[] = [];
  const standings: SaveStanding[] = [];
  let count = 0;
  const vault = { fails: false };
  const autosave = new Autosave<string>({
    write: async (write) => {
      writes.push(write);
      if (vault.fails) throw new Error("disk");
    },
    onstanding: (standing) => standings.push(standing),
    newId: () => `w${++count}`,
  });
  const contents = () => writes.map((write) => write.content);
  return { autosave, writes, contents, standings, vault };
}

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("writes once after the last key", async () => {
    const { autosave, contents, standings } = desk();
    for (const text of ["h", "he", "hej"]) autosave.change(text);
    expect(contents()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(contents()).toEqual(["hej"]);
    expect(standings.at(-1)).toBe("saved");
  });

  test("is never more than two seconds behind someone who keeps typing", async () => {
    const { autosave, contents } = desk();
    for (let at = 0; at < 20; at++) {
      autosave.change(String(at));
      await vi.advanceTimersByTimeAsync(200);
      if (at >= 10) expect(Number(contents().at(-1))).toBeGreaterThanOrEqual(at - 10);
    }
  });

  test("sends a failed write again under its own id, and a newer one under a new", async () => {
    const { autosave, writes, standings, vault } = desk();
    vault.fails = true;
    autosave.change("a");
    await vi.advanceTimersByTimeAsync(1500);
    expect(standings.at(-1)).toBe("failed");
    vault.fails = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(new Set(writes.map((write) => write.id))).toEqual(new Set(["w1"]));
    expect(standings.at(-1)).toBe("saved");
    autosave.change("b");
    await autosave.flush();
    expect(writes.at(-1)).toEqual({ id: "w2", content: "b" });
  });

  test("flush writes at once, and says so when it cannot", async () => {
    const { autosave, contents, vault } = desk();
    autosave.change("a");
    await autosave.flush();
    expect(contents()).toEqual(["a"]);
    await autosave.flush();
    expect(contents()).toEqual(["a"]);
    vault.fails = true;
    autosave.change("b");
    await expect(autosave.flush()).rejects.toThrow("disk");
  });

  test("a change during a write is written after it", async () => {
    const order: string[] = [];
    let free = () => {};
    const autosave = new Autosave<string>({
      write: async ({ content }) => {
        order.push(`begin ${content}`);
        if (content === "a") await new Promise<void>((done) => (free = done));
        order.push(`end ${content}`);
      },
      onstanding: () => {},
    });
    autosave.change("a");
    await vi.advanceTimersByTimeAsync(700);
    autosave.change("b");
    await vi.advanceTimersByTimeAsync(2000);
    expect(order).toEqual(["begin a"]);
    free();
    await vi.advanceTimersByTimeAsync(2000);
    expect(order).toEqual(["begin a", "end a", "begin b", "end b"]);
  });

  test("takes nothing after its end", async () => {
    const { autosave, contents } = desk();
    autosave.change("a");
    await autosave.end();
    autosave.change("b");
    await vi.advanceTimersByTimeAsync(5000);
    expect(contents()).toEqual(["a"]);
  });
});
