import { expect, it } from 'vitest';
import { afterUpdate, beforeUpdate } from '../../src/plan/after-update.js';

const held = { name: 'Oat', brand: 'H', years: { 2023: 1, 2024: 2 }, list: ['a'] };

it('merges years one by one and replaces everything else', () => {
  const record = { name: 'Oat drink', years: { 2024: 3, 2025: 4 }, list: ['b'], note: undefined };
  expect(afterUpdate(held, record)).toEqual({
    name: 'Oat drink',
    years: { 2023: 1, 2024: 3, 2025: 4 },
    list: ['b'],
  });
});

it('writes years where there were none', () => {
  expect(afterUpdate({}, { years: { 2024: 3 } })).toEqual({ years: { 2024: 3 } });
});

it('keeps what an update changes, and nothing else', () => {
  expect(beforeUpdate(held, { name: 'Oat drink', years: { 2025: 4 }, note: 'new', brand: undefined })).toEqual({
    name: 'Oat',
    years: { 2023: 1, 2024: 2 },
  });
});

it('says nothing of fields without a value, and replaces what is of another kind', () => {
  expect(Object.keys(afterUpdate({}, { note: undefined, name: 'Oats' }))).toEqual(['name']);
  expect(afterUpdate({ years: 'none' }, { years: { 2024: 3 } })).toEqual({ years: { 2024: 3 } });
  expect(afterUpdate({ years: { 2024: 3 } }, { years: 'none' })).toEqual({ years: 'none' });
});
