import { SvelteMap } from "svelte/reactivity";

/**
 * What a person has chosen of the rows of the list that waits, so that it is still so after a look elsewhere. It goes with
 * the list, at the latest when the vault is locked.
 */
class RowChoices {
  /** Whether a row is to be brought in, by its number. */
  readonly taken = new SvelteMap<number, boolean>();
  /** Whom a row is about, by its number. */
  readonly pupils = new SvelteMap<number, string>();

  clear() {
    this.taken.clear();
    this.pupils.clear();
  }
}

export const rowChoices = new RowChoices();
