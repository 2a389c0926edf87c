import { expect, it } from 'vitest';
import { columnMatcher } from '../../src/mapping/match-column.js';
import { importDatasetNamed } from '../datasets/named.js';

it('works a title out once, however often it is asked for', () => {
  const match = columnMatcher(importDatasetNamed('resold-products'));
  const first = match('Sales 2024 (t)');
  expect(first).toMatchObject({ year: '2024' });
  expect(match('Sales 2024 (t)')).toBe(first);
  expect(match('Sales 2023 (t)')).toMatchObject({ year: '2023' });
  expect(match('nothing of the kind')).toBeUndefined();
});
