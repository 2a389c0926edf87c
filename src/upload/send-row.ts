// Sends one record and returns its result. write-outcome.ts says what a failure means; http retries; the pipeline settles doubt.

import type { Values } from '../datasets/dataset.js';
import type { SinceExport } from '../plan/action.js';
import type { Result } from '../plan/result.js';
import { finding } from '../problems/problem.js';
import type { Stop } from '../problems/stop.js';
import type { BatchResult, Binding, HeldRow, RowWriter } from '../providers/binding.js';
import type { Session } from '../providers/session.js';
import { failedWrite } from '../providers/writes/write-outcome.js';

/** A planned action that needs a request. */
export type WriteAction =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly remoteId: string; readonly since?: SinceExport }
  | { readonly kind: 'delete'; readonly remoteId: string };

/** A row's result, with the reason to stop the run, if there is one. */
export interface Sent {
  readonly result: Result;
  readonly stop?: Stop;
}

/** Reads the row that an update will change, or returns the result of a row that cannot be sent. Changes nothing. */
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

/** What it takes to write a dataset's rows one by one. */
export interface RowBinding {
  readonly writer: RowWriter;
  readonly remove: Binding['remove'];
}

/** Sends a record. Every ending becomes a result; throws only for bugs. */
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

/** Separates a result from its reason to stop. */
export function sentOf({ stop, ...result }: BatchResult): Sent {
  return stop ? { result, stop } : { result };
}
