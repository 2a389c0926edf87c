// What changed between two checks, in words.

import { expect, it } from 'vitest';
import type { Cause } from '../../src/problems/causes.js';
import { problemAt } from '../../src/problems/place.js';
import { finding } from '../../src/problems/problem.js';
import { changeLines, countText } from '../../src/report/cause-changes.js';

const unread = finding('NOT_A_CHOICE', { choices: ['capex', 'opex'], nearest: undefined });

function cause(value: string, rows: number, found = unread): Cause {
  return { problem: problemAt({ sheet: '', row: 5, column: 'Kostenart', field: 'expense_type', value }, found), rows };
}

it('says how many problems are left, and which causes are gone or new', () => {
  expect(changeLines([cause('Rent', 12), cause('Wages', 3)], [cause('Rent', 11), cause('Tax', 1)])).toEqual([
    '12 problems, 3 fewer',
    'Gone: Kostenart "Wages" (3 rows, first at row 5)',
    'New: Kostenart "Tax" (row 5)',
  ]);
});

it.each([
  [[cause('Rent', 1)], [], 'no problems, 1 fewer'],
  [[], [cause('Rent', 1)], '1 problem, 1 more'],
  [[cause('Rent', 2)], [cause('Rent', 2)], '2 problems, as many as before'],
  [[cause('Rent', 1, finding('READ_AS', { read: 'opex' }))], [], 'no problems, as many as before'],
])('compares the counts', (before, after, text) => {
  expect(changeLines(before, after)[0]).toBe(text);
});

it('counts causes that are too many to name', () => {
  const many = Array.from({ length: 13 }, (_, index) => cause(`v${index}`, 1));
  expect(changeLines([], many).at(-1)).toBe('New: 3 more');
  expect(countText(many)).toBe('13 problems');
});
