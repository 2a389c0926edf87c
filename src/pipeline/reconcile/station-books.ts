// Counts the rows of a run at each station, and finds the cells that the service holds otherwise.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import { changedFields } from '../../plan/changed-fields.js';
import { shownValueOf } from '../../plan/server-changes.js';
import { type Amount, amountsReader } from '../../report/totals/amounts.js';
import { type ControlTotals, controlTotals } from '../../report/totals/control-totals.js';
import { type Difference, MOST_DIFFERENCES } from '../../report/totals/stations.js';
import { cellText } from '../../values/cell.js';
import type { Outcome } from '../rows/book-rows.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { isNoPosting, wayOf } from '../rows/row-way.js';
import type { Stored, StoredRows } from './stored-rows.js';

/** A row without what counting does not need. */
type RowToCount = Pick<JudgedRow, 'ordinal' | 'source' | 'record' | 'values' | 'leftOut' | 'sentAs'>;

/** The stations of a run in the making. */
export interface StationBooks {
  /** Counts a row; rows come in source order. */
  add(row: RowToCount, outcome: Outcome): Promise<void>;
  end(): {
    readonly totals: ControlTotals;
    readonly rowsDiffering: number;
    readonly differences: readonly Difference[];
  };
}

/** Starts with no rows. */
export function stationBooks(mapping: Mapping, stored: StoredRows): StationBooks {
  const { dataset } = mapping;
  const amountsOf = amountsReader(dataset);
  const totals = controlTotals();
  const differences: Difference[] = [];
  let rowsDiffering = 0;

  function differ(found: readonly Difference[]): void {
    if (found.length === 0) return;
    rowsDiffering += 1;
    if (differences.length < MOST_DIFFERENCES) differences.push(...found);
  }

  async function countStored(row: RowToCount, outcome: Outcome, amounts: readonly Amount[]): Promise<void> {
    const held = await stored.of(row);
    if (held === undefined) return;
    if (held === 'gone') return differ([absent(row, outcome, '')]);
    totals.add('stored', held === 'same' ? amounts : amountsOf(asSent(held.values, row.record ?? {})));
    differ(differencesIn(row, outcome, held, mapping));
  }

  return {
    async add(row, outcome) {
      if (isNoPosting(row)) return;
      const { values, record, ordinal } = row;
      const own = amountsOf(values);
      totals.add('source', own);
      const way = isUndone(outcome, await stored.of(row), stored) ? 'open' : wayOf(row, outcome);
      if (stored.undeleted.has(ordinal))
        differ([absent(row, outcome, 'deleted, and the service holds it all the same')]);
      if (way === 'moved' || way === 'excluded' || way === 'invalid') return totals.add(way, own);
      const amounts = amountsOf(record ?? values);
      // A sum, or an amount that a credit note was taken off: the rest of it is other rows'.
      if (row.sentAs) {
        totals.addAmounts('moved', own);
        totals.addAmounts('moved', amounts.map(negated));
      }
      totals.add('records', amounts);
      totals.add(way, amounts);
      if (way === 'sent') await countStored(row, outcome, amounts);
    },
    end: () => ({ totals: totals.totals(), rowsDiffering, differences }),
  };
}

/** Whether the row was written, and taken back at the service since. */
function isUndone({ status }: Outcome, held: Stored | undefined, { readBack }: StoredRows): boolean {
  return (status === 'created' || status === 'updated') && held === undefined && readBack.by !== 'none';
}

function negated(amount: Amount): Amount {
  return { ...amount, value: -amount.value };
}

/** The stored values without years that the row says nothing of. */
function asSent(held: Values, record: Values): Values {
  return Object.fromEntries(
    Object.entries(held).map(([field, value]) => {
      const sent = record[field];
      if (!isByYear(value) || !isByYear(sent)) return [field, value];
      return [field, Object.fromEntries(Object.entries(value).filter(([year]) => sent[year] !== undefined))];
    }),
  );
}

function isByYear(value: FieldValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}

function absent({ source: { sheet, row } }: RowToCount, { remoteId }: Outcome, stored: string): Difference {
  return { sheet, row, column: '', field: '', remoteId, source: '', sent: '', stored };
}

function differencesIn(
  row: RowToCount,
  { remoteId }: Outcome,
  held: Exclude<Stored, 'gone'>,
  mapping: Mapping,
): readonly Difference[] {
  const { record = {}, source } = row;
  if (held === 'same') return [];
  return changedIn(mapping.dataset, record, held.values).flatMap((field) =>
    partsOf(record[field], held.values[field]).map(({ year, sent, stored }): Difference => {
      const column = mapping.columns.find((one) => isOf(one, field, year));
      const place = { sheet: source.sheet, row: source.row, remoteId, field: year ? `${field} ${year}` : field };
      const title = (column?.gained && source.from?.title) || (column?.title ?? '');
      return { ...place, column: title || field, source: column ? cellText(cellOf(column, source)) : '', sent, stored };
    }),
  );
}

/** The fields that differ. Rows of one thing may differ in its parts, so these are not compared. */
function changedIn({ parts = [] }: ImportDataset, record: Values, held: Values): readonly string[] {
  return Object.keys(changedFields(held, record)).filter((field) => !parts.includes(field));
}

interface Part {
  readonly year: string | undefined;
  readonly sent: string;
  readonly stored: string;
}

/** A value as a whole, or by year. */
function partsOf(sent: FieldValue | undefined, stored: FieldValue | undefined): readonly Part[] {
  if (!isByYear(sent)) return [{ year: undefined, sent: shownValueOf(sent), stored: shownValueOf(stored) }];
  return Object.entries(sent).flatMap(([year, amount]) => {
    const held = isByYear(stored) ? stored[year] : undefined;
    return held === amount ? [] : [{ year, sent: shownValueOf(amount), stored: shownValueOf(held) }];
  });
}

function isOf({ field, year: own, period }: MappedColumn, wanted: string, year: string | undefined): boolean {
  return year === undefined ? field === wanted || period?.end === wanted : field === wanted && own === year;
}
