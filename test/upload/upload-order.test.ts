// Which rows an upload starts: how many at once, the canary first, none after a reason to stop, no row that was changed since.

import { describe, expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { Values } from '../../src/datasets/dataset.js';
import { rowHash } from '../../src/dedup/row-hash.js';
import type { Result } from '../../src/plan/result.js';
import { Stop } from '../../src/problems/stop.js';
import type { BatchRow, BatchWriter, RowWriter } from '../../src/providers/binding.js';
import { ServiceError } from '../../src/providers/http/http.js';
import type { Session } from '../../src/providers/session.js';
import {
  type CanaryRounds,
  type PlannedWrite,
  type UploadBinding,
  type UploadOptions,
  upload,
} from '../../src/upload/upload.js';
import { result as ledgerRow, listed, range, runHeader, temporaryLedger } from '../ledger/rows.js';
import { attempt, reply, sessionOf } from './scripted-session.js';

const { name, brandName } = resoldProducts.fields;
const dataset = { fields: { name, brandName } };

function write(ordinal: number, change: Partial<PlannedWrite> = {}): PlannedWrite {
  const { sheet, row, identity } = ledgerRow(ordinal);
  return { ordinal, sheet, row, identity, record: { name: `row ${ordinal}` }, action: { kind: 'create' }, ...change };
}

/** A writer of single rows that notes which it was asked for. */
function rowWriter(answer: (ordinal: number) => Promise<void> = async () => undefined) {
  const sent: number[] = [];
  const create: RowWriter['create'] = async ({ name: text }) => {
    const ordinal = Number(String(text).slice(4));
    sent.push(ordinal);
    await answer(ordinal);
    return { remoteId: `new-${ordinal}`, requestId: '', attempts: 1 };
  };
  return { sent, writer: { by: 'row', create } satisfies RowWriter };
}

function batchWriter(
  maxRows: number,
  send: (rows: readonly BatchRow[], session: Session) => ReturnType<BatchWriter['send']> = async (rows) =>
    rows.map(({ remoteId }) => ({ status: 'created', remoteId, field: '', requestId: '', attempts: 1 })),
) {
  const batches: (readonly BatchRow[])[] = [];
  const writer = (session: Session): BatchWriter => ({
    by: 'batch',
    maxRows,
    kinds: ['create', 'update'],
    requests: () => 1,
    async send(rows) {
      batches.push(rows);
      return send(rows, session);
    },
  });
  return { writer, batches };
}

/** How rows are written, through the session that an upload gives. */
interface Parts extends Pick<UploadBinding, 'readBack'> {
  readonly writer: UploadBinding['writer'] | ((session: Session) => UploadBinding['writer']);
  readonly remove?: (session: Session) => Promise<void>;
}

function bindingOf({ writer, remove, readBack }: Parts): UploadBinding {
  const open = (session: Session): UploadBinding => ({
    writer: typeof writer === 'function' ? writer(session) : writer,
    ...(remove && { remove: () => remove(session) }),
    ...(readBack && { readBack }),
    withSession: open,
  });
  return open(sessionOf({}));
}

async function uploaded(
  writes: readonly PlannedWrite[],
  { writer, remove, readBack, ...change }: Partial<Omit<UploadOptions, 'binding'>> & Parts,
) {
  const { ledger } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  const results: Result[] = [];
  async function* items() {
    yield* writes;
  }
  const stop = await upload(items(), {
    run: 'a',
    session: sessionOf({}),
    dataset,
    ledger,
    concurrency: 1,
    signal: new AbortController().signal,
    onResult: (one) => void results.push(one),
    binding: bindingOf({ writer, ...(remove && { remove }), ...(readBack && { readBack }) }),
    ...change,
  });
  const rows = await Promise.all(writes.map(({ ordinal }) => ledger.row('a', ordinal)));
  return { stop, results, ledger, settled: rows.map((row) => row?.status) };
}

describe('rows that are written one by one', () => {
  it('are all sent, as many at once as are allowed and no more', async () => {
    let inFlight = 0;
    let most = 0;
    const { sent, writer } = rowWriter(async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise(setImmediate);
      inFlight -= 1;
    });
    const { stop, settled } = await uploaded(
      range(20).map((ordinal) => write(ordinal)),
      { writer, concurrency: 4 },
    );
    expect(stop).toBeUndefined();
    expect(sent).toEqual(range(20));
    expect(most).toBe(4);
    expect(settled).toEqual(range(20).map(() => 'created'));
  });

  it('are not started after 20 answers in a row that were not clear', async () => {
    const { sent, writer } = rowWriter(async () => {
      throw new ServiceError('unclear', 'no', 500, '', 1, {}, 'no', [{ ...attempt('write', 500), method: 'POST' }]);
    });
    const { stop, results } = await uploaded(
      range(30).map((ordinal) => write(ordinal)),
      { writer },
    );
    expect(stop).toMatchObject({ kind: 'limit', code: 'KEEPS_FAILING' });
    expect(sent).toEqual(range(20));
    expect(results.map(({ status }) => status)).toEqual(range(20).map(() => 'in-doubt'));
  });

  it('are written as many as were asked for, and no more', async () => {
    const { sent, writer } = rowWriter();
    const { stop } = await uploaded(
      range(9).map((ordinal) => write(ordinal)),
      {
        writer,
        concurrency: 4,
        brakes: { stopAfter: 5 },
      },
    );
    expect(stop).toMatchObject({ kind: 'limit', code: 'STOP_AFTER' });
    expect(sent).toEqual(range(5));
  });

  it('are not started once the run is cancelled; what is in flight is finished', async () => {
    const abort = new AbortController();
    const { sent, writer } = rowWriter(async (ordinal) => {
      if (ordinal === 2) abort.abort();
    });
    const { stop, settled } = await uploaded(
      range(9).map((ordinal) => write(ordinal)),
      { writer, signal: abort.signal },
    );
    expect(stop?.kind).toBe('interrupted');
    expect(sent).toEqual([0, 1, 2]);
    expect(settled.slice(0, 4)).toEqual(['created', 'created', 'created', undefined]);
  });

  it('end in the bug that one of them met, once the others are settled', async () => {
    const { sent, writer } = rowWriter(async (ordinal) => {
      if (ordinal === 1) throw new TypeError('a bug');
    });
    await expect(
      uploaded(
        range(5).map((ordinal) => write(ordinal)),
        { writer },
      ),
    ).rejects.toThrow('a bug');
    expect(sent).toEqual([0, 1]);
  });

  it('stop with the answer that holds for all of them', async () => {
    const { sent, writer } = rowWriter(async () => {
      throw new ServiceError('denied', 'no', 401, '', 1, {}, 'no', [{ ...attempt('write', 401), method: 'POST' }]);
    });
    const { stop, results } = await uploaded([write(0), write(1)], { writer });
    expect(stop).toMatchObject({ kind: 'refused', code: 'DENIED' });
    expect(sent).toEqual([0]);
    expect(results.map(({ status }) => status)).toEqual(['unsent']);
  });
});

describe('a row that was changed at the service after the plan was made', () => {
  const held: Values = { name: 'Oats', brandName: 'theirs' };
  const action = (hash: string) => ({
    kind: 'update' as const,
    remoteId: 'held-1',
    since: { hash, changes: { name: 'Rye' } },
  });
  const planned = (hash: string) =>
    write(0, { action: action(hash), record: { name: 'Rye', brandName: 'mine' }, changes: { name: 'Rye' } });
  const writerOf =
    (sent: Values[]) =>
    (session: Session): RowWriter => ({
      by: 'row',
      read: async () => ({ values: held, whole: (await session.call('read')).body }),
      async update(remoteId, record) {
        sent.push(record);
        return { remoteId, requestId: 'r', attempts: 1 };
      },
    });
  const session = sessionOf({ read: reply('read', {}, [200]) });

  it('is not overwritten: it fails with both values of each field, and leaves no intent', async () => {
    const sent: Values[] = [];
    const before = rowHash(dataset, { ...held, brandName: 'as planned' });
    const { results, ledger } = await uploaded([planned(before)], { writer: writerOf(sent), session });
    expect(sent).toEqual([]);
    expect(results).toEqual([
      {
        status: 'failed',
        remoteId: 'held-1',
        field: '',
        requestId: '',
        attempts: 1,
        finding: {
          code: 'CHANGED_SINCE_EXPORT',
          args: {
            changes: [
              'Product name: "Rye" here, "Oats" at the service',
              'Brand name: "mine" here, "theirs" at the service',
            ],
          },
        },
      },
    ]);
    expect(await ledger.row('a', 0)).not.toHaveProperty('action');
    expect(await ledger.attempts('a', 0)).toEqual([attempt('read', 200)]);
  });

  it('is sent where the service still holds what it did: its changes alone', async () => {
    const sent: Values[] = [];
    const { results } = await uploaded([planned(rowHash(dataset, held))], { writer: writerOf(sent), session });
    expect(sent).toEqual([{ name: 'Rye' }]);
    expect(results).toMatchObject([{ status: 'updated', remoteId: 'held-1', attempts: 2 }]);
  });

  it('is found out for batches, too, and so is one that is gone or cannot be read', async () => {
    const hash = rowHash(dataset, held);
    const rows = ['same', 'changed', 'gone', 'refused'].map((remoteId, ordinal) =>
      write(ordinal, { action: { ...action(hash), remoteId }, record: { name: 'Rye' }, changes: { name: 'Rye' } }),
    );
    const readBack = async (remoteId: string): Promise<Values | undefined> => {
      if (remoteId === 'refused') throw new ServiceError('refused', 'no', 404, 'r-9', 1, {}, 'no such row');
      const values: Readonly<Record<string, Values>> = { same: held, changed: { name: 'Barley' } };
      return values[remoteId];
    };
    const { writer, batches } = batchWriter(10);
    const { results } = await uploaded(rows, { writer, readBack });
    expect(batches).toEqual([[{ kind: 'update', remoteId: 'same', record: { name: 'Rye' } }]]);
    expect(results.map(({ status, finding }) => [status, finding?.code])).toEqual([
      ['created', undefined],
      ['failed', 'CHANGED_SINCE_EXPORT'],
      ['failed', 'CHANGED_SINCE_EXPORT'],
      ['failed', 'REFUSED'],
    ]);
    expect(results[1]?.finding?.args).toEqual({ changes: ['Product name: "Rye" here, "Barley" at the service'] });
    expect(results[2]?.finding?.args).toEqual({ changes: ['Product name: "Rye" here, "" at the service'] });
  });
});

describe('a deletion', () => {
  it('counts the requests that it took', async () => {
    const session = sessionOf({ remove: reply('remove', {}, [429, 204]) });
    const removing = write(0, { action: { kind: 'delete', remoteId: 'held-1' } });
    const { results, ledger } = await uploaded([removing], {
      writer: { by: 'row' },
      session,
      remove: async (asked) => void (await asked.call('remove')),
    });
    expect(results).toMatchObject([{ status: 'deleted', remoteId: 'held-1', attempts: 2 }]);
    expect(await ledger.row('a', 0)).toMatchObject({ status: 'deleted', action: 'delete', remoteId: 'held-1' });
  });
});

describe('batches', () => {
  it('hold as many rows as the service takes, one batch after the other', async () => {
    const { writer, batches } = batchWriter(3);
    const { settled } = await uploaded(
      range(7).map((ordinal) => write(ordinal)),
      { writer, concurrency: 8 },
    );
    expect(batches.map((rows) => rows.map(({ record }) => record.name))).toEqual([
      ['row 0', 'row 1', 'row 2'],
      ['row 3', 'row 4', 'row 5'],
      ['row 6'],
    ]);
    expect(settled).toEqual(range(7).map(() => 'created'));
  });

  it('hold no more rows than may still be written', async () => {
    const { writer, batches } = batchWriter(3);
    const { stop } = await uploaded(
      range(7).map((ordinal) => write(ordinal)),
      { writer, brakes: { stopAfter: 4 } },
    );
    expect(batches.map(({ length }) => length)).toEqual([3, 1]);
    expect(stop).toMatchObject({ code: 'STOP_AFTER' });
  });

  it('may be in doubt as a whole without ending the run', async () => {
    const { writer, batches } = batchWriter(25, async (rows) =>
      rows.map(({ remoteId }) => ({ status: 'in-doubt', remoteId, field: '', requestId: '', attempts: 1 })),
    );
    const { stop } = await uploaded(
      range(50).map((ordinal) => write(ordinal)),
      { writer },
    );
    expect(stop).toBeUndefined();
    expect(batches).toHaveLength(2);
  });

  it('are a bug where fewer results come back than rows were sent, and the rows stay in doubt', async () => {
    const { writer } = batchWriter(3, async () => []);
    const { ledger } = await temporaryLedger();
    await expect(
      uploaded(
        range(2).map((ordinal) => write(ordinal)),
        { writer, ledger: await begun(ledger) },
      ),
    ).rejects.toThrow('2 rows were sent, 0 came back');
    expect(await listed(ledger.inDoubt('a'))).toHaveLength(2);
  });

  it('keep of their requests only those that may have changed something', async () => {
    const log = [attempt('read', 200), { ...attempt('write', 201), method: 'POST' }];
    const session = sessionOf({ write: { ...reply('write', {}, []), log } });
    const { writer } = batchWriter(3, async (rows, asked) => {
      await asked.call('write');
      return rows.map(({ remoteId }) => ({ status: 'created', remoteId, field: '', requestId: '', attempts: 1 }));
    });
    const { ledger } = await uploaded([write(0)], { writer, session });
    expect(await ledger.attempts('a', 0)).toEqual([log[1]]);
  });
});

async function begun<T extends { beginRun(header: ReturnType<typeof runHeader>): Promise<unknown> }>(
  ledger: T,
): Promise<T> {
  await ledger.beginRun(runHeader('a'));
  return ledger;
}

describe('the canary', () => {
  /** Rounds of rows, and what it was told of them. */
  function canaryOf(rounds: readonly (readonly PlannedWrite[])[], end?: Error) {
    const took: string[] = [];
    const canary: CanaryRounds = {
      async *rounds() {
        yield* rounds;
        if (end) throw end;
      },
      took: ({ ordinal }, { status }) => void took.push(`${ordinal} ${status}`),
    };
    return { canary, took };
  }

  it('is sent first, round by round, and told of every row', async () => {
    const { sent, writer } = rowWriter();
    const { canary, took } = canaryOf([[write(3)], [write(1), write(2)]]);
    const { stop } = await uploaded([write(7), write(8)], { writer, canary });
    expect(stop).toBeUndefined();
    expect(sent).toEqual([3, 1, 2, 7, 8]);
    expect(took).toEqual(['3 created', '1 created', '2 created', '7 created', '8 created']);
  });

  it('keeps the rest from being sent by a reason to stop', async () => {
    const { sent, writer } = rowWriter();
    const { canary } = canaryOf([[write(3)]], new Stop('limit', 'CANARY_FAILED', 'refused'));
    const { stop } = await uploaded([write(7)], { writer, canary });
    expect(stop).toMatchObject({ code: 'CANARY_FAILED' });
    expect(sent).toEqual([3]);
  });

  it('asks for no further round once there is another reason to stop', async () => {
    const { sent, writer } = rowWriter();
    const { canary } = canaryOf([[write(0)], [write(1)]]);
    const { stop } = await uploaded([write(7)], { writer, canary, brakes: { stopAfter: 1 } });
    expect(stop).toMatchObject({ code: 'STOP_AFTER' });
    expect(sent).toEqual([0]);
  });

  it('ends in its bug', async () => {
    const { sent, writer } = rowWriter();
    const { canary } = canaryOf([], new TypeError('a bug'));
    await expect(uploaded([write(7)], { writer, canary })).rejects.toThrow('a bug');
    expect(sent).toEqual([]);
  });
});
