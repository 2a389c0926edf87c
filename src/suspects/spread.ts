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
/** Between the unusual amounts and the next one: 4 times, and 3 standard deviations, which the end of a long tail has rarely. */
const LEAST_GAP = Math.log10(4);
const GAP_DEVIATIONS = 3;
/** Small amounts are common, such as fees and rounding, and weigh little: they must lie further out. */
const LOW_SIDE = 1.5;
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

/** The amounts of one group, in bounded memory; their order does not matter. */
export class Spread {
  rows = 0;
  #exact: number[] | undefined = [];
  #bins: Map<number, number> | undefined;
  #usual: Usual | undefined;
  #usualLater: Usual | undefined;
  #within: { readonly usual: object; readonly share: number } | undefined;

  add(log: number): this {
    this.rows += 1;
    if (this.#exact && this.#exact.length < MOST_EXACT) this.#exact.push(log);
    else this.#addToBins(log);
    return this;
  }

  median(): number {
    return medianOf(this.#sorted());
  }

  /** What is usual; undefined where there are too few values to know. Ask when all values are added: it is kept. */
  usual(): Usual | undefined {
    if (this.rows < LEAST_VALUES) return undefined;
    this.#usual ??= usualOf(this.#sorted());
    return this.#usual;
  }

  /** What is usual for amounts that come later: those far from all of these, too. As `usual`. */
  usualLater(): Usual | undefined {
    const usual = this.usual();
    if (usual === undefined) return undefined;
    this.#usualLater ??= laterOf(this.#sorted(), usual);
    return this.#usualLater;
  }

  /** The share of the values that are usual elsewhere. Ask when all values are added: it is kept for the last such place. */
  shareWithin(usual: Pick<Usual, 'low' | 'high'>): number {
    if (this.#within?.usual === usual) return this.#within.share;
    const isUsual = (log: number): boolean => log > usual.low && log < usual.high;
    const within = this.counted().reduce((sum, [bin, rows]) => sum + (isUsual(bin / BINS_PER_DECADE) ? rows : 0), 0);
    const share = within / this.rows;
    this.#within = { usual, share };
    return share;
  }

  /** How many values there are in each hundredth of a power of ten. */
  counted(): readonly (readonly [bin: number, rows: number])[] {
    if (this.#exact === undefined) return [...(this.#bins ?? [])];
    const bins = new Map<number, number>();
    for (const log of this.#exact) countIn(bins, binOf(log));
    return [...bins];
  }

  /** Adds what another spread counted. */
  addCounted(counted: readonly (readonly [bin: number, rows: number])[]): this {
    const bins = this.#asBins();
    for (const [bin, rows] of counted) {
      this.rows += rows;
      countIn(bins, bin, rows);
    }
    return this;
  }

  #addToBins(log: number): void {
    countIn(this.#asBins(), binOf(log));
  }

  #asBins(): Map<number, number> {
    const bins = this.#bins ?? new Map<number, number>();
    this.#bins = bins;
    for (const one of this.#exact ?? []) countIn(bins, binOf(one));
    this.#exact = undefined;
    return bins;
  }

  #sorted(): Sorted {
    if (this.#exact) return new Sorted(Float64Array.from(this.#exact).sort(), undefined);
    const bins = [...(this.#bins ?? [])].sort(([one], [other]) => one - other);
    return Sorted.of(bins.map(([bin, rows]) => [bin / BINS_PER_DECADE, rows]));
  }
}

function binOf(log: number): number {
  return Math.round(log * BINS_PER_DECADE);
}

function countIn(bins: Map<number, number>, bin: number, rows = 1): void {
  bins.set(bin, (bins.get(bin) ?? 0) + rows);
}

/** Logarithms in order, each once or as often as it occurs. */
class Sorted {
  constructor(
    readonly logs: Float64Array,
    /** How many values there are up to each one; undefined where each occurs once. */
    readonly ends: Float64Array | undefined,
  ) {}

  static of(counted: readonly (readonly [log: number, rows: number])[]): Sorted {
    let rows = 0;
    const ends = counted.map(([, count]) => {
      rows += count;
      return rows;
    });
    return new Sorted(
      Float64Array.from(counted, ([log]) => log),
      Float64Array.from(ends),
    );
  }

  get rows(): number {
    return this.ends?.at(-1) ?? this.logs.length;
  }

  countAt(index: number): number {
    return this.ends === undefined ? 1 : (this.ends[index] ?? 0) - (this.ends[index - 1] ?? 0);
  }

  at(position: number): number {
    const index = this.ends?.findIndex((end) => end > position) ?? position;
    return this.logs[index] ?? 0;
  }

  /** As often as before, by a function of each. */
  map(change: (log: number) => number): Sorted {
    const changed = Array.from(this.logs, (log, index) => [change(log), this.countAt(index)] as const);
    return Sorted.of(changed.sort(([one], [other]) => one - other));
  }
}

function medianOf(sorted: Sorted): number {
  const middle = (sorted.rows - 1) / 2;
  return (sorted.at(Math.floor(middle)) + sorted.at(Math.ceil(middle))) / 2;
}

function usualOf(sorted: Sorted): Usual {
  const { rows } = sorted;
  const median = medianOf(sorted);
  const isFar = (log: number): boolean => Math.abs(log - median) >= LEAST_DISTANCE;
  // Most groups are narrow: their spread needs no measuring.
  const high = isFar(sorted.logs.at(-1) ?? 0) ? edge(sorted, median, 1) : Number.POSITIVE_INFINITY;
  const low = isFar(sorted.logs[0] ?? 0)
    ? -edge(
        sorted.map((log) => -log),
        -median,
        LOW_SIDE,
      )
    : Number.NEGATIVE_INFINITY;
  return { rows, median, high, low };
}

function laterOf(sorted: Sorted, { rows, median, high, low }: Usual): Usual {
  const mirrored = sorted.map((log) => -log);
  return {
    rows,
    median,
    high: Math.min(high, edgeLater(sorted, median, 1)),
    low: Math.max(low, -edgeLater(mirrored, -median, LOW_SIDE)),
  };
}

/** From here on an amount lies apart from all that came before. */
function edgeLater(sorted: Sorted, median: number, caution: number): number {
  const { distance, gap } = boundsOf(sorted, median, caution);
  return Math.max(median + distance, (sorted.logs.at(-1) ?? 0) + gap);
}

/** The innermost of the largest values that lie apart from the others; infinite where none do. */
function edge(sorted: Sorted, median: number, caution: number): number {
  const { rows, logs } = sorted;
  const most = Math.max(1, Math.floor(rows * MOST_UNUSUAL));
  let bounds: Bounds | undefined;
  let found = Number.POSITIVE_INFINITY;
  let beyond = 0;
  for (let index = logs.length - 1; index > 0; index -= 1) {
    const log = logs[index] ?? 0;
    const gap = log - (logs[index - 1] ?? 0);
    beyond += sorted.countAt(index);
    if (beyond > most || log - median < LEAST_DISTANCE) return found;
    if (gap < LEAST_GAP) continue;
    bounds ??= boundsOf(sorted, median, caution);
    if (log - median < bounds.distance) return found;
    if (gap >= bounds.gap) found = log - MARGIN;
  }
  return found;
}

/** How far from the median and from all others an unusual value is. */
interface Bounds {
  readonly distance: number;
  readonly gap: number;
}

function boundsOf(sorted: Sorted, median: number, caution: number): Bounds {
  const { rows } = sorted;
  const deviation = medianOf(sorted.map((log) => Math.abs(log - median))) * BY_MEDIAN_DEVIATION;
  // Amounts spread more to one side than to the other.
  const decile = (sorted.at(Math.floor((rows - 1) * 0.9)) - median) * BY_DECILE;
  const spread = caution * Math.max(deviation, decile);
  return {
    distance: Math.max(LEAST_DISTANCE, spread * DEVIATIONS * (1 + SMALL_GROUP / rows)),
    gap: Math.max(LEAST_GAP, spread * GAP_DEVIATIONS),
  };
}
