// Keeps a run that is taken up again from rows that other runs have done, fixed, undone or written over since.

import { finding } from '../problems/problem.js';
import { type Action, needsRequest } from './action.js';

/** What is not to be sent. */
export interface Excepted {
  /** Whether the row is not open any more, or is open in another run, from which it is sent. */
  isSettled(identity: string): boolean;
  /** Whether a later run wrote what has this id at the service, or found it as its file says: an older row does not replace it. */
  isWrittenSince(remoteId: string): boolean;
}

/** The action for a row, or the one in its place. @param hasParts whether several rows make one thing: each may add to it. */
export function unlessExcepted(
  action: Action,
  identity: string,
  excepted: Excepted | undefined,
  hasParts: boolean,
): Action {
  if (excepted === undefined || !needsRequest(action)) return action;
  const remoteId = action.kind === 'create' ? '' : action.remoteId;
  if (excepted.isSettled(identity)) return { kind: 'skip', remoteId, finding: finding('NO_LONGER_OPEN', {}) };
  if (remoteId === '' || !excepted.isWrittenSince(remoteId)) return action;
  // What the row adds may be missing still: it stays open.
  if (hasParts) return { kind: 'conflict', remoteId, finding: finding('CHANGED_SINCE_IMPORT', { changes: [] }) };
  return { kind: 'skip', remoteId, finding: finding('NO_LONGER_OPEN', {}) };
}
