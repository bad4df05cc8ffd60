import type { ConsentView } from "../../wire";

/** States in which somebody is still waited for. */
const waiting = new Set(["fardig", "utlamnad", "delvis-undertecknad"]);

/** Who has not signed a consent that waits for it: by name where it is known. */
export function missingNames(consent: ConsentView): string {
  if (!waiting.has(consent.state)) return "";
  const missing = consent.signers.filter((signer) => signer.standing === "missing");
  return missing.map((signer) => signer.name ?? signer.label).join(", ");
}
