// Asks before rows are deleted at the service, apart from any other question: a deletion cannot be undone.

import { Stop } from '../../problems/stop.js';
import { providerNamed } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { Tools } from '../tools.js';

/** What is about to be deleted, and where. */
export interface AboutToDelete {
  readonly session: Session;
  /** How many rows. */
  readonly count: number;
  /** How many rows the user has said may be deleted; a yes to writing is none to deleting. */
  readonly allowed: number | undefined;
}

/** Asks before anything is deleted. Returns why nothing may be deleted: nobody could be asked, or the answer was no. */
export async function confirmDeleting(
  { session, count, allowed }: AboutToDelete,
  tools: Pick<Tools, 'ask'>,
): Promise<Stop | undefined> {
  if (count === 0 || (allowed !== undefined && count <= allowed)) return undefined;
  const rows = `${grouped(count)} ${count === 1 ? 'row' : 'rows'}`;
  const where = `${providerNamed(session.provider).title}, ${session.shownAs}`;
  const most = allowed === undefined ? '' : `, and --deletes allows ${allowed}`;
  const answer =
    allowed === undefined ? await tools.ask(`DELETE ${rows} at ${where}? This cannot be undone.`) : undefined;
  if (answer) return undefined;
  if (answer === false) return new Stop('usage', 'DECLINED', `nothing was written to ${where}: the answer was no`);
  return new Stop(
    'usage',
    'DELETES_NOT_CONFIRMED',
    `${rows} would be deleted at ${where}${most}`,
    `nothing was sent; to delete them, add --deletes ${count}`,
  );
}
