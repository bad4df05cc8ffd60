/** How a draft stands between the keys and the vault. */
export type SaveStanding = "idle" | "waiting" | "saved" | "failed";

/** Answers that changed, by field id. */
export type Changes = Record<string, unknown>;

interface Options<Saved> {
  /** Writes changes durably. Called for one write at a time; the same write may be repeated. */
  write: (changes: Changes) => Promise<Saved>;
  onstanding: (standing: SaveStanding) => void;
  /** Told what was written, and what became of it. */
  onsaved?: (saved: Saved, changes: Changes) => void;
  /** Milliseconds of stillness before a write. */
  still?: number;
  /** Milliseconds a change may wait at most, however the typing goes on. */
  longest?: number;
}

/**
 * Keeps a draft at most two seconds behind the last key. Changes that could not be written are
 * written again together with those that came since; setting an answer twice changes nothing.
 */
export class Autosave<Saved> {
  #options: Required<Options<Saved>>;
  #pending: Changes | undefined;
  #stillTimer: ReturnType<typeof setTimeout> | undefined;
  #longestTimer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(options: Options<Saved>) {
    this.#options = { still: 600, longest: 1500, onsaved: () => {}, ...options };
  }

  /** Takes in an answer. */
  change(field: string, value: unknown) {
    if (this.#ended) return;
    this.#pending = { ...this.#pending, [field]: value };
    this.#options.onstanding("waiting");
    this.#schedule();
  }

  /** Writes what waits at once; done when the vault has it, rejected when it has not. */
  flush(): Promise<void> {
    this.#cancel();
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  /** Forgets what waits, once what is being written is done; what could not be written is forgotten too. */
  async discard(): Promise<void> {
    this.#pending = undefined;
    this.#cancel();
    await this.#writing.catch(() => undefined);
    this.#pending = undefined;
    this.#cancel();
  }

  /** Writes what waits and takes nothing more. */
  end(): Promise<void> {
    this.#ended = true;
    return this.flush();
  }

  async #write(): Promise<void> {
    const changes = this.#pending;
    if (!changes) return;
    this.#pending = undefined;
    try {
      const saved = await this.#options.write(changes);
      this.#options.onsaved(saved, changes);
      if (!this.#pending) this.#options.onstanding("saved");
    } catch (failure) {
      this.#pending = { ...changes, ...(this.#pending as Changes | undefined) };
      this.#options.onstanding("failed");
      if (!this.#ended) this.#schedule();
      throw failure;
    }
  }

  #schedule() {
    clearTimeout(this.#stillTimer);
    this.#stillTimer = setTimeout(() => this.#due(), this.#options.still);
    this.#longestTimer ??= setTimeout(() => this.#due(), this.#options.longest);
  }

  #cancel() {
    clearTimeout(this.#stillTimer);
    clearTimeout(this.#longestTimer);
    this.#stillTimer = this.#longestTimer = undefined;
  }

  #due() {
    this.flush().catch(() => undefined);
  }
}
