// A year of monthly work on an account that changes: each month exports of changes, reports, and the bridge from the month before, with
// kills in between. Put together, the exports of changes are the full export; bridges add up to the cent and the gram from January
// to December; every report equals the sum of its parts and of what the service holds.

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import type { MonthlyReport } from '../../../src/report/monthly/report-model.js';
import type { FaultRequest } from '../../../src/sandbox/faults/faults.js';
import { happening, openChangingAccount } from './changing-account.js';
import { exact, product, shown } from './decimals.js';

const DATASETS = ['footprints', 'baselines', 'resold-products'] as const;
type Row = Readonly<Record<string, unknown>>;

const month = fc.record({
  happenings: fc.array(happening, { minLength: 4, maxLength: 14 }),
  kill: fc.constantFrom('no', 'interrupted', 'refused', 'before the cursor is moved'),
  killAt: fc.nat(6),
});

/** A ledger that fails where the cursor is to be moved, as when the process dies there. */
function withoutMovingCursors(ledger: Ledger): Ledger {
  const bound = (target: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name);
    return typeof value === 'function' ? value.bind(target) : value;
  };
  const moveCursor = () => Promise.reject(new Error('killed'));
  const cursors = new Proxy(ledger.cursors, {
    get: (one, key) => (key === 'moveCursor' ? moveCursor : bound(one, key)),
  });
  return new Proxy(ledger, { get: (one, key) => (key === 'cursors' ? cursors : bound(one, key)) });
}

async function rowsOf(path: string): Promise<readonly Row[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
}

/** Without blanks: a column is there where one row of its file has a value. */
function filled(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([key, value]) => key !== 'change' && value !== null && value !== ''),
  );
}

const idOf = (row: Row): string => String(row.id ?? row.carbonsheet_id);

function expectWholes({ tables, figures }: MonthlyReport): void {
  for (const { id, columns, rows, total } of tables) {
    for (const [place, { kind }] of columns.entries()) {
      if ((kind !== 'amount' && kind !== 'count') || (total?.[place] ?? '') === '') continue;
      const sum = rows.reduce((all, row) => all + exact(row[place] || '0'), 0n);
      expect([id, place, shown(sum)]).toEqual([id, place, total?.[place]]);
    }
    const emissions = columns.findIndex(({ title }) => title === 'Emissions');
    if (total !== undefined && id !== 'quantities') expect([id, total[emissions]]).toEqual([id, figures[0]?.value]);
  }
}

it.each([
  ['to the nanosecond', false],
  ['to the second, with ties', true],
] as const)('a year of months, with time stamps %s', async (_, isCoarse) => {
  await fc.assert(
    fc.asyncProperty(fc.array(month, { minLength: 12, maxLength: 12 }), async (months) => {
      let left = Number.POSITIVE_INFINITY;
      const refusing = ({ path }: FaultRequest) => {
        if (!path.startsWith('/resold-products')) return undefined;
        left -= 1;
        return left < 0 ? ({ kind: 'status-before', status: 403 } as const) : undefined;
      };
      const at = await openChangingAccount(isCoarse, refusing);
      const runsDir = at.path('runs');
      const joined = new Map(DATASETS.map((what) => [what, new Map<string, Row>()]));
      const out = at.path('changes.ndjson');

      const take = async (what: (typeof DATASETS)[number]) => {
        const all = joined.get(what) ?? new Map();
        for (const row of await rowsOf(out)) {
          if (row.change === 'vanished') all.delete(idOf(row));
          else all.set(idOf(row), filled(row));
        }
        await rm(out, { force: true });
      };
      const changes = (what: string, tools: Tools = at.tools) =>
        exportData({ what, changed: true, out, runsDir }, tools);

      /** An export of changes that does not come to its end. */
      async function killed(what: (typeof DATASETS)[number], { kill, killAt }: (typeof months)[number]): Promise<void> {
        const stop = new AbortController();
        let steps = 0;
        const tell: Tools['tell'] = ({ kind }) => {
          if (kind === 'step' && steps++ === Math.min(killAt, 1)) stop.abort();
        };
        const openLedger = async () => withoutMovingCursors(await at.tools.openLedger());
        if (kill === 'interrupted')
          await changes(what, { ...at.tools, signal: stop.signal, tell }).catch(() => undefined);
        if (kill === 'refused') {
          left = killAt;
          await changes(what).catch(() => undefined);
          left = Number.POSITIVE_INFINITY;
        }
        if (kill === 'before the cursor is moved')
          await changes(what, { ...at.tools, openLedger }).catch(() => undefined);
        await take(what);
      }

      /** The run of a full export. */
      async function full(what: string): Promise<{ readonly run: string; readonly rows: readonly Row[] }> {
        const path = join(at.folder, `${what}.ndjson`);
        const { run } = await exportData({ what, out: path, runsDir }, at.tools);
        return { run, rows: await rowsOf(path) };
      }

      const earlier = new Map<string, { readonly run: string; readonly rows: number }>();
      const january = new Map<string, string>();
      const moved = new Map<string, bigint>();
      /** The bridge from the month before: its parts are the difference, and it begins where that one ended. */
      async function bridged(what: string, run: string, rows: number): Promise<void> {
        const before = earlier.get(what);
        earlier.set(what, { run, rows });
        if (before === undefined) {
          january.set(what, run);
          return;
        }
        const { delta } = await at.delta(before.run, run);
        const { counts } = delta;
        expect([delta.before.rows, delta.after.rows]).toEqual([before.rows, rows]);
        expect(before.rows + counts.new - counts.gone).toBe(rows);
        for (const measure of delta.measures) {
          if (!measure.adds) continue;
          const { key, parts, change, before: from, after, periods } = measure;
          const ofParts = parts.reduce((sum, one) => sum + exact(one.change), 0n);
          expect([key, shown(ofParts), shown(exact(from) + ofParts)]).toEqual([key, change, after]);
          const ofPeriods = periods.reduce((sum, one) => sum + exact(one.change), 0n);
          expect([key, shown(ofPeriods)]).toEqual([key, change]);
          moved.set(key, (moved.get(key) ?? 0n) + exact(change));
        }
        const measured = (key: string) =>
          delta.measures.flatMap((one) => (one.adds && one.key === key ? [one.after] : []));
        if (what !== 'purchases') return;
        const held = at.purchases();
        const co2e = shown(held.reduce((sum, one) => sum + exact(one.co2e ?? 0), 0n));
        // Where no row has a figure yet, there is none.
        expect(measured('co2e')[0] ?? '0').toBe(co2e);
        for (const unit of new Set(held.map(({ unit_id }) => unit_id))) {
          const ofUnit = held.filter(({ unit_id }) => unit_id === unit);
          const quantity = ofUnit.reduce((sum, one) => sum + exact(one.quantity), 0n);
          expect(measured(`quantity ${unit}`)).toEqual([shown(quantity)]);
        }
      }

      for (const [number, one] of months.entries()) {
        for (const each of one.happenings) await at.happen(each);
        for (const what of DATASETS) {
          await killed(what, one);
          await changes(what);
          await take(what);
          // Nothing comes twice.
          expect((await changes(what)).rows).toBe(0);
          await rm(out, { force: true });
          const { run, rows } = await full(what);
          const whole = rows.map((row) => [idOf(row), filled(row)] as const);
          expect(Object.fromEntries(joined.get(what) ?? [])).toEqual(Object.fromEntries(whole));
          if (what === 'footprints') await bridged(what, run, rows.length);
        }
        const bought = await full('purchases');
        await bridged('purchases', bought.run, bought.rows.length);

        const name = `2025-${String(number + 1).padStart(2, '0')}`;
        const html = at.path('report.html');
        const dcycle = (await writeReport({ provider: 'dcycle', month: name, html, runsDir }, at.tools)).report;
        expectWholes(dcycle);
        const counted = at
          .purchases()
          .filter(
            ({ purchase_date, status, co2e }) => purchase_date.startsWith(name) && status === 'active' && co2e !== null,
          );
        const kg = counted.reduce((sum, { co2e }) => sum + exact(co2e ?? 0), 0n);
        expect(dcycle.figures[0]?.value).toBe(counted.length === 0 ? '' : shown(product(kg, exact('0.001'))));

        const carboncloud = (await writeReport({ provider: 'carboncloud', year: '2025', html, runsDir }, at.tools))
          .report;
        expectWholes(carboncloud);
        const sold = (await at.sold()).flatMap(({ volume, total }) => {
          return volume === undefined || total === undefined ? [] : [product(exact(volume), exact(total))];
        });
        const whole = shown(sold.reduce((sum, emissions) => sum + emissions, 0n));
        expect(carboncloud.figures[0]?.value).toBe(sold.length === 0 ? '' : whole);
        at.pass(30 * 86_400_000);
      }
      for (const [what, run] of january) {
        const { delta } = await at.delta(run, earlier.get(what)?.run);
        for (const measure of delta.measures)
          if (measure.adds)
            expect([measure.key, measure.change]).toEqual([measure.key, shown(moved.get(measure.key) ?? 0n)]);
      }
    }),
    // A year shrinks for too long.
    { numRuns: 3, endOnFailure: true },
  );
});
