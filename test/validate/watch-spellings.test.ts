// Values that are nearly another one: which are found, and what is left alone.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { answerOf } from '../../src/problems/catalogue.js';
import { rowChecker } from '../../src/validate/check-row.js';
import { watchSpellings } from '../../src/validate/watch-spellings.js';

const titles = ['Product', 'Sector', 'Country', 'Quantity', 'Unit', 'Date', 'Expense type'];
const good = ['Boxes', 'Paper', 'ES', '12', 'EUR', '2024-03-15', 'opex'];
const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);

type Times = readonly (readonly [value: string, rows: number])[];

/** What is found in a column that has these values. */
function foundIn(title: string, values: Times, mostTexts?: number) {
  const watch = watchSpellings(mapping, mostTexts);
  const check = rowChecker(mapping, new Map());
  let row = 1;
  for (const [value, rows] of values) {
    for (let done = 0; done < rows; done++) {
      const cells = good.map((cell, index) => (titles[index] === title ? value : cell));
      watch?.add(check({ sheet: '', row: ++row, cells }));
    }
  }
  return watch?.found() ?? [];
}

function suggestedIn(title: string, values: Times) {
  return foundIn(title, values).map(({ problem }) => [problem.value, answerOf(problem)?.text]);
}

it('names the usual spelling, its rows, and the place of the rare one', () => {
  const [found, ...others] = foundIn('Sector', [
    ['Manufacturing', 12],
    ['Manufacturng', 1],
  ]);
  expect(others).toEqual([]);
  expect(found?.rows).toBe(1);
  expect(found?.problem).toMatchObject({
    code: 'RARE_SPELLING',
    severity: 'warning',
    row: 14,
    column: 'Sector',
    field: 'sector',
    value: 'Manufacturng',
    args: { usual: 'Manufacturing', rows: 12 },
  });
});

it.each([
  ['Manufactruing', 0.6, 0.8],
  ['Manufacturing.', 0.9, 1],
  ['manufacturing', 0.9, 1],
  ['Manu-facturing', 0.9, 1],
  ['Manufacturíng', 0.9, 1],
])('is as sure of %j as what differs allows', (value, least, most) => {
  const [found] = foundIn('Sector', [
    ['Manufacturing', 20],
    [value, 1],
  ]);
  const confidence = found && answerOf(found.problem)?.confidence;
  expect(confidence).toBeGreaterThanOrEqual(least);
  expect(confidence).toBeLessThan(most);
});

it.each<readonly [string, Times]>([
  [
    'too few rows of the usual one',
    [
      ['Manufacturing', 9],
      ['Manufacturng', 1],
    ],
  ],
  [
    'not rare enough',
    [
      ['Manufacturing', 19],
      ['Manufacturng', 2],
    ],
  ],
  [
    'two letters differ',
    [
      ['Manufacturing', 50],
      ['Manufactrng', 1],
    ],
  ],
  [
    'a digit differs',
    [
      ['Grade 1', 50],
      ['Grade 2', 1],
    ],
  ],
  [
    'a digit more',
    [
      ['Grade', 50],
      ['Grade 2', 1],
    ],
  ],
  [
    'too short',
    [
      ['Oil', 50],
      ['Oils', 1],
      ['Oi', 1],
    ],
  ],
  [
    'read as the same text',
    [
      ['Paper', 50],
      [' Paper ', 1],
    ],
  ],
  [
    'another word',
    [
      ['Paper', 50],
      ['Metal', 1],
    ],
  ],
])('says nothing of a sector: %s', (_, values) => {
  expect(foundIn('Sector', values)).toEqual([]);
});

it('counts several rows of a rare spelling as one', () => {
  const [found, ...others] = foundIn('Sector', [
    ['Textiles', 30],
    ['Texiles', 3],
  ]);
  expect([found?.rows, found?.problem.row, others]).toEqual([3, 32, []]);
});

it('is half as sure of a text that is as near to another usual one', () => {
  const [found] = foundIn('Sector', [
    ['Painting', 30],
    ['Printing', 30],
    ['Pinting', 1],
  ]);
  expect(found && answerOf(found.problem)?.confidence).toBeLessThan(0.5);
});

it('says nothing of fields that name single things, nor of numbers and dates', () => {
  expect(
    foundIn('Product', [
      ['Cardboard boxes', 50],
      ['Cardboard boxs', 1],
    ]),
  ).toEqual([]);
  expect(
    foundIn('Quantity', [
      ['1234567', 50],
      ['123456', 1],
    ]),
  ).toEqual([]);
  expect(
    foundIn('Date', [
      ['2024-03-15', 50],
      ['2024-03-16', 1],
    ]),
  ).toEqual([]);
});

it('says nothing of a column with more texts than it counts', () => {
  const values: Times = [
    ['Manufacturing', 12],
    ['Manufacturng', 1],
    ['Paper', 1],
  ];
  expect(foundIn('Sector', values, 3)).toHaveLength(1);
  expect(foundIn('Sector', values, 2)).toEqual([]);
});

it.each([
  ['Kilogrm', 'kg'],
  ['Tonnnes', 't'],
  ['liiter', 'l'],
  ['Kilogr.', 'kg'],
])('suggests for the unit %j: %s, and is never sure', (unit, code) => {
  const [found] = foundIn('Unit', [[unit, 2]]);
  expect(found?.problem).toMatchObject({ code: 'LIKELY_UNIT', value: unit, field: 'unit_id', row: 2 });
  const answer = found && answerOf(found.problem);
  expect(answer?.text).toBe(code);
  expect(answer?.confidence).toBeLessThan(0.8);
});

it.each(['kg', 'Tonnen', 'EUR', 'EUT', 'pallets', 'hours', 'EUR/kg', 'b2b54fb0-9c3f-4f8e-8f0d-0a8a1f6f3a11'])(
  'says nothing of the unit %j, which is known or like none',
  (unit) => {
    expect(
      suggestedIn('Unit', [
        ['EUR', 50],
        [unit, 1],
      ]),
    ).toEqual([]);
  },
);

it('suggests only texts that the field accepts', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'abeéi .-1X\u00a0') });
  const columns = fc.array(fc.tuple(word, fc.integer({ min: 1, max: 25 })), { maxLength: 12 });
  const check = rowChecker(mapping, new Map());
  fc.assert(
    fc.property(columns, fc.constantFrom('Sector', 'Unit'), (values, title) => {
      for (const [value, text] of suggestedIn(title, values)) {
        const cells = good.map((cell, index) => (titles[index] === title ? (text ?? '') : cell));
        expect(check({ sheet: '', row: 2, cells }).problems).toEqual([]);
        expect(text).not.toBe(value);
        expect(suggestedIn(title, [[text ?? '', 1]])).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
