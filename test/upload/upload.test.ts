// What an upload sends, and what it leaves in the ledger: the remote record before an update, every request, a digest of what
// was written. Limits are circuit-breaker.test.ts's.

import { expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { Values } from '../../src/datasets/dataset.js';
import { rowHash } from '../../src/dedup/row-hash.js';
import { writtenMark } from '../../src/dedup/written-mark.js';
import type { Result } from '../../src/plan/result.js';
import type { BatchWriter, RowWriter } from '../../src/providers/binding.js';
import { ServiceError } from '../../src/providers/http/http.js';
import type { Session } from '../../src/providers/session.js';
import { type PlannedWrite, type UploadBinding, upload } from '../../src/upload/upload.js';
import { listed, result, runHeader, temporaryLedger } from '../ledger/rows.js';
import { attempt, reply, sessionOf } from './scripted-session.js';

const record: Values = { name: 'Oat drink', quantity: 3 };
const fields = ['name', 'note', 'quantity'];
const { name, alcoholPercentage } = resoldProducts.fields;
const dataset = { fields: { name, note: name, quantity: alcoholPercentage } };
const update = { kind: 'update', remoteId: 'held-1' } as const;

function rowBinding(session: Session): UploadBinding {
  const writer: RowWriter = {
    by: 'row',
    async create() {
      const { requestId, attempts } = await session.call('write');
      return { remoteId: 'new-1', requestId, attempts };
    },
    read: async () => ({ values: { name: 'before', note: 'kept' }, whole: (await session.call('read')).body }),
    async update(remoteId, _, held) {
      expect(held?.whole).toEqual({ name: 'before', version: 7 });
      const { requestId, attempts } = await session.call('write');
      return { remoteId, requestId, attempts };
    },
  };
  return { writer, withSession: rowBinding };
}

function batchBinding(
  writer: BatchWriter,
  readBack?: (remoteId: string) => Promise<Values | undefined>,
): UploadBinding {
  const binding: UploadBinding = { writer, ...(readBack && { readBack }), withSession: () => binding };
  return binding;
}

async function uploaded(action: PlannedWrite['action'], session: Session) {
  const { ledger } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  const results: Result[] = [];
  const { ordinal, sheet, row, identity } = result(0);
  async function* writes(): AsyncGenerator<PlannedWrite> {
    yield { ordinal, sheet, row, identity, record, action };
  }
  const signal = new AbortController().signal;
  const onResult = (one: Result) => void results.push(one);
  const options = {
    run: 'a',
    session,
    binding: rowBinding(session),
    dataset,
    ledger,
    concurrency: 1,
    signal,
    onResult,
  };
  const stop = await upload(writes(), options);
  return { stop, results, entry: await ledger.row('a', 0), attempts: await ledger.attempts('a', 0), ledger };
}

it('notes every request of a create, and what was written', async () => {
  const { entry, attempts } = await uploaded({ kind: 'create' }, sessionOf({ write: reply('write', {}, [429, 201]) }));
  expect(entry).toMatchObject({
    status: 'created',
    action: 'create',
    attempts: 2,
    written: writtenMark(fields, record),
  });
  expect(entry).not.toHaveProperty('before');
  expect(attempts).toEqual([attempt('write', 429), attempt('write', 201)]);
});

it('notes what an update changes, and nothing else of the remote record', async () => {
  const session = sessionOf({
    read: reply('read', { name: 'before', version: 7 }, [200]),
    write: reply('write', {}, ['not-sent', 200]),
  });
  const { entry, attempts } = await uploaded(update, session);
  expect(entry).toMatchObject({ status: 'updated', remoteId: 'held-1', attempts: 3 });
  expect(entry?.before).toEqual({ name: 'before' });
  expect(attempts.map(({ route, outcome }) => `${route} ${outcome}`)).toEqual([
    'read 200',
    'write not-sent',
    'write 200',
  ]);
});

it('keeps the remote record and the requests of an update that ends without an answer', async () => {
  const lost = new ServiceError('unreachable', 'no', 0, 'request-write', 1, {}, 'no', [attempt('write', 'no-answer')]);
  const session = sessionOf({ read: reply('read', { name: 'before', version: 7 }, [200]), write: lost });
  const { entry, attempts, stop } = await uploaded(update, session);
  expect(stop).toMatchObject({ kind: 'unreachable' });
  expect(entry).toMatchObject({ status: 'in-doubt', before: { name: 'before' } });
  expect(attempts.at(-1)).toEqual(attempt('write', 'no-answer'));
});

it.each([
  ['refused', 'failed'],
  ['unreachable', 'unsent'],
  ['denied', 'unsent'],
] as const)('has no intent where the record before an update cannot be read (%s): it is %s', async (kind, status) => {
  const failure = new ServiceError(kind, 'no', 404, 'request-read', 1, {}, 'no', [attempt('read', 404)]);
  const { entry, attempts, ledger } = await uploaded(update, sessionOf({ read: failure }));
  expect(entry).toMatchObject({ status, remoteId: 'held-1' });
  expect(entry).not.toHaveProperty('action');
  expect(attempts).toEqual([attempt('read', 404)]);
  expect(await listed(ledger.inDoubt('a'))).toEqual([]);
});

it('keeps the id of what a batch was to change when nothing was handed over', async () => {
  const { ledger } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  const { ordinal, sheet, row, identity } = result(0);
  const log = [{ ...attempt('prepare', 503), method: 'POST' }];
  const down = new ServiceError('unreachable', 'no', 503, 'request-prepare', 1, {}, 'no', log);
  const batchWriter: BatchWriter = {
    by: 'batch',
    maxRows: 10,
    kinds: ['update'],
    requests: () => 1,
    send: () => Promise.reject(down),
  };
  async function* writes(): AsyncGenerator<PlannedWrite> {
    yield { ordinal, sheet, row, identity, record, action: update };
  }
  const session = sessionOf({});
  const { signal } = new AbortController();
  const options = {
    run: 'a',
    session,
    dataset,
    ledger,
    concurrency: 1,
    signal,
  };
  await upload(writes(), { ...options, binding: batchBinding(batchWriter), onResult: () => undefined });
  expect(await ledger.row('a', 0)).toMatchObject({ status: 'unsent', remoteId: 'held-1' });
});

it('sends of a batch only the rows that the service still holds as they were exported', async () => {
  const { ledger } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  const heldNow: Readonly<Record<string, Values>> = {
    'held-1': { name: 'as exported' },
    'held-2': { name: 'changed since' },
  };
  const hash = rowHash(dataset, { name: 'as exported' });
  async function* writes(): AsyncGenerator<PlannedWrite> {
    for (const [ordinal, remoteId] of Object.keys(heldNow).entries()) {
      const { sheet, row, identity } = result(ordinal);
      const since = { hash, changes: { name: 'edited' } };
      const action = { kind: 'update', remoteId, since } as const;
      yield { ordinal, sheet, row, identity, record: { name: 'edited' }, action, changes: since.changes };
    }
  }
  const sent: string[] = [];
  const batchWriter: BatchWriter = {
    by: 'batch',
    maxRows: 10,
    kinds: ['update'],
    requests: (rows) => rows,
    async send(rows) {
      sent.push(...rows.map(({ remoteId }) => remoteId));
      return rows.map(({ remoteId }) => ({ status: 'updated', remoteId, field: '', requestId: '', attempts: 1 }));
    },
  };
  const results: Result[] = [];
  await upload(writes(), {
    run: 'a',
    session: sessionOf({}),
    binding: batchBinding(batchWriter, async (remoteId) => heldNow[remoteId]),
    dataset,
    ledger,
    concurrency: 1,
    signal: new AbortController().signal,
    onResult: (one) => void results.push(one),
  });
  expect(sent).toEqual(['held-1']);
  expect(results).toMatchObject([
    { status: 'updated', remoteId: 'held-1' },
    { status: 'failed', remoteId: 'held-2', finding: { code: 'CHANGED_SINCE_EXPORT' } },
  ]);
});
