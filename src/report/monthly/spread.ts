// Figures that have no sum, such as those per kilogram or per product: how many there are, the smallest, the median, the largest.

import { numberText } from '../../values/cell.js';
import type { ReportTable } from './report-model.js';

/** Figures by what they are. */
export interface Spreads {
  /** @param labels what the figure is: equal ones are of one kind, in one unit. */
  see(labels: readonly string[], figure: number): void;
  lines(): readonly (readonly [labels: readonly string[], figures: readonly number[]])[];
}

/** Starts without figures. */
export function spreads(): Spreads {
  const all = new Map<string, { readonly labels: readonly string[]; readonly figures: number[] }>();
  return {
    see(labels, figure) {
      const key = JSON.stringify(labels);
      const known = all.get(key) ?? { labels, figures: [] };
      known.figures.push(figure);
      all.set(key, known);
    },
    lines: () =>
      [...all.values()].map(({ labels, figures }) => [labels, figures.sort((one, other) => one - other)] as const),
  };
}

/** A table of spreads; undefined without figures. @param about its titles, and those of the labels */
export function spreadTable(
  spread: Spreads,
  { labels, ...about }: Pick<ReportTable, 'id' | 'title' | 'note'> & { readonly labels: readonly string[] },
): ReportTable | undefined {
  const lines = spread.lines();
  if (lines.length === 0) return undefined;
  const amount = (title: string) => ({ title, kind: 'amount', unit: '' }) as const;
  return {
    ...about,
    columns: [
      ...labels.map((title) => ({ title, kind: 'text', unit: '' }) as const),
      { title: 'Products', kind: 'count', unit: '' },
      amount('Smallest'),
      amount('Median'),
      amount('Largest'),
    ],
    rows: lines.map(([names, figures]) => [
      ...names,
      String(figures.length),
      ...[figures[0], medianOf(figures), figures.at(-1)].map((figure) => numberText(figure ?? 0)),
    ]),
  };
}

function medianOf(sorted: readonly number[]): number {
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0,
  ];
  return low + (high - low) / 2;
}
