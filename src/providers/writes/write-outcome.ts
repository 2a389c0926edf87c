// What a write that got no useful answer means for its row: the one rule for single rows, batches, groups, canary rows and undo.
// Whether a request is sent again is retry-policy.ts's to say; rows in doubt are looked up by the pipeline.

import type { Attempt } from '../../plan/result.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { BatchResult, BatchRow, WriteKind } from '../binding.js';
import { ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { stopFor } from '../stop-for.js';

/** What was asked of the service; a `read` changes no row, and neither does what prepares a batch. */
export type Asked = WriteKind | 'read';

/** What a failed request means. */
export interface WriteOutcome {
  /**
   * - `done`: the service did it, and what came of it has to be read; a create is never sent again.
   * - `in-doubt`: it may have been done.
   * - `failed`: it was not done, and would fail again.
   * - `unsent`: it was not done, and may be sent later.
   */
  readonly row: 'done' | 'in-doubt' | 'failed' | 'unsent';
  /** Whether the other rows would end alike, so that the run stops. */
  readonly stops: boolean;
}

/** The rule. Any request that may have changed something counts, not only the last one. */
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

/** Whether the service has done what was asked, as far as its requests tell. */
function effectOf(log: readonly Attempt[]): 'done' | 'maybe' | 'none' {
  const effects = log.filter(({ method, reads }) => method !== 'GET' && !reads).map(effectOfAttempt);
  if (effects.includes('done')) return 'done';
  return effects.includes('maybe') ? 'maybe' : 'none';
}

/** These ask for the same request at another address, so that nothing was done at this one. */
const MOVED: ReadonlySet<number> = new Set([301, 307, 308]);

function effectOfAttempt({ outcome }: Attempt): 'done' | 'maybe' | 'none' {
  if (outcome === 'not-sent') return 'none';
  if (outcome === 'no-answer' || outcome >= 500 || outcome === 408) return 'maybe';
  if (outcome < 300) return 'done';
  // Other redirections, as 303, are also given to a request that was carried out.
  return outcome < 400 && !MOVED.has(outcome) ? 'maybe' : 'none';
}

/**
 * The result of a row whose request failed, and the reason to send no further rows, if there is one. Throws what is a bug.
 * @param remoteId of the row that was to be changed; '' for a create.
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

/** A row that was not sent, and why; a Stop holds for all others too. */
export function unsent({ remoteId }: Pick<BatchRow, 'remoteId'>, why: Stop | string): BatchResult {
  const stop = typeof why === 'string' ? undefined : why;
  const notSent = finding('NOT_SENT', { why: stop?.message ?? String(why) });
  return { status: 'unsent', remoteId, finding: notSent, field: '', requestId: '', attempts: 0, ...(stop && { stop }) };
}
