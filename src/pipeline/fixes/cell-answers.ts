// Which cells of a row get which text by the answers of a file of fixes, and which columns a copy gains. Writing them is up to the
// copies.

import { shownValue } from '../../problems/causes.js';
import type { Stop } from '../../problems/stop.js';
import { type Cell, cellText, isBlank } from '../../values/cell.js';
import { type Answered, type ColumnAnswers, IN_MAPPING, type TableAnswers, wrong } from './answers.js';
import type { Fix } from './fixes-file.js';
import type { RowsToFill } from './rows-to-fill.js';

/** What is answered, and where. */
export interface AnswersBasis {
  /** The file as messages call it. */
  readonly name: string;
  readonly answers: TableAnswers;
  /** The title of a column that is added for a field; undefined where there is none. */
  readonly titleOf: (field: string) => string | undefined;
  readonly filling: Pick<RowsToFill, 'isFilled'>;
  /** The path of the file with the fixes. */
  readonly fixes: string;
}

/** A cell that gets another text. */
export interface NewText {
  /** From 0: its column in the file, or its place among the added ones. */
  readonly index: number;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly answered: Answered;
}

/** A column that a copy gains. */
interface AddedColumn {
  readonly title: string;
  readonly field: string;
  readonly answered: Answered;
}

/** One pass over the rows of a file. */
export class CellAnswers {
  /** Cells that differ. */
  cells = 0;
  readonly added: readonly AddedColumn[];
  private readonly found = new Set<Answered>();

  /** @throws Stop of kind `input` for answers that no copy of the file can hold. */
  constructor(private readonly basis: AnswersBasis) {
    const { answers, titleOf } = basis;
    for (const { fix } of answers.constants.values())
      throw this.wrong(fix, 'the text stands in the mapping file, not in the file itself', IN_MAPPING);
    this.added = [...answers.fields].map(([field, answered]) => {
      const title = titleOf(field);
      if (title !== undefined) return { field, answered, title };
      throw this.wrong(answered.fix, `no column that is added would be read as ${field}`, IN_MAPPING);
    });
  }

  /** The cells of the file's own columns that change in a row. @param cellAt From 0. */
  ofRow(row: number, cellAt: (index: number) => Cell | undefined): readonly NewText[] {
    return this.basis.answers.columns.flatMap((column) => this.answerIn(row, column, cellAt(column.index)));
  }

  /** The cells of the added columns that a row fills. */
  ofAdded(row: number): readonly NewText[] {
    return this.added.flatMap(({ title, field, answered }, index) => {
      if (!this.basis.filling.isFilled({ field }, row)) return [];
      this.cells += 1;
      return [{ index, title, before: '', after: answered.use, answered }];
    });
  }

  /**
   * @param earlier The changes by which the file was made, if it is a copy.
   * @throws Stop for the answers to values that no cell has, unless the file is a copy that has them already.
   */
  async requireFound(earlier: () => Promise<EarlierChanges>): Promise<void> {
    const { answers, name } = this.basis;
    const unfound = answers.columns.flatMap(({ title, uses, parts }) =>
      [...uses].flatMap(([value, answered]) => (this.found.has(answered) ? [] : [{ title, value, answered, parts }])),
    );
    if (unfound.length === 0) return;
    const known = await earlier();
    for (const { title, value, answered, parts } of unfound) {
      if (known.has(title, value, answered.use)) continue;
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

  wrong(fix: Fix, why: string, instead?: string): Stop {
    return wrong(this.basis.fixes, fix, why, instead);
  }

  private answerIn(row: number, column: ColumnAnswers, cell: Cell | undefined): readonly NewText[] {
    const { index, title, uses } = column;
    const before = cellText(cell);
    const read = readAs(column, cell ?? null);
    const answered = isBlank(read)
      ? this.basis.filling.isFilled(column, row) && uses.get('')
      : uses.get(shownValue(cellText(read)));
    if (!answered) return [];
    this.found.add(answered);
    const { use, fix } = answered;
    if (use === before) return [];
    if (cellText(readAs(column, use)) !== use)
      throw this.wrong(fix, `the mapping file reads ${JSON.stringify(use)} of this column as another text`, IN_MAPPING);
    this.cells += 1;
    return [{ index, title, before, after: use, answered }];
  }
}

/** The changes by which a copy was made. */
export class EarlierChanges {
  private readonly keys = new Set<string>();

  add(column: string, before: string, after: string): void {
    this.keys.add(changeKey(column, isBlank(before) ? '' : shownValue(before), after));
  }

  /** @param before As files of fixes show it. */
  has(column: string, before: string, after: string): boolean {
    return this.keys.has(changeKey(column, before, after));
  }
}

function changeKey(column: string, before: string, after: string): string {
  return JSON.stringify([column, before, after]);
}

/** A cell of a column as the checks see it. */
function readAs({ index, mapped }: ColumnAnswers, cell: Cell): Cell {
  if (mapped?.derive === undefined) return cell;
  const cells: Cell[] = [];
  cells[index] = cell;
  return mapped.derive(cells);
}
