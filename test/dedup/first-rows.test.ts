import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fingerprint } from '../../src/dedup/fingerprint.js';
import { FirstRows } from '../../src/dedup/first-rows.js';

describe('FirstRows', () => {
  it('remembers what a Map remembers, whatever the order and however many', () => {
    const entry = fc.record({ key: fc.nat(3000).map(String), row: fc.integer({ min: 1, max: 0xffff_ffff }) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4000, size: 'max' }), (entries) => {
        const map = new Map<string, number>();
        const small = new FirstRows();
        const fingerprint = new Fingerprint();
        for (const { key, row } of entries) {
          expect(small.see(fingerprint.ofText(key), row)).toBe(map.get(key));
          if (!map.has(key)) map.set(key, row);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('finds a fingerprint whose neighbours stand in its slot', () => {
    const rows = new FirstRows();
    const alike = [1, 2, 3].map((third) => Object.assign(new Fingerprint(), { first: 7, second: -1, third }));
    expect(alike.map((one, index) => rows.see(one, 10 + index))).toEqual([undefined, undefined, undefined]);
    expect(alike.map((one) => rows.see(one, 99))).toEqual([10, 11, 12]);
  });
});
