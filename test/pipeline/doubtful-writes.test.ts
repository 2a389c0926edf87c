// Writes whose answer says less than it should: each row ends as what the service holds, and nothing is sent twice.

import { afterEach, expect, it } from 'vitest';
import type { Fault, FaultPlan } from '../../src/sandbox/faults.js';
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
