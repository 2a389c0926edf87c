// Figures of several columns come back sorted, however many there are, and leave nothing on the disk.

import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { ManyFigures } from '../../../src/write/export/many-figures.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();

it('gives each column its own figures, the smallest first', async () => {
  vi.stubEnv('TMPDIR', path('.'));
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      (counts, seed) => {
        const many = new ManyFigures();
        const columns = counts.map((count) => ({ count, figures: many.column(), given: [] as number[] }));
        let next = seed;
        for (let row = 0; row < Math.max(...counts); row += 1) {
          for (const { count, figures, given } of columns) {
            if (row >= count) continue;
            next = (next * 48_271) % 2_147_483_647;
            const figure = (next - 2 ** 30) / 1024;
            figures.add(figure);
            given.push(figure);
          }
        }
        for (const { count, figures, given } of columns) {
          expect(figures.count).toBe(count);
          const sorted = given.sort((one, other) => one - other);
          expect(Buffer.from(figures.sorted().buffer).equals(Buffer.from(new Float64Array(sorted).buffer))).toBe(true);
        }
        many.close();
      },
    ),
    { numRuns: 20 },
  );
  vi.unstubAllEnvs();
  expect(await readdir(path('.'))).toEqual([]);
});
