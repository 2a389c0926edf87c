// What a client sees of each kind of chaos over real HTTP, and what the sandbox then holds.

import { describe, expect, it } from 'vitest';
import { dcycleHeaders, drive, groupId, passwordGrant, product, purchase, tokenPath } from '../drive.js';

const path = '/v1/purchases';
const withChaos = (kind: string) => ({ 'x-sandbox-chaos': kind });

describe('a connection that ends', () => {
  it.each([
    ['drop-before', 0, 'UND_ERR_SOCKET'],
    ['drop-after', 1, 'UND_ERR_SOCKET'],
    ['reset', 0, 'ECONNRESET'],
    ['reset-after', 1, 'ECONNRESET'],
    ['late-drop', 1, 'UND_ERR_SOCKET'],
  ])('%s leaves %i purchases and the client with %s', async (kind, stored, code) => {
    const { dcycle, sandbox } = await drive();
    const lost = dcycle('POST', path, purchase, withChaos(kind));
    await expect(lost).rejects.toMatchObject({ cause: { code } });
    expect(sandbox.purchases()).toHaveLength(stored);
    // Other requests do not suffer.
    expect((await dcycle('POST', path, purchase)).status).toBe(201);
    expect(sandbox.stats()).toMatchObject({ faults: 1, faultsByKind: { [kind]: 1 } });
  });
});

describe('an answer that says no', () => {
  it.each([
    ['500-before', 500, 0],
    ['500-after', 500, 1],
    ['502-before', 502, 0],
    ['502-after', 502, 1],
    ['503-before', 503, 0],
    ['503-after', 503, 1],
    ['425', 425, 0],
    ['429', 429, 0],
    ['429-retry-after', 429, 0],
  ])('%s comes as %i with %i purchases stored', async (kind, status, stored) => {
    const { dcycle, sandbox } = await drive();
    const answer = await dcycle('POST', path, purchase, { ...withChaos(kind), 'x-request-id': 'row-14' });
    expect(answer).toMatchObject({ status, body: { detail: expect.any(String) } });
    expect(answer.headers.get('retry-after')).toBe(kind === '429-retry-after' ? '1' : null);
    expect(answer.headers.get('x-request-id')).toBe('row-14');
    expect(sandbox.purchases()).toHaveLength(stored);
  });

  it('asks for the patience that it was told to', async () => {
    const { dcycle } = await drive();
    const answer = await dcycle('GET', path, undefined, withChaos('429-retry-after:2500ms'));
    expect(answer.headers.get('retry-after')).toBe('3');
  });

  it('is a web page for html', async () => {
    const { dcycle, sandbox } = await drive();
    const answer = await dcycle('POST', path, purchase, withChaos('html'));
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.body).toContain('<!doctype html>');
    expect(sandbox.purchases()).toEqual([]);
  });
});

describe('an answer that takes time', () => {
  it('waits before it does anything for latency', async () => {
    const waits: number[] = [];
    const stored: number[] = [];
    const { dcycle, sandbox } = await drive({
      sleep: async (ms) => {
        waits.push(ms);
        stored.push(sandbox.purchases().length);
      },
    });
    expect((await dcycle('POST', path, purchase, withChaos('latency:700ms'))).status).toBe(201);
    expect(waits).toEqual([700]);
    expect(stored).toEqual([0]);
    expect(sandbox.purchases()).toHaveLength(1);
  });

  it('waits the longer, the more requests are being answered, for latency-load', async () => {
    const waits: number[] = [];
    const go: (() => void)[] = [];
    const { dcycle } = await drive({
      sleep: (ms) => new Promise((resolve) => go.push(resolve) && waits.push(ms)),
    });
    const slow = [1, 2, 3].map(() => dcycle('GET', path, undefined, withChaos('latency-load:10ms')));
    await expect.poll(() => waits).toEqual([10, 20, 30]);
    for (const one of go.splice(0)) one();
    await Promise.all(slow);
    const last = dcycle('GET', path, undefined, withChaos('latency-load:10ms'));
    await expect.poll(() => waits).toEqual([10, 20, 30, 10]);
    go[0]?.();
    await last;
  });

  it('comes whole, piece by piece, for drip', async () => {
    const waits: number[] = [];
    const { dcycle, sandbox } = await drive({ sleep: async (ms) => void waits.push(ms) });
    const answer = await dcycle('POST', path, purchase, { ...withChaos('drip:5ms'), 'x-request-id': 'row-14' });
    expect(answer).toMatchObject({ status: 201, body: purchase });
    expect(answer.headers.get('x-request-id')).toBe('row-14');
    expect(waits.length).toBeGreaterThan(10);
    expect(new Set(waits)).toEqual(new Set([5]));
    expect(sandbox.purchases()).toEqual([answer.body]);
    expect((await dcycle('DELETE', `${path}/${answer.body.id}`, undefined, withChaos('drip'))).status).toBe(204);
  });

  it('does not keep the sandbox from closing', async () => {
    const waiting: number[] = [];
    const { dcycle, sandbox } = await drive({
      sleep: (ms, signal) =>
        new Promise((_, reject) => {
          waiting.push(ms);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    const lost = dcycle('GET', path, undefined, withChaos('latency')).catch(() => 'lost');
    await expect.poll(() => waiting).toHaveLength(1);
    await sandbox.close();
    expect(await lost).toBe('lost');
  });
});

describe('a create that is stored', () => {
  it.each([
    ['empty-answer', ''],
    ['html-after', expect.stringContaining('<!doctype html>')],
    ['bare-answer', {}],
    ['no-id', expect.not.objectContaining({ id: expect.anything() })],
    ['number-id', expect.objectContaining({ id: expect.any(Number) })],
  ])('is answered by 201 for %s', async (kind, body) => {
    const { dcycle, sandbox } = await drive();
    expect(await dcycle('POST', path, purchase, withChaos(kind))).toMatchObject({ status: 201, body });
    expect(sandbox.purchases()).toMatchObject([purchase]);
  });

  it('has the beginning of its answer for cut-off', async () => {
    const { dcycle, sandbox } = await drive();
    await expect(dcycle('POST', path, purchase, withChaos('cut-off'))).rejects.toThrow('terminated');
    expect(sandbox.purchases()).toHaveLength(1);
  });

  it.each([
    ['lower-cased', { product_name: 'two  boxes\nof steel', country: 'ES', unit_id: 'EUR', quantity: 1.6 }],
    ['rounded', { product_name: 'Two  Boxes\nof steel', quantity: 2 }],
    ['trimmed', { product_name: 'Two Boxes\nof steel', quantity: 1.6 }],
    ['line-ends', { product_name: 'Two  Boxes\r\nof steel', quantity: 1.6 }],
  ])('has other values for %s', async (kind, held) => {
    const { dcycle, sandbox } = await drive();
    const sent = { ...purchase, product_name: 'Two  Boxes\nof steel', quantity: 1.6 };
    expect((await dcycle('POST', path, sent, withChaos(kind))).status).toBe(201);
    expect(sandbox.purchases()).toMatchObject([held]);
  });
});

it.each(['301', '302', '303', '307', '308'])('%s sends a request elsewhere, and stores nothing', async (status) => {
  const { sandbox } = await drive();
  const headers = { ...dcycleHeaders, ...withChaos(status), 'content-type': 'application/json' };
  const body = JSON.stringify(purchase);
  const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body, redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([Number(status), 'https://elsewhere.example.com/']);
  expect(sandbox.purchases()).toEqual([]);
});

it('happens from the request on that is asked for, and to its methods alone', async () => {
  const { dcycle, sandbox } = await drive({ chaos: { spec: 'rounded=100%@3', seed: 1 } });
  for (let row = 0; row < 4; row += 1) {
    await dcycle('GET', path);
    await dcycle('POST', path, { ...purchase, quantity: row + 0.25 });
  }
  expect(sandbox.purchases()).toMatchObject([0.25, 1.25, 2, 3].map((quantity) => ({ quantity })));
});

describe('an answer that is not as documented', () => {
  it('ends in the middle of its JSON for truncated', async () => {
    const { sandbox, dcycle } = await drive();
    await expect(dcycle('POST', path, purchase, withChaos('truncated'))).rejects.toThrow(SyntaxError);
    expect(sandbox.purchases()).toHaveLength(1);
    const whole = JSON.stringify((await dcycle('GET', '/v9/nothing')).body);
    const cut = await fetch(`${sandbox.url}/v9/nothing`, { headers: withChaos('truncated') });
    expect(cut.status).toBe(404);
    expect(await cut.text()).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it.each([
    ['renamed-field', { id_v2: expect.any(String) }, ['id']],
    ['retyped-field', { id: { value: expect.any(String) } }, []],
    ['extra-fields', { id: expect.any(String), revision: expect.anything(), links: expect.anything() }, []],
  ])('has other fields for %s, in rows and in lists', async (kind, present, absent) => {
    const { dcycle, sandbox } = await drive();
    const created = await dcycle('POST', path, purchase, withChaos(kind));
    expect(created.status).toBe(201);
    const { body: page } = await dcycle('GET', path, undefined, withChaos(kind));
    expect(page).toMatchObject({ total: 1, page: 1 });
    for (const row of [created.body, page.items[0]]) {
      expect(row).toMatchObject(purchase);
      expect(row).toMatchObject(present);
      for (const name of absent) expect(row).not.toHaveProperty(name);
    }
    expect(sandbox.purchases()).toHaveLength(1);
    expect((await dcycle('GET', path)).body.items[0].id).toEqual(expect.any(String));
  });
});

describe('a token that expires in mid-run', () => {
  it('is refused from then on, until there is a new one', async () => {
    const { send } = await drive();
    const login = async (): Promise<Record<string, string>> => ({
      authorization: `Bearer ${(await send('POST', tokenPath, passwordGrant())).body.access_token}`,
    });
    const [first, other] = [await login(), await login()];
    expect((await send('GET', '/groups', undefined, first)).status).toBe(200);
    const expired = await send('GET', '/groups', undefined, { ...first, ...withChaos('expired-token') });
    expect(expired).toMatchObject({ status: 401, body: { error: 'unauthorized' } });
    expect((await send('GET', '/groups', undefined, first)).status).toBe(401);
    expect((await send('GET', '/groups', undefined, other)).status).toBe(200);
    expect((await send('GET', '/groups', undefined, await login())).status).toBe(200);
  });

  it('changes nothing for a key, which never expires', async () => {
    const { dcycle } = await drive();
    expect((await dcycle('POST', path, purchase, withChaos('expired-token'))).status).toBe(201);
  });
});

describe('a row that appears late', () => {
  it('can be got at once, and is listed when its time comes', async () => {
    const { dcycle, pass, sandbox } = await drive();
    const { body } = await dcycle('POST', path, { ...purchase, file_name: 'run-1' }, withChaos('late:3s'));
    await dcycle('POST', path, purchase);
    const total = async (query: string): Promise<number> => (await dcycle('GET', `${path}${query}`)).body.total;
    expect((await dcycle('GET', `${path}/${body.id}`)).status).toBe(200);
    expect(sandbox.purchases()).toHaveLength(2);
    pass(2999);
    expect([await total(''), await total('?file_name[]=run-1'), await total('?status[]=active')]).toEqual([1, 0, 1]);
    pass(1);
    expect([await total(''), await total('?file_name[]=run-1'), await total('?status[]=active')]).toEqual([2, 1, 2]);
    expect(sandbox.purchases()).toHaveLength(2);
  });

  it('is a resold product', async () => {
    const { send, carbonCloud, pass, sandbox } = await drive({ chaos: { spec: 'late-drop=100%:3s', seed: 1 } });
    await expect(carbonCloud('POST', '/resold-products', product)).rejects.toThrow();
    const [held] = sandbox.resoldProducts();
    expect(held).toMatchObject({ name: product.name });
    const token = (await send('POST', tokenPath, passwordGrant())).body.access_token;
    const lists = ['/resold-products', '/resold-products/updated'];
    const headers = { authorization: `Bearer ${token}`, ...withChaos('latency:0ms') };
    const listed = () =>
      Promise.all(
        lists.map(async (list) => (await send('GET', `${list}?groupId=${groupId}`, undefined, headers)).body),
      );
    pass(2999);
    expect(await listed()).toEqual([[], []]);
    pass(1);
    expect(await listed()).toMatchObject([[{ name: product.name }], [{ productId: expect.any(String) }]]);
  });

  it('is a supplier', async () => {
    const chaos = { spec: 'late=100%:3s', seed: 1 };
    const { carbonCloud, pass } = await drive({ chaos });
    expect((await carbonCloud('POST', '/suppliers', { groupId, name: 'Oat farm' })).status).toBe(201);
    const listed = async (): Promise<number> => (await carbonCloud('GET', `/suppliers?groupId=${groupId}`)).body.length;
    expect(await listed()).toBe(0);
    pass(3000);
    expect(await listed()).toBe(1);
  });
});

describe('who is hit', () => {
  it('is every request of the services by its share, and nothing else', async () => {
    const { dcycle, send, sandbox } = await drive({ chaos: { spec: '500-after=100%', seed: 1 } });
    expect((await dcycle('POST', path, purchase)).status).toBe(500);
    expect((await send('POST', tokenPath, passwordGrant())).status).toBe(200);
    expect((await send('GET', '/_sandbox/stats')).status).toBe(200);
    expect(sandbox.stats()).toMatchObject({ requests: 2, faults: 1, faultsByKind: { '500-after': 1 } });
  });

  it('is a login when told so', async () => {
    const { dcycle, send } = await drive({ chaos: { spec: 'login-503=100%', seed: 1 } });
    expect((await send('POST', tokenPath, passwordGrant())).status).toBe(503);
    expect((await dcycle('GET', path)).status).toBe(200);
  });

  it('is the same requests again with the same seed, and the store holds what was not lost before storing', async () => {
    const spec = '500-after=20%,503-before=20%,429=20%';
    const statuses = async (): Promise<number[]> => {
      const { dcycle, sandbox } = await drive({ chaos: { spec, seed: 4 } });
      const answers: number[] = [];
      for (let n = 0; n < 60; n += 1) answers.push((await dcycle('POST', path, purchase)).status);
      const kept = answers.filter((status) => status === 201 || status === 500);
      expect(sandbox.purchases()).toHaveLength(kept.length);
      expect(sandbox.stats().faultsByKind).toEqual({
        '500-after': answers.filter((status) => status === 500).length,
        '503-before': answers.filter((status) => status === 503).length,
        '429': answers.filter((status) => status === 429).length,
      });
      return answers;
    };
    expect(await statuses()).toEqual(await statuses());
  });

  it("is what the header says, before a test's plan and before chaos", async () => {
    const { dcycle } = await drive({
      fault: ({ method }) => (method === 'DELETE' ? { kind: 'html' } : undefined),
      chaos: { spec: '425=100%', seed: 1 },
    });
    expect((await dcycle('GET', path)).status).toBe(425);
    expect((await dcycle('DELETE', path)).body).toContain('<!doctype html>');
    expect((await dcycle('DELETE', path, undefined, withChaos('503-before'))).status).toBe(503);
  });

  it('is refused with the kinds for a header that is none', async () => {
    const { dcycle, sandbox } = await drive();
    const { status, body } = await dcycle('POST', path, purchase, withChaos('drop'));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'CHAOS_REFUSED', detail: expect.stringContaining('drop-after') });
    expect(sandbox.purchases()).toEqual([]);
  });
});

it('answers with other values on request, and holds what it was sent', async () => {
  const change = (answer: unknown) => ({ ...(answer as object), quantity: 1 });
  const { dcycle, sandbox } = await drive({
    fault: ({ method }) => (method === 'POST' ? { kind: 'rewritten', change } : undefined),
  });
  expect((await dcycle('POST', path, purchase)).body).toMatchObject({ quantity: 1 });
  expect(sandbox.purchases()).toMatchObject([{ quantity: purchase.quantity }]);
});
