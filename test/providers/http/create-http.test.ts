import { gzipSync } from 'node:zlib';
import { MockAgent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/pace/budget-store.js';
import { Stop } from '../../../src/problems/stop.js';
import { createHttp, type HttpOptions } from '../../../src/providers/http/create-http.js';
import { type Http, type Request, ServiceError } from '../../../src/providers/http/http.js';
import { kindOf } from '../../../src/providers/http/retry-policy.js';
import { type FakeClock, fakeClock } from '../fake-clock.js';
import { type Loopback, loopback, nobody, type Step } from '../loopback.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Setup {
  readonly http: Http;
  readonly clock: FakeClock;
  readonly server: Loopback;
  readonly lines: string[];
  readonly abort: AbortController;
  send(repeat: Request['repeat'], other?: Partial<Request>): ReturnType<Http['send']>;
}

async function setUp(steps: readonly [Step, ...Step[]], options: Partial<HttpOptions> = {}): Promise<Setup> {
  const server = await loopback(...steps);
  servers.push(server);
  const clock = fakeClock();
  const abort = new AbortController();
  const lines: string[] = [];
  let id = 0;
  const http = createHttp({
    clock,
    signal: abort.signal,
    newRequestId: () => {
      id += 1;
      return `request-${id}`;
    },
    log: (line) => lines.push(line),
    ...options,
  });
  const send: Setup['send'] = (repeat, other) =>
    http.send({
      operation: 'doThing',
      method: repeat === 'create' ? 'POST' : 'GET',
      url: `${server.url}/v1/things`,
      headers: { 'x-api-key': 'sk_live_0123456789' },
      ...(repeat === 'create' && { body: { kind: 'json', value: { name: 'box' } } }),
      repeat,
      ...other,
    });
  return { http, clock, server, lines, abort, send };
}

async function failure(sending: Promise<unknown>): Promise<ServiceError> {
  const error: unknown = await sending.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ServiceError)) throw new Error('expected a ServiceError', { cause: error });
  return error;
}

const fine: Step = { status: 200, json: { id: '1' } };

describe('an answer', () => {
  it.each([
    ['JSON', fine, { id: '1' }, '{"id":"1"}'],
    ['nothing', { status: 204 }, undefined, undefined],
    ['null', { status: 200, text: 'null' }, null, 'null'],
  ] as const)('of %s is handed over', async (_, step, body, text) => {
    const { send, clock } = await setUp([step]);
    expect(await send('safe')).toEqual({
      status: step.status,
      body,
      text,
      requestId: 'request-1',
      attempts: 1,
      log: [{ at: clock.now(), method: 'GET', route: 'doThing', requestId: 'request-1', outcome: step.status }],
    });
  });

  it('comes to what was sent: method, address, headers, body and a request id', async () => {
    const { send, server } = await setUp([fine]);
    await send('create', { url: `${server.url}/v1/things?size=2&tag=a%20b` });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/v1/things?size=2&tag=a%20b',
        headers: { 'x-request-id': 'request-1', 'x-api-key': 'sk_live_0123456789', 'content-type': 'application/json' },
        body: '{"name":"box"}',
      },
    ]);
  });

  it('comes to forms and files too', async () => {
    const { send, server } = await setUp([fine]);
    await send('create', { body: { kind: 'form', fields: { grant_type: 'password', password: 'a&b' } } });
    const file = { field: 'upload_file', name: 'a.csv', type: 'text/csv', bytes: new TextEncoder().encode('k\nv\n') };
    await send('create', { body: { kind: 'multipart', fields: { template_id: 't' }, file } });
    expect(server.seen[0]).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=password&password=a%26b',
    });
    expect(server.seen[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.seen[1]?.body).toContain('name="upload_file"; filename="a.csv"');
    expect(server.seen[1]?.body).toContain('k\nv\n');
    expect(server.seen[1]?.body).toContain('name="template_id"');
  });
});

describe('what is repeated', () => {
  const cases: readonly (readonly [string, Step, boolean, boolean])[] = [
    // what happens first, whether a read gets through then, whether a create does
    ['425', { status: 425 }, true, true],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, true, true],
    ['403 with Retry-After', { status: 403, headers: { 'retry-after': '3' } }, true, true],
    ['408', { status: 408 }, true, false],
    ['500', { status: 500 }, true, false],
    ['502', { status: 502, text: '<html>Bad gateway</html>' }, true, false],
    ['503', { status: 503 }, true, false],
    ['504', { status: 504 }, true, false],
    ['501', { status: 501 }, false, false],
    ['a cut connection', 'cut', true, false],
    ['half an answer', 'half', true, false],
    ['silence', 'silence', true, false],
    ['400', { status: 400 }, false, false],
    ['401', { status: 401 }, false, false],
    ['403', { status: 403 }, false, false],
    ['404', { status: 404 }, false, false],
    ['409', { status: 409 }, false, false],
    ['422', { status: 422 }, false, false],
  ];

  it.each(cases)('after %s', async (_, first, readAgain, createAgain) => {
    for (const [repeat, again] of [
      ['safe', readAgain],
      ['create', createAgain],
    ] as const) {
      const { send, server, http } = await setUp([first, fine], first === 'silence' ? { timeoutMs: 100 } : {});
      if (again) {
        expect(await send(repeat)).toMatchObject({ attempts: 2, requestId: 'request-2' });
        expect(http.traffic).toMatchObject({ sent: 2, retried: 1 });
      } else {
        expect(await failure(send(repeat))).toMatchObject({ attempts: 1, requestId: 'request-1' });
        expect(server.seen).toHaveLength(1);
      }
    }
  });

  it.each(['safe', 'create'] as const)('is told of a 425 at once when it asks for that (%s)', async (repeat) => {
    const refusal = { status: 425, json: { detail: 'still being processed' } };
    const { send, server } = await setUp([refusal, fine]);
    const told = { kind: 'refused', status: 425, attempts: 1, detail: 'still being processed' };
    expect(await failure(send(repeat, { tooEarly: 'tell' }))).toMatchObject(told);
    expect(server.seen).toHaveLength(1);
  });

  it.each(['safe', 'create'] as const)('is answered by a status that it accepts, for a %s request', async (repeat) => {
    const { send, server } = await setUp([{ status: 400, json: { codes: ['A'] } }]);
    expect(await send(repeat, { accepts: [400] })).toMatchObject({ status: 400, body: { codes: ['A'] }, attempts: 1 });
    expect(await failure(send(repeat, { accepts: [422] }))).toMatchObject({ kind: 'refused', status: 400 });
    expect(server.seen).toHaveLength(2);
  });

  it('is sent under a new request id each time', async () => {
    const { send, server } = await setUp([{ status: 500 }, { status: 500 }, fine]);
    await send('safe');
    expect(server.seen.map(({ headers }) => headers['x-request-id'])).toEqual(['request-1', 'request-2', 'request-3']);
  });
});

describe('the kind of a failure', () => {
  const page = '<!DOCTYPE html><html><body>Welcome</body></html>';
  const html = { 'content-type': 'text/html' };
  it.each([
    ['400', { status: 400 }, 'refused', 'refused'],
    ['404', { status: 404 }, 'refused', 'refused'],
    ['409', { status: 409 }, 'refused', 'refused'],
    ['422', { status: 422 }, 'refused', 'refused'],
    ['401', { status: 401 }, 'denied', 'denied'],
    ['403', { status: 403 }, 'denied', 'denied'],
    ['403 as a page', { status: 403, text: page, headers: html }, 'unreachable', 'unreachable'],
    ['403 for a day', { status: 403, headers: { 'retry-after': '86400' } }, 'unreachable', 'unreachable'],
    ['404 as a page', { status: 404, text: page, headers: html }, 'unreadable', 'unreadable'],
    ['413 as a page', { status: 413, text: page, headers: html }, 'refused', 'refused'],
    ['a redirection', { status: 302, headers: { location: 'https://login.example.com/' } }, 'unreadable', 'unreadable'],
    ['a page', { status: 200, text: page, headers: html }, 'unreadable', 'unclear'],
    ['text that is no JSON', { status: 201, text: '{"id":' }, 'unreadable', 'unclear'],
    ['500', { status: 500 }, 'unreachable', 'unclear'],
    ['507', { status: 507 }, 'unreachable', 'unclear'],
    ['a cut connection', 'cut', 'unreachable', 'unclear'],
    ['425', { status: 425 }, 'unreachable', 'unreachable'],
    ['429', { status: 429, headers: { 'retry-after': '3600' } }, 'unreachable', 'unreachable'],
  ] as const)('of %s', async (_, step, read, create) => {
    const { send } = await setUp([step]);
    expect((await failure(send('safe'))).kind).toBe(read);
    const other = await setUp([step]);
    expect((await failure(other.send('create'))).kind).toBe(create);
  });

  it('is unreachable where nobody listens, also for a create, after six attempts', async () => {
    const { send, http, clock } = await setUp([fine]);
    const url = `${await nobody()}/v1/things`;
    for (const repeat of ['safe', 'create'] as const) {
      const error = await failure(send(repeat, { url }));
      expect(error).toMatchObject({ kind: 'unreachable', status: 0, attempts: 6 });
      expect(error.message).toContain('ECONNREFUSED');
    }
    expect(http.traffic).toEqual({ sent: 12, retried: 10, throttled: 0 });
    // Full jitter at one half of 0.5, 1, 2, 4 and 8 seconds.
    expect(clock.sleeps.filter((delayMs) => delayMs >= 250).slice(0, 5)).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it('is unreachable where the name is unknown or the connection breaks before anything is sent', async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const failing = Object.assign(new Error('getaddrinfo ENOTFOUND api.example.com'), { code: 'ENOTFOUND' });
    agent.get('https://api.example.com').intercept({ path: '/', method: 'POST' }).replyWithError(failing).times(6);
    const { send } = await setUp([fine], { dispatcher: agent });
    const error = await failure(send('create', { url: 'https://api.example.com/' }));
    expect(error).toMatchObject({ kind: 'unreachable', attempts: 6 });
    expect(error.message).toContain('ENOTFOUND');
  });

  it('is unclear for a create when an idle connection turns out to be closed', async () => {
    const { send } = await setUp([fine, 'cut']);
    await send('create');
    expect(await failure(send('create'))).toMatchObject({ kind: 'unclear', attempts: 1 });
  });

  it('tells the details and the fields that the service names', async () => {
    const detail = [
      { loc: ['body', 'quantity'], msg: 'Input should be greater than 0', type: 'greater_than' },
      { loc: ['body', 'country'], msg: 'Field required', type: 'missing' },
    ];
    const { send, server } = await setUp([{ status: 422, json: { detail } }]);
    const error = await failure(send('create'));
    expect(error.fields).toEqual({ quantity: 'Input should be greater than 0', country: 'Field required' });
    expect(error.detail).toBe('quantity: Input should be greater than 0; country: Field required');
    expect(error.message).toBe(`POST ${server.url}/v1/things (doThing): HTTP 422: ${error.detail}`);
  });

  it('tells the whole of a refused login, without what was sent', async () => {
    const { send, server } = await setUp([
      { status: 401, json: { error: 'invalid_grant', error_description: 'token: hunter22' } },
    ]);
    const body = { kind: 'form', fields: { username: 'ann', password: 'hunter2' } } as const;
    const error = await failure(send('safe', { method: 'POST', url: `${server.url}/openid-connect/token`, body }));
    expect(error.message).toBe(`POST ${server.url}/openid-connect/token (doThing): HTTP 401: token: [hidden]`);
  });

  it.each([
    ['safe', 'unreadable'],
    ['create', 'unclear'],
  ] as const)('asks once only for an answer that is too large, and names the option (%s)', async (repeat, kind) => {
    const steps: readonly [Step, ...Step[]] = [
      { status: 200, text: ' '.repeat(3 * 1024 * 1024) },
      { status: 200, bytes: gzipSync(Buffer.alloc(3 * 1024 * 1024)), headers: { 'content-encoding': 'gzip' } },
    ];
    const { send, server } = await setUp(steps, { mostReplyBytes: 2 * 1024 * 1024 });
    for (const count of [1, 2]) {
      const error = await failure(send(repeat));
      expect(error).toMatchObject({ kind, status: 200, attempts: 1 });
      expect(error.message).toContain('it is larger than 2 MB; raise the limit with --reply-bytes');
      expect(server.seen).toHaveLength(count);
    }
  });

  it.each([
    ['safe', 'unreadable'],
    ['create', 'unclear'],
  ] as const)('does not break at an answer of 200,000 levels (%s)', async (repeat, kind) => {
    for (const text of ['['.repeat(200_000) + ']'.repeat(200_000), '{"a":'.repeat(200_000)]) {
      const { send, server } = await setUp([
        { status: 200, text },
        { status: 422, text },
      ]);
      expect(await failure(send(repeat))).toMatchObject({ kind, attempts: 1 });
      expect((await failure(send(repeat))).kind).toBe('refused');
      expect(server.seen).toHaveLength(2);
    }
  });

  it('asks once only where the headers are too large', async () => {
    const { send, server } = await setUp([{ status: 200, headers: { 'x-large': 'x'.repeat(20_000) } }]);
    expect((await failure(send('safe'))).message).toContain('headers are larger than 16 KB');
    expect((await failure(send('create'))).kind).toBe('unclear');
    expect(server.seen).toHaveLength(2);
  });

  it.each([
    ['with a byte order mark', Buffer.from('\uFEFF{"id":"Ü"}'), {}],
    ['in UTF-16', Buffer.from('{"id":"Ü"}', 'utf16le'), { 'content-type': 'application/json; charset=utf-16' }],
    ['in ISO 8859-1', Buffer.from('{"id":"Ü"}', 'latin1'), { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['packed', gzipSync('{"id":"Ü"}'), { 'content-encoding': 'gzip' }],
  ])('is none where an answer comes %s', async (_, bytes, headers) => {
    const { send } = await setUp([{ status: 201, bytes, headers }]);
    expect((await send('create')).body).toEqual({ id: 'Ü' });
  });
});

describe('pace', () => {
  it('makes all requests wait when one is told to', async () => {
    const { send, clock, server, http } = await setUp([{ status: 429, headers: { 'retry-after': '7' } }, fine]);
    const before = clock.now();
    await Promise.all([send('safe'), send('create'), send('safe')]);
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_000);
    expect(server.seen).toHaveLength(4);
    expect(http.traffic.throttled).toBe(1);
  });

  it.each([
    ['599', 599_000],
    ['601', 15_000],
    ['86400', 15_000],
    [String(Date.UTC(2025, 1, 1) / 1000), 15_000],
    [String(Date.UTC(2025, 1, 1)), 15_000],
  ])('keeps a wait of ten minutes, and tries earlier after a longer one: %s', async (header, waitedMs) => {
    const { send, clock } = await setUp([{ status: 429, headers: { 'retry-after': header } }, fine]);
    const before = clock.now();
    expect((await send('create')).attempts).toBe(2);
    expect(Math.round((clock.now() - before) / 1000)).toBe(waitedMs / 1000);
  });

  it.each([
    ['86400', '2025-02-01 12:00'],
    [String(Date.UTC(2025, 1, 1, 10) / 1000), '2025-02-01 10:00'],
    [String(Date.UTC(2025, 1, 1, 10)), '2025-02-01 10:00'],
    ['Sat, 01 Feb 2025 10:00:00 GMT', '2025-02-01 10:00'],
  ])('says until when, after three tries within a minute: %s', async (header, until) => {
    for (const status of [429, 403]) {
      const { send, clock, server } = await setUp([{ status, headers: { 'retry-after': header, date: '' } }]);
      const before = clock.now();
      const error = await failure(send('create'));
      expect(error.message).toContain(`the service asks to wait until ${until}`);
      expect(error).toMatchObject({ kind: 'unreachable', status, attempts: 3 });
      expect(server.seen).toHaveLength(3);
      expect(clock.now() - before).toBeLessThan(60_000);
    }
  });

  it('lets the next command try, whatever the one before was asked to wait', async () => {
    const budgets = { store: memoryStore(), account: 'a' };
    const { send, clock } = await setUp([{ status: 429, headers: { 'retry-after': '86400' } }], { budgets });
    await failure(send('create'));
    const after = clock.now();
    const next = createHttp({ clock, signal: new AbortController().signal, newRequestId: () => '1', budgets });
    const { server } = await setUp([fine]);
    const url = `${server.url}/`;
    expect(await next.send({ operation: 'x', method: 'POST', url, headers: {}, repeat: 'create' })).toMatchObject({
      attempts: 1,
    });
    expect(clock.now() - after).toBeLessThanOrEqual(60_000);
  });

  it('gives up a host that refuses for ever', async () => {
    const { send, clock } = await setUp([{ status: 429 }]);
    const before = clock.now();
    expect((await failure(send('safe'))).kind).toBe('unreachable');
    expect(clock.now() - before).toBeLessThanOrEqual(660_000);
  });

  it('waits as long as a failing service asks, before its own backoff', async () => {
    const { send, clock } = await setUp([{ status: 503, headers: { 'retry-after': '40' } }, fine]);
    await send('safe');
    expect(clock.sleeps).toContain(40_000);
  });

  it('spaces requests by the given rate, each host by its own', async () => {
    const { send, clock } = await setUp([fine], { rate: 10 });
    const other = await loopback(fine);
    servers.push(other);
    const before = clock.now();
    await Promise.all(Array.from({ length: 11 }, () => send('safe')));
    const took = clock.now() - before;
    expect(took).toBeGreaterThanOrEqual(1_000);
    expect(took).toBeLessThan(1_100);
    await send('safe', { url: other.url });
    expect(clock.now() - before).toBe(took);
  });
});

describe('a limit that ordinary answers state', () => {
  const told = (headers: Readonly<Record<string, string>>): Step => ({ status: 200, json: { id: '1' }, headers });

  it('is kept: with nothing left, the next request waits for the new window', async () => {
    const { send, clock } = await setUp([told({ ratelimit: 'limit=100, remaining=0, reset=30' }), fine]);
    await send('safe');
    const before = clock.now();
    await send('safe');
    expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
  });

  it('spaces the requests that follow', async () => {
    const { send, clock } = await setUp([told({ 'ratelimit-policy': '"calls";q=2;w=10' })]);
    await send('safe');
    const before = clock.now();
    await Promise.all(Array.from({ length: 6 }, () => send('safe')));
    expect(clock.now() - before).toBeGreaterThanOrEqual(20_000);
  });
});

describe('reads and writes', () => {
  it.each([
    ['GET', 'safe', 'read'],
    ['HEAD', 'safe', 'read'],
    ['POST', 'safe', 'read'],
    ['POST', 'create', 'write'],
    ['PUT', 'safe', 'write'],
    ['PATCH', 'safe', 'write'],
    ['DELETE', 'safe', 'write'],
  ] as const)('%s that is %s counts as a %s', (method, repeat, kind) => {
    expect(kindOf({ method, repeat })).toBe(kind);
  });

  it('do not wait for each other', async () => {
    const { send, clock } = await setUp([{ status: 429, headers: { 'retry-after': '599' } }, fine]);
    const before = clock.now();
    await send('create');
    const between = clock.now();
    await send('safe');
    expect(between - before).toBeGreaterThanOrEqual(599_000);
    expect(clock.now()).toBe(between);
  });

  it('stay within one rate together', async () => {
    const { send, clock } = await setUp([fine], { rate: 10 });
    const before = clock.now();
    await Promise.all(Array.from({ length: 12 }, (_, index) => send(index % 2 === 0 ? 'safe' : 'create')));
    expect(clock.now() - before).toBeGreaterThanOrEqual(1_000);
  });
});

/** The same again and again, and then a good answer. */
function often(times: number, step: Step): readonly [Step, ...Step[]] {
  return [step, ...Array.from({ length: times - 1 }, () => step), fine];
}

describe('a service that is down', () => {
  it('gets no storm of retries: a reserve, then one request at a time', async () => {
    const { send, server, http, clock } = await setUp([{ status: 500 }]);
    const before = clock.now();
    const ends = await Promise.all(Array.from({ length: 40 }, () => failure(send('safe'))));
    const minutes = (clock.now() - before) / 60_000;
    expect(new Set(ends.map(({ kind }) => kind))).toEqual(new Set(['unreachable']));
    expect(minutes).toBeLessThan(11);
    // 40 first attempts, 10 retries from the reserve, and single tries with pauses that grow to 30 seconds.
    expect(server.seen.length).toBeLessThan(40 + 10 + 60);
    expect(http.traffic.retried).toBe(server.seen.length - 40);
  });

  it('is used again by all as soon as one gets through', async () => {
    const { send, server } = await setUp(often(60, { status: 503 }));
    const replies = await Promise.all(Array.from({ length: 40 }, () => send('safe')));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(server.seen).toHaveLength(60 + 40);
  });

  it.each([425, 429])('is not meant by %i, which asks for a repetition', async (status) => {
    const { send, http } = await setUp(often(30, { status }));
    await Promise.all(Array.from({ length: 15 }, () => send('safe').catch(() => undefined)));
    expect(http.traffic.retried).toBeGreaterThan(10);
    const spent = http.traffic.retried;
    await send('safe');
    expect(http.traffic.retried).toBe(spent);
  });
});

describe('stopping', () => {
  it('starts nothing new once aborted, and says the reason', async () => {
    const { send, abort, server } = await setUp([fine]);
    abort.abort(new Stop('limit', 'DEADLINE', 'the deadline has come'));
    await expect(send('safe')).rejects.toMatchObject({ code: 'DEADLINE' });
    expect(server.seen).toHaveLength(0);
  });

  it('lets a request in flight come to its answer', async () => {
    const { send, abort } = await setUp([fine]);
    const sending = send('create');
    // The request is on its way as soon as its turn has come; an abort now comes too late for it.
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect((await sending).status).toBe(200);
  });

  it('ends the waits between attempts', async () => {
    const { clock, abort, send } = await setUp([{ status: 500 }]);
    const sleep = clock.sleep;
    clock.sleep = async (delayMs, signal) => {
      if (clock.sleeps.length >= 1) abort.abort();
      await sleep(delayMs, signal);
    };
    await expect(send('safe')).rejects.toMatchObject({ kind: 'interrupted' });
  });
});

describe('stopping while a change is to be repeated', () => {
  it.each([
    ['a change that may have been done', 'PUT', { status: 500 }, { kind: 'unreachable', status: 500 }],
    ['a change whose answer was cut off', 'PUT', 'cut', { kind: 'unreachable' }],
    ['a change that was not done', 'PUT', { status: 425 }, { kind: 'interrupted' }],
    ['a read', 'GET', { status: 500 }, { kind: 'interrupted' }],
  ] as const)('tells the truth about %s', async (_, method, step, expected) => {
    const { clock, abort, send } = await setUp([step]);
    clock.sleep = async (_delayMs, signal) => {
      abort.abort();
      signal?.throwIfAborted();
    };
    await expect(send('safe', { method })).rejects.toMatchObject(expected);
  });
});

describe('secrets', () => {
  it('stand in no error and in no line, even when the service repeats them', async () => {
    const json = { detail: 'the key sk_live_0123456789 of Bearer abcdefghijk is not known' };
    const { send, lines } = await setUp([{ status: 400, json }]);
    const error = await failure(
      send('create', { headers: { 'x-api-key': 'sk_live_0123456789', authorization: 'Bearer abcdefghijk' } }),
    );
    const all = [error.message, error.detail, ...Object.values(error.fields), ...lines].join('\n');
    expect(all).not.toMatch(/0123456789|abcdefghijk/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^POST http:.*\/v1\/things -> 400 in \d+ ms \(request request-1, attempt 1\)$/);
    expect(lines.join()).not.toContain('box');
  });

  it('stand in no line about a file that is stored, whatever its address calls the signature', async () => {
    const { send, lines, server } = await setUp([{ status: 200 }]);
    const url = `${server.url}/bucket/f.csv?q-key=opaque-1&ticket=opaque-2`;
    const body = { kind: 'bytes', type: 'text/csv', bytes: new Uint8Array([1]) } as const;
    await send('create', { method: 'PUT', url, headers: {}, body });
    expect(server.seen[0]?.url).toBe('/bucket/f.csv?q-key=opaque-1&ticket=opaque-2');
    expect(lines[0]).toMatch(/^PUT http:.*\/bucket\/f\.csv -> 200 /);
  });
});
