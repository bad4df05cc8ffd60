import { beforeEach, expect, test, vi } from "vitest";
import Ceremony from "../src/views/municipality/Ceremony.svelte";
import Rescue from "../src/views/municipality/Rescue.svelte";
import { fresh, world } from "./fake/host";
import { all, byId, click, named, press, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const title = () => all("h1")[0]?.textContent;
const told = () => window.dispatchEvent(new Event("narvarolots-watch"));

beforeEach(fresh);

test("a ceremony that was left goes back to its start, and says so", async () => {
  put(Ceremony, { onend: () => undefined });
  await settle();
  told();
  await settle();
  expect(title(), "nothing was begun").toBe("Gör kommunens nyckel");
  write(byId("municipality"), "Exempelkommun");
  click(named("Gör nyckeln"));
  await settle();
  press(document.body, "a");
  told();
  await settle();
  expect(title(), "somebody is there").toBe("Del 1 av 3");
  click(named("Visa del 1"));
  await settle();
  expect(document.body.textContent).toContain("hemligt");
  world.keyWaits = false;
  told();
  await settle();
  expect(title()).toBe("Nyckeln gjordes inte klar");
  expect(document.body.textContent).not.toContain("hemligt");
});

test("an opening that was left goes back too", async () => {
  put(Rescue, { onend: () => undefined, onopen: () => undefined });
  await settle();
  expect(title()).toBe("Öppna valvet med kommunens nyckel");
  world.keyWaits = false;
  told();
  await settle();
  expect(title()).toBe("Valvet öppnades inte färdigt");
});
