// Looks for the header in the sheets of a file. choose-table.ts decides which of them is the table.

import type { ImportDataset } from '../../datasets/dataset.js';
import { loadImportDatasets } from '../../datasets/index.js';
import { type AskedHeader, type FoundHeader, findHeader } from '../../mapping/find-header.js';
import { Stop } from '../../problems/stop.js';
import type { Source } from '../../read/source/source.js';
import type { SourceRow } from '../../values/cell.js';

/** How many rows of a sheet are searched for the header. */
const HEADER_WITHIN = 100;

/** Rows of a sheet that are counted, where it is to be told from others. */
const MOST_COUNTED = 1000;
/** Rows that are counted in all sheets together. */
const MOST_COUNTED_IN_ALL = 50_000;

/** The first rows of a sheet, and its header. */
export interface SearchedSheet {
  readonly sheet: string;
  readonly rows: readonly SourceRow[];
  /** How many rows the sheet has, as far as they were counted. */
  readonly counted: number;
  /** Whether there are more rows than were counted. */
  readonly hasMore: boolean;
  readonly found: FoundHeader | undefined;
}

/** The names of sheets to look at. */
interface SheetNames {
  /** The sheet asked for, else the visible ones. */
  readonly first: readonly string[];
  /** The hidden ones, where the user named no sheet. */
  readonly hidden: readonly string[];
}

/** The sheets that are looked at. Throws a Stop when there is no such sheet. */
export function sheetsToSearch(source: Source, name: string, asked: string | undefined): SheetNames {
  const { sheets } = source.detection;
  const names = sheets.map((sheet) => sheet.name);
  if (asked === undefined) {
    const hidden = sheets.filter((sheet) => sheet.hidden).map((sheet) => sheet.name);
    const visible = names.filter((one) => !hidden.includes(one));
    return visible.length > 0 ? { first: visible, hidden } : { first: names, hidden: [] };
  }
  const named = sheetNamed(asked, names);
  if (named !== undefined) return { first: [named], hidden: [] };
  throw new Stop(
    'usage',
    'NO_SUCH_SHEET',
    `${name} has no sheet "${asked}"`,
    source.detection.format === 'csv'
      ? 'a CSV file has no sheets: remove --sheet'
      : `it has ${names.map((one) => JSON.stringify(one)).join(', ')}`,
  );
}

/** By its name; else ignoring case and blanks, since Excel allows no two such names; else by its number. */
export function sheetNamed(asked: string, names: readonly string[]): string | undefined {
  const folded = (name: string): string => name.trim().toLowerCase();
  const byName = names.find((name) => name === asked) ?? names.find((name) => folded(name) === folded(asked));
  return byName ?? (/^\d+$/.test(asked) ? names[Number(asked) - 1] : undefined);
}

/** Looks for the header of each sheet. */
export async function searchSheets(
  source: Source,
  sheets: readonly string[],
  datasets: readonly ImportDataset[],
  asked: AskedHeader,
): Promise<readonly SearchedSheet[]> {
  const searched: SearchedSheet[] = [];
  const within = Math.max(HEADER_WITHIN, asked.headerRow ?? 0);
  const toCount = sheets.length > 1 ? Math.min(MOST_COUNTED, MOST_COUNTED_IN_ALL / sheets.length) : 0;
  // A list of names is a table; beside other sheets, it may as well be one of their notes.
  const isWhole = source.detection.sheets.length === 1;
  for (const sheet of sheets) {
    const first = await firstRows(source, sheet, within, toCount);
    searched.push({ sheet, ...first, found: findHeader(first.rows, datasets, { ...asked, isWhole }) });
  }
  return searched;
}

/** As searchSheets, for sheets that may not matter: one that cannot be read is skipped. */
export async function searchHiddenSheets(
  source: Source,
  sheets: readonly string[],
  datasets: readonly ImportDataset[],
  asked: AskedHeader,
): Promise<readonly SearchedSheet[]> {
  const searched: SearchedSheet[] = [];
  for (const sheet of sheets) {
    try {
      searched.push(...(await searchSheets(source, [sheet], datasets, asked)));
    } catch (cause) {
      if (!(cause instanceof Stop)) throw cause;
    }
  }
  return searched;
}

/** The first rows of a sheet, as many as the header is searched in; and how many there are, as far as they are to be counted. */
async function firstRows(
  source: Source,
  sheet: string,
  within: number,
  toCount: number,
): Promise<Omit<SearchedSheet, 'sheet' | 'found'>> {
  const rows: SourceRow[] = [];
  let counted = 0;
  for await (const batch of source.rows(sheet)) {
    rows.push(...batch.slice(0, within - rows.length));
    counted += batch.length;
    if (rows.length >= within && counted >= toCount) return { rows, counted, hasMore: true };
  }
  return { rows, counted, hasMore: false };
}

/** Rows and cells of a sheet that are looked through for a header further down. */
const MOST_ROWS_BELOW = 2000;
const MOST_CELLS_BELOW = 200_000;

/** A header of a dataset below the rows that are searched. */
export interface HeaderBelow {
  readonly sheet: string;
  readonly within: number;
  readonly found: FoundHeader;
}

/** Looks further down for a header that fits a dataset; undefined when there is none within reach. */
export async function headerBelow(
  source: Source,
  sheets: readonly string[],
  datasets: readonly ImportDataset[],
  asked: AskedHeader,
): Promise<HeaderBelow | undefined> {
  for (const sheet of sheets) {
    const isWanted = ({ dataset }: FoundHeader): boolean => dataset !== undefined && datasets.includes(dataset);
    const rows = await rowsBelowSearched(source, sheet);
    const found = findHeader(rows, await loadImportDatasets(), { mapping: asked.mapping });
    if (found && isWanted(found)) return { sheet, within: HEADER_WITHIN, found };
  }
  return undefined;
}

/** The rows below those that are searched, without remarks of one cell. */
async function rowsBelowSearched(source: Source, sheet: string): Promise<readonly SourceRow[]> {
  const below: SourceRow[] = [];
  let rows = 0;
  let cells = 0;
  for await (const batch of source.rows(sheet)) {
    below.push(...batch.slice(Math.max(0, HEADER_WITHIN - rows)).filter((row) => row.cells.length > 1));
    rows += batch.length;
    cells += batch.reduce((sum, row) => sum + row.cells.length, 0);
    if (rows >= MOST_ROWS_BELOW || cells >= MOST_CELLS_BELOW) break;
  }
  return below;
}
