import { describe, expect, it } from 'vitest';
import { columnEvidence } from '../../../src/values/evidence.js';
import { amountWithUnit } from '../../../src/values/numbers/amount-text.js';
import { fieldOf } from '../fields.js';

describe('amounts with their unit', () => {
  it.each([
    ['12,5 t', '12,5', 't'],
    ['1.200kg', '1.200', 'kg'],
    ['1.200 kg', '1.200', 'kg'],
    ['3 m3', '3', 'm3'],
    ['3 m²', '3', 'm2'],
    ['-12 kg', '-12', 'kg'],
    ['(12) kg', '(12)', 'kg'],
    ['€ 1.200', '€ 1.200', 'EUR'],
    ['1 200 kr', '1 200 kr', 'SEK'],
    ['-12 EUR', '-12 EUR', 'EUR'],
    ['($12.50)', '($12.50)', 'USD'],
    ['12,5 % vol', '12,5', '% vol'],
    ['5.5 g CO2e', '5.5', 'g CO2e'],
  ])('%s', (text, number, code) => {
    const amount = amountWithUnit(text);
    expect(amount?.number).toBe(number);
    expect(amount?.measure.codes[0]).toBe(code);
  });

  it.each([
    ['12 TEUR', '12', ['EUR'], 3],
    ['1.250 k€', '1.250', ['EUR'], 3],
    ['TEUR 12', '12', ['EUR'], 3],
    ['€ 12k', '12', ['EUR'], 3],
    ['$1.2m', '1.2', expect.arrayContaining(['USD']), 6],
    ['12,5 Mio. EUR', '12,5', ['EUR'], 6],
    ['3 kt', '3', ['t'], 3],
    ['5k', '5', [], 3],
    ['-2 Tsd. €', '-2', ['EUR'], 3],
  ] as const)('%s says a scale', (text, number, codes, tens) => {
    const amount = amountWithUnit(text);
    expect(amount).toMatchObject({ number, measure: { tens } });
    expect(amount?.measure.codes).toEqual(codes);
  });

  it.each([
    '12',
    '12.5',
    '1.2E3',
    '12 pallets',
    'kg',
    'about 12',
    '¤ 12',
    '12 M',
    '12 m€',
    '3 mil. Kč',
    '5 €/kg',
    `${'1'.repeat(120)} kg`,
  ])('%j says none', (text) => expect(amountWithUnit(text)).toBeUndefined());

  it('decide the decimal sign of their column by the number beside the unit', () => {
    const field = fieldOf('number');
    const evidence = columnEvidence(field.kind === 'number' ? { ...field, unitField: 'unit' } : field);
    for (const [row, cell] of ['12,5 t', '1.200 t', '3'].entries()) evidence?.add(cell, row);
    expect(evidence?.decide({})).toEqual({
      reading: { decimal: ',', dateOrder: 'ymd', saysUnits: true },
      said: 'decimal comma, 1 of 3 cells decides it',
    });
  });
});
