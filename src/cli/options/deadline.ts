// Turns --deadline into a moment: from a clock time, a date with time, or a duration. deadline-signal.ts ends the run then.

import { Stop } from '../../problems/stop.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * `18:30` (its next occurrence), `2026-11-21T18:30` (local time, unless `Z` or an offset is given; seconds allowed), or `45m`,
 * `2h`, `1h30m`.
 * @param now milliseconds since the epoch.
 * @returns milliseconds since the epoch.
 * @throws Stop of kind `usage` with valid examples; also for a time in the past.
 */
export function parseDeadline(text: string, now: number): number {
  const given = text.trim();
  const moment = afterDuration(given, now) ?? nextClockTime(given, now) ?? dated(given);
  if (moment === undefined) throw misuse('expected a time such as 18:30, 2026-11-21T18:30, 45m or 2h', text);
  if (moment <= now) throw misuse('expected a time in the future', text);
  return moment;
}

function afterDuration(text: string, now: number): number | undefined {
  if (!/^(\d+(\.\d+)?[smhd])+$/i.test(text)) return undefined;
  const parts = text.toLowerCase().matchAll(/([\d.]+)([smhd])/g);
  return [...parts].reduce((moment, [, count, unit = '']) => moment + Number(count) * (UNIT_MS[unit] ?? 0), now);
}

/** Today, or tomorrow if it has passed: an import that starts in the evening may end at 06:00. */
function nextClockTime(text: string, now: number): number | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const day = new Date(now);
  const at = (days: number): number =>
    new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, Number(hours), Number(minutes)).getTime();
  return at(0) > now ? at(0) : at(1);
}

function dated(text: string): number | undefined {
  const form = /^(\d{4}-(\d{2})-(\d{2}))[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  // Date.parse would turn February 31 into a day of March.
  if (form === null || new Date(`${form[1]}T00:00Z`).getUTCDate() !== Number(form[3])) return undefined;
  const moment = Date.parse(text.replace(' ', 'T'));
  return Number.isNaN(moment) ? undefined : moment;
}

function misuse(expected: string, text: string): Stop {
  return new Stop('usage', 'USAGE', `--deadline: ${expected}, got ${JSON.stringify(text)}`);
}
