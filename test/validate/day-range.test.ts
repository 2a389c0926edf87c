import { describe, expect, it } from 'vitest';
import supplierPeriods from '../../src/datasets/carboncloud/supplier-periods.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import salesPeriods from '../../src/datasets/dcycle/sales-periods.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { dayFinding, plausibleDays } from '../../src/validate/day-range.js';

const now = Date.UTC(2026, 4, 3, 23, 59);
const days = plausibleDays(now, {});
const { purchase_date: bought } = purchases.fields;
const { validTo: supplied } = supplierPeriods.fields;

describe('plausible days', () => {
  it.each([
    ['1989-12-31', 'IMPLAUSIBLE_DATE'],
    ['1990-01-01', undefined],
    ['2027-12-31', undefined],
    ['2028-01-01', 'IMPLAUSIBLE_DATE'],
    ['2567-03-15', 'IMPLAUSIBLE_DATE'],
    ['1970-01-01', 'IMPLAUSIBLE_DATE'],
    ['9999-12-31', 'EMPTY_DATE'],
    ['1900-01-01', 'EMPTY_DATE'],
    ['1899-12-30', 'EMPTY_DATE'],
  ])('of what was bought: %s %s', (day, code) => expect(dayFinding(day, bought, days)?.code).toBe(code));

  it.each([
    ['2026-05-03', undefined],
    ['2026-05-04', 'BEYOND_TODAY'],
    ['2028-05-04', 'IMPLAUSIBLE_DATE'],
    ['9999-12-31', 'EMPTY_DATE'],
  ])('of a supplier: %s %s', (day, code) => expect(dayFinding(day, supplied, days)?.code).toBe(code));

  it('are those that were asked for', () => {
    const asked = plausibleDays(now, { datesFrom: 1975, datesTo: 2040 });
    expect(dayFinding('1975-01-01', bought, asked)).toBeUndefined();
    expect(dayFinding('2040-12-31', bought, asked)).toBeUndefined();
    expect(dayFinding('2041-01-01', bought, asked)?.code).toBe('IMPLAUSIBLE_DATE');
    expect(dayFinding('1900-01-01', bought, asked)?.code).toBe('EMPTY_DATE');
  });

  it.each([salesPeriods.fields.end_date, variableProducts.fields.endDate])(
    'are any but for none elsewhere',
    (field) => {
      expect(dayFinding('2042-03-15', field, days)).toBeUndefined();
      expect(dayFinding('9999-12-31', field, days)?.code).toBe('EMPTY_DATE');
    },
  );
});
