// Reads the Retry-After header, and says how much of a long wait is believed. Pure; the caller passes `now`.

/** Longer than this is a mistake, and Date would overflow on absurd values. */
const LONGEST_MS = 400 * 86_400_000;
/** What is a moment near now is no number of seconds: some services give the time since 1970, in seconds or finer. */
const EPOCH_SCALES = [1_000, 1, 1e-3, 1e-6];
const EPOCH_PAST_MS = 86_400_000;
/** A wait up to this is kept to the end. A longer one may be a mistake, so the service is asked earlier, though rarely. */
export const BELIEVED_MS = 600_000;
const FIRST_PROBE_MS = 15_000;
const LONGEST_PROBE_MS = 300_000;

/**
 * How long a service asks to wait, in milliseconds from `now`; undefined when the header is absent or means nothing.
 * Seconds or an HTTP date (RFC 9110, 10.2.3), of which the longest counts. Fractions of a second, moments since 1970 and
 * ISO 8601 dates, which some services send, are taken for what they are.
 * @param serverDate the answer's Date header: a date is measured against the server's clock when it tells its own.
 */
export function retryAfterMs(
  header: string | undefined,
  now: number,
  serverDate?: string | undefined,
): number | undefined {
  const text = header?.trim() ?? '';
  const from = dateIn(serverDate?.trim() ?? '') ?? now;
  const numbers = /^\d+(\.\d+)?(\s*,\s*\d+(\.\d+)?)*$/.test(text) ? text.split(',').map(Number) : [];
  const waits = numbers.map((number) => (momentIn(number, from) ?? from + number * 1000) - from);
  const until = numbers.length > 0 ? from + Math.max(...waits) : dateIn(text);
  return until === undefined ? undefined : Math.min(Math.max(0, until - from), LONGEST_MS);
}

/** How long a service that asked to wait is left alone; shorter than it asked where that may be a mistake. */
export function believedMs(askedMs: number, refusals: number): number {
  if (!isDoubtful(askedMs)) return askedMs;
  return Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.max(0, refusals - 1));
}

/** Whether a wait is so long that it may be a mistake. */
export function isDoubtful(askedMs: number): boolean {
  return askedMs > BELIEVED_MS;
}

function momentIn(number: number, now: number): number | undefined {
  const moments = EPOCH_SCALES.map((scale) => number * scale);
  return moments.find((moment) => moment > now - EPOCH_PAST_MS && moment < now + LONGEST_MS);
}

/**
 * Date.parse takes nearly anything. The three forms of an HTTP date (RFC 9110, 5.6.7) begin with the day's name, and mean GMT
 * also where they do not say so; ISO 8601 has a zone.
 */
function dateIn(text: string): number | undefined {
  const isHttp = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d$/.test(text.replace(/ GMT$/, ''));
  const isIso = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text);
  if (!isHttp && !isIso) return undefined;
  const time = Date.parse(isIso || text.endsWith(' GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
