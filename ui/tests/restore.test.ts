import { beforeEach, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { wordsFor } from "../src/texts";
import { fresh, passphrase, world } from "./fake/host";
import { all, byId, click, named, press, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const called = (name: string) => world.calls.filter((call) => call.name === name).length;

async function push(...names: string[]) {
  for (const name of names) {
    click(named(name));
    await settle();
  }
}

beforeEach(() => fresh("locked"));

test("where no copies are known a folder is chosen, and nothing else is offered", async () => {
  world.answering.backups_known = false;
  put(App, {});
  await settle();
  await push("Återställ från en säkerhetskopia");
  expect(document.body.textContent).not.toContain("Kopiorna som programmet känner till");
  expect(all("button.primary").map((one) => one.textContent.trim())).toEqual(["Välj mapp"]);
});

test("a vault that was restored from the locked screen is locked by who locks there", async () => {
  put(App, {});
  await settle();
  await push("Återställ från en säkerhetskopia", "Kopiorna som programmet känner till");
  write(byId("passphrase"), passphrase);
  // Rust keeps a clock from here on, and has the vault open at the end.
  world.state = "open";
  await push("Visa kopiorna");
  expect(document.body.textContent).toContain("Något i mappen E:\\narvarolots gick inte att läsa.");
  await push("Välj kopian från 2026-11-25 12.00", "Återställ valvet");
  expect(document.body.textContent).toContain("2 papper gick inte att hämta");
  press(document.body, "l", { ctrlKey: true });
  await settle();
  expect(called("lock")).toBe(1);
  expect(world.state).toBe("locked");
  expect(all("h1")[0]?.textContent).toBe(wordsFor("unlock-title"));
});
