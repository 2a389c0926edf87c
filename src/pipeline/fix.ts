// `fix`: applies the answers of a file of fixes, to a corrected copy of the file or to its mapping file.

import { Stop } from '../problems/stop.js';
import { openCopy } from '../read/open-source.js';
import { cellText, isBlank } from '../values/cell.js';
import { answersFor, type ColumnAnswers, type TableAnswers } from './fixes/answers.js';
import { copyWithAnswers } from './fixes/copy-with-answers.js';
import { readFixes } from './fixes/fixes-file.js';
import { mappingEntries, putInMapping } from './fixes/put-in-mapping.js';
import type { TableRequest } from './requests.js';
import { judgeRows } from './run/judge-rows.js';
import { openTable, type Table } from './table/open-table.js';
import type { Tools } from './tools.js';

/** Which file to fix, and how. */
export interface FixRequest extends TableRequest {
  /** The path of the file with the fixes. */
  readonly fixes: string;
}

/** What both ways of fixing say of the file with the fixes. */
interface Applied {
  readonly dataset: string;
  /** Lines without an answer. */
  readonly unanswered: number;
}

/** A corrected copy. */
export interface Fixed extends Applied {
  readonly out: string;
  /** The path of the list of changes. */
  readonly changes: string;
  /** Cells that differ from the file. */
  readonly cells: number;
  /** The titles of the columns that were added. */
  readonly added: readonly string[];
}

/** Answers in a mapping file. */
export interface FixedMapping extends Applied {
  readonly mapping: string;
  /** Entries of value tables, and constants. */
  readonly entries: number;
}

/**
 * Writes a corrected copy of a CSV file, in which every other byte is the same.
 * @throws Stop of kind `input` for a workbook, and for fixes that do not fit the file; then nothing is written.
 */
export function fixFile(request: FixRequest & { readonly out: string }, tools: Pick<Tools, 'clock'>): Promise<Fixed> {
  return withAnswers(request, tools, async (table, answers) => {
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
    return { out: request.out, ...copied };
  });
}

/**
 * Puts the answers into a mapping file, by which every later command reads the file.
 * @throws Stop of kind `input` for fixes that do not fit the file; then nothing is written.
 */
export function fixMapping(
  request: FixRequest & { readonly mappingFile: string },
  tools: Pick<Tools, 'clock'>,
): Promise<FixedMapping> {
  const { fixes, mappingFile: mapping } = request;
  return withAnswers(request, tools, async ({ dataset, name, rows }, answers) => {
    const entries = await mappingEntries(answers, rows(), name, fixes);
    await putInMapping(mapping, dataset.name, entries);
    return { mapping, entries: entries.length };
  });
}

async function withAnswers<T>(
  request: FixRequest,
  { clock }: Pick<Tools, 'clock'>,
  work: (table: Table, answers: TableAnswers) => Promise<T>,
): Promise<T & Applied> {
  const fixes = await readFixes(request.fixes);
  const table = await openTable(request, undefined, clock.now());
  try {
    const done = await work(table, answersFor(fixes, request.fixes, table.mapping, ownTitles(table)));
    return { ...done, dataset: table.dataset.name, unanswered: fixes.filter(({ use }) => use === '').length };
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
