// Reads what a service says about its limit: RateLimit and RateLimit-Policy (IETF draft, old and new form), and
// X-RateLimit-*. Pure; what is done with it is the pacer's.

/** A limit as one answer states it; what it does not say is undefined. */
export interface RateLimit {
  /** Requests per window. */
  readonly quota?: number;
  /** The window's length, if it is stated. */
  readonly windowMs?: number;
  /** Requests left in the current window. */
  readonly remaining?: number;
  /** Time from `now` until the window ends. */
  readonly resetMs?: number;
}

/** Gives a header by its lower-case name. */
type Header = (name: string) => string | undefined;

/** A reset above this is a moment in seconds since the epoch, not a number of seconds (services do both). */
const EPOCH_SECONDS = 1_000_000_000;

/** What the headers say about the limit; undefined when they say nothing that can be used. */
export function rateLimitOf(header: Header, now: number): RateLimit | undefined {
  return fromDraft(header) ?? fromLegacy(header, now);
}

/**
 * draft-ietf-httpapi-ratelimit-headers: the present form is `RateLimit: "name";r=50;t=30` with
 * `RateLimit-Policy: "name";q=100;w=60`; before version 08 it was `limit=100, remaining=50, reset=30` with `100;w=60`.
 * Of several policies the one with the lowest rate counts, since all of them must be kept.
 */
function fromDraft(header: Header): RateLimit | undefined {
  const policies = items(header('ratelimit-policy'));
  const policy = slowest(policies.filter(countsRequests).map(policyOf));
  // A state belongs to the policy of its name.
  const others = new Set(policies.filter((one) => !countsRequests(one)).map(({ value }) => value));
  const states = items(header('ratelimit')).flatMap(({ value, parameters }) => (others.has(value) ? [] : [parameters]));
  const tightest = states.filter(({ r }) => count(r) !== undefined).sort((a, b) => Number(a.r) - Number(b.r))[0];
  const state: Readonly<Record<string, string>> = tightest ?? Object.assign({}, ...states);
  return said({
    quota: policy?.quota ?? count(state.limit),
    windowMs: policy?.windowMs,
    remaining: count(state.r ?? state.remaining),
    resetMs: seconds(state.t ?? state.reset),
  });
}

function fromLegacy(header: Header, now: number): RateLimit | undefined {
  for (const prefix of ['x-ratelimit-', 'ratelimit-']) {
    const reset = count(header(`${prefix}reset`));
    const reading = said({
      quota: count(header(`${prefix}limit`)?.split(',')[0]),
      windowMs: undefined,
      remaining: count(header(`${prefix}remaining`)),
      resetMs: reset !== undefined && reset > EPOCH_SECONDS ? Math.max(0, reset * 1000 - now) : seconds(reset),
    });
    if (reading) return reading;
  }
  return undefined;
}

interface Item {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A list of items with parameters, as far as these headers use structured fields (RFC 9651). */
function items(header: string | undefined): Item[] {
  if (!header) return [];
  return header.split(',').map((part) => {
    const pieces = part.split(';').map((piece) => piece.trim());
    const first = pieces[0] ?? '';
    const named = first.includes('=') ? pieces : pieces.slice(1);
    return { value: first, parameters: Object.fromEntries(named.map(keyAndValue)) };
  });
}

function keyAndValue(piece: string): [string, string] {
  const at = piece.indexOf('=');
  return at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)];
}

interface Policy {
  readonly quota: number;
  readonly windowMs: number | undefined;
}

/** A policy that counts something else than requests (`qu`) says nothing about their pace. */
function countsRequests({ parameters: { qu } }: Item): boolean {
  return qu === undefined || qu === '"requests"';
}

function policyOf({ value, parameters }: Item): Policy | undefined {
  const quota = count(parameters.q ?? value);
  return quota === undefined ? undefined : { quota, windowMs: seconds(parameters.w) };
}

function slowest(policies: readonly (Policy | undefined)[]): Policy | undefined {
  const rate = ({ quota, windowMs }: Policy): number => (windowMs ? quota / windowMs : Number.POSITIVE_INFINITY);
  return policies.filter((policy) => policy !== undefined).sort((a, b) => rate(a) - rate(b))[0];
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

function seconds(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' ? count(value) : value;
  return number === undefined ? undefined : number * 1000;
}

function said(reading: { readonly [K in keyof RateLimit]-?: RateLimit[K] | undefined }): RateLimit | undefined {
  const known = Object.entries(reading).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
