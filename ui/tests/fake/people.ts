import type { PupilInput } from "../../src/wire";
import type { World } from "./host";

/** Invented pupils, one of them with protected identity, and a case with a draft and a paper. */
export function people(world: World): World {
  const add = (id: string, input: Partial<PupilInput>, cases: World["pupils"][number]["cases"]) =>
    world.pupils.push({ id, input: { ...blank, ...input }, cases });
  const open = (id: string, title: string) => ({ id, title, opened: "2026-10-12", closed: null });

  add("maja", { name: "Maja Berg", class: "7B" }, [open("case-maja", "Skolfrånvaro hösten 2026")]);
  add("omar", { name: "Omar Haddad", class: "8A" }, [
    open("case-omar", "Skolfrånvaro"),
    { id: "case-omar-2", title: "Övergång från sexan", opened: "2025-03-03", closed: "2025-06-10" },
  ]);
  add("hidden", { name: "Ida Holm", class: "9C", protected: true, alias: "Elev 4" }, []);
  world.documents.push(
    { id: "paper", case: "case-maja", state: "fardigstalld", answers: { pupil: "Maja Berg" } },
    { id: "draft", case: "case-maja", state: "utkast", answers: { ...answers } },
  );
  return world;
}

const blank: PupilInput = {
  name: "",
  class: "",
  school: "Björkskolan",
  school_form: "grundskola",
  sex: "",
  identity_number: "",
  protected: false,
  alias: "",
  guardians: [],
};

const answers = {
  school: "Björkskolan",
  class: "7B",
  period: "2026-10",
  absence: 17.5,
  pupil: "Maja Berg",
  "talk-date": "2026-11-17",
  illness: { answer: "no" },
  friends: { answer: "yes", comment: "En nära vän i parallellklassen." },
  why: "Det fungerar bäst på förmiddagarna och i bild. Efter lunch blir det för mycket ljud, och då går jag hem.",
  s1: "agree",
  actors: [{ row: "a", who: "Skolan", does: "Möter eleven vid entrén.", from: "2026-11-23" }],
  mentor: { name: "Ebba Lindqvist" },
};
