import { failure, passphrase, type World } from "./host";
import type { SendFiguresInput, TakeBackInput } from "../../src/wire";

/** What Rust would answer of lists that are read in: an old list of cases, and a register's. */
export const lists = (world: () => World) => ({
  choose_register: () => world().register?.read ?? null,
  register: () => null,
  map_register: () => world().register?.mapped,
  leave_register: () => null,
  sum_up: (told: { at_least: number }) => ({
    at_least: `${told.at_least},0`,
    rows: [
      { name: "7B", whole: false, pupils: 21, mean: "12,3", over: null },
      { name: "", whole: true, pupils: 44, mean: "11,0", over: 9 },
    ],
  }),
  send_figures: ({ input }: { input: SendFiguresInput }) => {
    const to = input.groups.map(({ contact }) => contact).filter(Boolean);
    return { to: input.kind === "figures" ? to : input.contacts, failed: null };
  },
  figures: () => world().figures,
  remove_figures: (told: { package: string }) =>
    (world().figures = world().figures.filter((one) => one.package !== told.package)),
  choose_case_list: () => world().list?.read ?? null,
  case_list: () => null,
  map_case_list: () => world().list?.mapped,
  leave_case_list: () => null,
  imports: () => world().imports,
  take_back_import: (told: { input: TakeBackInput }) => {
    if (told.input.passphrase !== passphrase)
      throw failure("vault-wrong-passphrase", { field: "passphrase" });
    const left = world().imports.map((one) => ({ ...one, goes: [] }));
    return (world().imports = left.filter((one) => one.stays.length > 0));
  },
  bring_in_cases: (told: { input: { rows: { row: number }[] } }) => ({
    cases: told.input.rows.map(({ row }) => ({
      case: `case-${row}`,
      pupil: `Elev ${row}`,
      title: "Frånvaro",
    })),
    left_out: (world().list?.mapped.rows.length ?? 0) - told.input.rows.length,
  }),
});
