import { beforeEach, expect, test, vi } from "vitest";
import { host } from "../src/host";
import Rescue from "../src/views/municipality/Rescue.svelte";
import { fresh, world } from "./fake/host";
import { all, byId, click, named, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const title = () => all("h1")[0]?.textContent;

beforeEach(fresh);

test("a vault is made of the backup that the holders choose, and given to a new owner", async () => {
  put(Rescue, {
    begin: host.beginRescueFromBackups,
    onend: () => undefined,
    onopen: () => undefined,
  });
  await settle();
  for (const holder of ["Anna Ek", "Bo Al"]) {
    write(byId("holder"), holder);
    write(byId("words"), "ord");
    click(named("Lämna delen"));
    await settle();
  }
  expect(title()).toBe("Vilken säkerhetskopia ska bli valv igen?");
  expect(document.body.textContent).toContain("Okänd innehavare");
  expect(document.body.textContent, "what could not be read").toContain(
    "/mnt/delat/narvarolots-3f",
  );
  click(named("Välj kopian från 2026-11-25 12.00 (Birgitta Ek)"));
  await settle();
  expect(title()).toBe("Varför öppnas valvet?");
  expect(document.body.textContent).toContain("Innehavare: Birgitta Ek");
  write(byId("reason"), "KS 2026/12");
  click(named("Återställ och öppna valvet"));
  await settle();
  expect(world.calls.find((call) => call.name === "restore_rescued")?.args).toEqual({
    backup: "0/2026-11-25T11:00:00Z",
    reason: "KS 2026/12",
  });
  expect(title()).toBe("Valvets nya innehavare");
});

test("whoever chooses no folder is where they were", async () => {
  const onend = vi.fn();
  put(Rescue, { begin: () => Promise.resolve(null), onend, onopen: () => undefined });
  await settle();
  expect(onend).toHaveBeenCalledOnce();
});
