// Words of printed commands, as shells of each platform take them.

import { expect, it } from 'vitest';
import { shellWord } from '../../../src/cli/terminal/shell-word.js';

it.each([
  ['purchases.csv', 'purchases.csv'],
  ['C:\\data\\Q1.xlsx', 'C:\\data\\Q1.xlsx'],
  ['C:\\My files\\Q1.xlsx', '"C:\\My files\\Q1.xlsx"'],
  ['\\\\server\\share\\Q1.xlsx', '\\\\server\\share\\Q1.xlsx'],
  ["Q1's.xlsx", '"Q1\'s.xlsx"'],
  ['$home.csv', "'$home.csv'"],
])('%s on Windows', (word, shown) => {
  expect(shellWord(word, 'win32')).toBe(shown);
});

it.each([
  ['purchases.csv', 'purchases.csv'],
  ['My file.csv', "'My file.csv'"],
  ["Q1's.csv", "'Q1'\\''s.csv'"],
])('%s elsewhere', (word, shown) => {
  expect(shellWord(word, 'linux')).toBe(shown);
});
