// What each column of a foreign table is taken for, how sure that is, and what is left to ask.

import { describe, expect, it } from 'vitest';
import { importDatasetNamed, loadImportDatasets } from '../../../src/datasets/index.js';
import { proposeDataset } from '../../../src/mapping/propose/propose-dataset.js';
import { type ColumnProposal, proposeMapping } from '../../../src/mapping/propose/propose-mapping.js';
import type { SourceRow } from '../../../src/values/cell.js';

/** A table in lines with `|` between cells. */
function table(...lines: readonly string[]): { header: SourceRow; rows: readonly SourceRow[] } {
  const rows = lines.map((line, index) => ({
    sheet: '',
    row: index + 1,
    cells: line.split('|').map((cell) => cell.trim() || null),
  }));
  const [header = { sheet: '', row: 1, cells: [] }] = rows;
  return { header, rows };
}

async function proposed(...lines: readonly string[]): Promise<(title: string) => ColumnProposal | undefined> {
  const { header, rows } = table(...lines);
  const { columns } = proposeMapping(header, rows, await importDatasetNamed('purchases'));
  return (title) => columns.find((column) => column.title === title);
}

describe('a title', () => {
  it.each([
    ['Invoice-Date', 'purchase_date'],
    ['PurchaseDate', 'purchase_date'],
    ['Products names', 'product_name'],
    ['Curr.', 'unit_id'],
  ])('%s names a field whatever its case, plural or short form', async (title, field) => {
    const holds = field === 'purchase_date' ? '2024-03-01' : field === 'unit_id' ? 'EUR' : 'Paper';
    const of = await proposed(title, holds, holds, holds);
    expect(of(title)).toMatchObject({ field, certainty: 'sure' });
  });

  it.each(['VAT amount', 'Unit price', 'Amount incl. VAT of order', 'Supplier name', 'Product code'])(
    '%s is never taken for what it is not',
    async (title) => {
      const of = await proposed(title, '10.00', '20.00', '30.00');
      expect(['quantity', 'product_name', 'unit_id']).not.toContain(of(title)?.field);
    },
  );
});

describe('what a column holds', () => {
  it('rules out a choice that none of its values is, and is then taken for what it may be', async () => {
    const of = await proposed('Expense type', 'Rent', 'Freight', 'Cleaning', 'Rent');
    expect(of('Expense type')).toMatchObject({ field: 'sector', certainty: 'likely', samples: ['Rent', 'Freight'] });
  });

  it('keeps a choice with a few wrong words', async () => {
    const of = await proposed('Expense type', 'opex', 'Freight', 'Cleaning', 'Rent');
    expect(of('Expense type')).toMatchObject({ field: 'expense_type', certainty: 'sure' });
  });

  it('rules out a date where there are numbers', async () => {
    const of = await proposed('Invoice-Dates', '1', '2', '3');
    expect(of('Invoice-Dates')).toMatchObject({ field: undefined, certainty: 'none' });
  });

  it('names a column of currencies', async () => {
    const of = await proposed('Amount | W', '10.00 | EUR', '20.00 | EUR', '5.00 | SEK');
    expect(of('W')).toMatchObject({ field: 'unit_id', certainty: 'likely', why: 'its values are currencies' });
  });
});

it('takes money before a quantity, and says so', async () => {
  const of = await proposed(
    'Menge | Einheit | Betrag | Währung',
    '1 | ST | 10,50 | EUR',
    '2 | kg | 20,50 | EUR',
    '3 | ST | 5,25 | EUR',
  );
  expect(of('Betrag')).toMatchObject({ field: 'quantity', certainty: 'likely' });
  expect(of('Betrag')?.why).toContain('"Menge" and "Einheit" fit, too');
  expect(of('Währung')).toMatchObject({ field: 'unit_id', certainty: 'likely' });
  expect(of('Menge')?.field).toBeUndefined();
  expect(of('Einheit')?.field).toBeUndefined();
});

describe('an amount with tax', () => {
  it.each(['Montant TTC', 'Bruttobetrag', 'Amount (gross)'])('in %s is to be confirmed', async (title) => {
    const of = await proposed(title, '10.50', '20.50', '5.25');
    expect(of(title)).toMatchObject({ field: 'quantity', certainty: 'likely' });
    expect(of(title)?.why).toContain('tax');
  });

  it('is left out beside one without', async () => {
    const of = await proposed('Bruttobetrag | Nettobetrag', '11.90 | 10.00', '23.80 | 20.00', '5.95 | 5.00');
    expect(of('Nettobetrag')).toMatchObject({ field: 'quantity', certainty: 'sure' });
    expect(of('Bruttobetrag')).toMatchObject({ field: undefined, certainty: 'none' });
  });
});

describe('two columns for one field', () => {
  it('give it to the one whose words come first, and say so', async () => {
    const of = await proposed(
      'Payment date | Invoice date',
      '2024-02-03 | 2024-01-03',
      '2024-02-09 | 2024-01-09',
      '2024-03-01 | 2024-02-01',
    );
    expect(of('Invoice date')).toMatchObject({ field: 'purchase_date', certainty: 'likely' });
    expect(of('Invoice date')?.why).toContain('"Payment date" fits, too');
    expect(of('Payment date')).toMatchObject({ field: undefined, why: 'purchase_date is read from "Invoice date"' });
  });

  it('give it to the one whose values fit', async () => {
    const of = await proposed('Invoice date | Posting date', '7 | 2024-01-03', '8 | 2024-01-09', '9 | 2024-02-01');
    expect(of('Posting date')).toMatchObject({ field: 'purchase_date', certainty: 'sure' });
  });

  it('of money each take the currency of their own', async () => {
    const of = await proposed(
      'Document currency | Amount in document currency | Net value | Local currency',
      'SEK | 110.00 | 10.00 | EUR',
      'SEK | 220.00 | 20.00 | EUR',
      'NOK | 55.00 | 5.00 | EUR',
    );
    expect(of('Net value')).toMatchObject({ field: 'quantity' });
    expect(of('Local currency')).toMatchObject({ field: 'unit_id', certainty: 'likely' });
    expect(of('Document currency')?.field).toBeUndefined();
  });
});

it.each([
  ['Belegdatum', ['0301', '1702', '2903']],
  ['Product name', ['22799', '22602', '22700']],
])('a title %s that its values contradict is to be confirmed', async (title, values) => {
  const of = await proposed(title, ...values);
  expect(of(title)).toMatchObject({ certainty: 'likely' });
  expect(of(title)?.why).toContain(`not its values (${values[0]}, ${values[1]}`);
});

it.each([
  'Due date',
  'Fälligkeitsdatum',
  'Förfallodatum',
  "Date d'échéance",
  'Vervaldatum',
  'Clearing date',
  'Erfassungsdatum',
])('%s is no day of a purchase', async (title) => {
  const of = await proposed(title, '2024-01-03', '2024-01-09', '2024-02-01');
  expect(of(title)?.field).toBeUndefined();
});

it.each(['PRODUCTID', 'Itemid', 'Articlenr'])('%s is no plural', async (title) => {
  const of = await proposed(title, 'MG-8769', 'RI-3895', 'RI-8070');
  expect(of(title)?.field).not.toBe('product_name');
});

it('a title with another unit than that of the field names another column', async () => {
  const { header, rows } = table('alcohol 100g', '4.1', '0.0', '12.0');
  const { columns } = proposeMapping(header, rows, await importDatasetNamed('resold-products'));
  expect(columns).toMatchObject([{ field: undefined, certainty: 'none' }]);
});

it('a code that is a GTIN in every row is to be confirmed as one', async () => {
  const { header, rows } = table('code | name', '4006381333931 | Pen', '9783161484100 | Book', '5901234123457 | Tea');
  const { columns } = proposeMapping(header, rows, await importDatasetNamed('resold-products'));
  expect(columns[0]).toMatchObject({ field: 'gtin', certainty: 'likely' });
});

it('any date is no first day of a period', async () => {
  const { header, rows } = table('Effective date', '2024-01-03', '2024-01-09', '2024-02-01');
  const { columns } = proposeMapping(header, rows, await importDatasetNamed('supplier-periods'));
  expect(columns[0]?.certainty).not.toBe('sure');
});

describe('the dataset', () => {
  it.each([
    ['products with their supplier', ['SKU | Supplier | Name | Weight', 'K-1 | Nordic | Oat drink | 1']],
    [
      'a ledger with suppliers and days',
      [
        'ID | VendorID | Vendor | Date | Amount | Source',
        '1 | 77 | Nordic | 2024-01-03 | 10.50 | a',
        '2 | 78 | Acme | 2024-01-09 | 20.50 | b',
      ],
    ],
    ['three columns of anything', ['Name | Country | Notes', 'Nordic | SE | none']],
  ])('of %s is asked about', async (_, lines: readonly string[]) => {
    const { header, rows } = table(...lines);
    const { dataset, candidates } = proposeDataset(header, rows, await loadImportDatasets());
    expect(dataset).toBeUndefined();
    expect(candidates.length).toBeGreaterThan(1);
  });

  it('of units by month and country is country sales', async () => {
    const { header, rows } = table(
      'SKU | Product | Market | Month | Units sold',
      'K-1 | Oat drink | SE | 2024-01 | 100',
      'K-2 | Coffee | NO | 2024-02 | 107',
    );
    expect(proposeDataset(header, rows, await loadImportDatasets()).dataset?.name).toBe('country-sales');
  });
});
