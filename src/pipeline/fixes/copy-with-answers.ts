// Copies a CSV file with the answers in the place of the values they are about. Every other byte stays as it is: delimiters, quotes,
// line ends, encoding, and whatever stands above the header.

import { existsSync } from 'node:fs';
import { shownValue } from '../../problems/causes.js';
import type { Stop } from '../../problems/stop.js';
import type { RawCell, RawCsv, RawRow } from '../../read/csv/raw-rows.js';
import { END_OF_FILE } from '../../read/csv/read-csv.js';
import { openSource } from '../../read/open-source.js';
import { type Cell, cellText, isBlank } from '../../values/cell.js';
import { guardFormula } from '../../values/formula-guard.js';
import { openCsv } from '../../write/files/csv.js';
import { orLeave } from '../../write/files/or-leave.js';
import { openPartFile } from '../../write/files/part-file.js';
import { type Answered, type ColumnAnswers, IN_MAPPING, type TableAnswers, wrong } from './answers.js';
import type { Fix } from './fixes-file.js';
import type { RowsToFill } from './rows-to-fill.js';

/** What to copy, and where to. */
export interface Copy {
  readonly raw: RawCsv;
  /** The path of the file. */
  readonly source: string;
  /** The file as messages call it. */
  readonly name: string;
  readonly headerRow: number;
  readonly answers: TableAnswers;
  /** The title of a column that is added for a field; undefined where there is none. */
  readonly titleOf: (field: string) => string | undefined;
  readonly filling: Pick<RowsToFill, 'isFilled'>;
  /** The path of the file with the fixes. */
  readonly fixes: string;
  readonly out: string;
}

/** What the copy has. */
export interface Copied {
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
        for (const change of pass.takeChanges()) await list.write(change);
      }
      if (gathered.length < MOST_GATHERED) continue;
      await file.write(copy.raw.bytesOf(gathered));
      gathered = '';
    }
    if (gathered !== '') await file.write(copy.raw.bytesOf(gathered));
    await pass.requireFound();
    await file.close();
    await list.close();
  } catch (cause) {
    await discard();
    throw cause;
  }
  return { changes, cells: pass.cells, added: pass.added };
}

/** The list of the changes of a copy. */
export function changesOf(copy: string): string {
  return `${copy}.changes.csv`;
}

function changeKey(column: string, before: string, after: string): string {
  return JSON.stringify([column, before, after]);
}

/** The changes by which a file was copied, if it was. */
async function earlierChanges(path: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  if (!existsSync(changesOf(path))) return known;
  const list = await openSource(changesOf(path), { delimiter: ',', encoding: 'utf-8' });
  try {
    for await (const batch of list.rows(''))
      for (const { cells } of batch) {
        const [, column = '', before = '', after = ''] = cells.map(cellText);
        known.add(changeKey(column, isBlank(before) ? '' : shownValue(before), after));
      }
  } finally {
    await list.close();
  }
  return known;
}

type Change = readonly [row: number, column: string, before: string, after: string];

/** A cell of a row that gets another text. */
interface NewCell {
  readonly index: number;
  readonly text: string;
}

class Pass {
  cells = 0;
  private readonly found = new Set<Answered>();
  private readonly columns: readonly {
    readonly title: string;
    readonly field: string;
    readonly answered: Answered;
  }[];
  private changes: Change[] = [];
  /** Cells of the header. */
  private width = 0;

  constructor(private readonly copy: Copy) {
    const { answers, titleOf } = copy;
    for (const { fix } of answers.constants.values())
      throw this.wrong(fix, 'the text stands in the mapping file, not in the file itself', IN_MAPPING);
    this.columns = [...answers.fields].map(([field, answered]) => {
      const title = titleOf(field);
      if (title !== undefined) return { field, answered, title };
      throw this.wrong(answered.fix, `no column that is added would be read as ${field}`, IN_MAPPING);
    });
  }

  get added(): readonly string[] {
    return this.columns.map(({ title }) => title);
  }

  takeChanges(): readonly Change[] {
    const taken = this.changes;
    this.changes = [];
    return taken;
  }

  /** The row as it is written. */
  fixed(row: RawRow): string {
    const { headerRow } = this.copy;
    if (row.row === 0 || row.row < headerRow) return row.raw;
    if (row.row === headerRow) {
      this.width = row.cells.length;
      return this.withCells(
        row,
        this.columns.map(({ title, answered: { fix } }, at) => this.newCell(this.width + at, title, fix)),
      );
    }
    if (this.isBlankRow(row)) return row.raw;
    const { columns } = this.copy.answers;
    return this.withCells(row, [...columns.flatMap((column) => this.answerIn(row, column)), ...this.addedTo(row)]);
  }

  /** @throws Stop for the answers to values that no cell has, unless the file is a copy that has them already. */
  async requireFound(): Promise<void> {
    const { answers, name, source } = this.copy;
    const unfound = answers.columns.flatMap(({ title, uses, parts }) =>
      [...uses].flatMap(([value, answered]) => (this.found.has(answered) ? [] : [{ title, value, answered, parts }])),
    );
    const earlier = unfound.length === 0 ? new Set<string>() : await earlierChanges(source);
    for (const { title, value, answered, parts } of unfound) {
      if (earlier.has(changeKey(title, value, answered.use))) continue;
      if (parts.length > 0 && value !== '')
        throw this.wrong(
          answered.fix,
          `no cell of the column ${title} is ${JSON.stringify(value)}: it may be a part`,
          IN_MAPPING,
        );
      const what = value === '' ? 'has no cell to fill' : `has no ${JSON.stringify(value)}`;
      throw this.wrong(answered.fix, `${name} ${what} in the column ${title}`);
    }
  }

  private answerIn(row: RawRow, column: ColumnAnswers): readonly NewCell[] {
    const { index, title, uses } = column;
    const cell = row.cells[index];
    const value = cell && this.copy.raw.valueOf(row, cell);
    const before = cellText(value);
    const read = readAs(column, value ?? null);
    const answered = isBlank(read)
      ? this.copy.filling.isFilled(column, row.row) && uses.get('')
      : uses.get(shownValue(cellText(read)));
    if (!answered) return [];
    this.found.add(answered);
    const { use, fix } = answered;
    if (use === before) return [];
    if (cellText(readAs(column, use)) !== use)
      throw this.wrong(fix, `the mapping file reads ${JSON.stringify(use)} of this column as another text`, IN_MAPPING);
    this.note(row, title, before, use);
    return [this.newCell(index, use, fix, cell)];
  }

  private addedTo(row: RawRow): readonly NewCell[] {
    // A row with more cells than the header is an error, and stays one.
    const width = Math.max(this.width, row.cells.length);
    return this.columns.flatMap(({ title, field, answered: { use, fix } }, at) => {
      if (!this.copy.filling.isFilled({ field }, row.row)) return [];
      this.note(row, title, '', use);
      return [this.newCell(width + at, use, fix)];
    });
  }

  private note({ row }: RawRow, column: string, before: string, after: string): void {
    this.cells += 1;
    this.changes.push([row, column, before, after]);
  }

  private newCell(index: number, text: string, fix: Fix, cell?: RawCell): NewCell {
    const own = this.copy.raw.cellFor(guardFormula(text), cell?.isQuoted ?? false);
    if (own === undefined)
      throw this.wrong(
        fix,
        `${this.copy.name} is in ${this.copy.raw.encoding}, which cannot hold ${JSON.stringify(text)}`,
      );
    return { index, text: own };
  }

  private withCells({ raw, cells }: RawRow, news: readonly NewCell[]): string {
    if (news.length === 0) return raw;
    const { delimiter } = this.copy.raw;
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

  private isBlankRow(row: RawRow): boolean {
    return row.cells.every((cell) => {
      const text = row.raw.slice(cell.start, cell.end);
      return text === '' || text === END_OF_FILE || isBlank(this.copy.raw.valueOf(row, cell));
    });
  }

  private wrong(fix: Fix, why: string, instead?: string): Stop {
    return wrong(this.copy.fixes, fix, why, instead);
  }
}

/** A cell of a column as the checks see it. */
function readAs({ index, mapped }: ColumnAnswers, cell: Cell): Cell {
  if (mapped?.derive === undefined) return cell;
  const cells: Cell[] = [];
  cells[index] = cell;
  return mapped.derive(cells);
}
