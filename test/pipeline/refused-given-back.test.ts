// Updates that a service refused, of rows that were found through the ledger: corrected in the result workbook and given back, they go.

import { expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { purchase } from '../cli/tables.js';
import { givenBack } from './doubt/doubt-scene.js';
import { openImporting, type ResultLine } from './importing.js';

const update = { onExisting: 'update' } as const;
const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());
const rows = ['A', 'B', 'C'].map((product_name) => purchase({ product_name, quantity: '1' }));

/** An import whose second row was edited in the file, and whose update goes wrong. */
async function openRefused(fault: Fault) {
  let isDown = true;
  const scene = await openImporting({ fault: ({ method }) => (isDown && method === 'PATCH' ? fault : undefined) });
  const first = await scene.import('in.csv', rows);
  const edited = rows.map((row, place) => (place === 1 ? { ...row, quantity: '999' } : row));
  const refused = await scene.import('in.csv', edited, update);
  isDown = false;
  const held = () =>
    scene.sandbox
      .purchases()
      .map((one) => `${Reflect.get(one, 'product_name')} ${Reflect.get(one, 'quantity')}`)
      .toSorted();
  return { scene, refused, held, id: first.results[1]?.remote_id ?? '', book: refused.summary.workbook ?? '' };
}

const UNPROCESSABLE = { kind: 'status-before', status: 422 } as const;

it('sends the corrected cells of a refused update', async () => {
  const { scene, refused, held, book } = await openRefused(UNPROCESSABLE);
  expect(told(refused.results)[1]).toBe('failed REFUSED');
  const back = await givenBack(book, { 1: { quantity: '99', product_name: 'B2' } }, [1, 2, 0]);
  const { results } = await scene.import('back.xlsx', back, update);
  expect(told(results)[0]).toBe('updated');
  expect(held()).toEqual(['A 1', 'B2 99', 'C 1']);
});

it('overwrites nothing that somebody changed at the service meanwhile', async () => {
  const { scene, held, id, book } = await openRefused(UNPROCESSABLE);
  await scene.dcycle('PATCH', `/v1/purchases/${id}`, { quantity: 5 });
  const { results } = await scene.import('back.xlsx', await givenBack(book, { 1: { quantity: '99' } }), update);
  expect(told(results)[1]).toBe('failed CHANGED_SINCE_IMPORT');
  expect(held()).toEqual(['A 1', 'B 5', 'C 1']);
});

it('keeps what somebody changed in other fields', async () => {
  const { scene, id, book } = await openRefused(UNPROCESSABLE);
  await scene.dcycle('PATCH', `/v1/purchases/${id}`, { sector: 'Retail trade' });
  const { results } = await scene.import('back.xlsx', await givenBack(book, { 1: { quantity: '99' } }), update);
  expect(told(results)[1]).toBe('updated');
  expect(scene.sandbox.purchases()).toContainEqual(
    expect.objectContaining({ id, quantity: 99, sector: 'Retail trade' }),
  );
});

it.each(['drop-before', 'drop-after'] as const)('sends one further edit over an update in doubt (%s)', async (kind) => {
  const { scene, refused, held, book } = await openRefused({ kind });
  expect(refused.results[1]?.status).toBe('in-doubt');
  const { results } = await scene.import('back.xlsx', await givenBack(book, { 1: { quantity: '99' } }), update);
  expect(told(results)[1]).toBe('updated');
  expect(held()).toEqual(['A 1', 'B 99', 'C 1']);
});

it('still refuses an id that no import of this ledger wrote under, without its hash', async () => {
  const { scene, held, id, book } = await openRefused(UNPROCESSABLE);
  const mark = { 'carbonsheet hash': '', 'carbonsheet id': 'f0000000-0000-4000-8000-000000000000' };
  const torn = await givenBack(book, { 1: { ...mark, quantity: '99' } });
  expect(told((await scene.import('back.xlsx', torn, update)).results)[1]).toBe('failed NO_HASH');
  expect(id).not.toBe('');
  expect(held()).toEqual(['A 1', 'B 1', 'C 1']);
});
