// The shortest name of a span of days: its month, quarter or year where it is one, as `2024-01`, `2024-Q1` or `2024`.

import { daysIn } from './date-text.js';

/** The name of a span, whose days are `YYYY-MM-DD`; a single day stands for its month. '' where a day is missing. */
export function periodName(first: string, last: string): string {
  if (first === '' || last === '') return '';
  if (first === last) return first.slice(0, 7);
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  const lastMonth = Number(last.slice(5, 7));
  const isWhole = first.endsWith('-01') && last.endsWith(`-${daysIn(year, lastMonth)}`);
  if (!isWhole || last.slice(0, 4) !== first.slice(0, 4)) return `${first}/${last}`;
  if (month === lastMonth) return first.slice(0, 7);
  if (month === 1 && lastMonth === 12) return first.slice(0, 4);
  return month % 3 === 1 && lastMonth === month + 2 ? `${year}-Q${lastMonth / 3}` : `${first}/${last}`;
}
