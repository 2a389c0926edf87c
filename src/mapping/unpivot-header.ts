// Maps the header that the rows of a matrix have once every cell is a row of its own. Recognising a matrix is matrix.ts.

import type { ImportDataset } from '../datasets/dataset.js';
import type { SourceRow } from '../values/cell.js';
import { columnLetters } from '../values/column-letters.js';
import type { MeasureAbove } from './lines-above.js';
import { mapHeader } from './map-header.js';
import { headerTitles, type MappedColumn, type Mapping } from './mapping.js';
import type { Matrix } from './matrix.js';
import type { Guess } from './propose/guesses.js';
import type { SavedMapping } from './saved/saved-mapping.js';

/** A header once its matrix columns are unpivoted. */
export interface UnpivotedHeader {
  readonly mapping: Mapping;
  /** The header's titles, then those of the columns that each row gains. */
  readonly header: SourceRow;
}

/** The title of the column that says which cell a row was. */
const CELL_TITLE = 'Cell';

/**
 * Maps the header of a matrix: its own columns, but not those of the matrix, then what the titles say, the amount, and the
 * address of its cell.
 */
export function unpivotHeader(
  header: SourceRow,
  matrix: Matrix,
  dataset: ImportDataset,
  saved: SavedMapping | undefined,
  above: readonly MeasureAbove[] = [],
  guesses?: ReadonlyMap<string, Guess>,
): UnpivotedHeader {
  const { columns, fields, value, width } = matrix;
  const gained = [...fields, value].map((field) => dataset.fields[field]?.title ?? field);
  const own = headerTitles(header);
  const inMatrix = new Set(columns.map(({ index }) => index));
  const bare = own.map((title, index) => (inMatrix.has(index) ? null : title));
  const mapping = mapHeader({ ...header, cells: [...bare, ...gained] }, dataset, saved, above, guesses);
  const last = width + gained.length;
  const mapped = mapping.columns.slice(0, last).map((column): MappedColumn => {
    if (column.index >= width) return { ...column, gained: true };
    return { ...column, title: own[column.index] ?? '' };
  });
  const address: MappedColumn = {
    index: last,
    letter: columnLetters(last),
    title: CELL_TITLE,
    field: undefined,
    gained: true,
  };
  const made = mapping.columns.slice(last).map((column) => ({ ...column, index: column.index + 1 }));
  return {
    mapping: { ...mapping, columns: [...mapped, address, ...made] },
    header: { ...header, cells: [...own, ...gained, CELL_TITLE] },
  };
}
