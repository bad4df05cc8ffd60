import type { FieldView, FormView, ItemView, KindView } from "../../src/wire";

/** A question with the rest of what a question has. */
export function question(id: string, label: string, kind: KindView, more: Partial<FieldView> = {}) {
  const field: FieldView = {
    id,
    label,
    full_label: label.replace(/:$/, ""),
    hint: null,
    help: null,
    required: false,
    place: "own",
    meaning: null,
    kind,
    ...more,
  };
  return { item: "field", ...field } as ItemView;
}

const scale = [
  { id: "agree", label: "Stämmer", hint: null },
  { id: "partly", label: "Delvis", hint: null },
  { id: "not", label: "Ej", hint: null },
];

const short: KindView = { kind: "text", longest: 120 };
const yesNo: KindView = { kind: "yes-no", comment: "Kommentar:" };
const statement: KindView = { kind: "choice", options: scale, grid: true };

/** An invented form that holds every kind of question there is. */
export const everyKind: FormView = {
  form: "prov/alla-slag@1",
  pack: "prov",
  id: "alla-slag",
  version: 1,
  hash: "0".repeat(64),
  title: "Checklista för mentor/klasslärare att använda vid upprepad frånvaro",
  short_title: "Checklista vid frånvaro",
  summary: "Mentorn fyller i den tillsammans med elev och vårdnadshavare när frånvaron upprepas.",
  source: { document: "Provkommunens handlingsplan för närvaro, bilaga 1", standing: "verbatim" },
  number: "Bilaga 1",
  sections: [
    {
      id: "talk",
      name: "Samtalet",
      heading: null,
      author: "mentor",
      follows: null,
      items: [
        question("school", "Skola", short, { place: "header" }),
        question("class", "Klass", short, { place: "header" }),
        question("period", "Period", { kind: "month" }, { place: "header" }),
        question("absence", "Frånvaro", { kind: "percent" }, { place: "header" }),
        question("pupil", "Elev:", short, { required: true }),
        question("talk-date", "Samtal med elev datum:", { kind: "date" }),
        question("illness", "1. Sjukdom?", yesNo, {
          help: "Skriv bara det som behövs för skolans arbete. Läkarintyg och hälsosamtal hör hemma i skolsköterskans journal.",
        }),
        question("friends", "2. Har kamrater?", yesNo),
        question("why", "Orsak till frånvaron?", { kind: "long-text", longest: 4000, lines: 3 }),
        { item: "heading", text: "Vad stämmer?" },
        question("s1", "1. Elevens frånvaro har ökat", statement),
        question("s2", "2. Elevens skolarbete har uteblivit", statement),
        question("degree", "Frånvarons grad", { kind: "choice", options: scale, grid: false }),
        question("kinds", "Vilka uppgifter?", { kind: "choices", options: scale }),
        question("count", "Antal tillfällen", { kind: "number" }),
        question("actors", "Aktuella aktörer, vem gör vad?", {
          kind: "table",
          most: 20,
          columns: [
            { id: "who", label: "Aktör", required: true, weight: 1, kind: short },
            { id: "does", label: "Gör vad", required: false, weight: 2, kind: short },
            { id: "from", label: "Från", required: false, weight: 1, kind: { kind: "date" } },
          ],
        }),
        question("contact", "Kontaktperson", { kind: "person", parts: ["role", "phone"] }),
        question("none", "Ingen ytterligare uppföljning behövs", { kind: "tick" }),
        { item: "words", style: "notice", text: "KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR" },
        question("mentor", "Mentor/klasslärare:", { kind: "signature", author: "mentor" }),
      ],
    },
    {
      id: "eht",
      name: "Elevhälsoteamets uppföljning",
      heading: "Uppföljning EHT:",
      author: "eht",
      follows: "talk",
      items: [
        question("eht-comment", "Kommentar:", { kind: "long-text", longest: 2000, lines: 3 }),
      ],
    },
  ],
};
