// How the days of a row lie to the period of a report. The totals and the bridge between two reports both ask here, so that they
// count the same rows.

import type { ReportingPeriod } from '../../values/dates/reporting-period.js';

/** The days that a row is about, as `YYYY-MM-DD`; '' where the service does not say it. */
export interface Days {
  readonly start: string;
  readonly end: string;
}

/** `across`: only some of the days are within the period; `undated`: the days are not known. */
export type Place = 'within' | 'across' | 'outside' | 'undated';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Where days lie. */
export function placeIn(period: ReportingPeriod, { start, end }: Days): Place {
  if (!DAY.test(start) || !DAY.test(end)) return 'undated';
  if (end < period.start || start > period.end) return 'outside';
  return start >= period.start && end <= period.end ? 'within' : 'across';
}

/** Whether a validity has a day in the period; without an end it lasts. */
export function isValidIn(period: ReportingPeriod, { start, end }: Days): boolean {
  return start <= period.end && (end === '' || end >= period.start);
}
