import { onDestroy } from "svelte";
import { host } from "../host";
import { route } from "../route.svelte";
import type { UnfinishedForm } from "../wire";
import { Autosave } from "./autosave";

/** Which form it is, and which of those with the same name: by what it is about. */
interface Place {
  form: UnfinishedForm;
  /** The id of the pupil, case, document or package. */
  about?: string | null;
  /** Which of several about the same. */
  part?: string;
}

/** What a form needs of what is half typed in it. */
export interface Kept {
  readonly ready: boolean;
  readonly restored: boolean;
  readonly failed: boolean;
  readonly failure: unknown;
  follow(): void;
  flush(): Promise<void>;
  sent(): Promise<void>;
  discard(then?: () => void): Promise<void>;
}

/**
 * What is half typed in a form: in the vault at most two seconds behind the last key, there again when the form is opened
 * the next time, and gone when it is sent or thrown away. The form itself, `Form.svelte`, follows it.
 *
 * What is handed in is all that is kept. A passphrase, a PIN or any other secret never belongs to it.
 */
export class Unfinished<Body extends object> implements Kept {
  /** Whether the form can be shown: what was typed the last time has been looked for. */
  ready = $state(false);
  /** Whether something stands in the form that was typed the last time. */
  restored = $state(false);
  /** Whether the last keys could not be kept. */
  failed = $state(false);
  /** Why what was typed the last time could not be looked for. */
  failure: unknown = $state.raw();

  #place: () => Place;
  /** Where it was kept: what a form is about may become another while it is sent, as a new pupil gets an id. */
  #places = new Map<string, Place>();
  #typed: () => Body;
  #put: (body: Body) => void;
  /** What stands in a form that nobody has typed in. */
  #blank: string | undefined;
  /** What the vault has. */
  #kept = "";
  #autosave: Autosave<null> | undefined;
  #forgotten: Promise<unknown> = Promise.resolve();

  /** `typed` gives what stands in the form, and `put` writes it there. */
  constructor(place: () => Place, typed: () => Body, put: (body: Body) => void) {
    this.#place = place;
    this.#typed = typed;
    this.#put = put;
  }

  /** Follows the form from when it is set up until it is gone. */
  follow() {
    this.#blank ??= this.#now();
    this.ready = false;
    const autosave = new Autosave<null>({
      write: ({ body }) => this.#write(body as Body),
      onstanding: (standing) => (this.failed = standing === "failed"),
    });
    this.#autosave = autosave;
    const stay = route.beforeLeaving(() => autosave.flush());
    $effect(() => {
      const now = this.#now();
      if (!this.ready || now === this.#kept) return;
      this.#kept = now;
      autosave.change("body", JSON.parse(now));
    });
    onDestroy(() => {
      stay();
      autosave.end().catch(() => undefined);
    });
    void this.#restore();
  }

  /** Has what is typed in the vault before it is sent: a dialog may be open for longer than the vault is. */
  async flush(): Promise<void> {
    await this.#autosave?.flush();
  }

  /** It was sent: what stands in the form is no longer half typed. */
  sent(): Promise<void> {
    this.#blank = this.#now();
    return this.#forget();
  }

  /** The user throws it away, and then does something else. Where that cannot be kept nothing else is done. */
  async discard(then: () => void = () => undefined): Promise<void> {
    try {
      if (this.#blank !== undefined) this.#put(JSON.parse(this.#blank));
      await this.#forget();
    } catch {
      this.failed = true;
      return;
    }
    then();
  }

  #forget(): Promise<void> {
    const forget = async () => {
      await this.#autosave?.discard();
      this.#at();
      for (const [key, place] of this.#places) {
        await keep(place, null);
        this.#places.delete(key);
      }
    };
    this.restored = false;
    this.#kept = this.#now();
    const forgotten = forget();
    this.#forgotten = forgotten.catch(() => undefined);
    return forgotten;
  }

  /** What is read of another shape than the form has today is left out. */
  async #restore() {
    try {
      await this.#forgotten;
      const place = this.#place();
      const kept = await host.unfinished(place.form, place.about ?? "", place.part ?? "");
      if (kept) this.#bringBack(kept);
      this.#kept = this.#now();
      this.ready = true;
    } catch (thrown) {
      // What could not be read is not written over: nothing is typed in a form that is not shown.
      this.failure = thrown;
    }
  }

  #bringBack(kept: Record<string, unknown>) {
    const body = JSON.parse(this.#now()) as Record<string, unknown>;
    for (const [name, value] of Object.entries(body)) {
      if (name in kept && isAlike(value, kept[name])) body[name] = kept[name];
    }
    if (JSON.stringify(body) === this.#now()) return;
    this.#put(body as Body);
    this.restored = true;
  }

  /** Of what nobody has typed nothing is kept. */
  #write(body: Body): Promise<null> {
    return this.#keep(JSON.stringify(body) === this.#blank ? null : body);
  }

  #keep(body: Body | null): Promise<null> {
    return keep(this.#at(), body);
  }

  /** Where it is kept now. */
  #at(): Place {
    const place = this.#place();
    this.#places.set(JSON.stringify(place), place);
    return place;
  }

  #now(): string {
    return JSON.stringify(this.#typed());
  }
}

const keep = (place: Place, body: object | null): Promise<null> =>
  host.keepUnfinished(place.form, place.about ?? "", place.part ?? "", body && { ...body });

/** Whether two values are of the same kind; one that may be missing is of any. */
function isAlike(one: unknown, other: unknown): boolean {
  if (one === null || other === null) return true;
  return typeof one === typeof other && Array.isArray(one) === Array.isArray(other);
}
