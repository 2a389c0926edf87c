// Which ledger a command uses: the named one, or the one of this folder or of a folder above.

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { findLedger, LEDGER_PATH } from '../ledger/find-ledger.js';
import { Stop } from '../problems/stop.js';

interface LedgerArguments {
  /** The named ledger. */
  readonly ledger?: string | undefined;
}

/** The path of the ledger; where there is none, the path of the one that an import would start. */
export function ledgerOf({ ledger }: LedgerArguments): string {
  return ledger ?? findLedger({ from: process.cwd(), home: homedir(), uid: process.getuid?.() }) ?? LEDGER_PATH;
}

/** The path of the ledger, for commands that only read: opening a ledger would create it. Throws a Stop if there is none. */
export function requireLedger(args: LedgerArguments): string {
  const path = ledgerOf(args);
  if (existsSync(path)) return path;
  throw new Stop(
    'usage',
    'NO_LEDGER',
    `there is no ledger ${path}${args.ledger === undefined ? ', nor one in a folder above' : ''}`,
    'nothing has been imported from this folder; name another ledger with --ledger FILE',
  );
}
