// Which sold products and sales periods at Dcycle lie in the period of a report, and which of them have no emissions.

import { markTitles } from '../../datasets/dataset.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { type Days, type Place, placeIn } from './attribution.js';
import { type Row, textIn } from './collector.js';
import type { Coverage } from './coverage.js';

const ID = markTitles.remoteId.replaceAll(' ', '_');

/** The sold products as they are read: first the products, then their periods, then the emissions. */
export class SoldProducts {
  readonly #products = new Map<string, Row>();
  /** Periods of which some days are within, without emissions so far. */
  readonly #silent = new Map<string, Row>();

  constructor(
    private readonly period: ReportingPeriod,
    private readonly covered: Coverage,
  ) {}

  seeProduct(row: Row): Row {
    this.#products.set(textIn(row, ID), row);
    return row;
  }

  seePeriod(row: Row): Row | undefined {
    if (this.#placeOf(row) === 'outside') return undefined;
    this.#products.delete(textIn(row, 'product_id'));
    this.#silent.set(textIn(row, 'period_id'), row);
    return row;
  }

  seeEmission(row: Row): Place {
    this.#silent.delete(textIn(row, 'period_id'));
    return this.#placeOf(row);
  }

  /** Once all rows were seen: what has no emissions. */
  gaps(): void {
    for (const row of this.#products.values()) this.#gap('Sold products', 'no sales period in the period', row, ID);
    for (const row of this.#silent.values()) this.#gap('Sales periods', 'no emissions yet', row, 'period_id');
  }

  #gap(dataset: string, why: string, row: Row, id: string): void {
    this.covered.gap({ dataset, why, name: textIn(row, 'product_name'), number: '', id: textIn(row, id) });
  }

  #placeOf(row: Row): Place {
    return placeIn(this.period, salesDays(row));
  }
}

/** The days of the sales period that a row is about. */
export function salesDays(row: Row): Days {
  return { start: textIn(row, 'start_date'), end: textIn(row, 'end_date') };
}
