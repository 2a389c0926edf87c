import { expect, it } from 'vitest';
import { isPivotLabel } from '../../../src/values/words/pivot-label.js';
import { readAs } from '../fields.js';

it.each([
  '(blank)',
  '(Blank)',
  ' (Leer) ',
  '(vide)',
  '(en blanco)',
  '(vacías)',
  '(vuoto)',
  '(tom)',
  '(空白)',
  'Row Labels',
  'ROW   LABELS',
  '"Row Labels"',
  ' Column labels',
  'Zeilenbeschriftungen',
  'Rækkenavne',
  'Popisky řádků',
  'Étiquettes de lignes',
  'Etiquetas de fila',
])('%s is no name', (text) => {
  expect(readAs('text', text)).toBe('PIVOT_LABEL');
  expect(readAs('identifier', text)).toBe('PIVOT_LABEL');
});

it.each(['Blank', 'Leer GmbH', 'Tom', '(Tom) Baker', 'Row', 'Labels', 'Blank (white)', '(12)'])(
  '%s may be one',
  (text) => {
    expect(isPivotLabel(text)).toBe(false);
  },
);
