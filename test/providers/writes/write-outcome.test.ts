// One rule for what a failed request means for a row: every method, status, body and cut, over real HTTP, for single rows and groups.

import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Attempt } from '../../../src/plan/result.js';
import type { RowWriter, WriteKind } from '../../../src/providers/binding.js';
import { createHttp } from '../../../src/providers/http/create-http.js';
import { type Reply, ServiceError, type ServiceErrorKind } from '../../../src/providers/http/http.js';
import { bodyOf } from '../../../src/providers/replies/reply.js';
import type { Session } from '../../../src/providers/session.js';
import { groupRows, sendGroups } from '../../../src/providers/writes/send-groups.js';
import { writeOutcome } from '../../../src/providers/writes/write-outcome.js';
import { sendRow, type WriteAction } from '../../../src/upload/send-row.js';
import { fakeClock } from '../fake-clock.js';
import { type Loopback, loopback, nobody, type Step } from '../loopback.js';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const METHODS = { create: 'POST', update: 'PATCH', delete: 'DELETE' } as const;

function sessionAt(url: string): Session {
  const clock = fakeClock();
  const http = createHttp({ clock, signal: new AbortController().signal, newRequestId: () => 'id', mostAttempts: 2 });
  return {
    provider: 'dcycle',
    account: {},
    accountKey: '',
    shownAs: '',
    owner: '',
    parents: { find: () => undefined },
    now: clock.now,
    say: () => undefined,
    maxPages: 10,
    warn: () => undefined,
    pause: async () => undefined,
    put: () => Promise.reject(new Error('no file is put')),
    call: (operation, { method = 'POST' } = {}) =>
      http.send({
        operation,
        method,
        url: `${url}/things`,
        headers: {},
        body: { kind: 'json', value: {} },
        repeat: method === 'POST' ? 'create' : 'safe',
      }),
  };
}

const write = (session: Session, kind: WriteKind): Promise<Reply> => session.call(kind, { method: METHODS[kind] });

async function created(session: Session) {
  const reply = await write(session, 'create');
  const { id } = bodyOf(reply, z.object({ id: z.string().min(1) }), 'create', 'unclear');
  return { remoteId: id, requestId: reply.requestId, attempts: reply.attempts };
}

function bindingOf(session: Session): { readonly writer: RowWriter; remove(): Promise<void> } {
  return {
    writer: {
      by: 'row',
      create: () => created(session),
      async update(remoteId) {
        await write(session, 'update');
        return { remoteId, requestId: '', attempts: 1 };
      },
    },
    remove: async () => void (await write(session, 'delete')),
  };
}

/** What a row comes to alone, and as one of a group. */
async function outcomes(kind: WriteKind, url: string): Promise<readonly string[]> {
  const action: WriteAction = kind === 'create' ? { kind } : { kind, remoteId: 'held' };
  const session = sessionAt(url);
  const alone = await sendRow(session, bindingOf(session), action, {}, undefined);
  const rows = [{ kind, remoteId: kind === 'create' ? '' : 'held', record: {} }];
  const [grouped] = await sendGroups(
    session,
    groupRows(rows, () => 'one'),
    async () => {
      const done = { create: 'created', update: 'updated', delete: 'deleted' } as const;
      const remoteId = kind === 'create' ? (await created(session)).remoteId : 'held';
      if (kind !== 'create') await write(session, kind);
      return [{ status: done[kind], remoteId, field: '', requestId: '', attempts: 1 }];
    },
  );
  const shown = (status = '', code = '', stops = false): string => `${status} ${code}${stops ? ' stops' : ''}`.trim();
  const codeOf = (code: string | undefined): string => (code === 'DELETED' ? '' : (code ?? ''));
  return [
    shown(alone.result.status, codeOf(alone.result.finding?.code), alone.stop !== undefined),
    shown(grouped?.status, codeOf(grouped?.finding?.code), grouped?.stop !== undefined),
  ];
}

const PAGE = '<!doctype html><p>Sign in</p>';
const BODIES: Readonly<Record<string, Partial<Extract<Step, object>>>> = {
  json: { json: { id: 'a' } },
  'json without id': { json: {} },
  'a list': { json: [] },
  empty: { text: '' },
  html: { text: PAGE, headers: { 'content-type': 'text/html' } },
  'html that says json': { text: PAGE },
  'half of the json': { text: '{"id":"a' },
  'no json': { text: 'done' },
  'cut off': { text: '{"id":"a', cut: true },
  'cut off at once': { text: '', cut: true },
};

const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const;

/** What is right, said from the side of the user: what may be sent again, and what must be looked up. */
function expected(kind: WriteKind, status: number, body: string): string {
  const isCut = body.startsWith('cut');
  if (status < 300) {
    if (kind === 'create') return body === 'json' ? 'created' : 'in-doubt NO_USABLE_ID';
    if (isCut) return 'in-doubt NO_ANSWER stops';
    return /json$|without|list|empty/.test(body) && !/says|half|no json/.test(body) ? DONE[kind] : 'in-doubt NO_ANSWER';
  }
  if ([301, 307, 308].includes(status)) return 'unsent NOT_SENT stops';
  if (status < 400) return 'in-doubt NO_ANSWER stops';
  if (status === 401 || status === 403) return 'unsent NOT_SENT stops';
  if (status === 425 || status === 429) return 'unsent NOT_SENT stops';
  if (status >= 500 || status === 408) return kind === 'create' ? 'in-doubt NO_ANSWER' : 'in-doubt NO_ANSWER stops';
  return 'failed REFUSED';
}

const STATUSES = [
  200, 201, 202, 301, 302, 303, 307, 308, 400, 401, 403, 404, 408, 409, 413, 422, 425, 429, 500, 502, 503, 504, 507,
];

describe.each(['create', 'update', 'delete'] as const)('a %s', (kind) => {
  it.each(STATUSES)('answered by %i, whatever the body', async (status) => {
    for (const [body, step] of Object.entries(BODIES)) {
      const headers = { ...step.headers, ...(status === 429 && { 'retry-after': '3600' }) };
      server = await loopback({ status, ...step, headers });
      const right = expected(kind, status, body);
      expect([body, ...(await outcomes(kind, server.url))]).toEqual([body, right, right]);
      await server.close();
    }
  });

  it('answered by 204', async () => {
    server = await loopback({ status: 204 });
    const right = kind === 'create' ? 'in-doubt NO_USABLE_ID' : DONE[kind];
    expect(await outcomes(kind, server.url)).toEqual([right, right]);
  });

  it('cut before it was sent', async () => {
    expect(await outcomes(kind, await nobody())).toEqual(['unsent NOT_SENT stops', 'unsent NOT_SENT stops']);
  });

  it('cut after it was sent', async () => {
    server = await loopback('cut');
    const right = kind === 'create' ? 'in-doubt NO_ANSWER' : 'in-doubt NO_ANSWER stops';
    expect(await outcomes(kind, server.url)).toEqual([right, right]);
  });
});

it.each([
  ['refused', 422],
  ['denied', 401],
  ['unreadable', 404],
] as const)('a first attempt that may have been done outweighs a later answer (%s %i)', async (_, status) => {
  server = await loopback('cut', { status });
  const [alone] = await outcomes('update', server.url);
  expect(alone).toMatch(/^in-doubt NO_ANSWER/);
});

const attempt = (method: string, outcome: Attempt['outcome'], reads?: true): Attempt => ({
  at: 0,
  method,
  route: 'r',
  requestId: '',
  outcome,
  ...(reads && { reads }),
});

it.each<[string, ServiceErrorKind, number, readonly Attempt[], string]>([
  ['a list that cannot be read', 'unreachable', 503, [attempt('GET', 503)], 'unsent stops'],
  ['a list that changes', 'unclear', 200, [attempt('GET', 200)], 'unsent stops'],
  ['a login that breaks', 'unreachable', 0, [attempt('POST', 'no-answer', true)], 'unsent stops'],
  ['a row that is read as a web page', 'unreadable', 200, [attempt('GET', 200)], 'failed'],
  ['an id that cannot be asked for', 'refused', 404, [], 'failed'],
])('%s leaves the row untouched', (_, kind, status, log, right) => {
  const { row, stops } = writeOutcome('create', new ServiceError(kind, '', status, '', 1, {}, '', log));
  expect(`${row}${stops ? ' stops' : ''}`).toBe(right);
});
