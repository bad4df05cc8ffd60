/**
 * What was copied out of the vault lies where every program reads it. It is taken away again when its view is left and when
 * the vault is locked, unless something else has been copied since.
 */
let copied: string | undefined;

/** Copies a text out of the vault. */
export async function copyOut(text: string): Promise<void> {
  // It is known of before it is there: a lock may come between.
  copied = text;
  await navigator.clipboard.writeText(text);
}

/** Takes away what was copied, if it is still there; where nobody may look, it is taken for being there. */
export async function takeBack(): Promise<void> {
  if (copied === undefined) return;
  const ours = copied;
  copied = undefined;
  try {
    const there = await navigator.clipboard.readText().catch(() => ours);
    if (there === ours) await navigator.clipboard.writeText("");
  } catch {
    // A system that lets nobody write now keeps it: the user is told so beside the buttons.
  }
}
