// A matrix by country or by period, from the file to the result files.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFile } from '../../src/pipeline/check.js';
import { importFile } from '../../src/pipeline/import.js';
import type { CheckRequest } from '../../src/pipeline/requests.js';
import { judgeRows } from '../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../src/pipeline/table/open-table.js';
import type { Progress, Tools } from '../../src/pipeline/tools.js';
import { placeOf } from '../../src/problems/place.js';
import { Stop } from '../../src/problems/stop.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-unpivot-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(rows: readonly (readonly (string | number | null)[])[]): Promise<string> {
  const file = join(folder, 'sales.csv');
  await writeFile(file, Papa.unparse(rows.map((row) => row.map((cell) => cell ?? ''))));
  return file;
}

/** Tools that need no account. */
function offline(told: Progress[] = []): Tools {
  let id = 0;
  const unused = (): never => {
    throw new Error('nothing is sent');
  };
  return {
    clock: { now: () => Date.UTC(2026, 0, 1), sleep: unused, random: unused },
    newId: () => `${++id}`.padStart(6, '0'),
    connect: () => Promise.reject(new Stop('usage', 'MISSING_SETTING', 'there is no account')),
    holdAccount: unused,
    openLedger: unused,
    findLedger: async () => undefined,
    tell: (progress) => told.push(progress),
    ask: async () => undefined,
    signal: new AbortController().signal,
  };
}

const request = (file: string, unpivot = true): CheckRequest => ({ file, unpivot, runsDir: folder, equalRows: 'keep' });

async function csv(path: string): Promise<readonly (readonly string[])[]> {
  return Papa.parse<string[]>(await readFile(path, 'utf8'), { skipEmptyLines: true }).data;
}

const SALES = [
  ['Sales of 2024'],
  ['Product', 'Remark', 'Sweden', 'NO', 'Total', 'Start', 'End'],
  ['Fryer', 'new', 10, 20, 30, '2024-01-01', '2024-12-31'],
  ['Kettle', '', '', 'many', 5, '2024-01-01', '2024-12-31'],
  ['Toaster', '', 3, -4, -1, '2024-01-01', '2024-12-31'],
  ['Lamp', '', '', '', '', '2024-01-01', '2024-12-31'],
  ['Total', '', 13, 17, 34],
];

describe('a matrix', () => {
  it('is offered, and nothing is done before it is asked for', async () => {
    const file = await fileOf(SALES);
    const stop: unknown = await checkFile(request(file, false), offline()).catch((cause: unknown) => cause);
    expect(stop).toBeInstanceOf(Stop);
    expect(stop).toMatchObject({ kind: 'mapping', code: 'MATRIX', hint: expect.stringContaining('--unpivot') });
    expect(String(stop)).toContain('the columns "Sweden", "NO" of sales.csv (row 2) are titled by countries');
  });

  it('gives every filled cell a result, with its row, its column and its address', async () => {
    const file = await fileOf(SALES);
    const told: Progress[] = [];
    const { summary } = await importFile(
      { ...request(file), onExisting: 'skip', invalid: 'skip', via: 'file', concurrency: 1 },
      offline(told),
    );
    expect(summary.counts).toMatchObject({ rows: 7, unsent: 3, invalid: 2, skipped: 2 });
    const [titles, ...results] = await csv(join(summary.folder, 'results.csv'));
    expect(titles?.slice(9)).toEqual([...(SALES[1] ?? []), 'Country', 'Quantity sold', 'Cell']);
    expect(results.map((line) => [line[1], line[2], line[4], ...line.slice(-3)])).toEqual([
      ['3', 'unsent', 'NOT_SENT', 'Sweden', '10', 'C3'],
      ['3', 'unsent', 'NOT_SENT', 'NO', '20', 'D3'],
      ['4', 'invalid', 'NOT_A_NUMBER', 'NO', 'many', 'D4'],
      ['5', 'unsent', 'NOT_SENT', 'Sweden', '3', 'C5'],
      ['5', 'invalid', 'TOO_SMALL', 'NO', '-4', 'D5'],
      ['7', 'skipped', 'TOTAL_ROW', 'Sweden', '13', 'C7'],
      ['7', 'skipped', 'TOTAL_ROW', 'NO', '17', 'D7'],
    ]);
    expect(results[0]?.slice(9, 16)).toEqual(['Fryer', 'new', '10', '20', '30', '2024-01-01', '2024-12-31']);
    const places = told.flatMap((one) =>
      one.kind === 'problem' && one.problem.severity === 'error' ? [placeOf('sales.csv', one.problem)] : [],
    );
    expect(places).toEqual(['sales.csv, row 4, column NO', 'sales.csv, row 5, column NO']);
    expect(told.some((one) => one.kind === 'said' && one.text.includes('2 columns titled by country'))).toBe(true);
  });

  it('leaves a file of cells to mend that is a matrix too', async () => {
    const file = await fileOf(SALES);
    const { summary } = await checkFile(request(file), offline());
    const failed = join(summary.folder, 'failed.csv');
    expect(await csv(failed)).toEqual([
      ['Sales of 2024'],
      SALES[1],
      ['Kettle', '', '', 'many', '5', '2024-01-01', '2024-12-31'],
      ['Toaster', '', '', '-4', '-1', '2024-01-01', '2024-12-31'],
    ]);
    const again = await checkFile({ ...request(failed), runsDir: join(folder, 'again') }, offline());
    expect(again.summary.counts).toMatchObject({ rows: 2, invalid: 2 });
  });

  it('may be one of periods, over two header rows', async () => {
    const file = await fileOf([
      ['Product', 'Country', '2024', '', '2025'],
      ['', '', 'Jan', 'Feb', 'Jan'],
      ['Fryer', 'SE', 1, 2, 3],
      ['Kettle', 'DE', 4, '', 5],
    ]);
    const table = await openTable(request(file));
    const records = [];
    for await (const rows of judgeRows(table, 'keep')) records.push(...rows.map(({ record }) => record));
    await table.source.close();
    expect(
      records.map((record) => record && [record.country, record.start_date, record.end_date, record.quantity]),
    ).toEqual([
      ['SE', '2024-01-01', '2024-01-31', 1],
      ['SE', '2024-02-01', '2024-02-29', 2],
      ['SE', '2025-01-01', '2025-01-31', 3],
      ['DE', '2024-01-01', '2024-01-31', 4],
      ['DE', '2025-01-01', '2025-01-31', 5],
    ]);
  });

  it.each([
    [
      'a table without such columns',
      [
        ['Product', 'Country', 'Units', 'Start', 'End'],
        ['Fryer', 'SE', 1, '2024-01-01', '2024-12-31'],
      ],
    ],
    [
      'another dataset',
      [
        ['Product', 'Sector', 'Country', 'Amount', 'Unit', 'Date', 'Expense type'],
        ['a', 'b', 'SE', 1, 'kg', '2024-01-01', 'opex'],
      ],
    ],
  ])('is not seen in %s', async (_, rows) => {
    const file = await fileOf(rows);
    await expect(openTable(request(file))).rejects.toMatchObject({ kind: 'usage', code: 'NO_MATRIX' });
  });

  it('has as many rows as filled cells, and a ragged row counts as one', async () => {
    const cell = fc.constantFrom('', ' ', '1', '2.5', 'x');
    const row = fc.tuple(fc.constantFrom('Fryer', 'Kettle'), cell, cell, cell, fc.constantFrom('', 'pushed'));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const isFilled = (text: string): boolean => text.trim() !== '';
        const expected = rows.flatMap(([, a, b, c, beyond], index) =>
          isFilled(beyond)
            ? [`${index + 2}`]
            : [a, b, c].flatMap((text, column) => (isFilled(text) ? [`${'BCD'[column]}${index + 2}`] : [])),
        );
        fc.pre(expected.length > 0);
        const file = await fileOf([
          ['Product', 'SE', 'NO', 'DK'],
          ...rows.map((cells) => (isFilled(cells[4]) ? cells : cells.slice(0, 4))),
        ]);
        const table = await openTable(request(file));
        const made: string[] = [];
        for await (const batch of table.rows()) {
          made.push(...batch.map(({ row: number, from, cells }) => (from ? String(cells.at(-1)) : `${number}`)));
        }
        await table.source.close();
        expect(made).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
