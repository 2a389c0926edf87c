// For any ledger, any rules and any results at the service: per account and currency, the file is what was sent, excluded, summed and
// left open, to the cent, and every row has one result.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, expect, it } from 'vitest';
import { parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { rowBooks } from '../../src/pipeline/rows/book-rows.js';
import { resultInFile } from '../../src/pipeline/rows/row-result.js';
import { judgeRows } from '../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../src/pipeline/table/open-table.js';
import type { Result } from '../../src/plan/result.js';

const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-ledger-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const titles = [
  'Account',
  'Supplier',
  'Invoice no.',
  'Product name',
  'Sector',
  'Country',
  'Amount',
  'Currency',
  'Date',
  'Expense type',
];
const some = (...values: readonly string[]) => fc.constantFrom(...values);

const line = fc.tuple(
  some('1000', '2000 Paper', '3000 Pay', ''),
  some('Acme', 'Beta', ''),
  some('A-1001', 'A-1002', 'B-2001', ''),
  some('Steel', 'Paper', 'Credit A-1001'),
  some('Manufacturing', 'Manufacturing', 'Services', ''),
  some('DE', 'SE', 'DE', 'Atlantis'),
  fc.oneof(
    fc.integer({ min: -500_00, max: 900_00 }).map((cents) => (cents / 100).toFixed(2)),
    some('100.00', '-100.00', '0.10', '0.20', '-0.30', 'x', ''),
  ),
  some('EUR', 'EUR', 'SEK'),
  some('2024-01-03', '2024-01-31', '2024-02-29', 'soon'),
  some('opex'),
);

const pattern = some('1000', '2000*', '3000-3999', '~paper', '~acme', '*', 'Beta');
const rule = fc.record({
  title: some('Account', 'Supplier', 'Product name'),
  pattern,
  action: some('send', 'exclude', 'sum-by-month', 'sum-by-month'),
});

/** Cents, so that the model adds whole numbers. */
function centsOf(text: string): number {
  return Math.round(Number(text) * 100);
}

/** What the cells of the file come to, by account and currency. */
function fileSums(lines: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [account = '', , , , , , amount = '', currency = ''] of lines) {
    const key = `${account} in ${currency}`;
    const isRead = amount !== '' && amount !== 'x';
    sums.set(key, (sums.get(key) ?? 0) + (isRead ? centsOf(amount) : 0));
  }
  return sums;
}

const fates: readonly Result['status'][] = ['created', 'failed', 'in-doubt', 'unsent', 'unchanged'];

it('holds for any rules, credit notes and results', async () => {
  let selected = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 25 }),
      fc.array(rule, { maxLength: 3 }),
      some('list', 'net'),
      fc.array(fc.constantFrom(...fates), { minLength: 25, maxLength: 25 }),
      fc.boolean(),
      async (lines, rules, credits, ends, isTrial) => {
        const file = join(folder, 'ledger.csv');
        await writeFile(file, Papa.unparse([titles, ...lines]));
        const written = rules.map(({ title, pattern: text, action }, index) => {
          return { name: `rule ${index}`, when: { [title]: text }, action, reason: 'because' };
        });
        const mapping = parseSavedMapping(
          JSON.stringify({ version: 1, columns: {}, rules: written, credits }),
          'm.yaml',
        );
        const table = await openTable({ file, dataset: 'purchases', mapping, decimal: '.' }, 'keep');
        try {
          fc.pre(!table.blocked);
          const books = rowBooks(table.mapping, isTrial);
          const sent = new Map<string, number>();
          const seen: number[] = [];
          for await (const rows of judgeRows(table, 'keep')) {
            for (const row of rows) {
              seen.push(row.ordinal);
              const inFile = resultInFile(row, 'x');
              expect(inFile.status === 'unsent').toBe(row.record !== undefined && row.leftOut === undefined);
              const status =
                inFile.status === 'unsent' && !isTrial ? (ends[row.ordinal % ends.length] ?? 'unsent') : inFile.status;
              books?.add(row, { ...inFile, status });
              if (row.leftOut || row.sentAs) selected += 1;
              const isSent = isTrial ? status === 'unsent' : status === 'created' || status === 'unchanged';
              if (!isSent) continue;
              const key = String(row.record?.unit_id);
              sent.set(key, (sent.get(key) ?? 0) + Math.round(Number(row.record?.quantity) * 100));
            }
          }
          const reconciled = books?.reconciled() ?? [];
          expect(reconciled.filter(({ difference }) => difference !== undefined)).toEqual([]);
          // Blank lines are no rows; totals are no postings, and there are none.
          expect(seen).toEqual(lines.map((_, index) => index));
          const held = new Map(reconciled.map((one) => [`${one.account} in ${one.currency}`, centsOf(one.file)]));
          expect(held).toEqual(fileSums(lines));
          for (const [currency, cents] of sent) {
            const own = reconciled.filter((one) => one.currency === currency);
            expect(own.reduce((sum, one) => sum + centsOf(one.sent) + centsOf(one.summed), 0)).toBe(cents);
          }
        } finally {
          await table.source.close();
        }
      },
    ),
    { numRuns: 80 },
  );
  // The law says something only if rows are selected on the way.
  expect(selected).toBeGreaterThan(10);
});
