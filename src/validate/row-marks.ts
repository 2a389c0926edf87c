// What a row says about itself beside its fields: which row of the service it is an export of, and what it asks for.

import type { Mapping } from '../mapping/mapping.js';
import { problemAt } from '../problems/place.js';
import type { Problem } from '../problems/problem.js';
import { type Cell, cellText, type SourceRow } from '../values/cell.js';
import { type ActionWord, readAction } from '../values/words/read-action.js';

/** The marks of a row. */
export interface RowMarks {
  /** The service's id of the row that was exported; '' for a row that is new in the file. */
  readonly remoteId: string;
  /** The digest of what was exported; '' where it has none. */
  readonly hash: string;
  /** When the row had changed last at the service, as it said; '' when it did not say. */
  readonly version: string;
  /** Whose the row was when it was exported; '' in an export of an earlier version, and in a row that is new. */
  readonly owner: string;
  /** What the row asks for; undefined leaves it to the options of the command. */
  readonly word: ActionWord | undefined;
  /** What is wrong with the marks. */
  readonly problem: Problem | undefined;
}

/** Prepares to read the marks of a table's rows; undefined where it has no column for any. */
export function marksReader({ columns }: Mapping): ((row: SourceRow) => RowMarks) | undefined {
  // A document number says which row it is, and nothing about what is to become of it.
  const marked = columns.filter(({ mark }) => mark !== undefined && mark !== 'document');
  if (marked.length === 0) return undefined;
  return (row) => {
    const cellOf = (mark: string): Cell =>
      row.cells[marked.find((column) => column.mark === mark)?.index ?? -1] ?? null;
    const action = readAction(cellOf('action'));
    return {
      remoteId: cellText(cellOf('remoteId')).trim(),
      hash: cellText(cellOf('hash')).trim(),
      version: cellText(cellOf('version')).trim(),
      owner: cellText(cellOf('owner')).trim(),
      word: action.ok ? action.value : undefined,
      problem: action.ok ? undefined : problemAt(placeOf(row, cellText(cellOf('action'))), action.finding),
    };
  };

  function placeOf({ sheet, row }: SourceRow, value: string) {
    return { sheet, row, column: marked.find(({ mark }) => mark === 'action')?.title ?? '', field: '', value };
  }
}
