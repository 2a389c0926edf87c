import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnEvidence } from '../../src/values/evidence.js';
import { decide, fieldOf, readColumn } from './fields.js';

describe('what one cell decides about the decimal sign', () => {
  it.each([
    '12,5',
    '1,2345',
    '1234,567',
    '0,125',
    ',125',
    '1.234,56',
    '1.234.567',
    '1 234,567',
    '1 234,5',
    "1'234,5",
    '-12,5',
    '(12,5)',
    '12,5-',
    '12,5 €',
    '1,2E3',
    '1,234E3',
    '１２，５',
    '12,5 %',
    '8,-',
  ])('%j: a comma', (text) => {
    expect(decide('number', [text])).toEqual({
      reading: { decimal: ',', dateOrder: 'ymd' },
      said: 'decimal comma, 1 of 1 cells decides it',
    });
  });

  it.each([
    '12.5',
    '1.2345',
    '1234.567',
    '0.125',
    '.125',
    '1,234.56',
    '1,234,567',
    '1,23,456',
    '1 234.567',
    '-12.5',
    '($12.50)',
    '1.2E3',
    '12.5 %',
  ])('%j: a point', (text) => {
    expect(decide('number', [text])).toEqual({
      reading: { decimal: '.', dateOrder: 'ymd' },
      said: 'decimal point, 1 of 1 cells decides it',
    });
  });

  it.each([
    '12',
    '1234',
    '1 234',
    "1'234",
    '1e5',
    '€ 12',
    'Fr. 12',
    '',
    '  ',
    'n/a',
    '12,',
    '12.',
    '1,2,3',
    '12.5.6',
    '12,5 t',
    null,
    12.5,
    true,
  ])('%j: nothing', (cell) => {
    expect(decide('number', [cell])).toEqual({ reading: { decimal: '.', dateOrder: 'ymd' }, said: undefined });
  });

  it.each([
    ['1.234', '1234', '1.234'],
    ['1,234', '1.234', '1234'],
    ['-123.456', '-123456', '-123.456'],
    ['€ 1,234', '1.234', '1234'],
    ['1.000', '1000', '1'],
    ['(12.345)', '-12345', '-12.345'],
  ])('%j: either', (text, comma, point) => {
    expect(decide('number', [text]).problem).toEqual({
      finding: { code: 'UNDECIDED_DECIMAL', args: { cells: 1, comma, point } },
      cell: text,
      row: 0,
    });
  });

  it('a percentage that can be read in two ways is shown with its sign', () => {
    expect(decide('share', ['12.345 %']).problem?.finding.args).toEqual({
      cells: 1,
      comma: '12345 %',
      point: '12.345 %',
    });
  });
});

describe('a column of numbers', () => {
  it('is read by the cells that decide, however few', () => {
    const cells = ['1.234', '2.500', null, '12,5', 7, 'n/a', '1.000'];
    const decision = decide('number', cells);
    expect(decision.said).toBe('decimal comma, 1 of 6 cells decides it');
    expect(readColumn('number', cells)).toEqual([1234, 2500, undefined, 12.5, 7, 'NOT_A_NUMBER', 1000]);
  });

  it('counts the cells that decide', () => {
    expect(decide('yearly', ['1,5', '2,5', '1.000', '3', '']).said).toBe('decimal comma, 2 of 4 cells decide it');
  });

  it('is undecided when no cell decides: the first ambiguous one is named by its place', () => {
    const { problem, said } = decide('number', [null, '12', '1.234', '2.345', 0.5]);
    expect(said).toBeUndefined();
    expect(problem).toMatchObject({
      cell: '1.234',
      row: 2,
      finding: { code: 'UNDECIDED_DECIMAL', args: { cells: 2 } },
    });
  });

  it('is contradictory when cells decide both ways: the first of the fewer is named', () => {
    const args = { comma: '2,5', point: '1.5' };
    expect(decide('number', ['1.5', '2,5', '3,5']).problem).toEqual({
      finding: { code: 'CONTRADICTORY_DECIMAL', args },
      cell: '1.5',
      row: 0,
    });
    expect(decide('number', ['1.5', '2,5', '3.5']).problem).toMatchObject({ cell: '2,5', row: 1 });
    expect(decide('number', ['1.5', '2,5']).problem).toMatchObject({ cell: '2,5', row: 1 });
  });

  it('is read as asked whatever its cells say, and those that cannot be are refused', () => {
    const asked = { decimal: ',' } as const;
    const cells = ['1.234', '1,234.56', '12.5', '7'];
    expect(decide('number', cells, asked)).toEqual({
      reading: { decimal: ',', dateOrder: 'ymd' },
      said: 'decimal comma, as asked',
    });
    expect(readColumn('number', cells, asked)).toEqual([1234, 'NOT_A_NUMBER', 'NOT_A_NUMBER', 7]);
    expect(readColumn('number', ['1.234'], { decimal: '.' })).toEqual([1.234]);
    expect(decide('number', ['7'], asked).said).toBeUndefined();
  });
});

it('columns whose cells mean the same everywhere need no evidence', () => {
  const kinds = ['text', 'identifier', 'uuid', 'url', 'country', 'choice', 'list'] as const;
  for (const kind of kinds) expect(columnEvidence(fieldOf(kind))).toBeUndefined();
});

describe('a column printed in the style of', () => {
  it.each([
    ['en-US', ['1,234.5', '-0.25', '1,234,567']],
    ['en-IN', ['1,234.5', '-0.25', '12,34,567']],
    ['de-DE', ['1.234,5', '-0,25', '1.234.567']],
    ['de-CH', ['1’234.5', '-0.25', '1’234’567']],
    ['de-AT', ['1\u00a0234,5', '-0,25', '1\u00a0234\u00a0567']],
    ['es-ES', ['1234,5', '-0,25', '1.234.567']],
    ['fr-FR', ['1\u202f234,5', '-0,25', '1\u202f234\u202f567']],
    ['it-IT', ['1234,5', '-0,25', '1.234.567']],
    ['pt-BR', ['1.234,5', '-0,25', '1.234.567']],
    ['sv-SE', ['1\u00a0234,5', '−0,25', '1\u00a0234\u00a0567']],
    ['nb-NO', ['1\u00a0234,5', '−0,25', '1\u00a0234\u00a0567']],
    ['da-DK', ['1.234,5', '-0,25', '1.234.567']],
    ['fi-FI', ['1\u00a0234,5', '−0,25', '1\u00a0234\u00a0567']],
    ['nl-NL', ['1.234,5', '-0,25', '1.234.567']],
    ['pl-PL', ['1234,5', '-0,25', '1\u00a0234\u00a0567']],
  ])('%s reads back', (locale, cells) => {
    expect(readColumn('number', cells)).toEqual([1234.5, -0.25, 1234567]);

    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    const numbers = fc
      .tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }))
      .map(([digits, places]) => Number(`${digits}e-${places}`) + 0);
    fc.assert(
      fc.property(fc.array(numbers), (column) => {
        // One cell that decides stands for the evidence that a column of any length has.
        const printed = [format.format(0.25), ...column.map((number) => format.format(number))];
        expect(readColumn('number', printed)).toEqual([0.25, ...column]);
      }),
    );

    const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
        expect(readColumn('number', [money.format(0.25), money.format(cents / 100)])).toEqual([0.25, cents / 100 + 0]);
      }),
    );
  });
});

it('never reads a lone group of three digits without evidence from elsewhere', () => {
  const ambiguous = fc.stringMatching(/^[1-9]\d{0,2}[.,]\d{3}$/);
  fc.assert(
    fc.property(fc.array(ambiguous, { minLength: 1 }), (column) => {
      expect(decide('number', column).problem?.finding.code).toBe('UNDECIDED_DECIMAL');
    }),
  );
});
