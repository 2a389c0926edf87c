// A yes in a column `Accept`, as people type it.

import { expect, it } from 'vitest';
import { readYes } from '../../../src/values/words/read-yes.js';

it.each(['yes', 'x', ' X ', '1', 'TRUE', 'oui', 'Sí', 'ja', 'Vrai.'])('takes %j for a yes', (text) => {
  expect(readYes(text)).toBe(true);
});

it.each([1, true])('takes the value %j for a yes', (value) => {
  expect(readYes(value)).toBe(true);
});

it.each(['', ' ', 'no', '0', 'FALSE', 'perhaps', 'yes?no', '-'])('does not take %j for one', (text) => {
  expect(readYes(text)).toBe(false);
});

it.each([0, 2, false, null])('does not take the value %j for one', (value) => {
  expect(readYes(value)).toBe(false);
});
