// What the log says of a stop: no text of a cell, of an option or of a service's answer.

import { expect, it } from 'vitest';
import { stopEvent } from '../../../src/cli/log/stop-event.js';
import { Stop } from '../../../src/problems/stop.js';

it.each([
  ['limit', 'CANARY_CHANGED'],
  ['limit', 'CANARY_FAILED'],
  ['usage', 'REQUEST_REFUSED'],
  ['refused', 'DENIED'],
  ['unreachable', 'UNCLEAR_ANSWER'],
  ['usage', 'IMPORT_MISREAD'],
  ['input', 'FIXES_FILE'],
  ['input', 'INVALID_ENCODING'],
  ['usage', 'USAGE'],
  ['limit', 'NOT_TAKEN_UP'],
] as const)('gives the meaning of %s %s', (kind, code) => {
  const secret = 'Electricidad de la nave 2';
  const event = stopEvent(new Stop(kind, code, `it holds "${secret}"`, `write "${secret}" otherwise`));
  expect(event).toMatchObject({ event: 'stop', kind, code });
  expect(event.message).toMatch(/^[A-Z].*\.$/);
  expect(event.hint).toMatch(/\.$/);
  expect(JSON.stringify(event)).not.toContain(secret);
});

it('says of other stops what was said', () => {
  const stop = new Stop('usage', 'LEDGER_NOT_OWN', 'the ledger /data/ledger.db was found', 'name it');
  expect(stopEvent(stop)).toEqual({
    level: 'error',
    event: 'stop',
    message: 'the ledger /data/ledger.db was found',
    kind: 'usage',
    code: 'LEDGER_NOT_OWN',
    hint: 'name it',
  });
});
