import { describe, expect, it } from 'vitest';
import purchases from '../../src/datasets/purchases.js';
import resoldProducts from '../../src/datasets/resold-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { titleUnit } from '../../src/mapping/title-unit.js';

describe('the unit in a title', () => {
  it.each([
    ['Quantity (t)', 't'],
    ['Menge [kg]', 'kg'],
    ['Amount (net, EUR)', 'EUR'],
    ['Betrag (in €)', 'EUR'],
    ['Betrag in EUR', 'EUR'],
    ['Importe en €', 'EUR'],
    ['Betrag in Euro', 'EUR'],
    ['Mängd i kg', 'kg'],
    ['quantity_kg', 'kg'],
    ['Quantity, t', 't'],
    ['Menge/kg', 'kg'],
    ['Valor em EUR', 'EUR'],
    ['Kwota w PLN', 'PLN'],
    ['Částka v Kč', 'CZK'],
    ['Ilość (szt.)', 'pcs'],
    ['Quantità (tonnellate)', 't'],
  ])('%s', (title, code) => expect(titleUnit(title)?.unit.codes).toEqual([code]));

  it.each(['Quantity', 'kg', 'Quantity (kg or l)', 'Amount (EUR; USD)', 'Sales (t CO2e)', 'What we paid to', '(%)'])(
    '%s: none',
    (title) => expect(titleUnit(title)).toBeUndefined(),
  );

  it('takes the place of the column that says the unit', () => {
    const titles = ['Product', 'Sector', 'Country', 'Betrag in EUR', 'Date', 'Expense type'];
    const { columns, problems } = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
    expect(columns[3]).toMatchObject({ field: 'quantity', unit: { codes: ['EUR'] } });
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

  it('is known of amounts only', () => {
    const titles = ['Alcohol (l)', 'Net quantity (l)', 'Sales 2024 (t)'];
    const { columns } = mapHeader({ sheet: '', row: 1, cells: titles }, resoldProducts);
    expect(columns.map(({ field, unit }) => [field, unit?.codes])).toEqual([
      ['alcoholPercentage', undefined],
      ['productNetQuantityValue', ['l']],
      ['yearlySalesVolumes', undefined],
    ]);
  });
});
