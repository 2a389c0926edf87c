// Every figure of a report on Variable, found a second time in the bodies that the service answered with. Impacts per unit have no sum.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { MonthlyReport } from '../../../src/report/monthly/report-model.js';
import { openImporting } from '../importing.js';

const figure = fc.oneof(
  fc.integer({ min: -1e6, max: 1e9 }).map((millionths) => String(millionths / 1e6)),
  fc.constantFrom('0', '0.0000012', '-0.5'),
);
const impact = fc.record(
  {
    unit: fc.constant('kgCO2e'),
    method: fc.constant('Mixed'),
    A1: figure,
    A1_A3: figure,
    totalCarbonFootprint: figure,
  },
  { requiredKeys: ['unit', 'method'] },
);
const product = fc.record({
  unit: fc.constantFrom('kg', 'm2', null),
  dataSource: fc.constantFrom('model', 'external', null),
  startDate: fc.constantFrom(null, '2020-01-01T00:00:00.000Z', '2026-10-31T00:00:00.000Z', '2026-11-01T00:00:00.000Z'),
  endDate: fc.constantFrom(null, '2026-09-30T23:59:59.000Z', '2026-10-01T23:59:59.000Z', '2030-12-31T23:59:59.000Z'),
  impacts: fc.record(
    { 'GWP-total': impact, 'GWP-fossil': impact, 'GWP-luluc': impact, AP: impact, ODP: impact },
    { requiredKeys: [] },
  ),
});
type Product = typeof product extends fc.Arbitrary<infer T> ? T : never;

const idOf = (number: number): string => `00000008-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function reportOn(products: readonly Product[]): Promise<MonthlyReport> {
  const at = await openImporting({
    holdings: { variableProducts: products.map((_, number) => ({ uuid: idOf(number), name: `Shoe ${number}` })) },
    fault: ({ path, method }) =>
      method === 'GET' && path.endsWith('/v1/product')
        ? {
            kind: 'rewritten',
            // Without `data`: the codes that the service knows.
            change: (page) => {
              const { data, ...rest } = page as { data?: { uuid: string }[] };
              if (data === undefined) return page;
              return { ...rest, data: data.map((held) => ({ ...held, ...products[Number(held.uuid.slice(-12))] })) };
            },
          }
        : undefined,
  });
  const asked = { provider: 'variable', month: '2026-10', html: at.path('r.html'), runsDir: at.path('runs') } as const;
  return (await writeReport(asked, at.tools)).report;
}

const STAGES = [
  ['A1_A3', 'A1 to A3, cradle to gate'],
  ['totalCarbonFootprint', 'all stages'],
] as const;

it('has the figures of what the service holds, each found twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(product, { maxLength: 30 }), async (products) => {
      const report = await reportOn(products);
      const spreads = new Map<string, number[]>();
      const states = new Map<string, number>();
      const state = (name: string) => states.set(name, (states.get(name) ?? 0) + 1);
      const sources = new Map<string, number>();
      let withImpacts = 0;
      const valid = products.filter(({ startDate, endDate }) => {
        const isLate = startDate !== null && startDate > '2026-10-31T23:59:59';
        return !isLate && (endDate === null || endDate > '2026-10-01');
      });
      for (const { unit, dataSource, impacts } of valid) {
        const source = {
          model: 'model: calculated from the bill of materials',
          external: 'external: given from elsewhere',
          none: '(not given)',
        }[dataSource ?? 'none'];
        sources.set(source, (sources.get(source) ?? 0) + 1);
        const climate = Object.entries(impacts).filter(([code]) => code.startsWith('GWP'));
        if (Object.keys(impacts).length === 0) state('the service has none of these impacts');
        else if (climate.length === 0) state('no impact on climate change');
        let hasFigure = false;
        for (const [code, entry] of climate) {
          const found = STAGES.filter(([stage]) => entry?.[stage] !== undefined);
          state(found.length === 0 ? `no figure for A1 to A3 or in total (${code})` : 'counted');
          hasFigure ||= found.length > 0;
          for (const [stage, title] of found) {
            const key = [code, title, `kgCO2e per ${unit ?? '(not given)'}`].join(', ');
            spreads.set(key, [...(spreads.get(key) ?? []), Number(entry?.[stage])]);
          }
        }
        if (hasFigure) withImpacts += 1;
      }
      expect(report.figures.map(({ title, value }) => [title, value])).toEqual([
        ['Products', String(valid.length)],
        ['With climate impacts', String(withImpacts)],
      ]);
      const tableOf = (id: string) => report.tables.find((table) => table.id === id);
      const lines = (tableOf('impacts')?.rows ?? []).map(([code, stage, unit, count, least, , most]) => {
        return [[code, stage, unit].join(', '), [Number(count), Number(least), Number(most)]];
      });
      const found = [...spreads].map(([key, all]) => [key, [all.length, Math.min(...all), Math.max(...all)]]);
      expect(Object.fromEntries(lines)).toEqual(Object.fromEntries(found));
      expect(tableOf('impacts')?.total).toBeUndefined();
      const bySource = (tableOf('data-source')?.rows ?? []).map(([source, count]) => [source, Number(count)]);
      expect(Object.fromEntries(bySource)).toEqual(Object.fromEntries(sources));
      const covered = report.coverage.rows.map(([, name, count]) => [name, Number(count)]);
      expect(Object.fromEntries(covered)).toEqual(Object.fromEntries(states));
    }),
    { numRuns: 10 },
  );
});
