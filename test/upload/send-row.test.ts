// One record to one result: what is sent, in which order, and what is reported only after it happened.

import { describe, expect, it } from 'vitest';
import type { RowWriter } from '../../src/providers/binding.js';
import { ServiceError } from '../../src/providers/http/http.js';
import type { Session } from '../../src/providers/session.js';
import { readBefore, sendRow, sentOf } from '../../src/upload/send-row.js';
import { attempt, reply, sessionOf } from './scripted-session.js';

const session = sessionOf({ read: reply('read', { version: 7 }, [429, 200]) });
const record = { name: 'Oat drink' };
const held = { values: { name: 'before' }, whole: { version: 7 } };
const written = { remoteId: 'r-1', requestId: 'request-1', attempts: 2 };
const update = { kind: 'update', remoteId: 'held-1' } as const;
const remove = { kind: 'delete', remoteId: 'held-1' } as const;

describe('a record that is sent', () => {
  it('is created with what the writer answers', async () => {
    const asked: unknown[] = [];
    const create: RowWriter['create'] = async (...args) => {
      asked.push(args);
      return written;
    };
    const sent = await sendRow(
      session,
      { writer: { by: 'row', create }, remove: undefined },
      { kind: 'create' },
      record,
      undefined,
    );
    expect(sent).toEqual({ result: { status: 'created', field: '', ...written } });
    expect(asked).toEqual([[record]]);
  });

  it('is updated by its id, over what is held', async () => {
    const asked: unknown[] = [];
    const change: RowWriter['update'] = async (...args) => {
      asked.push(args);
      return written;
    };
    const sent = await sendRow(
      session,
      { writer: { by: 'row', update: change }, remove: undefined },
      update,
      record,
      held,
    );
    expect(sent).toEqual({ result: { status: 'updated', field: '', ...written } });
    expect(asked).toEqual([['held-1', record, held]]);
  });

  it('is reported as deleted only when the deletion has happened', async () => {
    let finish = (): void => undefined;
    const removed: string[] = [];
    const isRemoved = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const sending = sendRow(
      session,
      {
        writer: { by: 'row' },
        remove: async (remoteId) => {
          await isRemoved;
          removed.push(remoteId);
        },
      },
      remove,
      record,
      undefined,
    ).then((sent) => ({ sent, removedBefore: [...removed] }));
    await Promise.race([sending, new Promise(setImmediate)]);
    finish();
    expect(await sending).toEqual({
      removedBefore: ['held-1'],
      sent: {
        result: {
          status: 'deleted',
          remoteId: 'held-1',
          finding: { code: 'DELETED', args: {} },
          field: '',
          requestId: '',
          attempts: 0,
        },
      },
    });
  });

  it.each([
    ['create', { kind: 'create' }, { status: 'failed', remoteId: '' }],
    ['update', update, { status: 'failed', remoteId: 'held-1' }],
    ['delete', remove, { status: 'failed', remoteId: 'held-1' }],
  ] as const)(
    'is failed where the service refuses to %s it, with the field that it names',
    async (_, action, result) => {
      const refuse = async (): Promise<never> => {
        throw new ServiceError('refused', 'no', 422, 'request-9', 3, { name: 'too long' }, 'too long', [
          attempt('write', 422),
        ]);
      };
      const writer: RowWriter = { by: 'row', create: refuse, update: refuse };
      expect(await sendRow(session, { writer, remove: refuse }, action, record, held)).toEqual({
        result: {
          ...result,
          field: 'name',
          requestId: 'request-9',
          attempts: 3,
          finding: { code: 'REFUSED', args: { status: 422, detail: 'too long' } },
        },
      });
    },
  );

  it.each([
    ['a create', { kind: 'create' }],
    ['an update', update],
    ['a deletion', remove],
  ] as const)('is a bug where %s was planned that the service does not offer', async (what, action) => {
    const sending = sendRow(session, { writer: { by: 'row' }, remove: undefined }, action, record, held);
    await expect(sending).rejects.toThrow(`${what} was planned, but carboncloud offers none`);
  });
});

describe('what an update is going to change', () => {
  const readerOf = (asked: Session): RowWriter => ({
    by: 'row',
    async read(remoteId) {
      const { body } = await asked.call('read');
      return { values: { name: remoteId }, whole: body };
    },
  });

  it('is read by the id', async () => {
    const held = { values: { name: 'held-1' }, whole: { version: 7 } };
    expect(await readBefore(session, readerOf(session), update)).toEqual({ held });
  });

  it.each([
    ['a create', { kind: 'create' } as const, readerOf(sessionOf({}))],
    ['a deletion', remove, readerOf(sessionOf({}))],
    ['a service whose updates need nothing read', update, { by: 'row' } as const],
  ])('is not asked for: %s', async (_, action, writer) => {
    expect(await readBefore(sessionOf({}), writer, action)).toEqual({ held: undefined });
  });

  it('is the reason why the row is not sent where it cannot be read', async () => {
    const denied = new ServiceError('denied', 'no', 401, 'request-read', 1, {}, 'no', [attempt('read', 401)]);
    const asked = sessionOf({ read: denied });
    const before = await readBefore(asked, readerOf(asked), update);
    expect(before).toMatchObject({
      result: { status: 'unsent', remoteId: 'held-1', attempts: 1, finding: { code: 'NOT_SENT' } },
      stop: { kind: 'refused', code: 'DENIED' },
    });
  });
});

it('a result without a reason to stop has none beside it', () => {
  const result = { status: 'created', remoteId: 'a', field: '', requestId: '', attempts: 1 } as const;
  expect(sentOf(result)).toEqual({ result });
});
