// Finds rows that equal another one in all but one character of a product, supplier or document number. Of the two texts the
// rarer one is unusual, else the one that comes later in order: so it does not depend on the order of the rows.

import { Fingerprint } from '../dedup/fingerprint.js';
import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { ledgerLayout } from '../selection/ledger-layout.js';
import { cellText } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { amountsOf, measuresOf } from './measures.js';
import { isOneEditApart } from './one-edit.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** Rows that are kept to be compared; in a larger file, rows that are further apart are not. */
const MOST_KEPT = 100_000;
/** More rows that are equal in all but their names are a series, such as tickets. */
const MOST_ALIKE = 8;
/** More near repeats, as a share of the rows, are how the file is written. */
const MOST_REPEATS = 0.01;
const FEW_REPEATS = 2;
/** Texts of a column that are counted. */
const MOST_TEXTS = 20_000;

/** Watches rows. */
export interface NearRepeats {
  add(row: SuspectRow): void;
  /** Once all rows are added: whether a row nearly repeats another; undefined where none does. */
  settle(): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** A row, as far as it may differ from another. */
interface Seen {
  readonly key: number;
  readonly row: number;
  readonly names: readonly string[];
}

/** What a near repeat differs in, and from what. */
interface Repeat {
  readonly column: MappedColumn;
  readonly other: string;
  readonly firstRow: number;
}

/** Starts with none; undefined for a table without names or amounts. */
export function nearRepeats(mapping: Mapping): NearRepeats | undefined {
  const names = nameColumns(mapping);
  const measures = measuresOf(mapping.dataset);
  if (names.length === 0 || measures.length === 0) return undefined;
  const fingerprint = new Fingerprint(restOfFields(mapping, names));
  const rest = restOfColumns(mapping, names);
  const counts = names.map(() => new Map<string, number>());
  const repeats = new Map<number, Repeat>();
  let rows = 0;
  let older = new Map<number, Seen[]>();
  let newer = new Map<number, Seen[]>();
  let inNewer = 0;
  const compare = (classes: ReadonlyMap<number, readonly Seen[]>): void => {
    for (const alike of classes.values())
      if (alike.length > 1 && alike.length <= MOST_ALIKE)
        for (const [key, repeat] of repeatsAmong(alike, names, counts)) repeats.set(key, repeat);
  };
  return {
    add(row) {
      if (!measures.some((measure) => amountsOf(row.record, measure).length > 0)) return;
      const { source, record } = row;
      const own = { key: keyOf(row), row: source.row, names: names.map((column) => textOf(column, row)) };
      for (const [index, text] of own.names.entries()) countIn(counts[index], text);
      const { first, second } = fingerprint.ofRow(record, source.cells, rest);
      const same = first * 2 ** 20 + (second >>> 12);
      const alike = newer.get(same) ?? older.get(same) ?? [];
      if (alike.length <= MOST_ALIKE) alike.push(own);
      older.delete(same);
      newer.set(same, alike);
      rows += 1;
      inNewer += 1;
      if (inNewer < MOST_KEPT / 2) return;
      compare(older);
      older = newer;
      newer = new Map();
      inNewer = 0;
    },
    settle() {
      compare(older);
      compare(newer);
      if (repeats.size === 0 || repeats.size > Math.max(FEW_REPEATS, rows * MOST_REPEATS)) return undefined;
      return (row) => {
        const repeat = repeats.get(keyOf(row));
        if (repeat === undefined) return [];
        const { column, other, firstRow } = repeat;
        const found = finding('SUSPECT_REPEAT', { firstRow, column: column.title, other });
        return [{ field: column.field ?? '', column, finding: found }];
      };
    },
  };
}

/** Unequal for two rows of one table. A row of a matrix is one of its cells. */
function keyOf({ source: { row, from } }: SuspectRow): number {
  return row * 2 ** 15 + (from === undefined ? 0 : from.index + 1);
}

function textOf(column: MappedColumn, { source }: SuspectRow): string {
  return cellText(cellOf(column, source)).trim();
}

/** The names of products, of suppliers and of documents. */
function nameColumns(mapping: Mapping): readonly MappedColumn[] {
  const { suppliers, documents } = ledgerLayout(mapping);
  const products = mapping.columns.filter(({ field }) => field === 'product_name' || field === 'name');
  return [...new Set([...products, ...suppliers, ...documents])];
}

function restOfFields({ dataset }: Mapping, names: readonly MappedColumn[]): readonly string[] {
  return Object.keys(dataset.fields).filter((field) => !names.some((column) => column.field === field));
}

/** Columns that only number the rows. */
const COUNTERS: ReadonlySet<string> = new Set([
  '',
  'nr',
  'no',
  'id',
  'pos',
  'line',
  'line no',
  'row',
  'zeile',
  'lfd nr',
  'n',
]);

function restOfColumns({ columns }: Mapping, names: readonly MappedColumn[]): readonly number[] {
  const isRest = (column: MappedColumn): boolean =>
    column.field === undefined &&
    column.mark === undefined &&
    !column.made &&
    column.taken === undefined &&
    !names.includes(column) &&
    !COUNTERS.has(fold(column.title));
  return columns.filter(isRest).map(({ index }) => index);
}

function countIn(counts: Map<string, number> | undefined, text: string): void {
  const rows = counts?.get(text) ?? 0;
  if (rows > 0 || (counts?.size ?? 0) < MOST_TEXTS) counts?.set(text, rows + 1);
}

/** The near repeats among rows that are equal in all but their names. */
function repeatsAmong(
  alike: readonly Seen[],
  names: readonly MappedColumn[],
  counts: readonly ReadonlyMap<string, number>[],
): readonly (readonly [key: number, repeat: Repeat])[] {
  return names.flatMap((column, index) => {
    const others = groupedBy(alike, (one) => JSON.stringify(one.names.toSpliced(index, 1)));
    return [...others.values()].flatMap((rows) => {
      const byText = groupedBy(rows, (one) => one.names[index] ?? '');
      // Of more texts, they are a series.
      const [one = '', other = ''] = byText.keys();
      if (byText.size !== 2 || !isOneEditApart(one, other)) return [];
      const rowsOf = (text: string): number => counts[index]?.get(text) ?? 0;
      const isFirstUnusual = rowsOf(one) === rowsOf(other) ? one > other : rowsOf(one) < rowsOf(other);
      const [unusual, usual] = isFirstUnusual ? [one, other] : [other, one];
      const firstRow = byText.get(usual)?.[0]?.row ?? 0;
      return (byText.get(unusual) ?? []).map(({ key }) => [key, { column, other: usual, firstRow }] as const);
    });
  });
}

function groupedBy(rows: readonly Seen[], nameOf: (one: Seen) => string): ReadonlyMap<string, readonly Seen[]> {
  const groups = new Map<string, Seen[]>();
  for (const one of rows) {
    const text = nameOf(one);
    groups.set(text, [...(groups.get(text) ?? []), one]);
  }
  return groups;
}
