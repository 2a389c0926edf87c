// The moment from which on changes are exported, as a user writes it.

import { Stop } from '../../problems/stop.js';
import { instantOf } from '../../values/dates/instant.js';

/** The last export of changes. */
export const LAST = 'last';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/**
 * `2025-01-31` (its beginning, UTC), `30d` (also w, h, m), `last`, or a moment, which stays as it is written.
 * @returns `last`, or a moment in RFC 3339.
 * @throws Stop of kind `usage`.
 */
export function parseSince(text: string, now: number): string {
  if (text.toLowerCase() === LAST) return LAST;
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/i.exec(text) ?? [];
  if (count !== undefined) return new Date(now - Number(count) * (UNIT_MS[unit.toLowerCase()] ?? 0)).toISOString();
  const moment = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  if (instantOf(moment) !== undefined && isOfCalendar(moment)) return moment;
  const expected = 'expected a day such as 2025-01-31, 30d, last, or a moment such as 2025-01-31T12:00:00.123456789Z';
  throw new Stop('usage', 'USAGE', `--since: ${expected}, got "${text}"`);
}

/** `Date` takes February 31 for a day of March. */
function isOfCalendar(moment: string): boolean {
  const day = moment.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
