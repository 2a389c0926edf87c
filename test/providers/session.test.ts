import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { connect, rejection } from './connecting.js';
import { fakeClock } from './fake-clock.js';
import { type Loopback, loopback, loopbackBy, type Step } from './loopback.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serving(...steps: readonly [Step, ...Step[]]): Promise<Loopback> {
  const server = await loopback(...steps);
  servers.push(server);
  return server;
}

const token = (value: string, seconds = 3600): Step => ({
  status: 200,
  json: { access_token: value, token_type: 'Bearer', expires_in: seconds },
});
const fine: Step = { status: 200, json: [] };
const emailOnly = { DCYCLE_API_KEY: undefined };

describe('a call', () => {
  it('fills in path and query, and carries the credentials', async () => {
    const server = await serving(fine);
    const { session } = connect('dcycle', server.url);
    await session.call('listPurchases', { query: { page: 2, 'status[]': ['active', 'in review'] } });
    await session.call('getPurchase', { params: { purchase_id: 'a/b c' } });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/purchases?page=2&status%5B%5D=active&status%5B%5D=in+review',
      'GET /v1/purchases/a%2Fb%20c',
    ]);
    expect(server.seen[0]?.headers).toMatchObject({
      'x-api-key': 'sk_sandbox_demo_key',
      'x-organization-id': '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
      'x-request-id': 'request-1',
    });
  });

  it('goes where an override says', async () => {
    const server = await serving(fine);
    const overrides = { listPurchases: { path: '/v3/buys' }, updatePurchase: { method: 'PUT' } } as const;
    const { session } = connect('dcycle', server.url, { overrides });
    await session.call('listPurchases');
    await session.call('updatePurchase', { params: { purchase_id: '1' } });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v3/buys', 'PUT /v1/purchases/1']);
  });

  it('that creates is not repeated, whatever method an override gives it', async () => {
    const server = await serving({ status: 500 }, fine);
    const overrides = { createPurchase: { method: 'PUT' } } as const;
    const { session } = connect('dcycle', server.url, { overrides });
    expect(await rejection(session.call('createPurchase'))).toMatchObject({ kind: 'unclear' });
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['other names', '/v3/buys/{id}', 'GET /v3/buys/7'],
    ['the same names', '/v3/{purchase_id}/buy', 'GET /v3/7/buy'],
  ])('fills an override with %s for ids', async (_, path, asked) => {
    const server = await serving(fine);
    const { session } = connect('dcycle', server.url, { overrides: { getPurchase: { path } } });
    await session.call('getPurchase', { params: { purchase_id: '7' } });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([asked]);
  });

  it.each(['/v3/buys', '/v3/{a}/buys/{b}'])('refuses an override with another number of ids: %s', (path) => {
    const overrides = { deletePurchase: { path } };
    expect(() => connect('dcycle', 'http://127.0.0.1:9', { overrides })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'BAD_ROUTE' }),
    );
  });

  it('refuses an override of a route that does not exist', () => {
    const overrides = { listPurchase: { path: '/x' } };
    expect(() => connect('dcycle', 'http://127.0.0.1:9', { overrides })).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'UNKNOWN_ROUTE' }),
    );
  });

  it('is never sent for an id that is missing', async () => {
    const server = await serving(fine);
    const { session } = connect('dcycle', server.url);
    await expect(session.call('deletePurchase', { params: { purchase_id: '' } })).rejects.toThrow('purchase_id');
    expect(server.seen).toHaveLength(0);
  });

  it.each([
    ['createPurchase', undefined, 1],
    ['createPurchase', 'safe', 2],
    ['listPurchases', undefined, 2],
  ] as const)('of %s, said to be %s, is sent %i times when the service fails once', async (route, repeat, times) => {
    const server = await serving({ status: 500 }, fine);
    const { session } = connect('dcycle', server.url);
    await session.call(route, repeat ? { repeat } : {}).catch(() => undefined);
    expect(server.seen).toHaveLength(times);
  });
});

describe('a 425', () => {
  it.each([
    ['waited for', {}, 200, 2],
    ['told at once', { tooEarly: 'tell' }, 425, 1],
  ] as const)('is %s', async (_, call, status, times) => {
    const server = await serving({ status: 425 }, fine);
    const { session } = connect('dcycle', server.url);
    const got = await session.call('listPurchases', call).catch((cause: unknown) => cause);
    expect(got).toMatchObject({ status });
    expect(server.seen).toHaveLength(times);
  });
});

describe('a login', () => {
  it('happens once for all who wait, and its token goes with every request', async () => {
    const server = await serving(token('one'), fine);
    const { session } = connect('carboncloud', server.url);
    await Promise.all([session.call('listGroups'), session.call('listGroups'), session.call('listGroups')]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/realms/prod/protocol/openid-connect/token',
      '/groups',
      '/groups',
      '/groups',
    ]);
    expect(server.seen[0]?.body).toBe(
      'client_id=carboncloud&grant_type=password&username=analyst%40example.com&password=sandbox-password',
    );
    expect(server.seen[3]?.headers.authorization).toBe('Bearer one');
  });

  it('is renewed half a minute before its end', async () => {
    const server = await serving(token('one', 300), fine, fine, token('two', 300), fine);
    const { session, clock } = connect('carboncloud', server.url);
    await session.call('listGroups');
    clock.pass(260_000);
    await session.call('listGroups');
    clock.pass(20_000);
    await session.call('listGroups');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer one',
      'Bearer one',
      undefined,
      'Bearer two',
    ]);
  });

  it('is renewed once when the service refuses its token, and the request is sent again', async () => {
    const server = await serving(token('one'), fine, { status: 401 }, token('two'), { status: 201, json: { id: '1' } });
    const { session } = connect('dcycle', server.url, { settings: emailOnly });
    await session.call('listPurchases');
    // A create too: the refused one did nothing.
    const reply = await session.call('createPurchase', { body: { kind: 'json', value: {} } });
    expect(reply).toMatchObject({ status: 201, attempts: 2 });
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/auth/login',
      '/v1/purchases',
      '/v1/purchases',
      '/auth/login',
      '/v1/purchases',
    ]);
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      email: 'analyst@example.com',
      password: 'sandbox-password',
    });
  });

  it('is renewed once for several requests that are refused together', async () => {
    let logins = 0;
    const server = await loopbackBy(({ url, headers }, index) => {
      if (url === '/auth/login') return token(`token ${++logins}`);
      return index > 1 && headers.authorization === 'Bearer token 1' ? { status: 401 } : fine;
    });
    servers.push(server);
    const { session } = connect('dcycle', server.url, { settings: emailOnly });
    await session.call('listPurchases');
    await Promise.all([1, 2, 3].map(() => session.call('listPurchases')));
    expect(server.seen.filter(({ url }) => url === '/auth/login')).toHaveLength(2);
  });

  it.each([
    ['a key that is refused', {}, [{ status: 401, json: { detail: 'unknown key', code: 'INVALID_API_KEY' } }], 1],
    ['a token that is refused twice', emailOnly, [token('one'), { status: 401 }, token('two'), { status: 401 }], 4],
    ['a password that is refused', emailOnly, [{ status: 401, json: { detail: 'wrong' } }], 1],
    ['a login that is refused as a bad request', emailOnly, [{ status: 400, json: { error: 'invalid_grant' } }], 1],
  ] as const)('denies everything on %s', async (_, settings, steps, sent) => {
    const server = await serving(...(steps as unknown as [Step]));
    const { session } = connect('dcycle', server.url, { settings });
    expect(await rejection(session.call('listPurchases'))).toMatchObject({ kind: 'denied' });
    expect(server.seen).toHaveLength(sent);
  });

  it('never shows its password', async () => {
    const server = await serving({ status: 401, json: { detail: 'sandbox-password is wrong' } });
    const { session } = connect('dcycle', server.url, { settings: emailOnly });
    expect(String(await rejection(session.call('listPurchases')))).not.toContain('sandbox-password');
  });

  it('of Variable is a key, or a token for the client', async () => {
    const server = await serving(token('one'), fine);
    await connect('variable', server.url, {
      settings: { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_ID: 'me', VARIABLE_CLIENT_SECRET: 'shh-quiet' },
    }).session.call('listProducts');
    await connect('variable', server.url).session.call('listProducts');
    expect(server.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/auth/token', `Basic ${Buffer.from('me:shh-quiet').toString('base64')}`],
      ['/v1/product', 'Bearer one'],
      ['/v1/product', 'Bearer variable-key'],
    ]);
  });
});

describe('a login that can be refreshed', () => {
  const pair = (value: string, refresh: string, lasts = 1800): Step => ({
    status: 200,
    json: { access_token: value, expires_in: 300, refresh_token: refresh, refresh_expires_in: lasts },
  });
  const asked = (server: Loopback): readonly string[] =>
    server.seen.map(({ url, body, headers }) =>
      url === '/groups' ? `${headers.authorization}` : body.replace(/client_id=carboncloud&|username.*/g, ''),
    );
  const password = 'grant_type=password&';

  it('is refreshed as long as its refresh token lasts, then the password is used again', async () => {
    const server = await serving(
      ...[pair('one', 'r1'), fine, pair('two', 'r2', 100), fine],
      ...([pair('three', 'r3'), fine] as const),
    );
    const { session, clock } = connect('carboncloud', server.url);
    for (let calls = 0; calls < 3; calls += 1) {
      await session.call('listGroups');
      clock.pass(271_000);
    }
    expect(asked(server)).toEqual([
      password,
      'Bearer one',
      'grant_type=refresh_token&refresh_token=r1',
      'Bearer two',
      // The second refresh token has lasted 100 seconds only.
      password,
      'Bearer three',
    ]);
  });

  it('falls back to the password once when the refresh token is refused', async () => {
    const refused: Step = { status: 400, json: { error: 'invalid_grant' } };
    const server = await serving(pair('one', 'r1'), fine, refused, pair('two', 'r2'), fine);
    const { session, clock } = connect('carboncloud', server.url);
    await session.call('listGroups');
    clock.pass(271_000);
    await Promise.all([session.call('listGroups'), session.call('listGroups')]);
    expect(asked(server)).toEqual([
      password,
      'Bearer one',
      'grant_type=refresh_token&refresh_token=r1',
      password,
      'Bearer two',
      'Bearer two',
    ]);
  });

  it('is refreshed for a token that the service refuses before its time', async () => {
    const server = await serving(pair('one', 'r1'), fine, { status: 401 }, pair('two', 'r2'), fine);
    const { session } = connect('carboncloud', server.url);
    await session.call('listGroups');
    await session.call('listGroups');
    expect(asked(server).slice(2)).toEqual(['Bearer one', 'grant_type=refresh_token&refresh_token=r1', 'Bearer two']);
  });

  it('goes on with the refresh token it has when no new one comes', async () => {
    const later = ['two', 'three', 'four'].flatMap((value) => [token(value, 300), fine]);
    const server = await serving(pair('one', 'r1', 600), fine, ...later);
    const { session, clock } = connect('carboncloud', server.url);
    for (let calls = 0; calls < 4; calls += 1) {
      await session.call('listGroups');
      clock.pass(271_000);
    }
    const grants = asked(server).filter((text) => text.startsWith('grant'));
    const refreshes = Array<string>(2).fill('grant_type=refresh_token&refresh_token=r1');
    expect(grants).toEqual([password, ...refreshes, password]);
  });

  it('counts through a day at the sandbox, without one refusal', async () => {
    const clock = fakeClock();
    const sandbox = await startSandbox({ now: clock.now });
    servers.push({ url: sandbox.url, seen: [], close: () => sandbox.close() });
    const { session } = connect('carboncloud', sandbox.url, { clock });
    // Token 5 minutes, refresh token 30: refreshed, left alone for a night, refreshed again.
    for (const minutes of [0, 4, 4, 10, 29, 1, 600, 4, 25]) {
      clock.pass(minutes * 60_000);
      await Promise.all([session.call('listGroups'), session.call('listGroups')]);
    }
    const requests = sandbox.stats().requests;
    // Two calls each time, and a login or a refresh for all but those within 4 minutes and 30 seconds of one.
    expect(requests).toBe(9 * 2 + 6);
  });

  it('never shows its refresh token', async () => {
    const server = await serving(pair('one', 'refresh-secret'), fine, {
      status: 500,
      json: { detail: 'refresh-secret' },
    });
    const { session, clock } = connect('carboncloud', server.url);
    await session.call('listGroups');
    clock.pass(271_000);
    const error = await rejection(session.call('listGroups'));
    expect(error).toMatchObject({ kind: 'unreachable' });
    expect(String(error)).not.toContain('refresh-secret');
  });
});

describe('what a session is made with', () => {
  it.each([
    ['dcycle', {}, { kind: 'key' }, undefined],
    ['dcycle', emailOnly, { kind: 'login' }, 3_600_000],
    [
      'variable',
      { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_ID: 'me', VARIABLE_CLIENT_SECRET: 'shh' },
      { kind: 'client' },
      3_600_000,
    ],
  ] as const)('of %s with %j is told, and when it ends', async (provider, settings, told, lastsMs) => {
    const server = await loopbackBy(({ url }) => (/login|token/.test(url) ? token('one') : fine));
    servers.push(server);
    const { session, clock } = connect(provider, server.url, { settings });
    expect(session.credentials?.()).toEqual(told);
    const startedAt = clock.now();
    const route = provider === 'dcycle' ? 'listPurchases' : 'listProducts';
    await session.call(route);
    expect(session.credentials?.()).toEqual({ ...told, ...(lastsMs && { endsAt: startedAt + lastsMs }) });
  });

  it('is exchanged for one new token when Variable says that it has expired', async () => {
    const expired: Step = { status: 401, json: { name: 'ExpiredToken' } };
    const bare = (value: string): Step => ({ status: 200, json: { access_token: value, token_type: 'bearer' } });
    const server = await serving(bare('one'), fine, expired, bare('two'), fine);
    const settings = { VARIABLE_API_KEY: undefined, VARIABLE_CLIENT_ID: 'me', VARIABLE_CLIENT_SECRET: 'shh-quiet' };
    const { session, clock } = connect('variable', server.url, { settings });
    await session.call('listProducts');
    clock.pass(86_400_000);
    await session.call('listProducts');
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/auth/token',
      '/v1/product',
      '/v1/product',
      '/auth/token',
      '/v1/product',
    ]);
  });
});

describe('a pause', () => {
  it('takes its time, and ends when the run is stopped', async () => {
    const { session, clock, abort } = connect('dcycle', 'http://127.0.0.1:9');
    await session.pause(5_000);
    expect(clock.sleeps).toEqual([5_000]);
    abort.abort();
    expect(await rejection(session.pause(5_000))).toMatchObject({ kind: 'interrupted' });
  });
});

describe('a file for an address that the service gave', () => {
  const file = { type: 'text/csv', bytes: new TextEncoder().encode('a,b\r\nö,2') };

  it('goes there as it is, with its type and nothing of the account', async () => {
    const server = await loopback({ status: 200, text: '<Stored/>' });
    const { session } = connect('dcycle', server.url);
    expect(await session.put(`${server.url}/bucket/a%20b?sig=1`, file)).toMatchObject({ status: 200, body: undefined });
    await server.close();
    expect(server.seen).toMatchObject([{ method: 'PUT', url: '/bucket/a%20b?sig=1', body: 'a,b\r\nö,2' }]);
    expect(Object.keys(server.seen[0]?.headers ?? {}).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });

  it.each([
    [403, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [500, 'unclear'],
    [503, 'unclear'],
  ])('is sent once when the answer is %i, which is %s', async (status, kind) => {
    const server = await loopback({ status, text: '<Error/>' });
    const { session } = connect('dcycle', server.url);
    expect(await rejection(session.put(`${server.url}/x`, file))).toMatchObject({ kind, status });
    await server.close();
    expect(server.seen).toHaveLength(1);
  });

  it('is sent again after 429, and in doubt when the connection is cut', async () => {
    const server = await loopback({ status: 429 }, { status: 200 }, 'cut');
    const { session } = connect('dcycle', server.url);
    expect(await session.put(`${server.url}/x`, file)).toMatchObject({ attempts: 2 });
    expect(await rejection(session.put(`${server.url}/x`, file))).toMatchObject({ kind: 'unclear' });
    await server.close();
  });

  it.each(['http://example.com/x', 'file:///x', 'nothing'])('is not sent to %s', async (address) => {
    const { session } = connect('dcycle', 'http://127.0.0.1:1');
    expect(await rejection(session.put(address, file))).toMatchObject({ kind: 'unreadable', attempts: 0 });
  });
});
