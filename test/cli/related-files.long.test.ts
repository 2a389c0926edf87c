// Files whose rows refer to each other, in one command: their order, their references, and what becomes of the rest when a row
// is not taken in.

import { expect, it } from 'vitest';
import { csvOf, product, type Row } from './tables.js';
import { countsOf, openWorkplace, type Ran, type WorkDir } from './workdir.js';

const suppliers = [
  { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1', 'Contact e-mail': 'anna@nordfrakt.example' },
  { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1', 'Contact e-mail': 'olle@nordfrakt.example' },
  { 'Supplier name': 'Skåne Oats AB', 'Custom id': 'S-2', 'Contact e-mail': 'x@oats.example' },
];
const products = ['OAT-1', 'OAT-2'].map((id) => product({ 'Custom id': id, 'Product name': `Oat drink ${id}` }));
const periods = [
  period('OAT-1', 'S-1', '2024-01-01', '2024-12-31'),
  period('OAT-1', 'S-2', '2025-01-01', ''),
  period('OAT-2', 'S-2', '2024-01-01', ''),
];

function period(productId: string, supplierId: string, from: string, to: string): Row {
  return { 'Product custom id': productId, 'Supplier custom id': supplierId, 'Valid from': from, 'Valid to': to };
}

interface Line {
  readonly file: string;
  readonly dataset: string;
  readonly counts: Parameters<typeof countsOf>[0];
  readonly folder: string;
}

function told({ stdout }: Ran) {
  const lines = stdout.trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Line);
}

/** The datasets of the runs, in their order, with the counts that are not zero. */
function countsBy(ran: Ran): readonly (readonly [string, unknown])[] {
  return told(ran).map(({ dataset, counts }) => [dataset, countsOf(counts)] as const);
}

async function codesOf(dir: WorkDir, ran: Ran, dataset: string): Promise<readonly (readonly string[])[]> {
  const folder = told(ran).find((line) => line.dataset === dataset)?.folder ?? '';
  const [, ...lines] = (await dir.read(`${folder}/results.csv`)).trim().split('\r\n');
  return lines.map((line) => [line.split(',')[2] ?? '', line.split(',')[4] ?? '']);
}

async function openFiles(changes: { readonly suppliers?: readonly Row[]; readonly periods?: readonly Row[] } = {}) {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('suppliers.csv', csvOf(changes.suppliers ?? suppliers));
  await dir.write('products.csv', csvOf(products));
  await dir.write('periods.csv', csvOf(changes.periods ?? periods));
  return { dir, sandbox };
}

const files = ['periods.csv', 'products.csv', 'suppliers.csv'];

it('imports suppliers and products before their periods, whatever the order of the files', async () => {
  const { dir, sandbox } = await openFiles();
  const planned = await dir.run(['plan', ...files, '--json']);
  expect(
    told(planned)
      .map(({ dataset }) => dataset)
      .at(-1),
  ).toBe('supplier-periods');
  expect(planned.code).toBe(0);
  const ran = await dir.run(['import', ...files, '--json']);
  expect(ran.code).toBe(0);
  expect(countsBy(ran)).toEqual([
    ['resold-products', { rows: 2, created: 2 }],
    ['suppliers', { rows: 3, created: 3 }],
    ['supplier-periods', { rows: 3, created: 3 }],
  ]);
  const held = sandbox.suppliers() as readonly { name: string; contacts: readonly object[] }[];
  expect(held.map(({ name, contacts }) => [name, contacts.length])).toEqual([
    ['Nordfrakt AB', 2],
    ['Skåne Oats AB', 1],
  ]);
  const again = await dir.run(['import', ...files, '--on-existing', 'update', '--json']);
  expect(countsBy(again)).toEqual([
    ['resold-products', { rows: 2, unchanged: 2 }],
    ['suppliers', { rows: 3, unchanged: 3 }],
    ['supplier-periods', { rows: 3, unchanged: 3 }],
  ]);
});

it('takes the sheets of one workbook like files', async () => {
  const { dir } = await openWorkplace();
  const sheet = (rows: readonly Row[]) => [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  await dir.writeBook('all.xlsx', {
    Perioder: sheet(periods),
    Leverantörer: sheet(suppliers),
    Produkter: sheet(products),
    Anteckningar: [['Att göra'], ['Ring Anna']],
  });
  const ran = await dir.run(['import', 'all.xlsx', '--json']);
  expect(ran.code).toBe(0);
  expect(countsBy(ran)).toEqual([
    ['resold-products', { rows: 2, created: 2 }],
    ['suppliers', { rows: 3, created: 3 }],
    ['supplier-periods', { rows: 3, created: 3 }],
  ]);
});

it('sends nothing of any file while rows of one are not fit to send', async () => {
  const faulty = [...periods, period('OAT-2', 'S-1', '2023-13-01', '')];
  const { dir, sandbox } = await openFiles({ periods: faulty });
  const ran = await dir.run(['import', ...files]);
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('Not processed: products.csv, suppliers.csv');
  expect(sandbox.suppliers()).toEqual([]);
  expect(sandbox.resoldProducts()).toEqual([]);
});

it('leaves out rows whose supplier was not taken in, and fails those whose supplier is nowhere', async () => {
  const faulty = suppliers.map((row) => (row['Custom id'] === 'S-2' ? { ...row, 'Supplier name': 'Oa' } : row));
  const { dir } = await openFiles({
    suppliers: faulty,
    periods: [...periods, period('OAT-2', 'S-9', '2022-01-01', '2022-02-01')],
  });
  const ran = await dir.run(['import', ...files, '--invalid', 'skip', '--json']);
  expect(ran.code).toBe(4);
  expect(await codesOf(dir, ran, 'supplier-periods')).toEqual([
    ['created', ''],
    ['skipped', 'PARENT_FAILED'],
    ['skipped', 'PARENT_FAILED'],
    ['failed', 'NO_SUCH_PARENT'],
  ]);
});

it('does not rehearse what one copy of the service cannot show', async () => {
  const { dir, sandbox } = await openFiles();
  const ran = await dir.run(['import', ...files, '--rehearse']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('cannot be rehearsed together');
  expect(sandbox.suppliers()).toEqual([]);
});

it('imports the samples that belong together', async () => {
  const { dir } = await openWorkplace();
  const names = [
    'invites-clean.csv',
    'supplier-periods-clean.csv',
    'suppliers-clean.csv',
    'resold-products-clean.xlsx',
  ];
  const samples = names.map((name) => new URL(`../../samples/${name}`, import.meta.url).pathname);
  const ran = await dir.run(['import', ...samples, '--json']);
  expect(ran.code).toBe(0);
  expect(countsBy(ran)).toEqual([
    ['resold-products', { rows: 20, created: 20 }],
    ['suppliers', { rows: 12, created: 12 }],
    ['supplier-periods', { rows: 10, created: 10 }],
    ['invites', { rows: 4, created: 4 }],
  ]);
});

it('takes up what comes from a pipe together with files that belong together', async () => {
  const { dir } = await openFiles();
  const ran = await dir.run(['import', 'suppliers.csv', 'periods.csv', '-', '--on-existing', 'update', '--json'], {
    stdin: csvOf([product({ 'Custom id': 'OAT-9', 'Product name': 'Oat cream' })]),
  });
  expect(told(ran).map(({ file }) => file)).toEqual(['suppliers.csv', 'periods.csv', 'stdin']);
});

it('refuses a workbook that has two sheets of one kind beside sheets of others', async () => {
  const { dir, sandbox } = await openWorkplace();
  const sheet = (rows: readonly Row[]) => [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  const [first, second] = products.map((row) => sheet([row]));
  await dir.writeBook('all.xlsx', { S: sheet(suppliers), P1: first ?? [], P2: second ?? [] });
  const ran = await dir.run(['import', 'all.xlsx', '--yes']);
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('several sheets of all.xlsx hold resold products: P1, P2');
  expect(sandbox.resoldProducts()).toEqual([]);
});
