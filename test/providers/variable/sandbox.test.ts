// Every operation of Variable against the sandbox over HTTP: what it answers, and what it refuses.

import { describe, expect, it } from 'vitest';
import { providerNamed } from '../../../src/providers/index.js';
import { bodyOf } from '../../../src/providers/replies/reply.js';
import type { Route } from '../../../src/providers/route-table.js';
import type { Call } from '../../../src/providers/session.js';
import { listOf, product, unit } from '../../../src/providers/variable/replies.js';
import { rejection } from '../connecting.js';
import { atSandbox } from './connecting.js';

const unknown = { uuid: '00000000-0000-4000-8000-000000000000' };
const json = (value: unknown): Call => ({ body: { kind: 'json', value } });
const operations = providerNamed('variable').routes.filter(({ name }) => name !== 'logIn');

/** The calls that go well, for a product that is held. */
function goodCall(name: string, uuid: string): Call {
  const calls: Readonly<Record<string, Call>> = {
    listProducts: { query: { page: 1, impacts: 'all' } },
    getProduct: { params: { uuid }, query: { impacts: 'ap,ODP' } },
    createProduct: json({ name: 'Shoe', unit: 'pcs' }),
    updateProduct: { params: { uuid }, ...json({ name: 'Boot' }) },
    listUnits: {},
  };
  const call = calls[name];
  if (call === undefined) throw new Error(`no call of ${name} is tried`);
  return call;
}

/** What a route gives, checked by the schema that reads it. */
function schemaOf({ name }: Route) {
  if (name === 'listProducts') return listOf(product);
  return name === 'listUnits' ? listOf(unit) : product;
}

describe.each(operations)('$name', (route) => {
  const { name } = route;

  it.each([{}, { VARIABLE_API_KEY: undefined }])('works with the credentials of the sandbox (%j)', async (settings) => {
    const { session, server } = await atSandbox({ holdings: {} }, settings);
    const [held] = server.variableProducts() as { uuid: string }[];
    const reply = await session.call(name, goodCall(name, held?.uuid ?? ''));
    expect([200, 201]).toContain(reply.status);
    expect(bodyOf(reply, schemaOf(route), name)).toBeTruthy();
  });

  it.each([
    ['a wrong key', { VARIABLE_API_KEY: 'wrong' }],
    ['a wrong secret', { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_SECRET: 'wrong' }],
  ])('is denied with %s', async (_, settings) => {
    const { session } = await atSandbox({}, settings);
    const error = await rejection(session.call(name, goodCall(name, unknown.uuid)));
    expect(error).toMatchObject({ kind: 'denied', status: 401 });
  });

  it('is held back by the rate, and goes through', async () => {
    const { session, http, server } = await atSandbox({ holdings: {}, rate: 1, rateHeaders: [] });
    const [held] = server.variableProducts() as { uuid: string }[];
    const call = goodCall(name, held?.uuid ?? '');
    await Promise.all([session.call(name, call), session.call(name, call), session.call(name, call)]);
    expect(server.stats().allowed).toBe(3);
    expect(http.traffic.throttled).toBe(server.stats().throttled);
  });

  it('goes on after its token was forgotten', async () => {
    const { session, server } = await atSandbox(
      {
        holdings: {},
        fault: ({ count, path }) => (path.endsWith('/token') || count > 1 ? undefined : { kind: 'expired-token' }),
      },
      { VARIABLE_API_KEY: undefined },
    );
    const [held] = server.variableProducts() as { uuid: string }[];
    expect(await session.call(name, goodCall(name, held?.uuid ?? ''))).toMatchObject({ attempts: 2 });
  });
});

describe('the sandbox refuses', () => {
  it.each<readonly [string, Call, number, object]>([
    ['listProducts', { query: { impacts: 'all,gwp-fossil' } }, 400, {}],
    ['listProducts', { query: { impacts: 'GWP' } }, 400, {}],
    ['listProducts', { query: { page: 0 } }, 400, { page: expect.any(String) }],
    ['getProduct', { params: unknown }, 404, {}],
    ['getProduct', { params: { uuid: '7' } }, 400, { uuid: expect.any(String) }],
    ['createProduct', json({ unit: 'pcs' }), 400, { name: 'required' }],
    ['createProduct', json({ name: 'Shoe', recycledPercent: 101 }), 400, { recycledPercent: expect.any(String) }],
    ['createProduct', json({ name: 'Shoe', dataSource: 'database' }), 400, { dataSource: expect.any(String) }],
    ['updateProduct', { params: unknown, ...json({ name: 'Boot' }) }, 404, {}],
  ])('%s with %j', async (route, call, status, fields) => {
    const { session } = await atSandbox();
    expect(await rejection(session.call(route, call))).toMatchObject({ kind: 'refused', status, fields });
  });
});
