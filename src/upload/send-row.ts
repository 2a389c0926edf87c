// Sends one record and says what became of it. What a failure means is write-outcome.ts's, retries are http's, doubt is settled later.

import type { Values } from '../datasets/dataset.js';
import type { SinceExport } from '../plan/action.js';
import type { Result } from '../plan/result.js';
import { finding } from '../problems/problem.js';
import type { Stop } from '../problems/stop.js';
import type { BatchResult, Binding, HeldRow, RowWriter } from '../providers/binding.js';
import type { Session } from '../providers/session.js';
import { failedWrite } from '../providers/writes/write-outcome.js';

/** What is to be written: the planned actions that need a request. */
export type WriteAction =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly remoteId: string; readonly since?: SinceExport }
  | { readonly kind: 'delete'; readonly remoteId: string };

/** A row's result, and the reason to send no further rows, if there is one. */
export interface Sent {
  readonly result: Result;
  readonly stop?: Stop;
}

/** Reads what an update is going to change; or the result of a row that cannot be sent. No request of it changes anything. */
export async function readBefore(
  session: Pick<Session, 'provider'>,
  writer: RowWriter,
  action: WriteAction,
): Promise<Sent | { readonly held: HeldRow | undefined }> {
  if (action.kind !== 'update' || writer.read === undefined) return { held: undefined };
  try {
    return { held: await writer.read(action.remoteId) };
  } catch (error) {
    return sentOf(failedWrite(error, 'read', action.remoteId, session));
  }
}

/** How rows of a dataset are written one by one. */
export interface RowBinding {
  readonly writer: RowWriter;
  readonly remove: Binding['remove'];
}

/** Sends a record; every way it can end becomes a result. Throws only for bugs. */
export async function sendRow(
  session: Pick<Session, 'provider'>,
  { writer, remove }: RowBinding,
  action: WriteAction,
  record: Values,
  held: HeldRow | undefined,
): Promise<Sent> {
  const remoteId = action.kind === 'create' ? '' : action.remoteId;
  try {
    if (action.kind === 'delete') {
      if (remove === undefined) throw new Error(`a deletion was planned, but ${session.provider} offers none`);
      await remove(remoteId);
      const done = finding('DELETED', {});
      return { result: { status: 'deleted', remoteId, finding: done, field: '', requestId: '', attempts: 0 } };
    }
    if (action.kind === 'update') {
      if (writer.update === undefined) throw new Error(`an update was planned, but ${session.provider} offers none`);
      const written = await writer.update(remoteId, record, held);
      return { result: { status: 'updated', field: '', ...written } };
    }
    if (writer.create === undefined) throw new Error(`a create was planned, but ${session.provider} offers none`);
    const written = await writer.create(record);
    return { result: { status: 'created', field: '', ...written } };
  } catch (error) {
    return sentOf(failedWrite(error, action.kind, remoteId, session));
  }
}

/** A result with its reason to stop beside it. */
export function sentOf({ stop, ...result }: BatchResult): Sent {
  return stop ? { result, stop } : { result };
}
