// Whether a session is that of the account that a run wrote to.

import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { Session } from '../../providers/session.js';

/** Throws a Stop `OTHER_ACCOUNT` where the run wrote to another account. */
export function requireAccountOf({ id, account, accountKey }: RunRow, session: Session): void {
  // Runs of an older version know only the organisation or group.
  const now = Object.values(session.account).join(' ');
  if (accountKey === undefined ? account === now : accountKey === session.accountKey) return;
  throw new Stop(
    'usage',
    'OTHER_ACCOUNT',
    `run ${id} wrote to another account (${account || accountKey}) than the one of the settings (${now})`,
    'use the settings of that account, for example with --profile NAME',
  );
}
