import { describe, expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import type { Cell } from '../../src/values/cell.js';
import { judge, product, purchase, sale } from './checking.js';

const UUID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const fine: readonly string[] = [];
const one = (code: string, field: string): readonly string[] => [`error ${code} ${field}`];
const chars = (count: number): string => 'x'.repeat(count);

type Row = readonly [field: string, cell: Cell, expected: readonly string[]];

describe('purchases', () => {
  it.each<Row>([
    ['product_name', '', one('REQUIRED_EMPTY', 'product_name')],
    ['product_name', '   ', one('REQUIRED_EMPTY', 'product_name')],
    ['product_name', 'x', fine],
    ['product_name', chars(254), fine],
    ['product_name', chars(255), fine],
    ['product_name', chars(256), one('TOO_LONG', 'product_name')],
    ['product_name', ` ${chars(255)} `, fine],
    ['sector', null, one('REQUIRED_EMPTY', 'sector')],
    ['sector', chars(255), fine],
    ['sector', chars(256), one('TOO_LONG', 'sector')],
    ['country', '', one('REQUIRED_EMPTY', 'country')],
    ['country', 'es', fine],
    ['country', 'UK', fine],
    ['country', 'DEU', fine],
    ['country', 'Alemania', fine],
    ['country', 'Allemagne', fine],
    ['country', 'XX', one('UNKNOWN_COUNTRY', 'country')],
    ['country', 'Germny', one('UNKNOWN_COUNTRY', 'country')],
    ['quantity', null, one('REQUIRED_EMPTY', 'quantity')],
    ['quantity', 0, fine],
    ['quantity', 0.01, fine],
    ['quantity', -0.01, one('TOO_SMALL', 'quantity')],
    ['quantity', '0', fine],
    ['quantity', '-0,01', one('TOO_SMALL', 'quantity')],
    ['quantity', '12 pallets', one('NOT_A_NUMBER', 'quantity')],
    ['quantity', '12 t', one('UNIT_DIFFERS', 'quantity')],
    ['quantity', '12 EUR', []],
    ['quantity', true, one('NOT_A_NUMBER', 'quantity')],
    ['quantity', { kind: 'error', code: '#N/A' }, one('ERROR_CELL', 'quantity')],
    ['unit_id', '', one('REQUIRED_EMPTY', 'unit_id')],
    ['unit_id', UUID, fine],
    ['unit_id', 'kWh', fine],
    ['purchase_date', '', one('REQUIRED_EMPTY', 'purchase_date')],
    ['purchase_date', '2024-02-29', fine],
    ['purchase_date', '2023-02-28', fine],
    ['purchase_date', '2023-02-29', one('IMPOSSIBLE_DATE', 'purchase_date')],
    ['purchase_date', '2024-04-30', fine],
    ['purchase_date', '2024-04-31', one('IMPOSSIBLE_DATE', 'purchase_date')],
    ['purchase_date', '2024-12-31', fine],
    ['purchase_date', '2024-13-01', one('IMPOSSIBLE_DATE', 'purchase_date')],
    ['purchase_date', 'soon', one('NOT_A_DATE', 'purchase_date')],
    ['expense_type', '', one('REQUIRED_EMPTY', 'expense_type')],
    ['expense_type', 'capex', fine],
    ['expense_type', 'OPEX', fine],
    ['expense_type', 'gastos operativos', fine],
    ['expense_type', 'opeks', one('NOT_A_CHOICE', 'expense_type')],
    ['expense_type', 'operating', one('NOT_A_CHOICE', 'expense_type')],
    ['purchase_type', '', fine],
    ['purchase_type', 'spend based', fine],
    ['purchase_type', 'supplier_specific', one('NEEDS_FIELD', 'custom_emission_factor_id')],
    ['purchase_type', 'spent', one('NOT_A_CHOICE', 'purchase_type')],
    ['description', '', fine],
    ['description', chars(499), fine],
    ['description', chars(500), fine],
    ['description', chars(501), one('TOO_LONG', 'description')],
    ['status', 'active', fine],
    ['status', 'pending', fine],
    ['status', 'in_progress', fine],
    ['status', 'In review', fine],
    ['status', 'inactive', fine],
    ['status', 'error', one('NOT_A_CHOICE', 'status')],
    ['recycled', 0, fine],
    ['recycled', 0.999, fine],
    ['recycled', 1, fine],
    ['recycled', '25 %', fine],
    ['recycled', '100 %', fine],
    ['recycled', '101 %', one('TOO_LARGE', 'recycled')],
    ['recycled', 1.01, one('SHARE_AS_PERCENT', 'recycled')],
    ['recycled', 25, one('SHARE_AS_PERCENT', 'recycled')],
    ['recycled', 101, one('TOO_LARGE', 'recycled')],
    ['recycled', -0.01, one('TOO_SMALL', 'recycled')],
    ['supplier_id', '007', fine],
    ['custom_emission_factor_id', UUID, fine],
    ['custom_emission_factor_id', UUID.slice(1), one('NOT_A_UUID', 'custom_emission_factor_id')],
    ['custom_emission_factor_id', UUID.replace('a', 'g'), one('NOT_A_UUID', 'custom_emission_factor_id')],
    ['file_id', UUID.toUpperCase(), fine],
    ['file_id', `${UUID}0`, one('NOT_A_UUID', 'file_id')],
    ['file_name', chars(255), fine],
    ['file_name', chars(256), one('TOO_LONG', 'file_name')],
    ['file_url', 'https://example.com/a.pdf', fine],
    ['file_url', 'http://intranet/a', fine],
    ['file_url', 'ftp://example.com/a.pdf', one('NOT_A_URL', 'file_url')],
    ['file_url', 'www.example.com', one('NOT_A_URL', 'file_url')],
    ['frequency', 'once', fine],
    ['frequency', 'monthly', one('NOT_A_CHOICE', 'frequency')],
  ])('%s: %j', (field, cell, expected) => {
    const { problems, record } = judge(purchases, purchase, { [field]: cell });
    expect(problems).toEqual(expected);
    expect(record === undefined).toBe(expected.length > 0);
  });

  it('takes spend_based for an empty purchase type, and for a table without one', () => {
    expect(judge(purchases, purchase, {}).record).toMatchObject({ purchase_type: 'spend_based' });
    expect(judge(purchases, purchase, { purchase_type: null }).record).toMatchObject({ purchase_type: 'spend_based' });
  });

  it('wants a factor for a supplier-specific purchase, and is content with one', () => {
    const changes = { purchase_type: 'supplier_specific', custom_emission_factor_id: UUID };
    expect(judge(purchases, purchase, changes).problems).toEqual(fine);
    expect(judge(purchases, purchase, { ...changes, custom_emission_factor_id: '' }).problems).toEqual(
      one('NEEDS_FIELD', 'custom_emission_factor_id'),
    );
  });

  it('does not ask for a factor that is there and cannot be read', () => {
    const changes = { purchase_type: 'supplier_specific', custom_emission_factor_id: 'factor-1' };
    expect(judge(purchases, purchase, changes).problems).toEqual(one('NOT_A_UUID', 'custom_emission_factor_id'));
  });
});

describe('resold products', () => {
  const volume = 'Sales 2024 (t)';
  it.each<Row>([
    ['name', '', one('REQUIRED_EMPTY', 'name')],
    ['name', 'ab', one('TOO_SHORT', 'name')],
    ['name', 'abc', fine],
    ['name', chars(254), fine],
    ['name', chars(255), fine],
    ['name', chars(256), one('TOO_LONG', 'name')],
    ['productionLocation', '', one('REQUIRED_EMPTY', 'productionLocation')],
    ['pickUpLocation', '', one('REQUIRED_EMPTY', 'pickUpLocation')],
    ['shipToLocation', '', one('REQUIRED_EMPTY', 'shipToLocation')],
    ['customId', '0012', fine],
    ['customId', chars(255), fine],
    ['customId', chars(256), one('TOO_LONG', 'customId')],
    ['gtin', '9520000000011', fine],
    ['gtin', '09520000000011', fine],
    ['gtin', 9520000000011, fine],
    ['gtin', '109520000000011', one('TOO_LONG', 'gtin')],
    ['gtin', '9520000000012', ['warning GTIN_CHECK_DIGIT gtin']],
    ['gtin', '95200000000x1', one('NOT_DIGITS', 'gtin')],
    ['gtin', '9.52E+12', one('LOST_DIGITS', 'gtin')],
    ['alcoholPercentage', 0, fine],
    ['alcoholPercentage', -0.1, one('TOO_SMALL', 'alcoholPercentage')],
    ['alcoholPercentage', 100, fine],
    ['alcoholPercentage', 100.1, one('TOO_LARGE', 'alcoholPercentage')],
    ['categories', 'Drinks; Plant based | Oats', fine],
    ['imageUrl', 'https://example.com/a.png', fine],
    ['imageUrl', 'a.png', one('NOT_A_URL', 'imageUrl')],
    ['packagingWeightValue', 12, one('NEEDS_FIELD', 'packagingWeightUnit')],
    ['packagingWeightUnit', 'g', one('NEEDS_FIELD', 'packagingWeightValue')],
    ['packagingWeightValue', 'heavy', one('NOT_A_NUMBER', 'packagingWeightValue')],
    ['productNetQuantityValue', 1, one('NEEDS_FIELD', 'productNetQuantityUnit')],
    ['productNetQuantityUnit', 'l', one('NEEDS_FIELD', 'productNetQuantityValue')],
    [volume, 0, fine],
    [volume, '12,5', fine],
    [volume, -0.1, one('TOO_SMALL', 'yearlySalesVolumes')],
    [volume, 'many', one('NOT_A_NUMBER', 'yearlySalesVolumes')],
    [volume, '', fine],
  ])('%s: %j', (field, cell, expected) => {
    const { problems, record } = judge(resoldProducts, product, { [field]: cell });
    expect(problems).toEqual(expected);
    expect(record === undefined).toBe(expected.some((problem) => problem.startsWith('error')));
  });

  it.each([
    ['packagingWeightValue', 'packagingWeightUnit'],
    ['productNetQuantityValue', 'productNetQuantityUnit'],
  ])('%s and its unit go together, from 0 on', (value, unit) => {
    expect(judge(resoldProducts, product, { [value]: 0, [unit]: 'g' }).problems).toEqual(fine);
    expect(judge(resoldProducts, product, { [value]: '', [unit]: '' }).problems).toEqual(fine);
    expect(judge(resoldProducts, product, { [value]: -0.01, [unit]: 'g' }).problems).toEqual(one('TOO_SMALL', value));
    expect(judge(resoldProducts, product, { [value]: 'heavy', [unit]: 'g' }).problems).toEqual(
      one('NOT_A_NUMBER', value),
    );
  });

  it('gathers the years of a row, and leaves empty ones out', () => {
    const { record } = judge(resoldProducts, product, { 2023: 1.5, 'Ventas 2024': '', 'Absatz 2025 [t]': 0 });
    expect(record).toMatchObject({ yearlySalesVolumes: { 2023: 1.5, 2025: 0 } });
    expect(judge(resoldProducts, product, { 2023: '' }).record).not.toHaveProperty('yearlySalesVolumes');
  });

  it('tells a bad year beside another one that cannot be read', () => {
    const { problems } = judge(resoldProducts, product, { 2023: 'many', 2024: -1, 2025: 3 });
    expect(problems).toEqual([...one('NOT_A_NUMBER', 'yearlySalesVolumes'), ...one('TOO_SMALL', 'yearlySalesVolumes')]);
  });
});

describe('country sales', () => {
  it.each<Row>([
    ['product_name', '', one('NEEDS_FIELD', 'product_name')],
    ['product_name', chars(255), fine],
    ['product_name', chars(256), one('TOO_LONG', 'product_name')],
    ['product_id', UUID, fine],
    ['product_id', 'P-1', one('NOT_A_UUID', 'product_id')],
    ['country', '', one('REQUIRED_EMPTY', 'country')],
    ['country', 'Suecia', fine],
    ['quantity', '', one('REQUIRED_EMPTY', 'quantity')],
    ['quantity', 0, one('TOO_SMALL', 'quantity')],
    ['quantity', 0.01, fine],
    ['quantity', -1, one('TOO_SMALL', 'quantity')],
    ['start_date', '', one('REQUIRED_EMPTY', 'start_date')],
    ['end_date', '', one('REQUIRED_EMPTY', 'end_date')],
    ['end_date', '2024-01-02', fine],
    ['end_date', '2024-01-01', fine],
    ['end_date', '2023-12-31', one('PERIOD_REVERSED', 'end_date')],
    ['end_date', '2023-02-30', one('IMPOSSIBLE_DATE', 'end_date')],
  ])('%s: %j', (field, cell, expected) => {
    const { problems, record } = judge(countrySales, sale, { [field]: cell });
    expect(problems).toEqual(expected);
    expect(record === undefined).toBe(expected.length > 0);
  });

  it('is content with a product id alone', () => {
    expect(judge(countrySales, sale, { product_name: '', product_id: UUID }).problems).toEqual(fine);
  });

  it('does not ask for a name where an id is there and cannot be read', () => {
    const { problems } = judge(countrySales, sale, { product_name: '', product_id: 'P-1' });
    expect(problems).toEqual(one('NOT_A_UUID', 'product_id'));
  });

  it('calls the name required where the table has no column for the id', () => {
    const { product_id: _, ...withoutId } = sale;
    expect(judge(countrySales, withoutId, { product_name: '' }).problems).toEqual(
      one('REQUIRED_EMPTY', 'product_name'),
    );
  });
});
