// Copies a workbook with the answers in the place of the values they are about. Changed cells keep their look, everything else its
// bytes, and a sheet lists the changes. workbook/patch changes the package.

import { say } from '../../problems/place.js';
import { readCellStyles } from '../../read/xlsx/cell-styles.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { columnLetters } from '../../values/column-letters.js';
import type { CellPlace } from '../../workbook/note-shapes.js';
import type { NumberLooks, RowPatch, SheetReport, WorkbookPatch } from '../../workbook/patch/patch.js';
import { defaultLimits, type ReadLimits } from '../../workbook/read-limits.js';
import { writePatchedWorkbook } from '../../write/files/patched-workbook.js';
import { CHANGES_SHEET, changesSheet, type ListedChange } from '../../write/results/changes-sheet.js';
import { titleWidth } from '../../write/sheet/cell-size.js';
import { changesTitles } from '../../write/sheet/explaining-sheets.js';
import { rowJudge } from '../rows/judge-row.js';
import type { Table } from '../table/open-table.js';
import type { Answered } from './answers.js';
import { type AnswersBasis, CellAnswers, EarlierChanges, type NewText } from './cell-answers.js';
import type { Copied } from './copy-with-answers.js';
import { addedValue, typedAnswers } from './typed-answers.js';

/** What to copy, and where to. */
export interface WorkbookCopy extends AnswersBasis {
  readonly table: Table;
  readonly out: string;
  readonly limits: Partial<ReadLimits> | undefined;
}

/** What the copy has. */
export interface CopiedWorkbook extends Copied {
  /** The addresses of cells whose formulas gave way to answers. */
  readonly formulasReplaced: readonly string[];
  /** The addresses of cells that stay as they are, since others are calculated with the same formula. */
  readonly notChanged: readonly string[];
}

/**
 * Writes the copy.
 * @throws Stop of kind `input` for an answer to a value that the file does not have; then nothing is written.
 */
export async function workbookWithAnswers(copy: WorkbookCopy): Promise<CopiedWorkbook> {
  const { table, out, limits } = copy;
  const { source, sheet, mapping } = table;
  const pass = new CellAnswers(copy);
  const changes = new Changes(copy);
  const patch: WorkbookPatch = {
    sheets: [
      {
        sheet,
        headerRow: mapping.headerRow,
        statusColumns: pass.added.map(({ title }) => ({ title, width: titleWidth(title) })),
        rows: rowPatches(copy, pass, changes),
      },
    ],
    added: [changesSheet((sheets) => changes.listed(sheets))],
    looks: (styles) => numberLooks(styles, source.path),
  };
  const report = await writePatchedWorkbook(source.path, out, patch, { limits: { ...defaultLimits, ...limits } });
  const [{ formulasReplaced, notSet } = { formulasReplaced: [], notSet: [] }] = report.sheets;
  return {
    changes: CHANGES_SHEET,
    cells: pass.cells - notSet.length,
    added: pass.added.map(({ title }) => title),
    formulasReplaced: formulasReplaced.map(addressOf),
    notChanged: notSet.map(addressOf),
  };
}

async function* rowPatches(
  { table, answers }: WorkbookCopy,
  pass: CellAnswers,
  changes: Changes,
): AsyncGenerator<RowPatch> {
  const typed = await typedAnswers(table, answers);
  const values = pass.added.map(({ field, answered }) => addedValue(table, field, answered.use));
  for await (const batch of table.ownRows())
    for (const row of batch) {
      const own = pass.ofRow(row.row, (index) => row.cells[index]);
      const added = pass.ofAdded(row.row);
      if (own.length === 0 && added.length === 0) continue;
      changes.note(row, own, added);
      const filled = new Set(added.map(({ index }) => index));
      yield {
        row: row.row,
        status: values.map((value, place) => (filled.has(place) ? value : '')),
        set: own.map(({ index, after }) => ({ column: index + 1, value: typed(index, after) })),
      };
    }
  await pass.requireFound(() => earlierChanges(table));
}

/** How looks show numbers: those that are scaled or shown per cent would make another number of an answer. */
function numberLooks(styles: Buffer, path: string): NumberLooks {
  const { shown, shownAs, placeOf } = readCellStyles(styles, path);
  return (look) => {
    const kind = shown[look] ?? 'number';
    if (kind === 'date') return 'day';
    const { display = 0 } = shownAs[placeOf[look] ?? 0] ?? {};
    return kind === 'number' && display === 0 ? kind : undefined;
  };
}

/** The changes by which a workbook was made, if it is a copy. */
async function earlierChanges({ source }: Table): Promise<EarlierChanges> {
  const known = new EarlierChanges();
  for (const { name } of source.detection.sheets.filter((one) => one.name.startsWith(CHANGES_SHEET))) {
    let isList: boolean | undefined;
    for await (const batch of source.rows(name)) {
      const [first] = batch;
      isList ??= first?.cells.map(cellText).join('\n') === changesTitles.join('\n');
      if (!isList) break;
      for (const { cells } of batch) {
        const [, column = '', before = '', after = ''] = cells.map(cellText);
        known.add(column, before, after);
      }
    }
  }
  return known;
}

/** A changed cell. */
interface Change {
  readonly row: number;
  readonly text: NewText;
  readonly isAdded: boolean;
}

/** The changes in the order of the rows, and why they were made. */
class Changes {
  private readonly changes: Change[] = [];
  private readonly reasons = new Map<Answered, string>();
  private readonly judge: ReturnType<typeof rowJudge>;

  constructor(private readonly copy: WorkbookCopy) {
    const { mapping, readings } = copy.table;
    this.judge = rowJudge(mapping, readings, 'keep');
  }

  note(row: SourceRow, own: readonly NewText[], added: readonly NewText[]): void {
    for (const text of own) this.add({ row: row.row, text, isAdded: false }, row);
    for (const text of added) this.add({ row: row.row, text, isAdded: true }, row);
  }

  private add(change: Change, row: SourceRow): void {
    this.changes.push(change);
    const { answered, title } = change.text;
    // All cells of an answer have the same cause.
    if (!this.reasons.has(answered)) this.reasons.set(answered, this.reasonOf(row, title, answered));
  }

  *listed([sheet]: readonly SheetReport[]): Generator<ListedChange> {
    const replaced = new Set(sheet?.formulasReplaced.map(addressOf));
    const notSet = new Set(sheet?.notSet.map(addressOf));
    const hadFormulas = replaced.size + notSet.size > 0;
    for (const { row, text, isAdded } of this.changes) {
      const { index, title, before, after, answered } = text;
      const address = hadFormulas && !isAdded ? addressOf({ row, column: index + 1 }) : '';
      const reason = this.reasons.get(answered) ?? '';
      if (notSet.has(address)) yield { row, column: title, before, after: before, reason: NOT_CHANGED };
      else {
        const more = replaced.has(address) ? `; ${REPLACED}` : '';
        yield { row, column: title, before, after, reason: reason + more };
      }
    }
  }

  /** What is wrong with the value; for other values, which line asks for the change. */
  private reasonOf(row: SourceRow, title: string, { fix }: Answered): string {
    const { table, fixes } = this.copy;
    const found = [...table.problems, ...(table.matrix ? [] : this.judge(row).problems)].find(
      ({ severity, column, field, value }) =>
        severity !== 'note' && (column === title || (column === '' && field === fix.column)) && value === fix.value,
    );
    return found === undefined ? `${fixes}, line ${fix.line}` : say(found);
  }
}

const REPLACED = 'the formula of the cell gave way to the value';
const NOT_CHANGED = 'not changed: this cell and others are calculated with one formula; change it in Excel';

function addressOf({ row, column }: CellPlace): string {
  return `${columnLetters(column - 1)}${row}`;
}
