// Why a command over one run does not take a migration, and which runs to take instead.

import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';

/** What to do with the parts of a migration instead. */
export interface PartsInstead {
  /** As `undo`: the id of a part follows. */
  readonly command: string;
  /** In the order in which they were begun. */
  readonly parts: readonly RunRow[];
}

/** @param instead without it, the migration is to be gone on with. */
export function migrationStop({ id }: RunRow, instead?: PartsInstead): Stop {
  const hint =
    instead === undefined ? 'repeat the command carbonsheet migrate: it goes on where the run ended' : hintOf(instead);
  return new Stop('usage', 'IS_MIGRATION', `run ${id} is a migration: its rows are in runs of their own`, hint);
}

function hintOf({ command, parts }: PartsInstead): string {
  const commands = parts.map((part) => `carbonsheet ${command} ${part.id}`);
  // What was written last may refer to what was written first.
  const [order, inOrder] = command === 'undo' ? [', the last first', commands.reverse()] : ['', commands];
  return `${command.split(' ')[0]} its parts${order}: ${inOrder.join('; ') || 'it has none'}`;
}
