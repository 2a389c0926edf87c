// `fix`: applies the answers of a file of fixes, to a corrected copy of the file or to its mapping file.

import { extname } from 'node:path';
import { Stop } from '../../problems/stop.js';
import { openCopy } from '../../read/open-source.js';
import { cellText } from '../../values/cell.js';
import { isSameFile } from '../../write/files/same-file.js';
import type { TableRequest } from '../requests.js';
import { openTable, type Table } from '../table/open-table.js';
import type { Tools } from '../tools.js';
import { titleAdder } from './added-title.js';
import { answersFor, type TableAnswers } from './answers.js';
import { type Copied, copyWithAnswers } from './copy-with-answers.js';
import { readFixes } from './fixes-file.js';
import { mappingEntries, putInMapping } from './put-in-mapping.js';
import { neededThroughout, type RowsToFill, rowsToFill } from './rows-to-fill.js';
import { type CopiedWorkbook, workbookWithAnswers } from './workbook-with-answers.js';

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
export interface Fixed extends Applied, Copied, Partial<Omit<CopiedWorkbook, keyof Copied>> {
  readonly out: string;
}

/** Answers in a mapping file. */
export interface FixedMapping extends Applied {
  readonly mapping: string;
  /** Entries of value tables, and constants. */
  readonly entries: number;
}

/**
 * Writes a corrected copy of a file. In a CSV file every other byte is the same, in a workbook every other cell and part.
 * @throws Stop of kind `input` for fixes that do not fit the file, of kind `usage` for a path that does not; then nothing is written.
 */
export function fixFile(request: FixRequest & { readonly out: string }, tools: Pick<Tools, 'clock'>): Promise<Fixed> {
  return withAnswers(request, tools, async (table, answers, filling): Promise<Omit<Fixed, keyof Applied>> => {
    const { out, fixes, limits } = request;
    await requireCopy(request);
    const { name } = table;
    const raw = await openCopy(request.file, request);
    requireSameKind(out, request.file, raw === undefined);
    const titleOf = titleAdder(table, ownTitles(table));
    const basis = { name, answers, titleOf, filling: await filling(), fixes, out };
    if (raw === undefined) return { out, ...(await workbookWithAnswers({ ...basis, table, limits })) };
    const { headerRow } = table.mapping;
    return { out, ...(await copyWithAnswers({ ...basis, raw, source: request.file, headerRow })) };
  });
}

/** @throws Stop of kind `usage` where the copy would take the place of the file. */
export async function requireCopy({ file, out }: { readonly file: string; readonly out: string }): Promise<void> {
  if (!(await isSameFile(out, file))) return;
  const what = `--out ${out} is the file itself, which fix leaves as it is`;
  throw new Stop('usage', 'USAGE', what, 'choose another name');
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

/** Programs open a workbook by the end of its name: one with macros must keep its own. */
function requireSameKind(out: string, file: string, isWorkbook: boolean): void {
  const own = extname(file).toLowerCase();
  const copy = extname(out).toLowerCase();
  const wanted = /^\.xl[st][xm]$/.test(own) ? own : '.xlsx';
  if (isWorkbook ? copy === wanted : !/^\.xl/.test(copy)) return;
  const what = isWorkbook ? `${file} is a workbook, and its copy must be one, too` : `${file} is no workbook`;
  throw new Stop('usage', 'USAGE', what, `end the name of --out in ${isWorkbook ? wanted : '.csv'}`);
}
