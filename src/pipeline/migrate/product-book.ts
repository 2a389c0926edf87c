// The rows and emissions of each product in both accounts, in exact decimals. Amounts are added up; figures per kilogram or per
// unit never are: each of their rows has a line of its own.

import type { AccountDifference, ProductParity } from '../../report/migration.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import type { Accounts } from './accounts.js';
import { type Figure, figureSources } from './figures.js';
import { type IdMaps, idKey } from './movable.js';
import { hasRowIds } from './source-rows.js';

/** One account's part of a line. */
interface Side {
  rows: number;
  figures: number;
  pending: number;
  readonly sum: ExactSum;
}

interface Line {
  readonly product: string;
  readonly unit: string;
  readonly isAdded: boolean;
  readonly source: Side;
  readonly target: Side;
}

type About = Pick<Figure, 'id' | 'product'>;

/** Collects the lines. */
export class ProductBook {
  private readonly book = new Map<string, Line>();
  /** Figures of the source that the target has not calculated yet. */
  pending = 0;

  constructor(
    private readonly accounts: Accounts,
    private readonly ids: IdMaps,
    private readonly differences: AccountDifference[],
  ) {}

  /** Counts a row of the source. */
  countRow(dataset: string, about: About, isAtTarget: boolean): void {
    const line = this.lineOf(dataset, about);
    if (line === undefined) return;
    line.source.rows += 1;
    if (isAtTarget) line.target.rows += 1;
  }

  /** Reads the figures of a dataset in both accounts. Throws a ServiceError. */
  async addFigures(dataset: string): Promise<void> {
    const figures = figureSources[dataset]?.figures;
    if (figures === undefined) return;
    const held = await gathered(figures(this.accounts.target));
    for (const [id, figure] of await gathered(figures(this.accounts.source))) {
      const targetId = idKey((hasRowIds(dataset) ? this.ids.get(dataset)?.get(id) : id) ?? '');
      this.add(dataset, { id, ...figure }, targetId, held.get(targetId)?.co2e);
    }
  }

  private add(dataset: string, figure: Figure, targetId: string, other: Figure['co2e'] | undefined): void {
    const { id: sourceId, product: key, co2e } = figure;
    const line = this.lineOf(dataset, figure);
    if (line === undefined) return;
    addFigure(line.source, co2e);
    // Without rows at the target there is nothing to calculate.
    if (other === undefined && line.target.rows === 0) return;
    addFigure(line.target, other ?? null);
    if (co2e === null) return;
    if (other === undefined || other === null) this.pending += 1;
    else if (differenceOf(textOf(co2e), textOf(other)) !== '0')
      this.differences.push({
        ...{ dataset, key, sourceId, targetId, what: line.unit },
        source: textOf(co2e),
        target: textOf(other),
      });
  }

  private lineOf(dataset: string, { id, product }: About): Line | undefined {
    const figures = figureSources[dataset];
    if (figures === undefined) return undefined;
    const { unit, isAdded } = figures;
    const key = JSON.stringify([dataset, isAdded ? product : id]);
    const line = this.book.get(key) ?? { product, unit, isAdded, source: newSide(), target: newSide() };
    this.book.set(key, line);
    return line;
  }

  lines(): readonly ProductParity[] {
    return [...this.book.values()].map(({ product, unit, isAdded, source, target }) => {
      const rows = { source: source.rows, target: target.rows };
      const [from, to] = [totalOf(source, isAdded), totalOf(target, isAdded)];
      const difference = from === null || to === null ? null : differenceOf(from, to);
      return { product, unit, rows, co2e: { source: from, target: to }, difference };
    });
  }
}

/** By `idKey`. Several figures about one thing, as two of one type in a period, are added up. */
async function gathered(figures: AsyncIterable<Figure>): Promise<Map<string, Omit<Figure, 'id'>>> {
  const all = new Map<string, Omit<Figure, 'id'>>();
  for await (const { id: stated, product, co2e } of figures) {
    const id = idKey(stated);
    const before = all.get(id);
    all.set(id, { product, co2e: before === undefined ? co2e : together(before.co2e, co2e) });
  }
  return all;
}

function together(one: Figure['co2e'], other: Figure['co2e']): Figure['co2e'] {
  if (one === null || other === null) return null;
  const sum = exactSum();
  addTo(sum, one);
  addTo(sum, other);
  return sum.text();
}

function newSide(): Side {
  return { rows: 0, figures: 0, pending: 0, sum: exactSum() };
}

/** Null until all figures are known; no rows add up to 0. */
function totalOf({ rows, figures, pending, sum }: Side, isAdded: boolean): string | null {
  if (pending > 0) return null;
  return figures > 0 || (isAdded && rows === 0) ? sum.text() : null;
}

function addFigure(side: Side, co2e: Figure['co2e']): void {
  side.figures += 1;
  if (co2e === null) side.pending += 1;
  else addTo(side.sum, co2e);
}

function addTo(sum: ExactSum, co2e: number | string): void {
  if (typeof co2e === 'string' && /^-?\d+(\.\d+)?$/.test(co2e)) sum.addText(co2e);
  else sum.add(Number(co2e));
}

function textOf(co2e: number | string): string {
  const sum = exactSum();
  addTo(sum, co2e);
  return sum.text();
}

/** Target less source, in exact decimals. */
function differenceOf(source: string, target: string): string {
  const sum = exactSum();
  sum.addText(target);
  sum.addText(source.startsWith('-') ? source.slice(1) : `-${source}`);
  return sum.text();
}
