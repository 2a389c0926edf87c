// Undoes one row: deletes or restores it at the service, or leaves it and says why.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { fieldNames } from '../../datasets/dataset.js';
import { fieldTitle } from '../../datasets/field.js';
import { compareWritten, writtenFields, writtenMark } from '../../dedup/written-mark.js';
import type { ClosedPeriod } from '../../ledger/closed-periods.js';
import type { Ledger, RowEntry } from '../../ledger/ledger.js';
import { recordedValues } from '../../plan/recorded-values.js';
import type { Attempt } from '../../plan/result.js';
import type { Binding } from '../../providers/binding.js';
import { ServiceError } from '../../providers/http/http.js';
import type { Session } from '../../providers/session.js';
import { writeOutcome } from '../../providers/writes/write-outcome.js';
import { recordingOf } from '../../upload/recording-session.js';
import { closedPeriodOf, closedTitle } from '../planning/days-changed.js';

/** How a row was undone, or why not. `deleted` and `restored` mean "would be" in a dry run. */
export type UndoneRow =
  | { readonly kind: 'deleted' | 'restored'; readonly period?: never }
  /** `period`: the closed one that keeps it. */
  | { readonly kind: 'kept'; readonly reason: string; readonly period?: string };

/** What undoing a row needs. */
export interface UndoBasis {
  readonly dataset: ImportDataset;
  readonly binding: Binding;
  readonly session: Session;
  readonly ledger: Ledger;
  /** Rows in these periods are left as they are, once all else would let them be undone. */
  readonly closed: readonly ClosedPeriod[];
  /** Told when a row is deleted, in the attempts that the ledger keeps of it. */
  readonly now: () => number;
  /** Reads and decides; changes nothing at the service or in the ledger. */
  readonly dryRun: boolean;
}

/** What is to be done with a row. */
type Decision = UndoneRow | { readonly kind: 'delete' } | { readonly kind: 'restore'; readonly before: Values };

/** The route that marks in a row's attempts that its deletion was about to be asked for. */
const ANNOUNCED = 'undo';

/** Takes a row back where the service still holds what the run wrote. Throws a Stop, or a ServiceError that is about all rows. */
export async function undoRow(entry: RowEntry, basis: UndoBasis): Promise<UndoneRow> {
  const watch = recordingOf(basis.session);
  const watching = { ...basis, binding: basis.binding.withSession(watch.session) };
  const undone = await attempt(entry, watching);
  if (undone.kind !== 'kept' && !basis.dryRun) await note(entry, watch.log, basis);
  return undone;
}

async function attempt(entry: RowEntry, basis: UndoBasis): Promise<UndoneRow> {
  let decision: Decision | undefined;
  try {
    decision = await decide(entry, basis);
    return await carryOut(entry, decision, basis);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const asked = { delete: 'delete', restore: 'update', deleted: 'read', restored: 'read', kept: 'read' } as const;
    const { row, stops } = writeOutcome(asked[decision?.kind ?? 'kept'], error);
    if (stops) throw error;
    if (row === 'failed') return kept(`refused by the service: ${error.detail}`);
    // It may have been undone: read what the service holds now.
    const now = await decide(entry, basis);
    return now.kind === 'deleted' || now.kind === 'restored' ? now : kept(`no clear answer came (${error.detail})`);
  }
}

async function decide(entry: RowEntry, basis: UndoBasis): Promise<Decision> {
  const { binding, dataset } = basis;
  if (entry.status === 'deleted') return kept('it was deleted: the service offers no way to bring it back');
  const isCreated = entry.status === 'created';
  const restores = binding.writer.by === 'row' && binding.writer.restore !== undefined;
  if (binding.readBack === undefined || (isCreated ? binding.remove === undefined : !restores)) {
    return kept(`the service does not allow it: it offers no way to ${isCreated ? 'delete' : 'restore'} one row`);
  }
  if (entry.remoteId === '') return kept('the service gave the row no id');
  const { written } = entry;
  if (written === undefined) return kept('the ledger does not say what was written');
  const held = await binding.readBack(entry.remoteId);
  if (held === undefined) {
    // Only undo announces deletions: a killed undo had got that far.
    return (await wasAnnounced(entry, basis)) ? { kind: 'deleted' } : kept('gone already');
  }
  const fields = fieldNames(dataset);
  const before = recordedValues(entry.before);
  if (!isCreated && before && isRestored(written, fields, before, held)) return { kind: 'restored' };
  const found = compareWritten(written, fields, held);
  switch (found.kind) {
    case 'unknown':
      return kept('another version of carbonsheet wrote it, so that it cannot be compared');
    case 'changed':
      return kept(changedSince(found.fields.map((field) => fieldTitle(dataset.fields, field))));
    case 'same': {
      const after = isCreated
        ? undefined
        : restored(held, before ?? {}, changedFields(written, fields, before ?? {}), dataset);
      const closed = closedPeriodOf(basis.closed, dataset, held, after);
      if (closed) return { ...kept('its period is closed'), period: closedTitle(closed) };
      if (isCreated) return { kind: 'delete' };
      return before ? { kind: 'restore', before } : kept('the ledger does not say what it was before');
    }
  }
}

/** The row at the service after its fields are restored: a field that was empty before is empty again. */
function restored(held: Values, before: Values, fields: readonly string[], dataset: ImportDataset): Values {
  const emptied = fields.filter((name) => before[name] === undefined);
  const kept = Object.entries(held).filter(([name]) => !emptied.includes(name));
  const amounts = emptied.filter((name) => dataset.fields[name]?.kind === 'yearly').map((name) => [name, {}] as const);
  return { ...Object.fromEntries([...kept, ...amounts]), ...before };
}

async function carryOut(entry: RowEntry, decision: Decision, basis: UndoBasis): Promise<UndoneRow> {
  const { binding, dryRun, dataset } = basis;
  if (decision.kind === 'delete') {
    if (!dryRun) {
      await announce(entry, basis);
      await binding.remove?.(entry.remoteId);
    }
    return { kind: 'deleted' };
  }
  if (decision.kind === 'restore') {
    const fields = changedFields(entry.written ?? '', fieldNames(dataset), decision.before);
    if (!dryRun && binding.writer.by === 'row') {
      await binding.writer.restore?.(entry.remoteId, decision.before, fields);
    }
    return { kind: 'restored' };
  }
  return decision;
}

function kept(reason: string): UndoneRow & { readonly kind: 'kept' } {
  return { kind: 'kept', reason };
}

function changedSince(titles: readonly string[]): string {
  return titles.length > 0 ? `changed since: ${titles.join(', ')}` : 'changed since';
}

/** The fields that an update changed, including those that the service dropped. */
function changedFields(mark: string, fields: readonly string[], before: Values): readonly string[] {
  return [...new Set([...(writtenFields(mark, fields) ?? []), ...Object.keys(before)])];
}

/** Whether the written fields hold their values of before the update: a killed undo had got that far. */
function isRestored(mark: string, fields: readonly string[], before: Values, held: Values): boolean {
  const changed = changedFields(mark, fields, before);
  const only = (values: Values): Values => Object.fromEntries(changed.map((field) => [field, values[field]]));
  return writtenMark(fields, only(before)) === writtenMark(fields, only(held));
}

/** Records that the row is about to be deleted: if it is gone the next time, this is why. */
async function announce({ run, ordinal }: RowEntry, { ledger, now }: UndoBasis): Promise<void> {
  await ledger.addAttempts(run, ordinal, [
    { at: now(), method: 'DELETE', route: ANNOUNCED, requestId: '', outcome: 'no-answer' },
  ]);
}

async function wasAnnounced({ run, ordinal }: RowEntry, { ledger }: UndoBasis): Promise<boolean> {
  return (await ledger.attempts(run, ordinal)).some(({ route }) => route === ANNOUNCED);
}

/** Adds the requests of the undo to the row's story, and records that it is undone. */
async function note({ run, ordinal }: RowEntry, log: readonly Attempt[], { ledger }: UndoBasis): Promise<void> {
  await ledger.addAttempts(run, ordinal, log);
  await ledger.undone(run, [ordinal]);
}
