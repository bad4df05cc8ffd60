/**
 * Where the user is. The place lives in memory alone: no address, no history and no title ever
 * holds anything about a pupil, and locking forgets all of it.
 */

import type { Sent } from "./wire";

export type Place =
  | { view: "home" }
  | { view: "pupils" }
  | { view: "pupil"; pupil: string | null }
  | { view: "new-case"; pupil: string }
  | { view: "case"; case: string }
  | { view: "form"; document: string; field?: string }
  | { view: "check"; document: string }
  | { view: "finish"; document: string }
  | { view: "document"; document: string }
  | { view: "sign"; document: string; field: string }
  | { view: "draw"; document: string; field: string }
  | { view: "consents" }
  | { view: "consent"; document: string }
  | { view: "disclosures"; case: string }
  | { view: "archive" }
  | { view: "disposals" }
  | { view: "prepare-signing"; document: string }
  | { view: "message"; document: string }
  | { view: "e-service"; document: string }
  | { view: "calendar" }
  | { view: "case-list" }
  | { view: "figures" }
  | { view: "register" }
  | { view: "release"; pupil: string }
  | { view: "post"; sent?: Sent; dropped?: boolean }
  | { view: "contacts"; compare?: string }
  | { view: "own-card" }
  | { view: "send"; case: string; document?: string }
  | { view: "intake"; dropped?: boolean }
  | { view: "verify"; dropped?: boolean }
  | { view: "read-back"; document: string }
  | { view: "print"; case: string }
  | { view: "blank" }
  | { view: "blank-form"; form: string }
  | { view: "settings" }
  | { view: "new-words" }
  | { view: "backups" }
  | { view: "own-keys" }
  | { view: "trusted" }
  | { view: "clock" }
  | { view: "trail"; case?: string }
  | { view: "issue" };

/** Something that must be done before a view is left, such as writing the last keys. */
type Farewell = () => Promise<void>;

class Route {
  #place: Place = $state.raw({ view: "home" });
  #before: Place[] = [];
  #farewells = new Set<Farewell>();
  /** What goes on in the present view and keeps the user there. */
  #held: Promise<unknown> | undefined = $state.raw();

  get place(): Place {
    return this.#place;
  }

  /** Whether something goes on that keeps the user in the present view. */
  get held(): boolean {
    return this.#held !== undefined;
  }

  /** Does something that no other view may come in between; whoever wants to go there goes when it has ended. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held = work.catch(() => undefined);
    try {
      return await work;
    } finally {
      this.#held = undefined;
    }
  }

  /** Goes there, once what the present view holds is safe; stays where that fails, as the view says. */
  async go(place: Place): Promise<void> {
    await this.#held;
    const from = this.#place;
    if (await this.#free()) {
      this.#before.push(from);
      this.#place = place;
    }
  }

  /** Goes there without leaving a trace of this view to come back to. */
  async replace(place: Place): Promise<void> {
    if (await this.#free()) this.#place = place;
  }

  async back(): Promise<void> {
    if (await this.#free()) this.#place = this.#before.pop() ?? { view: "home" };
  }

  /** Forgets every place: the vault is locked. */
  clear() {
    this.#held = undefined;
    this.#before = [];
    this.#place = { view: "home" };
  }

  /** Does what must be done before leaving. */
  async farewell(): Promise<void> {
    await Promise.all([...this.#farewells].map((say) => say()));
  }

  /** Whether the present view could be left. */
  #free(): Promise<boolean> {
    return this.farewell().then(
      () => true,
      () => false,
    );
  }

  /** Has `say` done before the view is left; gives the way to take it back. */
  beforeLeaving(say: Farewell): () => void {
    this.#farewells.add(say);
    return () => this.#farewells.delete(say);
  }
}

export const route = new Route();
