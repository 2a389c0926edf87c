// Chaos: chooses faults at random from a seed. Pure: equal seeds and equal orders of requests give equal faults. Injecting a fault
// is faults.ts's.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { loginPaths } from '../account.js';
import { derivedNumbers } from '../derive.js';
import type { Alteration } from '../habits/altered-values.js';
import { SandboxError } from '../sandbox-error.js';
import type { Fault } from './faults.js';

export interface ChaosOptions {
  /**
   * Kinds with shares of requests, as `drop-after=5%,latency=2%:250ms`; `rounded=100%@17` begins with the 17th matching request;
   * or `all`, a mild mix.
   */
  readonly spec: string;
  /** An integer; equal seeds give equal faults. */
  readonly seed: number;
}

interface Kind {
  readonly fault: (delayMs: number) => Fault;
  /** The default delay; undefined where the fault has none. */
  readonly delayMs?: number;
  /** Affects only requests for a login token, which other kinds never affect. */
  readonly login?: true;
  /** Affects only these methods. */
  readonly methods?: readonly string[];
}

const redirects = [301, 302, 303, 307, 308] as const;
const alterations = ['lower-cased', 'rounded', 'trimmed', 'line-ends'] as const satisfies readonly Alteration[];
const CREATES = ['POST'];
const WRITES = ['POST', 'PUT', 'PATCH'];

const statuses = [500, 502, 503] as const satisfies readonly ContentfulStatusCode[];

/** Every kind of chaos by its name. */
export const chaosKinds: Readonly<Record<string, Kind>> = {
  'drop-before': { fault: () => ({ kind: 'drop-before' }) },
  'drop-after': { fault: () => ({ kind: 'drop-after' }) },
  reset: { fault: () => ({ kind: 'reset-before' }) },
  'reset-after': { fault: () => ({ kind: 'reset-after' }) },
  ...Object.fromEntries(
    statuses.flatMap((status): [string, Kind][] => [
      [`${status}-before`, { fault: () => ({ kind: 'status-before', status }) }],
      [`${status}-after`, { fault: () => ({ kind: 'status-after', status }) }],
    ]),
  ),
  '429': { fault: () => ({ kind: 'status-before', status: 429 }) },
  '429-retry-after': {
    delayMs: 1000,
    fault: (delayMs) => ({
      kind: 'status-before',
      status: 429,
      headers: { 'Retry-After': String(Math.ceil(delayMs / 1000)) },
    }),
  },
  '425': { fault: () => ({ kind: 'status-before', status: 425 }) },
  latency: { delayMs: 300, fault: (delayMs) => ({ kind: 'latency', delayMs }) },
  'latency-load': { delayMs: 20, fault: (delayMs) => ({ kind: 'latency-load', delayMs }) },
  truncated: { fault: () => ({ kind: 'truncated' }) },
  'cut-off': { fault: () => ({ kind: 'cut-off' }) },
  'empty-answer': { methods: WRITES, fault: () => ({ kind: 'empty-answer' }) },
  'bare-answer': { methods: WRITES, fault: () => ({ kind: 'bare-answer' }) },
  drip: { delayMs: 20, fault: (delayMs) => ({ kind: 'drip', delayMs }) },
  html: { fault: () => ({ kind: 'html' }) },
  'html-after': { fault: () => ({ kind: 'html-after' }) },
  ...Object.fromEntries(
    redirects.map((status): [string, Kind] => [
      String(status),
      { methods: CREATES, fault: () => ({ kind: 'redirect', status }) },
    ]),
  ),
  ...Object.fromEntries(
    alterations.map((alteration): [string, Kind] => [
      alteration,
      { methods: WRITES, fault: () => ({ kind: 'altered', alteration }) },
    ]),
  ),
  'expired-token': { fault: () => ({ kind: 'expired-token' }) },
  'renamed-field': { fault: () => ({ kind: 'changed-answer', change: 'renamed' }) },
  'retyped-field': { fault: () => ({ kind: 'changed-answer', change: 'retyped' }) },
  'number-id': { methods: CREATES, fault: () => ({ kind: 'changed-answer', change: 'number' }) },
  'no-id': { methods: CREATES, fault: () => ({ kind: 'changed-answer', change: 'without' }) },
  'extra-fields': { fault: () => ({ kind: 'changed-answer', change: 'extra' }) },
  late: { delayMs: 2000, fault: (delayMs) => ({ kind: 'late', delayMs, answer: 'given' }) },
  'late-drop': { delayMs: 2000, fault: (delayMs) => ({ kind: 'late', delayMs, answer: 'dropped' }) },
  'login-503': { login: true, fault: () => ({ kind: 'status-before', status: 503 }) },
};

/** A fault by the name of its kind. */
export interface Mishap {
  readonly kind: string;
  readonly fault: Fault;
}

/** The total share of `all`, spread evenly over the kinds. */
const mildPercent = 10;

/** Decides about requests one by one. Throws a SandboxError when the spec is invalid. */
export function planChaos({ spec, seed }: ChaosOptions): (path: string, method: string) => Mishap | undefined {
  const shares = parseSpec(spec);
  const random = derivedNumbers(`chaos ${seed}`);
  const seen = new Map<Share, number>();
  return (path, method) => {
    const isLogin = loginPaths.includes(path);
    let point = random() * 100;
    for (const share of shares) {
      const { percent, from, mishap } = share;
      const { login = false, methods } = chaosKinds[mishap.kind] ?? {};
      if (login !== isLogin || methods?.includes(method) === false) continue;
      const count = (seen.get(share) ?? 0) + 1;
      seen.set(share, count);
      if (count < from) continue;
      if (point < percent) return mishap;
      point -= percent;
    }
    return undefined;
  };
}

/** One kind by itself, as `late` or `late:5s`. Throws a SandboxError. */
export function namedMishap(text: string): Mishap {
  const found = /^([a-z0-9-]+)(?::(\S+))?$/.exec(text.trim());
  if (found === null) throw refused(`${quoted(text)} is no kind of chaos`);
  return mishapOf(found[1] ?? '', found[2]);
}

interface Share {
  readonly percent: number;
  /** Counted from 1, among the requests that it can affect and that earlier shares did not take. */
  readonly from: number;
  readonly mishap: Mishap;
}

function parseSpec(spec: string): readonly Share[] {
  if (spec.trim() === 'all') {
    const kinds = Object.keys(chaosKinds);
    return kinds.map((kind) => ({ mishap: mishapOf(kind, undefined), percent: mildPercent / kinds.length, from: 1 }));
  }
  const shares = spec.split(',').map(parseShare);
  const kinds = shares.map(({ mishap }) => mishap.kind);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw refused(`${twice} is given twice`);
  const total = shares.reduce((sum, { percent }) => sum + percent, 0);
  // Shares such as 33.3 % have rounding errors.
  if (total > 100 + 1e-9) throw refused(`the shares add up to ${Number(total.toFixed(6))} %, more than 100 %`);
  return shares;
}

function parseShare(part: string): Share {
  const found = /^([a-z0-9-]+)=(\d+(?:\.\d+)?)%(?:@(\d{1,7}))?(?::(\S+))?$/.exec(part.trim());
  if (found === null) throw refused(`${quoted(part.trim())} is no kind with a share, such as drop-after=5%`);
  return { mishap: mishapOf(found[1] ?? '', found[4]), percent: Number(found[2]), from: Number(found[3] ?? 1) };
}

function mishapOf(name: string, time: string | undefined): Mishap {
  const kind = Object.hasOwn(chaosKinds, name) ? chaosKinds[name] : undefined;
  if (kind === undefined) throw refused(`${quoted(name)} is no kind of chaos`);
  if (time !== undefined && kind.delayMs === undefined) throw refused(`${name} takes no time`);
  const delayMs = time === undefined ? (kind.delayMs ?? 0) : parseTime(time);
  return { kind: name, fault: kind.fault(delayMs) };
}

function parseTime(text: string): number {
  const found = /^(\d{1,7})(ms|s)$/.exec(text);
  if (found === null) throw refused(`${quoted(text)} is no time, such as 250ms or 2s`);
  return Number(found[1]) * (found[2] === 's' ? 1000 : 1);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function refused(why: string): SandboxError {
  const kinds = Object.keys(chaosKinds).sort().join(', ');
  return new SandboxError('CHAOS_REFUSED', `chaos: ${why}. Kinds: ${kinds}; or all.`);
}
