// What changed between two checks of a file, as lines for people. Pure.

import type { Cause } from '../problems/causes.js';
import { shorten } from '../problems/place.js';
import { oneLine } from '../problems/visible.js';
import { grouped } from '../values/numbers/grouped.js';

/** Causes that are named; more are counted. */
const MOST_NAMED = 10;

/** The number of problems, compared with before, and the causes that are gone or new; notes are none of them. */
export function changeLines(before: readonly Cause[], after: readonly Cause[]): readonly string[] {
  const [had, has] = [before, after].map(problemsOf).map((causes) => new Map(causes.map((one) => [keyOf(one), one])));
  const gone = [...(had ?? [])].flatMap(([key, cause]) => (has?.has(key) ? [] : [cause]));
  const fresh = [...(has ?? [])].flatMap(([key, cause]) => (had?.has(key) ? [] : [cause]));
  return [
    `${countText(after)}, ${differenceText(countOf(after) - countOf(before))}`,
    ...named('Gone', gone),
    ...named('New', fresh),
  ];
}

/** As `12 problems`. */
export function countText(causes: readonly Cause[]): string {
  const count = countOf(causes);
  return count === 1 ? '1 problem' : `${count === 0 ? 'no' : grouped(count)} problems`;
}

function countOf(causes: readonly Cause[]): number {
  return problemsOf(causes).reduce((sum, { rows }) => sum + rows, 0);
}

function problemsOf(causes: readonly Cause[]): readonly Cause[] {
  return causes.filter(({ problem }) => problem.severity !== 'note');
}

function differenceText(difference: number): string {
  if (difference === 0) return 'as many as before';
  return `${grouped(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}`;
}

function keyOf({ problem: { sheet, code, column, value }, isRest }: Cause): string {
  return JSON.stringify([sheet, code, column, isRest ? null : value]);
}

function named(word: string, causes: readonly Cause[]): readonly string[] {
  const more = causes.length - MOST_NAMED;
  return [
    ...causes.slice(0, MOST_NAMED).map((cause) => `${word}: ${nameOf(cause)}`),
    ...(more > 0 ? [`${word}: ${grouped(more)} more`] : []),
  ];
}

function nameOf({ problem: { code, column, value, row }, rows, isRest }: Cause): string {
  const what = [column === '' ? code : shorten(column), value !== '' && !isRest && `"${shorten(value)}"`].filter(
    Boolean,
  );
  const where = rows === 1 ? `row ${row}` : `${grouped(rows)} rows, first at row ${row}`;
  return oneLine(`${what.join(' ')} (${where})`);
}
