// How much of a total rests on primary data. CarbonCloud does not say whether its primary and secondary parts are shares or amounts:
// it is what most rows add up to. The parts of other rows are unknown, and so are all where no reading has most rows.

import { exactDifference, exactProduct } from '../../values/numbers/exact-product.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';

/** The parts of one footprint. */
interface Seen {
  /** For people. */
  readonly name: string;
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
  /** Rows whose parts do not add up to their whole. */
  readonly misfits: Misfits;
}

/** How many rows, and the names of the first. */
export interface Misfits {
  count: number;
  readonly first: string[];
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

/** What was seen under one reading. */
interface Read {
  readonly candidate: Candidate;
  rows: number;
  readonly primary: ExactSum;
  /** Of all rows that fit. */
  readonly whole: ExactSum;
  readonly misfits: Misfits;
}

/** Names that are kept of rows whose parts do not add up. */
const MOST_NAMES = 5;

/** Sees footprints and says what their parts are. */
export function kindsOfData(): { see(seen: Seen): void; result(): KindsOfData } {
  const reads = candidates.map((candidate): Read => {
    return { candidate, rows: 0, primary: exactSum(), whole: exactSum(), misfits: { count: 0, first: [] } };
  });
  /** Which readings fit a row: those of all rows. */
  const patterns = new Set<string>();
  const total = exactSum();
  const hasOther = (one: Read): boolean =>
    reads.some((other, at) => {
      const isApart = [...patterns].some((fits) => fits[at] !== fits[reads.indexOf(one)]);
      return other !== one && other.rows === one.rows && isApart;
    });
  return {
    see({ name, volume, footprint, primary, secondary }) {
      const amount = exactProduct(volume, footprint);
      total.addText(amount);
      // Two zeros are no parts of anything.
      if (primary === undefined || secondary === undefined || (primary === 0 && secondary === 0)) return;
      let fits = '';
      for (const read of reads) {
        const isFit = isWhole(primary, secondary, read.candidate.whole(footprint));
        fits += isFit ? '1' : '0';
        if (isFit) {
          read.rows += 1;
          read.whole.addText(amount);
          read.primary.addText(exactProduct(volume, ...read.candidate.primary({ footprint, primary })));
        } else {
          read.misfits.count += 1;
          if (read.misfits.first.length < MOST_NAMES) read.misfits.first.push(name);
        }
      }
      patterns.add(fits);
    },
    result() {
      const [likeliest] = [...reads].sort((one, other) => other.rows - one.rows);
      // Where as many rows speak for another reading, none is known.
      if (likeliest === undefined || likeliest.rows === 0 || hasOther(likeliest)) {
        const { misfits = NO_MISFITS } = likeliest ?? {};
        return { reading: 'unknown', primary: '0', secondary: '0', unknown: total.text(), misfits };
      }
      const [primary, whole] = [likeliest.primary.text(), likeliest.whole.text()];
      return {
        reading: likeliest.candidate.reading,
        primary,
        secondary: exactDifference(whole, primary),
        unknown: exactDifference(total.text(), whole),
        misfits: likeliest.misfits,
      };
    },
  };
}

const NO_MISFITS: Misfits = { count: 0, first: [] };

/** Whether two parts are parts of a whole, and all of it. */
function isWhole(primary: number, secondary: number, whole: number): boolean {
  if (primary < 0 || secondary < 0) return false;
  return Math.abs(primary + secondary - whole) <= Math.max(TOLERANCE.share * Math.abs(whole), TOLERANCE.least);
}
