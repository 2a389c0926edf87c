// Looks for the header in the sheets of a file. Which of them is the table is decided in choose-table.ts.

import type { ImportDataset } from '../datasets/dataset.js';
import { type AskedHeader, type FoundHeader, findHeader } from '../mapping/find-header.js';
import { Stop } from '../problems/stop.js';
import type { Source } from '../read/source.js';
import type { SourceRow } from '../values/cell.js';

/** How many rows of a sheet are searched for the header. */
const HEADER_WITHIN = 100;

/** The first rows of a sheet, and its header. */
export interface SearchedSheet {
  readonly sheet: string;
  readonly rows: readonly SourceRow[];
  readonly found: FoundHeader | undefined;
}

/** The names of sheets to look at. */
interface SheetNames {
  /** The sheet asked for, else the visible ones. */
  readonly first: readonly string[];
  /** Where none was asked for: the hidden ones, of which nobody may know any more. */
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
      ? 'a CSV file has no sheets: leave --sheet out'
      : `it has ${names.map((one) => JSON.stringify(one)).join(', ')}`,
  );
}

/** By its name; else by one that differs in case and blanks alone, as Excel has no two of these; else by its number. */
function sheetNamed(asked: string, names: readonly string[]): string | undefined {
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
  for (const sheet of sheets) {
    const rows = await firstRows(source, sheet, asked.headerRow);
    searched.push({ sheet, rows, found: findHeader(rows, datasets, asked) });
  }
  return searched;
}

/** As searchSheets, for sheets that may be beside the point: one that cannot be read is left out. */
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

/** The first rows of a sheet, as many as the header is searched in. */
async function firstRows(source: Source, sheet: string, headerRow = 0): Promise<readonly SourceRow[]> {
  const wanted = Math.max(HEADER_WITHIN, headerRow);
  const rows: SourceRow[] = [];
  for await (const batch of source.rows(sheet)) {
    rows.push(...batch.slice(0, wanted - rows.length));
    if (rows.length >= wanted) break;
  }
  return rows;
}
