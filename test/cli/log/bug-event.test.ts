// A bug in the log: its kind, and nothing that it quotes.

import { expect, it } from 'vitest';
import { bugEvent } from '../../../src/cli/log/events.js';

it.each([
  [new TypeError('cannot read "Mallory & Sons"'), 'TypeError'],
  [new Error('Mallory'), 'Error'],
  ['Mallory', 'string'],
])('keeps of %s its kind', (cause, kind) => {
  expect(bugEvent(cause)).toEqual({ level: 'error', event: 'bug', message: `a bug ended the command: ${kind}` });
});
