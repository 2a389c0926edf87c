// An estimate in words. Pure.

import { grouped } from '../values/numbers/grouped.js';
import type { PlanCounts, PlanEstimate } from './summary.js';

/** A shorter time gives no useful pace. */
const LEAST_SECONDS = 10;

/** As `12,340 rows to create, about 12,360 requests, about 41 min at 5 requests a second`. */
export function estimateText({ create, update, delete: gone }: PlanCounts, estimate: PlanEstimate): string {
  const counts = { create, update, delete: gone };
  const rows = Object.entries(counts).map(([what, count]) => count > 0 && `${rowsText(count)} to ${what}`);
  return [...rows, costText(estimate)].filter(Boolean).join(', ');
}

/** As `about 12,360 requests, about 41 min at 5 requests a second`. */
export function costText({ requests, seconds }: PlanEstimate): string {
  const perSecond = requests / seconds;
  const pace = seconds < LEAST_SECONDS ? '' : ` at ${shortNumber(perSecond)} requests a second`;
  return `about ${grouped(requests)} ${requests === 1 ? 'request' : 'requests'}, about ${timeText(seconds)}${pace}`;
}

/** Rounded to minutes from one minute, and to ten minutes from ten hours: more would claim too much precision. */
function timeText(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const whole = minutes < 600 ? minutes : Math.round(minutes / 10) * 10;
  return `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

function shortNumber(value: number): string {
  return value < 9.5 ? String(Number(value.toPrecision(2))) : grouped(Math.round(value));
}

function rowsText(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`;
}
