// The mark of an exported row: the moment of its last change. A service that gives moments to the second may change a row again within
// the second that it gave, and a row may be read after the list of changes. Of such a row the mark also holds a digest, by which the next
// export sees whether it is still the same.

import { hash } from 'node:crypto';
import { instantOf } from '../../values/dates/instant.js';
import type { ExportRow } from '../../write/export/export-file.js';

/** No moment of RFC 3339 holds it. */
const BETWEEN = '|';

/** Clocks differ by less. */
const RECENT_MS = 600_000;

/** The parts of a mark's text. */
export function readMark(text: string): { readonly stamp: string; readonly rowDigest: string | undefined } {
  const [stamp = '', rowDigest] = text.split(BETWEEN);
  return { stamp, rowDigest };
}

/**
 * The mark of a row, as text.
 * @param stamp undefined where it is not known which moment the list of changes will give for the row.
 * @param readAt in milliseconds since the epoch.
 */
export function markOf(stamp: string | undefined, row: ExportRow, readAt: number): string {
  if (stamp === undefined) return `${BETWEEN}${rowDigestOf(row)}`;
  const instant = instantOf(stamp);
  const isWholeSecond = instant?.endsWith('.000000000') ?? false;
  const isRecent = isWholeSecond && readAt - Date.parse(`${instant?.slice(0, 19)}Z`) < RECENT_MS;
  return isRecent ? `${stamp}${BETWEEN}${rowDigestOf(row)}` : stamp;
}

/** Differs where rows differ. */
export function rowDigestOf(row: ExportRow): string {
  return hash('sha1', JSON.stringify(row), 'base64').slice(0, 20);
}
