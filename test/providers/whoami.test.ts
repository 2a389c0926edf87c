// What each service tells of an account's owner.

import { afterEach, expect, it } from 'vitest';
import type { ProviderName } from '../../src/datasets/dataset.js';
import { whoAmI } from '../../src/pipeline/whoami.js';
import { connect } from './connecting.js';
import { type Loopback, loopbackBy, type Step } from './loopback.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const organization = '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11';
const pageOf = (...items: readonly object[]): Step => ({
  status: 200,
  json: { items, total: items.length, page: 1, size: 1, pages: 1 },
});
const token: Step = { status: 200, json: { access_token: 'one', expires_in: 300 } };

/** Proves an account of a service that answers so, by path. */
async function proved(
  provider: ProviderName,
  answers: Readonly<Record<string, Step>>,
  settings: Readonly<Record<string, string | undefined>> = {},
) {
  const server = await loopbackBy(({ url }) => {
    const [path = ''] = url.split('?');
    return answers[path] ?? (path.endsWith('/token') ? token : { status: 404, json: { detail: 'Not Found' } });
  });
  servers.push(server);
  const { session, clock, http } = connect(provider, server.url, { settings });
  const writingPace = http.writingPace.bind(http);
  const account = await whoAmI(provider, {
    clock,
    connect: async () => ({ session, traffic: http.traffic, writingPace }),
  });
  return { account, asked: server.seen.map(({ url }) => url) };
}

it.each<readonly [string, Readonly<Record<string, Step>>, string]>([
  [
    'sold products name it',
    { '/v1/sold-products': pageOf({ organization_id: organization, organization_name: 'Demo' }) },
    'Demo',
  ],
  [
    'sold products are of another one',
    { '/v1/sold-products': pageOf({ organization_id: 'x', organization_name: 'Not' }) },
    '',
  ],
  ['there are no sold products', { '/v1/sold-products': pageOf() }, ''],
  ['the path is another one', {}, ''],
  ['the key may not read them', { '/v1/sold-products': { status: 403 } }, ''],
  ['the answer is another one', { '/v1/sold-products': { status: 200, json: 'hello' } }, ''],
])('names the organisation of Dcycle as far as it is known: %s', async (_, answers, name) => {
  const purchases = pageOf({ id: '1', organization_id: organization });
  const { account, asked } = await proved('dcycle', { '/v1/purchases': purchases, ...answers });
  expect(account.owners).toEqual([{ kind: 'organisation', id: organization, name, isChosen: true }]);
  expect(account).not.toHaveProperty('fault');
  expect(account.notes).toEqual(['1 purchase']);
  expect(asked[0]).toBe('/v1/purchases?page=1&size=1');
});

it('notices when Dcycle answers for another organisation', async () => {
  const { account } = await proved('dcycle', { '/v1/purchases': pageOf({ id: '1', organization_id: 'another' }) });
  expect(account.fault).toContain('another');
});

it.each<readonly [string, readonly object[], string | undefined, readonly boolean[], unknown]>([
  ['the only group', [{ id: 'a', name: 'A' }], undefined, [true], undefined],
  ['the chosen group', [{ id: 'a' }, { id: 'b', name: 'B' }], 'b', [false, true], undefined],
  ['the chosen group in other letters', [{ id: 'ab' }, { id: 'CD' }], 'cd', [false, true], undefined],
  ['no group of several', [{ id: 'a' }, { id: 'b' }], undefined, [false, false], expect.stringContaining('not set')],
  ['a group of somebody else', [{ id: 'a' }], 'c', [false], expect.stringContaining('not a group of the login')],
  ['no group at all', [], undefined, [], expect.stringContaining('belongs to no group')],
])('marks %s of CarbonCloud', async (_, groups, set, marks, fault) => {
  const answers = { '/groups': { status: 200, json: groups } };
  const { account } = await proved('carboncloud', answers, { CARBONCLOUD_GROUP_ID: set });
  expect(account.owners.map(({ isChosen }) => isChosen)).toEqual(marks);
  expect(account.fault).toEqual(fault);
  expect(account.credentials).toEqual({ kind: 'login', lastsSeconds: 300 });
});

it('knows of Variable what the settings know', async () => {
  const list = { '/v1/product': { status: 200, json: { count: 12, page: 1, pageSize: 100, data: [] } } };
  const { account } = await proved('variable', list);
  expect(account).toMatchObject({ owners: [{ kind: 'account', id: '' }], credentials: { kind: 'key' } });
  expect(account.notes[0]).toBe('12 products');
  const client = { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_ID: 'me', VARIABLE_CLIENT_SECRET: 'shh' };
  expect((await proved('variable', list, client)).account.owners).toMatchObject([{ kind: 'client', id: 'me' }]);
});
