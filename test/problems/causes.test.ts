// Problems are grouped by column, code and value, in bounded memory.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectCauses, shownValue } from '../../src/problems/causes.js';
import { problemAt } from '../../src/problems/place.js';
import { finding } from '../../src/problems/problem.js';

const unread = finding('NOT_A_CHOICE', { choices: ['capex', 'opex'], nearest: undefined });

function at(row: number, column: string, value: string, found = unread) {
  return problemAt({ sheet: '', row, column, field: 'expense_type', value }, found);
}

it('counts the rows of each value of a column, and keeps the first', () => {
  const collected = collectCauses();
  expect(collected.add(at(5, 'Kostenart', 'Rent'))).toBe(true);
  expect(collected.add(at(6, 'Kostenart', 'Rent'))).toBe(false);
  expect(collected.add(at(7, 'Kostenart', 'Wages'))).toBe(true);
  expect(collected.add(at(8, 'Other', 'Rent'))).toBe(true);
  expect(collected.add(at(9, 'Kostenart', 'Rent', finding('REQUIRED_EMPTY', {})))).toBe(true);
  expect(collected.causes().map(({ rows, problem: { row, column, code } }) => [rows, row, column, code])).toEqual([
    [2, 5, 'Kostenart', 'NOT_A_CHOICE'],
    [1, 7, 'Kostenart', 'NOT_A_CHOICE'],
    [1, 8, 'Other', 'NOT_A_CHOICE'],
    [1, 9, 'Kostenart', 'REQUIRED_EMPTY'],
  ]);
});

it('puts errors before warnings and notes, however many rows those have', () => {
  const collected = collectCauses();
  for (const row of [2, 3, 4]) collected.add(at(row, 'Land', 'Germany', finding('READ_AS', { read: 'DE' })));
  for (const row of [2, 3]) collected.add(at(row, 'EAN', '1', finding('GTIN_CHECK_DIGIT', { right: '2' })));
  collected.add(at(9, 'Kostenart', 'Rent'));
  expect(collected.causes().map(({ problem }) => problem.severity)).toEqual(['error', 'warning', 'note']);
});

it('counts a problem that stands for several rows as those', () => {
  const collected = collectCauses();
  collected.add(at(1, '', ''), 30);
  expect(collected.causes()[0]?.rows).toBe(30);
  expect(collected.count('error')).toBe(30);
});

it('loses no row, and tells apart no more values than it may', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 10 }), (values, most) => {
      const collected = collectCauses(most);
      for (const [index, value] of values.entries()) collected.add(at(index + 2, 'C', String(value)));
      const causes = collected.causes();
      expect(causes.reduce((sum, { rows }) => sum + rows, 0)).toBe(values.length);
      expect(causes.filter(({ isRest }) => !isRest)).toHaveLength(Math.min(most, new Set(values).size));
      expect(causes.filter(({ isRest }) => isRest)).toHaveLength(new Set(values).size > most ? 1 : 0);
    }),
  );
});

it('shows values on paper as they are compared', () => {
  expect(shownValue('a\u200bb')).toBe('a\\u200bb');
  expect(shownValue('x'.repeat(1001))).toBe(`${'x'.repeat(1000)}…`);
  expect(shownValue('x'.repeat(1000))).toBe('x'.repeat(1000));
});
