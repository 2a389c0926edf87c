// An older row is not written over what a later import wrote.

import { expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults/faults.js';
import { product } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

const refusal: Fault = { kind: 'status-before', status: 422, body: { detail: 'not today' } };
const unknown: Fault = { kind: 'status-before', status: 500 };

/** Products in April, whose updates of May end as asked. */
async function afterApril(next: { fault: Fault | undefined }) {
  const fault = ({ method, path }: { method: string; path: string }): Fault | undefined =>
    method !== 'GET' && path.includes('resold') ? next.fault : undefined;
  const scene = await openImporting({ fault });
  const send = (file: string, rows: readonly Row[]) =>
    scene.import(file, rows, { dataset: 'resold-products', onExisting: 'update', canary: false, concurrency: 1 });
  const retry = () => scene.retryStanding({ providers: ['carboncloud'], canary: false, concurrency: 1 });
  const names = async () => (await scene.export('resold-products')).map(({ name }) => name).sort();
  const open = async () =>
    (await scene.standing()).flatMap(({ runs }) => runs.flatMap(({ rows }) => rows.map(({ status }) => status)));
  const named = (id: string, name: string) => product({ 'Custom id': id, 'Product name': name });
  await send('april.csv', [named('A-1', 'A april'), named('B-2', 'B april')]);
  return { scene, send, retry, names, open, named };
}

it.each([
  ['failed', refusal, ['failed', 'failed'], ['failed']],
  ['in doubt without an answer', { kind: 'drop-before' } as const, ['in-doubt'], []],
  ['in doubt after an error of the service', unknown, ['in-doubt'], []],
])('does not write a row of May that is %s over the one of June', async (_, fault, inMay, inJune) => {
  const next: { fault: Fault | undefined } = { fault: undefined };
  const { send, retry, names, open, named } = await afterApril(next);
  next.fault = fault;
  await send('may.csv', [named('A-1', 'A may'), named('B-2', 'B may')]);
  next.fault = undefined;
  expect(await open()).toEqual(inMay);
  await send('june.csv', [named('A-1', 'A june')]);
  expect(await open()).toEqual(inJune);
  await retry();
  expect(await names()).toEqual(['A june', 'B may']);
  expect(await open()).toEqual([]);
  expect(await retry()).toEqual([]);
});

it('does not write over what a later import found as its file says', async () => {
  const next: { fault: Fault | undefined } = { fault: undefined };
  const { send, retry, names, named } = await afterApril(next);
  next.fault = refusal;
  await send('may.csv', [named('A-1', 'A may'), named('B-2', 'B may')]);
  next.fault = undefined;
  await send('june.csv', [named('A-1', 'A april')]);
  await retry();
  expect(await names()).toEqual(['A april', 'B may']);
});

it('does not write a new row of May over the one of June', async () => {
  const next: { fault: Fault | undefined } = { fault: undefined };
  const { send, retry, names, named } = await afterApril(next);
  next.fault = { kind: 'drop-before' };
  await send('may.csv', [named('C-3', 'C may'), named('D-4', 'D may')]);
  next.fault = undefined;
  await send('june.csv', [named('C-3', 'C june')]);
  await retry();
  // Nothing proves that the service lacks D: it stays in doubt.
  expect(await names()).toEqual(['A april', 'B april', 'C june']);
});
