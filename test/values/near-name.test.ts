// Which of many names a text means.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearNameFinder } from '../../src/values/near-name.js';

const names = ['Acme Industries', 'Bolt AB', 'Müller GmbH', 'Möller GmbH', 'Line 1', 'Line 2.5', 'K-tec', 'Ktec'];
const find = nearNameFinder(names, 2);

it.each([
  ['acme-industries', 'Acme Industries'],
  ['Bolt A.B.', 'Bolt AB'],
  ['LINE-1', 'Line 1'],
])('is sure that %j is %s', (text, name) => {
  expect(find(text)).toEqual({ answer: name, confidence: 0.95 });
});

it.each([
  ['Acme Indusries', 'Acme Industries'],
  ['Acme Ind.', 'Acme Industries'],
  ['Mueller GmbH', 'Müller GmbH'],
])('finds that %j may be %s', (text, name) => {
  const near = find(text);
  expect(near?.answer).toBe(name);
  expect(near?.confidence).toBeGreaterThan(0.5);
  expect(near?.confidence).toBeLessThan(0.8);
});

it('is half as sure where another name is as near', () => {
  expect(find('Maller GmbH')?.confidence).toBeLessThan(0.5);
  expect(find('K.tec')).toEqual({ answer: 'K-tec', confidence: 0.475 });
});

it.each(['Bolt AB', 'Line 2', 'Line 25', 'Line 11', 'Acme', 'Bil', 'Nothing like it', '', '...'])(
  'finds nothing for %j',
  (text) => {
    expect(find(text)).toBeUndefined();
  },
);

it('gives only names that it was given, never the text itself', () => {
  const text = fc.string({ maxLength: 12, unit: fc.constantFrom(...'abcé .-12') });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), text, fc.constantFrom(1, 2), (given, asked, edits) => {
      const near = nearNameFinder(given, edits)(asked);
      expect(near === undefined || given.includes(near.answer)).toBe(true);
      expect(near?.answer).not.toBe(asked);
      expect(near?.confidence ?? 0.5).toBeLessThanOrEqual(0.95);
    }),
  );
});
