// A check that judges the rows while it surveys them must come to the same as one that surveys first and judges then.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { soundRows } from '../../../src/pipeline/rows/sound-rows.js';
import { judgeRows } from '../../../src/pipeline/run/judge-rows.js';
import { openTable, type Table } from '../../../src/pipeline/table/open-table.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-rehearsal-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const titles = ['product_name', 'sector', 'country', 'quantity', 'unit_id', 'purchase_date', 'expense_type'];

async function withTable<T>(rows: readonly (readonly string[])[], work: (table: Table) => Promise<T>): Promise<T> {
  const file = join(folder, 'purchases.csv');
  await writeFile(file, Papa.unparse([titles, ...rows.map((row) => [...row])]));
  const table = await openTable({ file, dataset: 'purchases' }, 'keep');
  try {
    return await work(table);
  } finally {
    await table.source.close();
  }
}

/** What a second pass over the rows says. */
async function judgedAnew(table: Table) {
  const sound = soundRows(table.dataset);
  const others: unknown[] = [];
  for await (const batch of judgeRows(table, 'keep')) {
    for (const row of batch) {
      if (sound.take(row)) continue;
      const { ordinal, source, record, problems, leftOut } = row;
      others.push({ ordinal, source, record, problems, leftOut });
    }
  }
  return { counts: sound.tally.counts(), totals: sound.tally.totals(), others };
}

const cell = (...values: readonly string[]) => fc.constantFrom(...values);
const row = fc.tuple(
  cell('Boxes', 'Tape', '', 'Total'),
  cell('Manufacturing', 'Food products', ''),
  cell('SE', 'Sweden', 'Atlantis', ''),
  cell('12.5', '3', '3,75', '1.200', 'x', ''),
  cell('EUR', 'kg', ''),
  cell('2024-03-15', '15.03.2024', '03/04/2024', 'soon'),
  cell('opex', 'capex', 'other'),
);

test('one pass and two passes say the same of every row', async () => {
  let judgedAtOnce = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      fc.pre(rows.some((one) => one.some((text) => text !== '')));
      await withTable(rows, async (table) => {
        const { earlyFindings } = table;
        if (earlyFindings === undefined) return;
        judgedAtOnce += 1;
        const { sound, others } = earlyFindings;
        const once = { counts: sound.tally.counts(), totals: sound.tally.totals(), others };
        expect(once).toEqual(structuredClone(await judgedAnew(table)));
      });
    }),
    { numRuns: 150 },
  );
  // The law says something only if many tables are judged on the way.
  expect(judgedAtOnce).toBeGreaterThan(10);
});

test('a column whose later cells decide otherwise is judged anew', async () => {
  const sound = (quantity: string) => ['Boxes', 'Manufacturing', 'SE', quantity, 'EUR', '2024-03-15', 'opex'];
  // The first piece of the file is read as decimal points.
  const rows = [...Array.from({ length: 3000 }, (_, index) => sound(`${index}`)), sound('3,75')];
  await withTable(rows, async (table) => {
    expect(table.earlyFindings).toBeUndefined();
    expect((await judgedAnew(table)).counts.unsent).toBe(3001);
  });
});
