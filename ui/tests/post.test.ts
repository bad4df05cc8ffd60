import { beforeEach, expect, test, vi } from "vitest";
import { wordsFor } from "../src/texts";
import Backups from "../src/views/backups/Backups.svelte";
import Post from "../src/views/handover/Post.svelte";
import { fresh, world } from "./fake/host";
import { exchanged, parcel } from "./fake/parcel";
import { click, named, put, settle } from "./screen";

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

test("why the folder took nothing is said, and where no folder is set what waits does not wait for one", async () => {
  const parcels = { waiting: [], refused: [], taken: [], left: [], mailbox: null, reachable: true };
  world.answering.parcels = { ...parcels, stuck: null };
  world.answering.look_in_mailbox = { ...parcels, stuck: { code: "disk-full", args: {} } };
  const waits = { ...exchanged, standing: "handover-in-outbox", in_outbox: true };
  world.answering.handovers = [waits];
  world.answering.leave_unsent = [];
  put(Post, { sent: "waits" as const });
  await settle();
  expect(text()).toContain(wordsFor("send-waits"));
  expect(text()).toContain(wordsFor("handover-waiting-nowhere"));
  expect(text()).toContain(wordsFor("post-stuck"));
  expect(text()).toContain("full");
  world.calls.length = 0;
  click(named("Skicka inte"));
  await settle();
  expect(world.calls.map(({ name }) => name)).toEqual(["leave_unsent"]);
});

test("what was given up is said for as long as one looks", async () => {
  const parcels = { waiting: [], refused: [], taken: [], left: [], mailbox: null, reachable: true };
  world.answering.parcels = world.answering.look_in_mailbox = { ...parcels, stuck: null };
  world.answering.handovers = [];
  put(Post, { news: { packages: 2, unsent: 1, stuck: false } });
  await settle();
  expect(text()).toContain(wordsFor("post-news", { count: 2 }));
  expect(text()).toContain(wordsFor("post-unsent", { count: 1 }));
});

test("papers that are not read are read when one asks, and that can be stopped", async () => {
  const waits = {
    ...parcel,
    standing: "parcel-unread",
    can_be_taken: false,
    can_be_sent_back: false,
  };
  const parcels = { refused: [], taken: [], left: [], mailbox: null, reachable: true };
  const unread = { ...parcels, waiting: [waits] };
  world.answering.parcels = world.answering.look_in_mailbox = unread;
  world.answering.handovers = [];
  put(Post, {});
  await settle();
  expect(text()).toContain(wordsFor("parcel-standing", { standing: "parcel-unread" }));
  expect(text()).not.toContain(wordsFor("post-stop-reading"));
  let read: () => void = () => undefined;
  world.waiting.read_parcels = new Promise<void>((resolve) => (read = resolve));
  world.answering.read_parcels = { ...parcels, waiting: [parcel] };
  vi.useFakeTimers();
  click(named(`${wordsFor("parcel-read")}: Maja Berg, Frånvaro`));
  await vi.advanceTimersByTimeAsync(500);
  expect(text()).toContain(wordsFor("post-stop-reading"));
  expect(text(), "it is being done").not.toContain(wordsFor("parcel-read"));
  read();
  await vi.advanceTimersByTimeAsync(500);
  vi.useRealTimers();
  expect(text()).toContain(wordsFor("parcel-take"));
  expect(text()).not.toContain(wordsFor("post-stop-reading"));
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
