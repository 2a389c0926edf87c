// The days of supplier periods: open ends, overlaps, and the rules of the service. Pure; today is an argument.

import { type Finding, finding } from '../../../problems/problem.js';

/** A period's days, YYYY-MM-DD; absent at an open end. */
export interface Days {
  readonly validFrom?: string | null | undefined;
  readonly validTo?: string | null | undefined;
}

const FIRST = '0000-01-01';
const LAST = '9999-12-31';

function startOf({ validFrom }: Days): string {
  return validFrom || FIRST;
}

function endOf({ validTo }: Days): string {
  return validTo || LAST;
}

/** Whether two periods share a day; both ends are inclusive. */
export function shareDay(one: Days, other: Days): boolean {
  return startOf(one) <= endOf(other) && startOf(other) <= endOf(one);
}

/** Whether two periods have equal days. */
export function sameDays(one: Days, other: Days): boolean {
  return startOf(one) === startOf(other) && endOf(one) === endOf(other);
}

/** A period's days, replaced by those of a row; an empty cell replaces nothing. */
export function movedDays(before: Days, given: Days): Days {
  return { validFrom: given.validFrom || before.validFrom, validTo: given.validTo || before.validTo };
}

/** Whether the period has the days that a row gives. */
export function hasDays(period: Days, given: Days): boolean {
  return sameDays(period, movedDays(period, given));
}

/** The fault of a period by itself. */
export function faultOf(days: Days, today: string): Finding | undefined {
  const beyond = [days.validFrom, days.validTo].find((day) => day && day > today);
  if (beyond) return finding('BEYOND_TODAY', { date: beyond, today });
  const [start, end] = [startOf(days), endOf(days)];
  return start > end ? finding('PERIOD_REVERSED', { start, end }) : undefined;
}

/** A period in words. */
export function shownDays({ validFrom, validTo }: Days): string {
  if (validFrom && validTo) return `${validFrom} to ${validTo}`;
  if (validFrom) return `from ${validFrom} on`;
  return validTo ? `until ${validTo}` : 'always';
}
