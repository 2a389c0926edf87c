// How much of a total rests on primary data. CarbonCloud does not say whether its primary and secondary parts are shares or amounts:
// all rows together show it, or the parts stay unknown.

import { exactDifference, exactProduct } from '../../values/numbers/exact-product.js';
import { exactSum } from '../../values/numbers/exact-sum.js';

/** The parts of one footprint. */
interface Seen {
  /** What the footprint is multiplied by. */
  readonly volume: number;
  readonly footprint: number;
  readonly primary: number | undefined;
  readonly secondary: number | undefined;
}

/** What the parts are. */
export type Reading = 'shares' | 'percentages' | 'amounts' | 'unknown';

/** The whole by kind of data, as exact decimal text; the three add up to it. */
export interface KindsOfData {
  readonly reading: Reading;
  readonly primary: string;
  readonly secondary: string;
  readonly unknown: string;
}

/** Parts are rounded by the service: by so much of the whole, and of tiny ones the last of six decimals. */
const TOLERANCE = { share: 0.001, least: 0.000001 };

interface Candidate {
  readonly reading: Reading;
  /** What primary and secondary parts add up to. */
  whole(footprint: number): number;
  /** The primary amount per unit of volume, as factors. */
  primary(seen: { readonly footprint: number; readonly primary: number }): readonly number[];
}

const candidates: readonly Candidate[] = [
  { reading: 'shares', whole: () => 1, primary: ({ footprint, primary }) => [footprint, primary] },
  { reading: 'percentages', whole: () => 100, primary: ({ footprint, primary }) => [footprint, primary, 0.01] },
  { reading: 'amounts', whole: (footprint) => footprint, primary: ({ primary }) => [primary] },
];

/** Sees footprints and says what their parts are. */
export function kindsOfData(): { see(seen: Seen): void; result(): KindsOfData } {
  const sums = candidates.map((candidate) => ({ candidate, fits: true, primary: exactSum() }));
  const withParts = exactSum();
  const withoutParts = exactSum();
  let count = 0;
  return {
    see({ volume, footprint, primary, secondary }) {
      const amount = exactProduct(volume, footprint);
      // Two zeros are no parts of anything.
      if (primary === undefined || secondary === undefined || (primary === 0 && secondary === 0)) {
        withoutParts.addText(amount);
        return;
      }
      count += 1;
      withParts.addText(amount);
      for (const sum of sums) {
        const whole = sum.candidate.whole(footprint);
        sum.fits &&= isWhole(primary, secondary, whole);
        if (sum.fits) sum.primary.addText(exactProduct(volume, ...sum.candidate.primary({ footprint, primary })));
      }
    },
    result() {
      const found = count === 0 ? undefined : sums.find(({ fits }) => fits);
      const unknown = withoutParts.text();
      if (found === undefined) {
        withoutParts.addText(withParts.text());
        return { reading: 'unknown', primary: '0', secondary: '0', unknown: withoutParts.text() };
      }
      const primary = found.primary.text();
      return {
        reading: found.candidate.reading,
        primary,
        secondary: exactDifference(withParts.text(), primary),
        unknown,
      };
    },
  };
}

/** Whether two parts are parts of a whole, and all of it. */
function isWhole(primary: number, secondary: number, whole: number): boolean {
  if (primary < 0 || secondary < 0) return false;
  return Math.abs(primary + secondary - whole) <= Math.max(TOLERANCE.share * Math.abs(whole), TOLERANCE.least);
}
