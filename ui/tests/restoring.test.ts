import { beforeEach, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { route } from "../src/route.svelte";
import { fresh, world } from "./fake/host";
import { byId, click, named, one, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

beforeEach(async () => {
  fresh();
  route.clear();
  put(App, {});
  await settle();
});

/** Everything up to the last step. */
async function restores() {
  await route.go({ view: "backups" });
  await settle();
  click(named("Återställ från en säkerhetskopia"));
  await settle();
  click(named("Kopiorna som programmet känner till"));
  await settle();
  write(byId("passphrase"), "lykta trappa björk hav");
  click(named("Visa kopiorna"));
  await settle();
  click(named("Välj kopian från 2026-11-25 12.00"));
  await settle();
  click(named("Återställ valvet"));
  await settle();
}

test("nobody goes anywhere while the vault is being restored", async () => {
  let end: () => void = () => undefined;
  world.waiting.restore = new Promise((done) => (end = done));
  await restores();
  expect(one("nav ul").inert).toBe(true);
  void route.go({ view: "pupils" });
  await settle();
  expect(route.place.view, "whoever wants to go waits").toBe("backups");
  expect(named("Lås"), "and can lock").toBeTruthy();
  end();
  await settle();
  expect(one("nav ul").inert).toBe(false);
  expect(route.place.view).toBe("pupils");
});

test("a restoring that failed keeps nobody", async () => {
  world.failing.restore = { code: "restore-no-room", args: {}, field: null, problems: [] };
  await restores();
  expect(one("nav ul").inert).toBe(false);
  expect(document.body.textContent).toContain("Disken är full eller");
});
