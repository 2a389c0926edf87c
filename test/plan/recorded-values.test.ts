import { expect, it } from 'vitest';
import { recordedValues } from '../../src/plan/recorded-values.js';

it.each([
  ['texts, numbers, lists and years', { name: 'Oats', amount: 1.5, countries: ['SE', 'NO'], sales: { 2024: 3 } }],
  ['nothing written', {}],
])('reads %s as they were recorded', (_, values) => {
  expect(recordedValues(JSON.parse(JSON.stringify(values)))).toEqual(values);
});

it.each([
  ['no record', undefined],
  ['a text', 'Oats'],
  ['a list', ['Oats']],
  ['null as a value', { name: null }],
  ['a truth value', { isActive: true }],
  ['a list of numbers', { amounts: [1] }],
  ['years that hold texts', { sales: { 2024: '3' } }],
  ['an object inside an object', { sales: { 2024: { unit: 1 } } }],
])('takes %s for none', (_, stored) => {
  expect(recordedValues(stored)).toBeUndefined();
});
