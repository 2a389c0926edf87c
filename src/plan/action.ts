// Decides what is to be done with a record, as data that can be counted and shown before anything is sent.
// Knows nothing of how the service was asked: it gets the match.

import type { Values } from '../datasets/dataset.js';
import type { Finding } from '../problems/problem.js';
import { finding } from '../problems/problem.js';
import type { ActionWord } from '../values/words/read-action.js';
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
  /** The row was imported, and edited in the user's file since. */
  readonly edited?: { readonly finding: Finding; readonly since: SinceExport };
  /** What the row and the service say, where the row is only partly the one that is there: a conflict unless it is updated. */
  readonly clash?: Finding;
  /** Why the service would not let it be deleted, where that is known. */
  readonly undeletable?: Finding;
}

/** Something that keeps a row from being written, as a supplier that it names and that is nowhere. */
export interface Obstacle {
  readonly obstacle: Finding;
  /** The other row is one of the same command and was not taken in: this one is left out, and is no failure of its own. */
  readonly isLeftOut: boolean;
}

export type Action =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly remoteId: string; readonly since?: SinceExport }
  | { readonly kind: 'delete'; readonly remoteId: string }
  | { readonly kind: 'unchanged'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'skip'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'conflict'; readonly remoteId: string; readonly finding: Finding };

/** What a row that was edited has to say: one of an export, or one that was imported before. */
export interface SinceExport {
  /** The digest of the row as the service held it when the plan was made: it must still hold that. */
  readonly hash: string;
  /** The fields that were edited, with their new values. */
  readonly changes: Values;
  /** The whole row as it is to be, where the file may hold less of it than the service does. */
  readonly record?: Values;
}

/** What a service offers to be done with one row. */
export type Offered = Readonly<Record<'create' | 'update' | 'delete', boolean>>;

/** What is wanted of a row: its own word, else what holds for the whole file. */
export interface Wanted {
  /** `skip` is settled before anything is looked up. */
  readonly word: Exclude<ActionWord, 'skip'> | undefined;
  readonly onExisting: OnExisting;
}

/** What a record's action is, given what the service has and what it offers. */
export function decide(found: Match | Obstacle | undefined, { word, onExisting }: Wanted, offered: Offered): Action {
  if (found !== undefined && 'obstacle' in found) {
    return { kind: found.isLeftOut ? 'skip' : 'conflict', remoteId: '', finding: found.obstacle };
  }
  if (word === 'delete') return decideDelete(found, offered);
  if (found === undefined) {
    if (word === 'update') return conflict(finding('NOTHING_THERE', {}));
    return offered.create ? { kind: 'create' } : conflict(finding('CANNOT_CREATE', {}));
  }
  return decideExisting(found, word === undefined ? onExisting : whenThere[word], offered);
}

/** What the words mean for a row that is there. */
const whenThere: Readonly<Record<Exclude<ActionWord, 'delete' | 'skip'>, OnExisting>> = {
  create: 'fail',
  update: 'update',
  upsert: 'update',
};

function decideExisting(
  { remoteId, same, why, edited, clash }: Match,
  onExisting: OnExisting,
  offered: Offered,
): Action {
  if (clash && !(onExisting === 'update' && offered.update)) return conflict(clash, remoteId);
  const there = why ?? finding('ALREADY_THERE', { remoteId });
  if (edited && onExisting !== 'update') return conflict(edited.finding, remoteId);
  if (onExisting === 'skip') return { kind: 'skip', remoteId, finding: there };
  if (onExisting === 'fail') return conflict(finding('ALREADY_THERE_REFUSED', { remoteId }), remoteId);
  if (same) return { kind: 'unchanged', remoteId, finding: there };
  if (edited && offered.update) return { kind: 'update', remoteId, since: edited.since };
  return offered.update ? { kind: 'update', remoteId } : conflict(finding('CANNOT_UPDATE', { remoteId }), remoteId);
}

function decideDelete(found: Match | undefined, offered: Offered): Action {
  if (found === undefined) return { kind: 'skip', remoteId: '', finding: finding('NOTHING_TO_DELETE', {}) };
  const { remoteId, undeletable } = found;
  if (!offered.delete) return conflict(finding('CANNOT_DELETE', {}), remoteId);
  return undeletable ? conflict(undeletable, remoteId) : { kind: 'delete', remoteId };
}

function conflict(why: Finding, remoteId = ''): Action {
  return { kind: 'conflict', remoteId, finding: why };
}

/** Whether carrying the action out takes a request. */
export function needsRequest(action: Action): action is Extract<Action, { kind: 'create' | 'update' | 'delete' }> {
  return action.kind === 'create' || action.kind === 'update' || action.kind === 'delete';
}

/** The result of an action that needs no request; undefined when it needs one. */
export function resultWithoutRequest(action: Action): Result | undefined {
  if (needsRequest(action)) return undefined;
  const status = ({ skip: 'skipped', unchanged: 'unchanged', conflict: 'failed' } as const)[action.kind];
  return { status, remoteId: action.remoteId, finding: action.finding, field: '', requestId: '', attempts: 0 };
}
