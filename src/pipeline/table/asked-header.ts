// Reports why the row of --header-row cannot be the header, or which row to use instead.

import type { FoundHeader } from '../../mapping/find-header.js';
import { Stop } from '../../problems/stop.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import type { HeaderBelow } from './search-sheets.js';

/** The rows of a sheet down to the one that was asked for. */
interface SearchedSheet {
  readonly sheet: string;
  readonly rows: readonly SourceRow[];
}

/** Why there is no header: no sheet has such a row, or no row was asked for and none looks like one. */
export function noHeader(name: string, searched: readonly SearchedSheet[], headerRow: number | undefined): Stop {
  const hint = 'set --header-row to the row that holds the column titles';
  const isOneColumn = searched.every(
    ({ sheet, rows }) => sheet === '' && rows.length > 0 && rows.every(({ cells }) => cells.length === 1),
  );
  if (headerRow === undefined) {
    const message = `${name} has no row that looks like a header`;
    return new Stop('mapping', 'NO_HEADER', message, isOneColumn ? unsplit(searched) : hint);
  }
  const ends = searched.flatMap(({ sheet, rows }) => {
    const last = rows.at(-1)?.row ?? 0;
    const whose = sheet && searched.length > 1 ? `sheet ${sheet}'s rows` : "the sheet's rows";
    return last < headerRow ? [`${whose} end at ${last}`] : [];
  });
  const message = [`row ${headerRow} of ${name} is empty`, ...ends].join('; ');
  return new Stop('mapping', 'NO_HEADER', message, `${hint}, or remove it`);
}

/** What to do about a CSV file whose rows have one cell each. */
function unsplit(searched: readonly SearchedSheet[]): string {
  const rows = searched.flatMap((sheet) => sheet.rows);
  // A file with another country's delimiter, opened in Excel and saved again.
  const isPacked = rows.every(({ cells }) => /[,;\t|].*[,;\t|]/.test(cellText(cells[0])));
  return isPacked
    ? 'each of its lines is one cell in quotes: in Excel use Data, Text to Columns, and save it again'
    : 'its rows have one cell each: set --delimiter to the character that separates the columns';
}

/** A row that fits less than this is no better choice than the one of --header-row. */
const WELL_UNDERSTOOD = 0.5;

/**
 * Why the row that was asked for is no header; undefined when it may be one.
 * @param other the header that is found when no row is asked for.
 */
export function notTitles(name: string, asked: FoundHeader, other: FoundHeader | undefined): Stop | undefined {
  if (other === undefined || other.header.row === asked.header.row) return undefined;
  if (!isClearer(other, asked)) return undefined;
  return new Stop(
    'mapping',
    'NO_HEADER',
    `row ${asked.header.row} of ${name} (${titlesOf(asked)} …) does not look like column titles; row ${other.header.row} does (${titlesOf(other)} …)`,
    `use --header-row ${other.header.row}, or remove it`,
  );
}

/** Whether a header is understood well, and far better than another one. */
export function isClearer({ score }: FoundHeader, than: FoundHeader | undefined): boolean {
  return score >= WELL_UNDERSTOOD && score > 2 * (than?.score ?? 0);
}

/** Why a header below the searched rows is not read silently. */
export function tooFarDown(name: string, { sheet, within, found }: HeaderBelow): Stop {
  const where = sheet && ` of sheet ${sheet}`;
  return new Stop(
    'mapping',
    'NO_HEADER',
    `the first ${within} rows${where} of ${name} hold no header; row ${found.header.row} looks like one (${titlesOf(found)} …)`,
    `set --header-row ${found.header.row}`,
  );
}

function titlesOf({ header }: FoundHeader): string {
  return header.cells.map(cellText).filter(Boolean).slice(0, 4).join(', ');
}
