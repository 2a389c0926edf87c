import { expect, it } from 'vitest';
import { parseOlderThan } from '../../../src/cli/options/older-than.js';

const now = Date.UTC(2026, 10, 29, 12);

it.each([
  ['90d', Date.UTC(2026, 7, 31, 12)],
  ['0d', now],
  ['2W', Date.UTC(2026, 10, 15, 12)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  [' 2026-11-29 ', Date.UTC(2026, 10, 29)],
])('understands %s', (text, expected) => {
  expect(parseOlderThan(text, now)).toBe(expected);
});

it.each(['', '90', 'd', '-1d', '1.5d', '3m', '2026-02-30', '2026-11-30', '29.11.2026', '90d ago'])(
  'refuses %j',
  (text) => {
    expect(() => parseOlderThan(text, now)).toThrow(expect.objectContaining({ kind: 'usage', code: 'USAGE' }));
  },
);
