// Rows that are not fit to send: all told at once, nothing sent unasked, and the rest mended and imported without loss.

import { expect, it } from 'vitest';
import { csvOf, purchase, type Row } from './tables.js';
import { countsOf, openWorkplace, parseCsv, summaryOf } from './workdir.js';

const total = (purchases: readonly object[]): number =>
  purchases.reduce((sum, held) => sum + Number(Reflect.get(held, 'quantity')), 0);

/** Rows 2 to 6; 3 and 5 are sound. */
const rows: readonly Row[] = [
  purchase({ quantity: 'much', country: 'Swedn', expense_type: 'opx' }),
  purchase({ product_name: 'Pallets', quantity: '100' }),
  purchase({ product_name: '', purchase_date: '2024-02-30' }),
  purchase({ product_name: 'Film', quantity: '50' }),
  purchase({ quantity: '-1', unit_id: '' }),
];
const faults = [
  ['2', 'country', 'UNKNOWN_COUNTRY', 'Swedn'],
  ['2', 'quantity', 'NOT_A_NUMBER', 'much'],
  ['2', 'expense_type', 'NOT_A_CHOICE', 'opx'],
  ['4', 'product_name', 'REQUIRED_EMPTY', ''],
  ['4', 'purchase_date', 'IMPOSSIBLE_DATE', '2024-02-30'],
  ['6', 'quantity', 'OPEN_CREDIT', '-1'],
  ['6', 'unit_id', 'REQUIRED_EMPTY', ''],
];

it('stops with nothing sent, and tells every problem of every cell', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('purchases.csv', csvOf(rows));
  const ran = await dir.run(['import', 'purchases.csv']);
  expect(ran.code).toBe(3);
  expect(sandbox.stats().requests).toBe(0);
  const run = await dir.runFolder();
  const told = run.problems.map(({ sheet, row, field, code, value }) => [sheet, row, field, code, value]);
  expect(told.sort()).toEqual(faults.map((fault) => ['', ...fault]).sort());
  expect(run.problems.map(({ column, field }) => column === field)).not.toContain(false);
  expect(run.problems.find(({ code }) => code === 'UNKNOWN_COUNTRY')?.suggestion).toContain('SE');
  expect(run.problems.find(({ code }) => code === 'NOT_A_CHOICE')?.suggestion).toBe('opex');
  expect(countsOf(run.summary.counts)).toEqual({ rows: 5, invalid: 3, unsent: 2 });
  expect(run.results.map(({ status }) => status)).toEqual(['invalid', 'unsent', 'invalid', 'unsent', 'invalid']);
  expect(run.results[0]?.message).not.toBe('');
  for (const place of ['purchases.csv:\n', 'row 2, column quantity', 'row 6, column unit_id'])
    expect(ran.stdout + ran.stderr).toContain(place);
  expect(ran.stderr).toContain('Next: carbonsheet import purchases.csv --invalid skip');
});

it('names the row by its own number, in problems and in failures', async () => {
  const { dir } = await openWorkplace({
    fault: ({ method, path }) =>
      method === 'POST' && path === '/v1/purchases' ? { kind: 'status-before', status: 422 } : undefined,
  });
  const [faulty = {}, sound = {}] = rows;
  await dir.write(
    'p.csv',
    csvOf([
      { 'Invoice no.': '4711', ...faulty },
      { 'Invoice no.': 'A\u202e12', ...sound },
    ]),
  );
  const ran = await dir.run(['import', 'p.csv', '--invalid', 'skip']);
  expect(ran.stderr).toMatch(/row 2 \(Invoice no\. 4711\), column quantity/);
  expect(ran.stderr).toMatch(/row 3 \(Invoice no\. A\\u202e12\)/);
  const run = await dir.runFolder();
  expect(run.problems[0]).not.toHaveProperty('key');
  expect(run.problems.find(({ row, field }) => row === '2' && field === 'quantity')).toMatchObject({
    column: 'quantity',
  });
});

it('imports the others when that is asked for, and takes the mended rows later', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('compras.csv', `\uFEFF${csvOf(rows, ';')}`);
  const first = await dir.run(['import', 'compras.csv', '--invalid', 'skip', '--json']);
  expect(first.code).toBe(4);
  expect(countsOf(summaryOf(first).counts)).toEqual({ rows: 5, created: 2, invalid: 3 });
  expect(total(sandbox.purchases())).toBe(150);

  // Just these rows, in the source's layout: delimiter, byte order mark, columns.
  const { folder } = summaryOf(first);
  const failed = await dir.read(`${folder}/failed.csv`);
  expect(failed.startsWith('\uFEFF')).toBe(true);
  const unfit = [rows[0], rows[2], rows[4]].map((row = {}) => Object.values(row));
  expect(parseCsv(failed, ';')).toEqual([Object.keys(purchase()), ...unfit]);

  const mended = failed
    .replace('much', '7,5')
    .replace('Swedn', 'Sweden')
    .replace('opx', 'opex')
    .replace(/\n;Manufacturing/, '\nTape;Manufacturing')
    .replace('2024-02-30', '2024-02-29')
    .replace('-1;;', '2,5;EUR;');
  await dir.write('failed.csv', mended.replaceAll('1250.5', '1250,5'));
  const second = await dir.run(['import', 'failed.csv', '--json']);
  expect(second.code).toBe(0);
  expect(countsOf(summaryOf(second).counts)).toEqual({ rows: 3, created: 3 });
  expect(total(sandbox.purchases())).toBe(150 + 7.5 + 1250.5 + 2.5);
});

it('gives a workbook back with a status per row, which is imported again once it is corrected', async () => {
  const { dir, sandbox } = await openWorkplace();
  const header = ['Produkt', 'Sektor', 'Land', 'Menge', 'Einheit', 'Datum', 'Kostenart'];
  const date = new Date(Date.UTC(2024, 1, 29));
  await dir.writeBook('einkauf.xlsx', {
    Hinweise: [['Nur zur Ansicht']],
    Einkauf: [
      ['Einkauf 2024'],
      [],
      header,
      ['Kartons', 'Industrie', 'Schweden', 12.5, 'EUR', date, 'opex'],
      ['Folie', 'Industrie', 'Schwedn', 20, 'EUR', date, 'opex'],
    ],
  });
  const first = await dir.run(['import', 'einkauf.xlsx', '--invalid', 'skip', '--json']);
  expect(first.code).toBe(4);
  const run = await dir.runFolder(first);
  expect(run.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { sheet: 'Einkauf', row: '5', column: 'Land', field: 'country', code: 'UNKNOWN_COUNTRY', value: 'Schwedn' },
  ]);
  const book = await dir.readBook(`${run.path}/results.xlsx`);
  const shown = book.worksheets.filter(({ state }) => state === 'visible');
  expect(shown.map(({ name }) => name)).toEqual(['Run summary', 'Hinweise', 'Einkauf', 'Reconciliation']);
  const sheet = book.getWorksheet('Einkauf');
  expect(sheet?.getRow(1).getCell(1).value).toBe('Einkauf 2024');
  const titles = [
    'Status',
    'Message',
    'Remote ID',
    'carbonsheet id',
    'carbonsheet hash',
    'carbonsheet owner',
    'carbonsheet code',
  ];
  expect(sheet?.getRow(3).values).toEqual([undefined, ...header, ...titles, 'carbonsheet cells']);
  expect([4, 5].map((row) => [6, 8].map((column) => sheet?.getRow(row).getCell(column).value))).toEqual([
    [date, 'created'],
    [date, 'invalid'],
  ]);
  expect(sheet?.getCell('I5').text).toContain('expected a country');

  sheet!.getCell('C5').value = 'Schweden';
  await book.xlsx.writeFile(`${dir.path}/corrected.xlsx`);
  const second = await dir.run(['import', 'corrected.xlsx', '--json']);
  expect(second.code).toBe(0);
  const again = await dir.readBook(`${(await dir.runFolder(second)).path}/results.xlsx`);
  expect(again.getWorksheet('Einkauf')?.getRow(3).values).toEqual(sheet?.getRow(3).values);
  expect([4, 5].map((row) => again.getWorksheet('Einkauf')?.getRow(row).getCell(8).value)).toEqual([
    'unchanged',
    'created',
  ]);
  expect(sandbox.purchases()).toHaveLength(2);
  expect(total(sandbox.purchases())).toBe(32.5);
});
