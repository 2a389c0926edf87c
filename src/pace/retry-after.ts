// Reads the Retry-After header. Pure; the caller passes `now`.

// A day: a longer wait is no pace any more, and Date would overflow on absurd values.
const LONGEST_MS = 86_400_000;

/**
 * How long a service asks to wait, in milliseconds from `now`; undefined when the header is absent or means nothing.
 * Seconds or an HTTP date (RFC 9110, 10.2.3). Fractions of a second, which some services send, are taken as they are.
 * @param serverDate the answer's Date header: an HTTP date is measured against the server's clock when it tells its own.
 */
export function retryAfterMs(
  header: string | undefined,
  now: number,
  serverDate?: string | undefined,
): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  return Math.min(Math.max(0, until - (httpDate(serverDate ?? '') ?? now)), LONGEST_MS);
}

/** Date.parse takes nearly anything; an HTTP date begins with the day's name and ends with GMT (RFC 9110, 5.6.7). */
function httpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, .* GMT$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
