// Recognises total rows while the rows of a table pass by, and compares their sums with the rows above. A row that fills all
// required cells is imported, whatever its label; where it looks like a total, that is reported.

import { type ImportDataset, requiredGroups } from '../datasets/dataset.js';
import { cellOf, type MappedColumn } from '../mapping/mapping.js';
import { type Finding, finding } from '../problems/problem.js';
import { type Cell, isBlank, type SourceRow } from '../values/cell.js';
import { totalLabel } from '../values/words/total-label.js';
import { type AmountSums, amountSums, type ComparedSum } from './amount-sums.js';

/** What to report about a total row. */
export interface TotalRow {
  readonly finding: Finding;
  /** Whether it is no row of its own. Else it fills all that a row needs, and may be one. */
  readonly isLeftOut: boolean;
  /** Where the finding stands: the column of the label, if there is one. */
  readonly labelled: MappedColumn | undefined;
  /** Sums that differ from the rows above. */
  readonly differences: readonly { readonly column: MappedColumn; readonly finding: Finding }[];
}

/** The number that was read from the row's cell in this column; undefined when there is none. */
export type AmountIn = (column: MappedColumn) => number | undefined;

/** Prepares for the rows of one table, which must pass by in order. The answer is undefined for a row of its own. */
export function totalRowFinder(
  dataset: ImportDataset,
  columns: readonly MappedColumn[],
): (source: SourceRow, amountIn: AmountIn) => TotalRow | undefined {
  const table = layoutOf(dataset, columns);
  const sums = table.amounts.map((column) => ({ column, sums: amountSums() }));
  return (source, amountIn) => {
    const unit = source.from ? `${source.from.index}` : table.unit === undefined ? '' : unitOf(source, table.unit);
    const total = isWhole(table, source)
      ? wholeTotal(table, sums, unit, source, amountIn)
      : incompleteTotal(table, sums, unit, source, amountIn);
    if (total !== undefined) {
      for (const one of sums) one.sums.endBlock();
      return total;
    }
    for (const one of sums) {
      const amount = amountIn(one.column);
      if (amount !== undefined) one.sums.add(amount, unit);
      else if (!isBlank(ownCell(one.column, source))) one.sums.addUnread();
    }
    return undefined;
  };
}

/** A column of amounts and what stands above in it. */
interface SummedColumn {
  readonly column: MappedColumn;
  readonly sums: AmountSums;
}

function incompleteTotal(
  table: Layout,
  sums: readonly SummedColumn[],
  unit: string,
  source: SourceRow,
  amountIn: AmountIn,
): TotalRow | undefined {
  const look = lookOf(table, source);
  if (look.label === undefined && !look.onlyNumbers) return undefined;
  const compared = compare(sums, unit, source, amountIn);
  if (!isTotal(look, compared)) return undefined;
  const { labelled } = look;
  return { finding: leftOutOf(compared), isLeftOut: true, labelled, differences: differencesOf(compared) };
}

/** Runs on every row: what is quick to ask rules out nearly all of them. */
function wholeTotal(
  table: Layout,
  sums: readonly SummedColumn[],
  unit: string,
  source: SourceRow,
  amountIn: AmountIn,
): TotalRow | undefined {
  let maySum = false;
  for (const one of sums) {
    const amount = amountIn(one.column);
    if (amount !== undefined && one.sums.maySum(amount, unit)) maySum = true;
  }
  if (!maySum) return undefined;
  const { label, labelled } = lookOf(table, source);
  if (label !== 'all' || !isSum(compare(sums, unit, source, amountIn))) return undefined;
  return { finding: finding('MAYBE_TOTAL', {}), isLeftOut: false, labelled, differences: [] };
}

interface Layout {
  readonly amounts: readonly MappedColumn[];
  readonly unit: MappedColumn | undefined;
  /** The columns that say what a row is about, in groups of which one is enough; those that every row needs, if any. */
  readonly identity: readonly (readonly MappedColumn[])[];
  /** Every column that may hold a label. */
  readonly others: readonly MappedColumn[];
}

function layoutOf(dataset: ImportDataset, columns: readonly MappedColumn[]): Layout {
  const { fields, total } = dataset;
  const numeric = new Set(['number', 'share', 'yearly']);
  const others = columns.filter(
    ({ field, gained, made }) =>
      !gained &&
      made !== 'constant' &&
      (field === undefined || (field !== total?.unit && !numeric.has(fields[field]?.kind ?? ''))),
  );
  const needed = requiredGroups(dataset)
    .map((group) => others.filter(({ field }) => field !== undefined && group.includes(field)))
    .filter((group) => group.length > 0);
  const identity = needed.length > 1 ? needed : others.filter(({ field }) => field !== undefined).map((one) => [one]);
  return {
    amounts: columns.filter(({ field }) => field !== undefined && field === total?.field),
    unit: columns.find(({ field }) => field !== undefined && field === total?.unit),
    identity,
    others,
  };
}

/** The cell as the file has it: a constant that fills empty cells makes no total row a row of its own. */
function ownCell(column: MappedColumn, row: Pick<SourceRow, 'cells'>): Cell {
  return column.made ? cellOf(column, row) : (row.cells[column.index] ?? null);
}

function unitOf(row: SourceRow, column: MappedColumn): string {
  const cell = cellOf(column, row);
  return typeof cell === 'string' ? cell.trim() : '';
}

function textOf(row: SourceRow, column: MappedColumn): string {
  const cell = ownCell(column, row);
  return typeof cell === 'string' ? cell.trim() : '';
}

/** Whether every cell that says what a row is about is filled. One such column alone may hold the label itself. */
function isWhole({ identity }: Layout, source: SourceRow): boolean {
  if (identity.length < 2) return false;
  for (const group of identity) if (!hasFilled(group, source)) return false;
  return true;
}

/** Runs on every row: without a function made for it, as `some` would need. */
function hasFilled(group: readonly MappedColumn[], source: SourceRow): boolean {
  for (const column of group) if (!isBlank(ownCell(column, source))) return true;
  return false;
}

/** What an incomplete row looks like. */
interface Look {
  readonly label: 'all' | 'part' | undefined;
  readonly labelled: MappedColumn | undefined;
  /** How many of the other cells that say what a row is about are filled, and of how many. */
  readonly filled: number;
  readonly of: number;
  /** Whether there is no text at all but a unit. */
  readonly onlyNumbers: boolean;
}

function lookOf({ identity, others }: Layout, source: SourceRow): Look {
  let label: Look['label'];
  let labelled: MappedColumn | undefined;
  let onlyNumbers = true;
  for (const column of others) {
    const cell = ownCell(column, source);
    if (isBlank(cell)) continue;
    if (typeof cell !== 'number' || column.field !== undefined) onlyNumbers = false;
    const found = totalLabel(textOf(source, column));
    if (found === undefined || label === 'all') continue;
    label = found;
    labelled = column;
  }
  const rest = identity.filter((group) => !group.some((column) => column === labelled));
  const filled = rest.filter((group) => hasFilled(group, source)).length;
  return { label, labelled, filled, of: rest.length, onlyNumbers };
}

/** How a row's amount stands to the rows above it. */
interface Compared {
  readonly column: MappedColumn;
  readonly amount: number | undefined;
  readonly unread: number;
  /** How many rows above, zeros aside, add up to the amount; undefined where none do. */
  readonly rows: number | undefined;
  /** What the rows above add up to; undefined when that is the amount. */
  readonly other: string | undefined;
}

const NOTHING: ComparedSum = { rows: undefined, other: undefined };

function compare(
  sums: readonly SummedColumn[],
  unit: string,
  source: SourceRow,
  amountIn: AmountIn,
): readonly Compared[] {
  return sums.flatMap(({ column, sums: above }): readonly Compared[] => {
    if (isBlank(ownCell(column, source))) return [];
    const amount = amountIn(column);
    const { rows, other } = amount === undefined ? NOTHING : above.compare(amount, unit);
    return [{ column, amount, rows, other, unread: above.unread() }];
  });
}

/** An amount that equals the one above it may be another row's, as below merged cells: a sum is that of several. */
const LEAST_ROWS = 2;

function isTotal({ label, filled, of, onlyNumbers }: Look, compared: readonly Compared[]): boolean {
  const agrees = isSum(compared);
  if (label === undefined) return onlyNumbers && agrees;
  // Nothing but the label says what the row is about, as in a matrix of products: "Total Quartz 9000" may be one.
  if (of === 0) return label === 'all';
  return agrees || filled === 0 || (label === 'all' && filled * 2 < of);
}

/** Whether the amounts are the sums of several rows above. */
function isSum(compared: readonly Compared[]): boolean {
  const read = compared.filter(({ amount }) => amount !== undefined);
  return read.every(({ other }) => other === undefined) && read.some(({ rows = 0 }) => rows >= LEAST_ROWS);
}

function leftOutOf(compared: readonly Compared[]): Finding {
  const read = compared.filter(({ amount }) => amount !== undefined);
  const differs = read.some(({ other }) => other !== undefined);
  return finding('TOTAL_ROW', { sum: read.length === 0 ? 'none' : differs ? 'differs' : 'agrees' });
}

function differencesOf(compared: readonly Compared[]): TotalRow['differences'] {
  return compared.flatMap(({ column, amount, other, unread }) =>
    amount === undefined || other === undefined
      ? []
      : [{ column, finding: finding('TOTAL_DIFFERS', { total: amount, sum: other, unread }) }],
  );
}
