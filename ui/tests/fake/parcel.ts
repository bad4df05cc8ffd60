import type { ParcelView } from "../../src/wire";

/** A case that a colleague hands over, and that can be taken in. */
export const parcel: ParcelView = {
  key: "package-1",
  standing: "parcel-ready",
  can_be_taken: true,
  can_be_sent_back: true,
  gives_reason: true,
  kind: "case-transfer",
  sender: { id: "1", name: "Maja Nyström", role: "mentor", school: "Björkskolan" },
  purpose: "Ny mentor",
  ground: "internal",
  reason: "",
  made: "2026-11-21",
  expires: "2026-12-21",
  pupil: "Maja Berg",
  case: "Frånvaro",
  asks: null,
  effects: [],
  missing: 0,
  late: false,
  needs_pupil: false,
  pupils: [],
  refused: null,
};
