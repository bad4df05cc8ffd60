import { beforeEach, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { route } from "../src/route.svelte";
import { fresh, world } from "./fake/host";
import { click, named, put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

/** Opens the vault while the window holds files of these kinds; where the user is then. */
async function openedWith(packages: boolean, papers: boolean) {
  world.answering.packages_given = packages;
  world.answering.papers_dropped = papers;
  put(App, {});
  await settle();
  return route.place;
}

beforeEach(() => {
  fresh();
  route.clear();
});

test("what was given to a locked vault is shown when it is opened", async () => {
  expect(await openedWith(false, false)).toEqual({ view: "home" });
  expect(await openedWith(false, true)).toEqual({ view: "intake", dropped: true });
  route.clear();
  expect(await openedWith(true, false)).toEqual({ view: "post", dropped: true });
  expect(world.calls.some(({ name }) => name === "open_dropped_packages")).toBe(true);
});

test("the post opens packages and leads on to papers that came with them", async () => {
  expect(await openedWith(true, true)).toEqual({ view: "post", dropped: true });
  const asked = (command: string) => world.calls.some(({ name }) => name === command);
  expect([asked("open_dropped_packages"), asked("take_dropped")]).toEqual([true, false]);
  click(named("Ta emot papperen"));
  await settle();
  expect(route.place).toEqual({ view: "intake", dropped: true });
});
