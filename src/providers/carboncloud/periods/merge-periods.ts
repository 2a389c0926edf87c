// Merges rows into the periods of a product. Pure. The service replaces the whole list, so the result has every period that no row
// deletes, with its id.

import { type Finding, finding } from '../../../problems/problem.js';
import type { WriteKind } from '../../binding.js';
import type { Period } from '../replies.js';
import { type Days, faultOf, movedDays, sameDays, shareDay, shownDays } from './period-days.js';

/** A row about a product. */
export interface PeriodRow extends Days {
  readonly kind: WriteKind;
  /** '' for a create. */
  readonly periodId: string;
  /** Undefined where the row names none: the period keeps its own. */
  readonly supplierId: string | undefined;
  readonly supplierName: string;
}

/** A period as a write sends it. */
export interface SentPeriod extends Days {
  readonly id?: string;
  readonly supplierId: string;
}

export interface MergedPeriods {
  readonly periods: readonly SentPeriod[];
  /** Rows that are not merged, and why. */
  readonly refused: ReadonlyMap<number, Finding>;
  /** Whether it differs from what the product has. */
  readonly isChanged: boolean;
}

/** A period, the row that created or changed it, and its earlier state. */
interface Entry extends SentPeriod {
  readonly supplierName: string;
  readonly row?: number;
  readonly before?: Entry;
}

/** Merges the rows. Rows that the service would refuse are not merged. */
export function mergePeriods(held: readonly Period[], rows: readonly PeriodRow[], today: string): MergedPeriods {
  const refused = new Map<number, Finding>();
  const of = (kind: WriteKind) => [...rows.entries()].filter(([, row]) => row.kind === kind);
  const deleted = new Set(of('delete').map(([, { periodId }]) => periodId));
  let entries = held.filter(({ id }) => !deleted.has(id)).map(entryOf);
  for (const [index, row] of of('update')) {
    const before = entries.find(({ id }) => id === row.periodId);
    const why = before ? faultOfUpdate(before, row, today) : finding('NOTHING_THERE', {});
    if (why || before === undefined) {
      if (why) refused.set(index, why);
      continue;
    }
    const after: Entry = { ...before, ...movedDays(before, row), row: index, before };
    entries = entries.map((entry) => (entry === before ? after : entry));
  }
  for (const [index, row] of of('create')) {
    const { supplierId, supplierName, validFrom, validTo } = row;
    if (supplierId === undefined) throw new Error('a period is to be created without a supplier');
    const why = faultOf(row, today);
    if (why) refused.set(index, why);
    // A period may exist already, as after a lost answer.
    else if (!entries.some((entry) => entry.supplierId === supplierId && sameDays(entry, row)))
      entries.push({ supplierId, supplierName, validFrom, validTo, row: index });
  }
  for (let clash = clashIn(entries); clash; clash = clashIn(entries)) {
    const { entry, row, other } = clash;
    refused.set(row, finding('PERIOD_SHARED', { period: shownDays(other), supplier: other.supplierName }));
    entries = entries.flatMap((one) => (one === entry ? (entry.before ?? []) : [one]));
  }
  const isChanged = entries.length !== held.length || entries.some(({ row }) => row !== undefined);
  return { periods: entries.map(sentOf), refused, isChanged };
}

function entryOf({ id, supplierId, supplierName, validFrom, validTo }: Period): Entry {
  return { id, supplierId, supplierName: supplierName ?? supplierId, validFrom, validTo };
}

function faultOfUpdate(before: Entry, row: PeriodRow, today: string): Finding | undefined {
  if (row.supplierId !== undefined && row.supplierId !== before.supplierId)
    return finding('SUPPLIER_FIXED', { supplier: before.supplierName });
  return faultOf(movedDays(before, row), today);
}

interface Clash {
  readonly entry: Entry;
  readonly row: number;
  readonly other: Entry;
}

/** A row's period that overlaps another one; of two rows, the later one. */
function clashIn(entries: readonly Entry[]): Clash | undefined {
  const ofRows = entries.flatMap((entry) => (entry.row === undefined ? [] : [{ entry, row: entry.row }]));
  for (const { entry, row } of ofRows.sort((one, later) => later.row - one.row)) {
    const other = entries.find((one) => one !== entry && shareDay(one, entry));
    if (other) return { entry, row, other };
  }
  return undefined;
}

function sentOf({ id, supplierId, validFrom, validTo }: Entry): SentPeriod {
  return {
    ...(id !== undefined && { id }),
    supplierId,
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
  };
}
