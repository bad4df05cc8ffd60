import type { IdentityView, OwnSignature, SignatureReport } from "../../src/wire";

/** The user's own signature. */
export const own: OwnSignature = {
  signatory: { name: "Ebba Lindqvist", title: "mentor", organisation: "Björkskolan" },
  fingerprint: "0123456789abcdef".repeat(4),
  spoken: "abborre blomma citron dagg eld fjord gran hav",
  from: "2026-11-21",
  until: "2029-11-20",
  card: null,
};

/** The user's own key, as the page of all of them shows it. */
export function identity(standing: string): IdentityView {
  const { signatory, card, ...certificate } = own;
  return {
    id: "identity-1",
    source: "made",
    card,
    certificate: {
      ...certificate,
      subject: signatory,
      issuer: signatory,
      is_authority: false,
      pem: "-----BEGIN CERTIFICATE-----",
    },
    standing,
    revoked: standing === "revoked" ? "2026-11-21" : null,
    erased: false,
  };
}

/** What is said of a file that is signed, of one that is not, and of one whose issuer nobody knows. */
export const whole: SignatureReport = {
  verdict: "verdict-whole",
  names: ["Ebba Lindqvist"],
  unreadable: null,
  faults: [],
  signatures: [
    {
      field: "mentor",
      is_time_stamp: false,
      locks: false,
      verdict: "verdict-whole",
      fault: null,
      signer: own.signatory,
      issuer: own.signatory,
      standing: "chain-trusted",
      fingerprint: own.fingerprint,
      spoken: own.spoken,
      remarks: [],
      certificate: "-----BEGIN CERTIFICATE-----",
      time_unknown: false,
      in_future: false,
      claimed: "2026-11-21T13:10:00Z",
      proven: null,
      covers_all: true,
      changes: [],
    },
  ],
};
export const unsigned = { ...whole, verdict: "verdict-unsigned", names: [], signatures: [] };
export const unknown = {
  ...whole,
  verdict: "verdict-unknown-issuer",
  signatures: whole.signatures.map((one) => ({
    ...one,
    verdict: "verdict-unknown-issuer",
    standing: "chain-unknown",
  })),
};
