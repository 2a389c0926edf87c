// Amounts that may be with tax are asked about once, and never sent on a guess.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TableRequest } from '../../src/pipeline/requests.js';
import { openTable } from '../../src/pipeline/table/open-table.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What is said of the header of purchases with these columns, and whether they may be sent. */
async function asked(
  columns: Readonly<Record<string, string>>,
  request: Partial<TableRequest> = {},
): Promise<readonly (string | undefined)[]> {
  const rest = { Product: 'Wire', Sector: 'Manufacturing', Country: 'DE', Date: '2025-03-04', 'Expense type': 'opex' };
  const cells = { ...rest, ...columns };
  const file = join(folder, 'purchases.csv');
  await writeFile(file, `${Object.keys(cells).join(';')}\n${Object.values(cells).join(';')}\n`);
  const { problems, blocked, source, mapping } = await openTable({ file, dataset: 'purchases', ...request });
  await source.close();
  const amount = mapping.columns.find(({ field }) => field === 'quantity')?.title;
  const found = problems.find(({ code }) => code === 'NET_OR_GROSS');
  expect(found === undefined).toBe(!blocked);
  return found ? [found.column, 'asked'] : [amount];
}

it.each([
  [{ 'Total amount': '238', VAT: '38', Currency: 'EUR' }],
  [{ Amount: '238', 'VAT %': '19', Currency: 'EUR' }],
  [{ Betrag: '238', MwSt: '38', Währung: 'EUR' }],
  [{ Rechnungsbetrag: '238', Steuersatz: '19 %', Währung: 'EUR' }],
  [{ Importe: '238', 'Cuota IVA': '38', Moneda: 'EUR' }],
  [{ Montant: '238', TVA: '38', Devise: 'EUR' }],
  [{ Belopp: '238', Moms: '38', Valuta: 'SEK' }],
  [{ Bedrag: '238', BTW: '38', Valuta: 'EUR' }],
  [{ Částka: '238', DPH: '38', Měna: 'CZK' }],
  [{ Quantity: '238', Unit: 'EUR', VAT: '38' }],
  [{ 'Amount (EUR)': '238', VAT: '38' }],
  [{ Amount: '238 EUR', VAT: '38' }],
  [{ Bruttobetrag: '238', Währung: 'EUR' }],
  [{ 'Amount incl. VAT': '238', Currency: 'EUR' }],
  [{ 'Amount (incl. VAT)': '238', Currency: 'EUR' }],
  [{ 'Importe con IVA': '238', Moneda: 'EUR' }],
  [{ Amount: '200', 'Gross amount': '238', Currency: 'EUR' }],
])('%j is asked about', async (columns) => {
  expect((await asked(columns))[1]).toBe('asked');
});

it.each([
  [{ 'Net amount': '200', VAT: '38', Currency: 'EUR' }, 'Net amount'],
  [{ 'Amount excl. VAT': '200', VAT: '38', Currency: 'EUR' }, 'Amount excl. VAT'],
  [{ Bruttobetrag: '238', MwSt: '38', Nettobetrag: '200', Währung: 'EUR' }, 'Nettobetrag'],
  [{ 'Total amount': '238', VAT: '38', 'Net amount': '200', Currency: 'EUR' }, 'Net amount'],
  [{ 'Montant HT': '200', TVA: '38', 'Montant TTC': '238', Devise: 'EUR' }, 'Montant HT'],
  [{ Amount: '200', Currency: 'EUR' }, 'Amount'],
  [{ Amount: '200', Currency: 'EUR', 'VAT number': 'DE123456789' }, 'Amount'],
  [{ Quantity: '200', Unit: 'kg', VAT: '38' }, 'Quantity'],
])('%j leaves nothing open', async (columns, taken) => {
  expect(await asked(columns)).toEqual([taken]);
});

it('is answered by an option, or by a mapping that names the column', async () => {
  const open = { 'Total amount': '238', VAT: '38', Currency: 'EUR' };
  expect(await asked(open, { netAmounts: true })).toEqual(['Total amount']);
  expect(await asked(open, { mapping: { file: 'm.yaml', columns: { 'total amount': 'quantity' } } })).toEqual([
    'Total amount',
  ]);
  const gross = { Bruttobetrag: '238', MwSt: '38', Währung: 'EUR' };
  expect(await asked(gross, { netAmounts: true })).toEqual(['Bruttobetrag', 'asked']);
  expect(await asked(gross, { mapping: { file: 'm.yaml', columns: { Bruttobetrag: 'quantity' } } })).toEqual([
    'Bruttobetrag',
  ]);
});
