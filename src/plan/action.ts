// Decides what is to be done with a record, as data that can be counted and shown before anything is sent.
// Knows nothing of how the service was asked: it gets the match.

import type { Finding } from '../problems/problem.js';
import { finding } from '../problems/problem.js';
import type { Result } from './result.js';

/** What to do with rows that the service already has. */
export type OnExisting = 'skip' | 'update' | 'fail';

/** A row that the service already has. */
export interface Match {
  /** The service's id; '' when it gives none. */
  readonly remoteId: string;
  /** Whether the service holds just what the record says. */
  readonly same: boolean;
  /** What to say instead of "the service has this row already". */
  readonly why?: Finding;
}

export type Action =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly remoteId: string }
  | { readonly kind: 'unchanged'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'skip'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'conflict'; readonly remoteId: string; readonly finding: Finding };

/** What a record's action is, given what the service has. `canUpdate`: whether the service offers an update at all. */
export function decide(match: Match | undefined, onExisting: OnExisting, canUpdate: boolean): Action {
  if (match === undefined) return { kind: 'create' };
  const { remoteId, same } = match;
  const there = match.why ?? finding('ALREADY_THERE', { remoteId });
  if (onExisting === 'skip') return { kind: 'skip', remoteId, finding: there };
  if (onExisting === 'fail') {
    return { kind: 'conflict', remoteId, finding: finding('ALREADY_THERE_REFUSED', { remoteId }) };
  }
  if (same) return { kind: 'unchanged', remoteId, finding: there };
  if (!canUpdate) return { kind: 'conflict', remoteId, finding: finding('CANNOT_UPDATE', { remoteId }) };
  return { kind: 'update', remoteId };
}

/** The result of an action that needs no request; undefined when it needs one. */
export function resultWithoutRequest(action: Action): Result | undefined {
  if (action.kind === 'create' || action.kind === 'update') return undefined;
  const status = ({ skip: 'skipped', unchanged: 'unchanged', conflict: 'failed' } as const)[action.kind];
  return { status, remoteId: action.remoteId, finding: action.finding, field: '', requestId: '', attempts: 0 };
}
