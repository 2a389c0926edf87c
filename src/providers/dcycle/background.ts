// Confirms rows that the service processes asynchronously: polls until every row has appeared or failed. What is sent, and how
// a row is recognised, is each dataset's.

import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { BatchResult } from '../binding.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { failedWrite } from '../writes/write-outcome.js';

/** Pauses before each poll, about three minutes in all. */
const POLL_PAUSES_MS = [200, 400, 800, 1_500, 3_000, 5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

/** Polls without progress, once all rows are processed, that end polling. */
const MOST_IDLE = 4;

/** The end of the request that submits the rows. */
export interface HandedOver {
  /** The result of a row that is not found later: in doubt, unless the service surely accepted nothing. */
  readonly otherwise: BatchResult;
  /** Whether the rows may have been accepted. */
  readonly maybeThere: boolean;
}

/**
 * Waits for the answer to the request that submits the rows. When no answer comes, the rows are looked up.
 */
export async function handedOver(session: Session, sending: Promise<Reply>): Promise<HandedOver> {
  try {
    const { requestId, attempts } = await sending;
    return awaited('the service accepted the rows, but does not list this one yet', requestId, attempts);
  } catch (error) {
    const otherwise = failedWrite(error, 'create', '', session);
    return { otherwise, maybeThere: otherwise.status === 'in-doubt' };
  }
}

/** Accepted rows. `detail`: why a row that is not found is in doubt. */
export function awaited(detail: string, requestId = '', attempts = 0): HandedOver {
  const otherwise = { status: 'in-doubt', remoteId: '', finding: finding('NO_ANSWER', { detail }) } as const;
  return { otherwise: { ...otherwise, field: '', requestId, attempts }, maybeThere: true };
}

/** The state of a submitted row. */
export type Fate =
  | { readonly kind: 'found'; readonly remoteId: string }
  /** The service refused it while processing. */
  | { readonly kind: 'failed'; readonly remoteId: string; readonly detail: string }
  /** The service holds another value in its place. */
  | { readonly kind: 'other'; readonly detail: string };

/** States of rows by position; a row that was not found is absent. */
export type Fates = ReadonlyMap<number, Fate>;

/** The result of one poll. */
export interface Poll {
  readonly fates: Fates;
  /** Whether no further rows are expected. */
  readonly isAllThere: boolean;
}

/**
 * Polls with growing pauses until all rows are settled, nothing changes any more, or the time is over.
 * Polling stops at the first error; earlier results are kept.
 * @param look receives the states of the previous poll.
 */
export async function pollRows(session: Session, rows: number, look: (before: Fates) => Promise<Poll>): Promise<Fates> {
  let fates: Fates = new Map();
  let idle = 0;
  try {
    for (const pauseMs of POLL_PAUSES_MS) {
      await session.pause(pauseMs);
      const { fates: now, isAllThere } = await look(fates);
      idle = isAllThere && settled(now) === settled(fates) ? idle + 1 : 0;
      fates = now;
      if (settled(fates) === rows || idle === MOST_IDLE) break;
    }
  } catch (error) {
    if (!(error instanceof Stop) && !(error instanceof ServiceError)) throw error;
  }
  return fates;
}

function settled(fates: Fates): number {
  return [...fates.values()].filter(({ kind }) => kind !== 'other').length;
}

/** The result of a submitted row. */
export function resultOf({ otherwise }: HandedOver, fate: Fate | undefined): BatchResult {
  const { requestId, attempts, stop } = otherwise;
  const about = { remoteId: '', field: '', requestId, attempts, ...(stop && { stop }) };
  switch (fate?.kind) {
    case 'found':
      return { ...about, status: 'created', remoteId: fate.remoteId };
    case 'failed': {
      const why = finding('REFUSED', { status: 0, detail: fate.detail });
      return { ...about, status: 'failed', remoteId: fate.remoteId, finding: why };
    }
    case 'other':
      return { ...about, status: 'in-doubt', finding: finding('NO_ANSWER', { detail: fate.detail }) };
    default:
      return otherwise;
  }
}
