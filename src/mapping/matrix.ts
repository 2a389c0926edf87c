// Recognises a matrix: a table with one column of amounts per country or period. The header of its rows is in unpivot-header.ts;
// pipeline/ makes those rows.

import type { ImportDataset } from '../datasets/dataset.js';
import type { SourceRow } from '../values/cell.js';
import { columnLetters } from '../values/column-letters.js';
import { isCountry } from '../values/countries/read-country.js';
import { periodOf, withWholeYears } from '../values/dates/period.js';
import { fold } from '../values/fold.js';
import { headerTitles } from './mapping.js';
import type { ColumnMatcher } from './match-column.js';
import { titlesOf } from './titles/match-title.js';

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

/** The cells of a matrix row's own columns, with only one of its matrix cells, as a table of the same layout has them. */
export function inOwnLayout({ width, columns }: Matrix, row: SourceRow): SourceRow {
  if (row.from === undefined) return row;
  const others = new Set(columns.map(({ index }) => index).filter((index) => index !== row.from?.index));
  return { ...row, cells: row.cells.slice(0, width).map((cell, index) => (others.has(index) ? null : cell)) };
}
