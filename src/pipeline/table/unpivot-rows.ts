// Turns the cells of a matrix into rows: every filled cell is a row with what its column's title says and its address.

import { valueReader } from '../../mapping/derived-columns.js';
import type { Matrix } from '../../mapping/matrix.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { type Cell, isBlank, type SourceRow } from '../../values/cell.js';

/** Rows that go on together: one row of the source may become many. */
const BATCH = 1000;

/** Unpivots batches of rows. A row with more cells than the header has columns passes unchanged, to be reported. */
export async function* unpivotRows(
  batches: AsyncIterable<readonly SourceRow[]>,
  matrix: Matrix,
  saved?: SavedMapping,
): AsyncGenerator<readonly SourceRow[]> {
  const readers = new Map(matrix.columns.map(({ index, title }) => [index, valueReader(saved, title)]));
  let made: SourceRow[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      for (const one of rowsOf(row, matrix, readers)) made.push(one);
      if (made.length < BATCH) continue;
      yield made;
      made = [];
    }
  }
  if (made.length > 0) yield made;
}

/** By the index of a column: how its cells are read, where the mapping has a table for them. */
type ValueReaders = ReadonlyMap<number, ReturnType<typeof valueReader>>;

function rowsOf(row: SourceRow, { columns, width }: Matrix, readers: ValueReaders): readonly SourceRow[] {
  const isRagged = row.sheet === '' && row.cells.some((cell, index) => index >= width && !isBlank(cell));
  if (isRagged) return [row];
  const own: Cell[] = Array.from({ length: width }, (_, index) => row.cells[index] ?? null);
  return columns.flatMap((from): readonly SourceRow[] => {
    const { index, letter, says } = from;
    const cell = own[index] ?? null;
    const read = readers.get(index);
    const value = read ? read(cell) : cell;
    if (isBlank(value)) return [];
    return [{ sheet: row.sheet, row: row.row, cells: [...own, ...says, value, `${letter}${row.row}`], from }];
  });
}
