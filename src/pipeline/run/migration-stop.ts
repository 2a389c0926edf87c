// Why a command over one run does not take a migration, and which runs to take instead.

import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';

/** @param parts the runs of the migration, to be undone; without them, the migration is to be gone on with. */
export function migrationStop({ id }: RunRow, parts?: readonly RunRow[]): Stop {
  const undo = parts?.map((part) => `carbonsheet undo ${part.id}`).reverse();
  const hint =
    undo === undefined
      ? 'repeat the command carbonsheet migrate: it goes on where the run ended'
      : `undo its parts, the last first: ${undo.join('; ') || 'it has none'}`;
  return new Stop('usage', 'IS_MIGRATION', `run ${id} is a migration: its rows are in runs of their own`, hint);
}
