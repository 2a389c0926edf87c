import { describe, expect, it } from 'vitest';
import { amountWithUnit } from '../../src/values/amount-text.js';
import { columnEvidence } from '../../src/values/evidence.js';
import { contradicts, unitOf } from '../../src/values/units.js';
import { fieldOf } from './fields.js';

describe('units', () => {
  it.each([
    ['kg', ['kg']],
    ['KG', ['kg']],
    ['Kilogramm', ['kg']],
    ['t', ['t']],
    ['T', ['t']],
    ['Tonnen', ['t']],
    ['ton', ['t', 'short ton']],
    ['pounds', ['lb', 'GBP']],
    ['m³', ['m3']],
    ['L', ['l']],
    ['mg', ['mg']],
    ['kWh', ['kWh']],
    ['pcs.', ['pcs']],
    ['Stück', ['pcs']],
    ['eur', ['EUR']],
    ['€', ['EUR']],
    ['kr', ['SEK', 'NOK', 'DKK', 'ISK']],
  ])('%s is known', (text, codes) => expect(unitOf(text)?.codes).toEqual(codes));

  it.each(['', 'M', 'Mg', 'ML', 'k', 'pallets', 'e', 'constructor', 'Mio'])('%j is not', (text) =>
    expect(unitOf(text)).toBeUndefined(),
  );

  it.each([
    ['t', 'Tonnen', false],
    ['t', 'kg', true],
    ['$', 'CAD', false],
    ['$', 'EUR', true],
    ['kg', 'pallets', true],
    ['kg', '3fa85f64-5717-4562-b3fc-2c963f66afa6', false],
  ])('%s against the cell %s: %s', (unit, cell, expected) => {
    const said = unitOf(unit);
    expect(said && contradicts(said, cell)).toBe(expected);
  });
});

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
  ])('%s', (text, number, code) => {
    const amount = amountWithUnit(text);
    expect(amount?.number).toBe(number);
    expect(amount?.unit.codes[0]).toBe(code);
  });

  it.each(['12', '12.5', '1.2E3', '12 pallets', 'kg', 'about 12', '12 %', '¤ 12', '12 M', `${'1'.repeat(120)} kg`])(
    '%j says none',
    (text) => expect(amountWithUnit(text)).toBeUndefined(),
  );

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
