import { host } from "./host";
import type { WatchView } from "./wire";

/** The clock of the open vault, as Rust last said, for every view that shows it. */
class Watching {
  view: WatchView | undefined = $state.raw();
  /** Whether the screen is hidden. */
  hidden = $state(false);
  /** Hides the screen; the open window sets it. */
  hide: () => void = () => undefined;

  /** A conversation with a pupil keeps the vault open, or ends. */
  async converse(on: boolean): Promise<void> {
    this.view = await host.converse(on);
  }
}

export const watching = new Watching();
