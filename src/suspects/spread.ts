// How the amounts of one group spread, and beyond which amount one is unusual. Pure. Which amounts form a group is decided in
// usual-amounts.ts.
//
// The rule: logarithms, since amounts err by factors; the median and robust measures of spread, which a few wrong amounts do
// not move (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: the modified z-score, whose usual bound is 3.5; it
// is wider here, since amounts have heavier tails); and a clear gap, which an honest long tail does not have.

/** Values that are kept as they are; of more, only how many fall in each hundredth of a power of ten. */
const MOST_EXACT = 1024;
const BINS_PER_DECADE = 100;

/** Half of a bin: so far may a value lie below its place among the sorted. */
const MARGIN = 0.5 / BINS_PER_DECADE;

/** With fewer values nothing is usual. */
export const LEAST_VALUES = 9;
/** An amount below 7 times the usual is never unusual: `about 10 times` begins there. */
export const LEAST_DISTANCE = Math.log10(7);
/** In robust standard deviations. Small groups show less of their own spread than they have. */
const DEVIATIONS = 4;
const SMALL_GROUP = 6;
/** Between the unusual amounts and the next one: 4 times, and a standard deviation. */
const LEAST_GAP = Math.log10(4);
const GAP_DEVIATIONS = 1;
/** More of a group are a part of it, not mistakes. */
const MOST_UNUSUAL = 0.02;

/** The standard deviation of a normal distribution, by its median deviation and by the distance of a decile from the median. */
const BY_MEDIAN_DEVIATION = 1.4826;
const BY_DECILE = 1 / 1.2816;

/** What is usual in a group, as logarithms to base 10. */
export interface Usual {
  readonly rows: number;
  readonly median: number;
  /** Amounts from here on are unusually large; infinite where none is. */
  readonly high: number;
  /** Amounts up to here are unusually small. */
  readonly low: number;
}

/** A logarithm, and how often it occurs. */
type Counted = readonly [log: number, rows: number];

/** The amounts of one group, in bounded memory; their order does not matter. */
export class Spread {
  rows = 0;
  #exact: number[] | undefined = [];
  #bins: Map<number, number> | undefined;
  #usual: Usual | undefined;

  add(log: number, rows = 1): void {
    this.rows += rows;
    if (this.#exact && rows === 1 && this.#exact.length < MOST_EXACT) this.#exact.push(log);
    else this.#addToBins(log, rows);
  }

  #addToBins(log: number, rows: number): void {
    const exact = this.#exact;
    this.#exact = undefined;
    const bins = this.#bins ?? new Map<number, number>();
    this.#bins = bins;
    if (exact) for (const one of exact) countIn(bins, one, 1);
    countIn(bins, log, rows);
  }

  /** The values, or the middles of their bins, in order. */
  #sorted(): readonly Counted[] {
    if (this.#exact)
      return Float64Array.from(this.#exact)
        .sort()
        .reduce(pushOne, [] as Counted[]);
    const bins = [...(this.#bins ?? [])].sort(([one], [other]) => one - other);
    return bins.map(([bin, rows]) => [bin / BINS_PER_DECADE, rows]);
  }

  median(): number {
    return quantile(this.#sorted(), this.rows, 0.5);
  }

  /** What is usual; undefined where there are too few values to know. Ask when all values are added: it is kept. */
  usual(): Usual | undefined {
    if (this.rows < LEAST_VALUES) return undefined;
    this.#usual ??= usualOf(this.#sorted(), this.rows);
    return this.#usual;
  }
}

function countIn(bins: Map<number, number>, log: number, rows: number): void {
  const bin = Math.round(log * BINS_PER_DECADE);
  bins.set(bin, (bins.get(bin) ?? 0) + rows);
}

function pushOne(all: Counted[], log: number): Counted[] {
  all.push([log, 1]);
  return all;
}

function usualOf(sorted: readonly Counted[], rows: number): Usual {
  const median = quantile(sorted, rows, 0.5);
  const mirrored = sorted.map(([log, count]): Counted => [-log, count]).reverse();
  const distances = sorted.map(([log, count]): Counted => [Math.abs(log - median), count]);
  const deviation = quantile(distances.sort(byLog), rows, 0.5) * BY_MEDIAN_DEVIATION;
  return {
    rows,
    median,
    high: edge(sorted, rows, median, deviation),
    low: -edge(mirrored, rows, -median, deviation),
  };
}

function byLog([one]: Counted, [other]: Counted): number {
  return one - other;
}

/** The innermost of the largest values that lie apart from the others; infinite where none do. */
function edge(sorted: readonly Counted[], rows: number, median: number, deviation: number): number {
  // Amounts spread more to one side than to the other.
  const spread = Math.max(deviation, (quantile(sorted, rows, 0.9) - median) * BY_DECILE);
  const distance = Math.max(LEAST_DISTANCE, spread * DEVIATIONS * (1 + SMALL_GROUP / rows));
  const gap = Math.max(LEAST_GAP, spread * GAP_DEVIATIONS);
  const most = Math.max(1, Math.floor(rows * MOST_UNUSUAL));
  let found = Number.POSITIVE_INFINITY;
  let beyond = 0;
  for (let index = sorted.length - 1; index > 0; index -= 1) {
    const [log, count] = sorted[index] ?? [0, 0];
    const [next] = sorted[index - 1] ?? [0];
    beyond += count;
    if (beyond > most || log - median < distance) return found;
    if (log - next >= gap) found = log - MARGIN;
  }
  return found;
}

/** The value below which this share of the rows lies; of the middle of two, their mean. */
function quantile(sorted: readonly Counted[], rows: number, share: number): number {
  const at = (rows - 1) * share;
  return (valueAt(sorted, Math.floor(at)) + valueAt(sorted, share === 0.5 ? Math.ceil(at) : Math.floor(at))) / 2;
}

function valueAt(sorted: readonly Counted[], position: number): number {
  let before = 0;
  for (const [log, rows] of sorted) {
    before += rows;
    if (before > position) return log;
  }
  return sorted.at(-1)?.[0] ?? 0;
}
