// Arguments that begin with a dash and are no options.

import { expect, it } from 'vitest';
import { hideDashes, showDashes } from '../../src/cli/dash-arguments.js';

it.each([
  [
    ['check', '-'],
    ['check', '\u0000-'],
  ],
  [
    ['check', '--json', '--', '-odd.csv', 'b.csv'],
    ['check', '--json', '\u0000-odd.csv', 'b.csv'],
  ],
  [
    ['check', '--', '--json', '--'],
    ['check', '\u0000--json', '\u0000--'],
  ],
  [
    ['check', '-x'],
    ['check', '-x'],
  ],
])('are marked while yargs is at work, and come back: %j', (argv, marked) => {
  expect(hideDashes(argv)).toEqual(marked);
  const files = argv.filter((argument) => argument !== '--' || argv.indexOf('--') !== argv.indexOf(argument));
  expect(showDashes({ files: hideDashes(files) })).toEqual({ files });
});
