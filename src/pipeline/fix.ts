// `fix`: applies the answers of a file of fixes, to a corrected copy of the file or to its mapping file.

import { Stop } from '../problems/stop.js';
import { openCopy } from '../read/open-source.js';
import { cellText, isBlank } from '../values/cell.js';
import { answersFor, type ColumnAnswers, type TableAnswers } from './fixes/answers.js';
import { copyWithAnswers } from './fixes/copy-with-answers.js';
import { readFixes } from './fixes/fixes-file.js';
import type { TableRequest } from './requests.js';
import { judgeRows } from './run/judge-rows.js';
import { openTable, type Table } from './table/open-table.js';
import type { Tools } from './tools.js';

/** Which file to fix, and how. */
export interface FixRequest extends TableRequest {
  /** The path of the file with the fixes. */
  readonly fixes: string;
  /** The path of the corrected copy. */
  readonly out: string;
}

/** What was fixed. */
export interface Fixed {
  readonly out: string;
  /** The path of the list of changes. */
  readonly changes: string;
  /** Cells that differ from the file. */
  readonly cells: number;
  /** The titles of the columns that were added. */
  readonly added: readonly string[];
  /** Lines without an answer. */
  readonly unanswered: number;
}

/**
 * Writes a corrected copy of a CSV file, in which every other byte is the same.
 * @throws Stop of kind `input` for a workbook, and for fixes that do not fit the file; then nothing is written.
 */
export async function fixFile(request: FixRequest, { clock }: Pick<Tools, 'clock'>): Promise<Fixed> {
  const fixes = await readFixes(request.fixes);
  const table = await openTable(request, undefined, clock.now());
  try {
    const answers = answersFor(fixes, request.fixes, table.mapping, ownTitles(table));
    const raw = await openCopy(request.file, request);
    if (raw === undefined) throw isWorkbook(table.file);
    const missing = await missingCells(table, answers);
    const copied = await copyWithAnswers({
      raw,
      source: request.file,
      name: table.name,
      headerRow: table.mapping.headerRow,
      answers,
      titleOf: (field) => table.dataset.fields[field]?.title ?? field,
      isMissing: ({ title }, row) => missing.get(title)?.has(row) ?? false,
      fixes: request.fixes,
      out: request.out,
    });
    return { out: request.out, ...copied, unanswered: fixes.filter(({ use }) => use === '').length };
  } finally {
    await table.source.close();
  }
}

/** The titles of the file's own columns. */
function ownTitles({ header, matrix }: Table): readonly string[] {
  return header.cells.map((cell) => cellText(cell).replace(/\s+/g, ' ').trim()).slice(0, matrix?.width);
}

/** By column, the rows whose empty cell is an error. The rows are judged only where an answer is about empty cells. */
async function missingCells(
  table: Table,
  { columns }: TableAnswers,
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const asked = columns.filter(({ uses }: ColumnAnswers) => uses.has(''));
  const rows = new Map(asked.map(({ title }) => [title, new Set<number>()]));
  if (asked.length === 0) return rows;
  for await (const batch of judgeRows(table, 'keep'))
    for (const { problems } of batch)
      for (const { severity, column, value, row } of problems)
        if (severity === 'error' && isBlank(value)) rows.get(column)?.add(row);
  return rows;
}

function isWorkbook(name: string): Stop {
  return new Stop(
    'input',
    'NOT_COPIED',
    `${name} is a workbook; a corrected copy can be written of CSV files only`,
    'put the answers into a mapping file: leave --out away, and name the file with --mapping FILE',
  );
}
