import { expect, it } from 'vitest';
import { Canaries } from '../../src/plan/canaries.js';

const fields = ['a', 'b', 'c'];

/** The rows of each kind, by their position in the list. */
function chosen(rows: readonly (readonly ['create' | 'update', object])[], names = fields) {
  const canaries = new Canaries<number>(names);
  for (const [index, [action, record]] of rows.entries()) canaries.offer(action, { ...record }, () => index);
  return canaries.kinds();
}

it('takes the first three rows of each set of filled fields and of each action', () => {
  expect(
    chosen([
      ['create', { a: 1 }],
      ['create', { a: 2, b: undefined }],
      ['create', { a: 2, b: 1 }],
      ['update', { a: 1 }],
      ['create', { a: 3 }],
      ['create', { a: 4 }],
      ['create', { b: 1, a: 9 }],
      ['create', { c: 0 }],
    ]),
  ).toEqual([[0, 1, 4], [2, 6], [3], [7]]);
});

it('takes ten kinds at most', () => {
  const names = Array.from({ length: 40 }, (_, index) => `field ${index}`);
  const kinds = chosen(
    names.map((name) => ['create', { [name]: 1 }]),
    names,
  );
  expect(kinds).toEqual(Array.from({ length: 10 }, (_, index) => [index]));
});

it('makes nothing that it does not take', () => {
  const canaries = new Canaries<number>(fields);
  let made = 0;
  for (let count = 0; count < 100; count += 1) canaries.offer('create', { a: count }, () => made++);
  expect(made).toBe(3);
});
