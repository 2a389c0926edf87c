// The result of a row whose write got no useful answer: one rule for single rows, batches, groups, canaries and undo.
// Retries are retry-policy.ts's; the pipeline looks up rows in doubt.

import type { Attempt } from '../../plan/result.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { BatchResult, BatchRow, WriteKind } from '../binding.js';
import { ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { stopFor } from '../stop-for.js';

/** The kind of request; a `read`, and the preparation of a batch, change no row. */
export type Asked = WriteKind | 'read';

/** The meaning of a failed request. */
export interface WriteOutcome {
  /**
   * - `done`: carried out, with an unknown result; a create is never sent again.
   * - `in-doubt`: perhaps carried out.
   * - `failed`: not carried out, and would fail again.
   * - `unsent`: not carried out, and may be sent later.
   */
  readonly row: 'done' | 'in-doubt' | 'failed' | 'unsent';
  /** Whether the other rows would fail, too, so that the run stops. */
  readonly stops: boolean;
}

/** The rule. Every attempt that may have changed something counts, not only the last one. */
export function writeOutcome(asked: Asked, failure: Pick<ServiceError, 'kind' | 'status' | 'log'>): WriteOutcome {
  const { kind, status, log } = failure;
  const effect = asked === 'read' ? 'none' : effectOf(log);
  const isRedirected = status >= 300 && status < 400;
  const stops =
    kind === 'denied' || kind === 'unreachable' || isRedirected || (kind === 'unclear' && effect === 'none');
  if (effect === 'done') return { row: 'done', stops };
  if (effect === 'maybe') return { row: 'in-doubt', stops };
  return { row: stops ? 'unsent' : 'failed', stops };
}

/** Whether the service carried the write out, by its attempts. */
function effectOf(log: readonly Attempt[]): 'done' | 'maybe' | 'none' {
  const effects = log.filter(({ method, reads }) => method !== 'GET' && !reads).map(effectOfAttempt);
  if (effects.includes('done')) return 'done';
  return effects.includes('maybe') ? 'maybe' : 'none';
}

/** These redirect the same request to another URL, so nothing was carried out. */
const MOVED: ReadonlySet<number> = new Set([301, 307, 308]);

function effectOfAttempt({ outcome }: Attempt): 'done' | 'maybe' | 'none' {
  if (outcome === 'not-sent') return 'none';
  if (outcome === 'no-answer' || outcome >= 500 || outcome === 408) return 'maybe';
  if (outcome < 300) return 'done';
  // Other redirections, as 303 (See Other), may follow a request that was carried out.
  return outcome < 400 && !MOVED.has(outcome) ? 'maybe' : 'none';
}

/**
 * The result of a row whose request failed, and perhaps the reason to send no further rows. Throws errors that are bugs.
 * @param remoteId of the row to change; '' for a create.
 */
export function failedWrite(
  error: unknown,
  asked: Asked,
  remoteId: string,
  { provider }: Pick<Session, 'provider'>,
): BatchResult {
  if (error instanceof Stop) return unsent({ remoteId }, error);
  if (!(error instanceof ServiceError)) throw error;
  const { status, detail, requestId, attempts } = error;
  const { row, stops } = writeOutcome(asked, error);
  const about = { remoteId, field: Object.keys(error.fields)[0] ?? '', requestId, attempts };
  const stop = stops ? stopFor(error, provider) : undefined;
  switch (row) {
    case 'done':
    case 'in-doubt': {
      const isProven = row === 'done' && asked === 'create';
      const found = isProven ? finding('NO_USABLE_ID', { detail }) : finding('NO_ANSWER', { detail });
      return { ...about, status: 'in-doubt', finding: found, ...(stop && { stop }) };
    }
    case 'failed':
      return { ...about, status: 'failed', finding: finding('REFUSED', { status, detail }) };
    case 'unsent':
      return { ...unsent({ remoteId }, stop ?? detail), requestId, attempts };
  }
}

/** The result of a row that was not sent. A Stop holds for all others, too. */
export function unsent({ remoteId }: Pick<BatchRow, 'remoteId'>, why: Stop | string): BatchResult {
  const stop = typeof why === 'string' ? undefined : why;
  const notSent = finding('NOT_SENT', { why: stop?.message ?? String(why) });
  return { status: 'unsent', remoteId, finding: notSent, field: '', requestId: '', attempts: 0, ...(stop && { stop }) };
}
