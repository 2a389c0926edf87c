// Reads the marks of a row, which belong to no field: the id, digest, version and owner of an exported row, its Action, and
// whether it is accepted.

import { cellOf, type Mapping } from '../mapping/mapping.js';
import { problemAt } from '../problems/place.js';
import type { Problem } from '../problems/problem.js';
import { type Cell, cellText, type SourceRow } from '../values/cell.js';
import { type ActionWord, readAction } from '../values/words/read-action.js';
import { readYes } from '../values/words/read-yes.js';

/** The marks of a row. */
export interface RowMarks {
  /** The service's id of the row that was exported; '' for a row that is new in the file. */
  readonly remoteId: string;
  /** The digest of what was exported; '' where it has none. */
  readonly hash: string;
  /** The service's own time of the row's last change; '' when it gave none. */
  readonly version: string;
  /** The account that the row was exported from; '' in an export of an earlier version and in a new row. */
  readonly owner: string;
  /** The row whose id this one bears, being a copy of it that was edited. @default the id is its own */
  readonly copyOf?: number | undefined;
  /** The Action of the row; undefined where the options of the command decide. */
  readonly word: ActionWord | undefined;
  /** Whether a person has accepted what is unusual about the row. */
  readonly isAccepted: boolean;
  /** What is wrong with the marks. */
  readonly problem: Problem | undefined;
}

/** The hidden cells that are a row's own, in place of those beside it; of a copy, the row that they belong to. */
export type OwnCells = Pick<RowMarks, 'remoteId' | 'hash' | 'version' | 'owner' | 'copyOf'>;

/** Prepares to read the marks of a table's rows; undefined when no column holds one. */
export function marksReader({ columns }: Mapping): ((row: SourceRow) => RowMarks) | undefined {
  // A document number identifies a row; it does not say what to do with it.
  const marked = columns.filter(({ mark }) => mark !== undefined && mark !== 'document');
  if (marked.length === 0) return undefined;
  return (row) => {
    const cellWith = (mark: string): Cell => {
      const column = marked.find((one) => one.mark === mark);
      return column === undefined ? null : cellOf(column, row);
    };
    const action = readAction(cellWith('action'));
    return {
      remoteId: cellText(cellWith('remoteId')).trim(),
      hash: cellText(cellWith('hash')).trim(),
      version: cellText(cellWith('version')).trim(),
      owner: cellText(cellWith('owner')).trim(),
      word: action.ok ? action.value : undefined,
      isAccepted: readYes(cellWith('accept')),
      problem: action.ok ? undefined : problemAt(placeOf(row, cellText(cellWith('action'))), action.finding),
    };
  };

  function placeOf({ sheet, row }: SourceRow, value: string) {
    return { sheet, row, column: marked.find(({ mark }) => mark === 'action')?.title ?? '', field: '', value };
  }
}
