// Words and options of a command line.

import { expect, it } from 'vitest';
import { splitCommandLine } from '../../../src/cli/options/command-line.js';
import { allOptions } from '../../../src/cli/options/own-options.js';

/** A command line as one object: words, options, what is not understood. */
function split(...argv: string[]) {
  const { words, given, unknown, incomplete } = splitCommandLine(argv, allOptions);
  return {
    words,
    given: Object.fromEntries([...given].map(([name, { texts }]) => [name, texts])),
    unknown,
    incomplete,
  };
}

const nothing = { words: [], given: {}, unknown: [], incomplete: [] };

it.each<[argv: readonly string[], found: object]>([
  [['check', '-'], { words: ['check', '-'] }],
  [
    ['check', '--json', '--', '-odd.csv', '--json'],
    { words: ['check', '-odd.csv', '--json'], given: { json: ['true'] } },
  ],
  [['--json', 'check', 'a.csv'], { words: ['check', 'a.csv'], given: { json: ['true'] } }],
  [['check', '--profile', 'x', 'a.csv'], { words: ['check', 'a.csv'], given: { profile: ['x'] } }],
  [['--sheet=Q1', '--onExisting', 'update'], { given: { sheet: ['Q1'], 'on-existing': ['update'] } }],
  [['--no-canary', '--no-color'], { given: { canary: ['false'], color: ['false'] } }],
  [['--canary', 'false', '--no-json'], { given: { canary: ['false'], json: ['false'] } }],
  [['--json', '--no-json'], { given: { json: ['false'] } }],
  [['--header-row', '-1', '--delimiter', '-'], { given: { 'header-row': ['-1'], delimiter: ['-'] } }],
  [['--delimiter=-x', '--sheet', '-x'], { given: { delimiter: ['-x'], sheet: ['-x'] } }],
  [['--sheet', '', '--rate='], { given: { sheet: [''] }, incomplete: ['rate'] }],
  [['--rate', '1e3', '0x10', '12'], { words: ['0x10', '12'], given: { rate: ['1e3'] } }],
  [['--sheet', '--json'], { given: { json: ['true'] }, incomplete: ['sheet'] }],
  [['--json=maybe', '--', '--yes=perhaps'], { words: ['--yes=perhaps'], given: { json: ['maybe'] } }],
  [['--no-sheet', '--wrong=1', '-v'], { unknown: ['--wrong', '-v', '--no-sheet'] }],
  [['--limit', 'rows=1', '--limit', 'columns=2'], { given: { limit: ['rows=1', 'columns=2'] } }],
])('%j', (argv, found) => {
  expect(split(...argv)).toEqual({ ...nothing, ...found });
});
