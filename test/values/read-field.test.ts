import { describe, expect, it } from 'vitest';
import type { Field } from '../../src/datasets/field.js';
import type { Cell } from '../../src/values/cell.js';
import { NEVER_CALCULATED } from '../../src/values/error-cell.js';
import { findingOf, readAs } from './fields.js';

const kinds: readonly Field['kind'][] = [
  'text',
  'identifier',
  'gtin',
  'uuid',
  'url',
  'number',
  'share',
  'date',
  'country',
  'choice',
  'list',
  'yearly',
];

describe.each(kinds)('a %s field', (kind) => {
  it.each([null, '', '   ', '\u00a0', '\t\n'])('has no value in the blank cell %j', (cell) => {
    expect(readAs(kind, cell)).toBeUndefined();
    expect(findingOf(kind, cell)).toBeUndefined();
  });

  it.each(['#N/A', '#DIV/0!'])('refuses the error cell %s', (code) => {
    expect(findingOf(kind, { kind: 'error', code })).toEqual({ code: 'ERROR_CELL', args: { error: code } });
  });

  it.each<Cell>([NEVER_CALCULATED, '#NOT_CALCULATED!'])('tells of the formula without a result %j', (cell) => {
    expect(findingOf(kind, cell)).toEqual({ code: 'NOT_CALCULATED', args: {} });
  });

  it.each(['#N/A', ' #n/a ', '#REF!', '#WERT!', '#¡VALOR!', '#VÄRDEFEL!', '########'])(
    'refuses the error text %j that a CSV file is left with',
    (text) => {
      expect(findingOf(kind, text)).toEqual({ code: 'ERROR_CELL', args: { error: text.trim() } });
    },
  );
});

it.each(['#1 seller', '#NA-42', 'N/A', '##', '#N/A?'])('%j is a text, not an error', (text) => {
  expect(readAs('text', text)).toBe(text);
});
