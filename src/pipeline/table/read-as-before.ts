// Reads a result workbook as the run read it that wrote it: with its options, and with what its columns were found to be. What the
// command line says goes first.

import type { ReadSource } from '../../read/source/without-results.js';
import { READING_SHEET, toldTablesOf } from '../../write/results/reading-sheet.js';
import type { TableRequest } from '../requests.js';
import { type KeptColumn, type KeptTable, keptTableOf } from './kept-table.js';
import { sheetNamed } from './search-sheets.js';

/** A request with what an earlier run knew. */
export interface AsBefore {
  readonly request: TableRequest;
  /** How columns were read, where their cells left a choice. */
  readonly columns: readonly KeptColumn[];
  readonly said: readonly string[];
}

/** How the tables of a result workbook were read; none for any other file. */
export async function keptTables(source: ReadSource): Promise<readonly KeptTable[]> {
  // A program may have dropped the name by which the sheet is found, so that there is a second, newer one.
  const named = source.detection.sheets.filter(({ name }) => name.startsWith(READING_SHEET)).reverse();
  for (const { name } of named) {
    const rows = [];
    for await (const batch of source.rows(name)) rows.push(...batch);
    const tables = toldTablesOf(rows).flatMap((told) => keptTableOf(told) ?? []);
    if (tables.length > 0) return tables;
  }
  return [];
}

/** The tables that the run read that wrote the file, if it is a result workbook; a sheet without its name is looked for again. */
export async function tablesBefore(
  source: ReadSource,
): Promise<readonly { readonly sheet: string | undefined; readonly dataset: string }[]> {
  const tables = await keptTables(source);
  return tables.map(({ sheet, dataset }) => ({ sheet: hasSheet(source, sheet) ? sheet : undefined, dataset }));
}

/** The request with the options of the run that wrote the file, where it is a result workbook. */
export async function readAsBefore(source: ReadSource, request: TableRequest): Promise<AsBefore> {
  const kept = keptFor(await keptTables(source), source, request);
  if (kept === undefined) return { request, columns: [], said: [] };
  const sheet = request.sheet ?? (hasSheet(source, kept.sheet) ? kept.sheet : undefined);
  const { locale } = request.mapping ?? {};
  const asBefore: TableRequest = {
    ...request,
    sheet,
    dataset: request.dataset ?? kept.dataset,
    headerRow:
      request.headerRow ??
      (kept.headerRow === undefined ? undefined : await headerRowNow(source, sheet, kept.headerRow)),
    mapping: request.mapping ?? kept.mapping,
    constants: kept.constants || request.constants ? { ...kept.constants, ...request.constants } : undefined,
    unpivot: request.unpivot || kept.unpivot,
    decimal: request.decimal ?? locale?.decimal ?? kept.decimal,
    dateOrder: request.dateOrder ?? locale?.dateOrder ?? kept.dateOrder,
    netAmounts: request.netAmounts || kept.netAmounts,
    datesFrom: request.datesFrom ?? locale?.datesFrom ?? kept.datesFrom,
    datesTo: request.datesTo ?? locale?.datesTo ?? kept.datesTo,
  };
  return { request: asBefore, columns: kept.columns, said: [`read as in the run that wrote it${optionsText(kept)}`] };
}

/** What is known of the table that is asked for. Nothing holds for another dataset. */
function keptFor(
  tables: readonly KeptTable[],
  source: ReadSource,
  { sheet, dataset }: TableRequest,
): KeptTable | undefined {
  const fitting = tables.filter((one) => dataset === undefined || one.dataset === dataset);
  const names = source.detection.sheets.map(({ name }) => name);
  const named = sheet === undefined ? undefined : fitting.find((one) => one.sheet === sheetNamed(sheet, names));
  if (named) return named;
  const [only, ...others] = fitting;
  // A sheet may have another name by now.
  return others.length === 0 && only && (sheet === undefined || !hasSheet(source, only.sheet)) ? only : undefined;
}

function hasSheet({ detection }: ReadSource, sheet: string): boolean {
  return detection.sheets.some(({ name }) => name === sheet);
}

/** Rows may have been put above the header: our own columns show where it is. */
async function headerRowNow(source: ReadSource, sheet: string | undefined, before: number): Promise<number> {
  if (sheet === undefined) return before;
  for await (const batch of source.rows(sheet)) {
    const row = source.resultHeader(sheet);
    if (row !== undefined) return row;
    if (batch.length === 0 || (batch.at(-1)?.row ?? 0) > before + WITHIN) break;
  }
  return before;
}

/** Rows that somebody may have put above the header. */
const WITHIN = 200;

function optionsText({ mapping, constants, unpivot, decimal, dateOrder }: KeptTable): string {
  const parts = [
    ...(mapping && mapping.file !== '' ? [`mapping ${mapping.file}`] : []),
    ...(unpivot ? ['--unpivot'] : []),
    ...(decimal === undefined ? [] : [`--decimal ${decimal}`]),
    ...(dateOrder === undefined ? [] : [`--date-order ${dateOrder}`]),
    ...Object.entries(constants ?? {}).map(([field, text]) => `--set ${JSON.stringify(`${field}=${text}`)}`),
  ];
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
