// Rows in doubt that somebody edits before the file is imported again: each is settled first, and no thing is twice at the service.

import { expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/faults.js';
import { bookOf, givenBack, kinds, openDoubt } from './doubt-scene.js';

const HOUR = 3_600_000;
const kind = kinds.purchases!;
const rows = [0, 1, 2].map(kind.row);
/** More cells than can be told from another row of the same place. */
const edits = kind.edits(1);
const ALL = ['T0', 'T1', 'T2'];

/** The second row is in doubt; whether the service has it is the fault's matter. */
async function openSecond(fault: Fault, others?: Fault) {
  const doubt = await openDoubt(kind, { fault: (create) => (create === 2 ? fault : others), blindFrom: 3 });
  const first = await doubt.import('in.csv', rows);
  expect(first.told).toEqual(['created', 'in-doubt NO_ANSWER', 'created']);
  doubt.calm();
  return { ...doubt, first, book: first.summary.workbook ?? '', run: first.summary.run };
}

it('updates the one that the service has, however it was edited and sorted', async () => {
  const { scene, things, import: again, book, run } = await openSecond({ kind: 'drop-after' });
  const back = await givenBack(book, { 1: edits }, [2, 1, 0]);
  expect((await again('back.xlsx', back)).told[1]).toBe('failed EDITED_SINCE_IMPORT');
  const { told, results } = await again('back.xlsx', back, { onExisting: 'update' });
  expect(told).toEqual(['unchanged AS_EXPORTED', 'updated', 'unchanged AS_EXPORTED']);
  expect(things()).toEqual(ALL);
  expect(scene.sandbox.purchases()).toContainEqual(
    expect.objectContaining({ id: results[1]?.remote_id, product_name: 'Cartons 1', quantity: 101 }),
  );
  const known = (await scene.known()).find(({ id }) => id === run);
  expect(known?.counts).toMatchObject({ created: 3, inDoubt: 0 });
});

it('sends the edited one where the service is proven to have none, and never the other', async () => {
  const { scene, things, import: again, book, run } = await openSecond({ kind: 'drop-before' });
  const back = await givenBack(book, { 1: edits });
  expect((await again('back.xlsx', back)).told).toEqual(['unchanged AS_EXPORTED', 'created', 'unchanged AS_EXPORTED']);
  const { results } = await scene.resume(run);
  expect(results.map(({ status, code }) => `${status} ${code}`.trim())).toEqual([
    'created',
    'skipped NO_LONGER_OPEN',
    'created',
  ]);
  expect(things()).toEqual(ALL);
});

it('leaves it in doubt while the list lags, over several rounds', async () => {
  const late = { kind: 'late', delayMs: 2 * HOUR } as const;
  const {
    scene,
    things,
    import: again,
    book,
  } = await openSecond({ ...late, answer: 'dropped' }, { ...late, answer: 'given' });
  const second = await again('back.xlsx', await givenBack(book, { 1: { quantity: '7' } }, [1, 0, 2]));
  expect(second.told[0]).toBe('failed STILL_IN_DOUBT');
  // Later than services usually list a row, and the others are not listed either.
  scene.pass(1.5 * HOUR);
  const third = await again('again.xlsx', await givenBack(second.summary.workbook ?? '', { 0: edits }));
  expect(third.told[0]).toBe('failed STILL_IN_DOUBT');
  scene.pass(HOUR);
  const last = await again('last.xlsx', await givenBack(third.summary.workbook ?? '', {}, [2, 1, 0]), {
    onExisting: 'update',
  });
  expect(last.told).toEqual(['unchanged AS_EXPORTED', 'unchanged AS_EXPORTED', 'updated']);
  expect(things()).toEqual(ALL);
});

it('holds the only row of a file back, of which nothing can be proven', async () => {
  const doubt = await openDoubt(kind, { fault: () => ({ kind: 'drop-before' }), blindFrom: 1 });
  const { summary } = await doubt.import('in.csv', [kind.row(0)]);
  doubt.calm();
  const edited = { ...kind.row(0), quantity: '7' };
  const again = await doubt.import('in.csv', [edited]);
  expect(again.told).toEqual(['failed STILL_IN_DOUBT']);
  expect(again.results[0]?.message).toContain(`carbonsheet resume ${summary.run}`);
  const sent = await doubt.import('in.csv', [{ ...edited, Action: 'create' }]);
  expect(sent.told).toEqual(['created']);
  expect(doubt.things()).toEqual(['T0']);
});

it('knows it in a workbook of the user as well', async () => {
  const doubt = await openDoubt(kind, {
    fault: (create) => (create === 2 ? { kind: 'drop-after' } : undefined),
    blindFrom: 3,
  });
  const first = await doubt.import('in.xlsx', await bookOf(rows));
  doubt.calm();
  const back = await givenBack(first.summary.workbook ?? '', { 1: edits }, [1, 2, 0]);
  expect((await doubt.import('back.xlsx', back, { onExisting: 'update' })).told[0]).toBe('updated');
  expect(doubt.things()).toEqual(ALL);
});

it.each([
  ['has', { kind: 'drop-after' }, 'updated'],
  ['lacks', { kind: 'drop-before' }, 'created'],
] as const)('knows it in the edited file, where the service %s it', async (_, fault, status) => {
  const { things, import: again } = await openSecond(fault);
  const edited = rows.map((row, place) => (place === 1 ? { ...row, product_name: 'Cartons 1', quantity: '7' } : row));
  const { told } = await again('in.csv', edited, { onExisting: 'update' });
  expect(told[1]).toBe(status);
  expect(things()).toEqual(ALL);
});

it('knows it by content where its visible cells were sorted away from its hidden ones', async () => {
  const { things, import: again, book } = await openSecond({ kind: 'drop-after' });
  const [first = {}, second = {}] = rows;
  const torn = await givenBack(book, { 0: second, 1: first });
  const { told } = await again('back.xlsx', torn, { onExisting: 'update' });
  expect(told.slice(0, 2)).toEqual(['unchanged ALREADY_THERE', 'unchanged AS_EXPORTED']);
  expect(things()).toEqual(ALL);
});

it('takes another row that equals one in doubt for no edit of it', async () => {
  const { things, import: again, book } = await openSecond({ kind: 'drop-after' });
  const { told } = await again('other.csv', [{ ...kind.row(5), supplier_id: 'T5' }, kind.row(4)]);
  expect(told).toEqual(['created', 'created']);
  const back = await givenBack(book, { 1: { ...edits, quantity: '8' } });
  expect((await again('back.xlsx', back, { onExisting: 'update' })).told[1]).toBe('updated');
  expect(things()).toEqual([...ALL, 'T4', 'T5']);
});
