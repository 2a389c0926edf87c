// Every operation of the table against the sandbox, over HTTP: it does what it says, and refuses what the facts say is refused.

import { beforeEach, describe, expect, it } from 'vitest';
import { routes } from '../../../src/providers/carboncloud/routes.js';
import type { Call } from '../../../src/providers/session.js';
import { sandboxAccount } from '../../../src/sandbox/account.js';
import { rejection } from '../connecting.js';
import { makeProduct, makeSupplier, product, type Running, running, today } from './running.js';

const groupId = sandboxAccount.CARBONCLOUD_GROUP_ID;
const nobody = '00000000-0000-4000-8000-000000000000';
const since = '2020-01-01T00:00:00Z';

let run: Running;
let ids: { readonly product: string; readonly supplier: string; readonly free: string };

beforeEach(async () => {
  run = await running();
  const free = await makeSupplier(run.session, { name: 'Free farm' });
  const supplier = await makeSupplier(run.session, { name: 'Oat farm', customId: 'S-1' });
  const id = await makeProduct(run.session);
  await run.session.call('setSupplierPeriods', {
    params: { id },
    body: { kind: 'json', value: { suppliers: [{ supplierId: supplier, validFrom: '2024-01-01' }] } },
  });
  ids = { product: id, supplier, free };
});

const json = (value: unknown): Call => ({ body: { kind: 'json', value } });
const { customId: _, ...fields } = product;

/** A call of each operation that the service carries out, and what it answers. */
const works: Readonly<Record<string, readonly [call: () => Call, status: number, answer: unknown]>> = {
  listGroups: [() => ({}), 200, [{ id: groupId }, {}]],
  invite: [() => json({ products: [{ id: ids.product }], supplierId: ids.supplier }), 200, { status: 'sent' }],
  listResoldProducts: [() => ({ query: { groupId } }), 200, [product]],
  createResoldProduct: [() => json({ ...fields, groupId }), 201, { ...fields, id: expect.any(String) }],
  listUpdatedProducts: [
    () => ({ query: { groupId, since } }),
    200,
    [{ updatedAt: expect.stringMatching(/\.\d{9}Z$/) }],
  ],
  deleteResoldProduct: [() => ({ params: { id: ids.product } }), 201, {}],
  getResoldProduct: [() => ({ params: { id: ids.product } }), 200, product],
  replaceResoldProduct: [
    () => ({ params: { id: ids.product }, ...json({ ...fields, name: 'Oats' }) }),
    200,
    { name: 'Oats' },
  ],
  getEngagement: [() => ({ params: { id: ids.product } }), 200, { name: 'Oat farm', status: 'created' }],
  listFootprints: [() => ({ query: { groupId }, ...json([ids.product, nobody]) }), 200, [{ footprint: {} }]],
  listUpdatedFootprints: [() => ({ query: { groupId, since } }), 200, [{}]],
  listUpdatedBaselines: [() => ({ query: { groupId, since } }), 200, [{}]],
  listBaselines: [() => ({ query: { groupId }, ...json([ids.product]) }), 200, [{ footprint: {} }]],
  getFootprint: [() => ({ params: { id: ids.product } }), 200, { total: {} }],
  getBaseline: [() => ({ params: { id: ids.product } }), 200, { total: {} }],
  listSupplierPeriods: [() => ({ params: { id: ids.product } }), 200, [{ supplierName: 'Oat farm' }]],
  setSupplierPeriods: [() => ({ params: { id: ids.product }, ...json({ suppliers: [] }) }), 200, []],
  listSuppliers: [() => ({ query: { groupId, customId: 'S-1' } }), 200, [{ name: 'Oat farm' }]],
  createSupplier: [() => json({ groupId, name: 'New farm' }), 201, { status: 'created' }],
  deleteSupplier: [() => ({ params: { 'supplier-id': ids.free } }), 201, {}],
  getSupplier: [() => ({ params: { 'supplier-id': ids.supplier } }), 200, { customId: 'S-1' }],
  updateSupplier: [
    () => ({ params: { 'supplier-id': ids.supplier }, ...json({ name: 'Oats' }) }),
    200,
    { customId: 'S-1' },
  ],
  listLinkedProducts: [
    () => ({ params: { 'supplier-id': ids.supplier }, query: { status: ['created', 'sent'] } }),
    200,
    [{ name: 'Oat drink', status: 'created' }],
  ],
};

describe('every operation', () => {
  it.each(routes.map(({ name }) => name))('%s is carried out', async (name) => {
    const [call, status, answer] = works[name] ?? [];
    const reply = await run.session.call(name, call?.());
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject(answer as object);
  });

  it.each(routes.filter(({ path }) => path.includes('{')))('$name tells of what is not there', async ({ name }) => {
    const [call] = works[name] ?? [];
    const { params = {}, ...rest } = call?.() ?? {};
    const gone = Object.fromEntries(Object.keys(params).map((param) => [param, nobody]));
    expect(await rejection(run.session.call(name, { ...rest, params: gone }))).toMatchObject({ status: 404 });
  });

  it('of a product without a supplier today has nothing to tell', async () => {
    const id = await makeProduct(run.session, { customId: 'P2' });
    expect(await run.session.call('getEngagement', { params: { id } })).toMatchObject({ status: 204, body: undefined });
  });
});

describe('an operation is refused', () => {
  const period = (changes: object) => () => ({
    params: { id: ids.product },
    ...json({ suppliers: [{ supplierId: ids.supplier, ...changes }] }),
  });

  it.each<readonly [string, string, () => Call, number]>([
    ['a list without its group', 'listSuppliers', () => ({}), 400],
    ['a list of another account', 'listResoldProducts', () => ({ query: { groupId: nobody } }), 403],
    ['a page of 129 products', 'listResoldProducts', () => ({ query: { groupId, limit: 129 } }), 400],
    ['a page of 257 changes', 'listUpdatedProducts', () => ({ query: { groupId, since, limit: 257 } }), 400],
    ['a moment that is none', 'listUpdatedBaselines', () => ({ query: { groupId, since: 'today' } }), 400],
    ['257 ids at once', 'listBaselines', () => ({ query: { groupId }, ...json(Array(257).fill(ids.product)) }), 400],
    ['a supplier of two letters', 'createSupplier', () => json({ groupId, name: 'ab' }), 400],
    ['deleting a supplier with products', 'deleteSupplier', () => ({ params: { 'supplier-id': ids.supplier } }), 409],
    ['a period of nobody', 'setSupplierPeriods', period({ supplierId: nobody }), 400],
    ["a period that is not the product's", 'setSupplierPeriods', period({ id: nobody }), 400],
    ['a period from tomorrow', 'setSupplierPeriods', period({ validFrom: '2025-02-01' }), 400],
    ['a period to tomorrow', 'setSupplierPeriods', period({ validFrom: today, validTo: '2025-02-01' }), 400],
    ['a period backwards', 'setSupplierPeriods', period({ validFrom: '2024-02-02', validTo: '2024-02-01' }), 400],
    [
      'a status that there is not',
      'listLinkedProducts',
      () => ({ params: { 'supplier-id': ids.supplier }, query: { status: ['new'] } }),
      400,
    ],
    [
      'inviting one that is not linked',
      'invite',
      () => json({ products: [{ id: ids.product }], supplierId: ids.free }),
      400,
    ],
    ['inviting about nothing', 'invite', () => json({ products: [{ id: nobody }], supplierId: ids.supplier }), 404],
  ])('%s', async (_what, name, call, status) => {
    expect(await rejection(run.session.call(name, call()))).toMatchObject({ status });
  });
});
