// For whatever file and whatever the service does: every row of the source is counted once on its way, the sums at each station
// agree with sums that the test computes itself, and what is named as different is what the service altered, and no more.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Step, Sum } from '../../src/report/totals/control-totals.js';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { purchase } from '../cli/tables.js';
import { openImporting } from './importing.js';

/** What becomes of a create: stored as sent, refused, stored otherwise, or its answer is lost. */
type Fate = 'stored' | 'refused' | 'altered' | 'lost';

const faults: Readonly<Record<Fate, Fault | undefined>> = {
  stored: undefined,
  refused: { kind: 'status-before', status: 422 },
  altered: { kind: 'altered', alteration: 'rounded' },
  lost: { kind: 'drop-after' },
};

const line = fc.record({
  // Thousandths, so that the model adds whole numbers; never a whole number, so that rounding alters it.
  thousandths: fc.integer({ min: 0, max: 90_000 }).map((count) => count * 10 + 3),
  unit: fc.constantFrom('EUR', 'kg'),
  country: fc.constantFrom('SE', 'DE', 'Atlantis'),
  day: fc.constantFrom('2024-01-31', '2024-02-01', '2024-02-29'),
});

const fourLines = [17, 2_003, 500_013, 90_003].map((thousandths) => ({
  thousandths,
  unit: 'kg' as const,
  country: 'DE' as const,
  day: '2024-02-29' as const,
}));

const UNITS = ['EUR', 'kg'];

function thousandthsOf(sum: Sum | undefined): number {
  return Math.round(Number(sum?.sum ?? '0') * 1000);
}

it('holds for any file and any service', async () => {
  let differing = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      fc.array(fc.constantFrom<Fate>('stored', 'stored', 'refused', 'altered', 'lost'), { minLength: 8, maxLength: 8 }),
      async (lines, fates) => {
        let creates = 0;
        const altered = new Set<string>();
        const importing = await openImporting({
          fault: ({ method }) => {
            if (method !== 'POST') return undefined;
            const fate = fates[creates] ?? 'stored';
            creates += 1;
            return faults[fate];
          },
        });
        const rows = lines.map(({ thousandths, unit, country, day }, index) =>
          purchase({
            product_name: `Product ${index}`,
            quantity: (thousandths / 1000).toFixed(3),
            unit_id: unit,
            country,
            purchase_date: day,
          }),
        );
        const terms = { canary: false, concurrency: 1, acceptSuspects: true, decimal: '.' } as const;
        const { reconciliation, results, summary, stop } = await importing.import('purchases.csv', rows, terms);
        expect(stop).toBeUndefined();
        if (reconciliation === undefined) throw new Error('every import that may send has control totals');
        const { totals, differences } = reconciliation;
        const { rows: at } = totals;
        expect(at.source).toBe(lines.length);
        expect(at.source).toBe(at.records + at.invalid + at.excluded + at.moved);
        expect(at.records).toBe(at.sent + at.there + at.open);
        const isSent = results.map(({ status }) => status === 'created');
        expect(at.sent).toBe(isSent.filter(Boolean).length);
        expect(at.stored).toBe(at.sent);
        for (const unit of UNITS) {
          const own = totals.units.find((one) => one.unit === unit)?.at ?? {};
          const sumOf = (isMeant: (index: number) => boolean) =>
            lines.reduce((sum, one, index) => sum + (one.unit === unit && isMeant(index) ? one.thousandths : 0), 0);
          const expected: Partial<Record<Step, number>> = {
            source: sumOf(() => true),
            records: sumOf((index) => lines[index]?.country !== 'Atlantis'),
            sent: sumOf((index) => isSent[index] === true),
          };
          for (const [step, sum] of Object.entries(expected)) expect(thousandthsOf(own[step as Step])).toBe(sum);
        }
        // What the service holds, asked of it directly.
        const held = new Map(importing.sandbox.purchases().map((one) => [String(Reflect.get(one, 'id')), one]));
        const storedThere = results
          .filter((_, index) => isSent[index])
          .map(({ remote_id }) => Math.round(Number(Reflect.get(held.get(remote_id) ?? {}, 'quantity')) * 1000))
          .reduce((sum, one) => sum + one, 0);
        expect(totals.units.reduce((sum, one) => sum + thousandthsOf(one.at.stored), 0)).toBe(storedThere);
        for (const [index, { remote_id, row }] of results.entries()) {
          const quantity = Reflect.get(held.get(remote_id) ?? {}, 'quantity');
          if (isSent[index] && quantity !== (lines[index]?.thousandths ?? 0) / 1000) altered.add(row);
        }
        expect(differences.map(({ row, column }) => [String(row), column])).toEqual(
          [...altered].map((row) => [row, 'quantity']),
        );
        expect(reconciliation.isEqual).toBe(altered.size === 0);
        const again = await importing.reconcile(summary.run);
        expect(again.reconciliation.totals).toEqual(totals);
        expect(again.reconciliation.differences).toEqual(differences);
        differing += altered.size;
      },
    ),
    // The law says something only if the service altered rows on the way.
    {
      numRuns: 12,
      examples: [[fourLines, ['altered', 'altered', 'lost', 'altered', 'refused', 'stored', 'stored', 'stored']]],
    },
  );
  expect(differing).toBeGreaterThanOrEqual(3);
});
