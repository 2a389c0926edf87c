// Decides what to do with a record, as data that can be counted and shown before anything is sent.
// Receives the match; knows nothing of how the service was asked.

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
  /** Whether the service holds exactly what the record says. */
  readonly same: boolean;
  /** What to say instead of "the service has this row already". */
  readonly why?: Finding;
  /** The row was imported, and has been edited in the user's file since. */
  readonly edited?: { readonly finding: Finding; readonly since: SinceExport };
  /** Both versions, where the row matches the stored one only in part: a conflict unless it is updated. */
  readonly clash?: Finding;
  /** The values that it holds otherwise, where the look-up has them. */
  readonly values?: Values;
  /** Why the service would refuse to delete it, where that is known. */
  readonly undeletable?: Finding;
}

/** Something that keeps a row from being written, such as a supplier that does not exist. */
export interface Obstacle {
  readonly obstacle: Finding;
  /** The parent row belongs to the same command and was not imported: this row is skipped, and is no failure itself. */
  readonly isLeftOut: boolean;
  /** The field whose value it is about, where it is about one. */
  readonly field?: string;
}

export type Action =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly remoteId: string; readonly since?: SinceExport }
  | { readonly kind: 'delete'; readonly remoteId: string }
  | { readonly kind: 'unchanged'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'skip'; readonly remoteId: string; readonly finding: Finding }
  | { readonly kind: 'conflict'; readonly remoteId: string; readonly finding: Finding; readonly field?: string }
  /** It would be written, and looks unusual. */
  | { readonly kind: 'hold'; readonly remoteId: string; readonly finding: Finding; readonly field: string };

/** The changes of an edited row: one of an export, or one that was imported before. */
export interface SinceExport {
  /** The digest of the stored row when the plan was made. The service must still hold the same. */
  readonly hash: string;
  /** The fields that were edited, with their new values. */
  readonly changes: Values;
  /** The whole row after the update, where the file may hold less than the service. */
  readonly record?: Values;
}

/** What the service offers to do with one row. */
export type Offered = Readonly<Record<'create' | 'update' | 'delete', boolean>>;

/** What the user wants for a row: its own Action word, else the option for the whole file. */
export interface Wanted {
  /** `skip` is handled before any look-up. */
  readonly word: Exclude<ActionWord, 'skip'> | undefined;
  readonly onExisting: OnExisting;
}

/** The action for a record, given what the service holds and offers. */
export function decide(found: Match | Obstacle | undefined, { word, onExisting }: Wanted, offered: Offered): Action {
  if (found !== undefined && 'obstacle' in found) {
    const { obstacle, isLeftOut, field } = found;
    if (isLeftOut) return { kind: 'skip', remoteId: '', finding: obstacle };
    return { kind: 'conflict', remoteId: '', finding: obstacle, ...(field !== undefined && { field }) };
  }
  if (word === 'delete') return decideDelete(found, offered);
  if (found === undefined) {
    if (word === 'update') return conflict(finding('NOTHING_THERE', {}));
    return offered.create ? { kind: 'create' } : conflict(finding('CANNOT_CREATE', {}));
  }
  return decideExisting(found, word === undefined ? onExisting : whenThere[word], offered);
}

/** What each Action word means for a row that the service has. */
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

/** Whether the action needs a request. */
export function needsRequest(action: Action): action is Extract<Action, { kind: 'create' | 'update' | 'delete' }> {
  return action.kind === 'create' || action.kind === 'update' || action.kind === 'delete';
}

/** The result of an action that needs no request; undefined when it needs one. */
export function resultWithoutRequest(action: Action): Result | undefined {
  if (needsRequest(action)) return undefined;
  const status = ({ skip: 'skipped', unchanged: 'unchanged', conflict: 'failed', hold: 'unsent' } as const)[
    action.kind
  ];
  const field = 'field' in action ? (action.field ?? '') : '';
  return { status, remoteId: action.remoteId, finding: action.finding, field, requestId: '', attempts: 0 };
}
