// What all ways of sending many rows at once share: the service takes them in, works on them behind its answer, and they are
// looked for until they are there. What is sent, and how a row is known again, is each dataset's.

import type { Result } from '../../plan/result.js';
import { type Finding, finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http.js';
import type { Session } from '../provider.js';

/** Pauses before each look for rows that were taken in. About three minutes. */
const LOOKS_MS = [200, 400, 800, 1_500, 3_000, 5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

/** Looks that may bring no news once all is there: what the service has made of the rows stays so. */
const MOST_IDLE = 4;

/** How the request ended that hands the rows over. */
export interface HandedOver {
  readonly requestId: string;
  readonly attempts: number;
  /** Why rows that are not found later are in doubt. */
  readonly detail: string;
  /** Why the service took nothing in. */
  readonly refusal?: Finding;
}

/**
 * Waits for the answer to the request that hands the rows over. From then on an answer that does not come is no reason to
 * give up: the rows are looked for.
 * @throws ServiceError when nothing can have been handed over.
 */
export async function handedOver(sending: Promise<Reply>): Promise<HandedOver> {
  try {
    const { requestId, attempts } = await sending;
    return { requestId, attempts, detail: 'the rows were taken in, and this one has not appeared yet' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { kind, status, requestId, attempts, detail } = error;
    if (kind === 'unclear') return { requestId, attempts, detail };
    if (kind === 'refused') return { requestId, attempts, detail, refusal: finding('REFUSED', { status, detail }) };
    throw error;
  }
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
export interface Look {
  readonly fates: Fates;
  /** Whether no further rows are to be expected. */
  readonly isAllThere: boolean;
}

/**
 * Looks with growing pauses until the fate of so many rows is known, or nothing changes any more, or patience ends.
 * What fails or interrupts a look ends the looking: what was seen stays seen.
 * @param look gets what was seen before.
 */
export async function lookFor(session: Session, rows: number, look: (before: Fates) => Promise<Look>): Promise<Fates> {
  let fates: Fates = new Map();
  let idle = 0;
  try {
    for (const pauseMs of LOOKS_MS) {
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
export function resultOf({ requestId, attempts, detail, refusal }: HandedOver, fate: Fate | undefined): Result {
  const about = { remoteId: '', field: '', requestId, attempts };
  if (refusal) return { ...about, status: 'failed', finding: refusal };
  switch (fate?.kind) {
    case 'found':
      return { ...about, status: 'created', remoteId: fate.remoteId };
    case 'failed': {
      const why = finding('REFUSED', { status: 0, detail: fate.detail });
      return { ...about, status: 'failed', remoteId: fate.remoteId, finding: why };
    }
    default:
      return { ...about, status: 'in-doubt', finding: finding('NO_ANSWER', { detail: fate?.detail ?? detail }) };
  }
}
