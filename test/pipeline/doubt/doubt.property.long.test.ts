// Whatever somebody edits of rows in doubt, and whenever the service shows them: no thing is twice at the service, of no dataset that
// can be created, and none is lost.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/faults.js';
import type { Row } from '../importing.js';
import { bookOf, givenBack, type Kind, kinds, openDoubt } from './doubt-scene.js';

const MINUTE = 60_000;
const COUNT = 4;
const PLACES = Array.from({ length: COUNT }, (_, place) => place);

/** What somebody does after a while. */
interface Round {
  readonly after: number;
  readonly resumes: boolean;
  /** By place of the row: how many of its cells are edited. */
  readonly edited: readonly number[];
  readonly isReversed: boolean;
  readonly updates: boolean;
}

interface Scenario {
  /** What becomes of each create: it is answered, or else the service has it or not. */
  readonly fates: readonly ('answered' | 'there' | 'lost')[];
  /** How long after it was created the service lists a row. */
  readonly lag: number;
  readonly from: 'csv' | 'xlsx' | 'source';
  readonly rounds: readonly Round[];
}

const wait = fc.constantFrom(0, 5 * MINUTE, 50 * MINUTE, 90 * MINUTE, 400 * MINUTE);
const scenario: fc.Arbitrary<Scenario> = fc.record({
  fates: fc.array(fc.constantFrom('answered', 'there', 'lost'), { minLength: COUNT, maxLength: COUNT }),
  lag: fc.constantFrom(0, 30 * MINUTE, 120 * MINUTE),
  from: fc.constantFrom('csv', 'xlsx', 'source'),
  rounds: fc.array(
    fc.record({
      after: wait,
      resumes: fc.boolean(),
      edited: fc.array(fc.nat(4), { minLength: COUNT, maxLength: COUNT }),
      isReversed: fc.boolean(),
      updates: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

function faultOf(fate: Scenario['fates'][number] | undefined, lag: number): Fault | undefined {
  if (fate === 'lost') return { kind: 'drop-before' };
  if (lag > 0) return { kind: 'late', delayMs: lag, answer: fate === 'there' ? 'dropped' : 'given' };
  return fate === 'there' ? { kind: 'drop-after' } : undefined;
}

/** Some of the cells that may be edited; of a file itself, no more than tell the row from another one. */
function editsOf(kind: Kind, thing: number, count: number, isSource: boolean, round: number): Row {
  const cells = Object.entries(kind.edits(thing)).slice(0, isSource ? Math.min(count, 2) : count);
  return Object.fromEntries(
    cells.map(([title, value]) => [title, /^\d+$/.test(value) ? `${Number(value) + round}` : value]),
  );
}

/**
 * A file of which no row is left is another one, so that the first row of a file that is edited itself stays. There, a row that is
 * known to be at the service and gets another key is another row: nothing but its key says which it was.
 */
function fitted(kind: Kind, { from, fates, rounds, ...others }: Scenario): Scenario {
  // After a run that created nothing, no row tells whether the list lags: to import its rows again is the word of the person.
  const own = fates.map((fate, place) => (place === 0 ? 'answered' : kind.isSentAtOnce ? (fates[1] ?? fate) : fate));
  if (from !== 'source') return { from, fates: own, rounds, ...others };
  const isFree = (place: number): boolean => place > 0 && !(kind.hasKeys && own[place] === 'answered');
  const fit = rounds.map((round) => {
    const { edited } = (kind.hasKeys && rounds[0]) || round;
    return {
      ...round,
      edited: edited.map((count, place) => (isFree(place) ? count : 0)),
      resumes: round.resumes && !kind.hasKeys,
    };
  });
  return { from, fates: own, rounds: fit, ...others };
}

async function play(kind: Kind, { fates, lag, from, rounds }: Scenario): Promise<readonly string[]> {
  const doubt = await openDoubt(kind, {
    fault: (create) => faultOf(fates[kind.isSentAtOnce ? 1 : create - 1], lag),
    blindFrom: kind.isSentAtOnce ? 1 : COUNT,
  });
  const { scene } = doubt;
  let rows: readonly Row[] = PLACES.map(kind.row);
  const first = await doubt.import(from === 'xlsx' ? 'in.xlsx' : 'in.csv', from === 'xlsx' ? await bookOf(rows) : rows);
  doubt.calm();
  let book = first.summary.workbook ?? '';
  /** The thing at each place of the workbook. */
  let order: readonly number[] = PLACES;
  for (const [round, { after, resumes, edited, isReversed, updates }] of rounds.entries()) {
    scene.pass(after);
    if (resumes) await scene.resume(first.summary.run).catch(() => undefined);
    const terms = { onExisting: updates ? 'update' : 'skip' } as const;
    const editsAt = (thing: number): Row => editsOf(kind, thing, edited[thing] ?? 0, from === 'source', round);
    if (from === 'source') {
      rows = rows.map((row, thing) => ({ ...row, ...editsAt(thing) }));
      await doubt.import('in.csv', rows, terms);
    } else {
      const turned = isReversed ? PLACES.toReversed() : PLACES;
      const cells = Object.fromEntries(order.map((thing, place) => [place, editsAt(thing)]));
      const { summary } = await doubt.import(`round-${round}.xlsx`, await givenBack(book, cells, turned), terms);
      book = summary.workbook ?? book;
      order = turned.map((place) => order[place] ?? 0);
    }
  }
  // Until every list is complete.
  scene.pass(1_000 * MINUTE);
  await scene.resume(first.summary.run).catch(() => undefined);
  scene.pass(1_000 * MINUTE);
  if (kind.dataset === 'country-sales') await scene.export('country-sales');
  return doubt.things();
}

describe.each(Object.values(kinds).map((kind) => [kind.dataset, kind] as const))('%s', (_, kind) => {
  it('has no thing twice', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (one) => {
        const things = await play(kind, fitted(kind, one));
        expect(things).toEqual([...new Set(things)]);
      }),
      { numRuns: 6 },
    );
  });
});
