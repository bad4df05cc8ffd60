import { host } from "../host";
import { route } from "../route.svelte";
import type { DocumentView, Judgement, Saved, SectionState } from "../wire";
import { Autosave, type Changes, type SaveStanding } from "./autosave";

/** A document while it is filled in: what is typed, what Rust makes of it, and how it is kept. */
export class Draft {
  readonly id: string;
  answers: Readonly<Record<string, unknown>> = $state.raw({});
  judgement: Judgement = $state.raw({ applies: [], problems: [], notices: [] });
  sections: SectionState[] = $state.raw([]);
  standing: SaveStanding = $state("idle");
  savedAt: string | null = $state(null);
  applies: ReadonlySet<string> = $derived(new Set(this.judgement.applies));

  #autosave: Autosave<Saved>;
  /** What Rust read otherwise than it was typed, and is still shown as typed. */
  #read = new Map<string, { typed: unknown; read: unknown }>();
  #stay: () => void;

  constructor(view: DocumentView) {
    this.id = view.id;
    this.answers = view.answers;
    this.judgement = view.judgement;
    this.sections = view.sections;
    this.savedAt = view.saved_at;
    this.standing = view.saved_at ? "saved" : "idle";
    this.#autosave = new Autosave({
      write: (changes) => host.saveDraft(this.id, changes),
      onstanding: (standing) => (this.standing = standing),
      onsaved: (saved, sent) => this.#judged(saved, sent),
    });
    this.#stay = route.beforeLeaving(() => this.#autosave.flush());
  }

  /** Answers a question; null takes the answer back. */
  answer(field: string, value: unknown) {
    this.answers = { ...this.answers, [field]: value };
    this.#autosave.change(field, value);
  }

  /** Has everything typed so far in the vault. */
  flush(): Promise<void> {
    return this.#autosave.flush();
  }

  /** The view is gone: the last keys are written, and nothing more is taken. */
  end() {
    this.#stay();
    this.#autosave.end().catch(() => undefined);
  }

  /** A field was left: what was typed in it is kept, and shown as Rust read it (`21/11` as a day). */
  async settle(): Promise<void> {
    await this.flush();
    this.#showRead();
  }

  /**
   * What Rust makes of the answers: an answer can open the section that follows, with its usual
   * answers, or close it again. What stands in the window already is the user's and stays.
   */
  #judged(saved: Saved, sent: Changes) {
    for (const [field, typed] of Object.entries(sent)) {
      const read = saved.answers[field] ?? null;
      if (JSON.stringify(read) !== JSON.stringify(typed)) this.#read.set(field, { typed, read });
    }
    this.answers = { ...saved.answers, ...this.answers };
    this.judgement = saved.judgement;
    this.sections = saved.sections;
    this.savedAt = saved.at;
    this.#showRead();
  }

  /** Nothing changes under the hands of someone who types: a field is rewritten when it is left. */
  #showRead() {
    for (const [field, { typed, read }] of this.#read) {
      if (isInUse(field)) continue;
      if (this.answers[field] === typed) this.answers = { ...this.answers, [field]: read };
      this.#read.delete(field);
    }
  }
}

/** Whether the cursor stands in a field, or in a part of it. */
function isInUse(field: string): boolean {
  const at = document.activeElement?.id ?? "";
  return at === field || at.startsWith(`${field}-`);
}
