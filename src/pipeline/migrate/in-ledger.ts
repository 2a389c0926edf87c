// Opens the ledger for one question of a migration, and closes it again: its parts open it, too.

import type { Ledger } from '../../ledger/ledger.js';
import type { Tools } from '../tools.js';

/** Asks the ledger, where there is one. */
export async function inLedger<T>(tools: Tools, ask: (ledger: Ledger) => Promise<T>): Promise<T | undefined> {
  const ledger = await tools.findLedger();
  try {
    return ledger && (await ask(ledger));
  } finally {
    await ledger?.close();
  }
}

/** Works with the ledger, which is made where there is none. */
export async function withLedger<T>(tools: Tools, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await tools.openLedger();
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
