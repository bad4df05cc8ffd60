import { beforeEach, expect, test, vi } from "vitest";
import { wordsFor } from "../src/texts";
import Backups from "../src/views/backups/Backups.svelte";
import Post from "../src/views/handover/Post.svelte";
import { fresh, world } from "./fake/host";
import { put, settle } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

const text = () => document.body.textContent;

beforeEach(() => fresh());

test("a file that could not be removed from the folder is said by its name", async () => {
  const parcels = { waiting: [], refused: [], taken: [], mailbox: "/mnt/delat", reachable: true };
  world.answering.parcels = { ...parcels, left: [] };
  world.answering.look_in_mailbox = { ...parcels, left: ["0a1b-9c8d.lotspaket"] };
  world.answering.handovers = [];
  put(Post, {});
  await settle();
  expect(text()).toContain("Ta bort filen själv: 0a1b-9c8d.lotspaket");
});

test("a place that is there without its backups is said, with what to do", async () => {
  const place = { own: false, path: "/mnt/usb", there: false, gone: true, times: [] };
  world.answering.backups = { places: [place], warnings: ["gone"], restored: null, drill: null };
  put(Backups, { onrestored: () => undefined });
  await settle();
  expect(text()).toContain("där finns inga av valvets säkerhetskopior");
  expect(text()).toContain(wordsFor("backups-gone"));
  expect(text(), "it can be reached").not.toContain(wordsFor("backups-away"));
});
