// The period of a report as it was asked for: one month, quarter or year.

import { Stop } from '../../problems/stop.js';
import { monthPeriod, quarterPeriod, type ReportingPeriod, yearPeriod } from '../../values/dates/reporting-period.js';

/** One of month, quarter and year. */
export interface AskedPeriod {
  /** As `2026-10`. */
  readonly month?: string | undefined;
  /** As `2026-Q3`. */
  readonly quarter?: string | undefined;
  /** As `2026`. */
  readonly year?: string | undefined;
  /** The month, from 1, in which the year of `quarter` and `year` begins. @default 1 */
  readonly fiscalStart?: number | undefined;
}

const EXAMPLES = { month: '2026-10', quarter: '2026-Q3', year: '2026' } as const;

/** The period. Throws a Stop of kind `usage`. */
export function askedPeriod({ fiscalStart = 1, ...asked }: AskedPeriod): ReportingPeriod {
  const given = (['month', 'quarter', 'year'] as const).filter((name) => asked[name] !== undefined);
  const [name] = given;
  if (name === undefined || given.length > 1) {
    const what = name === undefined ? 'the period is missing' : `got ${given.map((one) => `--${one}`).join(' and ')}`;
    throw usage(`${what}: expected one of --month, --quarter and --year`, `such as --month ${EXAMPLES.month}`);
  }
  if (!Number.isInteger(fiscalStart) || fiscalStart < 1 || fiscalStart > 12) {
    throw usage(`--fiscal-start: expected a month from 1 to 12, got "${fiscalStart}"`, '');
  }
  const text = asked[name]?.trim() ?? '';
  const read = { month: monthPeriod, quarter: quarterPeriod, year: yearPeriod }[name];
  const period = read(text, fiscalStart);
  if (period === undefined) throw usage(`--${name}: got "${text}"`, `write it as --${name} ${EXAMPLES[name]}`);
  return period;
}

function usage(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
