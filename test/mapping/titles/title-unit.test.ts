import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../../src/datasets/all.js';
import resoldProducts from '../../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import countrySales from '../../../src/datasets/dcycle/country-sales.js';
import purchases from '../../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../../src/datasets/variable/variable-products.js';
import { measuresAbove } from '../../../src/mapping/lines-above.js';
import { mapHeader } from '../../../src/mapping/map-header.js';
import type { MappedColumn } from '../../../src/mapping/mapping.js';
import { titleMeasures } from '../../../src/mapping/titles/title-unit.js';

/** The measures that a title may say, the likeliest first, as `unit e3`. */
function saidBy(title: string): readonly string[] {
  return titleMeasures(title).map(({ measure: { codes, tens, unclear } }) => unclear ?? `${codes.join('|')} e${tens}`);
}

describe('what a title says of its numbers', () => {
  it.each([
    ['Quantity (t)', 't e0'],
    ['Menge [kg]', 'kg e0'],
    ['Amount (net, EUR)', 'EUR e0'],
    ['Amount (EUR excl. 19 % VAT)', 'EUR e0'],
    ['Betrag (in €)', 'EUR e0'],
    ['Betrag in EUR', 'EUR e0'],
    ['Importe en €', 'EUR e0'],
    ['Betrag in Euro', 'EUR e0'],
    ['Mängd i kg', 'kg e0'],
    ['quantity_kg', 'kg e0'],
    ['Quantity, t', 't e0'],
    ['Menge/kg', 'kg e0'],
    ['Valor em EUR', 'EUR e0'],
    ['Kwota w PLN', 'PLN e0'],
    ['Částka v Kč', 'CZK e0'],
    ['Ilość (szt.)', 'pcs e0'],
    ['Quantità (tonnellate)', 't e0'],
    ['Amount €', 'EUR e0'],
    ['€ Amount', 'EUR e0'],
    ['Amount (KWD)', 'KWD e0'],
    ['Amount (TEUR)', 'EUR e3'],
    ['Umsatz [T€]', 'EUR e3'],
    ['Spend k€', 'EUR e3'],
    ['amount_keur', 'EUR e3'],
    ['Amount in € thousand', 'EUR e3'],
    ['Amount EUR (thousands)', 'EUR e3'],
    ['Amount (EUR, thousands)', 'EUR e3'],
    ['Amount (€000s)', 'EUR e3'],
    ["Amount ('000)", ' e3'],
    ["Amount 000's", ' e3'],
    ['Menge in Tsd.', ' e3'],
    ['Amount x1000', ' e3'],
    ['Quantity (10^3 t)', 't e3'],
    ['Quantity (1.000 kg)', 'kg e3'],
    ['Dépenses (milliers €)', 'EUR e3'],
    ['Gasto (miles de euros)', 'EUR e3'],
    ['Belopp (tkr)', 'SEK|NOK|DKK|ISK e3'],
    ['Wydatki (tys. zł)', 'PLN e3'],
    ['Spend (USDm)', 'USD e6'],
    ['Umsatz in Mio. EUR', 'EUR e6'],
    ['Betrag (MEUR)', 'EUR e6'],
    ['Spend (₹ crore)', 'INR e7'],
    ['Umsatz (Mrd. €)', 'EUR e9'],
    ['Quantity (kt)', 't e3'],
    ['Quantity (Mt)', 't e6'],
    ['Footprint A1 (g CO2e)', 'g CO2e e0'],
    ['Footprint A1 [kg CO₂-eq.]', 'kg CO2e e0'],
    ['Alcohol (% vol)', '% vol e0'],
    ['Alkohol in Vol.-%', '% vol e0'],
    ['Recycled percent', '% e0'],
    ['% recycled', '% e0'],
  ])('%s: %s', (title, said) => expect(saidBy(title)[0]).toBe(said));

  it.each([
    'Quantity',
    'kg',
    'What we paid to',
    'Quantity (estimated)',
    'Amount (net)',
    'Supplier (name)',
    'Amount (1)',
    'Quantity (2024)',
    'Quantity (units sold to retailers)',
    'Quantity (pallets)',
    'Amount (excl. 19 % VAT)',
  ])('%s: nothing', (title) => expect(saidBy(title)).toEqual([]));

  it.each([
    'Quantity (kg or l)',
    'Amount (EUR; USD)',
    'Amount (m€)',
    'Amount (mEUR)',
    'Amount (M)',
    'Amount (m)',
    'Částka (mil. Kč)',
    'Price (EUR/t)',
    'Alcohol (g/100 ml)',
    'Quantity (25 kg)',
    'Quantity (mt)',
    'Units sold (dozens)',
    'Amount (pence)',
  ])('%s: not clear', (title) => expect(saidBy(title)[0]).toMatch(/^(?:word|number|several|rate)$/));

  it('takes the place of the column that says the unit', () => {
    const titles = ['Product', 'Sector', 'Country', 'Betrag in EUR', 'Date', 'Expense type'];
    const { columns, problems } = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
    expect(columns[3]).toMatchObject({ field: 'quantity', measure: { codes: ['EUR'], tens: 0 } });
    expect(problems).toMatchObject([{ code: 'READ_AS', column: 'Betrag in EUR', args: { read: 'an amount in EUR' } }]);
  });

  it.each(['Amount', 'Amount ($)', 'Amount (kr)', 'Amount (pallets)'])(
    'does not where it is not clear: %s',
    (amount) => {
      const titles = ['Product', 'Sector', 'Country', amount, 'Date', 'Expense type'];
      const { columns, problems } = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
      expect(columns[3]?.field).toBe('quantity');
      expect(problems).toMatchObject([{ code: 'MISSING_COLUMN', field: 'unit_id' }]);
    },
  );

  const errorsOf = (title: string, dataset: ImportDataset) =>
    mapHeader({ sheet: '', row: 1, cells: [title] }, dataset).problems.flatMap(({ code, column }) =>
      column === title && code !== 'READ_AS' ? [code] : [],
    );

  it.each<[string, ImportDataset]>([
    ['Alcohol (l)', resoldProducts],
    ['Units sold (EUR)', countrySales],
    ['Sales (€)', countrySales],
    ['Footprint A1 (MJ)', variableProducts],
    ['Recycled content (kg)', variableProducts],
    ['Amount (%)', purchases],
    ['Amount %', purchases],
    ['Recycled share (t)', purchases],
  ])('%s cannot be what the field holds', (title, dataset) => expect(errorsOf(title, dataset)).toEqual(['UNIT_UNFIT']));

  it.each<[string, ImportDataset]>([
    ['Alcohol (g/100 ml)', resoldProducts],
    ['Amount (m€)', purchases],
    ['Sales 2024 (mt)', resoldProducts],
    ['Sales 2024 (t or kg)', resoldProducts],
    ['Amount (TEUR or EUR)', purchases],
    ['Amount (TEUR or kUSD)', purchases],
    ['Amount EUR (USD)', purchases],
  ])('%s is asked about', (title, dataset) => expect(errorsOf(title, dataset)).toEqual(['UNCLEAR_UNIT']));

  it.each<[string, ImportDataset]>([
    ['Sales 2024 (EUR)', resoldProducts],
    ['Sales 2024 (€)', resoldProducts],
  ])('%s is another column', (title, dataset) => expect(errorsOf(title, dataset)).toEqual(['UNKNOWN_COLUMN']));

  it('is none of the titles that templates and exports have', () => {
    for (const dataset of importDatasets) {
      const titles = Object.values(dataset.fields).map(({ title }) => title);
      expect(mapHeader({ sheet: '', row: 1, cells: titles }, dataset).problems).toEqual([]);
    }
  });

  it.each<[string, string, Partial<MappedColumn>]>([
    ['all amounts in EUR thousand', 'Amount', { isAbove: true }],
    ['Beträge in TEUR', 'Betrag', { isAbove: true }],
    ['(in thousands)', 'Amount (EUR)', {}],
    ['Alle Angaben in Tsd. €', 'Betrag', { isAbove: true }],
    ['EUR 000', 'Amount', { isAbove: true }],
    ['Currency: TEUR', 'Amount', { isAbove: true }],
    ['Purchases 2024 - TEUR', 'Amount', { isAbove: true }],
    ['Amounts: TEUR, net', 'Amount', { isAbove: true }],
    ['Figures in thousands of euros', 'Amount', { isAbove: true }],
    ['Purchases 2024 - in TEUR, without tax', 'Amount', { isAbove: true }],
    ['Spend in EUR thousand unless said otherwise', 'Amount', { isAbove: true }],
    ['Prices and amounts in TEUR', 'Amount', { isAbove: true }],
  ])('may stand above the header: %s over %s', (line, title, expected) => {
    const above = measuresAbove([{ sheet: '', row: 1, cells: [line] }], 3);
    const { columns } = mapHeader({ sheet: '', row: 3, cells: [title] }, purchases, undefined, above);
    expect(columns[0]).toMatchObject({ measure: { codes: ['EUR'], tens: 3 }, ...expected });
  });

  it.each([
    'Purchases 2024',
    'Total: 5 kg',
    'Made in Sweden',
    'Spend in 2024',
    'Report of what was bought in all of us',
    'Page 1',
    'Page: 2 of 1000',
    'Exported in 1000 rows per file',
    'Contact: K. Maier',
    'Prepared by: T. Jones',
    'Sheet 3 - M. Müller',
    'Buyer: m. smith',
    'Region: K',
    'Cost centre - T',
    'Store in M',
    'Status: to be checked',
    'Note: pieces are counted per box',
    'Supplier: Euro Pallet GmbH',
    'Total amount: 1,000 EUR',
    'Prices in EUR',
    'Number of rows: 1000',
    'Units sold: 1,000',
    'Extract in thousands of lines',
    'Ready in to do',
  ])('is none of other lines: %s', (line) =>
    expect(measuresAbove([{ sheet: '', row: 1, cells: [line] }], 2)).toEqual([]),
  );

  it.each([
    ['Mengen in t', ['t']],
    ['Sold quantities, in l', ['l']],
    ['Unit: pieces', ['pcs']],
    ['Einheit: kg', ['kg']],
  ])('may be a unit alone: %s', (line, codes) =>
    expect(measuresAbove([{ sheet: '', row: 1, cells: [line] }], 2)).toMatchObject([{ measure: { codes, tens: 0 } }]),
  );

  it.each(['Amounts in K', 'All values: K'])('may be a letter where the line is about amounts: %s', (line) =>
    expect(measuresAbove([{ sheet: '', row: 1, cells: [line] }], 2)).toMatchObject([{ measure: { tens: 3 } }]),
  );

  it('must not be another one above the header', () => {
    const above = measuresAbove([{ sheet: '', row: 1, cells: ['all amounts in TEUR'] }], 2);
    const { problems } = mapHeader({ sheet: '', row: 2, cells: ['Amount (EUR)'] }, purchases, undefined, above);
    expect(problems).toMatchObject([
      { code: 'MEASURES_DIFFER', args: { first: 'EUR', second: 'all amounts in TEUR' } },
      ...problems.slice(1),
    ]);
  });

  it('may stand right above a title, for this column', () => {
    const row = { sheet: '', row: 1, cells: ['', 'kt', 'A', 'B'] };
    expect(measuresAbove([row], 2)).toMatchObject([{ column: 1, measure: { codes: ['t'], tens: 3 } }]);
    expect(measuresAbove([row], 3)).toEqual([]);
  });

  it('is none of numbers and of the letters of columns above a title', () => {
    const rows = [
      { sheet: '', row: 1, cells: ['Budget', '1000'] },
      { sheet: '', row: 2, cells: ['I', 'K', 'L', 'M', 'T', '1000', '1,000'] },
    ];
    expect(measuresAbove(rows, 3)).toEqual([]);
  });
});
