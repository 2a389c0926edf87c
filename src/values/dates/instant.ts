// Moments to the nanosecond, as services write them (RFC 3339). A Date would cut them to milliseconds.

/**
 * The moment as text that sorts by time, in UTC with nine decimals, as `2025-01-31T12:00:00.123456789`; undefined for anything that is
 * no RFC 3339 time.
 */
export function instantOf(text: string): string | undefined {
  const [, day = '', seconds = '', decimals = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const ms = Date.parse(`${day}T${seconds}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return undefined;
  return `${new Date(ms).toISOString().slice(0, 19)}.${decimals.padEnd(9, '0')}`;
}

/** So much earlier, in milliseconds. @param instant as `instantOf` gives it */
export function instantBefore(instant: string, ms: number): string {
  const [seconds = '', decimals = ''] = instant.split('.');
  const at = new Date(Date.parse(`${seconds}.${decimals.slice(0, 3)}Z`) - ms).toISOString();
  return `${at.slice(0, -1)}${decimals.slice(3)}`;
}
