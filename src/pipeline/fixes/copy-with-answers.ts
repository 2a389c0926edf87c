// Copies a CSV file with the answers in the place of the values they are about. Every other byte stays as it is: delimiters, quotes,
// line ends, encoding, and whatever stands above the header.

import { existsSync } from 'node:fs';
import type { RawCell, RawCsv, RawRow } from '../../read/csv/raw-rows.js';
import { END_OF_FILE } from '../../read/csv/read-csv.js';
import { openSource } from '../../read/open-source.js';
import { cellText, isBlank } from '../../values/cell.js';
import { guardFormula } from '../../values/formula-guard.js';
import { openCsv } from '../../write/files/csv.js';
import { orLeave } from '../../write/files/or-leave.js';
import { openPartFile } from '../../write/files/part-file.js';
import { type AnswersBasis, CellAnswers, EarlierChanges, type NewText } from './cell-answers.js';
import type { Fix } from './fixes-file.js';

/** What to copy, and where to. */
export interface Copy extends AnswersBasis {
  readonly raw: RawCsv;
  /** The path of the file. */
  readonly source: string;
  readonly headerRow: number;
  readonly out: string;
}

/** What a copy has. */
export interface Copied {
  /** The path of the list of changes; of a workbook, the name of the sheet that lists them. */
  readonly changes: string;
  /** Cells that differ. */
  readonly cells: number;
  /** The titles of columns that were added. */
  readonly added: readonly string[];
}

/** Bytes that are gathered before they go to the disk. */
const MOST_GATHERED = 256 * 1024;

/**
 * Writes the copy, and the list of its changes beside it.
 * @throws Stop of kind `input` for an answer to a value that the file does not have; then nothing is written.
 */
export async function copyWithAnswers(copy: Copy): Promise<Copied> {
  const pass = new Pass(copy);
  const changes = changesOf(copy.out);
  const list = await openCsv(changes, {
    delimiter: ',',
    byteOrderMark: true,
    columns: ['row', 'column', 'before', 'after'],
  });
  const file = await orLeave(list, () => openPartFile(copy.out));
  const discard = async (): Promise<void> => {
    await file.discard();
    await list.discard();
  };
  try {
    let gathered = '';
    for await (const batch of copy.raw.rows()) {
      for (const row of batch) {
        gathered += pass.fixed(row);
        for (const { title, before, after } of pass.takeChanges()) await list.write([row.row, title, before, after]);
      }
      if (gathered.length < MOST_GATHERED) continue;
      await file.write(copy.raw.bytesOf(gathered));
      gathered = '';
    }
    if (gathered !== '') await file.write(copy.raw.bytesOf(gathered));
    await pass.answers.requireFound(() => earlierChanges(copy.source));
    await file.close();
    await list.close();
  } catch (cause) {
    await discard();
    throw cause;
  }
  return { changes, cells: pass.answers.cells, added: pass.answers.added.map(({ title }) => title) };
}

/** The list of the changes of a copy. */
export function changesOf(copy: string): string {
  return `${copy}.changes.csv`;
}

/** The changes by which a file was copied, if it was. */
async function earlierChanges(path: string): Promise<EarlierChanges> {
  const known = new EarlierChanges();
  if (!existsSync(changesOf(path))) return known;
  const list = await openSource(changesOf(path), { delimiter: ',', encoding: 'utf-8' });
  try {
    for await (const batch of list.rows(''))
      for (const { cells } of batch) {
        const [, column = '', before = '', after = ''] = cells.map(cellText);
        known.add(column, before, after);
      }
  } finally {
    await list.close();
  }
  return known;
}

/** A cell as it is written. */
interface NewCell {
  readonly index: number;
  readonly text: string;
}

class Pass {
  readonly answers: CellAnswers;
  private changes: readonly NewText[] = [];
  /** Cells of the header. */
  private width = 0;

  constructor(private readonly copy: Copy) {
    this.answers = new CellAnswers(copy);
  }

  /** What the last row has got. */
  takeChanges(): readonly NewText[] {
    const taken = this.changes;
    this.changes = [];
    return taken;
  }

  /** The row as it is written. */
  fixed(row: RawRow): string {
    const { headerRow, raw } = this.copy;
    if (row.row === 0 || row.row < headerRow) return row.raw;
    if (row.row === headerRow) {
      this.width = row.cells.length;
      const titles = this.answers.added.map(({ title, answered: { fix } }, at) =>
        this.newCell(this.width + at, title, fix),
      );
      return withCells(raw, row, titles);
    }
    if (this.isBlankRow(row)) return row.raw;
    const own = this.answers.ofRow(row.row, (index) => {
      const cell = row.cells[index];
      return cell && raw.valueOf(row, cell);
    });
    const added = this.answers.ofAdded(row.row);
    this.changes = [...own, ...added];
    // A row with more cells than the header is an error, and stays one.
    const width = Math.max(this.width, row.cells.length);
    return withCells(raw, row, [
      ...own.map(({ index, after, answered }) => this.newCell(index, after, answered.fix, row.cells[index])),
      ...added.map(({ index, after, answered }) => this.newCell(width + index, after, answered.fix)),
    ]);
  }

  private newCell(index: number, text: string, fix: Fix, cell?: RawCell): NewCell {
    const { raw, name } = this.copy;
    const own = raw.cellFor(guardFormula(text), cell?.isQuoted ?? false);
    if (own !== undefined) return { index, text: own };
    throw this.answers.wrong(fix, `${name} is in ${raw.encoding}, which cannot hold ${JSON.stringify(text)}`);
  }

  private isBlankRow(row: RawRow): boolean {
    return row.cells.every((cell) => {
      const text = row.raw.slice(cell.start, cell.end);
      return text === '' || text === END_OF_FILE || isBlank(this.copy.raw.valueOf(row, cell));
    });
  }
}

function withCells({ delimiter }: RawCsv, { raw, cells }: RawRow, news: readonly NewCell[]): string {
  if (news.length === 0) return raw;
  let text = '';
  let at = 0;
  let last = cells.length - 1;
  for (const { index, text: own } of [...news].sort((one, other) => one.index - other.index)) {
    const cell = cells[index];
    const from = cell?.start ?? cells.at(-1)?.end ?? 0;
    text += raw.slice(at, from) + (cell ? '' : delimiter.repeat(index - last)) + own;
    at = cell?.end ?? from;
    last = Math.max(last, index);
  }
  return text + raw.slice(at);
}
