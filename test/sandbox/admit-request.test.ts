import { describe, expect, it } from 'vitest';
import type { Fault, FaultRequest } from '../../src/sandbox/faults/faults.js';
import { drive, purchase, startMs } from './drive.js';

describe('the request id', () => {
  it('is echoed, also on a refusal', async () => {
    const { dcycle } = await drive();
    const headers = { 'x-request-id': 'row-14' };
    expect((await dcycle('GET', '/v1/purchases', undefined, headers)).headers.get('x-request-id')).toBe('row-14');
    const refused = await dcycle('POST', '/v1/purchases', {}, headers);
    expect(refused.status).toBe(422);
    expect(refused.headers.get('x-request-id')).toBe('row-14');
  });
});

describe('the rate limit', () => {
  it('answers 429 with Retry-After once the second is used up, and stores nothing then', async () => {
    const { dcycle, pass, sandbox } = await drive({ rate: 3 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await dcycle('POST', '/v1/purchases', purchase)).status);
    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    const refused = await dcycle('POST', '/v1/purchases', purchase);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body.detail).toEqual(expect.any(String));
    pass(333);
    expect((await dcycle('GET', '/v1/purchases')).status).toBe(429);
    pass(1);
    expect((await dcycle('GET', '/v1/purchases')).status).toBe(200);
    expect(sandbox.purchases()).toHaveLength(3);
    expect(sandbox.stats()).toMatchObject({ requests: 8, throttled: 4, peakPerSecond: 4 });
  });

  it('says what is left in every answer', async () => {
    const { dcycle } = await drive({ rate: 500 });
    const { headers } = await dcycle('GET', '/v1/purchases');
    expect(headers.get('ratelimit-policy')).toBe('"default";q=500;w=1');
    expect(headers.get('ratelimit')).toBe('"default";r=499;t=1');
    expect((await dcycle('POST', '/v1/purchases', {})).headers.get('ratelimit')).toBe('"default";r=498;t=1');
  });

  it('changes with the clock, and grants no burst when it rises again', async () => {
    const limits = [10, 2, 10];
    const rate = (now: number): number => limits[Math.floor((now - startMs) / 2000)] ?? 10;
    const { dcycle, pass, sandbox } = await drive({ rate });
    const allowedInHalfASecond = async (): Promise<number> => {
      const before = sandbox.stats().allowed;
      for (let n = 0; n < 12; n += 1) await dcycle('GET', '/v1/purchases');
      pass(500);
      return sandbox.stats().allowed - before;
    };
    const allowed: number[] = [];
    for (let n = 0; n < 12; n += 1) allowed.push(await allowedInHalfASecond());
    // A full bucket to begin with; at the change, what the last half second earned at the new rate.
    expect(allowed).toEqual([10, 5, 5, 5, 1, 1, 1, 1, 5, 5, 5, 5]);
    const { perSecond, throttled, throttledByRoute } = sandbox.stats();
    expect(perSecond.map((second) => second.allowed)).toEqual([15, 10, 2, 2, 10, 10]);
    expect(perSecond.reduce((sum, { refused }) => sum + refused, 0)).toBe(throttled);
    expect(throttledByRoute).toEqual({ 'GET /v1/purchases': throttled });
  });

  it.each([
    [[], {}, {}],
    [['retry-after'], {}, { 'retry-after': '1' }],
    [['draft'], { 'ratelimit-policy': '"default";q=1;w=1', ratelimit: '"default";r=0;t=1' }, {}],
    [['legacy'], { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, {}],
  ] as const)('is told as %j', async (rateHeaders, always, refused) => {
    const { dcycle } = await drive({ rate: 1, rateHeaders });
    const said = async (): Promise<object> =>
      Object.fromEntries(
        [...(await dcycle('GET', '/v1/purchases')).headers].filter(([name]) => /rate|retry/.test(name)),
      );
    expect(await said()).toEqual(always);
    expect(await said()).toEqual({ ...always, ...refused });
  });

  it('is not there unless asked for', async () => {
    const { dcycle } = await drive();
    expect((await dcycle('GET', '/v1/purchases')).headers.get('ratelimit')).toBeNull();
  });

  it('asks for more patience at less than one request a second', async () => {
    const { dcycle } = await drive({ rate: 0.1 });
    expect((await dcycle('GET', '/v1/purchases')).status).toBe(200);
    expect((await dcycle('GET', '/v1/purchases')).headers.get('retry-after')).toBe('10');
  });
});

describe('faults', () => {
  const failing = (fault: Fault) =>
    drive({ fault: ({ method, count }) => (method === 'POST' && count === 1 ? fault : undefined) });

  it.each([
    [{ kind: 'drop-before' }, 0],
    [{ kind: 'drop-after' }, 1],
  ] as const)('%j cuts the connection with %i purchases stored', async (fault, stored) => {
    const { dcycle, sandbox } = await failing(fault);
    await expect(dcycle('POST', '/v1/purchases', purchase)).rejects.toThrow();
    expect(sandbox.purchases()).toHaveLength(stored);
    expect((await dcycle('POST', '/v1/purchases', purchase)).status).toBe(201);
    expect(sandbox.stats().faults).toBe(1);
  });

  it.each([
    [
      { kind: 'status-before', status: 503, body: { detail: 'busy' }, headers: { 'Retry-After': '7' } },
      { status: 503, stored: 0, retryAfter: '7', body: { detail: 'busy' } },
    ],
    [
      { kind: 'status-before', status: 500 },
      { status: 500, stored: 0, retryAfter: null, body: expect.not.objectContaining({ id: expect.anything() }) },
    ],
    [
      { kind: 'status-after', status: 502 },
      { status: 502, stored: 1, retryAfter: null, body: expect.not.objectContaining({ id: expect.anything() }) },
    ],
    [{ kind: 'html' }, { status: 200, stored: 0, retryAfter: null, body: expect.stringContaining('<!doctype html>') }],
  ] as const)('%j is answered as it says', async (fault, { status, stored, retryAfter, body }) => {
    const { dcycle, sandbox } = await failing(fault);
    const answer = await dcycle('POST', '/v1/purchases', purchase);
    expect(answer.status).toBe(status);
    expect(sandbox.purchases()).toHaveLength(stored);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(answer.body).toEqual(body);
  });

  it('is asked with method, path and how often that came', async () => {
    const asked: FaultRequest[] = [];
    const { dcycle } = await drive({
      fault: (request) => {
        asked.push(request);
        return undefined;
      },
    });
    await dcycle('GET', '/v1/purchases?page=1');
    await dcycle('POST', '/v1/purchases', purchase);
    await dcycle('GET', '/v1/purchases?page=2');
    expect(asked).toEqual([
      { method: 'GET', path: '/v1/purchases', count: 1 },
      { method: 'POST', path: '/v1/purchases', count: 1 },
      { method: 'GET', path: '/v1/purchases', count: 2 },
    ]);
  });
});

describe('looking into the sandbox', () => {
  it('shows counts by route and what is held, without counting itself', async () => {
    const { dcycle, send, sandbox } = await drive({ rate: 2 });
    const { body } = await dcycle('POST', '/v1/purchases', purchase);
    await dcycle('GET', `/v1/purchases/${body.id}`);
    const stats = await send('GET', '/_sandbox/stats');
    expect(stats.body).toEqual({
      requests: 2,
      allowed: 2,
      throttled: 0,
      faults: 0,
      byRoute: { 'POST /v1/purchases': 1, 'GET /v1/purchases/{id}': 1 },
      throttledByRoute: {},
      faultsByKind: {},
      peakPerSecond: 2,
      perSecond: [{ second: startMs / 1000, allowed: 2, refused: 0 }],
      firstAt: expect.any(Number),
      lastAt: expect.any(Number),
    });
    expect(stats.body).toEqual(sandbox.stats());
    const state = await send('GET', '/_sandbox/state');
    expect(state.body).toEqual({
      purchases: [body],
      soldProducts: [],
      imports: [],
      resoldProducts: [],
      suppliers: [],
      variableProducts: sandbox.variableProducts(),
    });
  });

  it('answers 404 for a route that is not there', async () => {
    const { send } = await drive();
    expect(await send('GET', '/v9/nothing')).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
  });
});
