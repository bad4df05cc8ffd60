import type { Choice, FieldView, ItemView, SectionView } from "../wire";

/** How the things of a section stand together on screen. */
export type Block =
  | { block: "heading"; text: string }
  | { block: "words"; style: string; text: string }
  | { block: "field"; field: FieldView }
  /** Short fields side by side: the header's facts, or what shares a line on paper. */
  | { block: "line"; fields: FieldView[] }
  /** Neighbouring statements with the same options. */
  | { block: "grid"; fields: FieldView[]; options: Choice[] };

/** The section's blocks, without the fields that do not apply. */
export function blocksOf(section: SectionView, applies: ReadonlySet<string>): Block[] {
  return section.items
    .filter((item) => item.item !== "field" || applies.has(item.id))
    .reduce<Block[]>((blocks, item) => withItem(blocks, item), []);
}

function withItem(blocks: Block[], item: ItemView): Block[] {
  if (item.item === "heading") return [...blocks, { block: "heading", text: item.text }];
  if (item.item === "words")
    return [...blocks, { block: "words", style: item.style, text: item.text }];
  const last = blocks.at(-1);
  const joined = last && join(last, item);
  if (joined) return [...blocks.slice(0, -1), joined];
  return [...blocks, alone(item)];
}

function alone(field: FieldView): Block {
  if (field.kind.kind === "choice" && field.kind.grid)
    return { block: "grid", fields: [field], options: field.kind.options };
  if (field.place === "header") return { block: "line", fields: [field] };
  return { block: "field", field };
}

/** The last block with one more field in it, where the two belong together. */
function join(last: Block, field: FieldView): Block | undefined {
  if (last.block === "grid" && field.kind.kind === "choice" && field.kind.grid) {
    const same = JSON.stringify(last.options) === JSON.stringify(field.kind.options);
    return same ? { ...last, fields: [...last.fields, field] } : undefined;
  }
  if (field.place === "header" && last.block === "line" && last.fields[0]?.place === "header")
    return { ...last, fields: [...last.fields, field] };
  if (field.place !== "same-line") return undefined;
  if (last.block === "line") return { ...last, fields: [...last.fields, field] };
  return last.block === "field" ? { block: "line", fields: [last.field, field] } : undefined;
}
