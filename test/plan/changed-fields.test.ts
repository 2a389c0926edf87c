import { expect, it } from 'vitest';
import { changedFields } from '../../src/plan/changed-fields.js';

const held = { name: 'Oats', amount: 1, countries: ['SE', 'NO'], sales: { 2023: 1, 2024: 2 } };

it.each([
  ['nothing where all is equal', { name: 'Oats', amount: 1 }, {}],
  ['nothing where a list has another order', { countries: ['NO', 'SE'] }, {}],
  ['a text', { name: 'Rye', amount: 1 }, { name: 'Rye' }],
  ['a number', { name: 'Oats', amount: 2 }, { amount: 2 }],
  ['a field that the service does not have', { note: 'new' }, { note: 'new' }],
  ['years, with those that stay', { sales: { 2024: 3 } }, { sales: { 2023: 1, 2024: 3 } }],
  ['nothing for an empty field', { name: undefined }, {}],
])('says %s', (_, record, changes) => {
  expect(changedFields(held, record)).toEqual(changes);
});
