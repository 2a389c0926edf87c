import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/dedup/digest.js';
import { DigestMap } from '../../src/dedup/digest-map.js';

describe('DigestMap', () => {
  it('remembers what a Map remembers, whatever the order and however many', () => {
    const entry = fc.record({ key: fc.nat(3000).map(String), value: fc.integer({ min: 1, max: 0xffff_ffff }) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4000, size: 'max' }), (entries) => {
        const map = new Map<string, number>();
        const small = new DigestMap();
        for (const { key, value } of entries) {
          map.set(key, value);
          small.set(digest(key), value);
        }
        for (let key = 0; key <= 3000; key += 1) expect(small.get(digest(String(key)))).toBe(map.get(String(key)));
      }),
      { numRuns: 20 },
    );
  });

  it('finds a digest whose neighbours stand in its slot', () => {
    const map = new DigestMap();
    const [one, two, three] = [1, 2, 3].map((last) => {
      const same = Buffer.alloc(20);
      same.writeUInt32LE(last, 8);
      return same;
    });
    map.set(one!, 10);
    map.set(two!, 20);
    expect([map.get(one!), map.get(two!), map.get(three!)]).toEqual([10, 20, undefined]);
  });
});
