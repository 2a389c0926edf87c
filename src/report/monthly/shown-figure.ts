// A figure as people read it: grouped by thousands, with three decimals, which are kilograms where the unit is tonnes.

import type { ReportColumn } from './report-model.js';

/** Below this a figure, or a share, would look like zero. */
const SMALLEST_SHOWN = 0.0005;

/** Above this a share says no more than that it is very large. */
const MOST_SHOWN = 9.99;

/** A decimal text for people; '' for a blank. */
export function shownFigure(text: string, kind: ReportColumn['kind']): string {
  if (text === '' || kind === 'text') return text;
  const figure = Number(text);
  if (kind === 'count') return figure.toLocaleString('en-US');
  const isTiny = figure !== 0 && Math.abs(figure) < SMALLEST_SHOWN;
  if (kind === 'share' && isTiny) return figure > 0 ? '<0.1 %' : '>-0.1 %';
  if (kind === 'share' && Math.abs(figure) > MOST_SHOWN) return figure > 0 ? '>999 %' : '<-999 %';
  if (kind === 'share') return `${(figure * 100).toLocaleString('en-US', decimals(1))} %`;
  return figure.toLocaleString('en-US', isTiny ? { maximumSignificantDigits: 3 } : decimals(3));
}

function decimals(count: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: count, maximumFractionDigits: count };
}
