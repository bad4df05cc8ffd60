import type { Block, FieldView, FormView, Outline, Question } from "../../src/wire";

/** An outline of the answers, as simple as the views need it; the real one is Rust's. */
export function outlineOf(form: FormView, answers: Record<string, unknown>): Outline {
  const [first] = form.sections;
  const fields = (first?.items ?? []).filter((item) => item.item === "field");
  const header = fields.filter((field) => field.place === "header");
  return {
    form: { pack: form.pack, id: form.id, version: form.version },
    one_page: false,
    hash: form.hash,
    number: form.number,
    title: form.title,
    source: form.source.document,
    header: header.map((field) => questionOf(field, answers)),
    sections: [
      {
        id: first?.id ?? "",
        heading: "Samtalet",
        author: "mentor",
        blocks: fields
          .filter((field) => field.place !== "header")
          .map((field) => blockOf(field, answers)),
        completed: null,
      },
    ],
  };
}

function blockOf(field: FieldView, answers: Record<string, unknown>): Block {
  if (field.kind.kind === "signature")
    return {
      block: "signature",
      field: field.id,
      label: field.label,
      author: field.kind.author,
      name: (answers[field.id] as { name?: string } | undefined)?.name ?? null,
      manner: null,
      drawing: null,
    };
  if (field.kind.kind === "table") {
    const rows = (answers[field.id] as Record<string, string>[] | undefined) ?? [];
    return {
      block: "table",
      field: field.id,
      label: field.label,
      hint: null,
      columns: field.kind.columns.map(({ label, weight }) => ({ label, weight })),
      rows: rows.map((row) => ["who", "does", "from"].map((column) => row[column] ?? "")),
    };
  }
  return { block: "question", ...questionOf(field, answers) };
}

function questionOf(field: FieldView, answers: Record<string, unknown>): Question {
  const value = answers[field.id];
  const base = { field: field.id, label: field.label, label_after: false, hint: field.hint };
  if (field.kind.kind === "yes-no") {
    const { answer, comment } = (value ?? {}) as { answer?: string; comment?: string };
    return {
      ...base,
      answer: {
        answer: "options",
        options: [
          { label: "Ja", ticked: answer === "yes" },
          { label: "Nej", ticked: answer === "no" },
        ],
        comment: { label: "Kommentar:", paragraphs: comment ? [comment] : [], lines: 1 },
      },
    };
  }
  if (field.kind.kind === "tick")
    return { ...base, answer: { answer: "tick", ticked: value === true } };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : null;
  return { ...base, answer: { answer: "short", text } };
}
