// Recognises a matrix: a table with one column of amounts per country or period. Maps the header that its rows have once
// every cell is a row of its own. pipeline/ makes those rows.

import type { ImportDataset } from '../datasets/dataset.js';
import type { SourceRow } from '../values/cell.js';
import { columnLetters } from '../values/column-letters.js';
import { isCountry } from '../values/countries/read-country.js';
import { periodOf, withWholeYears } from '../values/dates/period.js';
import { fold } from '../values/fold.js';
import type { MeasureAbove } from './lines-above.js';
import { mapHeader } from './map-header.js';
import { headerTitles, type MappedColumn, type Mapping } from './mapping.js';
import type { ColumnMatcher } from './match-column.js';
import { titlesOf } from './match-title.js';
import type { SavedMapping } from './saved-mapping.js';

/** A column whose title says a value of its cells' rows. */
interface MatrixColumn {
  /** From 0. */
  readonly index: number;
  /** As Excel names it. */
  readonly letter: string;
  readonly title: string;
  /** The texts for the matrix's fields, in their order. */
  readonly says: readonly string[];
}

/** The columns of a matrix. */
export interface Matrix {
  /** What their titles are. */
  readonly by: 'country' | 'period';
  /** The fields that the titles say. */
  readonly fields: readonly string[];
  /** The field that the cells hold. */
  readonly value: string;
  readonly columns: readonly MatrixColumn[];
  /** How many columns the table has itself. */
  readonly width: number;
}

/** The least number of columns of a matrix. */
const LEAST_COLUMNS = 2;

/** The matrix in a header, if the dataset allows one and no other column holds what the matrix would. */
export function findMatrix(header: SourceRow, dataset: ImportDataset, match: ColumnMatcher): Matrix | undefined {
  const { matrix: kinds } = dataset;
  if (kinds === undefined) return undefined;
  const titles = headerTitles(header);
  const matched = titles.map((title) => fieldOf(title, match));
  if (matched.includes(kinds.value)) return undefined;
  const ways = [
    { by: 'country' as const, fields: [kinds.country], read: countryIn },
    { by: 'period' as const, fields: [kinds.start, kinds.end], read: periodIn },
  ];
  const words = titlesOf(dataset, kinds.value).map(fold);
  const seen = new Set<string | null | undefined>();
  const repeated = new Set(matched.filter((field) => seen.size === seen.add(field).size));
  const plain = withWholeYears(titles.map((title) => withoutValue(title, words)));
  for (const { by, fields, read } of ways) {
    const columns = titles.flatMap((title, index): readonly MatrixColumn[] => {
      const mine = matched[index];
      // "AU" and "FIN" are titles of other things, too: countries where another column is titled so as well.
      const isFree = mine === undefined || (mine !== null && isCode(title) && repeated.has(mine));
      const says = isFree ? read(plain[index] ?? '') : undefined;
      return says === undefined ? [] : [{ index, letter: columnLetters(index), title, says }];
    });
    const inMatrix = new Set(columns.map(({ index }) => index));
    const others = new Set(matched.filter((_, index) => !inMatrix.has(index)));
    const isSaid = fields.some((field) => others.has(field));
    const isPlain = columns.some(({ index }) => matched[index] === undefined);
    if (columns.length >= LEAST_COLUMNS && isPlain && !isSaid) {
      return { by, fields, value: kinds.value, columns, width: titles.length };
    }
  }
  return undefined;
}

/** The field that a title stands for; null: none, and nothing is to be looked for. */
function fieldOf(title: string, match: ColumnMatcher): string | null | undefined {
  const matched = title === '' ? null : match(title);
  return matched === null ? null : matched?.field;
}

function isCode(title: string): boolean {
  return /^[A-Z]{2,3}$/.test(title);
}

function countryIn(title: string): readonly string[] | undefined {
  return isCountry(title) ? [title] : undefined;
}

function periodIn(title: string): readonly string[] | undefined {
  const period = periodOf(title);
  return period && [period.start, period.end];
}

/** The title without a leading or trailing word for the amount: `Sales Sweden` is Sweden. @param words Folded. */
function withoutValue(title: string, words: readonly string[]): string {
  const folded = fold(title);
  for (const word of words) {
    if (folded.startsWith(`${word} `)) return folded.slice(word.length + 1);
    if (folded.endsWith(` ${word}`)) return folded.slice(0, -word.length - 1);
  }
  return title;
}

/** A header once its matrix columns are unpivoted. */
export interface UnpivotedHeader {
  readonly mapping: Mapping;
  /** The header's titles, then those of the columns that each row gains. */
  readonly header: SourceRow;
}

/** The title of the column that says which cell a row was. */
const CELL_TITLE = 'Cell';

/**
 * Maps the header of a matrix: its own columns, but not those of the matrix, then what the titles say, the amount, and the
 * address of its cell.
 */
export function unpivotHeader(
  header: SourceRow,
  matrix: Matrix,
  dataset: ImportDataset,
  saved: SavedMapping | undefined,
  above: readonly MeasureAbove[] = [],
): UnpivotedHeader {
  const { columns, fields, value, width } = matrix;
  const gained = [...fields, value].map((field) => dataset.fields[field]?.title ?? field);
  const own = headerTitles(header);
  const inMatrix = new Set(columns.map(({ index }) => index));
  const bare = own.map((title, index) => (inMatrix.has(index) ? null : title));
  const mapping = mapHeader({ ...header, cells: [...bare, ...gained] }, dataset, saved, above);
  const last = width + gained.length;
  const mapped = mapping.columns.slice(0, last).map((column): MappedColumn => {
    if (column.index >= width) return { ...column, gained: true };
    return { ...column, title: own[column.index] ?? '' };
  });
  const address: MappedColumn = {
    index: last,
    letter: columnLetters(last),
    title: CELL_TITLE,
    field: undefined,
    gained: true,
  };
  const made = mapping.columns.slice(last).map((column) => ({ ...column, index: column.index + 1 }));
  return {
    mapping: { ...mapping, columns: [...mapped, address, ...made] },
    header: { ...header, cells: [...own, ...gained, CELL_TITLE] },
  };
}

/** The cells of a matrix row's own columns, with only one of its matrix cells, as a table of the same layout has them. */
export function inOwnLayout({ width, columns }: Matrix, row: SourceRow): SourceRow {
  if (row.from === undefined) return row;
  const others = new Set(columns.map(({ index }) => index).filter((index) => index !== row.from?.index));
  return { ...row, cells: row.cells.slice(0, width).map((cell, index) => (others.has(index) ? null : cell)) };
}
