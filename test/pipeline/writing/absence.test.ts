import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Absence } from '../../../src/pipeline/writing/absence.js';

it.each<readonly [string, readonly (readonly [number, number | undefined])[], number, boolean]>([
  ['nothing is in the list', [[10_000, undefined]], 0, false],
  ['a row that was sent later is in it', [[10_000, 5_000]], 5_000, true],
  ['one that was sent earlier is in it', [[10_000, 4_999]], 5_000, false],
  [
    'one that was sent earlier was in it when it was as old',
    [
      [6_000, 4_000],
      [7_000, 4_000],
    ],
    5_000,
    true,
  ],
  [
    'one that was sent earlier was in it when it was older',
    [
      [6_000, 4_000],
      [6_999, 4_000],
    ],
    5_000,
    false,
  ],
  ['it is a quarter of an hour old', [[905_000, 0]], 5_000, true],
  ['it is old, and nothing is in the list', [[9_000_000, undefined]], 5_000, false],
])('where %s', (_, looks, endedAt, isProven) => {
  const absence = new Absence();
  for (const [at, newest] of looks) absence.see(at, newest);
  expect(absence.isProvenFor(endedAt)).toBe(isProven);
});

it('never holds for a row that was created and is not listed yet, however long the list lags', () => {
  const time = fc.integer({ min: 0, max: 300_000 });
  const created = fc.array(fc.record({ sentAt: time, tookMs: fc.integer({ min: 0, max: 5_000 }) }), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 899_000 }),
      created,
      fc.record({ sentAt: time, tookMs: fc.integer({ min: 0, max: 60_000 }), storedAfter: fc.nat(100) }),
      fc.array(fc.integer({ min: 0, max: 1_800_000 }), { minLength: 1, maxLength: 6 }),
      (lagMs, others, { sentAt, tookMs, storedAfter }, looks) => {
        const storedAt = sentAt + Math.floor((tookMs * storedAfter) / 100);
        const absence = new Absence();
        for (const at of [...looks].sort((one, other) => one - other)) {
          if (at < sentAt + tookMs || at >= storedAt + lagMs) continue;
          const listed = others.filter((other) => other.sentAt + other.tookMs + lagMs <= at);
          absence.see(at, listed.length === 0 ? undefined : Math.max(...listed.map((other) => other.sentAt)));
          expect(absence.isProvenFor(sentAt + tookMs)).toBe(false);
        }
      },
    ),
  );
});
