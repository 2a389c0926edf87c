// Answers to refused values: what was most likely meant, and how sure that is.

import { expect, it } from 'vitest';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { problemAt } from '../../src/problems/place.js';
import type { Finding } from '../../src/problems/problem.js';
import { rowChecker } from '../../src/validate/check-row.js';
import { answerFinder } from '../../src/validate/suggest-answer.js';
import { plainReading } from '../../src/values/evidence.js';

const titles = ['Product', 'Sector', 'Country', 'Quantity', 'Unit', 'Date', 'Expense type', 'File URL'];
const good = ['Boxes', 'Paper', 'ES', '12', 'EUR', '2024-03-15', 'opex', ''];

/** The answer to the only problem of a row that is right but for one cell. */
function answerTo(title: string, value: string, values = new Map<string, number>()) {
  const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
  const readings = new Map([[titles.indexOf('Quantity'), { ...plainReading, decimal: ',' as const }]]);
  const cells = good.map((cell, index) => (titles[index] === title ? value : cell) || null);
  const [problem] = rowChecker(mapping, readings)({ sheet: '', row: 2, cells }).problems;
  if (problem === undefined) throw new Error(`${title} "${value}" has no problem`);
  return answerFinder(mapping, readings, () => values)(problem);
}

it.each([
  ['Expense type', 'opexx', 'opex'],
  ['Expense type', 'Investiton', 'capex'],
  ['Expense type', 'Betriebskostn', 'opex'],
  ['Country', 'Grmany', 'DE'],
  ['Country', 'Swedenn', 'SE'],
  ['Country', 'Schwedn', 'SE'],
  ['Country', 'Deutschl.', 'DE'],
  ['Country', 'ÖSTERR.', 'AT'],
  ['Country', 'Saudi-Arab.', 'SA'],
  ['Expense type', 'Investit.', 'capex'],
  ['Expense type', 'Betriebsk.', 'opex'],
  ['File URL', 'files.example.com/a.pdf', 'https://files.example.com/a.pdf'],
])('is very sure of %s %j', (title, value, text) => {
  const answer = answerTo(title, value);
  expect(answer?.text).toBe(text);
  expect(answer?.confidence).toBeGreaterThanOrEqual(0.8);
});

it.each([
  ['Expense type', 'OPEX services', 'opex'],
  ['Country', 'EU / Germany', 'DE'],
  ['Country', 'Norw.', 'NO'],
  ['Country', 'Dom. Rep.', 'DO'],
  ['Country', 'Ver. Königreich', 'GB'],
  ['Quantity', '12.5', '12,5'],
])('suggests something for %s %j, and is not sure', (title, value, text) => {
  const answer = answerTo(title, value);
  expect(answer?.text).toBe(text);
  expect(answer?.confidence).toBeLessThan(0.8);
});

it.each([
  ['Country', 'Nigeriaa', 'NG'],
  ['Country', 'Nigerr', 'NE'],
  ['Country', 'Austalia', 'AU'],
  ['Country', 'Austrria', 'AT'],
  ['Country', 'Slovakiaa', 'SK'],
  ['Country', 'Dominicaa', 'DM'],
  ['Country', 'Irraq', 'IQ'],
  ['Country', 'Gambiaa', 'GM'],
  ['Country', 'Nigeri.', undefined],
  ['Country', 'Austra.', 'AU'],
  ['Expense type', 'copex', undefined],
  ['Expense type', 'oapex', undefined],
])('is never sure of %s %j, which is like another', (title, value, text) => {
  const answer = answerTo(title, value);
  expect(answer?.confidence ?? 0).toBeLessThan(0.8);
  expect(text === undefined || answer?.text === text || answer === undefined).toBe(true);
});

it.each([
  ['Expense type', 'Rent'],
  ['Expense type', 'Wages and salaries'],
  ['Expense type', 'capex and opex'],
  ['Country', 'Germany and France'],
  ['Country', 'Korea'],
  ['Country', 'Austr.'],
  ['Country', 'Schw.'],
  ['Country', 'Atlan.'],
  ['Expense type', '...'],
  ['Country', 'Atlantis'],
  ['File URL', 'see attachment'],
  ['Quantity', 'about ten'],
])('knows no answer to %s %j', (title, value) => {
  expect(answerTo(title, value)).toBeUndefined();
});

it('is half as sure of a word that is as near to a word of another answer', () => {
  const answer = answerTo('Expense type', 'cpex');
  expect(answer?.confidence).toBeLessThan(0.6);
});

it('suggests the most frequent value for an empty cell, and never as if it were known', () => {
  expect(
    answerTo(
      'Unit',
      '',
      new Map([
        ['EUR', 300],
        ['kg', 100],
      ]),
    ),
  ).toEqual({ text: 'EUR', confidence: 0.375 });
  expect(answerTo('Unit', '', new Map([['EUR', 300]]))).toEqual({ text: 'EUR', confidence: 0.5 });
  expect(answerTo('Unit', '')).toBeUndefined();
});

it('takes the answer that the problem itself has', () => {
  const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);
  const found: Finding = { code: 'GTIN_CHECK_DIGIT', args: { right: '4006381333931' } };
  const problem = problemAt({ sheet: '', row: 2, column: 'x', field: 'gtin', value: '4006381333930' }, found);
  expect(answerFinder(mapping, new Map(), () => undefined)(problem)).toEqual({
    text: '4006381333931',
    confidence: 0.3,
  });
});
