// Control totals of imports, against sums that the test knows: at each station, by unit, country and period, and down to the cells
// that the service holds otherwise.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { differenceText, stationLine } from '../../src/report/totals/stations-text.js';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { product, purchase, sale } from '../cli/tables.js';
import { openImporting } from './importing.js';

type Altered = Extract<Fault, { kind: 'altered' }>['alteration'];

/** Alters what the service stores of the creates with these numbers, from 1. */
function altering(at: readonly number[], alteration: Altered) {
  let creates = 0;
  return ({ method }: { readonly method: string }): Fault | undefined => {
    if (method !== 'POST') return undefined;
    creates += 1;
    return at.includes(creates) ? { kind: 'altered', alteration } : undefined;
  };
}

const rows = [
  purchase({ product_name: 'Steel', quantity: '0.1', country: 'SE', purchase_date: '2024-01-31' }),
  purchase({ product_name: 'Paper', quantity: '0.2', country: 'SE', purchase_date: '2024-02-01' }),
  purchase({ product_name: 'Glass', quantity: '1204.5', country: 'DE', purchase_date: '2024-02-29', unit_id: 'kg' }),
];

it('says in one line that the service holds what the file says', async () => {
  const importing = await openImporting();
  const { reconciliation, summary } = await importing.import('purchases.csv', rows);
  expect(reconciliation && stationLine(reconciliation)).toBe('3 rows, EUR 0.30, 1,204.5 kg: source = sent = stored');
  expect(reconciliation?.isEqual).toBe(true);
  const at = (rows: number, sum: string) => ({
    source: { rows, sum },
    records: { rows, sum },
    sent: { rows, sum },
    stored: { rows, sum },
  });
  expect(reconciliation?.totals).toMatchObject({
    units: [
      { unit: 'EUR', at: at(2, '0.3') },
      { unit: 'kg', at: at(1, '1204.5') },
    ],
    countries: [
      { unit: 'EUR', country: 'SE', at: at(2, '0.3') },
      { unit: 'kg', country: 'DE', at: at(1, '1204.5') },
    ],
    periods: [
      { unit: 'EUR', period: '2024-01', at: at(1, '0.1') },
      { unit: 'EUR', period: '2024-02', at: at(1, '0.2') },
      { unit: 'kg', period: '2024-02', at: at(1, '1204.5') },
    ],
  });
  const kept = JSON.parse(await readFile(join(summary.folder, 'reconciliation.json'), 'utf8'));
  expect(kept).toEqual(reconciliation);
  const again = await importing.reconcile(summary.run);
  expect(again.exitCode).toBe(0);
  expect(again.reconciliation.totals).toEqual(reconciliation?.totals);
});

it('says where rows left the way', async () => {
  const importing = await openImporting();
  await importing.import('first.csv', rows.slice(0, 1));
  const { reconciliation } = await importing.import('purchases.csv', [...rows, purchase({ quantity: 'much' })]);
  expect(reconciliation && stationLine(reconciliation)).toBe(
    'source 4 rows, EUR 0.30, 1,204.5 kg; sent 2 rows, EUR 0.20, 1,204.5 kg = stored; not sent: 1 invalid, 1 there before',
  );
  expect(reconciliation?.isEqual).toBe(true);
});

it('names the cells that the service holds otherwise, and no others', async () => {
  const importing = await openImporting({ fault: altering([2, 3], 'rounded') });
  const some = rows.map((row, index) => ({ ...row, quantity: `${index + 1}.25` }));
  const { summary, reconciliation } = await importing.import('purchases.csv', some, { canary: false });
  expect(reconciliation?.isEqual).toBe(false);
  const short = { source: 3, records: 3, sent: 3, stored: 3, isEqual: false, rowsDiffering: 2 };
  expect(summary).toMatchObject({ exitCode: 4, counts: { created: 3 }, reconciled: short });
  expect(importing.told.find(({ kind }) => kind === 'finished')).toMatchObject({ exitCode: 4, reconciled: short });
  const { exitCode, reconciliation: again } = await importing.reconcile(summary.run);
  expect(exitCode).toBe(4);
  for (const one of [reconciliation, again]) {
    expect(one?.differences.map((difference) => differenceText('purchases.csv', difference))).toEqual([
      'purchases.csv, row 3, column quantity: source 2.25, stored 2',
      'purchases.csv, row 4, column quantity: source 3.25, stored 3',
    ]);
  }
  expect(stationLine(again)).toBe(
    '3 rows, EUR 3.50, 3.25 kg: source = sent, but stored 3 rows, EUR 3.25, 3 kg: 2 rows are not as sent',
  );
});

it('names the canary that the service changed', async () => {
  const importing = await openImporting({ fault: altering([1], 'lower-cased') });
  const { summary } = await importing.import('purchases.csv', rows, { canary: false });
  const { reconciliation, exitCode } = await importing.reconcile(summary.run);
  expect(exitCode).toBe(4);
  expect(reconciliation.differences).toMatchObject([
    { row: 2, column: 'product_name', source: 'Steel', sent: 'Steel', stored: 'steel' },
    { row: 2, column: 'sector', source: 'Manufacturing', stored: 'manufacturing' },
  ]);
  expect(stationLine(reconciliation)).toMatch(/source = sent = stored, but 1 row is stored otherwise$/);
});

it('sees later what somebody changed or deleted at the service', async () => {
  const importing = await openImporting();
  const { summary, results } = await importing.import('purchases.csv', rows);
  const [, second, third] = results.map(({ remote_id }) => remote_id);
  await importing.dcycle('PATCH', `/v1/purchases/${second}`, { quantity: 100, country: 'NO' });
  await importing.dcycle('DELETE', `/v1/purchases/${third}`);
  const { reconciliation, exitCode } = await importing.reconcile(summary.run);
  expect(exitCode).toBe(4);
  expect(reconciliation.rowsDiffering).toBe(2);
  expect(reconciliation.differences.map((one) => differenceText('purchases.csv', one))).toEqual([
    'purchases.csv, row 3, column country: source "SE", stored "NO"',
    'purchases.csv, row 3, column quantity: source 0.2, stored 100',
    'purchases.csv, row 4: the service does not hold it',
  ]);
  expect(
    reconciliation.totals.countries.map(({ unit, country, at }) => [unit, country, at.sent?.sum, at.stored?.sum]),
  ).toEqual([
    ['EUR', 'NO', undefined, '100'],
    ['EUR', 'SE', '0.3', '0.1'],
    ['kg', 'DE', '1204.5', undefined],
  ]);
});

it('expects nothing of rows that were taken back', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  expect((await importing.undo(summary.run)).summary.counts.undone).toBe(3);
  const { reconciliation, exitCode } = await importing.reconcile(summary.run);
  expect(stationLine(reconciliation)).toBe('3 rows, EUR 0.30, 1,204.5 kg: none sent (3 open)');
  expect(exitCode).toBe(0);
});

it('reads many rows back as a list, and few by their ids', async () => {
  const importing = await openImporting();
  const many = Array.from({ length: 60 }, (_, index) => purchase({ quantity: `${index + 1}` }));
  const { summary, reconciliation } = await importing.import('purchases.csv', many);
  expect(reconciliation?.readBack.by).toBe('list');
  expect(reconciliation?.readBack.requests).toBeLessThanOrEqual(3);
  expect(reconciliation?.totals.units).toMatchObject([{ unit: 'EUR', at: { stored: { rows: 60, sum: '1830' } } }]);
  const other = await importing.import('few.csv', [purchase({ product_name: 'Film', quantity: '61' })]);
  expect(other.reconciliation?.readBack).toEqual({ by: 'id', requests: 1 });
  expect((await importing.reconcile(summary.run)).exitCode).toBe(0);
});

it('sums tonnes by year', async () => {
  const importing = await openImporting();
  const products = [
    product({ 'Custom id': 'A', 'Product name': 'Oat', 'Sales 2024 (t)': '0.1', 'Sales 2025 (t)': '2' }),
    product({ 'Custom id': 'B', 'Product name': 'Pea', 'Sales 2024 (t)': '0.2' }),
  ];
  const { reconciliation, summary } = await importing.import('products.csv', products);
  expect(reconciliation && stationLine(reconciliation)).toBe('2 rows, 2.3 t: source = sent = stored');
  expect(reconciliation?.totals.periods).toMatchObject([
    { period: '2024', at: { stored: { rows: 2, sum: '0.3' } } },
    { period: '2025', at: { stored: { rows: 1, sum: '2' } } },
  ]);
  expect((await importing.reconcile(summary.run)).exitCode).toBe(0);
});

it('counts rows that have no amounts', async () => {
  const importing = await openImporting();
  const { reconciliation } = await importing.import('suppliers.csv', [
    { 'Supplier name': 'Acme', 'Custom id': 'S-1' },
    { 'Supplier name': 'Beta', 'Custom id': 'S-2' },
  ]);
  expect(reconciliation && stationLine(reconciliation)).toBe('2 rows: source = sent = stored');
});

it('looks country sales up, which have no ids of their own', async () => {
  const importing = await openImporting();
  const sales = [sale(), sale({ Country: 'NO', 'Quantity sold': '300' })];
  const { reconciliation, summary } = await importing.import('sales.csv', sales);
  expect(reconciliation?.readBack).toEqual({ by: 'write', requests: 0 });
  expect(reconciliation && stationLine(reconciliation)).toBe('2 rows, 1,500 pcs: source = sent = stored');
  const again = await importing.reconcile(summary.run);
  expect(again.reconciliation.readBack.by).toBe('look-up');
  expect(again.exitCode).toBe(0);
});

it('says that a stopped run was not read back', async () => {
  const importing = await openImporting({
    fault: ({ method, count }) => (method === 'POST' && count > 2 ? { kind: 'status-before', status: 403 } : undefined),
  });
  const terms = { canary: false, concurrency: 1 };
  const { reconciliation, stop, summary } = await importing.import('purchases.csv', rows, terms);
  expect(stop).toBeDefined();
  expect(reconciliation?.readBack.by).toBe('none');
  expect(reconciliation?.isEqual).toBeUndefined();
  expect(reconciliation && stationLine(reconciliation)).toContain('not read back: the run was stopped');
  expect(summary.reconciled).toEqual({ source: 3, records: 3, sent: expect.any(Number), rowsDiffering: 0 });
});

it('stops where the file is not as the run read it', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  await importing.write('purchases.csv', rows.slice(1));
  await expect(importing.reconcile(summary.run)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  await expect(importing.reconcile('2001')).rejects.toMatchObject({ code: 'NO_SUCH_RUN' });
});

it('writes the totals and the differences into a workbook', async () => {
  const importing = await openImporting({ fault: altering([2], 'rounded') });
  const { summary } = await importing.import('purchases.csv', rows, { canary: false });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(summary.folder, 'reconciliation.xlsx'));
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    'Summary',
    'Totals',
    'Countries',
    'Periods',
    'Accounts',
    'Differences',
  ]);
  const cells = (sheet: string): unknown[][] =>
    book
      .getWorksheet(sheet)
      ?.getSheetValues()
      .slice(1)
      .map((row) => (row as unknown[]).slice(1)) ?? [];
  expect(cells('Totals').slice(0, 3)).toEqual([
    [
      'Unit',
      'Source rows',
      'Source',
      'Records rows',
      'Records',
      'Sent rows',
      'Sent',
      'Stored rows',
      'Stored',
      'Sent = stored',
    ],
    ['all rows', 3, undefined, 3, undefined, 3, undefined, 3, undefined, 'yes'],
    ['EUR', 2, 0.3, 2, 0.3, 2, 0.3, 2, 0.1, 'no'],
  ]);
  expect(cells('Differences')[1]?.slice(1, 7)).toEqual([3, 'quantity', 'quantity', '0.2', '0.2', '0']);
});

it('has the control totals of an export, as the service gave them', async () => {
  const importing = await openImporting();
  await importing.import('purchases.csv', rows);
  importing.pass(3_600_000);
  const { exported, rows: cells } = await importing.exportSome('purchases');
  const kept = JSON.parse(await readFile(join(exported.folder, 'reconciliation.json'), 'utf8'));
  const grams = cells.reduce((sum, { co2e }) => sum + Math.round(Number(co2e) * 1_000_000), 0);
  const units: { unit: string; at: { stored: { rows: number; sum: string } } }[] = kept.totals.units;
  expect(units.map(({ unit, at }) => [unit, at.stored.rows])).toEqual([
    ['EUR', 2],
    ['kg', 1],
    ['kg CO2e', 3],
  ]);
  expect(units[0]?.at.stored.sum).toBe('0.3');
  expect(Math.round(Number(units[2]?.at.stored.sum) * 1_000_000)).toBe(grams);
  expect(kept.totals.periods).toContainEqual({
    unit: 'kg',
    period: '2024-02',
    at: { stored: { rows: 1, sum: '1204.5' } },
  });
  expect(await importing.reconcile(exported.run)).toMatchObject({ exitCode: 0, reconciliation: { isEqual: true } });
});

it.each([
  { what: 'gone', isDeaf: false, differing: 0, exitCode: 0 },
  { what: 'there all the same', isDeaf: true, differing: 3, exitCode: 4 },
] as const)('looks deleted rows up, which are $what', async ({ isDeaf, differing, exitCode }) => {
  const importing = await openImporting({
    fault: ({ method }) => (isDeaf && method === 'DELETE' ? { kind: 'status-before', status: 200 } : undefined),
  });
  await importing.import('purchases.csv', rows);
  const leaving = await importing.export('purchases');
  const edited = leaving.map(({ action: _, Action: __, ...row }) => ({ ...row, Action: 'delete' }));
  const terms = { canary: false, deletes: edited.length };
  const { summary, reconciliation } = await importing.import('edited.csv', edited, terms);
  expect(summary).toMatchObject({ counts: { deleted: 3 }, exitCode });
  const again = await importing.reconcile(summary.run);
  expect(again.exitCode).toBe(exitCode);
  for (const one of [reconciliation, again.reconciliation]) {
    expect(one).toMatchObject({ isEqual: !isDeaf, rowsDiffering: differing });
    expect(one?.readBack.requests).toBeGreaterThanOrEqual(3);
  }
});

it.each([429, 503] as const)('keeps the results when the service answers %i to reading back', async (status) => {
  let isWritten = false;
  const importing = await openImporting({
    fault: ({ method }) => {
      if (method === 'POST') isWritten = true;
      return isWritten && method === 'GET' ? { kind: 'status-before', status } : undefined;
    },
  });
  const before = importing.tools.clock.now();
  const { summary, results, reconciliation } = await importing.import('purchases.csv', rows, { canary: false });
  expect(results.map((one) => one.status)).toEqual(['created', 'created', 'created']);
  expect(summary.exitCode).toBe(0);
  expect(reconciliation?.readBack.by).toBe('none');
  expect(importing.tools.clock.now() - before).toBeLessThan(120_000);
});
