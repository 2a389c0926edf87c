// Over any sequence of imports, refusals, retries, fixes and undos, the standing state names just the rows that are open, and the
// service holds each row that went through, once.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/faults.js';
import { purchase } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

const refusal: Fault = { kind: 'status-before', status: 422, body: { detail: 'no' } };
const ROWS = 6;
const sectors = ['Manufacturing', 'Retail', 'Construction', 'Energy', 'Farming', 'Mining'];
const countries = ['ES', 'DE', 'FR', 'SE', 'IT', 'PL'];

/** Rows that differ in most of their cells: none is taken for another one that was edited. */
const rows: readonly Row[] = Array.from({ length: ROWS }, (_, index) =>
  purchase({
    product_name: `Row ${index}`,
    sector: sectors[index] ?? '',
    country: countries[index] ?? '',
    quantity: `${100 + 37 * index}`,
    purchase_date: `2024-0${index + 1}-1${index}`,
  }),
);

type Step =
  | { readonly kind: 'import'; readonly which: readonly number[]; readonly refused: readonly number[] }
  | { readonly kind: 'retry'; readonly isRefused: boolean }
  | { readonly kind: 'fix'; readonly which: number }
  | { readonly kind: 'undo' };

const some = fc.uniqueArray(fc.integer({ min: 0, max: ROWS - 1 }), { maxLength: ROWS });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('import' as const), which: some, refused: some }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retry' as const), isRefused: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('fix' as const), which: fc.integer({ min: 0, max: ROWS - 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
);

/** What should be: the rows that the service holds and those that are open; rows that were fixed are used no more. */
class Model {
  readonly held = new Map<number, string>();
  readonly open = new Set<number>();
  readonly fixed = new Set<number>();

  names(): readonly string[] {
    return [...[...this.held.keys()].map((row) => `Row ${row}`), ...[...this.fixed].map((row) => `Row ${row}`)].sort();
  }
}

it('holds what went through once, and offers the rest', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const faults: (Fault | undefined)[] = [];
      const scene = await openImporting({
        fault: ({ method, path }) => (method === 'POST' && path.includes('purchase') ? faults.shift() : undefined),
      });
      const model = new Model();
      const undoable: string[] = [];
      const send = async (file: string, sent: readonly Row[]): Promise<string> => {
        const terms = { canary: false, concurrency: 1, acceptSuspects: true };
        return (await scene.import(file, sent, terms)).summary.run;
      };
      for (const [at, one] of steps.entries()) {
        faults.length = 0;
        scene.pass(3_600_000);
        if (one.kind === 'import') {
          const which = one.which.filter((row) => !model.fixed.has(row));
          if (which.length === 0) continue;
          const creates = which.filter((row) => !model.held.has(row));
          faults.push(...creates.map((row) => (one.refused.includes(row) ? refusal : undefined)));
          const run = await send(
            `${at}.csv`,
            which.map((row) => rows[row] ?? {}),
          );
          for (const row of which) {
            if (model.held.has(row) || !one.refused.includes(row)) model.open.delete(row);
            else model.open.add(row);
            if (!model.held.has(row) && !one.refused.includes(row)) model.held.set(row, run);
          }
          undoable.push(run);
        } else if (one.kind === 'retry') {
          if (one.isRefused) faults.push(...[...model.open].map(() => refusal));
          await scene.retryStanding({ canary: false, concurrency: 1, acceptSuspects: true });
          if (!one.isRefused) {
            // What was sent again is undone with the run that has it.
            for (const row of model.open) model.held.set(row, 'retried');
            model.open.clear();
          }
        } else if (one.kind === 'fix') {
          if (!model.open.has(one.which)) continue;
          await send(`${at}-fixed.csv`, [{ ...rows[one.which], quantity: '7' }]);
          model.open.delete(one.which);
          model.fixed.add(one.which);
        } else {
          const run = undoable.pop();
          const created = [...model.held].filter(([, by]) => by === run).map(([row]) => row);
          // A run that was retried has rows of which the model does not know that they are its own.
          if (run === undefined || created.length === 0 || [...model.held.values()].includes('retried')) continue;
          await scene.undo(run);
          for (const row of created) model.held.delete(row);
        }
        expect(
          (scene.sandbox.purchases() as { product_name: string }[]).map((held) => held.product_name).sort(),
        ).toEqual(model.names());
        const [standing] = await scene.standing();
        const open = (standing?.runs ?? []).flatMap(({ file, rows: left }) => left.map(({ row }) => `${file} ${row}`));
        expect(open, JSON.stringify(steps.slice(0, at + 1))).toHaveLength(model.open.size);
      }
    }),
    { numRuns: 25 },
  );
});
