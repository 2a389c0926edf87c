// What all ways of sending many rows at once share: the service takes them in, works on them behind its answer, and they are
// looked for until they are there. What is sent, and how a row is known again, is each dataset's.

import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { BatchResult } from '../binding.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { failedWrite } from '../writes/write-outcome.js';

/** Pauses before each look for rows that were taken in. About three minutes. */
const POLL_PAUSES_MS = [200, 400, 800, 1_500, 3_000, 5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

/** Looks that may bring no news once all is there: what the service has made of the rows stays so. */
const MOST_IDLE = 4;

/** How the request ended that hands the rows over. */
export interface HandedOver {
  /** Of a row that is not found later: in doubt, unless the service surely took nothing in. */
  readonly otherwise: BatchResult;
  /** Whether the rows are worth looking for. */
  readonly maybeThere: boolean;
}

/**
 * Waits for the answer to the request that hands the rows over. From then on an answer that does not come is no reason to
 * give up: the rows are looked for.
 */
export async function handedOver(session: Session, sending: Promise<Reply>): Promise<HandedOver> {
  try {
    const { requestId, attempts } = await sending;
    return awaited('the service accepted the rows, and does not list this one yet', requestId, attempts);
  } catch (error) {
    const otherwise = failedWrite(error, 'create', '', session);
    return { otherwise, maybeThere: otherwise.status === 'in-doubt' };
  }
}

/** Rows that were taken in, and are looked for. `detail`: why one that is not found is in doubt. */
export function awaited(detail: string, requestId = '', attempts = 0): HandedOver {
  const otherwise = { status: 'in-doubt', remoteId: '', finding: finding('NO_ANSWER', { detail }) } as const;
  return { otherwise: { ...otherwise, field: '', requestId, attempts }, maybeThere: true };
}

/** What has become of a row that was handed over. */
export type Fate =
  | { readonly kind: 'found'; readonly remoteId: string }
  /** The service has refused it behind its answer. */
  | { readonly kind: 'failed'; readonly remoteId: string; readonly detail: string }
  /** Something else stands in its place. */
  | { readonly kind: 'other'; readonly detail: string };

/** What was seen of rows, by their position; a row that was not seen is absent. */
export type Fates = ReadonlyMap<number, Fate>;

/** What one look brings. */
export interface Poll {
  readonly fates: Fates;
  /** Whether no further rows are to be expected. */
  readonly isAllThere: boolean;
}

/**
 * Looks with growing pauses until the fate of so many rows is known, or nothing changes any more, or patience ends.
 * What fails or interrupts a look ends the looking: what was seen stays seen.
 * @param look gets what was seen before.
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

/** The result of a row that was handed over. */
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
