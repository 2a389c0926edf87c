// What was bought, by the unit that the service keeps: quantities of one unit add up, those of several do not.

import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import { labelOf } from './labels.js';
import type { ReportTable } from './report-model.js';

/** A purchase with a figure. */
interface Bought {
  readonly unit: string;
  readonly kind: string;
  readonly quantity: number | undefined;
  /** Exact decimal text. */
  readonly emissions: string;
}

interface Sums {
  readonly unit: string;
  readonly kind: string;
  count: number;
  /** Figures that have a quantity. */
  measured: number;
  readonly quantity: ExactSum;
  readonly emissions: ExactSum;
}

/** Quantities by unit and kind of data. */
export interface Quantities {
  add(bought: Bought): void;
  /** Undefined where nothing was bought. */
  table(unit: string): ReportTable | undefined;
}

/** Starts with nothing. */
export function quantities(): Quantities {
  const all = new Map<string, Sums>();
  return {
    add({ unit, kind, quantity, emissions }) {
      const key = JSON.stringify([unit, kind]);
      const sums = all.get(key) ?? { unit, kind, count: 0, measured: 0, quantity: exactSum(), emissions: exactSum() };
      all.set(key, sums);
      sums.count += 1;
      if (quantity !== undefined) {
        sums.quantity.add(quantity);
        sums.measured += 1;
      }
      sums.emissions.addText(emissions);
    },
    table(unit) {
      if (all.size === 0) return undefined;
      const total = exactSum();
      for (const { emissions } of all.values()) total.addText(emissions.text());
      const count = [...all.values()].reduce((sum, one) => sum + one.count, 0);
      const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sums]) => sums);
      return {
        id: 'quantities',
        title: 'Purchases by unit',
        note: 'Money is in the currency of the purchase, weights in the unit of the purchase: quantities of different units have no sum.',
        columns: [
          { title: 'Unit', kind: 'text', unit: '' },
          { title: 'Kind of data', kind: 'text', unit: '' },
          { title: 'Figures', kind: 'count', unit: '' },
          { title: 'Quantity', kind: 'amount', unit: '' },
          { title: 'Emissions', kind: 'amount', unit },
        ],
        rows: sorted.map((one) => [
          labelOf(one.unit),
          one.kind,
          String(one.count),
          one.measured === 0 ? '' : one.quantity.text(),
          one.emissions.text(),
        ]),
        total: ['Total', '', String(count), '', total.text()],
      };
    },
  };
}
