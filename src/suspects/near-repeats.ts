// Finds rows that equal another one in all but one character of a product, supplier or document number. Of the two texts the
// rarer one is unusual, else the one that comes later in order: so it does not depend on the order of the rows.

import { Fingerprint } from '../dedup/fingerprint.js';
import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { ledgerLayout } from '../selection/ledger-layout.js';
import { cellText } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { hasAmount, measuresOf } from './measures.js';
import { isOneEditApart } from './one-edit.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** A larger file is not searched: all its rows would be kept. */
const MOST_ROWS = 50_000;
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

/** Rows that are equal in all but their names, by a fingerprint of what is equal. Most have no equal. */
type Classes = Map<number, Seen | Seen[]>;

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
  // A document number comes once, or in all rows of its document: how often says nothing.
  const counts = names.map(({ mark }) => (mark === 'document' ? undefined : new Map<string, number>()));
  const repeats = new Map<number, Repeat>();
  let rows = 0;
  const classes: Classes = new Map();
  const compare = (): void => {
    for (const alike of classes.values())
      if (Array.isArray(alike) && alike.length <= MOST_ALIKE)
        for (const [key, repeat] of repeatsAmong(alike, names, counts)) repeats.set(key, repeat);
  };
  return {
    add(row) {
      if (!hasAmount(row.record, measures)) return;
      rows += 1;
      if (rows > MOST_ROWS) return classes.clear();
      const { source, record } = row;
      const texts = names.map((column) => textOf(column, row));
      for (let index = 0; index < texts.length; index += 1) countIn(counts[index], texts[index] ?? '');
      const { first, second } = fingerprint.ofRow(record, source.cells, rest);
      const same = first * 2 ** 20 + (second >>> 12);
      const own = { key: keyOf(row), row: source.row, names: texts };
      const known = classes.get(same);
      classes.set(same, known === undefined ? own : withOwn(known, own));
    },
    settle() {
      compare();
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

function withOwn(known: Seen | Seen[], own: Seen): Seen[] {
  if (!Array.isArray(known)) return [known, own];
  if (known.length <= MOST_ALIKE) known.push(own);
  return known;
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
  if (counts === undefined) return;
  const rows = counts.get(text);
  if (rows !== undefined) counts.set(text, rows + 1);
  // A copy: a text of a row is a view that would hold the whole piece of the file.
  else if (counts.size < MOST_TEXTS) counts.set(structuredClone(text), 1);
}

/** The near repeats among rows that are equal in all but their names. */
function repeatsAmong(
  alike: readonly Seen[],
  names: readonly MappedColumn[],
  counts: readonly (ReadonlyMap<string, number> | undefined)[],
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
