// Finds currencies that do not fit the country: where nearly all other rows of the country are in one other currency.

import { columnOf, type Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { currencies } from '../values/numbers/currencies.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** Rows of a country in one currency that show that it is usual there. */
const LEAST_ROWS = 5;
/** Of the country's rows. */
const USUAL_SHARE = 0.95;
/** A currency that comes again is used there, in a country with many rows one that comes a third time. */
const MANY_ROWS = 100;

/** Watches currencies. */
export interface UsualCurrencies {
  add(row: SuspectRow): void;
  /** Once all rows are added: whether a row's currency is unusual; undefined where none is. */
  settle(): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** Starts with none; undefined for a table without countries or without currencies. */
export function usualCurrencies(mapping: Mapping): UsualCurrencies | undefined {
  const { fields, total } = mapping.dataset;
  const country = Object.keys(fields).find((name) => fields[name]?.kind === 'country');
  const unit = total?.unit;
  if (country === undefined || unit === undefined || columnOf(mapping, country) === undefined) return undefined;
  const counts = new Map<string, Map<string, number>>();
  return {
    add({ record }) {
      const place = record[country];
      const currency = record[unit];
      if (typeof place !== 'string' || typeof currency !== 'string' || !isCurrency(currency)) return;
      const inCountry = counts.get(place) ?? new Map<string, number>();
      inCountry.set(currency, (inCountry.get(currency) ?? 0) + 1);
      counts.set(place, inCountry);
    },
    settle() {
      const usual = new Map([...counts].flatMap(([place, all]) => unusualIn(place, all)));
      if (usual.size === 0) return undefined;
      return ({ record }) => {
        const found = usual.get(keyOf(String(record[country]), String(record[unit])));
        return found === undefined ? [] : [{ field: unit, finding: finding('SUSPECT_CURRENCY', found) }];
      };
    },
  };
}

interface UsualIn {
  readonly country: string;
  readonly usual: string;
  readonly rows: number;
}

/** The unusual currencies of a country, each with what is usual. */
function unusualIn(country: string, counts: ReadonlyMap<string, number>): readonly (readonly [string, UsualIn])[] {
  const all = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  const [usual, rows] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0]);
  const isUsual = rows >= LEAST_ROWS && rows >= Math.min(all - 1, all * USUAL_SHARE);
  if (!isUsual) return [];
  return [...counts].flatMap(([currency, few]) =>
    currency !== usual && few <= (all >= MANY_ROWS ? 2 : 1)
      ? [[keyOf(country, currency), { country, usual, rows }] as const]
      : [],
  );
}

function keyOf(country: string, currency: string): string {
  return `${country} ${currency}`;
}

function isCurrency(unit: string): boolean {
  return unit.length === 3 && currencies[unit] !== undefined;
}
