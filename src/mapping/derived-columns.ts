// Columns whose cells are made of others, as a saved mapping says: value tables, joins, differences, splits and
// constants. The source's rows
// stay as they are; `cellOf` asks for the made cell.

import type { ImportDataset } from '../datasets/dataset.js';
import { Stop } from '../problems/stop.js';
import { type Cell, cellText, isBlank } from '../values/cell.js';
import { DEBIT_AND_CREDIT } from '../values/error-cell.js';
import { cellOf, type MappedColumn } from './mapping.js';
import { fieldMatch, keyOf } from './match-column.js';
import type { PeriodPart } from './period-columns.js';
import { derivedTargets, partTitles } from './saved/mapped-names.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { valueKey } from './saved/value-key.js';
import type { TitleMatch } from './titles/match-title.js';

type Derive = NonNullable<MappedColumn['derive']>;

/** The columns of a header together with the derived ones. */
export interface DerivedColumns {
  /** The header's columns, and after them those that are made. */
  readonly columns: readonly MappedColumn[];
  /** Made columns for a field that a column of the header has: that one is read. */
  readonly doubled: readonly { readonly first: MappedColumn; readonly second: MappedColumn }[];
}

/** A field, a text for it, and who says so: the column's title in messages. */
interface Constant {
  readonly match: TitleMatch;
  readonly text: string;
  readonly title: string;
}

/**
 * Adds what the saved mapping derives to the columns of a header. A constant fills the empty cells of a column for its field.
 * @throws Stop of kind `usage` when it names a field that the dataset lacks.
 */
export function derivedColumns(
  header: readonly MappedColumn[],
  dataset: ImportDataset,
  saved: SavedMapping | undefined,
): DerivedColumns {
  if (saved === undefined) return { columns: header, doubled: [] };
  const valued = header.map((column) => withValues(column, saved));
  const replaced = valued.map((column) => ({
    ...column,
    ...withParts(column, valued),
    ...withCredits(column, valued, saved),
  }));
  const made = [...joinedColumns(replaced, dataset, saved), ...splitColumns(replaced, dataset, saved)];
  const columns: MappedColumn[] = replaced.map((column) => ({ ...column, ...takenOf(column, saved) }));
  const doubled: { first: MappedColumn; second: MappedColumn }[] = [];
  for (const column of made) {
    const first = columns.find((other) => isSameSlot(other, column));
    if (first) doubled.push({ first, second: column });
    columns.push({ ...column, index: columns.length, ...(first && { field: undefined }) });
  }
  for (const { match, text, title } of constantsOf(dataset, saved)) {
    const at = columns.findIndex((column) => isSameSlot(column, match));
    const column = columns[at];
    if (column) columns[at] = { ...column, derive: filled(column, text), filler: { text, title } };
    else {
      const cell = text === '' ? null : text;
      columns.push({ index: columns.length, letter: '', title, ...match, derive: () => cell, made: 'constant' });
    }
  }
  return { columns, doubled };
}

/** The fields that constants, joins and splits give, whatever the columns are; those that the dataset lacks are left out. */
export function derivedFields(dataset: ImportDataset, saved: SavedMapping | undefined): readonly string[] {
  return derivedTargets(saved).flatMap((target) => {
    const match = fieldMatch(dataset, '', target);
    return match instanceof Stop ? [] : [match.field];
  });
}

function isSameSlot(column: MappedColumn, { field, year }: Pick<MappedColumn, 'field' | 'year'>): boolean {
  return field !== undefined && column.field === field && column.year === year;
}

function constantsOf(dataset: ImportDataset, { file, set = {}, constants = {} }: SavedMapping): readonly Constant[] {
  const sources = [
    ...Object.entries(set).map(([target, text]) => ({ target, text, place: `--set ${target}`, by: '--set' })),
    ...Object.entries(constants).map(([target, text]) => ({
      target,
      text,
      place: `${file}, constants > ${target}`,
      by: file,
    })),
  ];
  const seen = new Set<string>();
  return sources.flatMap(({ target, text, place, by }): readonly Constant[] => {
    const match = orThrow(fieldMatch(dataset, place, target));
    const slot = `${match.field} ${match.year ?? ''}`;
    return seen.size === seen.add(slot).size ? [] : [{ match, text: text.trim(), title: `${target} (${by})` }];
  });
}

function joinedColumns(
  columns: readonly MappedColumn[],
  dataset: ImportDataset,
  { file, joins = {} }: SavedMapping,
): readonly MappedColumn[] {
  return Object.entries(joins).map(([target, join]): MappedColumn => {
    const match = orThrow(fieldMatch(dataset, `${file}, joins > ${target}`, target));
    const parts = join.columns.flatMap((title) => columns.find((column) => isTitled(column, title)) ?? []);
    const title = join.columns.map((one) => one.trim()).join(' + ');
    const letter = parts.map((part) => part.letter).join('+');
    const isThere = parts.length > 0;
    const derive = joined(parts, join.with ?? ' ');
    return { index: 0, letter, title, ...(isThere ? match : { field: undefined }), derive, made: 'join' };
  });
}

/** The cell where only one is filled, so that a number or a date stays one; a cell with an error where one has. */
function joined(parts: readonly MappedColumn[], between: string): Derive {
  return (cells) => {
    let found: Cell = null;
    for (const { index, derive } of parts) {
      const cell = derive ? derive(cells) : (cells[index] ?? null);
      if (isBlank(cell)) continue;
      if (isError(cell)) return cell;
      found = found === null ? cell : `${cellText(found).trim()}${between}${cellText(cell).trim()}`;
    }
    return found;
  };
}

function splitColumns(
  columns: readonly MappedColumn[],
  dataset: ImportDataset,
  { file, splits = {}, values = {} }: SavedMapping,
): readonly MappedColumn[] {
  return Object.entries(splits).flatMap(([title, { at, into }]): readonly MappedColumn[] => {
    const column = columns.find((one) => isTitled(one, title));
    const place = `${file}, splits > ${title}`;
    const matches = into.map((target) => (target === null ? null : orThrow(fieldMatch(dataset, place, target, title))));
    if (column === undefined) return [];
    const table = valueTable(values, title);
    return matches.flatMap((match, nth): readonly MappedColumn[] => {
      if (match === null) return [];
      const derive = withTable(part(column, at, nth, nth === into.length - 1), table);
      return [{ index: 0, letter: column.letter, title: column.title, ...match, derive, made: 'split' }];
    });
  });
}

/** One part of a cell's text; the last one has all that is left. */
function part({ index, derive }: MappedColumn, at: string, nth: number, isLast: boolean): Derive {
  return (cells) => {
    const cell = derive ? derive(cells) : (cells[index] ?? null);
    if (cell === null || isError(cell)) return cell;
    const parts = cellText(cell).trim().split(at);
    const text = (isLast ? parts.slice(nth).join(at) : (parts[nth] ?? '')).trim();
    return text === '' ? null : text;
  };
}

function withValues(column: MappedColumn, { values = {} }: SavedMapping): MappedColumn {
  const table = column.title === '' ? undefined : valueTable(values, column.title);
  if (table === undefined) return column;
  const { index } = column;
  return { ...column, derive: withTable((cells) => cells[index] ?? null, table) };
}

/** A period is read from its parts. */
function withParts({ period }: MappedColumn, columns: readonly MappedColumn[]): Pick<MappedColumn, 'period'> {
  if (period === undefined) return {};
  const [first, ...others] = period.parts;
  const derived = (part: PeriodPart): PeriodPart => ({ ...part, derive: columns[part.index]?.derive });
  return { period: { ...period, parts: [derived(first), ...others.map(derived)] } };
}

/** Reads a cell of a column as the mapping's value table says; undefined where there is no table for its title. */
export function valueReader(saved: SavedMapping | undefined, title: string): ((cell: Cell) => Cell) | undefined {
  const table = valueTable(saved?.values ?? {}, title);
  return table && ((cell) => insteadOf(cell, table));
}

/** A column of debits is read as debit minus credit. */
function withCredits(
  column: MappedColumn,
  columns: readonly MappedColumn[],
  saved: SavedMapping,
): Pick<MappedColumn, 'derive' | 'minus'> {
  const difference = Object.values(saved.differences ?? {}).find(({ debit }) => isTitled(column, debit));
  const credit = difference && columns.find((one) => isTitled(one, difference.credit));
  if (credit === undefined || column.field === undefined) return {};
  return { derive: (cells) => minus(cellOf(column, { cells }), cellOf(credit, { cells })), minus: credit.title };
}

/** One of both is empty or 0 in every posting. */
function minus(debit: Cell, credit: Cell): Cell {
  if (isError(debit)) return debit;
  if (isError(credit)) return credit;
  if (isNothing(credit)) return isBlank(debit) ? credit : debit;
  return isNothing(debit) ? negated(credit) : DEBIT_AND_CREDIT;
}

function isNothing(cell: Cell): boolean {
  if (typeof cell !== 'string' || isBlank(cell)) return isBlank(cell) || cell === 0;
  const rest = cell.includes('0') ? cell.replace(/0|\b[A-Z]{3}\b/g, '') : cell;
  return !/[\p{L}\p{N}]/u.test(rest);
}

/** A sign before or behind the digits, or the brackets of accountants. */
const NEGATIVE = /^\s*(?:[-\u2010-\u2015\u2212](?<before>.*)|(?<behind>.*)[-\u2212]|\((?<within>.*)\))\s*$/s;

function negated(cell: Cell): Cell {
  if (typeof cell === 'number') return -cell;
  if (typeof cell !== 'string') return cell;
  const { before, behind, within } = NEGATIVE.exec(cell)?.groups ?? {};
  return (before ?? behind ?? within)?.trim() ?? `-${cell.trim().replace(/^\+/, '')}`;
}

type ValueTable = ReadonlyMap<string, string>;

function valueTable(values: NonNullable<SavedMapping['values']>, title: string): ValueTable | undefined {
  const table = Object.entries(values).find(([named]) => keyOf(named) === keyOf(title))?.[1];
  return table && new Map(Object.entries(table).map(([text, instead]) => [valueKey(text), instead.trim()]));
}

function withTable(derive: Derive, table: ValueTable | undefined): Derive {
  if (table === undefined) return derive;
  return (cells) => insteadOf(derive(cells), table);
}

function insteadOf(cell: Cell, table: ValueTable): Cell {
  const instead = table.get(valueKey(cellText(cell)));
  return instead === undefined ? cell : instead === '' ? null : instead;
}

function filled({ index, derive }: MappedColumn, text: string): Derive {
  return (cells) => {
    const cell = derive ? derive(cells) : (cells[index] ?? null);
    return isBlank(cell) ? text : cell;
  };
}

function takenOf({ title }: MappedColumn, saved: SavedMapping): Pick<MappedColumn, 'taken'> {
  if (title === '' || !partTitles(saved).some((named) => keyOf(named) === keyOf(title))) return {};
  const split = Object.entries(saved.splits ?? {}).find(([named]) => keyOf(named) === keyOf(title))?.[1];
  return { taken: split?.into.includes(null) ? 'some' : 'all' };
}

function isTitled(column: MappedColumn, title: string): boolean {
  return column.title !== '' && keyOf(column.title) === keyOf(title);
}

function isError(cell: Cell): boolean {
  return typeof cell === 'object' && cell?.kind === 'error';
}

function orThrow(match: TitleMatch | Stop): TitleMatch {
  if (match instanceof Stop) throw match;
  return match;
}
