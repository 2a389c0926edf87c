import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from '../../../src/values/numbers/grouped.js';

it('groups whole numbers as Intl does', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (count) => {
      expect(grouped(count)).toBe(count.toLocaleString('en-US'));
    }),
  );
});
