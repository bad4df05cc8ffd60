/** How a draft stands between the keys and the vault. */
export type SaveStanding = "idle" | "waiting" | "saved" | "failed";

/** What one write needs; the same id is sent again until the write is acknowledged. */
export interface Write<T> {
  id: string;
  content: T;
}

interface Options<T> {
  /** Writes a draft durably. Called for one write at a time. */
  write: (write: Write<T>) => Promise<void>;
  onstanding: (standing: SaveStanding, failure?: unknown) => void;
  newId?: () => string;
  /** Milliseconds of stillness before a write. */
  still?: number;
  /** Milliseconds a change may wait at most, however the typing goes on. */
  longest?: number;
}

/**
 * Keeps a draft at most two seconds behind the last key. A write that fails is sent again with its
 * own id, so that one that reached the vault after all is not taken twice.
 */
export class Autosave<T> {
  #options: Required<Options<T>>;
  #pending: Write<T> | undefined;
  #stillTimer: ReturnType<typeof setTimeout> | undefined;
  #longestTimer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #ended = false;

  constructor(options: Options<T>) {
    this.#options = { newId: () => crypto.randomUUID(), still: 600, longest: 1500, ...options };
  }

  /** Takes in a change; what was still waiting is replaced by it. */
  change(content: T) {
    if (this.#ended) return;
    this.#pending = { id: this.#options.newId(), content };
    this.#options.onstanding("waiting");
    this.#schedule();
  }

  /** Writes what waits at once; done when the vault has it, or rejected when it has not. */
  async flush(): Promise<void> {
    this.#cancel();
    await this.#writing?.catch(() => undefined);
    if (this.#pending) await this.#send(this.#pending);
  }

  /** Writes what waits and takes nothing more. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.flush();
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
    this.flush().catch(() => {
      if (this.#pending && !this.#ended) this.#schedule();
    });
  }

  #send(write: Write<T>): Promise<void> {
    this.#writing = this.#options.write(write).then(
      () => this.#acknowledged(write),
      (failure: unknown) => {
        this.#options.onstanding("failed", failure);
        throw failure;
      },
    );
    return this.#writing;
  }

  #acknowledged(write: Write<T>) {
    if (this.#pending?.id !== write.id) return;
    this.#pending = undefined;
    this.#options.onstanding("saved");
  }
}
