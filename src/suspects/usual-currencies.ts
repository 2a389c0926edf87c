// Finds currencies that do not fit the country: where nearly all other rows of the country are in one other currency, in the file
// and at the service.

import type { Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { currencyReader } from './currency-of.js';
import type { HeldRows } from './held-rows.js';
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
  /** Once all rows are added: whether a row's currency is unusual; undefined where none is. @param held rows of the service. */
  settle(held?: HeldRows): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** Starts with none; undefined for a table without countries or without currencies. */
export function usualCurrencies(mapping: Mapping): UsualCurrencies | undefined {
  const reader = currencyReader(mapping);
  if (reader === undefined) return undefined;
  const counts = new Map<string, Map<string, number>>();
  return {
    add({ record }) {
      const paid = reader.read(record);
      if (paid === undefined) return;
      const inCountry = counts.get(paid.country) ?? new Map<string, number>();
      counts.set(paid.country, inCountry.set(paid.currency, (inCountry.get(paid.currency) ?? 0) + 1));
    },
    settle(held) {
      const all = [...counts].map(([country, own]) => [country, withHeld(own, held?.currenciesIn(country))] as const);
      const usual = new Map(all.flatMap(([country, rows]) => unusualIn(country, rows)));
      if (usual.size === 0) return undefined;
      return ({ record }) => {
        const paid = reader.read(record);
        const found = paid && usual.get(keyOf(paid.country, paid.currency));
        return found === undefined ? [] : [{ field: reader.field, finding: finding('SUSPECT_CURRENCY', found) }];
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

function withHeld(
  own: ReadonlyMap<string, number>,
  held: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, number> {
  const all = new Map(own);
  for (const [currency, rows] of held) all.set(currency, (all.get(currency) ?? 0) + rows);
  return all;
}

function keyOf(country: string, currency: string): string {
  return `${country} ${currency}`;
}
