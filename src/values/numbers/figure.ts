// Figures as a service says them, with all their digits: exports write them so. Numbers that people type are read-number.ts's, which
// counts them at the 15 digits of a spreadsheet.

import { decimalText } from './decimal.js';

/** A number, or its decimal text where a number cannot hold all its digits. */
export type Figure = number | string;

/** Decimal text as JSON writes numbers. */
export const FIGURE = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** The shortest text that reads back as the same number, as JSON has it: up to 17 digits, `1e-7`, `-0`. */
export function shortestText(value: number): string {
  return value === 0 && Object.is(value, -0) ? '-0' : String(value);
}

/** The figure of a decimal text. */
export function figureOf(text: string): Figure {
  const value = Number(text);
  const isExact = Number.isFinite(value) && decimalText(shortestText(value)) === decimalText(text);
  return isExact ? value : text;
}

/** The nearest number to a figure; undefined for a value that is none. */
export function figureNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && FIGURE.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
