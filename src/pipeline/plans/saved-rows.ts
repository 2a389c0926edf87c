// Rows of a plan as they are kept in a file: with the reason of each, and with both values where the service and the file differ.

import pLimit from 'p-limit';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { contentDigest } from '../../dedup/digest.js';
import type { Doing } from '../../dedup/planned-digests.js';
import { rowHash, withFallbacks } from '../../dedup/row-hash.js';
import { changedFields } from '../../plan/changed-fields.js';
import type { PlannedAction, SavedRow } from '../../plan/saved-plan.js';
import { messageOf } from '../../problems/catalogue.js';
import { describe } from '../../problems/place.js';
import type { Finding } from '../../problems/problem.js';
import type { Binding } from '../../providers/binding.js';
import type { PlannedRow } from '../planning/plan-rows.js';
import { readRow } from '../planning/read-row.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { resultInFile } from '../rows/row-result.js';

const ROWS_READ_AT_ONCE = 8;

/** What describing rows needs. */
export interface SavedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack' | 'writer'>;
  /** Rows with these actions are read at the service, as far as they have an id. */
  readonly reading: readonly PlannedAction[];
}

type Described = Omit<SavedRow, 'sheet' | 'row' | 'identity'>;

/** Starts to describe rows. */
export function rowDescriber(basis: SavedBasis): (planned: PlannedRow, name: string) => Promise<SavedRow> {
  const limit = pLimit(ROWS_READ_AT_ONCE);
  const heldOf = (action: PlannedAction, remoteId: string): Promise<Values | undefined> =>
    remoteId === '' || !basis.reading.includes(action)
      ? Promise.resolve(undefined)
      : limit(() => readRow(basis.binding, remoteId));
  return async ({ row, action }, identity) => {
    const { sheet, row: number } = row.source;
    const place = { sheet, row: number, identity };
    if (action === undefined) return { ...place, ...inFile(row) };
    const remoteId = 'remoteId' in action ? action.remoteId : '';
    const reason = reasonOf('finding' in action ? action.finding : undefined);
    const held = await heldOf(action.kind, remoteId);
    const changes = action.kind === 'update' ? action.since?.changes : undefined;
    const values = valuesOf(action.kind, row.record ?? {}, held, changes, basis.dataset);
    return { ...place, action: action.kind, remoteId, ...reason, ...values };
  };
}

/** A row that the file alone decides about: invalid, or left out. */
function inFile(row: JudgedRow): Described {
  const { status, finding } = resultInFile(row, '');
  if (status !== 'invalid') return { action: 'skip', remoteId: '', ...reasonOf(finding) };
  const errors = row.problems.filter(({ severity }) => severity === 'error');
  const reason = errors.map((one) => [one.column, describe(one)].filter(Boolean).join(': ')).join('; ');
  return { action: 'blocked', remoteId: '', code: errors[0]?.code ?? '', reason };
}

function reasonOf(found: Finding | undefined): Pick<SavedRow, 'code' | 'reason'> {
  return found ? { code: found.code, reason: messageOf(found) } : { code: '', reason: '' };
}

function valuesOf(
  action: PlannedAction,
  record: Values,
  held: Values | undefined,
  changes: Values | undefined,
  dataset: ImportDataset,
): Pick<SavedRow, 'before' | 'after' | 'held'> {
  if (action === 'create') return { after: record };
  if (action === 'delete') return held ? { before: held } : {};
  if (action === 'update' && held === undefined) return { after: changes ?? record };
  if ((action !== 'update' && action !== 'conflict') || held === undefined) return {};
  const after = changes ?? changedFields(withFallbacks(dataset, held), record);
  const [before, others] = [true, false].map((isChanged) =>
    Object.fromEntries(Object.entries(held).filter(([field]) => field in after === isChanged)),
  );
  return { before: before ?? {}, after, held: others ?? {} };
}

/** What is done with a row, to be compared. What a create writes is in the row's name. */
export function doingOf(dataset: ImportDataset, { action, remoteId, before, after, held }: SavedRow): Doing {
  const isOver = before !== undefined && (action === 'update' || action === 'delete');
  return {
    what: `${action} ${remoteId}`,
    written: action === 'update' && after ? contentDigest(after) : '',
    held: isOver ? rowHash(dataset, { ...held, ...before }) : '',
  };
}
