import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import outgoing from "../../src-tauri/texts/sv/outgoing.ftl?raw";
import systems from "../../src-tauri/texts/sv/systems.ftl?raw";
import packages from "../../src-tauri/texts/sv/packages.ftl?raw";
import archive from "../../src-tauri/texts/sv/archive.ftl?raw";
import backups from "../../src-tauri/texts/sv/backups.ftl?raw";
import figures from "../../src-tauri/texts/sv/figures.ftl?raw";
import caseList from "../../src-tauri/texts/sv/case-list.ftl?raw";
import cases from "../../src-tauri/texts/sv/cases.ftl?raw";
import consents from "../../src-tauri/texts/sv/consents.ftl?raw";
import disposal from "../../src-tauri/texts/sv/disposal.ftl?raw";
import errors from "../../src-tauri/texts/sv/errors.ftl?raw";
import handover from "../../src-tauri/texts/sv/handover.ftl?raw";
import keys from "../../src-tauri/texts/sv/keys.ftl?raw";
import municipality from "../../src-tauri/texts/sv/municipality.ftl?raw";
import papers from "../../src-tauri/texts/sv/papers.ftl?raw";
import release from "../../src-tauri/texts/sv/release.ftl?raw";
import signing from "../../src-tauri/texts/sv/signing.ftl?raw";
import trail from "../../src-tauri/texts/sv/trail.ftl?raw";
import vault from "../../src-tauri/texts/sv/vault.ftl?raw";
import window from "../../src-tauri/texts/sv/window.ftl?raw";

/** What a text may be filled with. */
export type Args = Record<string, FluentVariable>;

const bundle = bundleOf("sv", [
  window,
  errors,
  vault,
  cases,
  caseList,
  figures,
  consents,
  archive,
  packages,
  outgoing,
  systems,
  backups,
  papers,
  signing,
  keys,
  municipality,
  disposal,
  release,
  handover,
  trail,
]);

/**
 * The words for a key of the texts; `key.attribute` reads an attribute. A key
 * without words gives the key itself, so that a slip is seen, and a test fails before that.
 */
export function t(key: string, args?: Args): string {
  return wordsFor(key, args) ?? key;
}

/** As `t`, but undefined where no words exist (an error code newer than this window). */
export function wordsFor(key: string, args?: Args): string | undefined {
  const [id = key, attribute] = key.split(".");
  const message = bundle.getMessage(id);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  return pattern ? bundle.formatPattern(pattern, args ?? null, []) : undefined;
}

function bundleOf(language: string, sources: string[]): FluentBundle {
  // Isolation marks around arguments would end up in what people copy out of the window.
  const made = new FluentBundle(language, { useIsolating: false });
  for (const source of sources) made.addResource(new FluentResource(source));
  return made;
}
