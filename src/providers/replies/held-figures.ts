// Numbers of a row with more digits than its values have, for exports: values have the 15 that an import reads.

import type { Fields, Values } from '../../datasets/dataset.js';
import type { ExportValue } from '../binding.js';

/** The number cells of an exported row that its values do not hold whole, by column. */
type FiguresReader = (held: Readonly<Record<string, unknown>>, values: Values) => Record<string, ExportValue>;

/** Prepares to read many replies of one dataset. */
export function figuresReader({ fields }: { readonly fields: Fields }): FiguresReader {
  const single = Object.keys(fields).filter(
    (name) => fields[name]?.kind === 'number' || fields[name]?.kind === 'share',
  );
  const yearly = Object.keys(fields).filter((name) => fields[name]?.kind === 'yearly');
  return (held, values) => {
    const cells: Record<string, ExportValue> = {};
    for (const name of single) {
      const figure = held[name];
      const value = values[name];
      if (value !== undefined && value !== figure && isFigure(figure)) cells[name] = figure;
    }
    for (const name of yearly) {
      const [years, figures] = [Object(values[name] ?? {}), Object(held[name] ?? {})];
      for (const [year, value] of Object.entries(years))
        if (value !== figures[year] && isFigure(figures[year])) cells[`${name}.${year}`] = figures[year];
    }
    return cells;
  };
}

function isFigure(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}
