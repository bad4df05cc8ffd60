/** Asking for the passphrase once more: what was refused for want of it waits, and goes on when it is given. */
class Again {
  asking = $state(false);
  /** How the passphrase is handed to Rust; `host.ts` sets it. */
  confirm: (passphrase: string) => Promise<unknown> = () => Promise.resolve();
  #answer: (given: boolean) => void = () => undefined;

  /** Asks; true when the right passphrase was given, false when that was given up. */
  ask(): Promise<boolean> {
    this.giveUp();
    this.asking = true;
    return new Promise((answer) => (this.#answer = answer));
  }

  async give(passphrase: string): Promise<void> {
    await this.confirm(passphrase);
    this.asking = false;
    this.#answer(true);
  }

  giveUp() {
    this.asking = false;
    this.#answer(false);
  }
}

export const again = new Again();
