// The amounts that an import sent, as they are kept for later ones: how many there are of each size, by group. Holds no name of
// a product, account or supplier. Where they are kept is for the ledger.

import { z } from 'zod';
import type { Mapping } from '../mapping/mapping.js';
import { groupDigest, groupingsOf, groupOf, rolesOf } from './groups.js';
import { eachAmount, measuresOf } from './measures.js';
import { Spread } from './spread.js';
import type { SuspectRow } from './suspect-row.js';

/** Groups of one import that are kept, the largest first. */
const MOST_GROUPS = 5_000;

const keptGroup = z.object({
  field: z.string(),
  unit: z.string(),
  /** What the group goes by, as `product country`; '' for all rows. */
  by: z.string(),
  /** See groupDigest. */
  group: z.string(),
  negative: z.int().nonnegative(),
  /** See Spread. */
  counted: z.array(z.tuple([z.int(), z.int().positive()])),
});

/** The amounts of one field in one unit that belong to one group. */
export type KeptGroup = z.output<typeof keptGroup>;

const keptAmounts = z.array(keptGroup);

/** What was kept of an import; nothing where another version of this program kept it in another way. */
export function parseKeptAmounts(kept: unknown): readonly KeptGroup[] {
  return keptAmounts.safeParse(kept).data ?? [];
}

/** Gathers what is to be kept. */
export interface AmountKeeper {
  add(row: SuspectRow): void;
  kept(): readonly KeptGroup[];
}

/** Starts with none. */
export function amountKeeper(mapping: Mapping): AmountKeeper {
  const measures = measuresOf(mapping.dataset);
  const groupings = groupingsOf(mapping);
  const groups = new Map<
    string,
    { readonly of: Omit<KeptGroup, 'counted' | 'negative'>; spread: Spread; negative: number }
  >();
  return {
    add(row) {
      groupings.look(row);
      const own = groupings.all
        .filter((grouping) => groupOf(grouping) !== 0)
        .map((grouping) => ({ by: rolesOf(grouping), group: groupDigest(grouping, row) }));
      eachAmount(row.record, measures, ({ field, unit, value }) => {
        for (const { by, group } of [{ by: '', group: '' }, ...own]) {
          const key = JSON.stringify([field, unit, by, group]);
          const known = groups.get(key) ?? { of: { field, unit, by, group }, spread: new Spread(), negative: 0 };
          groups.set(key, known);
          known.spread.add(Math.log10(Math.abs(value)));
          if (value < 0) known.negative += 1;
        }
      });
    },
    kept: () =>
      [...groups.values()]
        .sort((one, other) => other.spread.rows - one.spread.rows)
        .slice(0, MOST_GROUPS)
        .map(({ of, spread, negative }) => ({
          ...of,
          negative,
          counted: spread.counted().map(([bin, rows]) => [bin, rows]),
        })),
  };
}
