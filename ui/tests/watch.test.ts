import { beforeEach, describe, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { again } from "../src/again.svelte";
import { host } from "../src/host";
import { route } from "../src/route.svelte";
import { watching } from "../src/watching.svelte";
import { failure, fresh, world } from "./fake/host";
import { all, click, named, press, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const hides = () => world.calls.filter((call) => call.name === "hide").map((call) => call.args.on);

beforeEach(async () => {
  fresh();
  route.clear();
  put(App, {});
  await settle();
});

describe("the cover", () => {
  test("comes once for a key that is held down", async () => {
    press(document.body, "d", { ctrlKey: true });
    press(document.body, "d", { ctrlKey: true, repeat: true });
    press(document.body, "d", { ctrlKey: true, repeat: true });
    await settle();
    expect(hides()).toEqual([true]);
    press(document.body, "d", { ctrlKey: true });
    await settle();
    expect(hides()).toEqual([true, false]);
  });

  test("lets no key through but the one that locks", async () => {
    const heard: string[] = [];
    const listen = (event: KeyboardEvent) => heard.push(event.key);
    document.body.addEventListener("keydown", listen);
    press(document.body, "a");
    press(document.body, "d", { ctrlKey: true });
    for (const key of ["b", "Enter", "Escape"]) press(document.body, key);
    press(document.body, "l", { ctrlKey: true });
    document.body.removeEventListener("keydown", listen);
    await settle();
    expect(heard).toEqual(["a", "l"]);
  });

  test("lies over the question for the passphrase too", async () => {
    void again.ask();
    await settle();
    expect(all("#passphrase-again")).toHaveLength(1);
    press(document.body, "d", { ctrlKey: true });
    await settle();
    expect(all("#passphrase-again")).toHaveLength(0);
    press(document.body, "d", { ctrlKey: true });
    await settle();
    expect(all("#passphrase-again")).toHaveLength(1);
    again.giveUp();
  });
});

test("a conversation that goes on can be ended from every page", async () => {
  await watching.converse(true);
  await settle();
  click(named("Avsluta samtalet"));
  await settle();
  const conversations = world.calls.filter((call) => call.name === "converse");
  expect(conversations.map((call) => call.args.on)).toEqual([true, false]);
  expect(document.body.textContent).not.toContain("Samtal pågår");
});

test("what was refused for want of the passphrase stays refused when that is given up", async () => {
  world.failing.remove_clock = failure("passphrase-again", {});
  const removed = host.removeClock();
  const refused = expect(removed).rejects.toMatchObject({ code: "passphrase-again" });
  await settle();
  again.giveUp();
  await refused;
});
