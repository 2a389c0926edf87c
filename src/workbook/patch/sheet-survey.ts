// The first pass over a sheet: how far its cells reach, and what stands around its rows. Changes nothing.

import { overLimit, type ReadLimits } from '../read-limits.js';
import { SHEET_COLUMNS } from '../sheet-writer.js';
import { type CellRange, readRange } from './cell-range.js';
import { RowCells } from './row-cells.js';
import { type RowBatch, SheetRows } from './sheet-rows.js';

/** What the first pass found. */
export interface SheetSurvey {
  /** The sheet's XML without its rows. */
  readonly around: Buffer;
  /** The prefix of its elements, with its colon. */
  readonly prefix: string;
  /** The last row that holds anything. */
  readonly lastRow: number;
  /** For each column, by its number, 1 if it holds anything from the header row on; ours do not count. */
  readonly used: Uint8Array;
  /** The last column with a cell, which may be empty. */
  readonly lastCell: number;
  /** The look of the last title, as a number; '' for none. */
  readonly headerStyle: string;
  /** The columns that have a title. */
  readonly titled: ReadonlySet<number>;
  /** The cells that one formula fills, of several each. */
  readonly arrays: readonly CellRange[];
}

/** What the survey has to know. */
interface Surveyed {
  /** For errors: the file and the sheet. */
  readonly where: string;
  readonly headerRow: number;
  /** Columns of an earlier patch. */
  readonly own: ReadonlySet<number>;
  readonly limits: ReadLimits;
}

export async function surveySheet(pieces: AsyncIterable<Buffer>, surveyed: Surveyed): Promise<SheetSurvey> {
  const rows = new SheetRows(surveyed.where, surveyed.limits);
  const reach = new Reach(surveyed);
  for await (const batch of rows.batches(pieces)) reach.look(batch);
  const { lastRow, used, lastCell, headerStyle, titled, arrays } = reach;
  const around = Buffer.concat([rows.head, rows.tail]);
  return { around, prefix: rows.prefix, lastRow, used, lastCell, headerStyle, titled, arrays };
}

class Reach {
  lastRow = 0;
  readonly used = new Uint8Array(SHEET_COLUMNS + 1);
  lastCell = 0;
  headerStyle = '';
  readonly titled = new Set<number>();
  readonly arrays: CellRange[] = [];
  private readonly cells: RowCells;

  constructor(private readonly surveyed: Surveyed) {
    this.cells = new RowCells(surveyed.where);
  }

  look({ bytes, rows }: RowBatch): void {
    const { cells } = this;
    const { headerRow, own } = this.surveyed;
    for (const span of rows) {
      let isFilled = false;
      cells.enter(bytes, span);
      while (cells.next()) {
        if (cells.column > this.lastCell) this.reachTo(cells.column, span.row);
        if (!cells.filled || own.has(cells.column)) continue;
        isFilled = true;
        if (span.row >= headerRow) this.used[cells.column] = 1;
        if (span.row === headerRow) this.lookAtTitle();
        if (cells.formula >= 0) this.lookAtFormula(bytes);
      }
      if (isFilled) this.lastRow = span.row;
    }
  }

  private reachTo(column: number, row: number): void {
    const { limits, where } = this.surveyed;
    if (column > limits.columns)
      throw overLimit('columns', limits, `${where}, row ${row}: the number of columns`, { needed: column });
    this.lastCell = column;
  }

  private lookAtFormula(bytes: Buffer): void {
    const { formula } = this.cells;
    const tag = bytes.toString('latin1', formula, bytes.indexOf('>', formula));
    if (!/\st\s*=\s*["'](?:array|dataTable)/.test(tag)) return;
    const range = readRange(/\sref\s*=\s*["']([^"']*:[^"']*)/.exec(tag)?.[1]);
    if (range !== undefined) this.arrays.push(range);
  }

  private lookAtTitle(): void {
    this.titled.add(this.cells.column);
    this.headerStyle = this.cells.style;
  }
}
