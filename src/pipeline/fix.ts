// `fix`: applies the answers of a file of fixes, to a corrected copy of the file or to its mapping file.

import { Stop } from '../problems/stop.js';
import { openCopy } from '../read/open-source.js';
import { cellText } from '../values/cell.js';
import { titleAdder } from './fixes/added-title.js';
import { answersFor, type TableAnswers } from './fixes/answers.js';
import { copyWithAnswers } from './fixes/copy-with-answers.js';
import { readFixes } from './fixes/fixes-file.js';
import { mappingEntries, putInMapping } from './fixes/put-in-mapping.js';
import { neededThroughout, type RowsToFill, rowsToFill } from './fixes/rows-to-fill.js';
import type { TableRequest } from './requests.js';
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
  return withAnswers(request, tools, async (table, answers, filling) => {
    const raw = await openCopy(request.file, request);
    if (raw === undefined) throw isWorkbook(table.file);
    const copied = await copyWithAnswers({
      raw,
      source: request.file,
      name: table.name,
      headerRow: table.mapping.headerRow,
      answers,
      titleOf: titleAdder(table, ownTitles(table)),
      filling: await filling(),
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
  return withAnswers(request, tools, async (table, answers, filling) => {
    const entries = await mappingEntries(table, answers, await filling(), fixes);
    await putInMapping(mapping, table.dataset.name, entries);
    return { mapping, entries: entries.length };
  });
}

async function withAnswers<T>(
  request: FixRequest,
  { clock }: Pick<Tools, 'clock'>,
  work: (table: Table, answers: TableAnswers, filling: () => Promise<RowsToFill>) => Promise<T>,
): Promise<T & Applied> {
  const fixes = await readFixes(request.fixes);
  const now = clock.now();
  const table = await openTable(request, undefined, now);
  try {
    const answers = answersFor(fixes, request.fixes, table.mapping, ownTitles(table));
    const done = await work(table, answers, () => fillingOf(request, table, answers, now));
    return { ...done, dataset: table.dataset.name, unanswered: fixes.filter(({ use }) => use === '').length };
  } finally {
    await table.source.close();
  }
}

/** Which rows the answers fill. Fields that every row needs are given first: some rules ask only then. */
async function fillingOf(request: FixRequest, table: Table, answers: TableAnswers, now: number): Promise<RowsToFill> {
  const needed = [...neededThroughout(table.mapping, answers)];
  if (needed.length === 0) return rowsToFill(table, answers);
  const given = Object.fromEntries(needed.map((field) => [field, answers.fields.get(field)?.use ?? '']));
  const whole = await openTable({ ...request, constants: { ...given, ...request.constants } }, undefined, now);
  try {
    return await rowsToFill(whole, answers);
  } finally {
    await whole.source.close();
  }
}

/** The titles of the file's own columns. */
function ownTitles({ header, matrix }: Table): readonly string[] {
  return header.cells.map((cell) => cellText(cell).replace(/\s+/g, ' ').trim()).slice(0, matrix?.width);
}

function isWorkbook(name: string): Stop {
  return new Stop(
    'input',
    'NOT_COPIED',
    `${name} is a workbook; a corrected copy can be written of CSV files only`,
    'put the answers into a mapping file: leave --out away, and name the file with --mapping FILE',
  );
}
