import { expect, it } from 'vitest';
import { serverChanges } from '../../src/plan/server-changes.js';

const sent = { name: 'Boxes', amount: 12.345, list: ['b', 'a'], years: { 2024: 1, 2025: 2 }, note: undefined };

it.each([
  ['all as it was sent', { ...sent }, []],
  ['more fields', { ...sent, note: 'set by the service', status: 'active' }, []],
  ['a list in another order', { ...sent, list: ['a', 'b'] }, []],
  ['years in another order', { ...sent, years: { 2025: 2, 2024: 1 } }, []],
  ['a rounded number', { ...sent, amount: 12.35 }, [{ field: 'amount', sent: '12.345', held: '12.35' }]],
  ['a trimmed text', { ...sent, name: 'Box' }, [{ field: 'name', sent: 'Boxes', held: 'Box' }]],
  ['other letters', { ...sent, name: 'boxes' }, [{ field: 'name', sent: 'Boxes', held: 'boxes' }]],
  ['no value', { ...sent, name: undefined }, [{ field: 'name', sent: 'Boxes', held: '' }]],
  ['less of a list', { ...sent, list: ['a'] }, [{ field: 'list', sent: 'a; b', held: 'a' }]],
  ['another year', { ...sent, years: { 2024: 1 } }, [{ field: 'years', sent: '2024: 1; 2025: 2', held: '2024: 1' }]],
])('tells %s', (_, held, expected) => {
  expect(serverChanges(sent, held)).toEqual(expected);
});
