// Writes whose answer says less than it should: each row ends as what the service holds, and nothing is sent twice.

import { afterEach, expect, it } from 'vitest';
import type { Fault, FaultPlan } from '../../src/sandbox/faults/faults.js';
import { purchase } from '../cli/tables.js';
import { DoubtPlace } from './doubt-place.js';

let place: DoubtPlace | undefined;
afterEach(() => place?.close());

const rows = (count: number) =>
  Array.from({ length: count }, (_, row) => purchase({ product_name: `Box ${row}`, quantity: '1.5' }));

const toDeletes =
  (fault: Fault): FaultPlan =>
  ({ method }) =>
    method === 'DELETE' ? fault : undefined;

it.each<readonly [string, Fault, number, string]>([
  ['a web page', { kind: 'html-after' }, 0, 'undone 1, left 0'],
  ['a web page that a proxy gives', { kind: 'html' }, 1, 'undone 0, left 1'],
  ['a refusal', { kind: 'status-before', status: 409 }, 1, 'undone 0, left 1'],
])('an undo whose deletion is answered by %s tells what is so', async (_, fault, held, told) => {
  place = await DoubtPlace.open({ fault: toDeletes(fault) });
  const { summary } = await place.import(rows(1));
  const undone = await place.undo(summary.run);
  expect(place.sandbox.purchases()).toHaveLength(held);
  expect(`undone ${undone.summary.counts.undone}, left ${undone.summary.counts.notUndone}`).toBe(told);
});

/** What happens to the n-th POST, from 1, and to all others. */
const toPosts =
  (faults: Readonly<Record<number, Fault>>, others?: Fault): FaultPlan =>
  ({ method, path, count }) =>
    method === 'POST' && path === '/v1/purchases' ? (faults[count] ?? others) : undefined;

const posts = ({ sandbox }: DoubtPlace): number | undefined => sandbox.stats().byRoute['POST /v1/purchases'];
const names = ({ sandbox }: DoubtPlace): readonly string[] =>
  sandbox
    .purchases()
    .map((one) => String(Reflect.get(one, 'product_name')))
    .sort();
const all = (count: number): readonly string[] => Array.from({ length: count }, (_, row) => `Box ${row}`).sort();

const UNNAMED: readonly Fault[] = [
  { kind: 'empty-answer' },
  { kind: 'bare-answer' },
  { kind: 'html-after' },
  { kind: 'cut-off' },
  { kind: 'truncated' },
  { kind: 'changed-answer', change: 'without' },
  { kind: 'changed-answer', change: 'number' },
  { kind: 'changed-answer', change: 'renamed' },
  { kind: 'changed-answer', change: 'retyped' },
];

it('sends no create again that was answered without a usable id, and finds its id', async () => {
  place = await DoubtPlace.open({ fault: toPosts(Object.fromEntries(UNNAMED.map((fault, at) => [at + 2, fault]))) });
  const count = UNNAMED.length + 2;
  const { statuses, results, summary } = await place.import(rows(count));
  expect(statuses).toEqual(['created', ...UNNAMED.map(() => 'created CONFIRMED_LATE'), 'created']);
  expect([posts(place), names(place), summary.exitCode]).toEqual([count, all(count), 0]);
  const ids = place.sandbox.purchases().map((one) => Reflect.get(one, 'id'));
  expect(results.map(({ remote_id }) => remote_id)).toEqual(ids);
});

it('never sends a row again whose create was answered by 200, though the service does not show it', async () => {
  place = await DoubtPlace.open({ fault: toPosts({ 2: { kind: 'html' } }) });
  const { statuses, summary } = await place.import(rows(3));
  expect([statuses, summary.exitCode]).toEqual([['created', 'in-doubt NO_USABLE_ID', 'created'], 5]);
  for (let again = 0; again < 2; again += 1) {
    place.pass(3_600_000);
    expect((await place.resume(summary.run)).statuses[1]).toBe('in-doubt NO_USABLE_ID');
  }
  expect(posts(place)).toBe(3);
});

it('creates no row again in another import that was answered without an id, unless that is asked for', async () => {
  place = await DoubtPlace.open({ fault: toPosts({ 2: { kind: 'html' } }) });
  await place.import(rows(2));
  expect((await place.import(rows(2))).statuses).toEqual(['skipped ALREADY_THERE', 'failed NOT_LISTED_YET']);
  expect(posts(place)).toBe(2);
  const asked = rows(2)
    .slice(1)
    .map((row) => ({ ...row, Action: 'create' }));
  expect((await place.import(asked)).statuses).toEqual(['created']);
  expect(names(place)).toEqual(all(2));
});

it.each(UNNAMED)('stops at a canary row whose answer has no usable id: %j', async (fault) => {
  place = await DoubtPlace.open({ fault: toPosts({ 1: fault }) });
  const { stop, statuses, summary } = await place.import(rows(12), { canary: true });
  expect(stop).toMatchObject({ kind: 'limit', code: 'CANARY_NO_ID' });
  expect([posts(place), statuses[0], statuses[11]]).toEqual([1, 'in-doubt NO_USABLE_ID', 'unsent NOT_SENT']);
  const resumed = await place.resume(summary.run, true);
  expect([posts(place), resumed.summary.exitCode, names(place)]).toEqual([12, 0, all(12)]);
});

it.each([0, 8_000, 15_000, 60_000])('leaves every row once where lists lag %i ms', async (delayMs) => {
  const lost: Fault = { kind: 'late', delayMs, answer: 'dropped' };
  const fault = toPosts({ 1: lost, 3: lost, 6: { kind: 'drop-before' }, 8: lost }, { ...lost, answer: 'given' });
  place = await DoubtPlace.open({ fault });
  const { statuses, summary } = await place.import(rows(8));
  expect(names(place)).toEqual(all(8));
  expect([summary.exitCode, statuses.every((status) => status.startsWith('created'))]).toEqual([0, true]);
});

it('leaves a row in doubt while the list lags more than anybody waits, and settles it later', async () => {
  const lost: Fault = { kind: 'late', delayMs: 600_000, answer: 'dropped' };
  place = await DoubtPlace.open({ fault: toPosts({ 2: lost }, { ...lost, answer: 'given' }) });
  const { statuses, summary } = await place.import(rows(3));
  expect([statuses[1], summary.exitCode]).toEqual(['in-doubt NO_ANSWER', 5]);
  place.pass(600_000);
  const resumed = await place.resume(summary.run);
  expect([resumed.statuses[1], resumed.summary.exitCode, names(place)]).toEqual(['created CONFIRMED_LATE', 0, all(3)]);
});

it('leaves the only row of a file in doubt: nothing that came later shows that it is absent', async () => {
  place = await DoubtPlace.open({ fault: toPosts({ 1: { kind: 'drop-before' } }) });
  const { statuses, summary } = await place.import(rows(1));
  expect([statuses, summary.exitCode]).toEqual([['in-doubt NO_ANSWER'], 5]);
  expect((await place.resume(summary.run)).statuses).toEqual(['in-doubt NO_ANSWER']);
  expect(posts(place)).toBe(1);
});

it('looks an update up that was answered by a web page', async () => {
  place = await DoubtPlace.open({
    fault: ({ method, count }) => (method === 'PATCH' && count === 1 ? { kind: 'html-after' } : undefined),
  });
  const first = await place.import(rows(1));
  const id = first.results[0]?.remote_id ?? '';
  const file = await place.exported();
  const edited = file.map((row) => ({ ...row, quantity: '2' }));
  const { statuses } = await place.import(edited, { onExisting: 'update' });
  expect([id, statuses]).toEqual([Reflect.get(place.sandbox.purchases()[0] ?? {}, 'id'), ['updated CONFIRMED_LATE']]);
  expect(place.sandbox.purchases()).toMatchObject([{ quantity: 2 }]);
});

it.each(['lower-cased', 'rounded', 'trimmed', 'line-ends'] as const)(
  'takes back a canary row whose values are %s',
  async (alteration) => {
    place = await DoubtPlace.open({ fault: toPosts({}, { kind: 'altered', alteration }) });
    const texts = { product_name: 'Two  Boxes', description: 'First\nSecond' };
    const { summary } = await place.import([purchase({ ...texts, quantity: '1.6' })], { canary: true });
    expect(posts(place)).toBe(1);
    const { counts } = (await place.undo(summary.run)).summary;
    expect([counts, names(place)]).toEqual([{ undone: 1, restored: 0, notUndone: 0 }, []]);
  },
);

it('gives a canary row its values back that the service dropped or altered in an update', async () => {
  place = await DoubtPlace.open({
    fault: ({ method }) => (method === 'PATCH' ? { kind: 'altered', alteration: 'rounded' } : undefined),
  });
  await place.import([purchase({ product_name: 'Box', quantity: '1', description: 'Old' })]);
  const edited = (await place.exported()).map((row) => ({ ...row, quantity: '2.6' }));
  const { summary } = await place.import(edited, { onExisting: 'update', canary: true });
  expect(place.sandbox.purchases()).toMatchObject([{ quantity: 3, description: 'Old' }]);
  expect((await place.undo(summary.run)).summary.counts).toEqual({ undone: 0, restored: 1, notUndone: 0 });
  expect(place.sandbox.purchases()).toMatchObject([{ quantity: 1, description: 'Old' }]);
});

it('leaves a canary row that somebody has changed after the service altered it', async () => {
  place = await DoubtPlace.open({ fault: toPosts({}, { kind: 'altered', alteration: 'rounded' }) });
  const { summary, results } = await place.import([purchase({ quantity: '1.6' })], { canary: true });
  await place.change(results[0]?.remote_id ?? '', { quantity: 5 });
  expect((await place.undo(summary.run)).summary.counts).toEqual({ undone: 0, restored: 0, notUndone: 1 });
  expect(place.sandbox.purchases()).toMatchObject([{ quantity: 5 }]);
});
