import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/datasets/dataset.js';
import { contentDigest } from '../../src/dedup/digest.js';
import { Fingerprint } from '../../src/dedup/fingerprint.js';

const fields = ['country', 'name', 'note', 'quantity', 'years'];
const fingerprintOf = (record: Values) => {
  const { first, second, third } = new Fingerprint(fields).ofRecord(record);
  return `${first} ${second} ${third}`;
};

describe('the fingerprint of a record', () => {
  it('is equal exactly when the digest of its content is', () => {
    const text = fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'b', '', '1'));
    const record = fc.record(
      {
        country: text,
        name: text,
        note: text,
        quantity: fc.oneof(fc.constantFrom(0, 1, 1.5, 1e15), fc.double({ noNaN: true })).map((value) => value + 0),
        years: fc.dictionary(fc.constantFrom('2023', '2024'), fc.nat(2)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(record, record, (one, other) => {
        expect(fingerprintOf(one) === fingerprintOf(other)).toBe(contentDigest(one) === contentDigest(other));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, Values, Values]>([
    ['a text moves to the next field', { name: 'ab', note: 'c' }, { name: 'a', note: 'bc' }],
    ['a text stands in another field', { name: 'a' }, { note: 'a' }],
    ['one letter changes', { name: 'Box 1' }, { name: 'Box 2' }],
    ['two letters change places', { name: 'ab' }, { name: 'ba' }],
    ['the last digit of an amount changes', { quantity: 0.1 }, { quantity: 0.2 }],
    ['an amount is a text', { quantity: 1 }, { quantity: '1' }],
    ['a field is empty', { name: 'a', note: '' }, { name: 'a' }],
    ['a year has another number', { years: { 2023: 1 } }, { years: { 2023: 2 } }],
  ])('is another when %s', (_what, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it('tells 100,000 like records apart by any two of its words', () => {
    const fingerprint = new Fingerprint(fields);
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index += 1) {
      const { first, second, third } = fingerprint.ofRecord({ name: `Box ${index}`, quantity: index / 100 });
      for (const pair of [`${first} ${second}`, `${second} ${third} `, ` ${first} ${third}`]) seen.add(pair);
    }
    // 64 of the 96 bits are enough to tell these apart, whichever they are.
    expect(seen.size).toBe(300_000);
  });
});
