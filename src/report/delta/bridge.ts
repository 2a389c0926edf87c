// The bridge between two totals: how much of a difference is new, gone, moved, edited, recalculated. Exact: the parts add up to
// the difference, in the whole and in each period. Only figures that add up are summed; of others the changes are counted.

import { byMagnitude, exceedsShare, negated } from '../../values/numbers/decimal.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import { type ComparableRow, type Measure, type Part, parts, type RowChange } from './comparable.js';

/** A change of a figure. */
export interface Step {
  readonly before: string;
  readonly after: string;
  readonly change: string;
  /** Of `before`; null where that is 0. */
  readonly percent: number | null;
  /** Whether it exceeds the share that is flagged. */
  readonly flagged: boolean;
}

/** One part of the difference. */
export interface PartStep {
  readonly part: Part;
  readonly rows: number;
  readonly change: string;
  /** Of the earlier total; null where that is 0. */
  readonly percent: number | null;
  readonly flagged: boolean;
}

/** A period of the bridge. */
export interface PeriodStep extends Step {
  readonly period: string;
  readonly parts: Readonly<Record<Part, string>>;
}

/** The bridge of a figure that adds up. */
export interface MeasureBridge extends Step, Omit<Measure, 'adds'> {
  readonly adds: true;
  /** Rows that have the figure, in its unit. */
  readonly rows: { readonly before: number; readonly after: number };
  /** They add up to `change`. */
  readonly parts: readonly PartStep[];
  /** By period; empty where rows have none. */
  readonly periods: readonly PeriodStep[];
  /** Rows that lack the figure in whatever unit: they count as nothing. */
  readonly blank: { readonly before: number; readonly after: number };
}

/** The changes of a figure that does not add up. */
export interface MeasureChanges extends Omit<Measure, 'adds'> {
  readonly adds: false;
  /** Rows in which the figure rose, fell, came, went. */
  readonly rose: number;
  readonly fell: number;
  readonly came: number;
  readonly went: number;
  readonly flagged: number;
  readonly blank: { readonly before: number; readonly after: number };
}

/** A row whose figure changed. */
export interface FigureChange {
  readonly part: Part;
  readonly key: string;
  readonly label: string;
  readonly before: ComparableRow | undefined;
  readonly after: ComparableRow | undefined;
  readonly measure: string;
  readonly step: RowStep;
}

/** The change of one row's figure; an absent figure is null. */
export interface RowStep {
  readonly before: string | null;
  readonly after: string | null;
  /** With an absent figure as 0. */
  readonly change: string;
  readonly percent: number | null;
  readonly flagged: boolean;
}

/** What changed between two exports. */
export interface Bridge {
  readonly counts: Readonly<Record<Part | 'unchanged', number>>;
  readonly rows: { readonly before: number; readonly after: number };
  readonly measures: readonly (MeasureBridge | MeasureChanges)[];
  /** The largest changes of the first measures, by measure. */
  readonly largest: readonly FigureChange[];
}

/** Largest changes that are kept of each measure. */
const MOST_LARGEST = 10;

/** Adds up the changes as they come. */
export class BridgeSums {
  readonly #counts: Record<Part | 'unchanged', number> = {
    new: 0,
    gone: 0,
    moved: 0,
    edited: 0,
    recalculated: 0,
    unchanged: 0,
  };
  readonly #rows = { before: 0, after: 0 };
  readonly #sums = new Map<string, MeasureSums>();
  /** Rows that have a figure of a column, in whatever unit. */
  readonly #columns = new Map<string, { before: number; after: number }>();

  /** @param flag The share above which a change is flagged, in per cent. */
  constructor(private readonly flag: string) {}

  /** @param measureOf What a figure of this key is. */
  see(change: RowChange, measureOf: (key: string) => Measure): void {
    const { part, before, after } = change;
    this.#counts[part] += 1;
    if (before) this.#rows.before += 1;
    if (after) this.#rows.after += 1;
    this.#countColumns('before', before);
    this.#countColumns('after', after);
    for (const key of keysOf(before, after)) {
      let sums = this.#sums.get(key);
      if (sums === undefined) {
        sums = new MeasureSums(measureOf(key), this.flag);
        this.#sums.set(key, sums);
      }
      sums.see(change);
    }
  }

  /** Rows without a figure of the column: one in another unit is no blank. */
  #blankIn({ key }: Measure): { readonly before: number; readonly after: number } {
    const { before = 0, after = 0 } = this.#columns.get(columnOf(key)) ?? {};
    return { before: this.#rows.before - before, after: this.#rows.after - after };
  }

  #countColumns(side: 'before' | 'after', row: ComparableRow | undefined): void {
    let last = '';
    for (const key in row?.figures) {
      const column = columnOf(key);
      // A row has one unit.
      if (column === last) continue;
      last = column;
      const counts = this.#columns.get(column) ?? { before: 0, after: 0 };
      this.#columns.set(column, counts);
      counts[side] += 1;
    }
  }

  /** @param order The measures that are known ahead: they come first, in this order, also where no row has them. */
  end(order: readonly Measure[]): Bridge {
    for (const measure of order) {
      if (!this.#sums.has(measure.key)) this.#sums.set(measure.key, new MeasureSums(measure, this.flag));
    }
    const rank = ({ key }: Measure): number => {
      const at = order.findIndex((one) => one.key === key);
      return at < 0 ? order.length : at;
    };
    const all = [...this.#sums.values()].sort(
      (one, other) => rank(one.measure) - rank(other.measure) || (one.measure.key < other.measure.key ? -1 : 1),
    );
    return {
      counts: this.#counts,
      rows: this.#rows,
      measures: all.map((one) => one.end(this.#blankIn(one.measure))),
      largest: all.flatMap((one) => one.largest()),
    };
  }
}

/** The column of a figure; behind it may be the unit of the row. */
export function columnOf(key: string): string {
  const [column = ''] = key.split(' ', 1);
  return column;
}

/** The change of a row's figure, on its own. A new or gone row is flagged by the total, which is not known here. */
export function rowStep(key: string, { part, before, after }: RowChange, flag: string): RowStep {
  const [old, now] = [before?.figures[key], after?.figures[key]];
  const change = difference(old ?? '0', now ?? '0');
  const isPaired = part !== 'new' && part !== 'gone';
  return {
    before: old ?? null,
    after: now ?? null,
    change,
    percent: percentOf(change, old ?? '0'),
    flagged: isPaired && change !== '0' && exceedsShare(change, old ?? '0', flag),
  };
}

/** The keys of the figures that a row has or had. */
export function keysOf(before: ComparableRow | undefined, after: ComparableRow | undefined): readonly string[] {
  const [old, now] = [Object.keys(before?.figures ?? {}), Object.keys(after?.figures ?? {})];
  return before && after ? [...old, ...now.filter((key) => before.figures[key] === undefined)] : [...old, ...now];
}

class MeasureSums {
  readonly #rows = { before: 0, after: 0 };
  readonly #before = exactSum();
  readonly #after = exactSum();
  readonly #parts = new Map<Part, { rows: number; readonly sum: ExactSum }>();
  readonly #periods = new Map<string, PeriodSums>();
  readonly #moves = { rose: 0, fell: 0, came: 0, went: 0, flagged: 0 };
  #largest: FigureChange[] = [];

  constructor(
    readonly measure: Measure,
    private readonly flag: string,
  ) {}

  see(change: RowChange): void {
    const { key, adds } = this.measure;
    const { part, before, after } = change;
    const [old, now] = [before?.figures[key], after?.figures[key]];
    if (adds) {
      this.#add(part, before?.period ?? '', after?.period ?? '', old, now);
    }
    if (part === 'unchanged' || (old === now && part !== 'moved')) return;
    const step = rowStep(key, change, this.flag);
    this.#count(part, step);
    if (step.change === '0' && step.before !== null && step.after !== null) return;
    const { label = '', key: row = '' } = after ?? before ?? {};
    this.#largest.push({ part, key: row, label, before, after, measure: key, step });
    if (this.#largest.length > 20 * MOST_LARGEST) this.#largest = this.largest();
  }

  largest(): FigureChange[] {
    // A new or gone row of an intensity is no change of it.
    return this.#largest
      .filter(({ part }) => this.measure.adds || (part !== 'new' && part !== 'gone'))
      .sort((one, other) => this.#bySize(one, other))
      .slice(0, MOST_LARGEST);
  }

  end(blank: { readonly before: number; readonly after: number }): MeasureBridge | MeasureChanges {
    const { key, title, unit, adds } = this.measure;
    if (!adds) return { key, title, unit, adds, ...this.#moves, blank };
    const [before, after] = [this.#before.text(), this.#after.text()];
    const partSteps = parts.map((part): PartStep => {
      const own = this.#parts.get(part);
      const change = own?.sum.text() ?? '0';
      return { part, rows: own?.rows ?? 0, change, ...this.#against(change, before) };
    });
    const periods = [...this.#periods]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([period, sums]) => this.#periodStep(period, sums));
    const hasPeriods = periods.some(({ period }) => period !== '');
    return {
      key,
      title,
      unit,
      adds,
      ...this.#stepOf(before, after),
      rows: this.#rows,
      parts: partSteps,
      periods: hasPeriods ? periods : [],
      blank,
    };
  }

  #add(part: RowChange['part'], from: string, to: string, old: string | undefined, now: string | undefined): void {
    if (old !== undefined) {
      this.#rows.before += 1;
      this.#before.addText(old);
      this.#periodOf(from).before.addText(old);
    }
    if (now !== undefined) {
      this.#rows.after += 1;
      this.#after.addText(now);
      this.#periodOf(to).after.addText(now);
    }
    if (part === 'unchanged') return;
    const own = this.#parts.get(part) ?? { rows: 0, sum: exactSum() };
    this.#parts.set(part, own);
    own.rows += 1;
    if (old !== undefined) {
      own.sum.addText(negated(old));
      this.#periodOf(from).parts[part].addText(negated(old));
    }
    if (now !== undefined) {
      own.sum.addText(now);
      this.#periodOf(to).parts[part].addText(now);
    }
  }

  #count(part: Part, { before, after, change, flagged }: RowStep): void {
    if (part === 'new' || part === 'gone') return;
    if (before === null) this.#moves.came += 1;
    else if (after === null) this.#moves.went += 1;
    else if (change.startsWith('-')) this.#moves.fell += 1;
    else if (change !== '0') this.#moves.rose += 1;
    if (flagged) this.#moves.flagged += 1;
  }

  #periodOf(period: string): PeriodSums {
    let sums = this.#periods.get(period);
    if (sums === undefined) {
      sums = {
        before: exactSum(),
        after: exactSum(),
        parts: { new: exactSum(), gone: exactSum(), moved: exactSum(), edited: exactSum(), recalculated: exactSum() },
      };
      this.#periods.set(period, sums);
    }
    return sums;
  }

  #periodStep(period: string, { before, after, parts: sums }: PeriodSums): PeriodStep {
    const { new: fresh, gone, moved, edited, recalculated } = sums;
    return {
      period,
      ...this.#stepOf(before.text(), after.text()),
      parts: {
        new: fresh.text(),
        gone: gone.text(),
        moved: moved.text(),
        edited: edited.text(),
        recalculated: recalculated.text(),
      },
    };
  }

  #stepOf(before: string, after: string): Step {
    const change = difference(before, after);
    return { before, after, change, ...this.#against(change, before) };
  }

  #against(change: string, base: string): Pick<Step, 'percent' | 'flagged'> {
    return {
      percent: percentOf(change, base),
      flagged: change !== '0' && exceedsShare(change, base, this.flag),
    };
  }

  /** Amounts by their change, intensities by how much of themselves it is. */
  #bySize(one: FigureChange, other: FigureChange): number {
    if (this.measure.adds) return byMagnitude(one.step.change, other.step.change);
    const share = ({ step }: FigureChange): number => Math.abs(step.percent ?? Number.MAX_VALUE);
    return share(other) - share(one);
  }
}

interface PeriodSums {
  readonly before: ExactSum;
  readonly after: ExactSum;
  readonly parts: Readonly<Record<Part, ExactSum>>;
}

function difference(before: string, after: string): string {
  const sum = exactSum();
  sum.addText(after);
  sum.addText(negated(before));
  return sum.text();
}

function percentOf(change: string, base: string): number | null {
  const share = (100 * Number(change)) / Math.abs(Number(base));
  return Number.isFinite(share) ? Number(share.toPrecision(6)) : null;
}
