import { describe, expect, test } from "vitest";
import { written } from "../src/form/answers";
import { blocksOf } from "../src/form/layout";
import type { ItemView, KindView, SectionView } from "../src/wire";
import { question } from "./fake/form";

const short: KindView = { kind: "text", longest: 80 };
const option = (id: string) => ({ id, label: id, hint: null });
const statement = (...ids: string[]): KindView => ({
  kind: "choice",
  options: ids.map(option),
  grid: true,
});

/** The section's blocks in short: what each is, and the fields in it. */
function shape(items: ItemView[], ...hidden: string[]): string[] {
  const section: SectionView = {
    id: "s",
    name: "S",
    heading: null,
    author: "mentor",
    follows: null,
    items,
  };
  const ids = items.flatMap((item) => (item.item === "field" ? [item.id] : []));
  const applies = new Set(ids.filter((id) => !hidden.includes(id)));
  return blocksOf(section, applies).map((block) => {
    if (block.block === "field") return `field ${block.field.id}`;
    if (block.block === "line" || block.block === "grid")
      return `${block.block} ${block.fields.map(({ id }) => id).join(" ")}`;
    return block.block;
  });
}

describe("the layout of a section", () => {
  const header = { place: "header" } as const;
  const same = { place: "same-line" } as const;

  test.each([
    [
      "facts above the form",
      [question("a", "A", short, header), question("b", "B", short, header)],
      ["line a b"],
    ],
    [
      "a question that shares a line",
      [question("a", "A", short), question("b", "B", short, same)],
      ["line a b"],
    ],
    [
      "three on a line",
      [question("a", "A", short), question("b", "B", short, same), question("c", "C", short, same)],
      ["line a b c"],
    ],
    [
      "a line does not take in the facts",
      [question("a", "A", short, header), question("b", "B", short)],
      ["line a", "field b"],
    ],
    [
      "statements with the same options",
      [question("a", "A", statement("x", "y")), question("b", "B", statement("x", "y"))],
      ["grid a b"],
    ],
    [
      "statements with other options",
      [question("a", "A", statement("x", "y")), question("b", "B", statement("x", "z"))],
      ["grid a", "grid b"],
    ],
    [
      "words part two grids",
      [
        question("a", "A", statement("x")),
        { item: "words", style: "body", text: "." } as const,
        question("b", "B", statement("x")),
      ],
      ["grid a", "words", "grid b"],
    ],
  ] as [string, ItemView[], string[]][])("%s", (_name, items, expected) => {
    expect(shape(items)).toEqual(expected);
  });

  test("leaves out what does not apply, and joins over it", () => {
    const items = ["a", "b", "c"].map((id) => question(id, id, statement("x")));
    expect(shape(items, "b")).toEqual(["grid a c"]);
  });
});

test.each([
  [17.5, "17,5"],
  ["sjutton", "sjutton"],
  [null, ""],
])("%s stands in its field as %s", (value, shown) => expect(written(value)).toBe(shown));
