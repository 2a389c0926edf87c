// What --older-than means.

import { Stop } from '../../problems/stop.js';

const DAY_MS = 86_400_000;

/**
 * `90d` or `12w` before now, or a day such as `2026-01-31` (its begin, UTC).
 * @param now milliseconds since the epoch.
 * @returns milliseconds since the epoch.
 * @throws Stop of kind `usage` with valid examples; also for a day to come.
 */
export function parseOlderThan(text: string, now: number): number {
  const [, count, unit] = /^(\d{1,6})([dw])$/i.exec(text.trim()) ?? [];
  if (count !== undefined) return now - Number(count) * (unit?.toLowerCase() === 'w' ? 7 : 1) * DAY_MS;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
  // Date.parse takes 31 February for a day of March.
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.trim());
  if (!isDay) throw misuse('expected an age such as 90d or 12w, or a day such as 2026-01-31', text);
  if (day > now) throw misuse('expected a day in the past', text);
  return day;
}

function misuse(expected: string, text: string): Stop {
  return new Stop('usage', 'USAGE', `--older-than: ${expected}, got ${JSON.stringify(text)}`);
}
