/** Who has given a share of the municipality's key. */
const holders: string[] = [];

/** A vault that is made of a backup, by so many more holders. */
const view = (missing: number | null) => ({
  key: ["abborre", "blomma", "citron", "dagg", "eld", "fjord", "gran", "hav"],
  given: holders.map((holder, at) => ({ number: at + 1, holder })),
  missing,
  opened: false,
  from_backups: true,
  apart: false,
});

/** What Rust would answer of a vault whose owner has left, with two holders who open it. */
export const rescue = {
  begin_rescue: () => ({ ...view(null), from_backups: false }),
  begin_rescue_from_backups: () => view(null),
  give_share: ({ holder }: { holder: string }) => {
    holders.push(holder);
    return view(Math.max(2 - holders.length, 0));
  },
  rescue_backups: () => ({
    unread: [{ folder: "/mnt/delat/narvarolots-3f", code: "vault-header-damaged" }],
    backups: ["Birgitta Ek", null].map((owner, at) => ({
      id: `${String(at)}/2026-11-25T11:00:00Z`,
      owner,
      made: "2026-11-25 12.00",
      pupils: 2,
      cases: 2,
      papers: 1,
      unreadable: at,
    })),
  }),
  restore_rescued: () => ({ ...view(0), opened: true }),
  end_rescue: () => {
    holders.length = 0;
    return null;
  },
};
