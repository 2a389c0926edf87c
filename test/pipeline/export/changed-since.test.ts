// `--changed --since`: nothing between the last export and the moment that was asked for is left out for good.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChangedRows } from '../../../src/pipeline/export/changed-rows.js';
import type { Changes } from '../../../src/providers/binding.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';
import { runHeader, temporaryLedger } from '../../ledger/rows.js';

const target = { accountKey: 'carboncloud group-1', dataset: 'footprints' };
const START = Date.UTC(2025, 0, 1);
const day = (at: number): string => new Date(START + at * 86_400_000).toISOString();

/** A service whose figures are calculated anew, which only its feed tells. */
class Recalculated {
  readonly figures = new Map<string, { value: number; stamp: string }>();

  get changes(): Changes<ExportRow> {
    const { figures } = this;
    return {
      async *feed(since = '') {
        const all = [...figures].map(([id, { stamp }]) => ({ id, stamp }));
        yield all.filter(({ stamp }) => stamp >= since).sort((one, other) => (one.stamp < other.stamp ? -1 : 1));
      },
      async *present() {
        yield [...figures.keys()].map((id) => ({ id, digest: 'd', createdAt: day(0), updatedAt: day(0), item: id }));
      },
      rows: async (ids) => ids.map((id) => ({ id: String(id), value: figures.get(String(id))?.value ?? null })),
      mostItems: 2,
    };
  }
}

/** Exports as runs of one ledger. */
async function openExports(service: Recalculated, now = (): number => START + 1_000 * 86_400_000) {
  const { ledger } = await temporaryLedger();
  let runs = 0;
  return async (since: string | undefined, isKept = true) => {
    runs += 1;
    const run = `run-${runs}`;
    await ledger.beginRun({ ...runHeader(run), ...target });
    const { cursors } = ledger;
    const goneRow = (id: string) => ({ id });
    const rows = new ChangedRows({ changes: service.changes, cursors, target, run, since, isKept, now, goneRow });
    const exported: ExportRow[] = [];
    for await (const page of rows.pages()) exported.push(...page);
    await rows.keep();
    return { exported, counts: rows.counts };
  };
}

it('reads from the cursor where that is older', async () => {
  const service = new Recalculated();
  for (const id of ['a', 'b', 'c']) service.figures.set(id, { value: 1, stamp: day(0) });
  const exportSince = await openExports(service);
  await exportSince(undefined);
  service.figures.set('a', { value: 2, stamp: day(10) });
  service.figures.set('b', { value: 2, stamp: day(29.5) });
  const { exported, counts } = await exportSince(day(29));
  expect(exported.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(counts).toMatchObject({ changed: 2, vanished: 0, since: day(0), until: day(29.5) });
  // What was asked for comes again, and nothing that is older.
  expect((await exportSince(day(29))).exported.map(({ id }) => id)).toEqual(['b']);
  expect((await exportSince(undefined)).exported).toEqual([]);
});

it('leaves nothing out, whatever moments are asked for', async () => {
  const step = fc.record({
    changes: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
    since: fc.option(fc.integer({ min: -5, max: 60 }), { nil: undefined }),
    isKept: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const service = new Recalculated();
      const exportSince = await openExports(service);
      const joined = new Map<unknown, unknown>();
      for (const [at, { changes, since, isKept }] of steps.entries()) {
        for (const id of changes) service.figures.set(id, { value: at, stamp: day(5 * at) });
        const { exported } = await exportSince(since === undefined ? undefined : day(since), isKept);
        if (isKept) for (const { id, value } of exported) joined.set(id, value);
      }
      for (const { id, value } of (await exportSince(undefined)).exported) joined.set(id, value);
      expect(joined).toEqual(new Map([...service.figures].map(([id, { value }]) => [id, value])));
    }),
    { numRuns: 25 },
  );
});

it('loses no change that is made in the second of an export, and repeats no row that is the same', async () => {
  const step = fc.record({
    changes: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    laterMs: fc.constantFrom(0, 300, 1_000, 700_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
      const service = new Recalculated();
      let now = START;
      const exportSince = await openExports(service, () => now);
      const joined = new Map<unknown, unknown>();
      for (const [at, { changes, laterMs }] of steps.entries()) {
        // The service's moments have no decimals, as its clock has.
        const stamp = `${new Date(now).toISOString().slice(0, 19)}Z`;
        for (const id of changes) service.figures.set(id, { value: at, stamp });
        const { exported, counts } = await exportSince(undefined);
        for (const { id, value } of exported) {
          expect(joined.get(id)).not.toBe(value);
          joined.set(id, value);
        }
        expect(counts.appeared + counts.changed).toBe(exported.length);
        expect(joined).toEqual(new Map([...service.figures].map(([id, { value }]) => [id, value])));
        now += laterMs;
      }
    }),
    { numRuns: 25 },
  );
});
