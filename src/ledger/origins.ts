// Where rows came from in another account: what the ledger keeps of each row that a migration carried over.

import { z } from 'zod';

/** The origin of a row of a run. */
export interface Origin {
  /** Of the row among those of its run. */
  readonly ordinal: number;
  /** The id of the row at the source. */
  readonly sourceId: string;
  /** The hash of what the target was given; '' where the target held something else already. */
  readonly hash: string;
}

/** A row of the source that a target has. */
export interface CarriedRow {
  readonly sourceId: string;
  /** Its id at the target. */
  readonly remoteId: string;
  readonly hash: string;
}

const carriedRow = z.object({ source_id: z.string(), remote_id: z.string(), hash: z.string() });

/** A carried row as the database has it. */
export function parseCarried(stored: unknown): CarriedRow {
  const { source_id: sourceId, remote_id: remoteId, hash } = carriedRow.parse(stored);
  return { sourceId, remoteId, hash };
}
